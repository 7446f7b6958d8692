"""Files → articles, for the commands that read from disk. The only reader of paths beside the catalog's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from tracker.pipeline.records import ParsedArticle, RawDocument

_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain", ".md": "text/plain"}
_NEEDED = ("title", "published_at", "body")


class UnreadableFile(Exception):
    """A file that is no article; the message says why and what to do."""


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among `paths` and in the folders among them, in order of name."""
    for path in paths:
        if path.is_dir():
            known = {".json", *_TYPES}
            yield from sorted(one for one in path.iterdir() if one.is_file() and one.suffix.lower() in known)
        else:
            yield path


def load_document(path: Path) -> RawDocument:
    """The bytes of a file with what they are. Raises UnreadableFile."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}. Check the path and its permissions.") from error
    if not content.strip():
        raise UnreadableFile(f"{path}: the file is empty. Give a file with an article in it.")
    media_type = _TYPES.get(path.suffix.lower()) or ("text/html" if b"<" in content[:200] else "text/plain")
    return RawDocument(content=content, media_type=media_type, name=path.name)


def is_json_file(path: Path, content: bytes) -> bool:
    return path.suffix.lower() == ".json" or (path.suffix.lower() not in _TYPES and content.lstrip()[:1] == b"{")


def load_article(path: Path) -> ParsedArticle:
    """The article in a JSON, HTML or text file. Raises UnreadableFile."""
    document = load_document(path)
    return _from_json(path, document.content) if is_json_file(path, document.content) else _from_page(path, document)


def _from_json(path: Path, content: bytes) -> ParsedArticle:
    try:
        entry = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UnreadableFile(f"{path}: not valid JSON in UTF-8 ({error}). Mend the file or save it again.") from error
    if not isinstance(entry, dict):
        raise UnreadableFile(f"{path}: one JSON object with title, published_at and body is expected.")
    missing = [key for key in _NEEDED if not isinstance(entry.get(key), str)]
    if missing:
        raise UnreadableFile(f"{path}: {', '.join(missing)} missing or no text. Add it as a string.")
    return _article(path, entry)


def _article(path: Path, entry: dict[str, Any]) -> ParsedArticle:
    try:
        published = datetime.fromisoformat(entry["published_at"])
    except ValueError as error:
        raise UnreadableFile(
            f"{path}: published_at {entry['published_at']!r} is no time. Write it like 2017-09-14T14:43:23+09:00."
        ) from error
    body = entry["body"]
    language = entry.get("language") or ("ko" if any("가" <= character <= "힣" for character in body[:2000]) else "en")
    if language not in ("ko", "en"):
        raise UnreadableFile(f"{path}: language {language!r} is not read. Use ko or en.")
    return ParsedArticle(
        id=str(entry.get("id") or path.stem),
        language=cast(Any, language),
        publisher=str(entry.get("publisher") or ""),
        title=entry["title"],
        published_at=published if published.tzinfo else published.replace(tzinfo=ZoneInfo("Asia/Seoul")),
        body=body,
        address=str(entry.get("url") or ""),
    )


def _from_page(path: Path, document: RawDocument) -> ParsedArticle:
    from dataclasses import replace

    from tracker.pipeline.parse.article import parse_article
    from tracker.pipeline.parse.errors import UnreadableDocument

    try:
        parsed = parse_article(document)
    except UnreadableDocument as error:
        raise UnreadableFile(str(error)) from error
    return replace(parsed, id=path.stem)
