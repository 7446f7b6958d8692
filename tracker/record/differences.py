"""Where the reports of an initiative contradict one another: what each says, who said it last, and what is current.

Nothing is decided here. Dates differ only if they cannot both be meant: "in September" and "on 12 September" agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.models import Initiative, Milestone, MilestoneKind, Modality, Report, Status
from tracker.record.members import Member

# Of these an initiative has one each, unless it comes in phases.
ONCE = (MilestoneKind.CONSTRUCTION, MilestoneKind.LAUNCH, MilestoneKind.COMPLETION)
RUNGS = (Status.EXPLORING, Status.AGREED, Status.IN_PROGRESS, Status.COMPLETED)


@dataclass(frozen=True, slots=True)
class Said:
    """One of the values. report: that said it last; reports: how many say it; fact: the public id of the milestone
    whose sentences state it; current: the initiative's value now."""

    value: str | int
    report: Report | None
    reports: int
    current: bool
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """what: amount, role, status, target (a planned date) or date (of what happened). about: the organization or the
    kind of milestone it is of."""

    what: str
    about: str
    said: tuple[Said, ...]


def differences_of(
    initiative: Initiative, milestones: Sequence[Milestone], reports: Sequence[Report], members: Sequence[Member]
) -> list[Difference]:
    """All contradictions. reports: with article and its reading; milestones: with evidence and promise."""
    ordered = sorted((one for one in reports if one.article.published_at), key=_published)
    facts = [(report, _read_fact(report)) for report in ordered]
    found = [_amounts(initiative, ordered), *_dates(milestones), _statuses(initiative, facts)]
    found += [_roles(member, facts) for member in members]
    return [one for one in found if one is not None]


def _published(report: Report) -> Any:
    return (report.article.published_at, report.pk)


def _read_fact(report: Report) -> dict[str, Any]:
    """What the article's reading says in this report."""
    reading = getattr(report.article, "reading", None)
    rows = reading.extraction.get("reports", []) if reading else []
    found: dict[str, Any] = next((row for row in rows if row.get("key") == report.key), {})
    return found


def _collect(pairs: Iterable[tuple[Any, Report]]) -> dict[Any, list[Report]]:
    """{value: reports that say it}; the value that was said last at the end."""
    found: dict[Any, list[Report]] = {}
    for value, report in pairs:
        found[value] = [*found.pop(value, []), report]
    return found


def _amounts(initiative: Initiative, ordered: Sequence[Report]) -> Difference | None:
    stated = _collect((one.amount_krw, one) for one in ordered if one.amount_krw is not None)
    if len(stated) < 2:
        return None
    said = [Said(value, some[-1], len(some), value == initiative.amount_krw) for value, some in stated.items()]
    return Difference("amount", "", tuple(said))


def _statuses(initiative: Initiative, facts: Sequence[tuple[Report, dict[str, Any]]]) -> Difference | None:
    """An initiative goes up its steps: they contradict one another where a later article states a lower one, or two
    articles of one day do not agree."""
    told = [(fact["status"], report) for report, fact in facts if fact.get("status") in Status.values]
    if not any(_contradict(one, other) for n, one in enumerate(told) for other in told[n + 1 :]):
        return None
    said = [Said(status, some[-1], len(some), status == initiative.status) for status, some in _collect(told).items()]
    return Difference("status", "", tuple(said))


def _contradict(earlier: tuple[str, Report], later: tuple[str, Report]) -> bool:
    if earlier[0] == later[0]:
        return False
    if Status.CANCELLED in (earlier[0], later[0]):
        return bool(earlier[0] == Status.CANCELLED) or _same_day(earlier[1], later[1])
    return RUNGS.index(Status(later[0])) < RUNGS.index(Status(earlier[0])) or _same_day(earlier[1], later[1])


def _same_day(one: Report, other: Report) -> bool:
    first, second = one.article.published_at, other.article.published_at
    return first is not None and second is not None and first.date() == second.date()


def _roles(member: Member, facts: Sequence[tuple[Report, dict[str, Any]]]) -> Difference | None:
    told = []
    for report, fact in facts:
        keys = {key for key, pk in report.organizations.items() if pk == member.row.organization_id}
        roles = [part["role"] for part in fact.get("participations", []) if part.get("organization") in keys]
        told += [(role, report) for role in dict.fromkeys(roles)]
    stated = _collect(told)
    if len(stated) < 2:
        return None
    said = [Said(role, some[-1], len(some), role == member.row.role) for role, some in stated.items()]
    return Difference("role", member.name, tuple(said))


def _dates(milestones: Sequence[Milestone]) -> list[Difference]:
    planned, happened = defaultdict(list), defaultdict(list)
    for one in milestones:
        if one.date_from is None or one.date_to is None:
            continue
        if one.modality == Modality.PLANNED:
            planned[one.kind].append(one)
        elif one.modality == Modality.HAPPENED and one.kind in ONCE:
            happened[one.kind].append(one)
    found = [_of_one_kind("target", rows) for rows in planned.values()]
    return [one for one in [*found, *(_of_one_kind("date", rows) for rows in happened.values())] if one is not None]


def _of_one_kind(what: str, rows: Sequence[Milestone]) -> Difference | None:
    apart = any(_apart(one, other) for n, one in enumerate(rows) for other in rows[n + 1 :])
    if not apart:
        return None
    told = sorted(rows, key=lambda one: (_last_told(one), one.pk))
    said = []
    for one in told:
        reports = list({row.report_id: row.report for row in one.evidence.all()}.values())
        reports.sort(key=_published)
        promise = getattr(one, "promise", None)
        current = what == "target" and (promise is None or promise.superseded_by_id is None)
        said.append(Said(one.date_value, reports[-1] if reports else None, len(reports), current, one.public_id))
    return Difference(what, str(rows[0].get_kind_display()), tuple(said))


def _apart(one: Milestone, other: Milestone) -> bool:
    """Whether no day is in both."""
    one_first, one_last, first, last = one.date_from, one.date_to, other.date_from, other.date_to
    return bool(one_first and one_last and first and last and (one_last < first or last < one_first))


def _last_told(one: Milestone) -> date:
    days = [row.report.article.published_at for row in one.evidence.all() if row.report.article.published_at]
    return max(day.date() for day in days) if days else date.max
