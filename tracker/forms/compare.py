"""The address of a comparison: with (repeatable: group:posco, organization:lg-cns), by (calendar, months) and add, the
name of another one to add. Values that mean nothing are left out and named in the notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.forms.filters import read_text
from tracker.models import Group, Organization, Participation

OFFERED = 8
BY = ("calendar", "months")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to compare with. key: as in an address; label: its name with what it is."""

    key: str
    name: str
    label: str


def find_candidates(text: str) -> list[Candidate]:
    """Groups and organizations that are found by the text, groups first, those of the very name before the others."""
    asked = read_text(text.rpartition(" · ")[0] if " · " in text else text, [])
    if not asked:
        return []
    groups = [make_candidate("group", one) for one in Group.objects.matching(asked).order_by("name")[:OFFERED]]
    # Only those that a timeline says something of.
    known = Participation.objects.values("organization")
    rows = Organization.objects.current().matching(asked).filter(pk__in=known).order_by("name")
    found = groups + [make_candidate("organization", one) for one in rows[:OFFERED]]
    return sorted(found, key=lambda one: one.name.casefold() != asked.casefold())


def make_candidate(kind: str, found: Group | Organization) -> Candidate:
    word = _("기업집단") if kind == "group" else _("조직")
    return Candidate(f"{kind}:{found.slug}", found.display_name, f"{found.display_name} · {word}")


def choose(text: str, candidates: Iterable[Candidate]) -> Candidate | None:
    """The one that the text names beyond doubt: by its whole label, or by a name that only it has."""
    asked, found = text.strip().casefold(), list(candidates)
    by_label = [one for one in found if one.label.casefold() == asked]
    by_name = [one for one in found if one.name.casefold() == asked]
    for matches in (by_label, by_name, found):
        if len(matches) == 1:
            return matches[0]
    return None
