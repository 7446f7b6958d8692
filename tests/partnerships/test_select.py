"""What the pages are told of partnerships: of a group, of an organization, of all, as of any year."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.newsroom import POSCO, Act, Party, Project, Story, platform_story, sample_names, tell, tell_sample
from tracker.forms.partner_filter import PartnerFilter
from tracker.models import Affiliation, Group, Organization, OrganizationName, PartnerRow, Sector
from tracker.partnerships.edges import Tie
from tracker.partnerships.select import (
    affiliates_with_partners,
    count_stages,
    iterate_partner_rows,
    sectors_by_id,
    select_market,
    select_ties,
    split_by_affiliate,
)
from tracker.partnerships.sentences import select_cell, select_sentences
from tracker.store.partner_rows import refresh_partners_of

pytestmark = pytest.mark.django_db

CNS = Party("LG CNS", "partner", "lg-cns", "lg")
UPLUS = Party("LG유플러스", "partner", "lg-uplus", "lg")
AGREED = "포스코와 LG CNS, LG유플러스는 2018년 5월 광양 제철소 협약을 맺었다."
SIGNED = "포스코와 LG CNS는 2020년 6월 광양 제철소 계약을 맺었다."
FACTORY = Project(
    "광양 제철소 자동화", (POSCO, CNS, UPLUS), (Act("agreement", "2018-05", AGREED), Act("contract", "2020-06", SIGNED)), ("smart_factory",)
)  # fmt: skip


@pytest.fixture(autouse=True)
def told() -> Iterator[None]:
    tell(platform_story())
    tell(Story("포스코, LG와 자동화", f"{AGREED} {SIGNED}", (FACTORY,), day="2020-07-01"))
    with translation.override("ko"):  # a page of another test may have left the other language
        yield


def group(slug: str = "posco") -> Group:
    return Group.objects.get(slug=slug)


def ties(owner: Group | Organization | None = None, **asked: object) -> dict[str, Tie]:
    found = select_ties(owner or group(), PartnerFilter(**asked), sectors_by_id(Sector.objects.all()))  # type: ignore[arg-type]
    return {tie.partner.slug: tie for tie in found}


def test_affiliates_of_another_group_are_one_partner_until_it_is_opened() -> None:
    assert set(ties()) == {"pohang-si", "lg"}
    assert ties()["lg"].initiatives == 1  # though two of its affiliates take part
    opened = ties(opened=("lg",))
    assert set(opened) == {"pohang-si", "lg-cns", "lg-uplus"}
    assert opened["lg-cns"].partner.group_name == "LG"


def test_a_year_shows_what_had_happened_by_its_end() -> None:
    assert set(ties(year=2017)) == set()
    assert {slug: tie.stage for slug, tie in ties(year=2018).items()} == {"lg": "agreement"}
    assert {slug: tie.stage for slug, tie in ties(year=2020).items()} == {"lg": "contract", "pohang-si": "contract"}


def test_a_year_shows_the_names_of_its_end() -> None:
    pohang = Organization.objects.get(slug="pohang-si")
    OrganizationName.objects.filter(organization=pohang).update(official=False)
    for name, since, until in (("옛포항시", None, date(2022, 1, 1)), ("새포항시", date(2022, 1, 1), None)):
        OrganizationName.objects.create(organization=pohang, name=name, official=True, since=since, until=until)
    assert ties(year=2021)["pohang-si"].partner.name == "옛포항시"
    assert ties(year=2022)["pohang-si"].partner.name == "새포항시"
    assert ties()["pohang-si"].partner.name == pohang.name


def test_a_year_shows_the_membership_of_its_end() -> None:
    cns = Organization.objects.get(slug="lg-cns")
    Affiliation.objects.filter(organization=cns).delete()
    Affiliation.objects.create(organization=cns, group=group("lg"), until=date(2019, 5, 1))
    Affiliation.objects.create(organization=cns, group=group("sk"), since=date(2019, 5, 1))
    refresh_partners_of([cns.pk])
    assert set(ties(year=2018, opened=("lg",))) == {"lg-cns", "lg-uplus"}
    assert set(ties(year=2019)) == {"lg", "sk"}
    rows = dict(year=2019, opened=("sk",))
    assert ties(**rows)["lg-cns"].partner.group_name == "SK"
    assert set(ties(text="광양", **rows)) == {"lg", "lg-cns"}  # read from the rows, not from the totals


def test_an_organization_has_its_own_network_whatever_group_it_belongs_to() -> None:
    assert set(ties(Organization.objects.get(slug="pohang-si"))) == {"posco"}
    ours = ties(Organization.objects.get(slug="lg-cns"), opened=("posco",))
    assert set(ours) == {"posco-company", "lg-uplus"}
    assert ours["posco-company"].stage == "contract"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"sectors": ("smart_city",)}, {"pohang-si"}),
        ({"sectors": ("smart_city", "smart_factory")}, {"pohang-si", "lg"}),
        ({"stages": ("agreement",)}, set()),
        ({"stages": ("agreement",), "year": 2018}, {"lg"}),
        ({"kinds": ("government",)}, {"pohang-si"}),
        ({"affiliate": "posco-company"}, {"pohang-si", "lg"}),
        ({"affiliate": "posco-dx"}, set()),
        ({"text": "통합플랫폼"}, {"pohang-si"}),
        ({"text": "통합플랫폼", "sectors": ("smart_factory",)}, set()),
    ],
)
def test_a_filter_narrows_the_ties(asked: dict[str, object], found: set[str]) -> None:
    assert set(ties(**asked)) == found


def test_the_affiliates_of_a_group_stand_one_by_one_when_it_is_opened() -> None:
    sectors = sectors_by_id(Sector.objects.all())
    wanted = PartnerFilter(opened=("posco",))
    apart = split_by_affiliate(group(), affiliates_with_partners(group()), list(ties().values()), wanted, sectors)
    assert {(tie.owner.slug, tie.partner.slug) for tie in apart} == {
        ("posco-company", "pohang-si"),
        ("posco-company", "lg"),
    }


def test_rows_and_totals_tell_the_same() -> None:
    """The text that every initiative holds asks for the rows; without it the totals answer."""
    for name in sample_names()[:25]:
        tell_sample(name)
    PartnerRow.objects.order_by("pk")[0].initiative.participations.update(review="accepted")
    for slug in ("posco", "lg", "kt"):
        for year in (None, 2016, 2018, 2020):
            for chosen in ((), ("smart_city",)):
                of_totals = ties(group(slug), year=year, sectors=chosen)
                of_rows = ties(group(slug), year=year, sectors=chosen, text="\n")
                assert of_rows == of_totals, (slug, year, chosen)


def test_the_market_has_the_partners_of_most_groups_first_and_only_what_has_a_tie() -> None:
    story = platform_story(
        title="KT도 포항",
        projects=(
            Project("포항 관제", (Party("KT", "lead", "kt-corp", "kt"), platform_story().projects[0].parties[1]), ()),
        ),
    )
    tell(story)
    market = select_market(PartnerFilter(), sectors_by_id(Sector.objects.all()))
    assert market.partners[0].slug == "pohang-si"
    assert {(tie.owner.slug, tie.partner.slug) for tie in market.ties} == {
        ("posco", "pohang-si"), ("kt", "pohang-si"), ("posco", "lg"), ("lg", "posco")
    }  # fmt: skip
    narrowed = select_market(PartnerFilter(sectors=("smart_factory",)), sectors_by_id(Sector.objects.all()))
    assert {one.slug for one in narrowed.partners} == {"lg", "posco"}
    assert {one.slug for one in narrowed.groups} == {"lg", "posco"}


def test_the_market_is_found_by_the_names_of_groups_and_partners() -> None:
    sectors = sectors_by_id(Sector.objects.all())
    assert {one.slug for one in select_market(PartnerFilter(text="포항시"), sectors).partners} == {"pohang-si"}
    assert {one.slug for one in select_market(PartnerFilter(text="포스코"), sectors).groups} == {"posco"}
    assert select_market(PartnerFilter(text="백일홍"), sectors).ties == ()


def test_the_counts_agree_with_the_ties() -> None:
    for name in sample_names()[:25]:
        tell_sample(name)
    sectors = sectors_by_id(Sector.objects.all())
    for year in (None, 2018, 2020):
        counts = count_stages(PartnerFilter(year=year))
        for slug in ("posco", "kt", "lg"):
            for pk, sector in sectors.items():
                found = [tie.rung for tie in ties(group(slug), sectors=(sector.slug,), year=year).values()]
                counted = {rung: n for (g, s, rung), n in counts.items() if (g, s) == (group(slug).pk, pk)}
                assert counted == {rung: found.count(rung) for rung in set(found)}, (slug, sector, year)


# --- sentences ------------------------------------------------------------------------------------------------------


def test_an_edge_opens_the_sentences_of_what_both_share() -> None:
    sectors = sectors_by_id(Sector.objects.all())
    found = select_sentences(group(), group("lg"), PartnerFilter(), sectors)
    assert [one.title for one, _ in found.initiatives] == ["광양 제철소 자동화"]
    assert {row.quote for row in found.initiatives[0][1]} >= {AGREED, SIGNED}
    assert select_sentences(group(), group("lg"), PartnerFilter(year=2017), sectors).total == 0
    assert (
        select_sentences(group("lg"), Organization.objects.get(slug="pohang-si"), PartnerFilter(), sectors).total == 0
    )


def test_a_cell_opens_the_sentences_of_all_partners_at_its_stage() -> None:
    sectors = sectors_by_id(Sector.objects.all())
    contract = PartnerFilter(sectors=("smart_factory",), stages=("contract",))
    assert [one.title for one, _ in select_cell(group(), contract, sectors).initiatives] == ["광양 제철소 자동화"]
    agreement = PartnerFilter(sectors=("smart_factory",), stages=("agreement",))
    assert select_cell(group(), agreement, sectors).total == 0
    then = PartnerFilter(sectors=("smart_factory",), stages=("agreement",), year=2019)
    assert select_cell(group(), then, sectors).total == 1


# --- for others -----------------------------------------------------------------------------------------------------


def test_the_rows_of_a_filtered_view_can_be_taken_away_in_its_order() -> None:
    rows = list(iterate_partner_rows(PartnerFilter(sort="partner"), group()))
    assert [tie.partner.name for tie in rows] == sorted(tie.partner.name for tie in rows)
    assert {tie.partner.slug for tie in rows} == {"lg", "pohang-si"}
    assert {tie.owner.slug for tie in iterate_partner_rows(PartnerFilter())} == {"posco", "lg"}


def test_the_number_of_queries_does_not_grow_with_the_partners() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            ties()
        return len(captured)

    before = queries()
    for name in sample_names()[:15]:
        tell_sample(name)
    assert queries() == before
