"""How much the ledger holds: counted when asked while it is small, from time to time once it is large."""

import re
from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client

from tests.commands.terminal import manage
from tests.newsroom import sample_names, tell_sample
from tracker.models import Article, Group, Initiative, Milestone, Participation, Review, Source, Tally
from tracker.store import tallies
from tracker.store.tallies import count_done, count_ledger, count_sources, refresh_tally, totals

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger() -> None:
    for name in sample_names()[:6]:
        tell_sample(name)


@pytest.fixture
def large() -> Iterator[None]:
    """Whatever there is counts as much."""
    with mock.patch.object(tallies, "LARGE", 0):
        yield


def test_the_counts_are_those_of_what_stands(ledger: None) -> None:
    one = Initiative.objects.visible()[0]
    Initiative.objects.filter(pk=one.pk).update(review=Review.REJECTED)
    found = count_ledger()
    visible = set(Initiative.objects.visible().values_list("pk", flat=True))
    assert one.pk not in visible
    assert (found.initiatives, found.milestones) == (len(visible), Milestone.objects.visible().count())
    for (sector, status), number in {(row[0], row[1]): row[2] for row in found.cross}.items():
        of_both = Initiative.objects.visible().filter(sectors=sector, status=status)
        assert number == len({row.pk for row in of_both})
    assert {one.group for one in found.groups} == groups_taking_part()


def groups_taking_part() -> set[int | None]:
    rows = Participation.objects.filter(group__isnull=False, initiative__in=Initiative.objects.visible())
    return set(rows.exclude(review=Review.REJECTED).values_list("group", flat=True))


def test_of_a_group_initiatives_partners_and_the_newest_milestone_are_told(ledger: None) -> None:
    for one in count_ledger().groups:
        group = Group.objects.get(pk=one.group)
        ours = list(Initiative.objects.visible().of_group(group))
        standing = Participation.objects.exclude(review=Review.REJECTED).filter(initiative__in=ours)
        assert one.initiatives == len(ours)
        assert one.partners == len({row.organization_id for row in standing if row.group_id != group.pk})
        assert one.sectors == sorted({sector.pk for row in ours for sector in row.sectors.all()})
        happened = Milestone.objects.visible().filter(initiative__in=ours, modality="happened", date_to__isnull=False)
        if one.latest is not None:
            assert Milestone.objects.get(pk=one.latest).date_to == max(row.date_to for row in happened if row.date_to)


def test_a_small_ledger_is_counted_whenever_it_is_asked_for(ledger: None) -> None:
    assert not refresh_tally()
    before = totals().initiatives
    Initiative.objects.filter(pk=Initiative.objects.visible()[0].pk).update(withdrawn=True)
    assert totals().initiatives == before - 1
    assert not Tally.objects.exists()


def test_a_large_one_is_counted_from_time_to_time(ledger: None, large: None) -> None:
    live = count_ledger()
    assert refresh_tally()
    assert totals() == live
    assert count_sources() == {source.pk: source.articles.count() for source in Source.objects.all()}
    assert sum(count_done().values()) == Article.objects.filter(state="done").count()
    Initiative.objects.filter(pk=Initiative.objects.visible()[0].pk).update(withdrawn=True)
    assert not refresh_tally()
    assert totals() == live
    row = Tally.objects.get()
    Tally.objects.update(made_at=row.made_at - timedelta(seconds=61))
    assert refresh_tally()
    assert totals() == count_ledger() != live


def test_counting_takes_a_small_share_of_the_time(ledger: None, large: None) -> None:
    refresh_tally()
    row = Tally.objects.get()
    Tally.objects.update(made_at=row.made_at - timedelta(seconds=400), seconds=10)
    assert not refresh_tally()
    Tally.objects.update(made_at=row.made_at - timedelta(seconds=501), seconds=10)
    assert refresh_tally()


def test_one_that_has_become_small_again_is_counted_when_asked(ledger: None, large: None) -> None:
    refresh_tally()
    with mock.patch.object(tallies, "LARGE", 1_000_000):
        assert not refresh_tally()
    assert not Tally.objects.exists()


@pytest.mark.parametrize("address", ["/", "/groups/", "/initiatives/", "/sources/", "/status/"])
def test_pages_are_the_same_whether_counted_now_or_before(
    ledger: None, large: None, client: Client, address: str
) -> None:
    def text() -> str:
        return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", client.get(address).content.decode())

    client.get("/")
    live = text()
    manage("rebuild", "tally")
    assert Tally.objects.exists()
    assert text() == live
