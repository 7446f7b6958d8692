"""Places: provinces, cities and counties of Korea, countries, and well-known places abroad."""

from __future__ import annotations

import re
from functools import cache

import ahocorasick_rs

from .layers import Mention
from .lexicon import words

_LISTS = ("foreign_places", "countries", "cities", "counties", "provinces")
# Short names that are common words or syllables of others as well; they need their suffix.
_NEED_SUFFIX = frozenset(
    {
        "동해",
        "고성",
        "영주",
        "양산",
        "장수",
        "남해",
        "사천",
        "영양",
        "상주",
        "인제",
        "고령",
        "부여",
        "예산",
        "서천",
        "안성",
        "조지아",
        "유럽",
        "중동",
        "완도",
        "진도",
        "청도",
        "영광",
        "보성",
        "화성",
        "구리",
        "이천",
        "공주",
        "거제",
    }
)
_AFTER = r"(?:시|군|도|구|주|현|광역시|특별시|특별자치시|특별자치도)?(?:에서|에선|에는|에|의|과|와|은|는|이|가|을|를|까지|로|으로|인근|부근)?"


# What follows a name: its administrative suffix, and then a particle or a noun of places.
_BEHIND_KO = re.compile(
    rf"(?P<suffix>시|군|도|광역시|특별시)?(?={_AFTER}(?![가-힣])|\d?공장|\d?제철소|산업단지|산단|공단|항|사업장)"
)
_BEFORE_KO, _BEFORE_EN = re.compile(r"[가-힣]"), re.compile(r"\w")
_BEHIND_EN = re.compile(r"(?P<suffix>)\b")


@cache
def _names(language: str, districts: bool) -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
    keys = (*_LISTS, "districts") if districts else _LISTS
    lists = [words("ko", key) for key in keys] if language == "ko" else [words("en", "places")]
    names = tuple({word: None for one in lists for word in one})
    return names, ahocorasick_rs.AhoCorasick(names)


def find_places(text: str, language: str, *, districts: bool = False) -> tuple[str, ...]:
    """The places named in `text`, each once, in order, without their administrative suffix; with districts also those
    that lie in a city."""
    names, matcher = _names(language, districts)
    before, behind = (_BEFORE_KO, _BEHIND_KO) if language == "ko" else (_BEFORE_EN, _BEHIND_EN)
    found: dict[str, None] = {}
    position = 0
    hits = matcher.find_matches_as_indexes(text, overlapping=True)
    for index, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):  # the longest name at a place goes first
        if start < position or (start and before.match(text, start - 1)):
            continue
        match = behind.match(text, end)
        if match:
            position = match.end()
            if language != "ko" or match["suffix"] or _is_place(text, names[index], position):
                found.setdefault(names[index], None)
    return tuple(found)


@cache
def wide_places(language: str) -> frozenset[str]:
    """Countries and provinces: too wide to tell two projects apart by, or to tie them together."""
    if language == "ko":
        return frozenset(words("ko", "countries")) | (frozenset(words("ko", "provinces")) - _METROPOLITAN)
    return frozenset(words("en", "countries"))


_METROPOLITAN = frozenset({"서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종"})


_WORDS = frozenset(
    {"양산", "장수", "상주", "인제", "고령", "사천", "부여", "예산", "공주", "영주", "영양"}
)  # 양산에 들어간다


def _is_place(text: str, name: str, end: int) -> bool:
    if name in _WORDS:
        return False
    return name not in _NEED_SUFFIX or _located(text, end)


def _located(text: str, end: int) -> bool:
    return bool(
        re.match(
            r"(?:에|에서|에는)?\s?(?:에서|공장|제철소|산단|산업단지|[가-힣]{1,4}(?:읍|면|동|리)\b)",
            text[end : end + 12],
        )
    )


_VENUE = re.compile(r"^[^,.\n]{0,24}?(?:에서|호텔|본사|사옥|청사|시청|도청|군청|영빈관)")


def without_venues(text: str, places: tuple[str, ...]) -> set[str]:
    """The places of a deal that are not merely where it was signed ("서울 양재동 본사에서")."""
    return {place for place in places if not _VENUE.match(text[text.find(place) + len(place) :])}


def outside_names(text: str, offset: int, mentions: tuple[Mention, ...]) -> str:
    """`text` with organization names blanked, so that 인천대학교 is no place. offset: where it stands in the body."""
    for mention in mentions:
        left, right = mention.start - offset, mention.end - offset
        if 0 <= left < len(text) and mention.kind != "government":
            text = text[:left] + " " * (right - left) + text[right:]
    return text
