"""What the JSON-LD of a page says of its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

ARTICLES: Final = frozenset(("NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting"))
LARGEST: Final = 500_000


def read_linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The first article object, {} where there is none."""
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type") == "application/ld+json" and len(text) < LARGEST:
            try:
                data = json.loads(text.strip(), strict=False)
            except (ValueError, RecursionError):
                continue
            for entry in _objects(data):
                if _types(entry) & ARTICLES:
                    return entry
    return {}


def name_of(value: Any) -> str:
    """The name of a person or organization object, a list of them, or a plain string."""
    if isinstance(value, list):
        return name_of(value[0]) if value else ""
    if isinstance(value, dict):
        return name_of(value.get("name"))
    return value.strip() if isinstance(value, str) else ""


def _objects(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
        yield from _objects(data.get("mainEntity"), depth + 1)
    elif isinstance(data, list):
        for entry in data:
            yield from _objects(entry, depth + 1)


def _types(entry: dict[str, Any]) -> set[str]:
    kind = entry.get("@type")
    return (
        {kind}
        if isinstance(kind, str)
        else {one for one in kind if isinstance(one, str)}
        if isinstance(kind, list)
        else set()
    )
