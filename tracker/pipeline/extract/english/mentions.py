"""English body → organization mentions in order, each with its grammar: the catalog's names, then proposed ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tracker.pipeline.extract.layers import Mention, Sentence
from tracker.pipeline.extract.lexicon import words
from tracker.pipeline.extract.spans import Spans
from tracker.pipeline.records import NameIndex, NameMatch

from .grammar import annotate
from .names import IS_THING, find_in_capitals, find_proposals, short_form, short_forms
from .owners import with_owners
from .parties import find_listed, find_parties

_ALIAS = re.compile(
    r"^(?:,? \(|, better known as |, or |, known as )([A-Z][A-Za-z0-9&.\-]{1,14}(?: [A-Z&]{2,8})?)(?=[),. ])"
)
# "Metaplant America", "Innovation Center Singapore": a site or product that bears the name, and no organization.
_THING = re.compile(
    r"^ (?:[A-Z][\w&\-]* ){0,3}(?:Center|Centre|Plant|Station|Tower|Campus|Factory|Works|Complex|Park|Stadium|Foundry|Metaplant|Hub|Studio|Square|Building|Arena|Lab Day|Forum|Day|Cup|Project|Platform|Series|Line|City|Village|Smart [A-Z]\w+)\b"
)  # fmt: skip
_BRAND_TAIL = re.compile(
    r"^ (?!(?:AI|IT|ESS|TV|EV|DX|CEO|CTO|CFO|ICT|IoT|SUV|ID)\b)[A-Z][A-Za-z&]+(?: [A-Z][A-Za-z&]+)?"
)


def english_mentions(body: str, sentences: Sequence[Sentence], names: NameIndex, on: date) -> tuple[Mention, ...]:
    """All mentions of organizations, without overlaps, with case, head and series."""
    read = Spans((s.start, s.end) for s in sentences)
    catalog = [
        Mention(m.start, m.end, m.surface, m.ids[0], names.organization(m.ids[0]).kind, *_how_linked(m))
        for m in names.find(body, on)
        if m.ids and read.hold(m.start)
    ]
    catalog = [_with_branch(body, m) for m in catalog]
    never = {*words("en", "never"), *words("en", "stop")}
    things = {m.start for m in catalog if _THING.match(body[m.end : m.end + 60])}
    found = _without_overlap(
        m
        for m in [
            *catalog,
            *find_in_capitals(body, sentences, names, on),
            *(_apart(m, catalog) for m in find_proposals(sentences, names, on)),
        ]
        if m.surface not in never and (m.catalog_id or m.start not in things)
    )
    found = _without_overlap([*found, *find_parties(sentences, Spans((m.start, m.end) for m in found), names, on)])
    found = _without_overlap([*found, *find_listed(sentences, found, names, on)])
    found = _without_overlap([*found, *_repetitions(body, read, found)])
    found = _as_affiliates(body, [m for m in found if not _is_place(body, m)], names, on)
    return annotate(body, with_owners(body, [_as_site(body, m) for m in found], names, on), sentences)


def _how_linked(match: NameMatch) -> tuple[str, float]:
    return ("org-hinted", 0.7) if match.hinted else ("org-catalog", 0.95)


_WHERE = re.compile(
    r"\b(?:in|near|across|throughout|around|outside|within|inside)(?: (?:the|central|southern|northern|eastern|western|nearby|neighboring))* $|[A-Z][a-z]+(?:-\w+)?, $"
)
_AREA = re.compile(r"(?:Province|City|County|District)$")


def _is_place(body: str, mention: Mention) -> bool:
    """ "in Daesan, South Chungcheong Province", "in Gyeonggi Province": where something is, not who does it."""
    if mention.kind != "government" or not _AREA.search(mention.surface):
        return False
    return bool(_WHERE.search(body[max(0, mention.start - 40) : mention.start])) and not re.match(
        r" (?:government|office|council)|,? (?:and|said|signed|will)\b", body[mention.end : mention.end + 14]
    )


_BRANCH = re.compile(
    r" (?:Korea|Japan|America|China|Vietnam|Europe|India|Indonesia|Australia|Germany|Poland)\b(?!['’]s| [A-Z])"
)


def _with_branch(body: str, mention: Mention) -> Mention:
    """ "Novelis Korea" whole, where the catalog knows only the mother."""
    branch = _BRANCH.match(body, mention.end)
    if branch is None or mention.kind != "company":
        return mention
    return replace(mention, end=branch.end(), surface=body[mention.start : branch.end()])


def _apart(mention: Mention, catalog: Sequence[Mention]) -> Mention:
    """Without a known name that an "and" only joins to it: "Naver and Korea Land & Housing Corp." """
    last = next((m for m in catalog if m.end == mention.end and m.start > mention.start), None)
    if last and mention.surface[: last.start - mention.start].endswith(" and "):
        surface = mention.surface[: last.start - mention.start - len(" and ")]
        return replace(mention, end=mention.start + len(surface), surface=surface)
    cut = mention.surface.find(" and ")
    first = mention.start + cut
    if cut < 0 or not any(m.start == mention.start and m.end == first for m in catalog):
        return mention
    start = first + len(" and ")
    return replace(mention, start=start, surface=mention.surface[cut + len(" and ") :])


def _without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    """In order of place; of two that overlap the catalog's name goes before a guess that only adds words to it."""
    taken = Spans()
    kept = []
    for mention in sorted(
        mentions, key=lambda m: (-(m.end - m.start) - 3 * (m.catalog_id is not None), -m.confidence, m.start)
    ):
        if not taken.overlap(mention.start, mention.end):
            taken.add(mention.start, mention.end)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


