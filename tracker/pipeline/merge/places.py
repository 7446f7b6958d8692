"""Whether two sets of place names can be one place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from tracker.pipeline.merge.gazetteer import COUNTRIES, ENGLISH_CITIES, METROPOLISES, PROVINCES
from tracker.pipeline.merge.texts import is_korean, sound_of

_KOREA = "한국"
_SUFFIX = re.compile(r"(?:특별자치[시도]|특별시|광역시|자치구|시|군|구|도|현|주|섬|읍|면|동)$")
_LATIN_SUFFIX = re.compile(r"\s+(?:city|county|province|prefecture|state|island|district|region)$")
_SEPARATORS = re.compile(r"[,·/()]+")


class Reach(IntEnum):
    """How much ground a place covers, from a country to a town."""

    COUNTRY = 0
    PROVINCE = 1
    METROPOLIS = 2
    TOWN = 3


@dataclass(frozen=True, slots=True)
class Place:
    key: str
    reach: Reach
    inside: tuple[str, ...] = ()  # keys of what contains it, nearest first; empty if not known


_SITE = re.compile(
    r"(?P<place>[가-힣]{2,}?)\s?(?:제?\d+)?(?:공장|제철소|제련소|조선소|사업장|캠퍼스|발전소|산단|변전소)"
)
# Names of places that are everyday words as well; in a list of locations they are places, in a title they are not.
_EVERYDAY_WORDS = (
    "예산 고령 진도 상주 공주 고성 부안 장성 보은 영광 단단 고창 함께 god clark us 국내 가파 성수 추자 대덕"
)
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
_MARKS = {"*": Reach.PROVINCE, "+": Reach.METROPOLIS}


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    places: dict[str, Place]
    spellings: dict[str, str]  # any spelling, casefolded and without dots → key


@cache
def _gazetteer() -> _Gazetteer:
    places: dict[str, Place] = {}
    spellings: dict[str, str] = {}

    def add(names: Iterable[str], reach: Reach, inside: tuple[str, ...]) -> None:
        key, *others = [name for name in names if name]
        places.setdefault(key, Place(key, reach, inside))
        for name in (key, *others):
            spellings.setdefault(_spelling(name), key)

    for rows, reach in ((PROVINCES, Reach.PROVINCE), (METROPOLISES, Reach.METROPOLIS), (COUNTRIES, Reach.COUNTRY)):
        for row in rows.strip().splitlines():
            name, others, cities = row.split("|")
            above = () if reach is Reach.COUNTRY else (_KOREA,)
            add([name, *_split_names(others)], reach, above)
            for city in _split_names(cities):
                add(city.lstrip("*+").split("/"), _MARKS.get(city[0], Reach.TOWN), (name, *above))
    for city in _split_names(ENGLISH_CITIES):
        key, english = city.split("/")
        spellings.setdefault(_spelling(english), key)
    return _Gazetteer(places, spellings)


def _split_names(text: str) -> list[str]:
    return [name.replace("_", " ") for name in text.split()]


@lru_cache(maxsize=65_536)
def read_places(location: str) -> tuple[Place, ...]:
    """The places that one location names, outermost as written: "전남 영암" names two."""
    found: list[Place] = []
    for part in _SEPARATORS.split(location):
        part = _spelling(part)
        first, _, rest = part.partition(" ")
        outer = _known(first) if rest and is_korean(part) and _known(part) is None else None
        words = [first, rest] if outer else [part]
        found += [_known(word) or Place(_stem(word), Reach.TOWN) for word in words if word]
    return tuple(dict.fromkeys(found))


def named_place(word: str) -> Place | None:
    """The listed place that a word of a running text names by itself or with a site's kind (충칭공장, 김천2공장)."""
    if word in _EVERYDAY:
        return None
    return _known(word) or (_known(site["place"]) if (site := _SITE.fullmatch(word)) else None)


def place_key(location: str) -> str:
    """One key for all spellings of a location."""
    return "/".join(place.key for place in read_places(location)) or location.casefold()


def sound_key(place: Place) -> str:
    """What two spellings of a place share in either script; different places may share it too."""
    return sound_of(place.key) or place.key


def same_place(a: Place, b: Place) -> bool:
    """Whether two names can only be one place: the same key, or the same sound in the other script."""
    if a.key == b.key:
        return True
    crosses = is_korean(a.key) != is_korean(b.key)
    return crosses and len(sound_of(a.key)) >= 3 and sound_of(a.key) == sound_of(b.key)


def may_contain(a: Place, b: Place) -> bool:
    """Whether one of two different places may lie in the other. What is not known may be."""
    if a.key in b.inside or b.key in a.inside:
        return True
    if a.reach == b.reach:
        return False
    outer, inner = (a, b) if a.reach < b.reach else (b, a)
    if not inner.inside:
        return True
    above = [_gazetteer().places[key] for key in inner.inside]
    if outer.reach >= Reach.PROVINCE and any(place.reach >= Reach.PROVINCE for place in above):
        return False  # it lies in another one of that size
    if _KOREA in outer.inside[:1] and _KOREA in inner.inside[:1]:
        return False  # Korea's large cities lie in no province
    return outer.inside[-1:] == inner.inside[-1:]


def is_town(place: Place) -> bool:
    return place.reach is Reach.TOWN


def _known(name: str) -> Place | None:
    gazetteer = _gazetteer()
    for candidate in (name, _stem(name)):
        key = gazetteer.spellings.get(candidate)
        if key is not None:
            return gazetteer.places.get(key) or Place(key, Reach.TOWN)
    return None


def _spelling(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().replace(".", "").strip(" '\"")


def _stem(name: str) -> str:
    stem = (_SUFFIX if is_korean(name) else _LATIN_SUFFIX).sub("", name)
    return stem if len(stem) >= 2 else name
