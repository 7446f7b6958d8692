"""The list of articles and the page of one: its text with every span that a fact was read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.forms.drops import make_drops
from tracker.forms.filter_bar import make_filter_bar
from tracker.forms.filters import Filter, parse_filter
from tracker.models import Article, Evidence, Milestone, Participation, Report, Review, Sector
from tracker.models.article import ArticleQuerySet
from tracker.views.origins import origins_of
from tracker.views.passages import Note, cut_passages, visible_ranges
from tracker.views.rows import count_of, page_of


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    sectors = list(Sector.objects.all())
    wanted = parse_filter(request.GET, sectors=[sector.slug for sector in sectors])
    readable = (
        Article.objects.readable()
        .marking_excerpts()
        .select_related("source")
        .defer("body", "paragraphs", "search_text")
    )
    reports = count_of(Report.objects.filter(article=OuterRef("pk")), "article")
    page = page_of(narrow_articles(readable, wanted), wanted, readable.annotate(report_count=reports))
    context: dict[str, Any] = {"page": page, "filter": wanted, "notes": wanted.notes}
    if not page.rows:
        context["drops"] = make_drops(wanted, lambda asked: narrow_articles(readable, asked).count())
    if request.htmx and not request.htmx.history_restore_request:  # type: ignore[attr-defined]
        return render(request, "tracker/articles/_rows.html", {**context, "swapped": True})
    context["bar"] = make_filter_bar(wanted, sectors)
    return render(request, "tracker/articles/page.html", context)


def narrow_articles(found: ArticleQuerySet, wanted: Filter) -> Any:
    """Here the period is that of publication."""
    reports = Report.objects.filter(article=OuterRef("pk"))
    if wanted.sectors:
        found = found.filter(Exists(reports.filter(initiative__sectors__slug__in=wanted.sectors)))
    if wanted.statuses:
        found = found.filter(Exists(reports.filter(initiative__status__in=wanted.statuses)))
    if wanted.first:
        found = found.filter(published_at__date__gte=wanted.first)
    if wanted.last:
        found = found.filter(published_at__date__lte=wanted.last)
    return found.matching(wanted.text) if wanted.text else found


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponse:
    rows = Article.objects.marking_excerpts().select_related("source", "duplicate_of", "added_by")
    found = get_object_or_404(rows, public_id=public_id)
    evidence = standing_evidence(found)
    notes = number_facts(evidence)
    whole = may_read_whole(request.user, found)
    spans = [(row.start, row.end, notes[fact_of(row)]) for row in evidence]
    visible = [(0, len(found.body))] if whole else visible_ranges(found, evidence, settings.EXCERPT_SENTENCES)
    context = {
        "article": found,
        "passages": cut_passages(found, spans, visible),
        "whole": whole,
        "read": _by_initiative(evidence, notes),
        "unfinished": found.state in ("waiting", "running"),
        "origin": origins_of([found]).get(found.pk),
        "published": timezone.localdate(found.published_at) if found.published_at else None,
    }
    return render(request, "tracker/article/page.html", context)


def may_read_whole(user: User | AnonymousUser, article: Article) -> bool:
    """Sample text is ours; of the text of others the public reads excerpts unless the settings say otherwise."""
    return article.is_sample or settings.PUBLIC_FULL_TEXT or user.has_perm("tracker.change_article")


def standing_evidence(article: Article) -> list[Evidence]:
    """The article's evidence of facts that stand, in the order of the text."""
    rejected = Q(participation__review=Review.REJECTED) | Q(milestone__review=Review.REJECTED)
    gone = Q(report__initiative__withdrawn=True)
    hidden = Q(report__initiative__review=Review.REJECTED)
    found = Evidence.objects.filter(report__article=article).exclude(rejected).exclude(gone).exclude(hidden)
    related = found.select_related("report__initiative", "milestone", "participation__organization")
    return list(related.prefetch_related("participation__organization__names").order_by("start", "-end", "id"))


def fact_of(row: Evidence) -> tuple[str, str, str]:
    """("milestone" | "participation", public id, words) of the fact that the span states."""
    fact: Milestone | Participation | None = row.milestone or row.participation
    assert fact is not None  # a constraint of the table
    return ("milestone" if row.milestone else "participation", fact.public_id, str(fact))


def number_facts(evidence: Iterable[Evidence]) -> dict[tuple[str, str, str], Note]:
    facts = dict.fromkeys(fact_of(row) for row in evidence)
    return {fact: Note(number, *fact) for number, fact in enumerate(facts, start=1)}


def _by_initiative(evidence: list[Evidence], notes: dict[tuple[str, str, str], Note]) -> list[tuple[Any, list[Any]]]:
    """(initiative, [(evidence row, note)]) with every fact once, for the list beside the text."""
    found: dict[int, tuple[Any, dict[Any, Any]]] = {}
    for row in evidence:
        initiative = row.report.initiative
        found.setdefault(initiative.pk, (initiative, {}))[1].setdefault(fact_of(row), (row, notes[fact_of(row)]))
    return [(initiative, list(facts.values())) for initiative, facts in found.values()]
