"""Tags and filters of the record of an initiative."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from tracker.forms.filters import Filter
from tracker.models import MilestoneKind, Modality, PromiseState, Role, Status
from tracker.record.differences import Difference, Said
from tracker.record.ladder import Step
from tracker.templatetags.wording import date_words, span_words, won_words

register = template.Library()

SHAPES = {Modality.HAPPENED: "●", Modality.PLANNED: "◇", Modality.POSSIBLE: "○"}


@register.filter
def said_words(said: Said, difference: Difference) -> str:
    """What was said, in words."""
    value = str(said.value)
    if difference.what == "amount":
        return won_words(int(said.value))
    if difference.what == "role":
        return str(Role(value).label) if value in Role.values else value
    if difference.what == "status":
        return str(Status(value).label) if value in Status.values else value
    return date_words(value)


@register.filter
def about_words(difference: Difference) -> str:
    """What the reports do not agree on."""
    words = {
        "amount": _("금액"),
        "status": _("단계"),
        "role": _("%(about)s의 역할"),
        "target": _("%(about)s 기한"),
        "date": _("%(about)s 날짜"),
    }[difference.what]
    return words % {"about": difference.about} if "%" in words else words


@register.filter
def step_shape(step: Step) -> str:
    """The shape of the milestone that shows the step; of its kind alone the reader knows that it was given up."""
    if step.shown_by is None:
        return ""
    if step.shown_by.kind == MilestoneKind.CANCELLATION:
        return "✕"
    return SHAPES[Modality(step.shown_by.modality)]


@register.filter
def drift_words(days: int) -> str:
    """How far a target lies from the one stated before it."""
    if days == 0:
        return _("더 정확한 날짜로")
    return (_("%(span)s 뒤로") if days > 0 else _("%(span)s 앞당김")) % {"span": span_words(days)}


@register.filter
def state_label(state: str) -> str:
    return str(PromiseState(state).label)


@register.simple_tag
def sorted_address(found: Filter, sort: str) -> str:
    """The query string in another order."""
    return found.querystring(sort=sort)
