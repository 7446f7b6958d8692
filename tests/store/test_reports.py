"""Reports settle into initiatives: many articles one initiative, one article many; nothing changes without cause."""

from dataclasses import replace

import pytest

from tests.ledger import describe, read_ledger
from tests.newsroom import (
    CONTRACT,
    PLATFORM,
    POHANG,
    POSCO,
    START,
    Act,
    Party,
    Project,
    initiative_of,
    platform_story,
    sample_names,
    settle,
    tell,
    tell_sample,
)
from tracker.models import (
    Article,
    Evidence,
    Initiative,
    Milestone,
    Organization,
    Participation,
    Report,
)

pytestmark = pytest.mark.django_db

HISTORIES = (Initiative.history, Participation.history, Milestone.history)
COMPLETED = "포스코가 지난해 3월 수주한 포항 스마트시티 통합플랫폼이 10일 준공했다."


def test_an_article_about_one_project_makes_one_initiative_with_its_facts() -> None:
    initiative = initiative_of(tell(platform_story()))
    assert initiative.title == "포항 스마트시티 통합플랫폼"
    assert (initiative.status, initiative.amount_krw, initiative.locations) == ("agreed", 32_700_000_000, ["포항"])
    assert str(initiative.first_reported) == str(initiative.last_reported) == "2020-03-05"
    assert [one.slug for one in initiative.sectors.all()] == ["smart_city"]
    parties = {(p.organization.name, p.role, p.group and p.group.slug) for p in initiative.participations.all()}
    assert parties == {("포스코", "lead", "posco"), ("포항시", "customer", None)}
    milestones = {(m.kind, m.date_value, m.granularity, m.modality) for m in initiative.milestones.all()}
    assert milestones == {
        ("contract", "2020-03-02", "day", "happened"),
        ("construction", "2020-09", "month", "planned"),
    }


def test_an_article_about_two_projects_makes_two_initiatives() -> None:
    other = Project("광양 스마트팩토리", (POSCO,), sectors=("smart_factory",), locations=("광양",))
    article = tell(platform_story(projects=(PLATFORM, other)))
    assert initiative_of(article, 0).pk != initiative_of(article, 1).pk


def test_an_article_without_projects_makes_nothing() -> None:
    tell(platform_story(projects=()))
    assert not Initiative.objects.exists()
    assert not Organization.objects.filter(origin="machine").exists()


def test_two_accounts_of_one_project_are_one_initiative_with_the_facts_of_both() -> None:
    first = tell(platform_story())
    done = Act("completion", "2021-03-10", COMPLETED)
    later = platform_story(
        title="포항 스마트시티 통합플랫폼 준공",
        body=f"{COMPLETED} {SIGNED_AGAIN}",
        day="2021-03-11",
        projects=(replace(PLATFORM, acts=(replace(CONTRACT, sentence=SIGNED_AGAIN), done), status="completed"),),
    )
    second = tell(later)
    initiative = initiative_of(first)
    assert initiative.pk == initiative_of(second).pk
    assert initiative.reports.count() == 2
    assert (initiative.status, str(initiative.last_reported)) == ("completed", "2021-03-11")
    kinds = {m.kind: m.evidence.count() for m in initiative.milestones.all()}
    assert kinds == {"contract": 2, "construction": 1, "completion": 1}
    assert Report.objects.get(article=second).initiative_id == initiative.pk


SIGNED_AGAIN = "계약은 지난해 3월 2일 맺었다."


def test_projects_of_other_places_stay_apart() -> None:
    tell(platform_story())
    sentence = "포스코는 지난달 광양시와 스마트시티 통합플랫폼 협약을 맺었다."
    gwangyang = Project(
        "광양 스마트시티 통합플랫폼",
        (POSCO, Party("광양시", "customer", None, None, "government")),
        (Act("agreement", "2020-05", sentence),),
        locations=("광양",),
    )
    tell(platform_story(title="광양", body=sentence, day="2020-06-01", projects=(gwangyang,)))
    assert Initiative.objects.visible().count() == 2


def test_settling_the_same_reading_again_changes_nothing_at_all() -> None:
    story = platform_story()
    tell(story)
    tell(platform_story(title="다른 매체의 기사"))
    before = snapshot()
    tell(story)
    assert snapshot() == before


def test_settling_the_samples_again_changes_nothing_at_all() -> None:
    articles = [tell_sample(name) for name in sample_names() if name[3] == "s" or name.endswith("1")]
    before = snapshot()
    for article in articles:
        settle(article)
    assert snapshot() == before


