"""What the JSON of a page says of its article: JSON-LD, well-formed or not, and the content that scripts render."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

LARGEST: Final = 500_000
WRAPPING: Final = re.compile(
    r"^\s{0,99}(?:<!--|//\s{0,9}<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s{0,9}\]\]>|\]\]>)\s{0,99}$"
)
TRAILING_COMMA: Final = re.compile(r",(?=\s{0,99}[}\]])")
ARTICLE_TYPE: Final = re.compile(r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"[A-Za-z:/.]{0,40}Article"')
FIELD: Final = re.compile(r'"(headline|datePublished|dateModified)"\s{0,9}:\s{0,9}"([^\n]{1,250}?)"\s{0,9}(?=[,}\n])')
NAMED: Final = re.compile(
    r'"(author|publisher)"\s{0,9}:\s{0,9}[\[{\s]{0,20}[^\]}"]{0,9}(?:"[^"]{0,60}"[^\]}"]{0,9}){0,6}?"name"\s{0,9}:\s{0,9}"([^"\n]{1,80})"'
)
RENDERED: Final = "Fusion.globalContent="  # how the Arc publishing system hands an article to its scripts
TAGS: Final = re.compile(r"<[^<>]{1,500}>")


def read_linked_data(tree: HtmlElement, encoded: bytes) -> dict[str, Any]:
    """The article object that says most, {} where there is none. encoded: the page of which `tree` was made."""
    best: dict[str, Any] = {}
    rendered = RENDERED.encode() in encoded  # most scripts need not be read at all
    for script in tree.iter("script"):
        linked = (script.get("type") or "").strip().lower().startswith("application/ld+json")
        text = (script.text or "") if linked or rendered else ""
        if len(text) >= LARGEST:
            continue
        if linked:
            for entry in _articles(text):
                if len(entry) > len(best):
                    best = entry
        elif RENDERED in text and "articleBody" not in best:
            best = best | _rendered(text)
    return best


def name_of(value: Any) -> str:
    """The name of a person or organization object, of a list of them, or a plain string."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for one in value[:5] if (name := name_of(one))))
    if isinstance(value, dict):
        return name_of(value.get("name"))
    return value.strip() if isinstance(value, str) else ""


def _articles(text: str) -> Iterator[dict[str, Any]]:
    text = WRAPPING.sub("", text.strip()).strip()
    data = _load(text)
    if data is None:
        if ARTICLE_TYPE.search(text):
            yield _salvage(text)
        return
    entries = list(_objects(data))
    by_id = {entry["@id"]: entry for entry in entries if isinstance(entry.get("@id"), str) and "name" in entry}
    for entry in entries:
        if any(kind.rpartition("/")[2].endswith(("Article", "BlogPosting")) for kind in _types(entry)):
            named = {key: _resolve(entry[key], by_id) for key in ("author", "publisher") if key in entry}
            yield entry | named


def _load(text: str) -> Any:
    for attempt in (text, TRAILING_COMMA.sub("", text).rstrip(";")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _salvage(text: str) -> dict[str, Any]:
    """The plain fields of an object that is no JSON, for an unescaped quotation mark mostly."""
    found: dict[str, Any] = {}
    for pattern in (FIELD, NAMED):
        for match in pattern.finditer(text):
            found.setdefault(match.group(1), match.group(2).replace('\\"', '"'))
    return found


def _rendered(text: str) -> dict[str, Any]:
    try:
        data, _ = json.JSONDecoder(strict=False).raw_decode(text, text.index(RENDERED) + len(RENDERED))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(data, dict) or not isinstance(data.get("content_elements"), list):
        return {}
    parts = [one for one in data["content_elements"] if isinstance(one, dict) and one.get("type") in ("text", "header")]
    body = "\n".join(TAGS.sub("", one["content"]) for one in parts if isinstance(one.get("content"), str))
    headline = data.get("headlines")
    return {
        "articleBody": body,
        "headline": headline.get("basic") if isinstance(headline, dict) else "",
        "datePublished": data.get("display_date") or data.get("first_publish_date"),
    }


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author"):
            yield from _objects(data.get(key), depth + 1)
    elif isinstance(data, list):
        for entry in data[:200]:
            yield from _objects(entry, depth + 1)


def _resolve(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """An object that only points to another of the graph → that one."""
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return [_resolve(one, by_id) for one in value] if isinstance(value, list) else value


def _types(entry: dict[str, Any]) -> list[str]:
    kind = entry.get("@type")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]
