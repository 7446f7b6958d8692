"""What the fetch, parse and extract stages found, written onto the article. Call inside `finish_claim`."""

import hashlib
from dataclasses import asdict

from tracker.models import Article, ArticlePayload, Reading, RemovedArticle, Source
from tracker.models.identity import search_key
from tracker.pipeline.records import EXCERPT, Extraction, Hints, Paragraph, ParsedArticle, RawDocument
from tracker.pipeline.serial import dump_extraction
from tracker.store.claims import PermanentFailure
from tracker.store.origins import join_origin


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
    """Writes the text and brings the article to others with the same text. False: another row holds it to the letter,
    headline included; this one is then only a pointer to it. Within the caller's transaction. Raises PermanentFailure
    for the text of an article that somebody deleted."""
    content = "\n".join((parsed.title, parsed.body))
    digest = hashlib.sha256(content.encode()).hexdigest()
    if RemovedArticle.objects.filter(content_hash=digest).exists():
        raise PermanentFailure(
            f"'{parsed.title[:80]}': 지운 기사와 글이 같아서 읽지 않습니다. "
            "되살리려면 관리의 ‘지운 기사’에서 먼저 빼 주세요."
        )
    original = Article.objects.filter(content_hash=digest).exclude(id=article_id).first()
    Article.objects.filter(id=article_id).update(
        language=parsed.language,
        publisher=parsed.publisher[:150],
        title=parsed.title[:300],
        byline=parsed.byline[:150],
        published_at=parsed.published_at,
        body=parsed.body,
        paragraphs=[asdict(paragraph) for paragraph in parsed.paragraphs],
        search_text=search_key(parsed.title, parsed.publisher, parsed.body),
        content_hash=None if original else digest,
        duplicate_of=original,
    )
    join_origin(Article.objects.get(id=article_id))
    return original is None


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
    """Writes the reading; the merge stage makes rows of it."""
    Reading.objects.update_or_create(
        article_id=article_id,
        defaults={
            "extraction": dump_extraction(extraction),
            "extractor": extraction.extractor,
            "version": extraction.version,
            "lexicon_hash": extraction.lexicon_hash,
        },
    )
