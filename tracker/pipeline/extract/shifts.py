"""Acts with more dates than one: plans that moved, and dates that share a predicate ("1단계는 …, 2단계는 … 준공한다")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.pipeline.records import DateMention

from .clauses import clause_at
from .hangul import ENDS_IN_L
from .layers import Clause, Event, Sentence, Trigger

SHIFTED = re.compile(
    r"미뤄|미뤘|미루|늦춰|늦췄|늦추|늦어|밀려|밀렸|밀린|밀릴|연기|앞당|당겨|당겼|조정|수정|바뀌|바뀐|바꾸|바꿨|변경|옮겼|옮겨|넘겼|넘어가|넘어갔|순연|보류|유예|빨라"
)
_FROM = re.compile(r"\s?(?:에서|이던 것을|였던 것을|이던 것이|였던 것이)\s(?:다시 |또 |돌연 )?")
_TO = re.compile(r"\s?(?:으로|로)\s")
# "6월이던 …", "올해로 예정했던 …", "지난해 말까지 끝내기로 한 …", "2018년까지 마칠 예정이던 …"
_WAS_DUE = re.compile(
    r"(?:까지|로|으로|에)?(?: ?이던| ?였던| ?이었던|\s?(?:예정|계획|목표|약속|공언|제시|못 ?박|내걸)\S{0,4}던|\s?잡(?:았던|혔던|힌|은)|\s?예정된"
    r"|\s(?:[^\s.,]{1,8} )?[^\s.,]{0,5}(?:려던|려 했던|려고 했던|기로 했던|기로 한|겠다던|겠다고 했던|["
    + ENDS_IN_L
    + r"] (?:예정|계획|방침)이던|["
    + ENDS_IN_L
    + r"] (?:예정|계획)이었던))\s"
)
_MOVED_TO = re.compile(
    r"\s?(?:으로|로|까지|에야)\s(?:[^\s.,]{1,6} )?(?:미|늦|밀|연기|앞당|당|조정|수정|바뀌|바꿨|변경|옮|넘|순연)"
)
_AND = re.compile(r"(?:과|와|, ?| 및 |·)\s?")
_EACH = re.compile(r"(?:에)? ?(?:각각|차례로|잇따라|연이어|잇달아)")
_LISTED = re.compile(
    r"(?:까지(?:는)?|에는|에|엔|은|는)?\s(?:[‘'“\"][^’'”\"\n]{1,24}[’'”\"]|[^\s.,]{1,12}(?: [^\s.,]{1,10}){0,2}),\s?"
)
_MOVABLE = frozenset(
    {"construction", "completion", "launch", "pilot", "contract", "agreement", "organization", "target"}
)


def was_due(after: str) -> bool:
    """Whether the text after a date says that something was to happen then."""
    return bool(_WAS_DUE.match(after))


def moves(predicate: str) -> bool:
    """Whether a predicate gives an act another date: "미뤄졌다", "앞당겼다"."""
    return bool(SHIFTED.search(predicate))


def moved_kind(events: Sequence[Event], position: int) -> str:
    """The kind of the act before `position` whose date a predicate there moves, or ""."""
    before = [e for e in events if e.trigger.start < position and e.kind in _MOVABLE]
    return before[-1].kind if before else ""


def with_further_dates(
    sentence: Sentence, dates: Sequence[DateMention], events: Sequence[Event], clauses: Sequence[Clause]
) -> list[Event]:
    """ "올해로 예정했던 착공은 내년으로 미뤄졌다" and "완공을 올해 12월에서 내년 12월로 미뤘다" state two dates of one act."""
    moving = [pair for pair in pairwise(dates) if is_move(sentence, *pair)]
    moved = {(m.start, m.end) for pair in moving for m in pair}
    found = [
        replace(e, modality="planned") if e.mention and (e.mention.start, e.mention.end) in moved else e for e in events
    ]
    for event, mention in _shared(sentence, dates, events, clauses):
        start = min(mention.start, event.start)
        rules = (event.trigger.rule, mention.rule, "date-in-clause", "shared-predicate")
        found.append(replace(event, date=mention.date, mention=mention, start=start, rules=rules))
    for event, mention in (*_earlier(sentence, dates, events), *_goes_to(sentence, dates, events)):
        rules = (event.trigger.rule, mention.rule, "date-named", "earlier-plan")
        start, end = min(mention.start, event.start), max(mention.end, event.end)
        found.append(
            replace(event, date=mention.date, mention=mention, modality="planned", start=start, end=end, rules=rules)
        )
    return found


def _earlier(
    sentence: Sentence, dates: Sequence[DateMention], events: Sequence[Event]
) -> Iterator[tuple[Event, DateMention]]:
    for index, mention in enumerate(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        if following and is_move(sentence, mention, following):
            pair = (mention, following)
            yield from ((e, pair[e.mention == mention]) for e in events if e.mention in pair and e.kind in _MOVABLE)
        elif was_due(sentence.text[mention.end - sentence.start :]):
            owner = next((e for e in events if e.trigger.end > mention.end and e.kind in _MOVABLE), None)
            if owner and owner.mention and owner.mention != mention and owner.date != mention.date:
                yield replace(owner, trigger=_due_trigger(owner, sentence, mention)), mention


_DUE_KINDS = {
    "끝내": "completion",
    "마치": "completion",
    "준공": "completion",
    "완공": "completion",
    "착공": "construction",
}


def _due_trigger(owner: Event, sentence: Sentence, mention: DateMention) -> Trigger:
    """ "상반기에 끝내려던 실증을 연말까지 이어간다": what was due may be another act than what is done now."""
    due = _WAS_DUE.match(sentence.text, mention.end - sentence.start)
    kind = next((kind for word, kind in _DUE_KINDS.items() if due and word in due.group()), owner.kind)
    return replace(owner.trigger, kind=kind)


def _goes_to(
    sentence: Sentence, dates: Sequence[DateMention], events: Sequence[Event]
) -> Iterator[tuple[Event, DateMention]]:
    """ "2023년까지 마칠 예정이던 구축을 2026년으로 늦췄다": the new date, which no act has taken."""
    used = {(e.mention.start, e.mention.end) for e in events if e.mention}
    for mention in dates:
        after = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 24]
        before = [e for e in events if e.trigger.start < mention.start and e.kind in _MOVABLE]
        if before and (mention.start, mention.end) not in used and _MOVED_TO.match(after):
            yield next((e for e in reversed(before) if e.kind != "target"), before[-1]), mention


def _shared(
    sentence: Sentence, dates: Sequence[DateMention], events: Sequence[Event], clauses: Sequence[Clause]
) -> Iterator[tuple[Event, DateMention]]:
    """ "2026년까지 '…', 2030년까지 '…'를 구현한다", "5일과 12일 각각": the earlier date has the later one's predicate."""
    used = {(e.mention.start, e.mention.end) for e in events if e.mention}
    for first, last in pairwise(dates):
        gap = sentence.text[first.end - sentence.start : last.start - sentence.start]
        after = sentence.text[last.end - sentence.start : last.end - sentence.start + 16]
        each = _AND.fullmatch(gap) and _EACH.match(after)
        same = clause_at(tuple(clauses), first.start) == clause_at(tuple(clauses), last.start)
        listed = same and first.deadline == last.deadline and _LISTED.fullmatch(gap)
        if first.saying or (first.start, first.end) in used or not (each or listed):
            continue
        yield from ((e, first) for e in events if e.mention == last and e.trigger.start > last.start)


def is_move(sentence: Sentence, first: DateMention, last: DateMention) -> bool:
    """ "2024년 9월에서 2026년 3월로 바뀌었다"."""
    gap = sentence.text[first.end - sentence.start : last.start - sentence.start]
    after = sentence.text[last.end - sentence.start : last.end - sentence.start + 40]
    return bool(_FROM.fullmatch(gap) and _TO.match(after) and SHIFTED.search(after))
