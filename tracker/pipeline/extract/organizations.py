"""Body → organization mentions → entities: catalog names first, then what the text's structure proposes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import ahocorasick_rs

from tracker.pipeline.records import CatalogOrganization, Dropped, NameIndex, NameMatch, ParsedArticle

from .english.mentions import english_mentions
from .english.names import short_form
from .frames import annotate
from .governments import propose_governments
from .hangul import particle_at
from .layers import Entity, EntityMention, Mention, Sentence
from .lexicon import words
from .persons import PERSON, name_persons
from .proposers import propose
from .series import propose_more
from .spans import Spans

_ALIAS = re.compile(r"\(([A-Z][A-Za-z0-9&.\-]{1,14}(?: [A-Z&]{2,8})?|[가-힣][가-힣A-Za-z0-9]{1,11})\)")
_BRANCH = re.compile(r" (?:한국법인|코리아|아메리카|재팬|차이나|유럽)(?=[^가-힣]|[은는이가와과을를의도])")
_BRANCH_END = re.compile(r" (?:한국법인|코리아|아메리카|재팬|차이나|유럽)$")
_SOURCE_AFTER = re.compile(r"^(?:에 따르면|에 의하면|\s?(?:연구원|애널리스트|투자전략팀))")
_BEATEN = re.compile(r"^[^.\n은는]{0,24}?(?:을|를)\s(?:누르|제치|제쳤|따돌|꺾|앞서)")
_REPLACED = re.compile(r"^[’'”\"]?에서\s[^.\n]{2,36}?(?:으로|로)\s(?:변경|교체|바꾸|바꿨|바뀌)")
_BORDER = re.compile(r"^[^가-힣A-Za-z]?$")
_PLACE_LIKE = frozenset({"subject", "with", "from"})


def find_organizations(
    article: ParsedArticle, sentences: Sequence[Sentence], names: NameIndex, on: date
) -> tuple[tuple[Entity, ...], tuple[EntityMention, ...], list[Dropped]]:
    """The article's organizations, their mentions in the body in order, and the names that were not taken."""
    if article.language == "en":
        return (*_entities(article, english_mentions(article.body, sentences, names, on), names, on), [])
    catalog = _catalog_mentions(article.body, sentences, names, on)
    proposed = _proposals(sentences, catalog)
    spans = _merge_spans([*catalog, *proposed])
    repeated = _repetitions(article.body, sentences, spans)
    mentions = annotate(article.body, _without_asides(article.body, _merge_spans([*spans, *repeated])))
    more = [*propose_more(sentences, mentions), *name_persons(article.body, sentences, mentions)]
    if more:
        mentions = annotate(article.body, _merge_spans([*mentions, *more]))
    kept, dropped = _sieve(article.body, [_with_parent(mention, names, on) for mention in mentions])
    return (*_entities(article, _with_leaders(kept, names, on), names, on), dropped)


_SHORTEST_GROUP, _LONGEST_GROUP = 2, 5


def _with_parent(mention: Mention, names: NameIndex, on: date) -> Mention:
    """An unknown company whose name begins with that of a group is its affiliate: GS나베, 세아창원특수강."""
    if mention.catalog_id or mention.parent or mention.kind != "company":
        return mention
    for length in range(min(_LONGEST_GROUP, len(mention.surface) - 2), _SHORTEST_GROUP - 1, -1):
        group = names.group_named(mention.surface[:length], on)
        if group:
            found = names.find(mention.surface[:length], on)
            one = found[0].ids[0] if found and found[0].ids else None
            belongs = names.group_at(one, on) if one else None
            if belongs and belongs.id == group.id:
                return replace(mention, parent=one)
    return mention


def _with_leaders(mentions: Sequence[Mention], names: NameIndex, on: date) -> list[Mention]:
    """ "LG유플러스 컨소시엄" names two: the consortium and the company that leads it."""
    found: list[Mention] = []
    for mention in mentions:
        found.append(mention)
        if mention.kind == "consortium" and mention.catalog_id is None:
            first = next((m for m in names.find(mention.surface, on) if m.start == 0 and m.ids), None)
            if first and first.end < len(mention.surface):
                found.append(
                    replace(
                        mention,
                        end=mention.start + first.end,
                        surface=first.surface,
                        catalog_id=first.ids[0],
                        kind=names.organization(first.ids[0]).kind,
                        rule="org-in-consortium",
                        head="consortium",
                    )
                )
    return found


