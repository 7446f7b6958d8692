"""Pages in the shapes of outlets' sites: everything is read, and nothing that stands around it.

`python -m tests.pipeline.parse.test_outlets` prints the agreement of the bodies.
"""

import statistics
from functools import cache

import pytest

from tests.pipeline.parse.shells import OUTLETS, PUBLISHED, UPDATED, Expected, make_page, stories_of
from tests.pipeline.parse.test_pages import agreement
from tracker.pipeline.parse.article import parse_article, read_document
from tracker.pipeline.parse.pasted import Draft
from tracker.pipeline.records import RawDocument

FLOOR = 0.99
FLOOR_OF_ONE = 0.97


@cache
def read(name: str, story: str) -> tuple[Draft, Expected]:
    page, expected = make_page(name, story)
    return read_document(RawDocument(page, "text/html", f"{name}.html")), expected


def agreements() -> dict[str, list[float]]:
    pages = {name: [read(name, story) for story in stories_of(name)] for name in OUTLETS}
    return {
        name: [agreement("\n\n".join(draft.lines), expected.body) for draft, expected in found]
        for name, found in pages.items()
    }


def test_bodies_agree_on_average() -> None:
    found = [one for ones in agreements().values() for one in ones]
    print(f"body F1 over {len(found)} pages of {len(OUTLETS)} shapes: {statistics.mean(found):.4f}")
    assert statistics.mean(found) >= FLOOR


@pytest.mark.parametrize("name", OUTLETS)
def test_no_body_is_lost_or_flooded(name: str) -> None:
    assert min(agreements()[name]) >= FLOOR_OF_ONE


@pytest.mark.parametrize("name", OUTLETS)
def test_title_outlet_byline_and_times_are_read(name: str) -> None:
    shell = OUTLETS[name]
    for story in stories_of(name):
        draft, expected = read(name, story)
        assert (draft.title, draft.publisher) == (expected.title, shell.publisher)
        assert draft.byline.removesuffix(" 기자") == shell.reporter.removesuffix(" 기자")
        assert (draft.published_at, draft.updated_at) == (PUBLISHED, UPDATED if shell.updated else None)


@pytest.mark.parametrize("name", ["hankyung", "mk", "yna", "newsis", "naver", "edaily"])
def test_captions_are_typed(name: str) -> None:
    page, expected = make_page(name, "ko-c07")
    article = parse_article(RawDocument(page, "text/html", "page.html"))
    assert [article.body[p.start : p.end] for p in article.paragraphs if p.kind == "caption"] == expected.captions


if __name__ == "__main__":
    for name, ones in agreements().items():
        print(f"{name:16} {statistics.mean(ones):.4f}  lowest {min(ones):.4f}")
    print(f"{'all':16} {statistics.mean(one for ones in agreements().values() for one in ones):.4f}")
