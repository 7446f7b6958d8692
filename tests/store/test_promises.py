"""Promises as rows: brought to what the milestones say by whatever changes them, and equal to a full recompute."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from tests.newsroom import (
    BUILDS,
    CONTRACT,
    PLATFORM,
    START,
    Act,
    Story,
    initiative_of,
    platform_story,
    sample_names,
    tell,
    tell_sample,
)
from tracker.models import Milestone, Promise
from tracker.models.promise import PromiseState
from tracker.store.initiatives import refresh_initiative
from tracker.store.promises import recompute_all_promises, recompute_promises
from tracker.store.removal import remove_articles
from tracker.store.review import reject_fact, withdraw_judgement
from tracker.store.searches import look_again

pytestmark = pytest.mark.django_db
BEGUN = "포스코는 2020년 10월 12일 공사를 시작했다."
PUT_OFF = "포스코는 공사를 2022년 3월로 미뤘다."


def tell_later(day: str, *acts: Act) -> Story:
    """Another article about the same initiative."""
    parties = PLATFORM.parties
    body = " ".join(act.sentence for act in acts) + " 포스코가 포항시와 포항 스마트시티 통합플랫폼을 짓는다."
    story = Story(f"{day} 기사", body, (type(PLATFORM)(PLATFORM.title, parties, (CONTRACT_AGAIN, *acts)),), day=day)
    story.body = f"{CONTRACT.sentence} {body}"
    tell(story)
    return story


CONTRACT_AGAIN = CONTRACT


def promise() -> Promise:
    return Promise.objects.get(milestone__machine_key="construction|2020-09|planned")


def snapshot() -> dict[str, tuple[Any, ...]]:
    """Every promise in words that a recompute must reproduce; what was searched is a fact of its own."""
    rows = Promise.objects.select_related("milestone", "fulfilled_by", "superseded_by", "withdrawn_by", "initiative")
    return {
        row.public_id: (
            row.milestone.public_id,
            row.initiative.public_id,
            row.kind,
            row.date_value,
            row.granularity,
            row.due_from,
            row.due_on,
            row.state,
            row.first_stated,
            row.last_stated,
            row.fulfilled_by and row.fulfilled_by.public_id,
            row.superseded_by and row.superseded_by.public_id,
            row.withdrawn_by and row.withdrawn_by.public_id,
            row.late_days,
        )
        for row in rows
    }


# --- what a promise is ----------------------------------------------------------------------------------------------


def test_a_planned_milestone_with_a_date_becomes_a_promise_with_its_public_id() -> None:
    tell(platform_story())
    row = promise()
    assert row.public_id == row.milestone.public_id
    assert (row.due_from, row.due_on, row.granularity) == (date(2020, 9, 1), date(2020, 9, 30), "month")
    assert (row.first_stated, row.last_stated) == (date(2020, 3, 5), date(2020, 3, 5))
    assert Promise.objects.count() == 1


def test_a_promise_is_reached_by_group_organization_and_sector() -> None:
    article = tell(platform_story())
    lead = initiative_of(article).participations.get(role="lead")
    assert Promise.objects.of_group(lead.group).get() == promise()
    assert Promise.objects.of_organization(lead.organization).get() == promise()
    assert Promise.objects.in_sector("smart_city").get() == promise()
    assert not Promise.objects.in_sector("smart_energy").exists()


def test_it_is_due_from_the_day_after_its_last_day_without_any_clock() -> None:
    tell(platform_story())
    last = date(2020, 9, 30)
    assert promise().state_on(last) == PromiseState.OPEN
    assert promise().state_on(last + timedelta(days=1)) == PromiseState.DUE
    assert not Promise.objects.due(last).exists()
    assert Promise.objects.due(last + timedelta(days=1)).get() == promise()


# --- what changes it ------------------------------------------------------------------------------------------------


def test_a_later_article_fulfils_it() -> None:
    tell(platform_story())
    tell_later("2020-10-13", Act("construction", "2020-10-12", BEGUN))
    row = promise()
    assert (row.state, row.late_days) == (PromiseState.FULFILLED, 12)
    assert row.fulfilled_by.date_value == "2020-10-12"


def test_a_later_target_supersedes_it() -> None:
    tell(platform_story())
    tell_later("2020-08-13", Act("construction", "2022-03", PUT_OFF, "planned"))
    row = promise()
    assert row.state == PromiseState.SUPERSEDED
    assert row.superseded_by.date_value == "2022-03"
    assert row.superseded_by.state == PromiseState.OPEN


def test_when_the_article_goes_so_does_what_it_settled() -> None:
    tell(platform_story())
    later = tell_later("2020-10-13", Act("construction", "2020-10-12", BEGUN))
    remove_articles([later.article.pk])
    assert (promise().state, promise().fulfilled_by, promise().late_days) == (PromiseState.OPEN, None, None)


def test_a_milestone_that_an_editor_rejects_settles_nothing_and_does_again_when_the_judgement_is_withdrawn() -> None:
    tell(platform_story())
    tell_later("2020-10-13", Act("construction", "2020-10-12", BEGUN))
    editor = User.objects.create_user("editor")
    done = promise().fulfilled_by
    reject_fact(done, editor)
    assert promise().state == PromiseState.OPEN
    withdraw_judgement(done, editor)
    assert promise().state == PromiseState.FULFILLED


def test_a_rejected_initiative_has_no_promises_and_has_them_again_under_the_same_ids() -> None:
    initiative = initiative_of(tell(platform_story()))
    before = snapshot()
    editor = User.objects.create_user("editor")
    reject_fact(initiative, editor)
    assert not Promise.objects.exists()
    withdraw_judgement(initiative, editor)
    assert snapshot() == before


def test_an_editors_date_is_the_date_of_the_promise_and_has_to_be_looked_for_anew() -> None:
    tell(platform_story())
    look_again()
    row = promise().milestone
    row.date_value, row.date_from, row.date_to = "2020-12", date(2020, 12, 1), date(2020, 12, 31)
    row.mark_edited("date_value", "date_from", "date_to")
    row.save()
    refresh_initiative(row.initiative)
    assert (promise().due_on, promise().looked_at) == (date(2020, 12, 31), None)


def test_an_editors_status_of_cancelled_withdraws_what_is_not_settled() -> None:
    initiative = initiative_of(tell(platform_story()))
    initiative.status = "cancelled"
    initiative.mark_edited("status")
    initiative.save()
    refresh_initiative(initiative)
    assert promise().state == PromiseState.WITHDRAWN


def test_reading_the_same_again_changes_nothing() -> None:
    story = platform_story()
    tell(story)
    before = snapshot()
    tell(story)
    recompute_promises([initiative_of(story.article).pk])
    assert snapshot() == before


# --- a full recompute -----------------------------------------------------------------------------------------------


def test_promises_kept_as_articles_arrive_are_those_of_a_full_recompute_in_any_order() -> None:
    # The stories tell a few initiatives over years: here targets slip, come true and are called off.
    names = [name for name in sample_names() if name[3] == "s"]
    for name in random.Random(5).sample(names, len(names)):
        tell_sample(name)
    before = snapshot()
    assert len({row[7] for row in before.values()}) >= 3  # several states, or it would prove little
    assert sum(recompute_all_promises()) > 0
    assert snapshot() == before
    Promise.objects.all().delete()
    list(recompute_all_promises())
    assert snapshot() == before


def test_the_command_makes_good_what_is_missing_or_stale() -> None:
    tell(platform_story())
    before = snapshot()
    Promise.objects.update(state=PromiseState.WITHDRAWN)
    call_command("rebuild", "promises")
    assert snapshot() == before
    Milestone.objects.filter(modality="planned").update(modality="possible")
    call_command("rebuild")
    assert snapshot() == {}


# --- looking for evidence -------------------------------------------------------------------------------------------


def test_what_was_searched_is_every_article_read_that_came_out_after_the_last_day() -> None:
    tell(platform_story())  # before its own promise's day
    for day in ("2020-09-30", "2020-10-01", "2021-05-04"):
        tell(Story(f"{day} 소식", f"{day} 포스코는 아무 일도 없었다고 밝혔다.", (), day=day))
    assert look_again() == 1
    row = promise()
    assert (row.looked_articles, row.looked_outlets, row.looked_outlet_count) == (2, [["가상일보", 2]], 1)
    assert timezone.now() - row.looked_at < timedelta(minutes=1)


def test_it_is_looked_for_once_a_day() -> None:
    tell(platform_story())
    assert [look_again(), look_again()] == [1, 0]
    Promise.objects.update(looked_at=timezone.now() - timedelta(days=1, minutes=1))
    assert look_again() == 1


def test_each_promise_is_looked_for_in_what_came_after_its_own_day() -> None:
    tell(platform_story(body=f"{CONTRACT.sentence} {BUILDS} {PUT_OFF}", projects=(
        type(PLATFORM)(PLATFORM.title, PLATFORM.parties, (CONTRACT, START, Act("completion", "2022-03", PUT_OFF, "planned"))),
    )))  # fmt: skip
    tell(Story("나중 소식", "포스코는 아무 일도 없었다고 밝혔다.", (), day="2021-05-04"))
    assert look_again() == 2
    counts = dict(Promise.objects.values_list("date_value", "looked_articles"))
    assert counts == {"2020-09": 1, "2022-03": 0}


def test_what_is_not_due_is_not_looked_for() -> None:
    tell(platform_story())
    Promise.objects.update(due_on=timezone.localdate())
    assert look_again() == 0
