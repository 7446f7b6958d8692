"""What the command palette offers for a few letters: pages, groups, organizations, initiatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from tracker.forms.filters import read_text
from tracker.forms.search_filter import SearchFilter
from tracker.models import Group, Initiative, Organization, Sector
from tracker.models.identity import fold
from tracker.search.select import find_groups, find_initiatives, find_organizations
from tracker.views.search_rows import other_name

FEW = {"groups": 4, "organizations": 6, "initiatives": 6}


@dataclass(frozen=True, slots=True)
class Page:
    """name: of its address; also: words by which it is found beside its title; may: the right that it needs."""

    name: str
    title: Any
    also: str = ""
    may: str = ""


PAGES = (
    Page("overview", gettext_lazy("개요"), "home overview 처음"),
    Page("groups", gettext_lazy("기업집단"), "groups 그룹 재벌 연표 timeline"),
    Page("timeline", gettext_lazy("연표"), "timeline 시간 이정표 milestones"),
    Page("compare", gettext_lazy("비교"), "compare 비교하기 나란히"),
    Page("market", pgettext_lazy("관계", "협력"), "partnerships partners 협력 기관 network"),
    Page("sectors", gettext_lazy("분야"), "sectors 스마트공장 스마트시티 스마트에너지"),
    Page("promises", gettext_lazy("약속"), "promises 기한 due"),
    Page("initiatives", gettext_lazy("사업"), "initiatives projects 프로젝트"),
    Page("articles", gettext_lazy("기사"), "articles news 뉴스 보도"),
    Page("sources", pgettext_lazy("목록", "출처"), "sources feeds 매체"),
    Page("search", gettext_lazy("찾기"), "search 검색"),
    Page("status", gettext_lazy("처리 상태"), "status processing"),
    Page("reprocessings", gettext_lazy("다시 읽기"), "reprocessing"),
    Page("about", gettext_lazy("만드는 방법과 낱말"), "about how method 방법 용어"),
    Page("review_queue", pgettext_lazy("queue", "검토"), "review queue", "tracker.change_initiative"),
    Page("add_article", gettext_lazy("기사 추가"), "add article", "tracker.add_article"),
)


@require_safe
def palette(request: HttpRequest) -> JsonResponse:
    """`q`: what was typed. {"items": [{"kind", "label", "note", "address"}]}, best first in each kind."""
    text = read_text(request.GET.get("q", ""), [])
    items = [*_pages(request, text), *_sectors(text)]
    if fold(text):
        items += _named(SearchFilter(text=text))
    return JsonResponse({"items": items})


def _item(kind: Any, label: str, note: str, address: str) -> dict[str, str]:
    return {"kind": str(kind), "label": label, "note": note, "address": address}


def _pages(request: HttpRequest, text: str) -> Iterator[dict[str, str]]:
    for page in PAGES:
        title = str(page.title)
        allowed = not page.may or request.user.has_perm(page.may)
        if allowed and fold(text) in fold(f"{title}|{page.also}") and (address := _address(page.name)):
            yield _item(_("쪽"), title, "", address)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _sectors(text: str) -> Iterator[dict[str, str]]:
    for one in Sector.objects.all():
        if fold(text) in fold(f"{one.name}|{one.english_name}"):
            yield _item(_("분야"), one.display_name, _("사업"), f"{reverse('initiatives')}?sector={one.slug}")


def _named(wanted: SearchFilter) -> Iterator[dict[str, str]]:
    groups: list[Group] = list(find_groups(wanted).prefetch_related("names")[: FEW["groups"]])
    for group in groups:
        note = other_name(group, wanted.text)
        yield _item(_("기업집단"), group.display_name, note or _("연표"), group.get_absolute_url())
    for group in groups[:2]:
        address = reverse("group_partnerships", args=[group.slug])
        yield _item(_("기업집단"), group.display_name, _("협력 기관"), address)
    organizations: list[Organization] = list(
        find_organizations(wanted).prefetch_related("names")[: FEW["organizations"]]
    )
    for one in organizations:
        note = other_name(one, wanted.text) or one.get_kind_display()
        yield _item(_("조직"), one.display_name, note, one.get_absolute_url())
    rows: list[Initiative] = list(find_initiatives(wanted)[: FEW["initiatives"]])
    for row in rows:
        yield _item(_("사업"), row.title, row.get_status_display(), row.get_absolute_url())
