"""Two readings of one article are compared fact by fact."""

from dataclasses import replace
from datetime import date

from tracker.pipeline.compare import Difference, compare_readings, same_facts
from tracker.pipeline.records import (
    Evidence,
    Extraction,
    MilestoneFact,
    OrganizationFact,
    PartialDate,
    ParticipationFact,
    ReportFact,
)

SIGNED, STARTS = "포스코는 2일 계약을 맺었다.", "공사는 9월에 시작한다."


def evidence(quote: str, confidence: float = 0.9) -> Evidence:
    return Evidence(0, len(quote), quote, ("rule",), confidence)


def day(value: str) -> PartialDate:
    return PartialDate(value, date.fromisoformat(value), date.fromisoformat(value), "day")


POSCO = OrganizationFact("o1", "포스코", ("포스코",), ((0, 3),), "company", "포스코", "posco", "posco-company")
POHANG = OrganizationFact("o2", "포항시", ("포항시",), ((9, 12),), "government", None)
CONTRACT = MilestoneFact("contract", day("2020-03-02"), "happened", evidence(SIGNED))
START = MilestoneFact("construction", day("2020-09-01"), "planned", evidence(STARTS))
PARTIES = (ParticipationFact("o1", "lead", evidence(SIGNED)), ParticipationFact("o2", "customer", evidence(SIGNED)))
REPORT = ReportFact("i1", "통합플랫폼", ("smart_city",), "agreed", PARTIES, (CONTRACT, START), ("포항",), 10)
BEFORE = Extraction("a", (POSCO, POHANG), (REPORT,), "rules", "1", "words")


def reading(**changes: object) -> Extraction:
    return replace(BEFORE, reports=(replace(REPORT, **changes),))  # type: ignore[arg-type]


def test_versions_and_what_was_dropped_are_no_difference() -> None:
    again = replace(BEFORE, version="2", lexicon_hash="other words")
    assert same_facts(BEFORE, again)
    assert compare_readings(BEFORE, again) == ()


def test_values_are_shown_before_and_after() -> None:
    after = reading(status="in_progress", amount_krw=None, locations=("포항", "광양"))
    assert compare_readings(BEFORE, after) == (
        Difference("status", "통합플랫폼", ("agreed",), ("in_progress",)),
        Difference("locations", "통합플랫폼", ("포항",), ("포항", "광양")),
        Difference("amount", "통합플랫폼", ("10",), ()),
    )
    assert not same_facts(BEFORE, after)


def test_a_fact_read_otherwise_from_the_same_sentence_is_one_difference() -> None:
    moved = replace(START, date=day("2021-01-01"))
    assert compare_readings(BEFORE, reading(milestones=(CONTRACT, moved))) == (
        Difference(
            "milestone",
            "통합플랫폼",
            ("construction", "2020-09-01", "planned"),
            ("construction", "2021-01-01", "planned"),
        ),
    )


def test_facts_that_came_and_facts_that_went() -> None:
    assert compare_readings(BEFORE, reading(milestones=(CONTRACT,))) == (
        Difference("milestone", "통합플랫폼", ("construction", "2020-09-01", "planned"), ()),
    )
    assert compare_readings(reading(participations=PARTIES[:1]), BEFORE) == (
        Difference("participation", "통합플랫폼", (), ("포항시", "customer")),
    )


def test_a_role_that_changed_is_one_difference() -> None:
    other = (PARTIES[0], replace(PARTIES[1], role="partner"))
    assert compare_readings(BEFORE, reading(participations=other)) == (
        Difference("participation", "통합플랫폼", ("포항시", "customer"), ("포항시", "partner")),
    )


def test_the_same_report_under_another_key_and_title_is_the_same_report() -> None:
    assert compare_readings(BEFORE, reading(key="i7", title="포항 통합플랫폼")) == (
        Difference("title", "포항 통합플랫폼", ("통합플랫폼",), ("포항 통합플랫폼",)),
    )


def test_a_report_that_is_gone_takes_its_facts_with_it() -> None:
    gone = compare_readings(BEFORE, replace(BEFORE, reports=()))
    assert gone[0] == Difference("initiative", "통합플랫폼", ("통합플랫폼",), ())
    assert [one.what for one in gone[1:]] == ["participation"] * 2 + ["milestone"] * 2
    assert all(one.after == () for one in gone)


def test_surer_or_better_quoted_facts_and_organizations_of_which_more_is_known() -> None:
    surer = replace(START, evidence=evidence(STARTS, 0.95))
    longer = replace(CONTRACT, evidence=evidence(SIGNED + " " + STARTS))
    after = replace(reading(milestones=(longer, surer)), organizations=(replace(POSCO, group="포스코그룹"), POHANG))
    assert [(one.what, one.before, one.after) for one in compare_readings(BEFORE, after)] == [
        ("evidence", (SIGNED,), (SIGNED + " " + STARTS,)),
        ("confidence", ("0.9000",), ("0.9500",)),
        ("organization", ("포스코", "company", "포스코"), ("포스코", "company", "포스코그룹")),
    ]
