"""Sentence → events: each trigger with its date, its modality and the stretch of text that states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.pipeline.records import DateMention, Dropped

from .clauses import clause_at, split_clauses
from .english.modality import read_english
from .english.timing import date_act
from .evidence import evidence_span
from .layers import Clause, Event, Reading, Sentence, Trigger
from .leftovers import leftover_triggers
from .modality import read_modality
from .shifts import was_due, with_further_dates
from .timing import (
    Timing,
    as_scheduled,
    date_event,
    in_chain,
    settle_modality,
    step_back,
    usable_dates,
    without_telling,
)
from .triggers import find_triggers

_BUILT = frozenset({"pilot", "launch", "completion", "construction", "organization"})
_DENIES = "the text denies it"
_TOLD = frozenset({"agreement", "contract", "announcement"})
_DATE_SURE = {"date-in-clause": 1.0, "date-named": 1.0, "date-after": 0.95, "date-carried": 0.85, "date-told": 0.9}


def find_events(
    sentence: Sentence, dates: Sequence[DateMention], published: date, language: str
) -> tuple[list[Event], list[Dropped]]:
    """The events of one sentence in order, and the triggers that came to nothing."""
    triggers = find_triggers(sentence, language)
    if not triggers and not dates:
        return [], []
    clauses = split_clauses(sentence, language)
    usable = usable_dates(sentence, dates)
    events, dropped = _read(triggers, sentence, clauses, usable, published, language)
    if language == "ko":
        left = leftover_triggers(sentence, usable, events, clauses, [d.start for d in dropped if d.why == _DENIES])
        events += _read(left, sentence, clauses, usable, published, language)[0]
        events = with_further_dates(sentence, usable, events, clauses)
    return _one_each(sorted(events, key=lambda e: e.trigger.start), dropped, sentence.text, sentence.start), dropped


def _read(
    triggers: Sequence[Trigger],
    sentence: Sentence,
    clauses: tuple[Clause, ...],
    usable: tuple[DateMention, ...],
    published: date,
    language: str,
) -> tuple[list[Event], list[Dropped]]:
    """Each trigger with its date and modality, and those that came to nothing."""
    events: list[Event] = []
    dropped: list[Dropped] = []
    for trigger in triggers:
        wording: Reading | None
        if language == "ko":
            wording = read_modality(sentence, trigger)
            past = wording and wording.rule == "past-ending" and trigger.kind in _TOLD
            fit = [m for m in usable if m.date.first <= published] if past else usable
            timing = date_event(trigger, sentence, clauses, fit, wording) if wording else Timing(None, "no-date")
        else:
            timing = date_act(trigger, triggers, sentence, clauses, usable, published)
            wording = read_english(sentence, trigger, clauses[clause_at(clauses, trigger.start)])
        why = _unfit(trigger, timing, published) if wording else _DENIES
        if why or wording is None:
            dropped.append(Dropped("events", f"{trigger.kind} ({trigger.rule})", why, trigger.start, trigger.end))
            continue
        events.append(_event(trigger, wording, timing, sentence, clauses, usable, published, korean=language == "ko"))
    return events, dropped


def _unfit(trigger: Trigger, timing: Timing, published: date) -> str:
    mention = timing.mention
    if trigger.when != "any" and (mention is None or (mention.saying and trigger.when != "dated")):
        return "the wording counts only with a date of its own"
    if trigger.when == "deadline" and not (mention and mention.deadline):
        return "no deadline in the clause"
    if trigger.when == "since" and not (mention and mention.since):
        return "no beginning in the clause"
    if trigger.when == "future" and not (mention and mention.date.last > published):
        return "no later date in the clause"
    return ""


def _event(
    trigger: Trigger,
    wording: Reading,
    timing: Timing,
    sentence: Sentence,
    clauses: tuple[Clause, ...],
    usable: Sequence[DateMention],
    published: date,
    *,
    korean: bool,
) -> Event:
    clause = clauses[clause_at(clauses, trigger.start)]
    timing = without_telling(timing, wording, trigger.kind)
    if timing.mention:
        after = sentence.text[timing.mention.end - sentence.start :]
        wording = as_scheduled(timing, wording, trigger.kind, after)
        if was_due(after):
            wording = Reading("planned", "was-due")
        written = sentence.text[timing.mention.start - sentence.start : timing.mention.end - sentence.start]
        timing = step_back(timing, wording, written, published)
        if korean:
            wording = in_chain(wording, timing, sentence, clause, usable, published)
    reading = settle_modality(wording, timing.mention, published, trigger.kind)
    start, end = evidence_span(sentence, clause, trigger, timing.mention)
    confidence = trigger.confidence * _DATE_SURE.get(timing.rule, 0.8)
    return Event(
        trigger=trigger,
        sentence=sentence.index,
        clause=clause,
        date=timing.mention.date if timing.mention else None,
        mention=timing.mention,
        modality=reading.modality,
        start=start,
        end=end,
        rules=(trigger.rule, timing.mention.rule if timing.mention else timing.rule, timing.rule, reading.rule),
        confidence=round(confidence, 3),
    )


def _one_each(events: list[Event], dropped: list[Dropped], text: str, offset: int) -> list[Event]:
    """One event a kind and date; a goal gives way to an act that uses the same date."""
    weak = {"target", "announcement"}
    acts = {
        (e.mention.start, e.mention.end)
        for e in events
        if e.mention and e.kind not in weak and not e.trigger.rule.endswith("talks-consider")
    }
    built = {(e.mention.start, e.mention.end) for e in events if e.mention and e.kind in _BUILT}
    kept: list[Event] = []
    for event in events:
        used = event.mention is not None and (event.mention.start, event.mention.end) in acts
        shared = [e for e in events if e is not event and e.mention and e.mention == event.mention]
        if event.trigger.rule.endswith("talks-consider") and shared:
            dropped.append(_drop(event, "what is considered is already stated with the same date"))
        elif event.kind == "target" and (used or event.modality == "happened"):
            dropped.append(_drop(event, "the date belongs to an act" if used else "a goal that is told as past"))
        elif event.kind == "announcement" and _names_goal(event, shared):
            dropped.append(_drop(event, "the date is that of the goal made public"))
        elif not event.trigger.strong and _aims_at(event, shared, text, offset):
            dropped.append(_drop(event, "the date is that of the aim"))
        elif event.trigger.rule == "ko-agreement-join-hands" and _adverbial(event, shared, text, offset):
            dropped.append(_drop(event, "with whom, not what"))
        elif event.kind == "announcement" and event.mention and event.mention.saying and _done_with(event, events):
            dropped.append(_drop(event, "what is made public is an act told with the same date"))
        elif (
            event.kind == "investment"
            and not event.trigger.strong
            and event.mention
            and (event.mention.start, event.mention.end) in built
        ):
            dropped.append(_drop(event, "the money is for an act with the same date"))
        elif any(_same(event, other) for other in kept):
            dropped.append(_drop(event, "the same act is already stated in this sentence"))
        else:
            kept.append(event)
    return kept


_AIM = re.compile(r"[^\n]{2,14}?(?:을|를) (?:목표|목적)로")
_DOINGS = _BUILT | {"contract", "investment"}
_JOINED = re.compile(r"손(?:을)? ?(?:맞)?잡고")


def _names_goal(event: Event, shared: Sequence[Event]) -> bool:
    """ "2026년 생산성을 두 배로 끌어올린다는 구상을 밝혔다"."""
    return event.mention is not None and not event.mention.saying and any(e.kind == "target" for e in shared)


def _aims_at(event: Event, shared: Sequence[Event], text: str, offset: int) -> bool:
    """ "2026년 가동을 목표로 공장을 짓고 있다": the year is not that of the building."""
    return any(e.trigger.start < event.trigger.start and _AIM.match(text, e.trigger.start - offset) for e in shared)


def _adverbial(event: Event, shared: Sequence[Event], text: str, offset: int) -> bool:
    """ "현대차와 손잡고 실증에 들어갔다"."""
    joined = _JOINED.search(text[event.trigger.start - offset : event.trigger.end - offset + 2])
    return bool(joined and any(e.trigger.start > event.trigger.start and e.kind in _DOINGS for e in shared))


_DECIDED = frozenset({"agreement", "contract", "cancellation", "talks"})


def _done_with(event: Event, events: Sequence[Event]) -> bool:
    return any(e.mention == event.mention and e.kind in _DECIDED for e in events)


def _same(event: Event, other: Event) -> bool:
    if event.kind != other.kind:
        return False
    same_date = (event.date and event.date.value) == (other.date and other.date.value)
    return same_date or (event.date is None and event.clause == other.clause)


def _drop(event: Event, why: str) -> Dropped:
    return Dropped("events", f"{event.kind} ({event.trigger.rule})", why, event.start, event.end)


_TRIAL = re.compile(r"실증|시범(?!경기)|선도\s?(?:사업|프로젝트)")
_TRIAL_EN = re.compile(
    r"\b(?:for|in|on|to (?:run|lead|carry out|host)) (?:a|an|the|its|their|[A-Z][a-z]+['’]s)(?: [\w'’\-]+){0,5} (?:pilot|demonstration|test-?bed|trial)\b"
)
_CHOICES = ("-agreement-preferred", "-agreement-consortium", "-agreement-chosen")


def as_pilot(event: Event, sentence: Sentence, before: str) -> Event:
    """To be chosen for, or to join, a demonstration project is a pilot; a preferred bidder stays an agreement."""
    chosen = event.trigger.rule.endswith(_CHOICES)
    text = sentence.text[event.trigger.start - sentence.start : event.trigger.end - sentence.start]
    bid = "우선" in text or "bid" in text or "tender" in text
    if not chosen or bid or not (_TRIAL.search(before + sentence.text) or _TRIAL_EN.search(sentence.text)):
        return event
    return replace(event, trigger=replace(event.trigger, kind="pilot"), rules=(*event.rules, "chosen-for-trial"))
