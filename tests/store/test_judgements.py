"""Editors put initiatives together and take them apart; all of it can be undone, and survives every later reading."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.newsroom import (
    BUILDS,
    CONTRACT,
    PLATFORM,
    POHANG,
    POSCO,
    SIGNED,
    START,
    Act,
    Party,
    Project,
    Story,
    initiative_of,
    platform_story,
    settle,
    tell,
)
from tracker.models import (
    Evidence,
    Initiative,
    Judgement,
    MergeProposal,
    Milestone,
    Participation,
    Report,
    Verdict,
)
from tracker.store.judgements import CannotJudge, judge_initiatives, split_reports, withdraw
from tracker.store.review import reject_fact

pytestmark = pytest.mark.django_db

GWANGYANG = "포스코는 지난달 광양시와 스마트시티 통합플랫폼 협약을 맺었다."
OPENED = "포스코가 만든 광양 스마트시티 통합플랫폼이 10월 문을 열었다."
ELSEWHERE = Project(
    "광양 스마트시티 통합플랫폼",
    (POSCO, Party("광양시", "customer", None, None, "government")),
    (Act("agreement", "2020-05", GWANGYANG), Act("launch", "2020-10", OPENED)),
    locations=("광양",),
    amount_krw=5_000_000_000,
)


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def pohang() -> Story:
    return platform_story()


def gwangyang() -> Story:
    body = f"{GWANGYANG} {OPENED}"
    return platform_story(title="광양 통합플랫폼", body=body, day="2020-10-12", projects=(ELSEWHERE,))


def tables() -> dict[str, Any]:
    """Every row of what the machine and editors have made of the articles, but for row ids and times of work."""
    evidence = Evidence.objects.values_list(
        "report__article", "report__key", "participation__public_id", "milestone__public_id", "start", "end", "quote"
    )
    facts = ("initiative__public_id", "public_id", "review", "machine_key", "edited_fields")
    return {
        "initiatives": sorted(
            Initiative.objects.values_list(
                "public_id", "title", "status", "locations", "amount_krw", "review", "withdrawn", "merged_into",
                "first_reported", "last_reported", "search_text", "edited_fields",
            ),
            key=repr,
        ),
        "participations": sorted(Participation.objects.values_list(*facts, "organization__slug", "role", "group__slug")),
        "milestones": sorted(Milestone.objects.values_list(*facts, "kind", "date_value", "modality")),
        "reports": sorted(Report.objects.values_list("article", "key", "initiative__public_id", "amount_krw")),
        "evidence": sorted(evidence, key=repr),
        "proposals": sorted(MergeProposal.objects.values_list("first__public_id", "second__public_id", "score")),
    }  # fmt: skip


def visible() -> int:
    return Initiative.objects.visible().count()


# --- merging --------------------------------------------------------------------------------------------------------


def test_two_initiatives_that_an_editor_calls_the_same_become_one_with_the_facts_of_both(editor: User) -> None:
    one, other = initiative_of(tell(pohang())), initiative_of(tell(gwangyang()))
    judge_initiatives(one, other, Verdict.SAME, editor)
    merged = Initiative.objects.visible().get()
    assert merged == one
    assert merged.reports.count() == 2
    assert {m.kind for m in merged.milestones.all()} == {"contract", "construction", "agreement", "launch"}
    assert merged.amount_krw == 5_000_000_000  # the later one is current
    other.refresh_from_db()
    assert other.merged_into == one


def test_withdrawing_a_merge_brings_every_table_back(editor: User) -> None:
    one, other = initiative_of(tell(pohang())), initiative_of(tell(gwangyang()))
    before = tables()
    judgement = judge_initiatives(one, other, Verdict.SAME, editor)
    assert tables() != before
    assert withdraw(judgement, editor)
    assert tables() == before
    judgement.refresh_from_db()
    assert judgement.withdrawn_by == editor
    assert not withdraw(judgement, editor)


def test_what_editors_said_of_the_facts_comes_back_to_where_it_was(editor: User) -> None:
    """Both state the same contract; in one of the two it was rejected."""
    story = gwangyang()
    story.body += f" {SIGNED}"
    story.projects = (replace(ELSEWHERE, acts=(*ELSEWHERE.acts, CONTRACT)),)
    one, other = initiative_of(tell(pohang())), initiative_of(tell(story))
    reject_fact(other.milestones.get(kind="contract"), editor)
    title = other.participations.get(organization__name="광양시")
    title.role = "partner"
    title.mark_edited("role")
    title.save()
    before = tables()
    judgement = judge_initiatives(one, other, Verdict.SAME, editor)
    shown = Milestone.objects.visible().filter(initiative=one)
    assert "contract" not in {m.kind for m in shown}
    assert one.participations.get(organization__name="광양시").role == "partner"
    withdraw(judgement, editor)
    assert tables() == before


def test_a_report_that_comes_after_the_merge_stays_with_its_own_when_it_is_undone(editor: User) -> None:
    one, other = initiative_of(tell(pohang())), initiative_of(tell(gwangyang()))
    judgement = judge_initiatives(one, other, Verdict.SAME, editor)
    late = tell(
        platform_story(
            title="다른 매체의 광양 기사", body=f"{GWANGYANG} {OPENED}", day="2020-10-13", projects=(ELSEWHERE,)
        )
    )
    assert initiative_of(late) == one
    withdraw(judgement, editor)
    assert initiative_of(late) == other
    assert (one.reports.count(), other.reports.count()) == (1, 2)


# --- splitting ------------------------------------------------------------------------------------------------------


def test_reports_taken_out_make_an_initiative_of_their_own_and_go_back_when_undone(editor: User) -> None:
    first = tell(pohang())
    for number in (1, 2):
        tell(platform_story(title=f"다른 매체 {number}", body=f"{SIGNED} {BUILDS} {number}"))
    initiative = initiative_of(first)
    assert initiative.reports.count() == 3
    before = tables()
    going = list(initiative.reports.order_by("id")[1:])
    judgement = split_reports(initiative, going, editor)
    assert visible() == 2
    other = Initiative.objects.visible().exclude(pk=initiative.pk).get()
    assert (initiative.reports.count(), other.reports.count()) == (1, 2)
    withdraw(judgement, editor)
    other.refresh_from_db()
    assert other.merged_into == initiative  # its address was public for a while
    after = tables()
    after["initiatives"] = [row for row in after["initiatives"] if row[0] != other.public_id]
    assert after == before


def test_at_least_one_report_goes_and_one_stays(editor: User) -> None:
    initiative = initiative_of(tell(pohang()))
    with pytest.raises(CannotJudge, match="하나 이상"):
        split_reports(initiative, list(initiative.reports.all()), editor)
    with pytest.raises(CannotJudge, match="하나 이상"):
        split_reports(initiative, [], editor)


# --- judgements outlive readings ------------------------------------------------------------------------------------


def test_a_merge_survives_another_reading_with_other_keys_and_titles(editor: User) -> None:
    story = gwangyang()
    one, other = initiative_of(tell(pohang())), initiative_of(tell(story))
    judge_initiatives(one, other, Verdict.SAME, editor)
    stray = Project("포스코 사옥", (POSCO,), (), sectors=("smart_energy",))
    story.projects = (stray, replace(ELSEWHERE, title="광양의 플랫폼", acts=ELSEWHERE.acts[:1]))
    article = tell(story)
    assert Report.objects.get(article=article, key="i2").initiative == one
    assert Report.objects.get(article=article, key="i1").initiative != one


def test_a_split_survives_another_reading(editor: User) -> None:
    first, story = tell(pohang()), platform_story(title="다른 매체", body=f"{SIGNED} {BUILDS} 또.")
    second = tell(story)
    split_reports(initiative_of(first), list(second.reports.all()), editor)
    story.projects = (replace(PLATFORM, title="통합플랫폼 2단계", acts=(START, CONTRACT)),)
    tell(story)
    settle(first)
    assert initiative_of(first) != initiative_of(second)


def test_a_report_that_a_reading_misses_for_a_while_comes_back_to_its_judgement(editor: User) -> None:
    story = gwangyang()
    one, other = initiative_of(tell(pohang())), initiative_of(tell(story))
    judge_initiatives(one, other, Verdict.SAME, editor)
    story.projects = ()
    tell(story)
    assert one.reports.count() == 1
    story.projects = (ELSEWHERE,)
    tell(story)
    assert one.reports.count() == 2


def test_the_machine_writes_and_changes_no_judgement(editor: User) -> None:
    story = gwangyang()
    one, other = initiative_of(tell(pohang())), initiative_of(tell(story))
    judge_initiatives(one, other, Verdict.DIFFERENT, editor)
    before = list(Judgement.objects.values())
    tell(story)
    assert list(Judgement.objects.values()) == before


def test_what_was_called_different_cannot_be_called_the_same_before_that_is_withdrawn(editor: User) -> None:
    one, other = initiative_of(tell(pohang())), initiative_of(tell(gwangyang()))
    apart = judge_initiatives(one, other, Verdict.DIFFERENT, editor)
    with pytest.raises(CannotJudge, match="다른 사업"):
        judge_initiatives(one, other, Verdict.SAME, editor)
    assert visible() == 2
    withdraw(apart, editor)
    judge_initiatives(one, other, Verdict.SAME, editor)
    assert visible() == 1


# --- proposals ------------------------------------------------------------------------------------------------------

ENERGY = Party("케이티", "lead", "kt-company", "kt")
NARU = Party("나루전기", "partner")
BATTERY = "케이티는 나루전기와 인천에서 일한다."


def likely(title: str, day: str) -> Story:
    """Who and in which city: too little to be sure."""
    project = Project(title, (ENERGY, NARU), sectors=("smart_energy",), locations=("인천",))
    return platform_story(title=title, body=f"{BATTERY} {title}.", day=day, projects=(project,))


def test_a_likely_pair_is_proposed_once_with_what_speaks_for_and_against() -> None:
    first, second = tell(likely("배터리 관리", "2020-06-25")), tell(likely("저장 설비", "2020-08-02"))
    proposal = MergeProposal.objects.get()
    assert {proposal.first, proposal.second} == {initiative_of(first), initiative_of(second)}
    words = {words for words, _, _ in proposal.reasons}
    assert "the same party" in words
    made_at = proposal.made_at
    settle(first)
    settle(second)
    assert MergeProposal.objects.get().made_at == made_at


def test_a_proposal_goes_when_its_reports_no_longer_make_it() -> None:
    tell(likely("배터리 관리", "2020-06-25"))
    story = likely("저장 설비", "2020-08-02")
    tell(story)
    assert MergeProposal.objects.count() == 1
    story.projects = (replace(story.projects[0], sectors=("smart_city",)),)
    tell(story)
    assert not MergeProposal.objects.exists()


@pytest.mark.parametrize("verdict", [Verdict.DIFFERENT, Verdict.UNSURE])
def test_what_was_judged_is_not_proposed_again_until_the_judgement_is_withdrawn(editor: User, verdict: Verdict) -> None:
    first, second = tell(likely("배터리 관리", "2020-06-25")), tell(likely("저장 설비", "2020-08-02"))
    proposal = MergeProposal.objects.get()
    judgement = judge_initiatives(proposal.first, proposal.second, verdict, editor)
    assert judgement.score == proposal.score
    settle(first)
    settle(second)
    assert not MergeProposal.objects.exists()
    withdraw(judgement, editor)
    assert MergeProposal.objects.count() == 1


def test_projects_that_have_little_in_common_are_not_proposed() -> None:
    tell(pohang())
    tell(likely("배터리 관리", "2020-06-25"))
    assert not MergeProposal.objects.exists()
    assert POHANG.name == "포항시"
