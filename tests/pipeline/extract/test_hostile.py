"""Texts of nothing but one thing: reading four times as much takes no more than several times as long."""

import time
from datetime import UTC, datetime

import pytest

from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.read import read_article
from tracker.pipeline.records import ParsedArticle

SHORT, LONG = 4_000, 16_000
MOST = 9  # times; a square would take sixteen
SLACK = 0.05  # seconds, for what is too short to be measured


def seconds(unit: str, language: str, size: int) -> float:
    """Of the processor, the best of three."""
    article = ParsedArticle(
        id="hostile", language=language, publisher="", title="", published_at=datetime(2024, 5, 5, tzinfo=UTC),
        body=unit * (size // len(unit)), byline="", paragraphs=(),
    )  # fmt: skip
    best = 99.0
    for _ in range(3):
        began = time.process_time()
        read_article(article, load_default_index(), load_default_catalog().sectors)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize(
    ("unit", "language"),
    [
        ("A-", "en"),
        ("A", "en"),
        ("A ", "en"),
        ("Samsung ", "en"),
        (" ", "en"),
        ("삼성", "ko"),
        ("착공 ", "ko"),
        ("착공했다 ", "ko"),
        ("등·", "ko"),
        ("1", "ko"),
        (" ", "ko"),
    ],
)
def test_a_longer_text_takes_no_more_than_its_share(unit: str, language: str) -> None:
    assert seconds(unit, language, LONG) <= MOST * seconds(unit, language, SHORT) + SLACK


def test_a_page_of_one_act_is_read_no_slower_than_a_few_pages_of_prose() -> None:
    """In comparison, since a busy machine does everything slowly."""
    act, prose = "착공 ", "어제 시장에서는 물건값이 조금 올랐다. 상인들은 손님이 늘었다고 말했다. "
    assert seconds(act, "ko", LONG) <= 25 * seconds(prose, "ko", LONG) + SLACK
