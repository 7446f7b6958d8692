"""No text, however hostile, makes parsing slow: every pattern takes time in proportion to what it is given."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

import tracker.pipeline.parse
from tracker.pipeline.parse.article import read_document
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.pipeline.records import RawDocument

SIZE = 100_000
UNITS = (
    " ", "\n", "1", "1 ", "12:", "삼성", "삼 ", "기자", "홍길동 기자 ", "·가나", ",가나", "<", "<a ", "<br ", "</div", "[", "(", "(가",
    "[가나 ", "a", "a ", "a.", "a@", "@a.", "Ab ", "By Ab ", "다.", "다. ", "ⓒ", "ⓒ 가", "무단 ", "▲", "▶", "사진", "사진=", "2024",
    "2024.", "2024-01-", "입력", "입력 ", "수정 :", "제공", "-", " - ", " < ", "|", "“", "\"", "'", "=", "/", "\ue000", "\x1e", ",", '"a":',
    '"author":{', '"headline":"', '"@type":', "이 기사", "가장 ", "이 시각 ", "_", "Jan ", "09 Sep ", "?", "Copyright ", "AI ",
)  # fmt: skip
SECONDS = 0.1


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each of the stage once, whatever modules share it."""
    seen = set()
    for module in pkgutil.iter_modules(tracker.pipeline.parse.__path__, "tracker.pipeline.parse."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and value not in seen:
                seen.add(value)
                yield f"{module.name.rpartition('.')[2]}.{name}", value


def seconds(work: object, *given: str) -> float:
    """Of the processor, the best of four: other programs do not count."""
    best = 9.0
    for _ in range(4):
        began = time.process_time()
        work(*given)  # type: ignore[operator]
        best = min(best, time.process_time() - began)
        if best < SECONDS:
            break
    return best


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*one, id=one[0]) for one in patterns()])
def test_a_pattern_is_linear(name: str, pattern: re.Pattern[str]) -> None:
    slow = {}
    for unit in UNITS:
        text = unit * (SIZE // len(unit))
        for method in (pattern.search, pattern.fullmatch):
            took = seconds(method, text)
            if took > SECONDS:
                slow[unit, method.__name__] = round(took, 2)
    assert not slow


HOSTILE = {
    "blanks": " " * 1_000_000,
    "digits": "1" * 1_000_000,
    "samsung": "삼성" * 330_000,
    "less than": "<" * 1_000_000,
    "open divs": "<div>" * 200_000,
    "divs with sentences": "<div>포스코는 공장을 지었다고 밝혔다. " * 15_000,
    "deep spans": "<span class='a-related b'>" * 38_000,
    "nested tables": "<table><tr><td>" * 66_000,
    "nested lists": "<ul><li><a href=x>가</a>" * 40_000,
    "unclosed links": "<a href='x'>포스코는 밝혔다. " * 25_000,
    "breaks": "<br>" * 250_000,
    "sentences": "포스코는 공장을 지었다고 밝혔다. " * 20_000,
    "lines": "<p>포스코</p>" * 60_000,
    "headings": "<h1>포스코 스마트공장 소식</h1>" * 20_000,
    "scripts": '<script type=\'application/ld+json\'>{"@type":"NewsArticle",' * 18_000,
    "brackets": "<script type='application/ld+json'>" + "[" * 400_000 + "</script>",
    "metas": "<meta property='og:title' content='가나다'>" * 22_000,
    "dates": "<span>입력 2024.05.02 07:30</span>" * 26_000,
    "around": "<div class='related'><p>포스코는 공장을 지었다고 밝혔다.</p>" * 10_000,
    "bylines": "<p>홍길동 기자 a@b.kr</p>" * 32_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("shape", ["article", "pasted"])
def test_a_megabyte_of_it_is_read_or_refused_in_seconds(name: str, shape: str) -> None:
    media_type = "text/plain" if shape == "pasted" else "text/html"
    text = HOSTILE[name] if shape == "pasted" else f'<html><body><div id="articletxt">{HOSTILE[name]}'
    began = time.process_time()
    with suppress(UnreadableDocument):
        read_document(RawDocument(text.encode(), media_type, "hostile"))
    assert time.process_time() - began < 5
