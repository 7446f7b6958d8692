"""What a predicate stem turns into, by which the wordings of acts are written."""

from __future__ import annotations

import pytest

from tracker.pipeline.extract.hangul import forms
from tracker.pipeline.extract.rules import parse_rule


@pytest.mark.parametrize(
    ("stem", "written"),
    [
        ("세우", "세우 세운 세울 세워 세웠"),
        ("하", "하 한 할 해 했"),
        ("되", "되 된 될 돼 됐"),
        ("꾸리", "꾸리 꾸린 꾸릴 꾸려 꾸렸"),
        ("끝내", "끝내 끝낸 끝낼 끝냈"),
        ("나서", "나서 나선 나설 나섰"),
        ("뜨", "뜨 뜬 뜰 떠 떴"),
        ("열", "열 연 여는"),
        ("짓", "짓 지은 지을 지어 지었"),
        ("맺", "맺"),
    ],
)
def test_a_stem_is_found_in_all_its_endings(stem: str, written: str) -> None:
    assert forms(stem) == tuple(written.split())


def test_a_rule_names_a_stem_once_for_all_its_endings() -> None:
    rule = parse_rule(
        {
            "id": "x",
            "kind": "organization",
            "priority": 1,
            "needs": ["<세우>"],
            "pattern": "법인을 <세우>",
            "confidence": 0.5,
            "examples": ["법인을 세웠다"],
            "counterexamples": ["법인을 팔았다"],
        },
        "test.yaml",
    )
    for said in ("법인을 세웠다", "법인을 세울 예정", "법인을 세워", "법인을 세운 뒤"):
        assert rule.wanted(said)
        assert rule.find(said)
    assert not rule.wanted("법인을 팔았다")
