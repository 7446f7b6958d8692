"""Bytes to article: the one way in for JSON, web pages and text."""

from __future__ import annotations

import json
import unicodedata
from pathlib import PurePath
from typing import Any, Final

from tracker.pipeline.records import ParsedArticle, RawDocument

from .border import clean_text, clean_title
from .decode import decode_page
from .errors import UnreadableDocument
from .language import detect_language
from .moments import aware, read_stated
from .paragraphs import type_paragraphs
from .pasted import Draft, read_pasted

MARKUP: Final = ("<!doctype", "<html", "<?xml", "<head", "<body", "<article", "<div", "<meta", "<p>", "<p ")
LEAST_BODY: Final = 40  # characters; less is a headline or an error page


def parse_article(raw: RawDocument, *, default_publisher: str = "") -> ParsedArticle:
    """One document → its article, with aware `published_at` and typed paragraphs.

    Hints in `raw` and `default_publisher` fill what the document leaves open. Raises UnreadableDocument, which names
    the input, the reason and the remedy, where there is no article or no date of publication.
    """
    text = _text(raw)
    if _is_json(raw):
        return _from_json(raw, text, default_publisher)
    return _finish(raw, _draft(raw, text), default_publisher)


def read_document(raw: RawDocument) -> Draft:
    """What a page or a text says of its article, each part empty where it does not tell; the times may be missing.
    Raises UnreadableDocument where there is no article in it."""
    draft = _draft(raw, _text(raw))
    draft.lines = _body(raw, draft).split("\n\n")
    draft.title = clean_title(draft.title or draft.lines[0][:80])
    draft.byline, draft.publisher = clean_title(draft.byline), clean_title(draft.publisher)
    return draft


def _text(raw: RawDocument) -> str:
    """A page is cleaned where it is taken apart: most of it is thrown away."""
    text = decode_page(raw.content, raw.charset)
    text = unicodedata.normalize("NFC", text) if _is_page(raw, text) else clean_text(text)
    if not text.strip():
        raise UnreadableDocument(_label(raw), "내용이 비어 있습니다.", "기사 본문이 든 문서를 넣어 주세요.")
    return text


def _is_page(raw: RawDocument, text: str) -> bool:
    return "html" in _media_type(raw) or (not _is_json(raw) and text.lstrip()[:400].lower().startswith(MARKUP))


def _is_json(raw: RawDocument) -> bool:
    return _media_type(raw).endswith("json")


def _media_type(raw: RawDocument) -> str:
    return raw.media_type.partition(";")[0].strip().lower()


def _draft(raw: RawDocument, text: str) -> Draft:
    if not _is_page(raw, text):
        return read_pasted(text)
    from .page import read_page  # lxml only where a page is read
    from .statements import guess_day

    draft = read_page(text, raw.address)
    known = draft.published_at or raw.published_at
    draft.published_at = known or (guess_day(text) if draft.lines else None) or draft.updated_at
    return draft


def _label(raw: RawDocument) -> str:
    return raw.name or raw.address or "이름 없는 문서"


def _stem(raw: RawDocument) -> str:
    return PurePath(raw.name).stem or raw.address


def _from_json(raw: RawDocument, text: str, default_publisher: str) -> ParsedArticle:
    """The body stays as it is given, since offsets are counted in it."""
    remedy = "id, language, publisher, title, published_at, body 항목을 가진 JSON 객체 하나로 넣어 주세요."
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(_label(raw), f"JSON으로 읽을 수 없습니다({error}).", remedy) from error
    if not isinstance(data, dict):
        raise UnreadableDocument(_label(raw), "JSON 객체가 아닙니다.", remedy)
    body = clean_text(_text_of(data, "body"))
    if not body.strip():
        raise UnreadableDocument(_label(raw), "body 항목이 없거나 비어 있습니다.", remedy)
    stated = _text_of(data, "published_at")
    published = read_stated(stated) if stated else raw.published_at
    if published is None:
        raise UnreadableDocument(
            _label(raw), "published_at 항목이 없거나 시각이 아닙니다.", "2017-09-14T14:43:23+09:00처럼 적어 주세요."
        )
    language = data.get("language")
    language = language if language in ("ko", "en") else detect_language(body)
    return ParsedArticle(
        id=_text_of(data, "id") or _stem(raw),
        language=language,
        publisher=clean_title(_text_of(data, "publisher") or raw.publisher or default_publisher),
        title=clean_title(_text_of(data, "title") or raw.title or _first_line(body)),
        published_at=aware(published),
        body=body,
        byline=clean_title(_text_of(data, "byline")),
        address=clean_title(_text_of(data, "url")) or raw.address,
        paragraphs=type_paragraphs(body, language),
    )


def _text_of(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _body(raw: RawDocument, draft: Draft) -> str:
    body = clean_text("\n\n".join(line.strip() for line in draft.lines if line.strip()))
    if len(body) < LEAST_BODY:
        raise UnreadableDocument(
            _label(raw), "기사 본문을 찾지 못했습니다.", "기사 제목과 본문을 복사해 글로 붙여 넣어 주세요."
        )
    return body


def _finish(raw: RawDocument, draft: Draft, default_publisher: str) -> ParsedArticle:
    body = _body(raw, draft)
    published = draft.published_at or raw.published_at
    if published is None:
        raise UnreadableDocument(
            _label(raw),
            "발행 시각을 찾지 못했습니다.",
            "발행일을 함께 입력하거나 '입력 2017-09-14 14:43'처럼 적어 주세요.",
        )
    language = detect_language(body)
    return ParsedArticle(
        id=_stem(raw),
        language=language,
        publisher=clean_title(draft.publisher or raw.publisher or default_publisher),
        title=clean_title(draft.title or raw.title or _first_line(body)),
        published_at=aware(published),
        body=body,
        byline=clean_title(draft.byline),
        address=raw.address,
        paragraphs=type_paragraphs(body, language, draft.captions),
    )


def _first_line(body: str) -> str:
    return body.strip().partition("\n")[0][:80]
