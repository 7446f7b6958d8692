"""What was searched for is found in the texts that are shown as it is found in the database: folded."""

import pytest
from django.template import engines

from tracker.models.identity import search_key
from tracker.search.matches import cut_excerpt, find_pieces, find_spans

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("인천 스마트시티 사업", "스마트 시티", ["스마트시티"]),
        ("인천 스마트 시티 사업", "스마트시티", ["스마트 시티"]),
        ("LG CNS와 ＬＧ ＣＮＳ", "lgcns", ["LG CNS", "ＬＧ ＣＮＳ"]),
        ("ﬁber와 Straße", "STRASSE", ["Straße"]),
        ("포스코의 스마트한 공장", "공장 포스코", ["포스코", "공장"]),
        ("㈜한화", "(주)한화", ["㈜한화"]),
        ("a\u0301b", "áb", ["a\u0301b"]),
        ("스마트", "시티", []),
        ("무엇이든", " ", []),
    ],
)
def test_spans(text: str, wanted: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_spans(text, wanted)] == found
    assert "".join(piece for piece, _hit in find_pieces(text, wanted)) == text


def test_jamo_of_one_syllable_stay_together() -> None:
    decomposed = "\u1112\u1161\u11ab\u1112\u116a"  # 한화, as some systems write it
    assert find_spans(decomposed, "한화") == [(0, 5)]
    assert search_key(decomposed) == "한화"


def test_an_excerpt_is_one_line_around_the_first_place() -> None:
    text = "앞 " * 200 + "여기에\n백일홍이 핀다. " + "뒤 " * 200
    pieces = cut_excerpt(text, "백일홍")
    whole = "".join(piece for piece, _hit in pieces)
    assert [piece for piece, hit in pieces if hit] == ["백일홍"]
    assert whole.startswith("…")
    assert whole.endswith("…")
    assert "\n" not in whole
    assert len(whole) < 200
    assert cut_excerpt(text, "장미") == []


def test_marked_text_is_escaped_inside_and_outside_the_marks() -> None:
    template = engines["django"].from_string("{% load finding %}{{ text|found:wanted }}")
    made = template.render({"text": f"{HOSTILE}와 <b>", "wanted": "onerror=alert(1)>"})
    assert made == "&lt;img src=x <mark>onerror=alert(1)&gt;</mark>와 &lt;b&gt;"