def _catalog_mentions(body: str, sentences: Sequence[Sentence], names: NameIndex, on: date) -> list[Mention]:
    found = []
    read = Spans((s.start, s.end) for s in sentences)
    for match in names.find(body, on):
        if read.hold(match.start) and match.ids:
            one = names.organization(match.ids[0])
            found.append(_longer(body, match, one) or _extend(body, match, one.kind))
    return found


_LATIN_NEXT = re.compile(
    r" (?!(?:AI|IT|ESS|LTE|TV|DX|CEO|IoT|ICT|EV)\b)[A-Z][A-Za-z&]{1,9}(?=[은는이가와과을를의도에로,. (]|$)"
)


def _longer(body: str, match: NameMatch, one: CatalogOrganization) -> Mention | None:
    """A group's name with a Latin word behind it is an affiliate that the catalog lacks: "LG BCM"."""
    more = _LATIN_NEXT.match(body, match.end)
    if not more or not match.surface.isupper() or not (one.is_group or len(match.surface) <= 3):
        return None
    surface = body[match.start : more.end()]
    return Mention(match.start, more.end(), surface, None, "company", "org-group-and-word", 0.7, parent=match.ids[0])


def _extend(body: str, match: NameMatch, kind: str) -> Mention:
    branch = _BRANCH.match(body, match.end)
    end = branch.end() if branch else match.end
    start = match.start
    country, _, rest = match.surface.partition(" ")
    if kind == "company" and rest and country in words("ko", "countries"):
        start += len(country) + 1
    rule, sure = ("org-hinted", 0.7) if match.hinted else ("org-catalog", 0.95)
    return Mention(start, end, body[start:end], match.ids[0], kind, rule, sure)


def _proposals(sentences: Sequence[Sentence], catalog: Sequence[Mention]) -> list[Mention]:
    busy = Spans((m.start, m.end) for m in catalog)
    found: list[Mention] = []
    for sentence in sentences:
        found += propose(sentence, busy)
        found += propose_governments(sentence)
    return found


def _merge_spans(mentions: Iterable[Mention]) -> list[Mention]:
    """In order of place without overlaps: the longer name wins, then the surer one."""
    kept: list[Mention] = []
    taken = Spans()
    for mention in sorted(mentions, key=lambda m: (-(m.end - m.start), -m.confidence, m.start)):
        if not taken.overlap(mention.start, mention.end):
            kept.append(mention)
            taken.add(mention.start, mention.end)
    return sorted(kept, key=lambda m: m.start)


_OTHER_NAME = re.compile(r"\((?:현|옛|구|당시|현재의?|지금의?) $")


