"""What is compared of a statement, read once."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.pipeline.merge.places import Place, is_town, read_places, sound_key
from tracker.pipeline.merge.statements import Statement, StatementParticipant, normalize_name
from tracker.pipeline.merge.texts import grams_of, is_korean, squeeze
from tracker.pipeline.merge.titles import Title, read_concepts, read_quantities, read_quoted, read_title
from tracker.pipeline.records import MilestoneFact

_PRECISE = ("day", "month")
# Each of these happens once to a project; a second one of its kind is another project's, or another year's.
_ONCE = ("agreement", "contract", "pilot", "construction", "launch", "completion", "announcement")
_FRESH_DAYS = 40
# Two amounts within half of this step (as a logarithm) always share one of two neighbouring keys.
_AMOUNT_STEP = 0.04


@dataclass(frozen=True, slots=True)
class Features:
    statement: Statement
    parties: dict[str, StatementParticipant]  # by identity
    side: frozenset[str]  # identities of the conglomerates' side
    anchors: frozenset[str]  # identities that may tie two reports: the conglomerates' side, customers and leads
    groups: frozenset[str]
    names: frozenset[str]  # squeezed names of parties and groups
    places: frozenset[Place]
    title: Title
    quoted: frozenset[str]  # in the title and the evidence
    quantities: frozenset[tuple[str, float]]
    text: str  # title, evidence and, of the article's main report, its headline, squeezed
    around: str  # the same with the headline in any case: it names who takes part in all that the article tells
    lent: frozenset[Place]  # towns of the headline, for a main report that gives no town itself
    concepts: frozenset[str]  # kinds of thing that the text names
    grams: frozenset[str]
    fresh: dict[str, tuple[date, date]]  # kind → (first, last) of what happened just before the article
    korean: bool
    keys: frozenset[str]


@lru_cache(maxsize=65_536)
def read_features(statement: Statement) -> Features:
    """The features of `statement`."""
    fact = statement.fact
    parties = {party.identity: party for party in statement.participants}
    side = frozenset(identity for identity, party in parties.items() if party.group)
    anchors = side | {identity for identity, party in parties.items() if party.role in ("customer", "lead")}
    groups = frozenset(party.group for party in parties.values() if party.group)
    names = tuple(sorted({party.name for party in parties.values()} | groups))
    evidence = " ".join(milestone.evidence.quote for milestone in fact.milestones)
    title = read_title(fact.title, names)
    said = " ".join([fact.title, evidence, *dict.fromkeys(party.evidence.quote for party in parties.values())])
    text = f"{said} {statement.headline}" if statement.main else said
    places = frozenset(place for location in fact.locations for place in read_places(location)) | title.places
    lent = _lent_places(statement, places, names)
    return Features(
        statement=statement,
        parties=parties,
        side=side,
        anchors=anchors,
        groups=groups,
        names=frozenset(squeeze(name) for name in names) | {normalize_name(name) for name in names},
        places=places,
        title=title,
        quoted=read_quoted(fact.title) | read_quoted(evidence),
        quantities=read_quantities(f"{fact.title} {evidence}"),
        text=squeeze(text),
        around=squeeze(f"{said} {statement.headline}"),
        lent=lent,
        concepts=read_concepts(text.casefold()),
        grams=grams_of(evidence, 3),
        fresh=_fresh_acts(statement),
        korean=is_korean(fact.title + evidence),
        keys=_keys(statement, anchors, groups, places | lent),
    )


def _lent_places(statement: Statement, places: frozenset[Place], names: tuple[str, ...]) -> frozenset[Place]:
    if not statement.main or any(is_town(place) for place in places):
        return frozenset()
    return frozenset(place for place in read_title(statement.headline, names).places if is_town(place))


def _fresh_acts(statement: Statement) -> dict[str, tuple[date, date]]:
    """What the article reports as its news: acts that happened in the weeks before it came out."""
    day = statement.published_at.date()
    fresh: dict[str, tuple[date, date]] = {}
    for milestone in statement.fact.milestones:
        on = milestone.date
        if milestone.kind not in _ONCE or milestone.modality != "happened" or on is None:
            continue
        if on.granularity in _PRECISE and (day - on.last).days <= _FRESH_DAYS:
            fresh.setdefault(milestone.kind, (on.first, on.last))
    return fresh


def _keys(
    statement: Statement, anchors: frozenset[str], groups: frozenset[str], places: frozenset[Place]
) -> frozenset[str]:
    """Each "<who>|<sector>|<what else>": a sure match always shares who and a town or two things else, so that a
    well-known company or ministry is not by itself a crowd to be compared with."""
    where = {f"{'town' if is_town(place) else 'place'}:{sound_key(place)}" for place in places}
    what = where | {f"party:{party.identity}" for party in statement.participants}
    what |= {f"month:{month}" for milestone in statement.fact.milestones if (month := month_of(milestone))}
    if statement.fact.amount_krw:
        step = math.log(statement.fact.amount_krw) / _AMOUNT_STEP
        what |= {f"amount:{math.floor(step)}", f"amount:{math.floor(step + 0.5)}+"}
    pairs = {(who, thing) for who in anchors for thing in what - {f"party:{who}"}}
    for group in groups:
        own = {f"party:{party.identity}" for party in statement.participants if party.group == group}
        pairs |= {(f"group:{group}", thing) for thing in what - own}
    return frozenset(f"{who}|{sector}|{thing}" for who, thing in pairs for sector in statement.fact.sectors)


def share_enough(keys: Iterable[str]) -> bool:
    """Whether shared keys name two different things, or the town of one organization: a month, a large city, or a
    town in which a conglomerate is active at all, is shared by crowds."""
    parted = [key.split("|", 2) for key in keys]
    town = any(thing.startswith("town:") and not who.startswith("group:") for who, _, thing in parted)
    return town or len({thing for *_, thing in parted}) >= 2


def month_of(milestone: MilestoneFact) -> str | None:
    """YYYY-MM of a milestone that is dated to the month or the day."""
    on = milestone.date
    return f"{on.first:%Y-%m}" if on and on.granularity in _PRECISE else None
