"""What a text speaks of building: the sorts of things (plant, storage, apartment …), their proper names and sizes."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

from .lexicon import LexiconError, load_yaml


@cache
def _words(language: str) -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
    lists = load_yaml("things.yaml").get(language)
    if not isinstance(lists, dict):
        raise LexiconError(f"things.yaml: no lists for {language}")
    sorts = [(str(word).lower(), str(sort)) for sort, words in lists.items() for word in words]
    matcher = ahocorasick_rs.AhoCorasick(
        [word for word, _ in sorts], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return tuple(sort for _, sort in sorts), matcher


def find_things(text: str, language: str) -> set[str]:
    """The sorts named in `text`, by rules/things.yaml."""
    sorts, matcher = _words(language)
    lowered = text.lower()
    found: set[str] = set()
    for index, start, end in matcher.find_matches_as_indexes(lowered):
        if not lowered[start].isascii() or _stands_alone(lowered, start, end):
            found.add(sorts[index])
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A Latin word needs borders; a Korean one stands in compounds as it is."""
    after = text[end : end + 1]
    return not text[start - 1 : start].isalpha() and not (after.isascii() and after.isalpha())


_SITE_KO = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣A-Z][가-힣A-Za-z0-9]{1,8}) ?(?:제?\d{1,2})?(?:공장|발전소|변전소|산업단지|산단|단지|사업장|제철소|캠퍼스|조선소"
    r"|제련소|신도시|지구|프로젝트|시티|터미널|부두|공항|항만|풍력|태양광|리조트|병원|광산|댐)"
    r"|(?<![가-힣])(?P<place>[가-힣]{2,5}(?:주|현|성|섬|군|시|구|읍|면|카운티))(?=에|의|와|과|,| [가-힣])"
)
_SITE_EN = re.compile(
    r"\b(?P<name>[A-Z][a-z]{2,14}(?: [A-Z][a-z]{2,14})?)(?: [a-z\-]{2,12}){0,2} (?:plant|project|farm|complex|city|substation|island|factory"
    r"|works|shipyard|smelter|campus|terminal|airport|site|City|Island|County|Park)\b|\b(?:in|at|near) (?P<place>[A-Z][a-z]{2,14})\b"
)
_NO_NAME = re.compile(
    r"스마트|디지털|태양광|풍력|수소|신규|기존|전용|첫|국내|해외|현지|생산|제조|자동차|배터리|산업|국가|시범|실증|아파트|주거|복합|물류|화력|열병합|연료|친환경"
    r"|지능형|무인|중소|전체|모든|본사|대형|소형|주요|일부|자체|다른|이번|해당|전국|세계|글로벌|도시|부품|가전|반도체|철강|식품|화학|제약"
    r"|^(?:Smart|Digital|Solar|Wind|The|New|Korea|Korean|South|Seoul|January|February|March|April|May|June|July|August|September|October|November|December)"
)
_SIZE = re.compile(r"\d[\d,.]{0,7}\s?(?:MWh|GWh|kWh|MW|GW|kW|megawatt|㎿h|㎿)")


def find_sites(text: str, language: str) -> set[str]:
    """Proper names of plants, projects and lesser places, without the noun that makes them one."""
    pattern = _SITE_KO if language == "ko" else _SITE_EN
    names = {match["name"] or match["place"] for match in pattern.finditer(text)}
    return {name for name in names if not _NO_NAME.search(name)}


def find_sizes(text: str) -> set[str]:
    """Capacities as written, without blanks."""
    return {re.sub(r"[\s,]", "", match.group()) for match in _SIZE.finditer(text)}
