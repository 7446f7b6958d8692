"""What has changed in an initiative, by whom: its history in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Initiative, Status
from tracker.templatetags.wording import won_words

SHOWN = 20
FIELDS = ("title", "status", "locations", "amount_krw", "review", "withdrawn")


@dataclass(frozen=True, slots=True)
class Change:
    when: datetime
    who: str
    words: tuple[str, ...]


def changes_of(initiative: Initiative) -> list[Change]:
    """The latest changes, newest first; what nobody signed was done by the automatic reading."""
    rows = list(initiative.history.select_related("history_user").order_by("-history_date", "-history_id")[: SHOWN + 1])
    changes = []
    for number, row in enumerate(rows[:SHOWN]):
        before = rows[number + 1] if number + 1 < len(rows) else None
        words = _words(row, before)
        if words:
            who = row.history_user.get_username() if row.history_user else _("자동 추출")
            changes.append(Change(row.history_date, who, words))
    return changes


def _words(row: Any, before: Any | None) -> tuple[str, ...]:
    if row.history_type == "+" or before is None:
        return (_("처음 기록됨"),)
    changed = [name for name in FIELDS if getattr(row, name) != getattr(before, name)]
    return tuple(
        _("%(field)s: %(before)s → %(after)s")
        % {
            "field": getattr(Initiative._meta.get_field(name), "verbose_name", name),
            "before": _value(name, getattr(before, name)),
            "after": _value(name, getattr(row, name)),
        }
        for name in changed
    )


def _value(name: str, value: Any) -> str:
    if name == "status":
        return str(Status(value).label) if value in Status.values else str(value)
    if name == "amount_krw":
        return won_words(value) or _("없음")
    if name == "locations":
        return ", ".join(map(str, value)) or _("없음")
    return _("예") if value is True else _("아니요") if value is False else str(value)
