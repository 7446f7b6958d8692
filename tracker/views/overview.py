"""The first page: what has changed since one was last here, and where things stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.changes.since import PARTS, News, news_since
from tracker.forms.since import PERIODS, Since, read_since
from tracker.models import Article, Initiative, Promise, Sector
from tracker.promises.select import due_rows, due_soon_rows
from tracker.store.tallies import totals
from tracker.templatetags.change_words import edit_words
from tracker.views.figures import active_groups, cross_of, ledger_counts
from tracker.views.rows import with_row_relations

VISIT_COOKIE = "visit"
SOON_DAYS = 180
SHOWN = 6
DUE_SHOWN = 6


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`/`; `since` and `show` of the address choose the time and one part of the news."""
    since = read_since(request.GET, request.COOKIES.get(VISIT_COOKIE, ""), PARTS, timezone.now())
    today = timezone.localdate()
    news = news_since(since.moment, today, since.show)
    context = {"since": since, "news": news, "notes": since.notes, "today": today}
    context |= {"periods": _periods(since, today), "corrections": _corrections(news)}
    context |= _standing(today)
    response = render(request, "tracker/overview/page.html", context)
    response.set_cookie(
        VISIT_COOKIE, since.cookie, max_age=31_536_000, samesite="Lax", httponly=True, secure=settings.HTTPS
    )
    return response


def _periods(since: Since, today: date) -> list[dict[str, Any]]:
    """The choices of time; longer: the next one beyond what is shown, offered where nothing has changed."""
    days = [(number, today - timedelta(days=number)) for number in PERIODS]
    return [
        {"days": number, "day": day, "on": since.chosen == day, "longer": number > since.days} for number, day in days
    ]


def _corrections(news: News) -> list[tuple[Any, list[str]]]:
    """What editors changed, with its words."""
    found = next((section for section in news.sections if section.name == "corrections"), None)
    return [(one, edit_words(one.edit)) for one in found.rows] if found else []


def _standing(today: date) -> dict[str, Any]:
    """Where things stand, whoever asks."""
    articles = Article.objects.readable().marking_excerpts().select_related("source")
    articles = articles.defer("body", "paragraphs", "search_text")
    found = totals()
    return {
        "cross": cross_of(found.cross, list(Sector.objects.all())),
        "groups": active_groups(found),
        "counts": ledger_counts(found),
        "due": _light(due_soon_rows(today, SOON_DAYS)),
        "overdue": _light(due_rows(today)),
        "initiatives": with_row_relations(Initiative.objects.visible())[:SHOWN],
        "articles": articles[:SHOWN],
    }


def _light(rows: Any) -> list[Promise]:
    return list(rows.select_related("initiative")[:DUE_SHOWN])
