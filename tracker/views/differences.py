"""The differences between two readings in words of the active language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tracker.models import MilestoneKind, Modality, OrganizationKind, Role, Sector, Status
from tracker.templatetags.wording import date_words, won_words

FACTS = {
    "initiative": lazy("사업"),
    "title": lazy("제목"),
    "status": lazy("단계"),
    "sectors": lazy("분야"),
    "locations": lazy("장소"),
    "amount": lazy("금액"),
    "participation": lazy("참여"),
    "milestone": lazy("이정표"),
    "organization": lazy("조직"),
    "evidence": lazy("근거 문장"),
    "confidence": lazy("확신도"),
}


@dataclass(frozen=True, slots=True)
class Worded:
    """One fact before and after; an empty side: new, or no longer read."""

    fact: str
    initiative: str
    before: str
    after: str


def word_differences(rows: Iterable[dict[str, Any]]) -> list[Worded]:
    """Rows as `Difference.as_json` made them; a fact that this version does not know is shown as it was written."""
    sectors = {sector.slug: sector.display_name for sector in Sector.objects.all()}
    return [
        Worded(
            str(FACTS.get(row["what"], row["what"])),
            row["initiative"],
            _side(row["what"], row["before"], sectors),
            _side(row["what"], row["after"], sectors),
        )
        for row in rows
    ]


def _side(what: str, values: Sequence[str], sectors: dict[str, str]) -> str:
    if not values:
        return ""
    if what == "participation":
        name, role = values
        return f"{name} · {_label(Role, role)}"
    if what == "milestone":
        kind, date, modality = values
        return f"{_label(MilestoneKind, kind)} · {date_words(date)} · {_label(Modality, modality)}"
    if what == "organization":
        name, kind, group = values
        return f"{name} · {_label(OrganizationKind, kind)} · {group or _('기업집단 없음')}"
    return _value(what, values, sectors)


def _value(what: str, values: Sequence[str], sectors: dict[str, str]) -> str:
    if what == "status":
        return _label(Status, values[0])
    if what == "sectors":
        return ", ".join(sectors.get(slug, slug) for slug in values)
    if what == "amount":
        return won_words(int(values[0]))
    if what == "confidence":
        return f"{float(values[0]):.2f}"
    return ", ".join(values)


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value
