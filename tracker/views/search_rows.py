"""What a search found, as its page shows it: why each row is there, when its own words do not say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch, prefetch_related_objects

from tracker.forms.search_filter import SearchFilter
from tracker.models import Affiliation, Article, Evidence, Group, Initiative, Organization, Participation, Review
from tracker.models.identity import fold
from tracker.search.matches import Piece, cut_excerpt, find_spans
from tracker.search.select import Found, in_order
from tracker.views.articles import may_read_whole
from tracker.views.rows import with_row_relations


@dataclass(frozen=True, slots=True)
class NamedHit:
    """A group or organization. other: the name under which it was found, where another one is shown. groups: to which
    it belongs. size: in how many initiatives it takes part."""

    row: Group | Organization
    other: str
    groups: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class InitiativeHit:
    initiative: Initiative
    other: str


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """excerpt: around what was found, of what this reader may read; empty where the headline has it."""

    article: Article
    excerpt: tuple[Piece, ...]


def group_hits(rows: Iterable[Group], text: str) -> list[NamedHit]:
    return [NamedHit(row, other_name(row, text), (), getattr(row, "size", 0)) for row in rows]


def organization_hits(found: Found, sizes: dict[int, int], text: str) -> list[NamedHit]:
    standing = Affiliation.objects.exclude(review=Review.REJECTED).filter(until__isnull=True).select_related("group")
    rows = Organization.objects.filter(pk__in=found.ids).prefetch_related("names", Prefetch("affiliations", standing))
    return [
        NamedHit(
            row,
            other_name(row, text),
            tuple(one.group.display_name for one in row.affiliations.all()),
            sizes.get(row.pk, 0),
        )
        for row in in_order(rows, found.ids)
    ]


def initiative_hits(found: Found, text: str) -> list[InitiativeHit]:
    rows = list(with_row_relations(Initiative.objects.filter(pk__in=found.ids)).prefetch_related("reports"))
    taking_part = [one.organization for row in rows for one in row.standing]  # type: ignore[attr-defined]
    prefetch_related_objects(taking_part, "names")
    return [InitiativeHit(row, _why(row, text)) for row in in_order(rows, found.ids)]


def article_hits(found: Found, wanted: SearchFilter, user: User | AnonymousUser) -> list[ArticleHit]:
    evidence = Evidence.objects.order_by("start").only("quote", "report__article_id", "report_id")
    rows = (
        Article.objects.filter(pk__in=found.ids)
        .marking_excerpts()
        .select_related("source")
        .defer("paragraphs", "search_text")
    )
    rows = rows.prefetch_related(Prefetch("reports__evidence", evidence))
    return [ArticleHit(row, _excerpt(row, wanted.text, user)) for row in in_order(rows, found.ids)]


def other_name(row: Any, text: str) -> str:
    """The former or other name under which it was found, if the one that is shown does not have the text."""
    if find_spans(row.display_name, text):
        return ""
    names = [name.name for name in row.names.all()] + [row.name, row.english_name]
    key = fold(text)
    return next((name for name in names if name and key in fold(name)), "")


def _why(row: Initiative, text: str) -> str:
    """The name of a participant, place or report by which an initiative was found, if its row does not show it."""
    standing: list[Participation] = getattr(row, "standing", [])
    shown = [row.title, *(one.organization.display_name for one in standing[:6])]
    if any(find_spans(name, text) for name in shown):
        return ""
    for one in standing:
        other = one.organization.display_name if find_spans(one.organization.display_name, text) else ""
        if other := other or other_name(one.organization, text):
            return other
    others = [str(place) for place in row.locations] + [report.title for report in row.reports.all()]
    return next((name for name in others if find_spans(name, text)), "")


def _excerpt(row: Article, text: str, user: User | AnonymousUser) -> tuple[Piece, ...]:
    """Of a text of which a reader sees sentences only, only those are cut."""
    if find_spans(row.title, text):
        return ()
    quotes = (one.quote for report in row.reports.all() for one in report.evidence.all())
    found = next((pieces for quote in quotes if (pieces := cut_excerpt(quote, text))), [])
    return tuple(found or (cut_excerpt(row.body, text) if may_read_whole(user, row) else []))
