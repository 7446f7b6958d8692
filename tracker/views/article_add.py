"""Adding articles and watching them being read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.forms.add_article import AddArticleForm, bundle_limit, media_type_of, upload_limit
from tracker.models import Article, Backfill, Initiative, Stage, WorkState
from tracker.store.accept import Accepted, NotAccepted
from tracker.store.sources import source_of_kind
from tracker.tasks.bundles import HEAD, bundle_kind, take_upload
from tracker.tasks.intake import take_address, take_document

MAX_WATCHED = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """One article on its way. stages: (word, "past" | "now" | "dead" | "") in order."""

    article: Article
    stages: list[tuple[str, str]]
    initiatives: list[Initiative]


@login_required
@permission_required("tracker.add_article", raise_exception=True)
@require_http_methods(["GET", "POST"])
def add_article(request: HttpRequest) -> HttpResponse:
    form = AddArticleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken, refused = _take(form.cleaned_data, request.user)  # type: ignore[arg-type]
        for words in refused:
            messages.error(request, words)
        if taken:
            return redirect(_where_to_watch(request, taken))
    limits = {"files": settings.MAX_UPLOAD_FILES, "size": upload_limit(), "bundle": bundle_limit()}
    context = {"form": form, "limits": limits}
    return render(request, "tracker/add/page.html", context, status=422 if form.errors else 200)


def _where_to_watch(request: HttpRequest, taken: list[Accepted | Backfill]) -> str:
    """The page on which what was taken in is seen being read; the rest is told in words."""
    accepted = [one for one in taken if isinstance(one, Accepted)]
    bundles = [one for one in taken if isinstance(one, Backfill)]
    for known in [one.article for one in accepted if not one.created]:
        messages.info(request, _("이미 있는 기사입니다: %(article)s") % {"article": known})
    for bundle in bundles if accepted else bundles[1:]:
        words = _("여러 기사가 든 파일을 받았습니다. ‘출처’에서 볼 수 있습니다: %(file)s")
        messages.info(request, words % {"file": bundle})
    if not accepted:
        return bundles[0].get_absolute_url()
    ids = ",".join(one.article.public_id for one in accepted)
    return f"{reverse('batch_progress')}?{urlencode({'ids': ids})}"


def _take(given: dict[str, Any], user: User) -> tuple[list[Accepted | Backfill], list[str]]:
    """What was taken in, and the reasons why the rest was not."""
    accepted: list[Accepted | Backfill] = []
    refused: list[str] = []
    for take in _TAKERS[given["way"]](given, user):
        try:
            accepted.append(take())
        except NotAccepted as error:
            refused.append(str(error))
    return accepted, refused


def _take_address(given: dict[str, Any], user: User) -> Any:
    yield lambda: take_address(given["address"], source=source_of_kind("address"), added_by=user)


def _take_text(given: dict[str, Any], user: User) -> Any:
    hints = {name: given[name] for name in ("title", "publisher", "published_at")}
    content = given["text"].encode("utf-8", "replace")
    source = source_of_kind("paste")
    yield lambda: take_document(content, "text/plain", source=source, charset="utf-8", added_by=user, **hints)


def _take_files(given: dict[str, Any], user: User) -> Any:
    for file in given["files"]:
        yield lambda file=file: _take_file(file, user)


def _take_file(file: UploadedFile[Any], user: User) -> Accepted | Backfill:
    name = file.name or ""
    head = file.read(HEAD)
    file.seek(0)
    kind = bundle_kind(name, head)
    if kind is not None:
        return take_upload(file.chunks(), kind, name=name, added_by=user)
    source = source_of_kind("upload")
    return take_document(file.read(), media_type_of(name), source=source, name=name, added_by=user)


_TAKERS = {"address": _take_address, "text": _take_text, "files": _take_files}


@require_safe
def article_progress(request: HttpRequest, public_id: str) -> HttpResponse:
    get_object_or_404(Article, public_id=public_id)
    return _progress(request, [public_id])


@require_safe
def batch_progress(request: HttpRequest) -> HttpResponse:
    """`ids`: public ids separated by commas; unknown ones and those beyond a hundred are left out."""
    return _progress(request, request.GET.get("ids", "").replace("\x00", "").split(",")[:MAX_WATCHED])


def _progress(request: HttpRequest, ids: list[str]) -> HttpResponse:
    found = Article.objects.filter(public_id__in=ids).select_related("source", "duplicate_of")
    rows = found.defer("body", "paragraphs", "search_text").prefetch_related("reports__initiative")
    articles = [_progress_of(article) for article in rows.order_by("id")]
    finished = sum(one.article.state in (WorkState.DONE, WorkState.DEAD) for one in articles)
    context = {
        "articles": articles,
        "finished": finished,
        "unfinished": len(articles) - finished,
        "address": request.get_full_path(),
    }
    partial = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "tracker/add/_progress.html" if partial else "tracker/add/progress.html", context)


def _progress_of(article: Article) -> Progress:
    order = [stage for stage in Stage if stage != Stage.FETCH or article.address]
    reached = order.index(Stage(article.stage)) if article.stage in order else 0
    stages = [(str(stage.label), _state_of(number, reached, article)) for number, stage in enumerate(order)]
    initiatives = {report.initiative for report in article.reports.all() if not report.initiative.withdrawn}
    return Progress(article, stages, sorted(initiatives, key=lambda initiative: initiative.pk))


def _state_of(number: int, reached: int, article: Article) -> str:
    if number < reached or article.state == WorkState.DONE:
        return "past"
    if number > reached:
        return ""
    return "dead" if article.state == WorkState.DEAD else "now"
