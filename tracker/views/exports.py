"""Any filtered view as CSV, XLSX or JSON: the address of the page with `export.csv` behind it and the same query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tracker.exports.tables import Column, Sheet
from tracker.exports.write_csv import write_csv
from tracker.exports.write_json import write_json
from tracker.exports.write_xlsx import write_xlsx
from tracker.forms.drops import Part, make_drops
from tracker.forms.filters import Filter, parse_filter
from tracker.forms.partner_filter import parse_partner_filter, partner_parts
from tracker.forms.promise_filter import parse_promise_filter, promise_parts
from tracker.forms.search_filter import parse_search, search_parts
from tracker.forms.timeline_filter import lane_part, parse_timeline_filter
from tracker.models import Group, Initiative, Organization, Sector
from tracker.templatetags.wording import day_words
from tracker.timeline.scope import EVERYBODY, Scope, scope_of
from tracker.views import export_rows, export_tables
from tracker.views.export_rows import Owner, Place

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Taken:
    """One view with what was asked of it. page: its address without the query; scope: whose timeline it is."""

    name: str
    title: str
    page: str
    wanted: Filter
    columns: tuple[Column, ...]
    rows: Callable[[Place], Iterable[Any]]
    parts: tuple[Part, ...] = ()
    owner: Owner | None = None
    scope: Scope = EVERYBODY


@require_safe
def export(request: HttpRequest, view: str, form: str, **where: str) -> HttpResponseBase:
    """`…/export.csv`, `.xlsx`, `.json`; another form is a missing page."""
    if form not in FORMS:
        raise Http404(form)
    taken = VIEWS[view](request, **where)
    sheet = _sheet(request, taken)
    answer: HttpResponseBase = FORMS[form](sheet)
    filename = f"{sheet.name}-{sheet.as_of:%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'{"inline" if form == "json" else "attachment"}; filename="{filename}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def place_of(request: HttpRequest) -> Place:
    return Place(request.build_absolute_uri, timezone.localdate())


def filter_words(taken: Taken) -> tuple[tuple[str, str], ...]:
    """(what, value) of everything that was asked for."""
    return tuple((drop.what, drop.value) for drop in make_drops(taken.wanted, lambda _asked: 0, taken.parts))


def _sheet(request: HttpRequest, taken: Taken) -> Sheet:
    return Sheet(
        name=taken.name,
        title=taken.title,
        address=request.build_absolute_uri(taken.page + taken.wanted.querystring().removesuffix("?")),
        columns=taken.columns,
        rows=taken.rows(place_of(request)),
        filter=filter_words(taken),
        parameters=taken.wanted.parameters(),
        notes=taken.wanted.notes,
        as_of=timezone.localtime(),
        site=request.build_absolute_uri(reverse("overview")),
        rights=rights_words(),
    )


def rights_words() -> str:
    return " ".join(
        (
            _("출처를 밝혀 주세요. 근거 문장의 권리는 그 문장을 실은 매체에 있습니다."),
            _("자동으로 읽은 값이 섞여 있으니 근거를 확인해 주세요."),
        )
    )


def cut_words(sheet: Sheet) -> str:
    words = _("앞의 %(limit)s행까지만 담았습니다. 나머지는 기간이나 분야를 좁혀서 받으세요.")
    return words % {"limit": f"{sheet.limit:,}"}


def about_lines(sheet: Sheet) -> list[tuple[str, str]]:
    """What the second sheet of a spreadsheet says of the first."""
    rows = [(_("제목"), sheet.title), (_("주소"), sheet.address), (_("기준일"), day_words(sheet.as_of))]
    return [*rows, *sheet.filter, (_("이용"), sheet.rights), *(("", note) for note in sheet.notes)]


def _csv(sheet: Sheet) -> StreamingHttpResponse:
    parts = _in_this_language(write_csv(sheet, cut_words(sheet)))
    return StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")


def _json(sheet: Sheet) -> StreamingHttpResponse:
    return StreamingHttpResponse(_in_this_language(write_json(sheet)), content_type="application/json")


def _xlsx(sheet: Sheet) -> FileResponse:
    return FileResponse(write_xlsx(sheet, cut_words(sheet), about_lines(sheet)), content_type=XLSX)


FORMS: dict[str, Callable[[Sheet], HttpResponseBase]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}


def _in_this_language(parts: Iterator[str]) -> Iterator[str]:
    """A stream is written after the request is over, when its language is no longer set."""
    language = translation.get_language() or "ko"

    def stream() -> Iterator[str]:
        with translation.override(language):
            yield from parts

    return stream()


# --- the views --------------------------------------------------------------------------------------------------------


def _plain_filter(request: HttpRequest) -> Filter:
    return parse_filter(request.GET)


def _timeline(request: HttpRequest, scope: Scope, name: str, title: str, page: str, owner: Owner | None) -> Taken:
    slugs = [sector.slug for sector in Sector.objects.all()]
    wanted = parse_timeline_filter(request.GET, sectors=slugs, usual=scope.usual)

    def rows(place: Place) -> Iterable[Any]:
        return export_rows.milestone_rows(export_rows.find_milestones(scope, wanted), place)

    parts = tuple(lane_part(wanted, wanted.lane))
    return Taken(name, title, page, wanted, export_tables.MILESTONES, rows, parts, owner, scope)


def group_timeline(request: HttpRequest, slug: str) -> Taken:
    group = get_object_or_404(Group, slug=slug)
    page = group.get_absolute_url()
    return _timeline(request, scope_of(group), f"{slug}-timeline", group.display_name, page, group)


def organization_timeline(request: HttpRequest, slug: str) -> Taken:
    found = get_object_or_404(Organization, slug=slug)
    page = reverse("organization_timeline", args=[slug])
    return _timeline(request, scope_of(found), f"{slug}-timeline", found.display_name, page, found)


def initiative_timeline(request: HttpRequest, public_id: str) -> Taken:
    found = get_object_or_404(Initiative.objects.visible(), public_id=public_id)
    page = reverse("initiative_timeline", args=[public_id])
    return _timeline(request, scope_of(found), f"{public_id}-timeline", found.title, page, None)


def whole_timeline(request: HttpRequest) -> Taken:
    return _timeline(request, EVERYBODY, "timeline", _("연표"), reverse("timeline"), None)


def _partners(request: HttpRequest, owner: Owner | None, name: str, title: str, page: str) -> Taken:
    wanted = parse_partner_filter(request.GET, list(Sector.objects.all()), market=owner is None)

    def rows(place: Place) -> Iterable[Any]:
        return export_rows.partner_rows(owner, wanted, place)

    parts = tuple(partner_parts(wanted))
    return Taken(name, title, page, wanted, export_tables.PARTNERS, rows, parts)


def _partners_of(request: HttpRequest, owner: Owner, page: str) -> Taken:
    title = _("%(name)s의 협력") % {"name": owner.display_name}
    return _partners(request, owner, f"{owner.slug}-partnerships", title, page)


def group_partners(request: HttpRequest, slug: str) -> Taken:
    return _partners_of(request, get_object_or_404(Group, slug=slug), reverse("group_partnerships", args=[slug]))


def organization_partners(request: HttpRequest, slug: str) -> Taken:
    owner = get_object_or_404(Organization, slug=slug)
    return _partners_of(request, owner, reverse("organization_partnerships", args=[slug]))


def market_partners(request: HttpRequest) -> Taken:
    return _partners(request, None, "partnerships", pgettext("관계", "협력"), reverse("market"))


def initiatives(request: HttpRequest) -> Taken:
    wanted = _plain_filter(request)

    def rows(place: Place) -> Iterable[Any]:
        return export_rows.initiative_rows(wanted, place)

    return Taken("initiatives", _("사업"), reverse("initiatives"), wanted, export_tables.INITIATIVES, rows)


def promises(request: HttpRequest) -> Taken:
    wanted = parse_promise_filter(request.GET, list(Sector.objects.all()))

    def rows(place: Place) -> Iterable[Any]:
        return export_rows.promise_rows(wanted, place)

    parts = tuple(promise_parts(wanted))
    return Taken("promises", _("약속"), reverse("promises"), wanted, export_tables.PROMISES, rows, parts)


def articles(request: HttpRequest) -> Taken:
    wanted = _plain_filter(request)

    def rows(place: Place) -> Iterable[Any]:
        return export_rows.article_rows(wanted, place)

    return Taken("articles", _("기사"), reverse("articles"), wanted, export_tables.ARTICLES, rows)


def search(request: HttpRequest) -> Taken:
    wanted = parse_search(request.GET, list(Sector.objects.all()))

    def rows(place: Place) -> Iterable[Any]:
        return export_rows.hit_rows(wanted, place) if wanted.text else ()

    parts = tuple(search_parts(wanted))
    return Taken("search", _("찾기"), reverse("search"), wanted, export_tables.HITS, rows, parts)


VIEWS: dict[str, Callable[..., Taken]] = {
    "group": group_timeline,
    "organization": organization_timeline,
    "timeline": whole_timeline,
    "organization_timeline": organization_timeline,
    "initiative_timeline": initiative_timeline,
    "market": market_partners,
    "group_partnerships": group_partners,
    "organization_partnerships": organization_partners,
    "initiatives": initiatives,
    "promises": promises,
    "articles": articles,
    "search": search,
}
