"""People outrank the machine: what an editor set, added, accepted or rejected survives every later reading."""

from dataclasses import replace

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
    Party,
    Project,
    Story,
    initiative_of,
    platform_story,
    tell,
)
from tracker.models import Article, Initiative, Milestone, Organization, Participation, Review, Sector
from tracker.store.review import accept_fact, reject_fact, withdraw_judgement

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    story = platform_story()
    tell(story)
    return story


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def initiative(story: Story) -> Initiative:
    return initiative_of(story.article)


def milestone(story: Story, kind: str) -> Milestone:
    return initiative(story).milestones.get(kind=kind)


def edit(row: Initiative | Milestone | Participation, **values: object) -> None:
    """As the admin does."""
    for name, value in values.items():
        setattr(row, name, value)
    row.mark_edited(*values)
    row.save()


def shown(story: Story) -> set[tuple[str, str, str]]:
    """Milestones that visitors see."""
    rows = Milestone.objects.visible().filter(initiative=initiative(story))
    return {(row.kind, row.date_value, row.modality) for row in rows}


def read_again(story: Story, **changes: object) -> None:
    """A later version of the machine reads the same text otherwise."""
    story.projects = (replace(PLATFORM, **changes),)  # type: ignore[arg-type]
    tell(story)


# --- values ---------------------------------------------------------------------------------------------------------


def test_an_editors_title_status_and_amount_survive(story: Story) -> None:
    edit(initiative(story), title="포항시 통합플랫폼", status="in_progress", amount_krw=1)
    read_again(story, title="다른 제목", status="exploring", amount_krw=2, locations=("포항", "경북"))
    row = initiative(story)
    assert (row.title, row.status, row.amount_krw) == ("포항시 통합플랫폼", "in_progress", 1)
    assert row.locations == ["포항", "경북"]  # what no editor has set goes on following the articles


def test_an_editors_sectors_survive(story: Story) -> None:
    row = initiative(story)
    row.sectors.set(Sector.objects.filter(slug="smart_energy"))
    row.mark_edited("sectors")
    row.save()
    read_again(story, sectors=("smart_city", "smart_factory"))
    assert [sector.slug for sector in initiative(story).sectors.all()] == ["smart_energy"]


def test_an_editors_date_of_a_milestone_survives_although_the_machine_reads_another(story: Story) -> None:
    row = milestone(story, "contract")
    edit(row, date_value="2020-03-03", date_from="2020-03-03", date_to="2020-03-03")
    read_again(story, acts=(replace(CONTRACT, date="2020-03"), START))
    assert shown(story) == {("contract", "2020-03-03", "happened"), ("construction", "2020-09", "planned")}
    assert milestone(story, "contract").public_id == row.public_id


def test_an_editors_kind_of_a_milestone_survives_and_the_machines_does_not_come_beside_it(story: Story) -> None:
    edit(milestone(story, "contract"), kind="agreement")
    read_again(story)
    assert shown(story) == {("agreement", "2020-03-02", "happened"), ("construction", "2020-09", "planned")}


def test_an_editors_role_survives_while_the_evidence_follows_the_article(story: Story) -> None:
    row = initiative(story).participations.get(organization__slug="posco-company")
    edit(row, role="supplier")
    read_again(story, parties=(replace(POSCO, role="partner"), POHANG))
    row.refresh_from_db()
    assert (row.role, row.evidence.count()) == ("supplier", 1)


def test_an_editors_organization_in_a_participation_survives(story: Story) -> None:
    row = initiative(story).participations.get(organization__slug="posco-company")
    edit(row, organization=Organization.objects.get(slug="posco-dx"))
    read_again(story)
    slugs = {p.organization.slug for p in initiative(story).participations.all()}
    assert slugs == {"posco-dx", "pohang-si"}


def test_a_milestone_that_an_editor_changed_stays_when_no_article_states_it_any_longer(story: Story) -> None:
    edit(milestone(story, "construction"), date_value="2020-10", date_from="2020-10-01", date_to="2020-10-31")
    read_again(story, acts=(CONTRACT,))
    assert ("construction", "2020-10", "planned") in shown(story)


def test_what_an_editor_changed_is_history_with_its_author(story: Story, editor: User) -> None:
    reject_fact(milestone(story, "contract"), editor)
    read_again(story)
    newest = milestone(story, "contract").history.first()
    assert newest is not None
    assert (newest.history_user, newest.review) == (editor, Review.REJECTED)


# --- rejecting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reading",
    [
        CONTRACT,
        replace(CONTRACT, date="2020-03"),
        replace(CONTRACT, date=""),
        replace(CONTRACT, modality="planned"),
        replace(CONTRACT, kind="agreement"),
        replace(CONTRACT, sentence=SIGNED.removeprefix("포스코는 ")),
        replace(CONTRACT, kind="agreement", sentence=SIGNED.removeprefix("포스코는 ")),
    ],
    ids=["the same", "vaguer", "undated", "other modality", "other kind", "shorter span", "other kind, shorter span"],
)
def test_a_rejected_milestone_does_not_return_however_its_sentence_is_read_next(
    story: Story, editor: User, reading: object
) -> None:
    reject_fact(milestone(story, "contract"), editor)
    for _ in range(2):
        read_again(story, acts=(reading, START))
        assert shown(story) == {("construction", "2020-09", "planned")}


