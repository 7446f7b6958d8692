"""Where the rows of tables, feeds and calendars come from: the one place that knows the selects of the other rooms.

Rows are fetched by their ids, a portion at a time: a slow reader then holds no cursor open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from tracker.exports.rows import (
    ArticleRow,
    Coded,
    EvidenceRow,
    HitRow,
    InitiativeRow,
    MilestoneRow,
    PartnerRow,
    PartyRow,
    PromiseRow,
)
from tracker.exports.tables import MAX_ROWS
from tracker.forms.filters import Filter
from tracker.forms.partner_filter import STAGE_WORDS, PartnerFilter
from tracker.forms.promise_filter import PromiseFilter
from tracker.forms.search_filter import Kind, SearchFilter
from tracker.forms.timeline_filter import TimelineFilter
from tracker.models import (
    Article,
    Evidence,
    Group,
    Initiative,
    Milestone,
    Organization,
    OrganizationKind,
    Participation,
    PromiseState,
    Role,
    Sector,
)
from tracker.partnerships.edges import Node
from tracker.partnerships.select import iterate_partner_rows
from tracker.promises.entries import PromiseEntry
from tracker.promises.select import select_ledger
from tracker.search.select import QUERIES, find_groups, in_order
from tracker.templatetags.promise_words import late_words
from tracker.templatetags.wording import date_words
from tracker.timeline.scope import Scope, find_places
from tracker.views.articles import narrow_articles
from tracker.views.rows import narrow_initiatives, standing_participations, with_row_relations

AT_ONCE = 200
Owner = Group | Organization


@dataclass(frozen=True, slots=True)
class Place:
    """absolute: a path as a complete address; today: the day on which promises are judged."""

    absolute: Callable[[str], str]
    today: date


def find_milestones(scope: Scope, wanted: TimelineFilter) -> QuerySet[Milestone]:
    """The milestones of a timeline, newest first, undated last."""
    found = Milestone.objects.filter(pk__in=find_places(scope, wanted).order_by().values("row_id"))
    return found.order_by(F("date_from").desc(nulls_last=True), F("date_to").desc(nulls_last=True), "-id")


def milestone_rows(found: QuerySet[Milestone], place: Place, limit: int = MAX_ROWS) -> Iterator[MilestoneRow]:
    for ids in _portions(found, limit):
        rows = Milestone.objects.filter(pk__in=ids).select_related("initiative", "promise").prefetch_related(
            "initiative__sectors",
            Prefetch("initiative__participations", _parties(), to_attr="standing"),
        )  # fmt: skip
        evidence, reports = _evidence(ids, place)
        for row in in_order(rows, ids):
            yield _milestone(row, evidence.get(row.pk, EvidenceRow()), reports.get(row.pk, 0), place)


def initiative_rows(wanted: Filter, place: Place) -> Iterator[InitiativeRow]:
    return rows_of_initiatives(narrow_initiatives(Initiative.objects.visible(), wanted), place)


def rows_of_initiatives(found: QuerySet[Initiative], place: Place, limit: int = MAX_ROWS) -> Iterator[InitiativeRow]:
    for ids in _portions(found, limit):
        for row in in_order(with_row_relations(Initiative.objects.filter(pk__in=ids)), ids):
            yield _initiative(row, place)


def promise_rows(wanted: PromiseFilter, place: Place) -> Iterator[PromiseRow]:
    """The whole ledger page by page; without chosen states those of all."""
    asked = replace(wanted, states=wanted.states or tuple(PromiseState.values))
    number = 0
    while True:
        number += 1
        ledger = select_ledger(replace(asked, page=number), place.today)
        for section in ledger.sections:
            yield from (_promise(entry, place) for entry in section.entries)
        if not ledger.following:
            return


def partner_rows(owner: Owner | None, wanted: PartnerFilter, place: Place) -> Iterator[PartnerRow]:
    """Who works with the owner; without one, with all groups."""
    for tie in iterate_partner_rows(wanted, owner):
        one = tie.partner
        kind = Group._meta.verbose_name if one.is_group else OrganizationKind(one.kind).label
        yield PartnerRow(
            id=one.slug,
            owner=tie.owner.name,
            name=one.name,
            kind=Coded("group" if one.is_group else one.kind, str(kind)),
            group=one.group_name,
            stage=Coded(tie.stage, str(STAGE_WORDS[tie.stage])),
            sectors=tuple(sector.name for sector in tie.sectors),
            initiatives=tie.initiatives,
            origins=tie.origins,
            reviewed=tie.reviewed,
            first=tie.first,
            last=tie.last,
            address=place.absolute(_address_of(one)),
        )


def _address_of(one: Node) -> str:
    return reverse("group" if one.is_group else "organization", args=[one.slug])


def article_rows(wanted: Filter, place: Place) -> Iterator[ArticleRow]:
    for ids in _portions(narrow_articles(Article.objects.readable(), wanted), MAX_ROWS):
        rows = Article.objects.filter(pk__in=ids).select_related("source").defer("body", "paragraphs", "search_text")
        for row in in_order(rows.annotate(count=Count("reports")), ids):
            yield ArticleRow(
                id=row.public_id,
                title=row.title,
                outlet=row.publisher,
                published=timezone.localtime(row.published_at) if row.published_at else None,
                language=row.language,
                initiatives=row.count,
                sample=row.is_sample,
                article=row.address or "",
                address=place.absolute(row.get_absolute_url()),
            )


def hit_rows(wanted: SearchFilter, place: Place) -> Iterator[HitRow]:
    """What a search found: groups and organizations, initiatives, articles, as far as the kind asks for them."""
    if wanted.kind in ("", Kind.ORGANIZATION):
        for group in find_groups(wanted):
            kind = Coded("group", str(Group._meta.verbose_name))
            yield HitRow(kind, group.slug, group.display_name, "", None, place.absolute(group.get_absolute_url()))
        yield from _hits(Kind.ORGANIZATION, Organization, wanted, place)
    if wanted.kind in ("", Kind.INITIATIVE):
        yield from _hits(Kind.INITIATIVE, Initiative, wanted, place)
    if wanted.kind in ("", Kind.ARTICLE):
        yield from _hits(Kind.ARTICLE, Article, wanted, place)


def _hits(kind: Kind, model: Any, wanted: SearchFilter, place: Place) -> Iterator[HitRow]:
    word = Coded(kind.value, str(kind.label))
    for ids in _portions(QUERIES[kind](wanted), MAX_ROWS):
        rows = model.objects.filter(pk__in=ids)
        rows = rows.defer("body", "paragraphs", "search_text") if model is Article else rows
        for row in in_order(rows, ids):
            address = place.absolute(row.get_absolute_url())
            if isinstance(row, Organization):
                yield HitRow(word, row.slug, row.display_name, row.get_kind_display(), None, address)
            elif isinstance(row, Initiative):
                yield HitRow(word, row.public_id, row.title, row.get_status_display(), row.last_reported, address)
            else:
                day = timezone.localdate(row.published_at) if row.published_at else None
                yield HitRow(word, row.public_id, str(row), row.publisher, day, address)


# --- one row ----------------------------------------------------------------------------------------------------------


def _milestone(row: Milestone, evidence: EvidenceRow, reports: int, place: Place) -> MilestoneRow:
    initiative, promise = row.initiative, getattr(row, "promise", None)
    state = promise.state_on(place.today) if promise else None
    return MilestoneRow(
        id=row.public_id,
        kind=Coded(row.kind, row.get_kind_display()),
        modality=Coded(row.modality, row.get_modality_display()),
        date_value=row.date_value,
        date_words=date_words(row.date_value),
        first=row.date_from,
        last=row.date_to,
        initiative=initiative.public_id,
        title=initiative.title,
        status=Coded(initiative.status, initiative.get_status_display()),
        sectors=_sectors(initiative.sectors.all()),
        parties=_party_rows(initiative, row.date_from),
        promise=Coded(state.value, str(state.label)) if state else None,
        reports=reports,
        reviewed=row.review == "accepted",
        evidence=evidence,
        address=place.absolute(reverse("evidence", args=["milestone", row.public_id])),
        initiative_address=place.absolute(initiative.get_absolute_url()),
    )


def _initiative(row: Any, place: Place) -> InitiativeRow:
    return InitiativeRow(
        id=row.public_id,
        title=row.title,
        status=Coded(row.status, row.get_status_display()),
        sectors=_sectors(row.sectors.all()),
        parties=_party_rows(row, None),
        places=tuple(map(str, row.locations)),
        amount_krw=row.amount_krw,
        first_reported=row.first_reported,
        last_reported=row.last_reported,
        reports=row.report_count,
        reviewed=row.review == "accepted",
        sample=bool(row.report_count) and not row.real_count,
        address=place.absolute(row.get_absolute_url()),
    )


def _promise(entry: PromiseEntry, place: Place) -> PromiseRow:
    settled, search = entry.settled, entry.search
    return PromiseRow(
        id=entry.id,
        kind=Coded(entry.kind, entry.kind_word),
        state=Coded(entry.state, entry.state_word),
        date_value=entry.value,
        date_words=date_words(entry.value),
        due_on=entry.due_on,
        late_days=entry.late_days,
        late_words=late_words(entry, place.today),
        before=tuple(entry.before),
        settled=f"{settled.kind_word} {date_words(settled.value)}" if settled else "",
        title=entry.title,
        parties=tuple(party.name for party in entry.parties),
        lead=tuple(party.name for party in entry.parties if party.lead),
        sectors=_sectors(entry.sectors),
        quote=entry.quote,
        outlet=entry.outlet,
        searched=timezone.localdate(search.at) if search else None,
        searched_articles=search.articles if search else None,
        sample=entry.sample,
        address=place.absolute(reverse("evidence", args=["milestone", entry.id])),
        initiative_address=place.absolute(entry.address),
    )


def _sectors(sectors: Iterable[Any]) -> tuple[Coded, ...]:
    found: list[Sector] = list(sectors)
    return tuple(Coded(one.slug, one.display_name) for one in found)


def _parties() -> QuerySet[Participation]:
    return standing_participations().prefetch_related("organization__names")


def _party_rows(initiative: Any, day: date | None) -> tuple[PartyRow, ...]:
    """Leads first, then in the order of the roles."""
    order = list(Role)
    return tuple(
        PartyRow(
            one.organization.slug,
            one.organization.name_at(day) if day else one.organization.display_name,
            Coded(one.role, one.get_role_display()),
            one.group.display_name if one.group else "",
        )
        for one in sorted(initiative.standing, key=lambda one: (order.index(Role(one.role)), one.pk))
    )


def _evidence(ids: list[int], place: Place) -> tuple[dict[int, EvidenceRow], dict[int, int]]:
    """{milestone id: its first sentence}, {milestone id: number of articles that state it}"""
    rows = Evidence.objects.filter(milestone__in=ids).select_related("report__article__source")
    rows = rows.defer("report__article__body", "report__article__paragraphs", "report__article__search_text")
    first: dict[int, EvidenceRow] = {}
    articles: defaultdict[int, set[int]] = defaultdict(set)
    for one in rows.order_by("report__article__published_at", "start", "id"):
        article, pk = one.report.article, one.milestone_id
        assert pk is not None
        articles[pk].add(article.pk)
        if pk not in first:
            day = timezone.localdate(article.published_at) if article.published_at else None
            address = article.address or place.absolute(article.get_absolute_url())
            first[pk] = EvidenceRow(
                one.quote, article.publisher, article.title, day, address, one.confidence, article.is_sample
            )
    return first, {pk: len(found) for pk, found in articles.items()}


def _portions(found: QuerySet[Any], limit: int) -> Iterator[list[int]]:
    """The ids of the rows in their order, one more than the limit so that the end is known to be none."""
    ids = list(found.values_list("pk", flat=True)[: limit + 1])
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
