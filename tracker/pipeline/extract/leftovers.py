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
_ON_THE_WAY = re.compile(r"(?:를|을) (?:거쳐|거친|통해|위해|놓고|두고)$")
_NEGATED = re.compile(r"지(?:는|도)? (?:않|못)")
CONFIDENCE = 0.35


def leftover_triggers(
    sentence: Sentence,
    dates: Sequence[DateMention],
    events: Sequence[Event],
    clauses: Sequence[Clause],
    denied: Sequence[int] = (),
) -> list[Trigger]:
    """A trigger at the predicate of each clause whose date no event of the sentence has taken.

    denied: where the sentence denies an act.
    """
    used = {(e.mention.start, e.mention.end) for e in events if e.mention}
    found: list[Trigger] = []
    for mention in dates:
        if mention.saying or (mention.start, mention.end) in used:
            continue
        clause = next((c for c in clauses if mention.start < c.end), clauses[-1])
        another = any(m.start > mention.end and m.start < clause.end for m in dates)
        if another or any(clause.start <= e.trigger.start < clause.end for e in events):
            found += _in_passing(sentence, mention, events)
            continue
        if any(clause.start <= place < clause.end for place in denied):
            continue
        if any(mention.start < t.start < clause.end for t in found):
            continue
        trigger = _at_predicate(sentence, mention, clause, events)
        if trigger:
            found.append(trigger)
    return found


# "2022년 시작한 사업은 …", "지난해 3월 발표한 계획을 접었다": told of what the clause is about, before its predicate.
_PASSING = re.compile(
    r"(?:에|부터|께)?\s(?:[^\s,.]{1,14}\s){0,3}?(?P<act>(?:시작|착수|착공|출범|설립|체결|수주|도입|구축|설치|발표|공개|선정|지정|인수|출시|개발|투자)(?:한|된)"
    r"|맺은|따낸|세운|만든|지은|내놓은|선보인|뽑힌)\s(?!것|바|적|뒤|데|지\s)"
)


def _in_passing(sentence: Sentence, mention: DateMention, events: Sequence[Event]) -> list[Trigger]:
    match = _PASSING.match(sentence.text, mention.end - sentence.start)
    if not match:
        return []
    start, end = sentence.start + match.start("act"), sentence.start + match.end("act")
    if any(e.trigger.start < end and mention.end < e.trigger.end for e in events):
        return []
    kinds = [kind for kind in _kinds().find(match["act"]) if kind != "none"]
    kind = kinds[0] if kinds else "launch"
    return [Trigger(f"ko-hint-{kind}", kind, start, end, CONFIDENCE, modality="happened", strong=False)]


def _at_predicate(sentence: Sentence, mention: DateMention, clause: Clause, events: Sequence[Event]) -> Trigger | None:
    left = mention.end - sentence.start
    text = sentence.text[left : clause.end - sentence.start].rstrip(" .,\"'”’")
    match = _PREDICATE.search(text)
    if not match or len(text) < 3 or _NOUN_END.search(text):
        return None
    if _ON_THE_WAY.search(text) or _NEGATED.search(text[-20:]):
        return None
    if "none" in _kinds().find(sentence.text[clause.start - sentence.start : clause.end - sentence.start]):
        return None
    kind, rule = _kind(text, match.group(), mention)
    start = sentence.start + left + match.start()
    end = sentence.start + left + len(text.rstrip())
    modality = read_plain(match.group(), sentence.text[end - sentence.start :])
    if modality == "happened" and (moves(match.group()) or was_due(text)):
        modality = "planned"
    if moves(match.group()):
        said = _kinds().find(
            _COMPOUND.sub("", sentence.text[clause.start - sentence.start : mention.start - sentence.start])
        )
        known = moved_kind(events, start) or next((each for each in said if each != "none"), "")
        kind, rule = (known, "ko-hint-moved") if known else (kind, rule)
    return Trigger(rule, kind, start, end, CONFIDENCE, modality=modality, strong=False)


_POSSIBLE = re.compile(
    r"수(?:도|는)? ?(?:있|밖)|가능성|관측|거론|검토|저울질|들여다|따져|점쳐|여부|전망도|말이 나|얘기"
)
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


_LIGHT = frozenset({"none", "launch", "investment", "target"})  # what a predicate such as "시작했다" says of its noun
_COMPOUND = re.compile(r"협의체|협의회|우선\s?협상\s?(?:대상자?)?|시험대|시범경기|투자자")


def _kind(text: str, predicate: str, mention: DateMention) -> tuple[str, str]:
    """The kind that the predicate names, else the first whose words stand between the date and the end of its clause; a
    deadline makes a target."""
    kinds = [kind for kind in _kinds().find(_COMPOUND.sub("", predicate)) if kind not in _LIGHT]
    if kinds[:1] == ["agreement"] and "pilot" in _kinds().find(text):  # chosen for a trial
        kinds = ["pilot"]
    kinds = kinds or [kind for kind in _kinds().find(_COMPOUND.sub("", text)) if kind != "none"]
    if kinds:
        return kinds[0], f"ko-hint-{kinds[0]}"
    if mention.deadline:
        return "target", "ko-any-deadline"
    return "launch", "ko-any"
