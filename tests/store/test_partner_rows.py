"""Partner rows and their totals are kept with every change, and are always what a full recompute makes of the facts."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from tests.newsroom import (
    CONTRACT,
    PLATFORM,
    POSCO,
    SIGNED,
    Act,
    Party,
    Project,
    Story,
    initiative_of,
    platform_story,
    sample_names,
    tell,
    tell_sample,
)
from tracker.models import (
    Affiliation,
    Article,
    Group,
    Initiative,
    Organization,
    Participation,
    PartnerCount,
    PartnerRow,
    PartnerStale,
    PartnerTotal,
    Verdict,
)
from tracker.pipeline.partners.roll import ALL_TIME, FOREVER
from tracker.store.judgements import judge_initiatives, split_reports, withdraw
from tracker.store.organization_merge import merge_organizations, unmerge_organization
from tracker.store.origins import join_origins
from tracker.store.partner_rows import rebuild_partner_rows, refresh_partners_of, refresh_stale
from tracker.store.removal import remove_articles
from tracker.store.review import accept_fact, reject_fact, withdraw_judgement

pytestmark = pytest.mark.django_db

ROW = (
    "initiative",
    "organization",
    "partner",
    "group",
    "partner_group",
    "steps",
    "origins",
    "reviewed",
    "until",
    "sectors",
)
TOTAL = (
    "group", "partner", "partner_group", "kind", "sector", "sectors", "since", "until", "rung", "initiatives", "origins",
    "reviewed", "first", "last", "groups",
)  # fmt: skip


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def tables() -> dict[str, Any]:
    return {
        "rows": Counter(map(repr, PartnerRow.objects.values_list(*ROW))),
        "totals": Counter(map(repr, PartnerTotal.objects.values_list(*TOTAL))),
        "counts": Counter(
            map(repr, PartnerCount.objects.values_list("group", "sector", "kind", "rung", "year", "number"))
        ),
    }


def assert_equal_to_recompute() -> None:
    kept = tables()
    PartnerRow.objects.all().delete()
    PartnerTotal.objects.all().delete()
    PartnerCount.objects.all().delete()
    list(rebuild_partner_rows())
    made = tables()
    for name, rows in made.items():
        assert kept[name] == rows, (name, kept[name] - rows, rows - kept[name])


def total(group: str, partner: str, year: int = ALL_TIME) -> PartnerTotal | None:
    rows = PartnerTotal.objects.filter(group__slug=group, sector=None, since__lte=year, until__gt=year)
    return rows.filter(partner__slug=partner).first()


KEPCO = Party("한국전력공사", "partner", "kepco", None, "public_institution")
AGREED = "포스코는 2018년 5월 한국전력공사와 에너지 협약을 맺었다."
PILOTED = "포스코는 2020년 6월 한국전력공사와 실증을 마쳤다."


def energy_story() -> Story:
    acts = (Act("agreement", "2018-05", AGREED), Act("pilot", "2020-06", PILOTED))
    project = Project("포스코 에너지 실증", (POSCO, KEPCO), acts, sectors=("smart_energy",))
    return Story("포스코와 한전, 에너지 실증", f"{AGREED} {PILOTED}", (project,), day="2020-07-01")


# --- what they say --------------------------------------------------------------------------------------------------


def test_a_pair_shares_an_initiative_by_the_highest_rung_that_happened_and_by_the_year_it_did() -> None:
    tell(energy_story())
    by_year = {year: total("posco", "kepco", year) for year in (2017, 2018, 2019, 2020, 2030)}
    assert by_year[2017] is None
    assert [by_year[year].rung for year in (2018, 2019, 2020, 2030)] == [1, 1, 2, 2]
    whole = total("posco", "kepco")
    assert (whole.rung, whole.initiatives, whole.origins, whole.reviewed) == (2, 1, 1, False)
    assert (whole.first, whole.last) == (date(2018, 5, 1), date(2020, 6, 1))


def test_what_was_only_planned_is_talks_from_its_first_report() -> None:
    story = platform_story(projects=(Project(PLATFORM.title, PLATFORM.parties, PLATFORM.acts[1:]),))
    tell(story)
    assert total("posco", "pohang-si", 2020).rung == 0
    assert total("posco", "pohang-si", 2019) is None


def test_both_participations_accepted_make_a_partnership_reviewed(editor: User) -> None:
    initiative = initiative_of(tell(platform_story()))
    for participation in initiative.participations.all():
        accept_fact(participation, editor)
    assert total("posco", "pohang-si").reviewed
    withdraw_judgement(initiative.participations.first(), editor)
    assert not total("posco", "pohang-si").reviewed


def test_counts_say_how_many_partners_stand_where_in_which_year() -> None:
    tell(energy_story())
    posco = Group.objects.get(slug="posco")
    rows = PartnerCount.objects.filter(group=posco, kind="").order_by("year", "rung")
    assert list(rows.values_list("year", "rung", "number")) == [
        (ALL_TIME, 2, 1),
        (2018, 1, 1),
        (2020, 1, -1),
        (2020, 2, 1),
    ]


# --- membership of the day ------------------------------------------------------------------------------------------


def test_an_affiliate_that_leaves_takes_its_partnerships_along_from_that_year_on() -> None:
    tell(energy_story())
    company = Organization.objects.get(slug="posco-company")
    Affiliation.objects.filter(organization=company).update(until=date(2022, 3, 1))
    refresh_partners_of([company.pk])
    assert total("posco", "kepco", 2021)
    assert total("posco", "kepco", 2022) is None
    assert total("posco", "kepco")  # over all time
    assert_equal_to_recompute()


def test_a_partner_counts_for_the_group_that_it_belongs_to_in_that_year() -> None:
    story = energy_story()
    tell(story)
    kepco, hanwha = Organization.objects.get(slug="kepco"), Group.objects.get(slug="hanwha")
    Affiliation.objects.create(organization=kepco, group=hanwha, since=date(2019, 7, 1))
    refresh_partners_of([kepco.pk])
    of_group = PartnerTotal.objects.filter(group__slug="posco", partner=None, partner_group=hanwha, sector=None)
    assert total("posco", "kepco", 2018).partner_group is None
    assert total("posco", "kepco", 2019).partner_group == hanwha
    assert list(of_group.order_by("since").values_list("since", "until")) == [(2019, 2020), (2020, FOREVER)]
    assert_equal_to_recompute()


def test_a_partner_that_joins_the_group_is_none_any_longer() -> None:
    tell(energy_story())
    kepco, posco = Organization.objects.get(slug="kepco"), Group.objects.get(slug="posco")
    Affiliation.objects.create(organization=kepco, group=posco, since=date(2021, 1, 1))
    refresh_partners_of([kepco.pk])
    assert total("posco", "kepco", 2020)
    assert total("posco", "kepco", 2021) is None
    assert_equal_to_recompute()


# --- origins that are joined later ----------------------------------------------------------------------------------


def test_texts_that_turn_out_to_be_one_count_once_after_the_next_sweep() -> None:
    other = f"{SIGNED} 시장에서 만난 상인은 주차 자리를 알려 주는 것이 가장 반갑다고 했다. 시청 담당자는 버스 도착 시각과 골목 가로등까지 한 화면에 모은다고 설명했다. 학교 앞 과속을 막는 방안도 함께 마련한다."
    only_contract = Project(PLATFORM.title, PLATFORM.parties, (CONTRACT,))
    first = tell(platform_story())
    second = tell(platform_story(title="다른 제목", body=other, projects=(only_contract,)))
    before = total("posco", "pohang-si").origins
    assert before == Article.objects.filter(pk__in=[first.pk, second.pk]).values("origin").distinct().count() == 2
    Article.objects.filter(pk=second.pk).update(body=first.body)
    join_origins([Article.objects.get(pk=second.pk)])
    assert PartnerStale.objects.exists()
    assert refresh_stale() == 1
    assert total("posco", "pohang-si").origins == 1
    assert not PartnerStale.objects.exists()
    assert_equal_to_recompute()


# --- equal to a full recompute --------------------------------------------------------------------------------------


def test_the_rows_of_all_samples_equal_a_full_recompute() -> None:
    for name in sample_names():
        tell_sample(name)
    assert PartnerTotal.objects.count() > 100
    assert_equal_to_recompute()
    call_command("rebuild", "partners")
    kept = tables()
    call_command("rebuild", "partners")
    assert tables() == kept


def _edit_sectors(editor: User) -> None:
    from tracker.models import Sector
    from tracker.store.initiatives import refresh_initiative

    initiative = Initiative.objects.visible().order_by("pk")[0]
    initiative.sectors.set([Sector.objects.get(slug="smart_factory")])
    refresh_initiative(initiative)


def _merge_and_undo(editor: User) -> None:
    first, second = Initiative.objects.visible().order_by("pk")[:2]
    judgement = judge_initiatives(first, second, Verdict.SAME, editor)
    assert_equal_to_recompute()
    withdraw(judgement, editor)


def _split(editor: User) -> None:
    initiative = next(one for one in Initiative.objects.visible() if one.reports.count() > 1)
    split_reports(initiative, list(initiative.reports.all())[:1], editor)


def _merge_organizations(editor: User) -> None:
    merge_organizations(Organization.objects.get(slug="pohang-si"), Organization.objects.get(slug="kepco"))
    assert_equal_to_recompute()
    unmerge_organization(Organization.objects.get(slug="kepco"))


def _reject(editor: User) -> None:
    reject_fact(Participation.objects.filter(organization__slug="kepco")[0], editor)
    assert total("posco", "kepco") is None


def _read_again(editor: User) -> None:
    story = energy_story()
    tell(story)
    story.projects = (Project("포스코 에너지 실증", (POSCO, KEPCO), (Act("agreement", "2018-05", AGREED),)),)
    tell(story)
    assert total("posco", "kepco").rung == 1


def _remove(editor: User) -> None:
    remove_articles([Article.objects.order_by("pk")[0].pk])


OPERATIONS = [_edit_sectors, _merge_and_undo, _split, _merge_organizations, _read_again, _reject, _remove]


@pytest.mark.parametrize("operation", OPERATIONS, ids=[one.__name__[1:] for one in OPERATIONS])
def test_after_any_operation_the_rows_equal_a_full_recompute(operation: Callable[[User], None], editor: User) -> None:
    tell_several()
    operation(editor)
    assert_equal_to_recompute()


def test_after_all_operations_one_upon_the_other_too(editor: User) -> None:
    tell_several()
    for operation in OPERATIONS:
        operation(editor)
    assert_equal_to_recompute()


def tell_several() -> None:
    tell(platform_story())
    tell(platform_story(title="다른 매체", body=f"{SIGNED} {PLATFORM.acts[1].sentence} 둘째 기사이다."))
    tell(energy_story())
    parties = (POSCO, Party("LG CNS", "partner", "lg-cns", "lg"), Party("KT", "partner", "kt-corp", "kt"))
    tell(
        Story(
            "셋이 함께", SIGNED, (Project("광양 제철 자동화", parties, (CONTRACT,), ("smart_factory",)),), "2019-02-03"
        )
    )
