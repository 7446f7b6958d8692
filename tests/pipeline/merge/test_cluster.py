"""Clusters are a pure function of the set of statements, and people have the last word."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pipeline.merge.build import make_statement
from tests.pipeline.merge.stories import STORIES
from tracker.pipeline.merge.cluster import block_keys, cluster_statements, merge_extractions
from tracker.pipeline.records import (
    Evidence,
    Extraction,
    MilestoneFact,
    OrganizationFact,
    ParsedArticle,
    ParticipationFact,
    ReportFact,
)

ALL = [statement for story in STORIES.values() for _, statement in story]
YEONGAM = [
    make_statement(
        f"y{number}",
        f"2019-06-0{number}",
        "영암 태양광·ESS",
        "LS산전 L @LS, 대명에너지 C",
        "contract 2019-06-04 !",
        sectors="E",
        where=["영암"],
    )
    for number in (4, 5, 6)
]
MERGED = [("y4#i1", "y5#i1", "y6#i1")]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(shuffle: random.Random) -> None:
    shuffled = list(ALL)
    shuffle.shuffle(shuffled)
    assert cluster_statements(shuffled) == cluster_statements(ALL)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ALL), max_size=25))
def test_a_statement_that_comes_twice_counts_once(some: list) -> None:  # type: ignore[type-arg]
    assert cluster_statements([*some, *some]) == cluster_statements(some)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ALL), max_size=25))
def test_the_clusters_are_a_partition(some: list) -> None:  # type: ignore[type-arg]
    clustered = [id for cluster in cluster_statements(some) for id in cluster]
    assert sorted(clustered) == sorted({statement.id for statement in some})


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(ALL), min_size=2, max_size=25))
def test_confirming_what_was_found_changes_nothing(some: list) -> None:  # type: ignore[type-arg]
    found = cluster_statements(some)
    judged = {frozenset((cluster[0], id)) for cluster in found for id in cluster[1:]}
    assert cluster_statements(some, together=judged) == found


def test_no_statements_make_no_clusters() -> None:
    assert cluster_statements([]) == []


def test_what_a_person_keeps_apart_stays_apart_even_through_a_third_report() -> None:
    assert cluster_statements(YEONGAM) == MERGED
    clusters = cluster_statements(YEONGAM, apart={frozenset(("y4#i1", "y6#i1"))})
    assert not any({"y4#i1", "y6#i1"} <= set(cluster) for cluster in clusters)


def test_what_a_person_puts_together_comes_together_against_all_reasons() -> None:
    other = make_statement("z1", "2021-01-01", "부산 아파트", "GS건설 L @GS", sectors="C", where=["부산"])
    clusters = cluster_statements([*YEONGAM, other], together={frozenset(("y4#i1", "z1#i1"))})
    assert clusters == [("y4#i1", "y5#i1", "y6#i1", "z1#i1")]


def test_apart_outranks_together() -> None:
    pair = frozenset(("y4#i1", "y5#i1"))
    clusters = cluster_statements(YEONGAM[:2], apart={pair}, together={pair})
    assert clusters == [("y4#i1",), ("y5#i1",)]


def test_a_judgement_about_unknown_statements_is_ignored() -> None:
    gone = {frozenset(("y4#i1", "gone#i1"))}
    assert cluster_statements(YEONGAM, apart=gone, together=gone) == MERGED


def test_a_vague_report_does_not_bridge_two_projects() -> None:
    """It fits both surely; it joins one of them, and the two stay two."""
    who = "LS산전 L @LS, 대명에너지 C"
    vague = make_statement(
        "v1",
        "2020-05-05",
        "ESS 연계 태양광",
        who,
        "contract 2019-06-04 !; contract 2020-04-02 !",
        sectors="E",
    )
    yeongam = make_statement(
        "v2", "2019-06-05", "영암 ESS 연계 태양광", who, "contract 2019-06-04 !", sectors="E", where=["영암"]
    )
    haenam = make_statement(
        "v3", "2020-04-03", "해남 ESS 연계 태양광", who, "contract 2020-04-02 !", sectors="E", where=["해남"]
    )
    clusters = cluster_statements([vague, yeongam, haenam])
    assert sorted(len(cluster) for cluster in clusters) == [1, 2]


def test_a_well_known_name_alone_is_no_key() -> None:
    a = make_statement("k1", "2019-01-01", "스마트팩토리", "포스코 L @포스코, 울산시 P g", where=["울산"])
    b = make_statement("k2", "2020-01-01", "스마트팩토리", "포스코 L @포스코, 광양시 P g", where=["광양"])
    assert not block_keys(a) & block_keys(b)


def test_extractions_in_memory_get_the_id_of_the_oldest_report() -> None:
    pairs = [(_article(id, day), _extraction(id)) for id, day in (("new", 9), ("old", 4))]
    assert merge_extractions(pairs) == {("new", "i1"): "old#i1", ("old", "i1"): "old#i1"}


def _article(id: str, day: int) -> ParsedArticle:
    return ParsedArticle(id, "ko", "신문", "제목", datetime(2019, 6, day, tzinfo=UTC), "본문")


def _extraction(id: str) -> Extraction:
    quote = Evidence(0, 2, "본문", ("r",), 1.0)
    organizations = tuple(
        OrganizationFact(key, name, (name,), (), "company", group)
        for key, name, group in (("o1", "LS산전", "LS"), ("o2", "대명에너지㈜", None))
    )
    report = ReportFact(
        key="i1",
        title="영암 태양광·ESS",
        sectors=("smart_energy",),
        status="agreed",
        participations=(ParticipationFact("o1", "lead", quote), ParticipationFact("o2", "customer", quote)),
        milestones=(MilestoneFact("contract", YEONGAM[0].fact.milestones[0].date, "happened", quote),),
        locations=("영암",),
    )
    return Extraction(id, organizations, (report,), "rules", "1", "h")
