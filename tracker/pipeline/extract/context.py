"""What the layers together say about one article; read by the stages that work across sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .english.descriptions import described, description
from .layers import Block, Entity, EntityMention, Event, Sentence
from .sectors import SectorCues
from .spans import between


@dataclass(frozen=True, slots=True)
class Context:
    language: str
    body: str
    title: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[EntityMention, ...]
    cues: tuple[SectorCues, ...]  # one a sentence
    title_cues: SectorCues
    published: date
    theme: tuple[str, ...]  # sectors of headline and lead
    sector_blocks: frozenset[int]  # paragraphs with a strong word of a sector
    starts: list[int]  # of the mentions, for searching
    named: tuple[tuple[EntityMention, ...], ...]  # the mentions in each sentence
    subjects: tuple[tuple[int, ...], ...] = field(default=())  # entities a sentence is about, carried on where unsaid
    leaders: tuple[int | None, ...] = field(default=())  # the conglomerate last spoken of as a subject
    hinted_sectors: tuple[str, ...] = ()  # what the source usually writes about

    def inside(self, start: int, end: int) -> tuple[EntityMention, ...]:
        """The mentions that begin between two body offsets."""
        return self.mentions[between(self.starts, start, end)]

    def is_conglomerate(self, entity: int) -> bool:
        return self.entities[entity].group_id is not None

    def block_of(self, event: Event) -> Block:
        return self.blocks[self.sentences[event.sentence].block]


def mentions_by_sentence(
    sentences: Sequence[Sentence], mentions: tuple[EntityMention, ...], starts: list[int]
) -> tuple[tuple[EntityMention, ...], ...]:
    """The mentions in each sentence, in order. starts: where the mentions begin."""
    return tuple(mentions[between(starts, s.start, s.end)] for s in sentences)


def subjects_by_sentence(
    body: str,
    sentences: Sequence[Sentence],
    parts: Sequence[Sequence[EntityMention]],
    entities: Sequence[Entity],
) -> tuple[tuple[int, ...], ...]:
    """For each sentence the entities it is about: its own first subject, whom it describes, else that of the sentence
    before. parts: the mentions in each sentence."""
    found: list[tuple[int, ...]] = []
    current: tuple[int, ...] = ()
    section = -1
    for sentence in sentences:
        if sentence.section != section and sentence.brief:
            current = ()
        section = sentence.section
        own = _own_subject(parts[sentence.index], current, entities) or _both(sentence, found, parts)
        if not own and not current and not _HANGUL.search(sentence.text):
            own = _first_named(parts[sentence.index], entities)
        words = None if own else description(sentence.text)
        before = [linked for part in parts[: sentence.index] for linked in part] if words else ()
        aside = described(words, body, before, entities) if words else ()
        current = own or current
        found.append(aside or current)
    return tuple(found)


_BOTH = re.compile(
    r"양사|양측|양쪽|(?:두|세|네) (?:회사|기관|기업|곳)|[234]사(?=[는가와의])|세 곳|[Tt]he (?:two|three|four) (?:companies|sides|firms|partners|groups|parties)|[Tt]he (?:two|three) (?=(?:companies|firms|sides|partners|also |then |will |would |are |have |had |plan |aim |could |expect |signed|clinched|won|agreed|set up|began|broke|inked|formed|opened))|[Tt]he pair"
)


def _both(
    sentence: Sentence, before: Sequence[tuple[int, ...]], parts: Sequence[Sequence[EntityMention]]
) -> tuple[int, ...]:
    """ "두 회사" are those that the last sentences put side by side."""
    if not _BOTH.search(sentence.text[:40]):
        return ()
    for index in range(sentence.index - 1, max(-1, sentence.index - 4), -1):
        named = [x.entity for x in parts[index] if x.mention.case in {"subject", "with"} and x.mention.head != "parent"]
        both = tuple(dict.fromkeys([*named, *([] if len(set(named)) > 1 else before[index])]))
        if len(both) > 1:
            return both
    return ()


_HANGUL = re.compile("[가-힣]")


def _first_named(inside: Sequence[EntityMention], entities: Sequence[Entity]) -> tuple[int, ...]:
    """The conglomerate that opens an English text in another case than the subject: "An arm of KT", "At KT, …"."""
    plain = [x.entity for x in inside if x.mention.head in {"", "parent", "site"}]
    return tuple(e for e in plain if entities[e].group_id is not None)[:1]


def leaders_by_sentence(
    subjects: Sequence[tuple[int, ...]], sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> tuple[int | None, ...]:
    """For each sentence the conglomerate that was a subject last, within the same item of a round-up."""
    found: list[int | None] = []
    current: int | None = None
    for index, sentence in enumerate(sentences):
        if sentence.brief and index and sentences[index - 1].section != sentence.section:
            current = None
        big = [e for e in subjects[index] if entities[e].group_id is not None]
        current = big[0] if big else current
        found.append(current)
    return tuple(found)


def _own_subject(
    inside: Sequence[EntityMention], current: tuple[int, ...], entities: Sequence[Entity]
) -> tuple[int, ...]:
    """The first topic, else the first nominative; a chairman of the group spoken of changes nothing."""
    subject = [x for x in inside if x.mention.case == "subject" and x.mention.head in {"", "title"}]
    subject = [x for x in subject if x.mention.topic] or subject
    if not subject:
        titled = [x for x in inside if x.mention.head == "title"]
        return () if current else tuple(x.entity for x in titled[:1])
    if subject[0].mention.head == "title":
        groups = {entities[e].group_id for e in current} - {None}
        if entities[subject[0].entity].group_id in groups:
            return ()
    series = subject[0].mention.series
    return tuple(dict.fromkeys(x.entity for x in inside if x.mention.series == series))
