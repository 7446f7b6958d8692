"""A clever technique beside the place where it is used makes a sentence of a sector, though neither word does alone:
"AI to tire production", "디지털 기술을 정유공장에"."""

from __future__ import annotations

import re


class _Wording:
    """Words of either script. Apart, since a search for letters of any case is many times slower than one for Hangul."""

    def __init__(self, korean: str, english: str) -> None:
        self._korean, self._english = re.compile(korean), re.compile(english)

    def stands_in(self, text: str, lowered: str) -> bool:
        """lowered: `text` in small letters, in which the English words are looked for."""
        return bool(self._korean.search(text) or self._english.search(lowered))


_TECHNIQUE = _Wording(
    r"인공지능|디지털|빅데이터|사물인터넷|로봇|자동화|클라우드|센서|무인|자율|지능형|스마트|원격|가상공간|실시간 데이터",
    r"\bai\b|ai[ ·로가를와의 ]|iot|5g|artificial intelligence|\bai[- ]|digital|big data|internet of things|robot|automat|cloud"
    r"|sensors?\b|unmanned|autonomous|intelligent|\bsmart|remote(?:ly)?\b|machine learning|predict(?:s|ive|ing)",
)
_PLACES = {
    "smart_factory": _Wording(
        r"공장|생산라인|생산 ?공정|제조 ?(?:공정|현장|라인|설비)|공정|제철소|조선소|정유|제련|용접|불량|예지|설비 ?(?:고장|진단|관리)",
        r"\bfactor(?:y|ies)\b|\bplants?\b|production|manufactur|refiner|shipyard|steelworks|smelter|\bmill\b|assembly line|equipment data|quality inspection|welding",
    ),
    "smart_city": _Wording(
        r"아파트|주택|빌딩|사옥|교통|신호|주차|도로|도시|단지 입주|입주민|가정용 기기",
        r"apartment|residen|building|office tower|traffic|parking|\broads?\b|\bcity\b|urban|housing|households",
    ),
    "smart_energy": _Wording(
        r"전력 ?(?:수요|거래|관리|사용|계통|망)|에너지 ?(?:관리|효율|절감|사용|통합)|발전소 ?(?:운영|관리)|배터리 ?(?:저장|연계)|전기요금|충전 ?(?:관제|인프라)",
        r"electricity (?:demand|trading|use|grid|market)|energy (?:use|consumption|efficien|saving|management)|power (?:demand|trading|grid|output)"
        r"|grid (?:operator|stabil|services)",
    ),
}
# Storage says its size in hours, which nothing else does.
_STORED = re.compile(r"\d ?(?:mwh|gwh|㎿h)\b|megawatt[- ]hour|gigawatt[- ]hour")
_BATTERY = _Wording(r"배터리|저장", r"ess|batter|storage")


def find_pairs(text: str) -> tuple[str, ...]:
    """The sectors for which the text names a technique and a place, in order of their ids."""
    found, lowered = set(), text.lower()
    if _TECHNIQUE.stands_in(text, lowered):
        found = {id for id, place in _PLACES.items() if place.stands_in(text, lowered)}
    if _STORED.search(lowered) and _BATTERY.stands_in(text, lowered):
        found.add("smart_energy")
    return tuple(sorted(found))