def snapshot() -> tuple[object, ...]:
    ids = [
        sorted(model.objects.values_list("public_id", flat=True)) for model in (Initiative, Participation, Milestone)
    ]
    return describe(read_ledger()), ids, [history.count() for history in HISTORIES]


def test_a_better_reading_replaces_the_facts_and_keeps_the_address() -> None:
    story = platform_story()
    initiative = initiative_of(tell(story))
    story.projects = (replace(PLATFORM, title="포항 스마트시티 플랫폼", acts=(CONTRACT,), parties=(POSCO,)),)
    again = initiative_of(tell(story))
    assert again.public_id == initiative.public_id
    assert again.title == "포항 스마트시티 플랫폼"
    assert [m.kind for m in again.milestones.all()] == ["contract"]
    assert [p.organization.name for p in again.participations.all()] == ["포스코"]


def test_an_initiative_that_no_article_states_any_longer_is_withdrawn_and_keeps_its_address() -> None:
    story = platform_story()
    initiative = initiative_of(tell(story))
    story.projects = ()
    tell(story)
    initiative.refresh_from_db()
    assert initiative.withdrawn
    assert not Initiative.objects.visible().exists()
    story.projects = (PLATFORM,)


def test_when_articles_turn_out_to_be_about_one_project_one_address_leads_to_the_other() -> None:
    tell(platform_story())
    story = platform_story(title="다른 매체", projects=(replace(PLATFORM, sectors=("smart_energy",)),))
    stray = initiative_of(tell(story))
    assert Initiative.objects.visible().count() == 2
    story.projects = (PLATFORM,)
    tell(story)
    stray.refresh_from_db()
    assert Initiative.objects.visible().get().pk == stray.merged_into_id
    assert stray.milestones.count() == 0 or not Evidence.objects.filter(milestone__initiative=stray).exists()


def test_when_they_turn_out_to_be_two_projects_the_second_gets_an_address_of_its_own() -> None:
    tell(platform_story())
    story = platform_story(title="다른 매체")
    tell(story)
    assert Initiative.objects.visible().count() == 1
    story.projects = (replace(PLATFORM, sectors=("smart_energy",)),)
    tell(story)
    assert Initiative.objects.visible().count() == 2
    assert {one.reports.count() for one in Initiative.objects.visible()} == {1}


def test_an_organization_that_the_catalog_does_not_know_is_proposed_once() -> None:
    newcomer = Party("한빛테크", "partner")
    sentence = "한빛테크도 참여한다."
    project = replace(PLATFORM, parties=(POSCO, POHANG, newcomer))
    tell(platform_story(body=f"{platform_story().body} {sentence}", projects=(project,)))
    project = replace(project, parties=(POSCO, POHANG, replace(newcomer, name="(주)한빛테크")))
    tell(platform_story(title="다른 매체", body=f"{platform_story().body} (주){sentence}", projects=(project,)))
    assert Organization.objects.get(origin="machine").name == "한빛테크"


def test_every_evidence_quotes_its_article_to_the_letter() -> None:
    for name in sample_names():
        tell_sample(name)
    rows = Evidence.objects.select_related("report__article", "milestone", "participation")
    assert rows.count() > 500
    for row in rows:
        assert row.report.article.body[row.start : row.end] == row.quote
        assert row.rules
        assert 0 <= row.confidence <= 1
        fact = row.milestone or row.participation
        assert fact is not None
        assert fact.initiative_id == row.report.initiative_id
    without = Milestone.objects.visible().filter(evidence__isnull=True)
    assert not without.exists()
    assert not Participation.objects.filter(initiative__in=Initiative.objects.visible(), evidence__isnull=True).exists()
    assert not Article.objects.filter(published_at__isnull=True).exists()


def test_the_plan_and_what_came_of_it_stand_side_by_side() -> None:
    tell(platform_story())
    began = "포스코는 11일 포항 스마트시티 통합플랫폼 공사를 시작했다."
    act = Act("construction", "2020-09-11", began)
    later = replace(PLATFORM, acts=(act,))
    tell(platform_story(title="착공", body=began, day="2020-09-12", projects=(later,)))
    initiative = Initiative.objects.visible().get()
    assert {(m.date_value, m.modality) for m in initiative.milestones.filter(kind="construction")} == {
        (START.date, "planned"),
        ("2020-09-11", "happened"),
    }
