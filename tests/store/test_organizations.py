"""Two rows for one organization become one, and two again; initiatives and readings follow."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ledger import describe, read_ledger
from tests.newsroom import PLATFORM, POHANG, POSCO, Party, Project, Story, initiative_of, platform_story, tell
from tracker.models import Group, Initiative, Organization, Participation, Review
from tracker.pipeline.records import OrganizationFact
from tracker.store.catalog import current_lexicon, touch_catalog
from tracker.store.organization_merge import CannotMerge, merge_organizations, unmerge_organization
from tracker.store.organizations import last_of_chain, refresh_search_text, resolve_organization

pytestmark = pytest.mark.django_db

SHORT = Party("한빛테크", "partner")
LONG = Party("한빛테크놀로지", "partner")


def story_with(party: Party, title: str) -> Story:
    body = f"{platform_story().body} {party.name}도 참여한다."
    return platform_story(title=title, body=body, projects=(replace(PLATFORM, parties=(POSCO, POHANG, party)),))


def named(name: str) -> Organization:
    return Organization.objects.get(name=name)


@pytest.fixture
def told() -> tuple[Story, Story]:
    """Two articles that name one organization differently."""
    stories = story_with(SHORT, "한 매체"), story_with(LONG, "다른 매체")
    for story in stories:
        tell(story)
    return stories


def participants() -> list[str]:
    return sorted(p.organization.name for p in Initiative.objects.visible().get().participations.all())


def fact(name: str, kind: str = "company", catalog_id: str | None = None) -> OrganizationFact:
    return OrganizationFact("o1", name, (name,), (), kind, None, None, catalog_id)


# --- finding again --------------------------------------------------------------------------------------------------


def test_an_organization_of_the_catalog_is_found_by_its_id() -> None:
    assert resolve_organization(fact("포스코ICT", catalog_id="posco-dx")).slug == "posco-dx"


def test_a_newcomer_is_proposed_and_found_again_under_variants_of_its_name() -> None:
    first = resolve_organization(fact("한빛테크"))
    assert (first.origin, first.review) == ("machine", Review.MACHINE)
    assert resolve_organization(fact("㈜한빛 테크")).pk == first.pk


def test_a_proposal_is_found_by_its_own_name_in_searches() -> None:
    resolve_organization(fact("한빛 테크"))
    assert Organization.objects.matching("한빛테크").exists()


def test_proposals_have_addresses_of_their_own() -> None:
    slugs = {resolve_organization(fact(name)).slug for name in ("가나", "다라", "AB Tech", "ab-tech")}
    assert len(slugs) == 4


# --- merging --------------------------------------------------------------------------------------------------------


def test_merging_makes_two_participants_one_with_the_evidence_of_both(told: tuple[Story, Story]) -> None:
    assert participants() == ["포스코", "포항시", "한빛테크", "한빛테크놀로지"]
    merge_organizations(named("한빛테크놀로지"), named("한빛테크"))
    assert participants() == ["포스코", "포항시", "한빛테크놀로지"]
    assert Participation.objects.get(organization__name="한빛테크놀로지").evidence.count() == 2


def test_the_lost_name_becomes_another_name_and_later_articles_find_the_kept_one(told: tuple[Story, Story]) -> None:
    keep, lose = named("한빛테크놀로지"), named("한빛테크")
    merge_organizations(keep, lose)
    assert "한빛테크" in keep.names.values_list("name", flat=True)
    assert last_of_chain(resolve_organization(fact("한빛테크"))).pk == keep.pk
    assert lose not in Organization.objects.current()


def test_an_organization_merged_into_one_of_the_catalog_is_found_in_articles_by_its_name() -> None:
    lose = resolve_organization(fact("가상아이시티"))
    merge_organizations(named("포스코DX"), lose)
    touch_catalog()
    index, _ = current_lexicon()
    (match,) = index.find("가상아이시티가 공장을 짓는다.", date(2024, 1, 1))
    assert match.ids == ("posco-dx",)


def test_processing_articles_again_after_a_merge_changes_nothing(told: tuple[Story, Story]) -> None:
    merge_organizations(named("한빛테크놀로지"), named("한빛테크"))
    before = describe(read_ledger())
    for story in told:
        tell(story)
    assert describe(read_ledger()) == before


def test_merging_can_be_undone(told: tuple[Story, Story]) -> None:
    before = describe(read_ledger())
    keep, lose = named("한빛테크놀로지"), named("한빛테크")
    merge_organizations(keep, lose)
    unmerge_organization(Organization.objects.get(pk=lose.pk))
    assert describe(read_ledger()) == before
    assert "한빛테크" not in keep.names.values_list("name", flat=True)
    assert resolve_organization(fact("한빛테크")).pk == lose.pk


def test_merging_can_be_undone_after_the_articles_were_processed_again(told: tuple[Story, Story]) -> None:
    before = describe(read_ledger())
    lose = named("한빛테크")
    merge_organizations(named("한빛테크놀로지"), lose)
    for story in told:
        tell(story)
    unmerge_organization(Organization.objects.get(pk=lose.pk))
    for story in told:
        tell(story)
    assert describe(read_ledger()) == before


def test_a_name_that_the_kept_one_had_before_is_not_taken_back(told: tuple[Story, Story]) -> None:
    keep, lose = named("한빛테크놀로지"), named("한빛테크")
    keep.names.create(name="한빛테크", origin="editor")
    merge_organizations(keep, lose)
    unmerge_organization(Organization.objects.get(pk=lose.pk))
    assert "한빛테크" in keep.names.values_list("name", flat=True)


def test_merging_brings_initiatives_together_that_only_the_names_kept_apart() -> None:
    def story(name: str, title: str) -> Story:
        project = replace(PLATFORM, parties=(Party(name, "lead"),))
        return platform_story(title=title, body=f"{platform_story().body} {name}가 맡는다.", projects=(project,))

    first, second = tell(story("한빛테크", "한 매체")), tell(story("다온시스템", "다른 매체"))
    assert initiative_of(first).pk != initiative_of(second).pk
    merge_organizations(named("한빛테크"), named("다온시스템"))
    assert initiative_of(first).pk == initiative_of(second).pk
    unmerge_organization(named("다온시스템"))
    assert initiative_of(first).pk != initiative_of(second).pk


def test_an_editors_role_survives_merging(told: tuple[Story, Story]) -> None:
    row = Participation.objects.get(organization__name="한빛테크")
    row.role = "supplier"
    row.mark_edited("role")
    row.save()
    merge_organizations(named("한빛테크놀로지"), named("한빛테크"))
    roles = {p.organization.name: p.role for p in Initiative.objects.visible().get().participations.all()}
    assert roles["한빛테크놀로지"] == "supplier" or roles.get("한빛테크") == "supplier"


def test_a_rejected_participation_does_not_return_by_merging(told: tuple[Story, Story]) -> None:
    Participation.objects.filter(organization__name__startswith="한빛").update(review=Review.REJECTED)
    merge_organizations(named("한빛테크놀로지"), named("한빛테크"))
    stands = Initiative.objects.visible().get().participations.exclude(review=Review.REJECTED)
    assert sorted(p.organization.name for p in stands) == ["포스코", "포항시"]


def test_an_organization_cannot_be_merged_into_itself_or_in_a_circle() -> None:
    one, two = resolve_organization(fact("가나")), resolve_organization(fact("다라"))
    with pytest.raises(CannotMerge, match="가나"):
        merge_organizations(one, one)
    merge_organizations(one, two)
    with pytest.raises(CannotMerge, match="다라"):
        merge_organizations(two, one)


def test_a_group_as_a_whole_cannot_be_merged_away() -> None:
    whole = Organization.objects.exclude(stands_for=None).first()
    assert whole is not None
    with pytest.raises(CannotMerge, match="기업집단"):
        merge_organizations(named("포스코DX"), whole)


def test_merged_twice_leads_to_the_last() -> None:
    one, two, three = (resolve_organization(fact(name)) for name in ("가나", "다라", "마바"))
    merge_organizations(two, one)
    merge_organizations(three, two)
    assert last_of_chain(resolve_organization(fact("가나"))).pk == three.pk


# --- names and days -------------------------------------------------------------------------------------------------


def test_an_organization_is_called_and_grouped_as_on_the_day() -> None:
    company = named("포스코DX")
    assert company.name_at(date(2015, 1, 1)) == "포스코ICT"
    assert company.name_at(date(2024, 1, 1)) == "포스코DX"
    assert company.group_at(date(2024, 1, 1)) == Group.objects.get(slug="posco")


def test_the_search_text_follows_the_names() -> None:
    company = named("포스코DX")
    company.names.create(name="피디엑스 연구소")
    company.names.filter(name__icontains="ICT").update(review=Review.REJECTED)
    refresh_search_text(company)
    assert Organization.objects.matching("피디엑스연구소").get() == company
    assert company not in Organization.objects.matching("포스코ICT")


def test_a_participation_keeps_the_group_of_the_articles_day() -> None:
    party = Party("대우조선해양", "lead", "hanwha-ocean", None)
    project = Project("거제 스마트 조선소", (party,), sectors=("smart_factory",), locations=("거제",))
    body = "대우조선해양이 거제에 스마트 조선소를 짓는다."
    row = initiative_of(tell(Story("조선소", body, (project,), "2020-01-02"))).participations.get()
    assert row.group is None
