"""What the timelines show of some initiatives, computed from their facts; nothing here writes."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch

from tracker.models import (
    NO_DAY,
    Evidence,
    Initiative,
    Milestone,
    Modality,
    Owner,
    Participation,
    PromiseState,
    Review,
    Role,
    SourceKind,
    TimelinePlace,
    TimelineRow,
)
from tracker.pipeline.promises.made import find_promise

ROLE_ORDER = {Role.LEAD: 0, Role.CUSTOMER: 1, Role.PARTNER: 2, Role.SUPPLIER: 3}

Place = tuple[Owner, int, int | None, int | None]  # owner, lane by its own, lane by the others
Laid = dict[int, tuple[TimelineRow, list[TimelinePlace]]]  # {milestone id: its row and places}


@dataclass(frozen=True, slots=True)
class _Act:
    id: str
    kind: str
    modality: str
    first: date | None
    last: date | None


@dataclass(slots=True)
class _Said:
    """What articles say of one milestone. best: confidence and the sentence that has most of it."""

    articles: set[int] = field(default_factory=set)
    origins: set[int] = field(default_factory=set)
    real: bool = False
    best: tuple[float, int, int, str] = (0.0, 0, 0, "")


def lay_rows(initiative_ids: Collection[int]) -> Laid:
    """Rows and places, not yet saved, of every milestone of these initiatives that stands."""
    initiatives = list(_with_parts(initiative_ids))
    said = _said_of([milestone.pk for one in initiatives for milestone in one.standing])  # type: ignore[attr-defined]
    laid: Laid = {}
    for one in initiatives:
        laid |= _lay_initiative(one, said)
    return laid


def _with_parts(initiative_ids: Collection[int]) -> Iterable[Initiative]:
    parties = Participation.objects.exclude(review=Review.REJECTED).select_related("organization", "group")
    milestones = Milestone.objects.exclude(review=Review.REJECTED).select_related("promise__superseded_by")
    return (
        Initiative.objects.visible()
        .filter(pk__in=initiative_ids)
        .order_by("pk")
        .prefetch_related(
            "sectors",
            Prefetch("participations", parties.prefetch_related("organization__names"), to_attr="taking_part"),
            Prefetch("milestones", milestones, to_attr="standing"),
        )
    )


def _said_of(milestone_ids: Collection[int]) -> defaultdict[int, _Said]:
    found: defaultdict[int, _Said] = defaultdict(_Said)
    rows = Evidence.objects.filter(milestone__in=milestone_ids).order_by().values_list(
        "milestone_id", "confidence", "quote", "start", "report__article_id", "report__article__origin_id",
        "report__article__source__kind",
    )  # fmt: skip
    for milestone_id, confidence, quote, start, article_id, origin_id, kind in rows:
        assert milestone_id is not None
        one = found[milestone_id]
        one.articles.add(article_id)
        one.origins.add(origin_id or -article_id)  # a text that nobody has compared yet stands for itself
        one.real |= kind != SourceKind.SAMPLE
        one.best = max(one.best, (confidence, -article_id, -start, quote))
    return found


def _lay_initiative(initiative: Any, said: defaultdict[int, _Said]) -> Laid:
    taking_part = sorted(initiative.taking_part, key=lambda one: (ROLE_ORDER[Role(one.role)], one.pk))
    sectors = [sector.pk for sector in initiative.sectors.all()]
    acts = {
        one.pk: _Act(one.public_id, one.kind, one.modality, one.date_from, one.date_to) for one in initiative.standing
    }
    begun = _begin(acts.values())
    owners = list(_owners(taking_part))
    laid: Laid = {}
    for milestone in initiative.standing:
        row = _row(initiative, milestone, taking_part, said[milestone.pk])
        row.sectors = " ".join(map(str, sectors))
        row.promised_by = find_promise(acts[milestone.pk], list(acts.values()))
        middle = _middle(milestone)
        row.begun, row.age = begun, _months(begun, middle)
        laid[milestone.pk] = row, list(_places(row, owners, sectors, middle))
    return laid


def _row(
    initiative: Initiative, milestone: Milestone, taking_part: Sequence[Participation], said: _Said
) -> TimelineRow:
    row = TimelineRow(
        milestone_id=milestone.pk,
        initiative_id=initiative.pk,
        public_id=milestone.public_id,
        initiative_public_id=initiative.public_id,
        title=initiative.title,
        status=initiative.status,
        kind=milestone.kind,
        modality=milestone.modality,
        date_value=milestone.date_value,
        date_from=milestone.date_from,
        date_to=milestone.date_to,
        confidence=said.best[0],
        reviewed=milestone.review == Review.ACCEPTED or bool(milestone.edited_fields),
        reports=len(said.articles),
        origins=len(said.origins),
        samples=bool(said.articles) and not said.real,
        quote=said.best[3],
        parties=json.dumps([_party(one, milestone.date_from) for one in taking_part], ensure_ascii=False),
    )
    promise = getattr(milestone, "promise", None)
    if promise is not None:
        row.promise_state = promise.state
        row.due_on = promise.due_on if promise.state == PromiseState.OPEN else None
        row.replaced_by = promise.superseded_by.public_id if promise.superseded_by else ""
    return row


def _party(one: Participation, day: date | None) -> dict[str, Any]:
    """name and english: of the day; now and now_english: those of today."""
    organization = one.organization
    return {
        "id": organization.pk,
        "slug": organization.slug,
        "name": organization.name_in("ko", day),
        "english": organization.name_in("en", day),
        "now": organization.name_in("ko", None),
        "now_english": organization.name_in("en", None),
        "role": one.role,
        "group": one.group.slug if one.group else "",
    }


def _owners(taking_part: Sequence[Participation]) -> Iterator[Place]:
    """Every timeline in which the initiative stands."""
    first = taking_part[0] if taking_part else None
    yield Owner.EVERYBODY, 0, first.organization_id if first else None, _first_other(taking_part, first)
    for group_id in sorted({one.group_id for one in taking_part if one.group_id}):
        ours = next(one.organization_id for one in taking_part if one.group_id == group_id)
        others = (one.organization_id for one in taking_part if one.group_id != group_id)
        yield Owner.GROUP, group_id, ours, next(others, None)
    for one in taking_part:
        others = (other.organization_id for other in taking_part if other is not one)
        yield Owner.ORGANIZATION, one.organization_id, one.organization_id, next(others, None)


def _first_other(taking_part: Sequence[Participation], first: Participation | None) -> int | None:
    """The first that belongs neither to the lead nor to its group."""
    return next(
        (
            one.organization_id
            for one in taking_part
            if first is not None and one is not first and (one.group_id is None or one.group_id != first.group_id)
        ),
        None,
    )


def _places(
    row: TimelineRow, owners: Iterable[Place], sectors: Sequence[int], middle: date | None
) -> Iterator[TimelinePlace]:
    for kind, owner_id, affiliate, partner in owners:
        for number, sector_id in enumerate(sectors or [None]):
            yield TimelinePlace(
                row=row,
                owner_kind=kind.value,
                owner_id=owner_id,
                sector_id=sector_id,
                main=number == 0,
                day=row.date_from or NO_DAY,
                until=row.date_to or NO_DAY,
                month=middle.replace(day=1) if middle else NO_DAY,
                initiative_id=row.initiative_id,
                lane_affiliate_id=affiliate,
                lane_partner_id=partner,
            )


def _begin(acts: Iterable[_Act]) -> date | None:
    """When the first of them happened; of mere plans, the first."""
    dated = [(act.modality != Modality.HAPPENED, act.first) for act in acts if act.first]
    return min(dated)[1] if dated else None


def _middle(milestone: Milestone) -> date | None:
    first, last = milestone.date_from, milestone.date_to
    return first + timedelta(days=(last - first).days // 2) if first and last else None


def _months(begun: date | None, day: date | None) -> int | None:
    return (day.year - begun.year) * 12 + day.month - begun.month if begun and day else None
