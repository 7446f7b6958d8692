"""Who takes part in both, and who speaks against it."""

from __future__ import annotations

import re

from tracker.pipeline.merge.features import Features
from tracker.pipeline.merge.reasons import Reason, Tie
from tracker.pipeline.merge.statements import StatementParticipant, normalize_name
from tracker.pipeline.merge.texts import is_korean, share_of_grams

_CONSORTIUM = re.compile(r"컨소시엄|콘소시엄|사업단|consortium", re.IGNORECASE)
_MINISTRY = re.compile(r"(?:부|처|위원회|정부)$|ministry|government|department|commission", re.IGNORECASE)
_RESEMBLES = 0.6
# What a party that both share says: a ministry or a utility has many projects, a small firm or a project company few.
_WEIGHT = {
    "company": 1.2,
    "university": 1.2,
    "research_institute": 1.2,
    "consortium": 1.2,
    "public_institution": 0.7,
    "government": 0.4,
    "association": 0.6,
}


def compare_parties(a: Features, b: Features) -> tuple[Tie, list[Reason]]:
    """How the two share who does it, and the reasons that their parties give."""
    tie, anchor = _find_tie(a, b)
    reasons = _shared(a, b, anchor)
    named = [] if any(reason.support == "party" for reason in reasons) else _named_only(a, b)
    reasons += named or _against(a, b)
    if tie is Tie.NONE and a.side and b.side:
        reasons.append(Reason("different conglomerates", -2.0, contradicts=True))
    elif other := _another_affiliate(a, b):
        reasons.append(other)
    if tie is Tie.GROUP:
        group = min(a.groups & b.groups)
        reasons.append(Reason(f"only the conglomerate in common: {group}", 0.0))
    return tie, reasons


def _find_tie(a: Features, b: Features) -> tuple[Tie, str]:
    shared = a.side & b.side
    if shared:
        leads = [i for i in sorted(shared) if "lead" in (a.parties[i].role, b.parties[i].role)]
        return Tie.IDENTITY, (leads or sorted(shared))[0]
    if a.groups & b.groups:
        return Tie.GROUP, ""
    common = sorted(a.anchors & b.anchors)
    if common and not (a.side and b.side):
        return Tie.CUSTOMER, common[0]
    return Tie.NONE, ""


def _shared(a: Features, b: Features, anchor: str) -> list[Reason]:
    weighed = []
    for identity in (a.parties.keys() & b.parties.keys()) - {anchor}:
        weight = _weight(a.parties[identity], b.parties[identity], a, b)
        if weight > 0:
            weighed.append((weight, identity))
    reasons = []
    for number, (weight, identity) in enumerate(sorted(weighed, key=lambda row: (-row[0], row[1]))[:4]):
        word = "customer" if a.parties[identity].role == b.parties[identity].role == "customer" else "party"
        # A local government stands where the project is, so it supports nothing that the place does not.
        kind = "place" if a.parties[identity].kind == "government" else "party"
        share = round(weight if number == 0 else weight * 0.4, 2)
        reasons.append(Reason(f"the same {word}: {b.parties[identity].name}", share, kind if weight >= 0.6 else ""))
    return reasons


def _named_only(a: Features, b: Features) -> list[Reason]:
    """A party of one that the other's words name without counting it as a party."""
    for first, second in ((a, b), (b, a)):
        for party in _outsiders(first):
            name = normalize_name(party.name)
            if party.kind != "consortium" and len(name) >= 3 and name in second.around:
                return [
                    Reason(f"names a party of the other: {party.name}", _WEIGHT.get(party.kind, 0.6) * 0.8, "party")
                ]
    return []


def _weight(a: StatementParticipant, b: StatementParticipant, first: Features, second: Features) -> float:
    if a.kind == "consortium" and _named_after_member(a, (first, second)):
        return 0.0
    if a.kind == "government" and _MINISTRY.search(b.name):
        return 0.3
    if a.group and a.group == b.group and len((first.groups & second.groups) | {a.group}) == 1:
        return 1.0 if "customer" in (a.role, b.role) else 0.6  # a sister company is no outsider
    return _WEIGHT.get(a.kind, 0.6)


def _named_after_member(consortium: StatementParticipant, both: tuple[Features, Features]) -> bool:
    stem = normalize_name(_CONSORTIUM.sub("", consortium.name))
    members = [p.name for side in both for p in side.parties.values() if p.identity != consortium.identity]
    return any(normalize_name(name).startswith(stem) or stem.startswith(normalize_name(name)) for name in members)


def _against(a: Features, b: Features) -> list[Reason]:
    reasons = []
    if a.korean == b.korean:  # across languages an unknown name says nothing
        for role, weight in (("customer", -1.5), ("lead", -1.0)):
            first, second = _outsiders(a, role), _outsiders(b, role)
            if first and second and not _any_alike(first, second):
                reasons.append(Reason(f"another {role}: {first[0].name} / {second[0].name}", weight))
                break
        else:
            first, second = _outsiders(a), _outsiders(b)
            if first and second and not _any_alike(first, second):
                reasons.append(Reason(f"other parties: {first[0].name} / {second[0].name}", -1.0))
    leads = [{p.group for p in f.parties.values() if p.group and p.role == "lead"} for f in (a, b)]
    if leads[0] and leads[1] and not leads[0] & leads[1]:
        joint = leads[0] & b.groups or leads[1] & a.groups  # of two that lead together, one article names one
        rivals = Reason("led by different conglomerates", -2.0, contradicts=True)
        reasons.append(Reason("another conglomerate leads", -0.6) if joint else rivals)
    return reasons


def _another_affiliate(a: Features, b: Features) -> Reason | None:
    """Each has an affiliate of one conglomerate that the other has not: a contractor may serve two sister companies."""
    for group in sorted(a.groups & b.groups):
        mine = {i for i in a.side - b.side if a.parties[i].group == group and not _is_group(a.parties[i])}
        theirs = {i for i in b.side - a.side if b.parties[i].group == group and not _is_group(b.parties[i])}
        if mine and theirs and not _any_alike([a.parties[i] for i in mine], [b.parties[i] for i in theirs]):
            one, other = a.parties[min(mine)].name, b.parties[min(theirs)].name
            return Reason(f"another affiliate: {one} / {other}", -1.2)
    return None


def _is_group(party: StatementParticipant) -> bool:
    """Whether a party is the conglomerate itself, which articles name for any of its companies."""
    name = normalize_name(party.name)
    return name == normalize_name(party.group or "") or name.endswith(("그룹", "group"))


def _outsiders(features: Features, role: str = "") -> list[StatementParticipant]:
    """Parties outside the conglomerates (customers may belong to one), ministries left out, in a fixed order."""
    chosen = [
        party
        for party in features.parties.values()
        if (party.role == role if role else True)
        and (not party.group or role == "customer")
        and not (party.kind == "government" and _MINISTRY.search(party.name))
    ]
    return sorted(chosen, key=lambda party: party.identity)


def _any_alike(first: list[StatementParticipant], second: list[StatementParticipant]) -> bool:
    return any(
        a.identity == b.identity
        or is_korean(a.name) != is_korean(b.name)
        or share_of_grams(_CONSORTIUM.sub("", a.name), _CONSORTIUM.sub("", b.name)) >= _RESEMBLES
        for a in first
        for b in second
    )
