"""Which of an English sentence's dates belongs to an act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.pipeline.extract.clauses import clause_at
from tracker.pipeline.extract.layers import Clause, Sentence, Trigger
from tracker.pipeline.extract.timing import Timing
from tracker.pipeline.records import DateMention

# "announced plans to build … by 2030": the deadline is that of the building.
_NO_DEADLINE = frozenset({"agreement", "contract", "announcement", "talks", "cancellation", "investment"})
_TO_COME = re.compile(
    r"\b(?:to|will|would|could|may|might|should|can|be|is|are) (?:be |have |then |also |formally |jointly )?$"
)
_AHEAD = re.compile(
    r"\b(?:to be|is to|are to|will|would|should|shall|must|could|may|might|due|expected|scheduled|slated|set for|planned|targeted|likely)\b"
)
_PURPOSE = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!due )(?<!set )(?<!planned )(?<!supposed )(?<!scheduled )(?<!expected )\bto (?:be )?$"
)
_SIDE = re.compile(r"^(?:which|who|where|after|since|because|when|as|until|before|whereas|including a)\b")
_DEADLINE_KINDS = frozenset({"completion", "launch", "construction", "pilot", "organization", "target"})
_REACH = 90


def date_act(
    trigger: Trigger,
    triggers: Sequence[Trigger],
    sentence: Sentence,
    clauses: tuple[Clause, ...],
    dates: Sequence[DateMention],
    published: date,
) -> Timing:
    """The date in the act's own clause, else one that opens the sentence, else the day it was told."""
    index = clause_at(clauses, trigger.start)
    own = clauses[index]
    acts = [m for m in dates if not m.saying and _fits(trigger, m, sentence, published)]
    inside = [m for m in acts if own.start <= m.start < own.end]
    found = _nearest(trigger, triggers, inside, own)
    if found is not None:
        return Timing(found, "date-after" if found.start > trigger.start else "date-in-clause")
    carried = _carried(trigger, acts, clauses, index)
    if carried is not None:
        return Timing(carried, "date-carried")
    if trigger.modality == "happened" or (index and _SIDE.match(clauses[index - 1].link)):
        return Timing(None, "no-date")
    told = [m for m in dates if m.saying]
    return Timing(told[0], "date-told") if told else Timing(None, "no-date")


def _fits(trigger: Trigger, mention: DateMention, sentence: Sentence, published: date) -> bool:
    before = sentence.text[max(0, trigger.start - sentence.start - 24) : trigger.start - sentence.start]
    own = sentence.text[trigger.start - sentence.start : trigger.end - sentence.start + 16]
    ahead = bool(_TO_COME.search(before) or _AHEAD.search(own))
    purpose = _PURPOSE.search(before + ("to " if own.startswith("to ") else ""))
    if purpose and mention.start < trigger.start and mention.date.last < published:
        return False  # "teamed up last month to offer …"
    if mention.deadline and not ahead:
        return trigger.kind not in _NO_DEADLINE
    if trigger.kind in _NO_DEADLINE and not ahead and mention.date.first > published:
        return False  # signed today, for something to come
    return mention.deadline or trigger.when != "deadline"


def _nearest(
    trigger: Trigger, triggers: Sequence[Trigger], inside: Sequence[DateMention], own: Clause
) -> DateMention | None:
    """A date goes to the last act before it in its clause; one before all acts goes to each that has none."""
    others = [t for t in triggers if own.start <= t.start < own.end and t is not trigger]
    for mention in inside:
        between = [
            t for t in others if trigger.start < t.start < mention.start and (mention.deadline or t.when != "deadline")
        ]
        if trigger.start <= mention.start and not between and mention.start - trigger.end < _REACH:
            return mention
    before = [m for m in inside if m.start < trigger.start]
    taken = [m for m in before if any(t.start < m.start for t in others)]
    free = [m for m in before if m not in taken] or taken
    if free:
        return free[-1]
    return inside[-1] if inside and not others else None


def _carried(
    trigger: Trigger, acts: Sequence[DateMention], clauses: tuple[Clause, ...], index: int
) -> DateMention | None:
    """A date that opens the sentence holds for all that is told in it; a deadline only for what is due by then."""
    if index == 0:
        return None
    link = clauses[index - 1].link
    opening = [m for m in acts if m.start < clauses[0].start + 30 and m.start < trigger.start]
    earlier = [m for m in acts if clauses[index - 1].start <= m.start < clauses[index - 1].end]
    if earlier and link in {"and", "then", "with"} and (not earlier[-1].deadline or trigger.kind in _DEADLINE_KINDS):
        return earlier[-1]
    if opening and not _SIDE.match(link) and not opening[0].deadline:
        return opening[0]
    return None