def _without_asides(body: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Without the name of today in parentheses: "네이버비즈니스플랫폼(현 네이버클라우드)"."""
    return [m for m in mentions if not _OTHER_NAME.search(body[max(0, m.start - 6) : m.start])]


def _repetitions(body: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """Further places of proposed names and of the short forms given in parentheses after a name."""
    forms: dict[str, tuple[Mention, str]] = {}
    for mention in mentions:
        alias = _ALIAS.match(body, mention.end)
        if alias and len(alias.group(1)) >= 2:
            forms.setdefault(alias.group(1), (mention, "org-alias"))
        if mention.catalog_id is None and mention.rule != "org-region" and len(mention.surface) >= 2:
            forms.setdefault(mention.surface, (mention, "org-repeated"))
    if not forms:
        return []
    found = []
    read = Spans((s.start, s.end) for s in sentences)
    matcher = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for _, start, end in matcher.find_matches_as_indexes(body):
        form = body[start:end]
        if _BORDER.match(body[start - 1 : start]) and read.hold(start) and _ends_word(body, end):
            model, rule = forms[form]
            found.append(replace(model, start=start, end=end, surface=form, rule=rule))
    return found


def _ends_word(body: str, end: int) -> bool:
    rest = body[end : end + 1]
    if "A" <= rest <= "z" and rest.isalpha():
        return False
    return not rest or not ("가" <= rest <= "힣") or bool(particle_at(body, end))


def _sieve(body: str, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Dropped]]:
    kept, dropped = [], []
    joined = Counter(m.series for m in mentions if m.kind != "government")
    for mention in mentions:
        why = _unfit(body, mention, joined)
        if why:
            dropped.append(Dropped("organizations", mention.surface, why, mention.start, mention.end))
        else:
            kept.append(mention)
    return kept, dropped


def _unfit(body: str, mention: Mention, joined: Counter[int]) -> str:
    after = body[mention.end : mention.end + 12]
    if mention.catalog_id is None and mention.surface.endswith(words("ko", "media_suffixes")):
        return "a news outlet or a brokerage"
    if mention.surface.endswith("증권") and _SOURCE_AFTER.match(after):
        return "a brokerage quoted as a source"
    if mention.kind == "government" and mention.rule in {"org-region", "org-catalog"} and _is_region(mention.surface):
        if mention.head != "title" and mention.case not in _PLACE_LIKE and not joined[mention.series]:
            return "a place here, not a body that acts"
    if _REPLACED.match(body[mention.end : mention.end + 60]):
        return "a party that was replaced"
    if _BEATEN.match(body[mention.end : mention.end + 40]) and mention.case in {"object", "subject", "bare"}:
        return "a rival that was beaten"
    if _is_product(body, mention):
        return "part of a product's name"
    return ""


def _is_region(surface: str) -> bool:
    return surface[-1] in "시군도구" or surface in words("ko", "provinces")


def _is_product(body: str, mention: Mention) -> bool:
    """A name at the head of a short quoted phrase is part of that phrase ("'카카오 I'")."""
    if mention.kind == "consortium" or not mention.start or body[mention.start - 1] not in "‘'":
        return False
    rest = body[mention.end : mention.end + 24]
    close = re.search(r"[’'\n]", rest)
    return bool(close and close.group() != "\n" and close.start() > 0)


def _entities(
    article: ParsedArticle, mentions: Sequence[Mention], names: NameIndex, on: date
) -> tuple[tuple[Entity, ...], tuple[EntityMention, ...]]:
    keys: dict[str, int] = {}
    members: dict[int, list[Mention]] = {}
    alias_of = _aliases(article.body, mentions)
    linked: list[EntityMention] = []
    by_surface = {m.surface: m.catalog_id or _plain(m.surface) for m in mentions}
    longer: dict[str, str] = {}  # a name and its entity; "혁신센터" later on is the centre named in full before
    for mention in mentions:
        mother = _BRANCH_END.sub("", mention.surface) if " " in mention.surface else mention.surface
        if mother != mention.surface and mother in by_surface:
            name = by_surface[mother]
        else:
            name = _name_of(mention, alias_of, longer)
        longer.setdefault(_plain(mention.surface), name)
        key = keys.setdefault(name, len(keys))
        members.setdefault(key, []).append(mention)
        linked.append(EntityMention(key, mention))
    entities = tuple(_entity(key, group, article, names, on) for key, group in members.items())
    return entities, tuple(linked)


def _name_of(mention: Mention, alias_of: dict[str, str], longer: dict[str, str]) -> str:
    """The key under which a mention's organization is kept."""
    name = mention.catalog_id or alias_of.get(mention.surface) or _plain(mention.surface)
    if mention.catalog_id is None and len(mention.surface) >= 3:
        whole = (full for surface, full in longer.items() if surface.endswith(name) and surface != name)
        if mention.rule == "org-short":  # English: "Peregrine" after "Peregrine Grid"
            whole = (full for surface, full in longer.items() if name in surface and surface != name)
        return next(whole, name)
    return name


@lru_cache(maxsize=4096)
def _plain(surface: str) -> str:
    return re.sub(r"\s|㈜|\(주\)|주식회사|\([A-Za-z가-힣 ]{1,20}\)(?=\s?컨소시엄)", "", short_form(surface))


def _aliases(body: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """Short form → the key of the organization after whose name it stood in parentheses."""
    found: dict[str, str] = {}
    for mention in mentions:
        alias = _ALIAS.match(body, mention.end)
        if alias:
            found.setdefault(alias.group(1), mention.catalog_id or _plain(mention.surface))
    return found


def _entity(key: int, mentions: Sequence[Mention], article: ParsedArticle, names: NameIndex, on: date) -> Entity:
    surfaces = tuple(dict.fromkeys(m.surface for m in mentions if m.rule != PERSON))
    catalog_id = next((m.catalog_id for m in mentions if m.catalog_id), None)
    belongs = catalog_id or next((m.parent for m in mentions if m.parent), None)
    group = names.group_at(belongs, on) if belongs else None
    kind = names.organization(catalog_id).kind if catalog_id else mentions[0].kind
    return Entity(
        key=key,
        name=max(surfaces, key=len),
        surfaces=surfaces,
        spans=tuple((m.start, m.end) for m in mentions),
        kind=kind,
        catalog_id=catalog_id,
        group=names.group_name_at(group.id, on) if group else None,
        group_id=group.id if group else None,
        is_group=bool(catalog_id and names.organization(catalog_id).is_group),
    )