def test_a_rejected_milestone_does_not_return_after_a_reading_that_missed_it(story: Story, editor: User) -> None:
    reject_fact(milestone(story, "contract"), editor)
    read_again(story, acts=(START,))
    read_again(story)
    assert shown(story) == {("construction", "2020-09", "planned")}


def test_rejecting_one_fact_of_a_sentence_leaves_the_other(editor: User) -> None:
    sentence = "포스코는 2일 포항시와 계약을 맺고 오는 9월 포항에서 공사를 시작할 계획이다."
    acts = (replace(CONTRACT, sentence=sentence), replace(START, sentence=sentence))
    story = platform_story(body=sentence, projects=(replace(PLATFORM, acts=acts),))
    tell(story)
    reject_fact(milestone(story, "contract"), editor)
    tell(story)
    assert shown(story) == {("construction", "2020-09", "planned")}


def test_a_rejected_participation_does_not_return_with_another_role(story: Story, editor: User) -> None:
    reject_fact(initiative(story).participations.get(organization__slug="pohang-si"), editor)
    read_again(story, parties=(POSCO, replace(POHANG, role="partner")))
    stands = initiative(story).participations.exclude(review=Review.REJECTED)
    assert [p.organization.slug for p in stands] == ["posco-company"]


def test_a_rejected_initiative_does_not_return(story: Story, editor: User) -> None:
    reject_fact(initiative(story), editor)
    read_again(story, title="다른 제목")
    assert not Initiative.objects.visible().exists()
    tell(platform_story(title="다른 매체의 같은 이야기"))
    assert not Initiative.objects.visible().exists()


def test_a_rejection_can_be_withdrawn(story: Story, editor: User) -> None:
    reject_fact(milestone(story, "contract"), editor)
    withdraw_judgement(milestone(story, "contract"), editor)
    tell(story)
    assert ("contract", "2020-03-02", "happened") in shown(story)


# --- accepting and adding -------------------------------------------------------------------------------------------


def test_an_accepted_milestone_stays_when_no_article_states_it_any_longer(story: Story, editor: User) -> None:
    accept_fact(milestone(story, "construction"), editor)
    read_again(story, acts=(CONTRACT,))
    assert ("construction", "2020-09", "planned") in shown(story)


def test_an_accepted_participation_stays(story: Story, editor: User) -> None:
    accept_fact(initiative(story).participations.get(organization__slug="pohang-si"), editor)
    read_again(story, parties=(POSCO,))
    assert initiative(story).participations.count() == 2


def test_an_accepted_initiative_stays_when_no_article_reports_it(story: Story, editor: User) -> None:
    row = initiative(story)
    accept_fact(row, editor)
    story.projects = ()
    tell(story)
    assert list(Initiative.objects.visible()) == [row]


def test_a_milestone_that_an_editor_added_stays(story: Story) -> None:
    initiative(story).milestones.create(
        kind="completion", modality="planned", date_value="2021", date_from="2021-01-01", date_to="2021-12-31"
    )
    read_again(story, acts=(CONTRACT,))
    assert shown(story) == {("completion", "2021", "planned"), ("contract", "2020-03-02", "happened")}


def test_a_participation_that_an_editor_added_stays_and_takes_the_machines_evidence_later(story: Story) -> None:
    row = initiative(story).participations.create(
        organization=Organization.objects.get(slug="posco-dx"), role="supplier", edited_fields=["organization", "role"]
    )
    read_again(story)
    dx = Party("포스코DX", "partner", "posco-dx", "posco")
    story.body += " 포스코DX도 참여한다."
    Article.objects.filter(pk=story.article.pk).update(body=story.body)
    read_again(story, parties=(POSCO, POHANG, dx))
    row.refresh_from_db()
    assert (row.role, row.evidence.count()) == ("supplier", 1)
    assert initiative(story).participations.count() == 3


# --- judgements move with the reports -------------------------------------------------------------------------------


def test_a_rejection_goes_along_when_the_initiative_is_merged_into_another(editor: User) -> None:
    tell(platform_story())
    stray = platform_story(title="다른 매체", projects=(replace(PLATFORM, sectors=("smart_energy",)),))
    tell(stray)
    reject_fact(milestone(stray, "contract"), editor)
    first = Initiative.objects.visible().order_by("pk")[0]
    stray.projects = (PLATFORM,)
    tell(stray)
    assert Initiative.objects.visible().count() == 1
    assert initiative(stray).pk == first.pk
    assert shown(stray) == {("construction", "2020-09", "planned")}


def test_a_reading_split_in_two_projects_does_not_bring_back_what_was_rejected(story: Story, editor: User) -> None:
    reject_fact(milestone(story, "contract"), editor)
    works = Project("포항 통합플랫폼 공사", (POSCO,), (START,), locations=("포항",))
    story.projects = (replace(PLATFORM, acts=(CONTRACT,)), works)
    tell(story)
    visible = Milestone.objects.visible()
    assert {(m.kind, m.date_value) for m in visible} == {("construction", "2020-09")}
    assert BUILDS in visible.get().evidence.get().quote
