"""Which of a sentence's dates belongs to an act, and what the date says about how sure the act is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.pipeline.records import DateMention

from .clauses import clause_at
from .layers import Clause, Reading, Sentence, Trigger
from .partial import in_year

# Acts that a deadline cannot date: "2017년까지 … 만들겠다고 발표했다" announces on another day.
_NO_DEADLINE = frozenset({"agreement", "contract", "announcement", "talks", "cancellation"})
_DONE_BY = frozenset({"pilot", "launch", "completion", "construction"})
_SIGNED = frozenset({"agreement", "contract", "announcement"})
_SOURCE = re.compile(r"^\s?(?:\(현지시간\)\s?)?(?:오전|오후)?[^\n.,]{0,16}?(?:에 따르면|에 의하면|현재 |기준)")
_NAMES_DATE = re.compile(
    r"^(?:식|할|될|하는|되는)?(?:\s?(?:시점|시기|시한|목표|일정|예정|기간|일)){0,2}[’'”\"]?\s?(?:은|는|이|가|도|을|를|만|까지|:|：)?\s?"
    r"(?:이르면 |빨라도 |빠르면 |늦어도 |당초 |애초 |약 )?(?:\S{1,2} ?(?:년|해|달|개월) (?:뒤|후)인 )?$"
)


@dataclass(frozen=True, slots=True)
class Timing:
    mention: DateMention | None
    rule: str


def usable_dates(sentence: Sentence, dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The sentence's dates that can date an act: not those of a source ("17일 업계에 따르면")."""
    kept = []
    for mention in dates:
        after = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 30]
        if not _SOURCE.match(after):
            kept.append(mention)
    return tuple(kept)


def date_event(
    trigger: Trigger, sentence: Sentence, clauses: tuple[Clause, ...], dates: Sequence[DateMention], wording: Reading
) -> Timing:
    """The date of an act: in its own clause, else carried from an earlier one, else the day it was told."""
    acts = [m for m in dates if not m.saying and _may_date(trigger, m, wording, sentence)]
    own = clauses[clause_at(clauses, trigger.start)]
    found = _date_korean(trigger, sentence, own, acts, wording)
    if found.mention:
        return found
    if trigger.modality == "happened":  # background ("…와 세운 합작법인"), not what was told that day
        return Timing(None, "no-date")
    told = [m for m in dates if m.saying and (m.start > trigger.start or _speaks(m, trigger, sentence))]
    return Timing(told[0], "date-told") if told else Timing(None, "no-date")


def _speaks(mention: DateMention, trigger: Trigger, sentence: Sentence) -> bool:
    """ "20일 “투자 계획을 철회한다”고 공시했다"."""
    return trigger.kind in _TOLD_ANYWAY and any(
        mention.end <= start <= trigger.start < end for start, end in sentence.quotes
    )


def _may_date(trigger: Trigger, mention: DateMention, wording: Reading, sentence: Sentence) -> bool:
    if mention.deadline:
        return trigger.kind not in _NO_DEADLINE or _to_sign(trigger, wording) or _signed_by(trigger, mention, sentence)
    return trigger.when != "deadline"


_CHOOSING = re.compile(r"(?:까지|안에|안으로|내에|내|안)?\s(?:[^\s.,]{1,12}\s){0,2}$")


def _signed_by(trigger: Trigger, mention: DateMention, sentence: Sentence) -> bool:
    """ "연말까지 민간사업자를 선정하고": nothing but the object between the deadline and the act."""
    gap = sentence.text[mention.end - sentence.start : trigger.start - sentence.start]
    after = sentence.text[trigger.end - sentence.start : trigger.end - sentence.start + 4]
    return (
        trigger.kind == "agreement"
        and bool(_CHOOSING.fullmatch(gap))
        and after.startswith(("하고", "해 ", "하며", "할", "한 뒤"))
    )


def _to_sign(trigger: Trigger, wording: Reading) -> bool:
    """ "7월 중순까지 … 계약을 체결하기로 했다"."""
    return trigger.kind in {"agreement", "contract"} and wording.rule in {"decided-to-do", "future-adnominal", "can"}


def _date_korean(
    trigger: Trigger, sentence: Sentence, own: Clause, acts: Sequence[DateMention], wording: Reading
) -> Timing:
    named = [m for m in acts if trigger.end <= m.start < own.end and _between(sentence, trigger.end, m.start)]
    if trigger.modality == "happened" and named and sentence.text[trigger.end - sentence.start] in "을를":
        named = []  # "맺은 계약을 올해 초 해지했다": the object of another act
    if named:
        return Timing(named[0], "date-named")
    before = [m for m in acts if m.start < trigger.end]
    inside = [m for m in before if m.start >= own.start]
    if inside:
        return Timing(inside[-1], "date-in-clause")
    # A deadline goes on only to what is to be done by it.
    carried = [m for m in before if not m.deadline or trigger.kind in _DONE_BY or _to_sign(trigger, wording)]
    if carried:
        return Timing(carried[-1], "date-carried")
    after = [m for m in acts if trigger.end <= m.start < own.end and m.start - trigger.end < 14]
    return Timing(after[0], "date-after") if after and trigger.kind == "target" else Timing(None, "no-date")


