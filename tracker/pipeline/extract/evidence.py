"""The shortest stretch of one sentence that states the act and, where it is there, its date."""

from __future__ import annotations

import re

from tracker.pipeline.records import DateMention, Evidence

from .layers import Clause, Event, Sentence, Trigger

_TAIL = re.compile(r"[\s.,;:]+$")
_WORD_START = re.compile(r"\S*$")


def evidence_span(sentence: Sentence, clause: Clause, trigger: Trigger, mention: DateMention | None) -> tuple[int, int]:
    """Body offsets of the evidence, always inside the sentence and holding trigger and date."""
    start = clause.start if mention is None or mention.saying else min(mention.start, trigger.start)
    if mention is not None and mention.start >= trigger.start:
        start = clause.start
    end = clause.end
    if mention is not None and mention.end > end:
        end = _to_word_end(sentence, mention.end)
    text = sentence.text[start - sentence.start : end - sentence.start]
    lead = len(text) - len(text.lstrip(" ,.;"))
    tail = _TAIL.search(text)
    end -= len(tail.group()) if tail else 0
    return start + lead, max(end, trigger.end)


def _to_word_end(sentence: Sentence, position: int) -> int:
    """On to the end of "5일 공시했다": the date's own word and the verb of saying after it."""
    rest = sentence.text[position - sentence.start :]
    match = re.match(r"\S*(?:\s\S{1,12}(?=[.\s]|$))?", rest)
    return position + (match.end() if match else 0)


def make_evidence(body: str, event: Event) -> Evidence:
    """The record of an event's evidence."""
    return Evidence(event.start, event.end, body[event.start : event.end], event.rules, event.confidence)
