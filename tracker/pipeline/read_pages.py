"""A file with a page → what is read of it, as `manage.py parse` writes it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.pipeline.parse.article import read_document
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.pipeline.parse.language import detect_language
from tracker.pipeline.read_files import UnreadableFile, is_json_file, load_article, load_document


def read_page_file(path: Path) -> dict[str, Any]:
    """One object with a fixed order of keys; a time that the page does not tell is None. Raises UnreadableFile."""
    document = load_document(path)
    if is_json_file(path, document.content):
        article = load_article(path)
        return _entry(
            path.stem, article.title, article.body, article.byline, article.publisher, article.published_at, None
        )
    try:
        draft = read_document(document)
    except UnreadableDocument as error:
        raise UnreadableFile(str(error)) from error
    body = "\n\n".join(draft.lines)
    return _entry(path.stem, draft.title, body, draft.byline, draft.publisher, draft.published_at, draft.updated_at)


def _entry(
    id: str,
    title: str,
    body: str,
    byline: str,
    publisher: str,
    published_at: datetime | None,
    updated_at: datetime | None,
) -> dict[str, Any]:
    return {
        "id": id,
        "title": title,
        "body": body,
        "byline": byline,
        "publisher": publisher,
        "published_at": published_at.isoformat() if published_at else None,
        "updated_at": updated_at.isoformat() if updated_at else None,
        "language": detect_language(body),
    }
