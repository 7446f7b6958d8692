"""What a project is called: the proper parts of its title, and the kind of thing that it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tracker.pipeline.merge.places import Place, named_place
from tracker.pipeline.merge.texts import is_korean, squeeze
from tracker.pipeline.merge.vocabulary import COMMON_WORDS, CONCEPTS

_CONCEPT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in CONCEPTS.items()))
_SECTOR = re.compile(
    r"스마트\s?(?:팩토리|공장|시티|도시|에너지|제조|시스템|플랜트|그린도시|빌리지|빌딩|그리드)?|(?:인텔리전트|지능형)\s?(?:팩토리|공장)?|"
    r"(?:ai|자율)\s?(?:팩토리|공장|제조)|smart[- ](?:factor(?:y|ies)|plants?|cit(?:y|ies)|energy|manufacturing)|smart"
)
_GENERIC = frozenset(COMMON_WORDS.split())
_QUOTED = re.compile(r"[‘“'\"「『《<]([^‘’“”'\"「」『』《》<>\n]{2,24})[’”'\"」』》>]")
_QUANTITY = re.compile(
    r"(?<![\d,.])(\d[\d,]{0,14}(?:\.\d{1,6})?)\s?-?\s?"
    r"(㎿h|㎿|gwh|mwh|kwh|gw|mw|kw|기가와트시|메가와트시|기가와트|메가와트|megawatt-?\s?hours?|gigawatt-?\s?hours?|megawatts?|gigawatts?)",
)
_UNITS = {"㎿h": "mwh", "㎿": "mw", "기가와트시": "gwh", "메가와트시": "mwh", "기가와트": "gw", "메가와트": "mw"}
_LONGEST_TITLE = 400  # what is longer is no title, and not worth the time
_WORD = re.compile(r"[0-9a-z가-힣一-龥&.+]+")
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:에서|으로|까지|부터|의|와|과|을|를|은|는|에|로|도|들)$")
_INFLECTED = re.compile(r"(?:[하되]는|[하되]고|[하되]며|했고|이며|으며|라는|라고|[었였하]던|[가-힣]다|사인)$")
_EDITION = re.compile(
    r"제?\s?(\d{1,2})\s?(?:기(?!가)|회(?!사|의|장)|차년도|년차)|"
    r"\b(\d{1,2})(?:st|nd|rd|th) (?:edition|round|batch|class)"
)
# Titles made of a sentence carry its times, which are compared as dates.
_TIME = re.compile(
    r"(?<!\d)\d{1,12}\s?(?:년간|년|개월|월|일|분기|시간|개|명|곳|대|%|억|조|만)\S*|"
    r"(?:지난|이번|다음|오는)\s?(?:해|달|주|월)?\S*|(?:그해|그달|이달|작년|올해|내년|내후년|당시|당초|최근|현재|앞서|이어|연말|연초|하반기|상반기)\S*|"
    r"\b(?:last|next|this|that) (?:year|month|week|quarter)|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|year|month|week|day)s?\b"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s?년도?|\b)")


@dataclass(frozen=True, slots=True)
class Title:
    """The parts of a title, casefolded.

    quoted: names in quotation marks; words: proper words that are neither place, sector nor common; concepts: kinds of
    thing; places: those that the gazetteer lists; years and editions: of a programme that comes again.
    """

    quoted: frozenset[str]
    words: frozenset[str]
    concepts: frozenset[str]
    places: frozenset[Place]
    years: frozenset[str]
    editions: frozenset[str]


@lru_cache(maxsize=65_536)
def read_title(title: str, names: tuple[str, ...] = ()) -> Title:
    """The parts of `title`. `names` (of participants and groups) are taken out first: they are compared by identity."""
    text = unicodedata.normalize("NFKC", title[:_LONGEST_TITLE]).casefold()
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(unicodedata.normalize("NFKC", name).casefold(), " ")
    concepts = read_concepts(text)
    rest = _QUANTITY.sub(" ", text)
    return Title(
        quoted=read_quoted(text),
        words=frozenset(_proper_words(_SECTOR.sub(" ", _CONCEPT.sub(" ", _TIME.sub(" ", rest))))),
        concepts=concepts,
        places=frozenset(place for word in _WORD.findall(text) if (place := named_place(_PARTICLE.sub("", word)))),
        years=frozenset(_YEAR.findall(text)),
        editions=frozenset(a or b for a, b in _EDITION.findall(text)),
    )


def read_quoted(text: str) -> frozenset[str]:
    """Names in quotation marks, squeezed, without those that only name a sector or a kind of thing."""
    found = set()
    for quoted in _QUOTED.findall(unicodedata.normalize("NFKC", text).casefold()):
        if any(_proper_words(_SECTOR.sub(" ", _CONCEPT.sub(" ", quoted)))) and len(quoted.split()) <= 4:
            found.add(squeeze(quoted))
    return frozenset(found)


def read_concepts(text: str) -> frozenset[str]:
    """The kinds of thing that a casefolded text names."""
    return frozenset(match.lastgroup for match in _CONCEPT.finditer(text) if match.lastgroup)


def read_quantities(text: str) -> frozenset[tuple[str, float]]:
    """Power and capacity as (unit, value): ("mw", 60.0), ("mwh", 32.0)."""
    found = set()
    for number, unit in _QUANTITY.findall(unicodedata.normalize("NFKC", text).casefold()):
        unit = re.sub(r"[-\s]", "", _UNITS.get(unit, unit)).rstrip("s")
        unit = unit.replace("megawatt", "mw").replace("gigawatt", "gw").replace("hour", "h")
        value = float(number.replace(",", ""))
        factor = {"g": 1000.0, "m": 1.0, "k": 0.001}[unit[0]]
        found.add((f"m{unit[1:]}", value * factor))
    return frozenset(found)


def _proper_words(text: str) -> list[str]:
    words = []
    for word in _WORD.findall(text):
        whole = word.strip(".+&")
        word = _PARTICLE.sub("", whole)
        if len(word) < 2 or word in _GENERIC or word.isdigit() or named_place(whole) or named_place(word):
            continue
        if not is_korean(word):
            word = word.removesuffix("s") if len(word) > 3 else word
            if len(word) < 3 or word in _GENERIC:
                continue
        elif _common_compound(word) or _INFLECTED.search(word):
            continue
        words.append(word)
    return words


def _common_compound(word: str) -> bool:
    """Whether a Korean word is only common words put together (협력사업, 공동구축)."""
    return any(word[:i] in _GENERIC and word[i:] in _GENERIC for i in range(2, len(word) - 1))
