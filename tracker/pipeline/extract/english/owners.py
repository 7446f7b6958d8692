"""Unknown companies that the text gives to a group: "LG BCM", "174 Power Global, Hanwha Energy's American arm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from tracker.pipeline.extract.layers import Mention
from tracker.pipeline.records import NameIndex

_UNIT = r"(?:unit|arm|subsidiary|affiliate|division|offshoot)"
_OF_OWNER = re.compile(
    rf"^(?: \([^)\n]{{1,12}}\))?, (?:an?|the|its|one of the) (?:[\w\-]+ ){{0,6}}{_UNIT}s? of (?:[a-z\-]+ ){{0,3}}$"
)
_OWNERS_UNIT = re.compile(rf"^['’]s? (?:[\w\-.]+ ){{0,5}}{_UNIT}\b")
_APART = re.compile(r"^(?: \([^)\n]{1,12}\))?, $")
_OWNS_BEFORE = re.compile(rf"^['’]s? (?:[\w\-.]+ ){{0,5}}{_UNIT},? $")
_FOUNDED = re.compile(r"^(?: \([^)\n]{1,12}\))?, (?:an?|the) (?:[\w\-]+ ){1,6}(?:that|which) $")
_FOUNDS = re.compile(r"^ (?:founded|set up|owns|wholly owns|controls|established|bought|acquired)\b")
# Many companies bear these words and belong to no group of the name.
_COMMON = frozenset({"Hyundai", "Korea", "Dong", "Han"})


def with_owners(body: str, mentions: Sequence[Mention], names: NameIndex, on: date) -> list[Mention]:
    """The mentions, unknown ones with the catalog id of the organization that the text or their name says owns them."""
    found: dict[str, str] = {}
    for left, right in pairwise(mentions):
        gap, after = body[left.end : right.start], body[right.end : right.end + 60]
        if left.catalog_id is None and right.catalog_id and _owned(gap, after):
            found.setdefault(left.surface, right.catalog_id)
        if left.catalog_id and right.catalog_id is None and _OWNS_BEFORE.match(gap):
            found.setdefault(right.surface, left.catalog_id)
    for mention in mentions:
        if mention.catalog_id and " " not in mention.surface:
            found.setdefault(mention.surface, mention.catalog_id)
    return [_owned_by(m, found, names, on) for m in mentions]


def _owned(gap: str, after: str) -> bool:
    if _OF_OWNER.match(gap) or (_APART.match(gap) and _OWNERS_UNIT.match(after)):
        return True
    return bool(_FOUNDED.match(gap) and _FOUNDS.match(after))


def _owned_by(mention: Mention, found: dict[str, str], names: NameIndex, on: date) -> Mention:
    if mention.catalog_id or mention.kind != "company":
        return mention
    owner = found.get(mention.surface)
    if owner is None and " " in mention.surface and mention.surface.split()[0] not in _COMMON:
        first = next((m for m in names.find(mention.surface, on) if m.start == 0 and m.ids), None)
        if first and mention.surface[first.end : first.end + 1] == " " and names.group_at(first.ids[0], on):
            owner = first.ids[0]
        owner = owner or found.get(mention.surface.split()[0])
    return replace(mention, parent=owner) if owner else mention
