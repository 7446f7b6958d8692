"""The rows of timelines repeat what the facts say: after whatever is done they equal a computation from nothing."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from tests.newsroom import (
    BUILDS,
    CONTRACT,
    PLATFORM,
    POSCO,
    SIGNED,
    START,
    Act,
    Party,
    Project,
    Story,
    initiative_of,
    platform_story,
    sample_names,
    settle,
    tell,
    tell_sample,
)
from tests.store.test_origins import TEXTS, parsed
from tracker.models import (
    NO_DAY,
    Article,
    Group,
    Initiative,
    Milestone,
    Organization,
    Owner,
    Sector,
    TimelinePlace,
    TimelineRow,
    Verdict,
)
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.store.articles import save_parsed
from tracker.store.catalog_load import store_catalog
from tracker.store.judgements import judge_initiatives, split_reports, withdraw
from tracker.store.organization_merge import merge_organizations, unmerge_organization
from tracker.store.organizations import refresh_search_text
from tracker.store.removal import remove_articles
from tracker.store.review import accept_fact, reject_fact, withdraw_judgement
from tracker.store.timeline_rows import rebuild_timeline_rows, refresh_rows_of_sectors

pytestmark = pytest.mark.django_db
LAGGED = "포스코는 통합플랫폼 공사를 2021년 3월로 미뤘다."


def stored() -> tuple[list[Any], list[Any]]:
    """All rows and places but for the numbers that the database gives."""
    rows = list(TimelineRow.objects.order_by("pk").values())
    columns = [field.attname for field in TimelinePlace._meta.concrete_fields if not field.primary_key]
    return rows, sorted(TimelinePlace.objects.values_list(*columns), key=repr)


def assert_kept() -> None:
    """The rows are those that a full computation makes, and every milestone that stands has one."""
    kept = stored()
    TimelinePlace.objects.all().delete()
    TimelineRow.objects.all().delete()
    for _ in rebuild_timeline_rows():
        pass
    assert stored() == kept
    standing = Milestone.objects.visible().values_list("pk", flat=True)
    assert {row["milestone_id"] for row in kept[0]} == set(standing)


def row_of(article: Article, kind: str) -> TimelineRow:
    return TimelineRow.objects.get(initiative=initiative_of(article), kind=kind)


def parties_of(row: TimelineRow | None) -> list[dict[str, Any]]:
    assert row is not None
    return json.loads(row.parties)


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


# --- what a row says ------------------------------------------------------------------------------------------------


def test_a_row_says_what_a_timeline_shows() -> None:
    article = tell(platform_story())
    row = row_of(article, "construction")
    assert (row.title, row.status, row.modality, row.date_value) == (PLATFORM.title, "agreed", "planned", "2020-09")
    assert (row.date_from, row.date_to, row.due_on) == (date(2020, 9, 1), date(2020, 9, 30), date(2020, 9, 30))
    assert (row.quote, row.reports, row.origins, row.samples) == (BUILDS, 1, 1, False)
    assert [(one["slug"], one["role"], one["group"]) for one in parties_of(row)] == [
        ("posco-company", "lead", "posco"),
        ("pohang-si", "customer", ""),
    ]
    assert row.promised_by == row_of(article, "contract").public_id
    assert (row.begun, row.age) == (date(2020, 3, 2), 6)


def test_a_row_stands_in_the_timeline_of_everybody_who_takes_part() -> None:
    article = tell(platform_story())
    places = TimelinePlace.objects.filter(row=row_of(article, "contract")).select_related("lane_affiliate")
    posco = Group.objects.get(slug="posco")
    found = {
        (one.owner_kind, one.owner_id, one.lane_affiliate.slug, one.lane_partner and one.lane_partner.slug)
        for one in places
    }
    slugs = dict(Organization.objects.values_list("slug", "pk"))
    assert found == {
        (Owner.EVERYBODY, 0, "posco-company", "pohang-si"),
        (Owner.GROUP, posco.pk, "posco-company", "pohang-si"),
        (Owner.ORGANIZATION, slugs["posco-company"], "posco-company", "pohang-si"),
        (Owner.ORGANIZATION, slugs["pohang-si"], "pohang-si", "posco-company"),
    }


def test_of_several_sectors_the_first_is_the_main_one() -> None:
    article = tell(platform_story(projects=(replace(PLATFORM, sectors=("smart_city", "smart_factory")),)))
    places = TimelinePlace.objects.filter(row=row_of(article, "contract"), owner_kind=Owner.GROUP)
    assert {(one.sector.slug, one.main) for one in places} == {("smart_factory", True), ("smart_city", False)}


def test_what_has_no_date_stands_behind_everything() -> None:
    undated = Act("talks", "", "포스코는 포항시와 협의했다.")
    article = tell(Story("협의", undated.sentence, (replace(PLATFORM, acts=(undated,)),)))
    assert row_of(article, "talks").date_from is None
    assert set(TimelinePlace.objects.values_list("day", flat=True)) == {NO_DAY}


def test_an_old_milestone_has_the_names_of_its_day() -> None:
    said = "포스코ICT는 2018년 5월 광양에서 스마트공장을 열었다."
    ict = Party("포스코ICT", "lead", "posco-dx", "posco")
    article = tell(Story("개소", said, (Project("광양", (ict,), (Act("launch", "2018-05", said),)),), "2018-05-20"))
    [party] = parties_of(row_of(article, "launch"))
    assert (party["name"], party["now"]) == ("포스코ICT", "포스코DX")


def test_one_text_in_two_outlets_is_two_reports_of_one_origin() -> None:
    body = f"{SIGNED} {BUILDS} {TEXTS[0]}"
    first = tell(platform_story(body=body))
    second = platform_story(title="포스코, 포항시와 계약", body=body + " 계약은 3년이다.")
    tell(second)
    row = row_of(first, "contract")
    assert (row.reports, row.origins) == (2, 1)
    assert_kept()


def test_a_text_that_changes_afterwards_changes_the_count_of_origins() -> None:
    body = f"{SIGNED} {TEXTS[0]}"
    acts = (replace(PLATFORM, acts=(CONTRACT,)),)
    first = tell(platform_story(body=body, projects=acts))
    second = tell(platform_story(title="둘째", body=body + " 덧붙임.", projects=acts))
    assert row_of(first, "contract").origins == 1
    save_parsed(second.pk, parsed(f"{SIGNED} {TEXTS[1]}"))
    assert row_of(first, "contract").origins == 2
    assert_kept()


def test_a_date_that_moved_names_the_one_that_took_its_place() -> None:
    article = tell(platform_story())
    moved = Act("construction", "2021-03", LAGGED, "planned")
    tell(Story("연기", f"{SIGNED} {LAGGED}", (replace(PLATFORM, acts=(CONTRACT, moved)),), "2020-08-01"))
    rows = TimelineRow.objects.filter(initiative=initiative_of(article), kind="construction").order_by("date_from")
    assert [row.promise_state for row in rows] == ["superseded", "open"]
    assert (rows[0].replaced_by, rows[0].due_on) == (rows[1].public_id, None)
    assert_kept()


# --- kept, whatever is done -----------------------------------------------------------------------------------------


def test_rows_are_kept_through_everything_that_changes_facts(editor: User) -> None:
    names = sample_names()[:12] + [name for name in sample_names() if name[3] == "s"][:8]
    articles = [tell_sample(name) for name in names]
    story = platform_story()
    articles.append(tell(story))
    assert_kept()

    milestones = list(Milestone.objects.visible().order_by("pk")[:6])
    accept_fact(milestones[0], editor)
    reject_fact(milestones[1], editor)
    reject_fact(milestones[2].initiative.participations.order_by("pk")[0], editor)
    assert_kept()
    withdraw_judgement(milestones[1], editor)
    reject_fact(milestones[3].initiative, editor)
    assert_kept()

    first, second = Initiative.objects.visible().filter(reports__isnull=False).distinct().order_by("pk")[:2]
    judgement = judge_initiatives(first, second, Verdict.SAME, editor)
    assert_kept()
    withdraw(judgement, editor)
    assert_kept()

    story.projects = (replace(PLATFORM, acts=(CONTRACT,), sectors=("smart_energy",), status="cancelled"),)
    tell(story)
    assert_kept()

    posco = Organization.objects.get(slug="posco-company")
    posco.name = "포스코홀딩스"
    posco.save()
    refresh_search_text(posco)
    assert "포스코홀딩스" in {one["now"] for row in TimelineRow.objects.all() for one in parties_of(row)}
    assert_kept()

    settle(articles[0])
    remove_articles([article.pk for article in articles[::2]])
    assert_kept()
    remove_articles(list(Article.objects.values_list("pk", flat=True)))
    assert not TimelineRow.objects.exists()
    assert not TimelinePlace.objects.exists()


def test_rows_are_kept_when_reports_are_split_off(editor: User) -> None:
    first = tell(platform_story())
    second = tell(platform_story(title="둘째", body=f"{SIGNED} {BUILDS} 더 있다."))
    initiative = initiative_of(first)
    assert initiative_of(second) == initiative
    judgement = split_reports(initiative, [initiative.reports.get(article=second)], editor)
    assert TimelineRow.objects.values("initiative").distinct().count() == 2
    assert_kept()
    withdraw(judgement, editor)
    assert_kept()


def test_rows_are_kept_when_organizations_become_one_and_two_again() -> None:
    other = Party("포스코 제철", "lead", None, None)
    tell(platform_story())
    tell(Story("다른", SIGNED, (Project("다른 사업", (other,), (CONTRACT,)),)))
    lose = Organization.objects.get(name="포스코 제철")
    merge_organizations(Organization.objects.get(slug="posco-company"), lose)
    lose.refresh_from_db()
    assert_kept()
    unmerge_organization(lose)
    assert_kept()


def test_rows_follow_the_catalog() -> None:
    tell(platform_story())
    catalog = load_default_catalog()
    renamed = tuple(
        replace(one, name="포스코강판") if one.id == "posco-company" else one for one in catalog.organizations
    )
    turned = tuple(reversed(catalog.sectors))
    store_catalog(replace(catalog, organizations=renamed, sectors=turned, hash="other"))
    assert parties_of(TimelineRow.objects.first())[0]["now"] == "포스코강판"
    assert_kept()


def test_rows_follow_the_order_of_sectors() -> None:
    tell(platform_story(projects=(replace(PLATFORM, sectors=("smart_city", "smart_factory")),)))
    factory = Sector.objects.get(slug="smart_factory")
    factory.position = 9
    factory.save()
    refresh_rows_of_sectors([factory.pk])
    assert TimelinePlace.objects.filter(main=True).exclude(sector__slug="smart_city").count() == 0
    assert_kept()


def test_a_refresh_that_changes_nothing_writes_nothing() -> None:
    article = tell(platform_story())
    before = set(TimelinePlace.objects.values_list("pk", flat=True))
    settle(article)
    assert set(TimelinePlace.objects.values_list("pk", flat=True)) == before


def test_the_command_fills_what_an_older_version_left_empty() -> None:
    tell(platform_story(projects=(replace(PLATFORM, parties=(POSCO,), acts=(CONTRACT, START)),)))
    kept = stored()
    TimelinePlace.objects.all().delete()
    TimelineRow.objects.all().delete()
    call_command("rebuild", "timelines")
    assert stored() == kept


# --- found by an index ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "index"), [("", "timeline_of_owner"), ("sector=smart_city", "timeline_of_sector")])
def test_a_page_is_found_by_an_index_in_its_order(query: str, index: str, on_postgres: bool) -> None:
    from django.http import QueryDict

    from tracker.forms.timeline_filter import parse_timeline_filter
    from tracker.timeline.scope import find_places, scope_of

    tell(platform_story())
    wanted = parse_timeline_filter(QueryDict(query), sectors=["smart_city"], usual="affiliate")
    places = find_places(scope_of(Group.objects.get(slug="posco")), wanted)[:51]
    if on_postgres:
        with connection.cursor() as cursor:
            # Of a handful of rows any other way is cheaper.
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = places.explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
