"""One row with its parts as an entry. Reads nothing of the database that was not fetched with the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from tracker.models import Evidence, Milestone, Promise, PromiseState, Role
from tracker.promises.entries import Party, PromiseEntry, Search, Settled, Statement


def make_entry(row: Promise, before: Sequence[str], today: date) -> PromiseEntry:
    """before: values of the targets whose place it took. Needs the parts that `select` fetches."""
    evidence = list(row.milestone.evidence.all())
    state = row.state_on(today)
    initiative = row.initiative
    return PromiseEntry(
        id=row.public_id,
        title=initiative.title,
        address=initiative.get_absolute_url(),
        kind=row.kind,
        kind_word=row.get_kind_display(),
        value=row.date_value,
        due_on=row.due_on,
        state=state.value,
        state_word=str(state.label),
        quote=evidence[0].quote if evidence else "",
        outlet=evidence[0].report.article.publisher if evidence else "",
        parties=tuple(_parties(row)),
        sectors=tuple(initiative.sectors.all()),
        late_days=row.late_days,
        settled=_settled(row),
        before=tuple(before),
        search=_search(row) if state == PromiseState.DUE else None,
        recalled=row.recalled,
        sample=bool(evidence) and all(one.report.article.is_sample for one in evidence),
    )


def make_statements(row: Promise) -> list[Statement]:
    """Each article that states the date, oldest first; of those that bring one text the first, and how many more."""
    first: dict[int, Evidence] = {}
    outlets: dict[int, set[int]] = {}
    for one in row.milestone.evidence.all():
        article = one.report.article
        if article.published_at is None:
            continue
        text = article.origin_id or -article.pk
        first.setdefault(text, one)
        outlets.setdefault(text, set()).add(article.pk)
    return [_statement(row, one, len(outlets[text]) - 1) for text, one in first.items()]


def _statement(row: Promise, evidence: Evidence, others: int) -> Statement:
    article = evidence.report.article
    assert article.published_at is not None
    return Statement(
        day=timezone.localdate(article.published_at),
        outlet=article.publisher,
        address=article.get_absolute_url(),
        fact=row.public_id,
        value=row.date_value,
        due_on=row.due_on,
        others=others,
    )


def _parties(row: Promise) -> Iterable[Party]:
    day = row.first_stated
    for one in sorted(row.initiative.participations.all(), key=lambda one: one.role != Role.LEAD):
        name = one.organization.name_at(day) if day else one.organization.display_name
        yield Party(one.organization.slug, name, one.role == Role.LEAD)


def _settled(row: Promise) -> Settled | None:
    by: Milestone | Promise | None = row.fulfilled_by or row.superseded_by or row.withdrawn_by
    if isinstance(by, Promise):
        return Settled(by.public_id, by.get_kind_display(), by.date_value, by.due_from, by.due_on)
    if by is not None:
        return Settled(by.public_id, by.get_kind_display(), by.date_value, by.date_from, by.date_to)
    return None


def _search(row: Promise) -> Search | None:
    if row.looked_at is None:
        return None
    outlets = tuple((str(name), int(articles)) for name, articles in row.looked_outlets)
    return Search(row.looked_at, row.looked_articles, outlets, row.looked_outlet_count)
