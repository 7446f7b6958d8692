"""What a page offers to be taken away, told by its address: the templates name no views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language

from tracker.exports.tables import MAX_ROWS
from tracker.forms.drops import Part, make_drops
from tracker.forms.filters import Filter

register = template.Library()

NOT_TAKEN = ("page", "panel", "zoom")  # parameters that are about a look at the page
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses; "" for what a page does not have. embed: of the frame, where this site allows frames."""

    files: tuple[tuple[str, str], ...]
    feed: str
    calendar: str
    embed: str
    limit: int = MAX_ROWS


@register.simple_tag(takes_context=True)
def take_links(context: template.Context) -> Links:
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return Links((), "", "", "")
    name, query = match.url_name or "", request.GET.copy()
    for parameter in NOT_TAKEN:
        query.pop(parameter, None)

    def at(view: str, *, language: bool = False, **more: str) -> str:
        try:
            address = reverse(view, kwargs={**match.captured_kwargs, **more})
        except NoReverseMatch:
            return ""
        return address + _query(query, language)

    found = tuple((words, at(f"export_{name}", form=form)) for form, words in FORMS)
    embed = at(f"embed_{name}", language=True) if settings.ALLOW_EMBED else ""
    return Links(
        files=tuple(one for one in found if one[1]),
        feed=at(f"feed_{name}", language=True),
        calendar=at("promise_calendar", language=True) if name == "promises" else "",
        embed=request.build_absolute_uri(embed) if embed else "",
    )


@register.inclusion_tag("tracker/_take_chart.html", takes_context=True)
def take_chart(context: template.Context, parts: tuple[Part, ...] = ()) -> dict[str, Any]:
    """Buttons that save the chart beside them as a picture, with what a picture must say of itself."""
    wanted, request = context.get("filter"), context.get("request")
    drops = make_drops(wanted, lambda _asked: 0, parts) if isinstance(wanted, Filter) else []
    return {
        "words": " · ".join(f"{drop.what}: {drop.value}" for drop in drops),
        "today": timezone.localdate(),
        "site": request.get_host() if request else "",
    }


def _query(query: QueryDict, language: bool) -> str:
    """A feed is fetched without a cookie: its address names the language."""
    asked = query.copy()
    if language and get_language() == "en":
        asked["language"] = "en"
    text = asked.urlencode()
    return f"?{text}" if text else ""