def _between(sentence: Sentence, left: int, right: int) -> bool:
    return right - left <= 16 and bool(_NAMES_DATE.match(sentence.text[left - sentence.start : right - sentence.start]))


_TOLD_ANYWAY = frozenset({"agreement", "contract", "cancellation", "announcement", "talks"})


def without_telling(timing: Timing, reading: Reading, kind: str) -> Timing:
    """The day of the saying dates what was done or decided, not what is only planned or under way."""
    if timing.rule == "date-told" and reading.modality != "happened" and kind not in _TOLD_ANYWAY:
        return Timing(None, "no-date")
    return timing


_SAYS_YEAR = re.compile(r"오는|다음|이달|이번|내달|\d{4}|['’]\d\d|년|해|올|내년|year|next|this|in \d{4}")


def step_back(timing: Timing, reading: Reading, text: str, published: date) -> Timing:
    """A day or month without a year that would lie ahead, of an act that is told as past, is that of the year before."""
    mention = timing.mention
    told_as_past = reading.modality == "happened" and reading.rule not in {"no-mark", "listed"}
    if mention is None or not told_as_past or mention.date.first <= published or _SAYS_YEAR.search(text):
        return timing
    if mention.date.granularity not in {"day", "month"}:
        return timing
    earlier = in_year(mention.date, mention.date.first.year - 1)
    return Timing(replace(mention, date=earlier), "date-year-before") if earlier else timing


_SCHEDULED = frozenset({"construction", "completion", "launch", "pilot", "target"})


_GIVEN = re.compile(r"^\s?(?:초|말|중반|중순|께|쯤|경|하순)?(?:으로|로|까지|이다|이었|였|다|,)")


_WAS_TO_BE = re.compile(r"^\s?(?:초|말)?(?:이던|이었던|였던) [^.,\n]{0,10}(?:시한|시점|시기|일정|목표|기한)")


def as_scheduled(timing: Timing, reading: Reading, kind: str, after: str) -> Reading:
    """ "착공은 그해 말로 조정됐다", "완공은 2027년으로 잡았다": a date that an act is given is a plan."""
    given = timing.rule == "date-named" and kind in _SCHEDULED and _GIVEN.match(after)
    given = given or (timing.mention is not None and kind in _SCHEDULED and _WAS_TO_BE.match(after))
    if given and reading.modality == "happened" and reading.rule != "listed":
        return Reading("planned", "scheduled")
    return reading


_MISSED_PLAN = re.compile(r"(?:계획|예정|목표|구상|방침|일정|청사진)(?:이었|이던|였|도 있었)|려던|려 했")


def in_chain(
    reading: Reading, timing: Timing, sentence: Sentence, clause: Clause, dates: Sequence[DateMention], published: date
) -> Reading:
    """ "지난해 9월 공사를 시작해 올해 12월 완공할 계획이다": a step that lies behind was taken, though the chain ends in a plan;
    "이듬해 협약을 맺고 2018년 개교할 계획이었다": a chain of steps that all lie behind was only planned."""
    mention = timing.mention
    if mention is None or mention.deadline or mention.date.last >= published or clause.end >= sentence.end:
        return reading
    later = [m for m in dates if m.start >= clause.end and not m.saying]
    if (
        reading.modality == "planned"
        and reading.rule.startswith("mark-")
        and any(m.date.last >= published for m in later)
    ):
        return Reading("happened", "begun-before")
    missed = reading.rule == "signed-and" and later and all(m.date.last < published for m in later)
    if missed and _MISSED_PLAN.search(sentence.text[clause.end - sentence.start :]):
        return Reading("planned", "chain-of-plans")
    return reading


_NOT_OWN_PAST = frozenset({"done-adnominal", "signed-and", "mark-past", "no-mark", "present-tense", "going-on"})


def settle_modality(reading: Reading, mention: DateMention | None, published: date, kind: str) -> Reading:
    """The reading once the date is known: what lies ahead has not happened."""
    if mention is None:
        return reading
    when = mention.date
    ahead = when.first > published
    behind = when.last < published
    if reading.rule == "listed" and kind not in _SIGNED and when.last > published and when.granularity != "day":
        return Reading("planned", "listed")
    if ahead and reading.modality == "happened":
        return Reading("planned", "date-ahead")
    if mention.deadline and when.last > published and reading.rule in _NOT_OWN_PAST:
        return Reading("planned", "deadline-ahead")
    if kind == "cancellation" and reading.modality == "planned" and when.last <= published:
        return Reading("happened", "decided-against")
    if behind and reading.rule in {"present-tense", "no-mark"} and kind != "target":
        return Reading("happened", "date-behind")
    if reading.rule in {"present-tense", "no-mark"} and mention.deadline and not behind:
        return Reading("planned", "deadline")
    if behind and kind in _SIGNED and reading.rule.startswith("mark-"):
        return Reading("happened", "signed-before")
    if (
        mention.saying
        and kind in {"agreement", "contract", "cancellation", "announcement"}
        and reading.modality == "planned"
    ):
        return Reading("happened", "decided-and-told")
    return reading
