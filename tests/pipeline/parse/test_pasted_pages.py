"""Whole pages as people copy them, in the shapes of several outlets, written for these tests."""

import json
from pathlib import Path

import pytest

from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.records import ParsedArticle, RawDocument

PAGES = Path(__file__).with_name("pasted")
NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))


def read(name: str) -> tuple[ParsedArticle, dict[str, str]]:
    content = (PAGES / f"{name}.txt").read_bytes()
    article = parse_article(RawDocument(content, "text/plain", f"{name}.txt"))
    return article, json.loads((PAGES / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_body_is_the_article_alone(name: str) -> None:
    article, expected = read(name)
    paragraphs = article.body.split("\n\n")
    assert (paragraphs[0].startswith(expected["begins"]), paragraphs[-1].endswith(expected["ends"])) == (True, True)
    assert len(paragraphs) == expected["paragraphs"]


@pytest.mark.parametrize("name", NAMES)
def test_title_byline_outlet_and_time_are_read(name: str) -> None:
    article, expected = read(name)
    assert article.title == expected["title"]
    assert article.byline == expected["byline"]
    assert article.publisher == expected["publisher"]
    assert article.published_at.isoformat() == expected["published_at"]
