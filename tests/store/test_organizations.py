"""Two rows for one organization become one, and two again; initiatives and readings follow."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ledger import describe, read_ledger
from tests.newsroom import PLATFORM, POHANG, POSCO, Party, Project, Story, initiative_of, platform_story, tell
from tracker.models import Article, Group, Initiative, Organization, Participation, Review, Stage, WorkState
from tracker.pipeline.records import OrganizationFact
from tracker.store.accept import accept_document
from tracker.store.catalog import current_lexicon, touch_catalog
from tracker.store.organization_merge import CannotMerge, merge_organizations, unmerge_organization
from tracker.store.organizations import last_of_chain, refresh_search_text, resolve_organization
from tracker.store.sources import source_of_kind
from tracker.tasks.extract import extract
from tracker.tasks.merge import merge
from tracker.tasks.parse import parse

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


def test_undoing_sends_back_the_articles_that_were_read_by_a_lent_name_and_no_others() -> None:
    newcomer = story_with(Party("가상아이시티", "partner"), "처음")
    tell(newcomer)
    merge_organizations(named("포스코DX"), named("가상아이시티"))
    kept = Party("포스코DX", "partner", "posco-dx", "posco")
    between = tell(story_with(replace(kept, name="가상 아이시티"), "그사이"))  # as the merged name is linked
    ours = tell(story_with(kept, "남긴 조직"))
    sent_back = unmerge_organization(named("가상아이시티"))
    assert sent_back == [between]
    waiting = Article.objects.filter(state=WorkState.WAITING)
    assert [(article.pk, article.stage) for article in waiting] == [(between.pk, Stage.EXTRACT)]
    assert {article.state for article in Article.objects.filter(pk__in=[ours.pk, newcomer.article.pk])} == {"done"}


def test_an_article_that_was_read_while_merged_names_the_parted_organization_when_read_again() -> None:
    text = "포스코와 가상아이시티는 지난 2일 포항시와 스마트시티 통합플랫폼 구축 계약을 맺었다."
    tell(story_with(Party("가상아이시티", "partner"), "처음"))
    merge_organizations(named("포스코DX"), named("가상아이시티"))
    source = source_of_kind("paste")
    content = f"가상아이시티, 포항 스마트시티 수주\n2020-05-04\n{text} 가상아이시티는 연말에 공사를 시작한다.".encode()
    article = accept_document(content, "text/plain", source=source, title="수주").article
    work()
    assert "posco-dx" in participants_of(article)
    assert unmerge_organization(named("가상아이시티")) == [article]
    work()
    assert named("가상아이시티").slug in participants_of(article)
    assert "posco-dx" not in participants_of(article)


def work() -> None:
    """What a worker does when the bells ring."""
    for stage in (parse, extract, merge):
        for article in Article.objects.unfinished():
            stage(article.pk)


def participants_of(article: Article) -> set[str]:
    rows = Participation.objects.filter(initiative__reports__article=article)
    return set(rows.values_list("organization__slug", flat=True))


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


def test_of_two_spellings_the_longer_one_stays_whichever_came_first() -> None:
    close = OrganizationFact(
        key="o1", name="한빛컨소시엄", mentions=("한빛컨소시엄",), spans=(), kind="consortium", group=None
    )
    apart = replace(close, name="한빛 컨소시엄", mentions=("한빛 컨소시엄",))
    row = resolve_organization(close)
    assert resolve_organization(apart) == row
    row.refresh_from_db()
    assert row.name == "한빛 컨소시엄"
    resolve_organization(close)
    row.refresh_from_db()
    assert row.name == "한빛 컨소시엄"


def test_an_editors_spelling_stays() -> None:
    close = OrganizationFact(
        key="o1", name="한빛컨소시엄", mentions=("한빛컨소시엄",), spans=(), kind="consortium", group=None
    )
    row = resolve_organization(close)
    row.mark_edited("name")
    row.save()
    resolve_organization(replace(close, name="한빛 컨소시엄"))
    row.refresh_from_db()
    assert row.name == "한빛컨소시엄"
