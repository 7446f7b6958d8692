"""The real article that the product was first built for; it stays outside the repository."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.gold.run import FOLDER, predict

SEED = FOLDER.parents[2] / "shared" / "gold" / "dev" / "seed.json"

pytestmark = [pytest.mark.gold, pytest.mark.skipif(not SEED.exists(), reason="the real article is not here")]

DATED = {
    ("agreement", "2017-09-14", "happened"),
    ("talks", "2017-02/2017-03", "happened"),
    ("organization", "2015", "happened"),
    ("pilot", "2015", "happened"),
    ("target", "2020", "planned"),
    ("target", "2018-06", "planned"),
    ("agreement", "2017-08-25", "happened"),
    ("launch", "2018", "planned"),
}
GROUPS = {
    "포스코": "포스코",
    "포스코건설": "포스코",
    "포스코ICT": "포스코",
    "포스코에너지": "포스코",
    "지멘스": None,
    "GE": None,
    "인천시": None,
    "인천대학교": None,
    "한국토지주택공사": None,
    "코리아컨소시엄": None,
    "카카오": "카카오",
}


@cache
def found() -> dict:
    (facts,) = predict([Path(SEED)]).values()
    return facts


def initiative_of(kind: str, when: str) -> dict:
    (one,) = [i for i in found()["initiatives"] if any((m["kind"], m["date"]) == (kind, when) for m in i["milestones"])]
    return one


def test_all_eight_dated_milestones_have_their_date_and_modality() -> None:
    stones = {
        (m["kind"], m["date"], m["modality"]) for i in found()["initiatives"] for m in i["milestones"] if m["date"]
    }
    assert stones == DATED


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_each_organization_is_found_with_its_group(name: str) -> None:
    groups = [one["group"] for one in found()["organizations"] if name in one["mentions"]]
    assert groups == [GROUPS[name]]


def test_kuwait_kakao_incheon_and_gwangyang_stay_apart() -> None:
    ids = {
        initiative_of("target", "2018-06")["id"],
        initiative_of("agreement", "2017-08-25")["id"],
        initiative_of("agreement", "2017-09-14")["id"],
        initiative_of("pilot", "2015")["id"],
    }
    assert len(ids) == 4


def test_every_piece_of_evidence_stands_in_the_body() -> None:
    quotes = [m["evidence"] for i in found()["initiatives"] for m in i["milestones"]]
    assert all(quote in found()["body"] for quote in quotes)
