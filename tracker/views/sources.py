"""Where articles come from: how each source is doing, what it brought last, and what it would bring."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.health import health_of
from tracker.forms.source import TrySourceForm
from tracker.models import Article, Backfill, Source, WorkState
from tracker.store.polls import promise_poll_now
from tracker.store.tallies import count_sources
from tracker.tasks.ring import ring_poll

SHOWN = 20
FILES_SHOWN = 10


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    accepted = Article.objects.filter(source=OuterRef("pk")).order_by("-accepted_at").values("accepted_at")
    rows: list[Any] = list(Source.objects.annotate(newest=Subquery(accepted[:1])).order_by("name", "id"))
    counts = count_sources()
    for one in rows:
        one.article_count = counts.get(one.pk, 0)
    context = {
        "polled": [(one, health_of(one)) for one in rows if one.is_polled],
        "others": [one for one in rows if not one.is_polled and one.newest],
        "backfills": Backfill.objects.select_related("source")[:FILES_SHOWN],
    }
    return render(request, "tracker/sources/page.html", context)


@require_safe
def source(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Source.objects.prefetch_related("sectors", "groups"), public_id=public_id)
    articles = Article.objects.filter(source=found)
    counts = articles.aggregate(
        all=Count("id"),
        done=Count("id", filter=Q(state=WorkState.DONE)),
        dead=Count("id", filter=Q(state=WorkState.DEAD)),
    )
    light = articles.defer("body", "paragraphs", "search_text")
    context = {
        "source": found,
        "health": health_of(found),
        "counts": counts,
        "waiting": counts["all"] - counts["done"] - counts["dead"],
        "articles": light.marking_excerpts().select_related("source").order_by("-id")[:SHOWN],
    }
    return render(request, "tracker/source/page.html", context)


@login_required
@permission_required("tracker.change_source", raise_exception=True)
@require_http_methods(["GET", "POST"])
def try_source(request: HttpRequest) -> HttpResponse:
    """`source`: the public id of one whose values the form begins with."""
    begun = Source.objects.polled().filter(public_id=request.GET.get("source", "").replace("\x00", "")).first()
    form = TrySourceForm(request.POST) if request.method == "POST" else TrySourceForm.of_source(begun)
    trial = None
    if form.is_bound and form.is_valid():
        from tracker.tasks.trial import try_source as ask  # the pipeline is loaded only where it is used

        trial = ask(Source(**form.cleaned_data))
    context = {"form": form, "trial": trial, "source": begun}
    return render(request, "tracker/source/try.html", context, status=422 if form.errors else 200)


@login_required
@permission_required("tracker.change_source", raise_exception=True)
@require_POST
def poll_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks at once, whenever it would be due."""
    found = get_object_or_404(Source.objects.polled(), public_id=public_id)
    promise = promise_poll_now(found)
    if promise is None:
        messages.info(request, _("지금 확인하고 있거나, 멈춘 출처입니다: %(source)s") % {"source": found})
    elif ring_poll(promise):
        messages.success(request, _("확인하도록 보냈습니다: %(source)s") % {"source": found})
    else:
        messages.info(request, _("전달할 곳에 닿지 못했습니다. 곧 저절로 확인합니다: %(source)s") % {"source": found})
    return redirect(found)
