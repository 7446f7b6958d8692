"""Tags and filters of the pages. What they make is built with format_html, so that every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.core.cache import cache
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.forms.filters import Filter
from tracker.models import Article, Milestone, MilestoneKind, Modality, PromiseState, Sector, Status
from tracker.store.tallies import count_articles
from tracker.templatetags import promise_words, reasons, rules, timeline_words, wording

register = template.Library()

HUES = 8
SHAPES = {Modality.HAPPENED: "●", Modality.PLANNED: "◇", Modality.POSSIBLE: "○"}
LADDER = (Status.EXPLORING, Status.AGREED, Status.IN_PROGRESS, Status.COMPLETED)
DATA_STATE_SECONDS = 60
THEMES = ("light", "dark")

register.filter("date_words", wording.date_words)
register.filter("day", wording.day_words)
register.filter("month", wording.month_words)
register.filter("rule_words", rules.rule_words)
register.filter("reasons_for", reasons.reasons_for)
register.filter("reasons_against", reasons.reasons_against)
register.filter("won", wording.won_words)
register.filter("duration", wording.duration_words)
register.filter("ago", wording.ago_words)
register.filter("lag", wording.lag_words)
register.filter("late_words", promise_words.late_words)
register.filter("sureness", wording.sureness_words)
register.filter("bar_words", timeline_words.bar_words)
register.filter("years_after", timeline_words.years_after)
register.filter("period_words", timeline_words.period_words)
register.simple_tag(timeline_words.strip_bar)
register.simple_tag(timeline_words.more_address)


@register.filter
def hue(sector: Sector) -> int:
    """The number of the sector's colour: its place among the eight hues of tokens.css."""
    return sector.position % HUES


@register.filter
def name_on(named: Any, day: date | None) -> str:
    """The name of an organization or group on that day (its present one without a day)."""
    return str(named.name_at(day) if day else named)


@register.simple_tag
def sector_chips(sectors: Iterable[Sector]) -> SafeString:
    chips = format_html_join(
        "",
        '<span class="sector hue-{}"><b aria-hidden="true">{}</b>{}</span>',
        ((hue(sector), sector.display_letter, sector.display_name) for sector in sectors),
    )
    return format_html('<span class="sectors">{}</span>', chips)


@register.simple_tag
def mark(milestone: Milestone) -> SafeString:
    """Shape, kind and modality of a milestone; the shape is never the only sign."""
    if milestone.kind == MilestoneKind.CANCELLATION:
        shape, look = "✕", "cancelled"
    else:
        shape, look = SHAPES[Modality(milestone.modality)], milestone.modality
    return format_html(
        '<span class="mark"><span class="shape {}" aria-hidden="true">{}</span>'
        '<span class="kind">{}</span> <span class="modality">{}</span></span>',
        look,
        shape,
        milestone.get_kind_display(),
        milestone.get_modality_display(),
    )


@register.simple_tag
def status_word(initiative: Any) -> SafeString:
    """The step that an initiative has reached, as small filled steps and as its word."""
    status = Status(initiative.status)
    reached = LADDER.index(status) + 1 if status in LADDER else 0
    steps = format_html_join("", "<i{}></i>", ((_on(number < reached),) for number in range(len(LADDER))))
    return format_html(
        '<span class="status {}"><span class="steps" aria-hidden="true">{}</span>{}</span>', status, steps, status.label
    )


def _on(on: bool) -> SafeString:
    return SafeString(' class="on"' if on else "")


@register.inclusion_tag("tracker/initiatives/_ladder.html")
def ladder(status: str) -> dict[str, Any]:
    """All steps with the reached ones filled; a cancelled initiative shows its branch."""
    reached = LADDER.index(Status(status)) if status in LADDER else -1
    steps = [(step.label, number <= reached, number == reached) for number, step in enumerate(LADDER)]
    return {"steps": steps, "cancelled": status == Status.CANCELLED}


@register.simple_tag(takes_context=True)
def current(context: template.Context, *names: str) -> SafeString:
    """aria-current for the menu entry whose pages are named."""
    match = getattr(context.get("request"), "resolver_match", None)
    return SafeString(' aria-current="page"' if match and match.url_name in names else "")


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """The reader's choice of theme; "auto" follows the system."""
    chosen = getattr(context.get("request"), "COOKIES", {}).get("theme", "")
    return chosen if chosen in THEMES else "auto"


@register.inclusion_tag("_theme.html", takes_context=True)
def theme_switch(context: template.Context) -> dict[str, Any]:
    chosen = theme(context)
    following = {"auto": "dark", "dark": "light", "light": "auto"}[chosen]
    return {**_form_context(context), "theme": chosen, "following": following}


@register.inclusion_tag("_language.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    other = "ko" if get_language() == "en" else "en"
    return {**_form_context(context), "other": other}


def _form_context(context: template.Context) -> dict[str, Any]:
    request = context.get("request")
    here = request.get_full_path() if request and request.method == "GET" else "/"
    return {"csrf_token": get_token(request) if request else "", "here": here}


@register.inclusion_tag("_data_state.html")
def data_state() -> dict[str, Any]:
    """How many articles have been read and how new the newest is; asked of the database once a minute."""
    state = cache.get("data_state")
    if state is None:
        newest = Article.objects.readable().order_by("-published_at").values_list("published_at", flat=True).first()
        state = {"articles": count_articles(), "newest": newest}
        cache.set("data_state", state, DATA_STATE_SECONDS)
    return state  # type: ignore[no-any-return]


@register.simple_tag
def drop(found: Filter, *names: str) -> str:
    """The query string without the named filters."""
    return found.querystring(**dict.fromkeys(names))


@register.simple_tag
def promise_word(milestone: Milestone) -> SafeString:
    """What became of a planned milestone, in careful words: absence of evidence is not failure."""
    promise = getattr(milestone, "promise", None)
    if promise is None:
        return SafeString("")
    state = promise.state_on(timezone.localdate())
    words = _("기한 지남 · 근거 없음") if state == PromiseState.DUE else state.label
    return format_html('<span class="state {}">{}</span>', state.value, words)


@register.filter
def of(found: dict[Any, Any], key: Any) -> Any:
    return found.get(key)


@register.simple_tag
def state_address(found: Filter, state: str) -> str:
    """The query string with the promises of one state alone."""
    return found.querystring(state=state)


@register.filter
def status_label(status: str) -> str:
    return str(Status(status).label)


@register.filter
def as_list(value: Any) -> list[Any]:
    return [value]