_AT_PLACE = re.compile(r"\b(?:at|in|near|outside|around) $")


def _repetitions(body: str, read: Spans, mentions: Sequence[Mention]) -> list[Mention]:
    """Further places of proposed names, of their forms without "Co." and of short forms given after a name."""
    forms: dict[str, Mention] = {}
    for mention in mentions:
        alias = _ALIAS.match(body[mention.end : mention.end + 40])
        if alias and not IS_THING.match(body, mention.end + alias.end() + 1):
            forms.setdefault(alias.group(1), replace(mention, rule="org-alias"))
        if mention.catalog_id is None or mention.rule not in ("org-catalog", "org-hinted"):
            for form in {mention.surface, short_form(mention.surface)}:
                forms.setdefault(form, replace(mention, rule="org-repeated"))
    for mention in mentions:
        for form in short_forms(short_form(mention.surface), known=mention.catalog_id is not None):
            if not re.search(rf"\b{form.lower()}\b", body) and form not in forms:
                forms[form] = replace(mention, rule="org-short")
    found = []
    for form, model in forms.items():
        for match in re.finditer(rf"(?<![\w&\-]){re.escape(form)}(?![\w&]|-[a-z])", body):
            place = model.rule == "org-short" and _AT_PLACE.search(body[max(0, match.start() - 10) : match.start()])
            if read.hold(match.start()) and not place:
                found.append(replace(model, start=match.start(), end=match.end(), surface=form))
    return found


def _as_affiliates(body: str, mentions: Sequence[Mention], names: NameIndex, on: date) -> list[Mention]:
    """A group's bare name stands for the one affiliate of that name in the text: "SeAH" for SeAH Besteel."""
    longer: dict[str, set[str]] = {}
    for m in mentions:
        first, _, rest = m.surface.partition(" ")
        if m.catalog_id and rest:
            longer.setdefault(first, set()).add("" if rest in {"Group", "Holdings", "Corp."} else m.catalog_id)
    done = []
    for m in mentions:
        one = longer.get(m.surface, set())
        if m.catalog_id and len(one) == 1 and "" not in one and names.group_at(m.catalog_id, on):
            m = replace(m, catalog_id=next(iter(one)))
        done.append(m)
    return done


def _as_site(body: str, mention: Mention) -> Mention:
    """Nothing is changed but the rule's name, which says that the name only begins that of a thing."""
    if mention.catalog_id and _THING.match(body[mention.end : mention.end + 60]):
        return replace(mention, rule="org-in-thing")
    return mention
