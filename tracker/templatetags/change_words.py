"""Changes in words: before → after, in the words of the interface."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tracker.changes.edits import Edit, field_value, sectors_then
from tracker.models import Initiative, Milestone, MilestoneKind, Modality, Participation, Review, Role, Status
from tracker.templatetags.wording import date_words, won_words

MODELS: dict[str, Any] = {"initiative": Initiative, "participation": Participation, "milestone": Milestone}
CHOICES: dict[str, Any] = {
    "status": Status,
    "role": Role,
    "kind": MilestoneKind,
    "modality": Modality,
    "review": Review,
}


def edit_words(edit: Edit) -> list[str]:
    """One line for each field that changed, or one for what was added or taken away."""
    if edit.sign in "+-":
        return [_whole_words(edit)]
    named = "" if edit.of == "initiative" else f"{fact_words(edit.of, edit.record)} · "
    return [named + _field_words(edit, name) for name in edit.fields]


def _whole_words(edit: Edit) -> str:
    if edit.of == "initiative":
        return _("처음 기록됨") if edit.sign == "+" else _("지워짐")
    words = {
        ("participation", "+"): _("참여를 적음: %(fact)s"),
        ("participation", "-"): _("참여를 뺌: %(fact)s"),
        ("milestone", "+"): _("이정표를 적음: %(fact)s"),
        ("milestone", "-"): _("이정표를 뺌: %(fact)s"),
    }[edit.of, edit.sign]
    return words % {"fact": fact_words(edit.of, edit.record)}


def fact_words(of: str, record: Any) -> str:
    """A participation or milestone as it was at that time."""
    if of == "participation":
        return f"{_relation(record, 'organization')} · {_choice('role', record.role)}"
    parts = [_choice("kind", record.kind), date_words(record.date_value), _choice("modality", record.modality)]
    return " · ".join(parts)


def _field_words(edit: Edit, name: str) -> str:
    field = MODELS[edit.of]._meta.get_field(name)
    return _("%(field)s: %(before)s → %(after)s") % {
        "field": field.verbose_name,
        "before": value_words(edit.before, name),
        "after": value_words(edit.record, name),
    }


def value_words(record: Any, name: str) -> str:
    """The value of a field in a row of the history."""
    value = field_value(record, name)
    if name in CHOICES:
        return _choice(name, value)
    if name == "amount_krw":
        return won_words(value) or _("없음")
    if name == "date_value":
        return date_words(value)
    if name == "sectors":
        return ", ".join(one.display_name for one in sectors_then(record)) or _("없음")
    if name in ("organization", "group"):
        return _relation(record, name)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("없음")
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    return str(value)


def _relation(record: Any, name: str) -> str:
    """The row that was meant may have been deleted since."""
    if getattr(record, f"{name}_id") is None:
        return _("없음")
    try:
        return str(getattr(record, name))
    except MODELS["participation"]._meta.get_field(name).related_model.DoesNotExist:
        return f"#{getattr(record, f'{name}_id')}"


def _choice(name: str, value: str) -> str:
    choices = CHOICES[name]
    return str(choices(value).label) if value in choices.values else value
