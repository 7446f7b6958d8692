"""Bytes to article (JSON only for the moment; HTML and text follow)."""

import json
from datetime import datetime

from tracker.pipeline.parse.border import clean_text, clean_title
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.pipeline.records import ParsedArticle, RawDocument


def parse_article(raw: RawDocument, *, default_publisher: str = "") -> ParsedArticle:
    if raw.media_type != "application/json":
        raise UnreadableDocument(raw.name, "이 형식은 아직 읽지 못합니다.", "JSON으로 넣어 주세요.")
    data = json.loads(raw.content.decode("utf-8"))
    return ParsedArticle(
        id=str(data.get("id", raw.name)),
        language="en" if data.get("language") == "en" else "ko",
        publisher=clean_title(data.get("publisher") or raw.publisher or default_publisher),
        title=clean_title(data["title"]),
        published_at=datetime.fromisoformat(data["published_at"]),
        body=clean_text(data["body"]),
    )
