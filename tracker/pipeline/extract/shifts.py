"""Plans that moved: the date that an act was to have, beside the one that it has or is to have now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.pipeline.records import DateMention

from .hangul import ENDS_IN_L
from .layers import Event, Sentence

SHIFTED = re.compile(
    r"미뤄|미뤘|미루|늦춰|늦췄|늦추|늦어|밀려|밀렸|밀린|밀릴|연기|앞당|당겨|당겼|조정|수정|바뀌|바뀐|바꾸|바꿨|변경|옮겼|옮겨|넘겼|넘어가|넘어갔|순연"
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


def with_moved_plans(sentence: Sentence, dates: Sequence[DateMention], events: Sequence[Event]) -> list[Event]:
    """ "올해로 예정했던 착공은 내년으로 미뤄졌다" and "완공을 올해 12월에서 내년 12월로 미뤘다" state two dates of one act."""
    moving = [pair for pair in pairwise(dates) if is_move(sentence, *pair)]
    moved = {(m.start, m.end) for pair in moving for m in pair}
    found = [
        replace(e, modality="planned") if e.mention and (e.mention.start, e.mention.end) in moved else e for e in events
    ]
    for event, mention in _earlier(sentence, dates, events):
        rules = (event.trigger.rule, mention.rule, "date-named", "earlier-plan")
        start = min(mention.start, event.start)
        found.append(replace(event, date=mention.date, mention=mention, modality="planned", start=start, rules=rules))
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
                yield owner, mention


def is_move(sentence: Sentence, first: DateMention, last: DateMention) -> bool:
    """ "2024년 9월에서 2026년 3월로 바뀌었다"."""
    gap = sentence.text[first.end - sentence.start : last.start - sentence.start]
    after = sentence.text[last.end - sentence.start : last.end - sentence.start + 40]
    return bool(_FROM.fullmatch(gap) and _TO.match(after) and SHIFTED.search(after))
