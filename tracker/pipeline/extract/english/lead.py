"""The deal that opens an article and is dated further down: "X has won an order … The company said on Friday"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.pipeline.extract.layers import Event, Sentence
from tracker.pipeline.extract.spans import between
from tracker.pipeline.records import DateMention

_DEALS = frozenset({"agreement", "contract", "organization", "investment"})
_NEWS = 3  # sentences that report the news; what follows is background


def date_lead(events: list[Event], sentences: Sequence[Sentence], dates: Sequence[DateMention]) -> list[Event]:
    """The events, with the deal of the first sentence dated by the day of the telling, or left to the sentence that
    tells it again with a day of its own."""
    events = _as_told(events, sentences)
    news = [s for s in sentences if any(e.sentence == s.index for e in events)][:1]
    if not news or news[0].index > 2:
        return events
    first = news[0].index
    done: list[Event] = []
    for event in events:
        open_ = event.sentence == first and event.kind in _DEALS and event.modality == "happened"
        told = "date-told" in event.rules
        if not open_ or (event.date is not None and not told):
            done.append(event)
        elif _told_again(event, events, first):
            done.append(replace(event, date=None, mention=None))  # its parties still count
        else:
            done.append(event if told else _dated(event, sentences[first : first + _NEWS], dates))
    return done


def _as_told(events: list[Event], sentences: Sequence[Sentence]) -> list[Event]:
    """ "It was signed" speaks of the deal before; a plan that is said counts only where it is the news itself."""
    done: list[Event] = []
    for event in events:
        if event.trigger.rule == "en-agreement-it-signed":
            deal = next((e.kind for e in reversed(done) if e.kind in {"agreement", "contract"}), "agreement")
            event = replace(event, trigger=replace(event.trigger, kind=deal))
        if event.trigger.rule == "en-announcement-lead":
            same = [e for e in events if e.sentence == event.sentence and e is not event and e.kind != "target"]
            if same or event.sentence > 1 or (event.sentence and len(sentences[0].text) > 60):
                continue
        done.append(event)
    return done


def _told_again(event: Event, events: Sequence[Event], first: int) -> bool:
    """Whether one of the next sentences gives the same kind of deal its own day."""
    kinds = {"agreement", "contract"} if event.kind in {"agreement", "contract"} else {event.kind}
    return any(
        e.kind in kinds
        and first < e.sentence < first + _NEWS
        and e.modality == "happened"
        and e.date is not None
        and e.date.granularity == "day"
        and "date-told" not in e.rules
        for e in events
    )


def _dated(event: Event, news: Sequence[Sentence], dates: Sequence[DateMention]) -> Event:
    starts = [mention.start for mention in dates]
    for sentence in news:
        for mention in dates[between(starts, sentence.start, sentence.end)]:
            if mention.saying and mention.date.granularity == "day":
                return replace(event, date=mention.date, rules=(*event.rules, "date-lead"))
    return event
