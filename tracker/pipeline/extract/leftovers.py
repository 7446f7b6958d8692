"""Dates that no worded act takes: the predicate of their clause is an act nevertheless, of a kind that its words hint at.

News puts the plainest verbs beside a date ("하반기 현장에 들인다", "3월부터 쓰이고 있다"). Such an act counts for little by
itself; the scale `events` decides by its company.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tracker.pipeline.records import DateMention

from .hangul import ENDS_IN_L, ENDS_IN_N, PAST
from .layers import Clause, Event, Sentence, Trigger
from .lexicon import load_yaml
from .phrases import Phrases
from .shifts import moved_kind, moves, was_due

_PREDICATE = re.compile(r"(?:\S+\s)?\S+\s*$")
_NOUN_END = re.compile(r"(?:은|는|이|가|을|를|의|에|와|과|,)\s*$")
CONFIDENCE = 0.35


def leftover_triggers(
    sentence: Sentence, dates: Sequence[DateMention], events: Sequence[Event], clauses: Sequence[Clause]
) -> list[Trigger]:
    """A trigger at the predicate of each clause whose date no event of the sentence has taken."""
    used = {(e.mention.start, e.mention.end) for e in events if e.mention}
    found: list[Trigger] = []
    for mention in dates:
        if mention.saying or (mention.start, mention.end) in used:
            continue
        clause = next((c for c in clauses if mention.start < c.end), clauses[-1])
        if any(clause.start <= e.trigger.start < clause.end for e in events):
            continue
        if any(t.start < clause.end and clause.start < t.end for t in found):
            continue
        trigger = _at_predicate(sentence, mention, clause, events)
        if trigger:
            found.append(trigger)
    return found


def _at_predicate(sentence: Sentence, mention: DateMention, clause: Clause, events: Sequence[Event]) -> Trigger | None:
    left = mention.end - sentence.start
    text = sentence.text[left : clause.end - sentence.start].rstrip(" .,\"'”’")
    match = _PREDICATE.search(text)
    if not match or len(text) < 3 or _NOUN_END.search(text):
        return None
    if "none" in _kinds().find(sentence.text[clause.start - sentence.start : clause.end - sentence.start]):
        return None
    kind, rule = _kind(text, mention)
    start = sentence.start + left + match.start()
    end = sentence.start + left + len(text.rstrip())
    modality = read_plain(match.group(), sentence.text[end - sentence.start :])
    if modality == "happened" and (moves(match.group()) or was_due(text)):
        modality = "planned"
    if moves(match.group()) and moved_kind(events, start):
        kind, rule = moved_kind(events, start), "ko-hint-moved"
    return Trigger(rule, kind, start, end, CONFIDENCE, modality=modality, strong=False)


_POSSIBLE = re.compile(r"수(?:도|는)? ?(?:있|밖)|가능성|관측|거론|검토|저울질|들여다|따져|점쳐|전망도|말이 나|얘기")
_PAST = re.compile(
    rf"[{PAST}](?:다|고|으며|지만|으나|던|는데|을|음|다가|는지)|고 있|중이|(?:[은된한]|[{ENDS_IN_N}]) (?:뒤|것|데|지|바)"
)
_PLAN = re.compile(
    rf"기로|예정|계획|방침|목표|구상|겠|[{ENDS_IN_L}] (?:것|듯|참)|(?:[{ENDS_IN_N}]|는)다(?:$|[는고며.,\s])"
)


def read_plain(predicate: str, rest: str) -> str:
    """The modality of a plain predicate: its own ending decides, else, where it goes on, the end of the sentence."""
    for text in (predicate, rest):
        if _POSSIBLE.search(text):
            return "possible"
        if _PLAN.search(text) and not _PAST.search(text):
            return "planned"
        if _PAST.search(text):
            return "planned" if re.search(r"예정|계획|목표|기로", text) else "happened"
    return "happened"


@cache
def _kinds() -> Phrases:
    """The words of each kind; those of "none" state no act."""
    return Phrases({kind: "|".join(map(re.escape, words)) for kind, words in load_yaml("leftovers_ko.yaml").items()})


def _kind(text: str, mention: DateMention) -> tuple[str, str]:
    """The first kind whose words stand between the date and the end of its clause; a deadline makes a target."""
    kinds = [kind for kind in _kinds().find(text) if kind != "none"]
    if kinds:
        return kinds[0], f"ko-hint-{kinds[0]}"
    if mention.deadline:
        return "target", "ko-any-deadline"
    return "launch", "ko-any"
