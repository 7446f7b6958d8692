"""The history of a row and of its parts in words: when, who, what was and what is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject

SHOWN = 200
# Columns that follow from the date.
SILENT = {"date_from", "date_to", "granularity"}


@dataclass(frozen=True, slots=True)
class Change:
    when: datetime
    who: str
    what: str  # the row or part that was changed
    words: tuple[str, ...]


def changes_of(row: Any, parts: Iterable[str] = ()) -> list[Change]:
    """The latest changes of the row and of its parts (names of its relations), newest first; parts that have been
    deleted since are among them."""
    changes = _changes(type(row), row.history.all())
    for part in parts:
        relation = row._meta.get_field(part)
        records = relation.related_model.history.filter(**{relation.field.name: row.pk})
        changes += _changes(relation.related_model, records)
    return sorted(changes, key=lambda change: change.when, reverse=True)[:SHOWN]


def field_words(model: Any, names: Iterable[str]) -> str:
    """Names of fields as an editor knows them."""
    return ", ".join(_field_name(model, name) for name in names)


def _changes(model: Any, records: Any) -> list[Change]:
    rows = records.select_related("history_user").order_by("-history_date", "-history_id")[: SHOWN + 1]
    before: dict[Any, Any] = {}
    changes = []
    for record in reversed(list(rows)):
        words = _words(model, record, before.get(record.id))
        before[record.id] = record
        if words:
            who = record.history_user.get_username() if record.history_user else _("자동 추출")
            changes.append(Change(record.history_date, who, _named(model, record), words))
    return changes[-SHOWN:]


def _named(model: Any, record: Any) -> str:
    try:
        name = str(record.instance)
    except model._meta.apps.get_model("tracker", "Organization").DoesNotExist:
        name = f"#{record.id}"  # what its name is made of has been deleted since
    return f"{model._meta.verbose_name}: {name}"


def _words(model: Any, record: Any, before: Any | None) -> tuple[str, ...]:
    if record.history_type == "-":
        return (_("지워짐"),)
    if before is None:
        return (_("처음 기록됨"),)
    delta = record.diff_against(before, excluded_fields=SILENT, foreign_keys_are_objs=True)
    return tuple(
        _("%(field)s: %(before)s → %(after)s")
        % {
            "field": _field_name(model, change.field),
            "before": _value(model, change.field, change.old),
            "after": _value(model, change.field, change.new),
        }
        for change in delta.changes
    )


def _field_name(model: Any, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _value(model: Any, name: str, value: Any) -> str:
    field = model._meta.get_field(name)
    if field.many_to_many:
        value = [link[field.m2m_reverse_field_name()] for link in value]
    if isinstance(value, DeletedObject):
        value = None if value.pk is None else f"#{value.pk}"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return _("예") if value else _("아니요")
    if value is None or value == "":
        return "–"
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)
