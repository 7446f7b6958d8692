"""A clever technique beside the place where it is used makes a sentence of a sector, though neither word does alone:
"AI to tire production", "디지털 기술을 정유공장에"."""

from __future__ import annotations

from .phrases import Phrases

_TECHNIQUE, _STORED, _BATTERY = "technique", "stored", "battery"
_PLACES = ("smart_city", "smart_energy", "smart_factory")
_WORDS = Phrases(
    {
        _TECHNIQUE: (
            r"인공지능|\bAI\b|AI[ ·로가를와의 ]|디지털|빅데이터|사물인터넷|IoT|5G|로봇|자동화|클라우드|센서|무인|자율|지능형|스마트|원격|가상공간|실시간 데이터"
            r"|artificial intelligence|\bAI[- ]|digital|big data|internet of things|robot|automat|cloud|sensors?\b|unmanned|autonomous|intelligent|\bsmart|remote(?:ly)?\b"
            r"|machine learning|predict(?:s|ive|ing)"
        ),
        "smart_factory": (
            r"공장|생산라인|생산 ?공정|제조 ?(?:공정|현장|라인|설비)|공정|제철소|조선소|정유|제련|용접|불량|예지|설비 ?(?:고장|진단|관리)"
            r"|\bfactor(?:y|ies)\b|\bplants?\b|production|manufactur|refiner|shipyard|steelworks|smelter|\bmill\b|assembly line|equipment data|quality inspection|welding"
        ),
        "smart_city": (
            r"아파트|주택|빌딩|사옥|교통|신호|주차|도로|도시|단지 입주|입주민|가정용 기기"
            r"|apartment|residen|building|office tower|traffic|parking|\broads?\b|\bcity\b|urban|housing|households"
        ),
        "smart_energy": (
            r"전력 ?(?:수요|거래|관리|사용|계통|망)|에너지 ?(?:관리|효율|절감|사용|통합)|발전소 ?(?:운영|관리)|배터리 ?(?:저장|연계)|전기요금|충전 ?(?:관제|인프라)"
            r"|electricity (?:demand|trading|use|grid|market)|energy (?:use|consumption|efficien|saving|management)|power (?:demand|trading|grid|output)"
            r"|grid (?:operator|stabil|services)"
        ),
        # Storage says its size in hours, which nothing else does.
        _STORED: "|".join(rf"{digit} ?(?:MWh|GWh|㎿h)\b" for digit in range(10))
        + r"|megawatt[- ]hour|gigawatt[- ]hour",
        _BATTERY: r"배터리|저장|ESS|batter|storage",
    },
    ignore_case=True,
)


def find_pairs(text: str) -> tuple[str, ...]:
    """The sectors for which the text names a technique and a place, in order of their ids."""
    named = _WORDS.find(text)
    found = {place for place in _PLACES if place in named and _TECHNIQUE in named}
    if _STORED in named and _BATTERY in named:
        found.add("smart_energy")
    return tuple(sorted(found))
