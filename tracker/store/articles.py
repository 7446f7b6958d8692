"""What the fetch, parse and extract stages found, written onto the article. Call inside `finish_claim`."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC
from typing import Any

from tracker.models import Article, ArticlePayload, Reading, RemovedArticle, Source
from tracker.models.identity import search_key
from tracker.pipeline.records import EXCERPT, Extraction, Hints, Paragraph, ParsedArticle, RawDocument
from tracker.pipeline.serial import dump_extraction
from tracker.store.bulk import update_rows
from tracker.store.claims import PermanentFailure
from tracker.store.origins import join_origins


def load_raw(article: Article) -> RawDocument:
    """The document as it arrived, with the hints that came with it."""
    payload = article.payload
    return RawDocument(
        content=bytes(payload.content),
        media_type=payload.media_type,
        name=payload.name or article.public_id,
        address=article.address or "",
        charset=payload.charset,
        publisher=payload.publisher,
        title=payload.title,
        published_at=payload.published_at,
    )


def save_payload(article_id: int, document: RawDocument) -> None:
    """What the fetch stage brought; replaces an earlier one."""
    ArticlePayload.objects.update_or_create(
        article_id=article_id,
        defaults={
            "content": document.content,
            "media_type": document.media_type,
            "charset": document.charset[:40],
        },
    )


def excerpt_of(article: Article) -> RawDocument | None:
    """What came with the address beside hints: the beginning of the text, for a page that cannot be had."""
    rows = ArticlePayload.objects.filter(article=article, media_type__in=["", EXCERPT])
    content = bytes(rows.values_list("content", flat=True).first() or b"")
    return RawDocument(content, EXCERPT, charset="utf-8") if content else None


def save_parsed(article_id: int, parsed: ParsedArticle) -> bool:
    """`save_all_parsed` for one. Raises PermanentFailure for the text of an article that somebody deleted."""
    saved = save_all_parsed([(Article.objects.get(id=article_id), parsed)])
    if article_id in saved.refused:
        raise PermanentFailure(saved.refused[article_id])
    return article_id not in saved.copies


@dataclass(frozen=True, slots=True)
class Saved:
    """copies: ids of articles that another row holds to the letter, headline included; these are then only pointers to
    it. refused: {article id: why its text is not let in}, of which nothing was written."""

    copies: frozenset[int]
    refused: dict[int, str]


def save_all_parsed(read: Sequence[tuple[Article, ParsedArticle]]) -> Saved:
    """Writes the texts, onto the given rows too, and brings each article to others with the same text. Within the
    caller's transaction."""
    digests = {article.pk: _digest(parsed) for article, parsed in read}
    removed = set(
        RemovedArticle.objects.filter(content_hash__in=digests.values()).values_list("content_hash", flat=True)
    )
    known = dict(Article.objects.filter(content_hash__in=digests.values()).values_list("content_hash", "id"))
    refused: dict[int, str] = {}
    copies = set()
    let_in = []
    for article, parsed in read:
        digest = digests[article.pk]
        if digest in removed:
            refused[article.pk] = _REMOVED.format(parsed.title[:80])
            continue
        original = known.setdefault(digest, article.pk)
        _set_text(article, parsed, digest, original)
        let_in.append(article)
        if original != article.pk:
            copies.add(article.pk)
    update_rows(Article, _TEXT, let_in)
    join_origins(let_in)
    return Saved(frozenset(copies), refused)


_TEXT = (
    "language", "publisher", "title", "byline", "published_at", "body", "paragraphs", "search_text", "content_hash",
    "duplicate_of_id",
)  # fmt: skip
_REMOVED = "'{}': 지운 기사와 글이 같아서 읽지 않습니다. 되살리려면 관리의 ‘지운 기사’에서 먼저 빼 주세요."


def _digest(parsed: ParsedArticle) -> str:
    return hashlib.sha256("\n".join((parsed.title, parsed.body)).encode()).hexdigest()


def _set_text(article: Article, parsed: ParsedArticle, digest: str, original: int) -> None:
    values: dict[str, Any] = {
        "language": parsed.language,
        "publisher": parsed.publisher[:150],
        "title": parsed.title[:300],
        "byline": parsed.byline[:150],
        "published_at": parsed.published_at.astimezone(UTC),  # as databases hand it out
        "body": parsed.body,
        "paragraphs": [asdict(paragraph) for paragraph in parsed.paragraphs],
        "search_text": search_key(parsed.title, parsed.publisher, parsed.body),
        "content_hash": digest if original == article.pk else None,
        "duplicate_of_id": None if original == article.pk else original,
    }
    for name, value in values.items():
        setattr(article, name, value)


def load_parsed(article: Article) -> ParsedArticle:
    """The text as the parse stage left it."""
    assert article.published_at is not None  # the stage before saw to it
    return ParsedArticle(
        id=article.public_id,
        language="en" if article.language == "en" else "ko",
        publisher=article.publisher,
        title=article.title,
        published_at=article.published_at,
        body=article.body,
        byline=article.byline,
        address=article.address or "",
        paragraphs=tuple(Paragraph(**paragraph) for paragraph in article.paragraphs),
        hints=hints_of(article.source),
    )


def hints_of(source: Source) -> Hints:
    """What editors say that the source usually writes about."""
    sectors = tuple(source.sectors.order_by("slug").values_list("slug", flat=True))
    return Hints(sectors, tuple(source.groups.order_by("slug").values_list("slug", flat=True)))


def save_extraction(article_id: int, extraction: Extraction) -> None:
    """`save_extractions` for one."""
    save_extractions({article_id: extraction})


def save_extractions(extractions: Mapping[int, Extraction]) -> dict[int, Reading]:
    """Writes the readings, by article; the merge stage makes rows of them."""
    fields = ("extraction", "extractor", "version", "lexicon_hash", "made_at")
    rows = Reading.objects.bulk_create(
        (
            Reading(
                article_id=article_id,
                extraction=dump_extraction(extraction),
                extractor=extraction.extractor,
                version=extraction.version,
                lexicon_hash=extraction.lexicon_hash,
            )
            for article_id, extraction in extractions.items()
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=fields,
    )
    return {row.article_id: row for row in rows}
