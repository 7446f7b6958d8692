"""The rows of timelines, kept equal to the facts that they repeat: whoever changes a fact calls
`refresh_timeline_rows` in the same transaction; `rebuild_timeline_rows` makes them all anew."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import models, transaction

from tracker.models import Initiative, Organization, Participation, Sector, TimelinePlace, TimelineRow
from tracker.store.locks import lock_timeline
from tracker.store.timeline_parts import Laid, lay_rows

AT_ONCE = 200
_ROW = [field.attname for field in TimelineRow._meta.concrete_fields]
_PLACE = [field.attname for field in TimelinePlace._meta.concrete_fields if not field.primary_key]


def refresh_timeline_rows(initiative_ids: Collection[int]) -> None:
    """Brings the rows of these initiatives to what their facts say now; of one that does not stand, none stay.

    Call it last in what changes a milestone or a participation with their evidence, an initiative's values or standing,
    a promise, the origin of an article or the names of who takes part."""
    ids = sorted(set(initiative_ids))
    if not ids:
        return
    with transaction.atomic():
        lock_timeline()
        for begin in range(0, len(ids), AT_ONCE):
            _refresh(ids[begin : begin + AT_ONCE])


def rebuild_timeline_rows() -> Iterator[int]:
    """Every initiative's rows, some hundreds a transaction; yields how many initiatives were done. May be stopped and
    run again at any time."""
    last = 0
    while ids := list(Initiative.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        refresh_timeline_rows(ids)
        last = ids[-1]
        yield len(ids)


def refresh_rows_of_organizations(organization_ids: Collection[int]) -> None:
    """After names of organizations have changed."""
    taking_part = Participation.objects.filter(organization__in=organization_ids).order_by()
    refresh_timeline_rows(set(taking_part.values_list("initiative_id", flat=True)))


def refresh_rows_of_articles(article_ids: Collection[int]) -> None:
    """After the origin of articles has changed."""
    reported = Initiative.objects.filter(reports__article__in=article_ids).order_by()
    refresh_timeline_rows(set(reported.values_list("pk", flat=True)))


def refresh_rows_of_sectors(sector_ids: Collection[int]) -> None:
    """After the order of sectors has changed, by which an initiative of several has its main one."""
    through = Initiative.sectors.through._default_manager.filter(sector__in=sector_ids).order_by()
    refresh_timeline_rows(set(through.values_list("initiative_id", flat=True)))


def shown_names() -> dict[int, Any]:
    """What timelines show of organizations that take part in something: to be compared before and after a change."""
    taking_part = Organization.objects.filter(participations__isnull=False).distinct().prefetch_related("names")
    return {
        one.pk: (
            one.name,
            one.english_name,
            sorted(
                (name.name, name.language, str(name.since), str(name.until), name.review)
                for name in one.names.all()
                if name.official
            ),
        )
        for one in taking_part
    }


def sector_order() -> dict[int, tuple[int, str]]:
    """{sector id: by what it is sorted}, to be compared before and after a change."""
    return {one.pk: (one.position, one.slug) for one in Sector.objects.all()}


def _refresh(initiative_ids: list[int]) -> None:
    wanted = lay_rows(initiative_ids)
    there = models.Q(initiative__in=initiative_ids) | models.Q(pk__in=wanted)
    known = {row.pk: row for row in TimelineRow.objects.filter(there)}
    places = _known_places(known)
    gone = [pk for pk in known if pk not in wanted]
    changed = [
        pk
        for pk, (row, laid) in wanted.items()
        if pk in known and (_values(row, _ROW) != _values(known[pk], _ROW) or _set_of(laid) != places.get(pk, set()))
    ]
    _delete([*gone, *changed])
    _create(wanted, [pk for pk in wanted if pk not in known or pk in set(changed)])


def _known_places(row_ids: Iterable[int]) -> dict[int, set[tuple[Any, ...]]]:
    found: dict[int, set[tuple[Any, ...]]] = {}
    for values in TimelinePlace.objects.filter(row__in=list(row_ids)).order_by().values_list(*_PLACE):
        found.setdefault(values[_PLACE.index("row_id")], set()).add(values)
    return found


def _set_of(places: Iterable[TimelinePlace]) -> set[tuple[Any, ...]]:
    return {_values(place, _PLACE) for place in places}


def _values(row: models.Model, names: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _delete(row_ids: list[int]) -> None:
    if row_ids:
        TimelinePlace.objects.filter(row__in=row_ids).delete()
        TimelineRow.objects.filter(pk__in=row_ids).delete()


def _create(wanted: Laid, row_ids: Iterable[int]) -> None:
    fresh = [wanted[pk] for pk in row_ids]
    if fresh:
        TimelineRow.objects.bulk_create(row for row, _ in fresh)
        places = (place for _, laid in fresh for place in laid)
        while some := list(islice(places, 2000)):
            TimelinePlace.objects.bulk_create(some)
