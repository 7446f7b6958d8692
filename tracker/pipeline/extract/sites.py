"""Where an initiative is: the places of its acts, else those that the text names around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from .clusters import DEALS
from .context import Context
from .layers import Event, Sentence
from .lesser_places import find_lesser_places
from .locations import find_places, outside_names, wide_places, without_venues

_MOST = 6


def locate(
    events: Sequence[Event], sentences: Sequence[int], told: Set[int], context: Context, *, first: bool
) -> tuple[str, ...]:
    """The places of an initiative, the surest first, at most six. events: its acts; sentences: all that speak of it;
    told: the sentences that tell an act of any initiative; first: it is the one that the article opens with, so that
    headline and lead speak of it too."""
    deals = {event.sentence for event in events if event.kind in DEALS or event.kind == "talks"}
    acts = list(dict.fromkeys(event.sentence for event in events))
    found = _places_of(acts, deals, context)
    if not _narrow(found, context):
        found += _places_of([index for index in sentences if index not in told], deals, context)
    if not _narrow(found, context):
        found += _places_of(_before(acts, told, context), deals, context)
    if first and not _narrow(found, context):
        found += [*places_in(context.title, context.language), *_places_of([0], deals, context)]
    return tuple(dict.fromkeys(found))[:_MOST]


def places_of(sentence: Sentence, context: Context) -> list[str]:
    """All places that a sentence names, listed ones first."""
    inside = tuple(x.mention for x in context.named[sentence.index])
    return places_in(outside_names(sentence.text, sentence.start, inside), context.language)


def places_in(text: str, language: str) -> list[str]:
    """All places that a text without organization names names, listed ones first."""
    return list(dict.fromkeys([*find_places(text, language, districts=True), *find_lesser_places(text, language)]))


def _places_of(indexes: Iterable[int], deals: set[int], context: Context) -> list[str]:
    found: list[str] = []
    for index in indexes:
        sentence = context.sentences[index]
        places = places_of(sentence, context)
        kept = without_venues(sentence.text, tuple(places)) if index in deals else set(places)
        found += [place for place in places if place in kept]
    return found


def _before(acts: Sequence[int], told: Set[int], context: Context) -> list[int]:
    """The sentences just before acts in their paragraphs."""
    return [
        index - 1
        for index in acts
        if index and context.sentences[index - 1].block == context.sentences[index].block and index - 1 not in told
    ]


def _narrow(places: Iterable[str], context: Context) -> bool:
    return bool(set(places) - wide_places(context.language))
