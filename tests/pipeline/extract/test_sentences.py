"""Business sentences of our own, Korean and English, with the acts and the parties that each states.

The tables are in korean/*.txt and english/*.txt: the text, then "> kind date modality; …" and, where it matters,
"@ name role, …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tracker.pipeline.extract.context import Context
from tracker.pipeline.extract.extractor import build_context, find_all_events
from tracker.pipeline.extract.initiatives import cluster_events
from tracker.pipeline.extract.layers import Event
from tracker.pipeline.extract.roles import settle
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
from tracker.pipeline.records import ParsedArticle

TABLES = {"ko": "korean", "en": "english"}
PUBLISHED = datetime.fromisoformat("2024-06-20T10:00:00+09:00")

Case = tuple[str, str, set[str], dict[str, str] | None]


def cases() -> Iterator[Case]:
    for language, folder in TABLES.items():
        for path in sorted((Path(__file__).parent / folder).glob("*.txt")):
            text = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
            for entry in text.strip().split("\n\n"):
                said, acts, *parties = entry.splitlines()
                yield language, said, split(acts, ";"), roles(parties[0]) if parties else None


def split(line: str, by: str) -> set[str]:
    return {part.strip() for part in line[1:].split(by) if part.strip()}


def roles(line: str) -> dict[str, str]:
    return {name: role for name, role in (part.rsplit(" ", 1) for part in split(line, ","))}


def read(language: str, said: str) -> tuple[set[str], dict[str, str]]:
    article = ParsedArticle("x", language, "Wire", "", PUBLISHED, said)
    context, _ = build_context(article, load_default_index(), load_default_catalog().sectors, PUBLISHED.date())
    events, _ = find_all_events(article, context, PUBLISHED.date())
    acts = {f"{event.kind} {event.date.value if event.date else None} {event.modality}" for event in events}
    return acts, parties(events, context)


def parties(events: Sequence[Event], context: Context) -> dict[str, str]:
    given = [pair for cluster in cluster_events(events, context) for pair in cluster.roles]
    return {context.entities[entity].name: role for entity, role in settle(given, context).items()}


CASES = list(cases())


@pytest.mark.parametrize(("language", "said", "acts", "named"), CASES, ids=[case[1][:60] for case in CASES])
def test_a_sentence_gives_its_acts_and_parties(
    language: str, said: str, acts: set[str], named: dict[str, str] | None
) -> None:
    found, taking_part = read(language, said)
    assert found == acts
    if named is not None:
        assert taking_part == named
