"""What a project is called: the proper parts of its title, and the kind of thing that it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from tracker.pipeline.merge.places import Place, named_place
from tracker.pipeline.merge.texts import is_korean, squeeze

# What is built, in both languages. Two projects of one kind need not be one; of two kinds they hardly are.
_CONCEPTS = {
    "digital_twin": r"디지털\s?트윈|digital[- ]twins?",
    "solar": r"태양광|solar",
    "wind": r"풍력|\bwind\b",
    "storage": r"\bb?ess\b|b?ess(?![a-z])|에너지\s?저장\s?(?:장치|시스템|설비)?|energy storage|battery storage|storage",
    "hydrogen": r"수소|연료\s?전지|hydrogen|fuel[- ]cells?",
    "energy_island": r"에너지\s?자립\s?섬|자립섬|energy[- ]independent island",
    "microgrid": r"마이크로\s?그리드|micro-?grids?",
    "smart_grid": r"스마트\s?그리드|smart grids?",
    "virtual_plant": r"가상\s?발전소|\bvpp\b|virtual power plants?",
    "charging": r"충전|\bv2g\b|charging|chargers?",
    "energy_management": r"\b[bfc]?ems\b|에너지\s?(?:관리|효율)|energy (?:management|efficiency)",
    "metering": r"검침|\bami\b|meter(?:s|ing)?\b",
    "geothermal": r"지열|geothermal",
    "logistics": r"물류|풀필먼트|자동\s?창고|logistics|warehouses?|fulfil?lment",
    "robots": r"로봇|로보틱스|robots?\b|robotics",
    "apartments": r"아파트|apartments?",
    "campus": r"캠퍼스|campus",
    "home": r"스마트\s?홈|smart homes?",
    "building": r"빌딩|건물|buildings?\b",
    "traffic": r"교통|신호등|\bits\b|\btraffic\b",
    "parking": r"주차|parking",
    "control_centre": r"관제|통합\s?운영\s?센터|control (?:cent(?:er|re)|tower|room)s?",
    "steelworks": r"제철소|제강|고로|steel ?(?:works|mills?)|blast furnaces?",
    "shipyard": r"조선소|shipyards?",
    "smelter": r"제련소|smelters?",
    "refinery": r"정유|refiner(?:y|ies)",
    "cathode": r"양극재|cathodes?",
    "anode": r"음극재|anodes?",
    "network": r"\b5g\b|5g|전용망|특화망",
    "super_app": r"슈퍼\s?앱|super[- ]?apps?",
    "small_firms": r"중소\s?(?:·\s?중견\s?)?기업|상생형?|\bsmes?\b|small(?:er)? (?:and medium[- ]sized )?(?:firms|businesses)",
    "research": r"연구소|연구\s?센터|research|\br&d\b",
    "data_centre": r"데이터\s?센터|data cent(?:er|re)s?",
    "water": r"물\s?관리|정수장|상수도|\bwater\b",
    "acquisition": r"인수|acquisition|takeover|buyout",
    "joint_venture": r"합작|joint venture",
}
_CONCEPT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CONCEPTS.items()))
_SECTOR = re.compile(
    r"스마트\s?(?:팩토리|공장|시티|도시|에너지|제조|시스템)?|(?:인텔리전트|지능형)\s?(?:팩토리|공장)?|"
    r"(?:ai|자율)\s?(?:팩토리|공장|제조)|smart[- ](?:factor(?:y|ies)|plants?|cit(?:y|ies)|energy|manufacturing)|smart"
)
# Words that many titles share; what is left of a title without them is what the project is called.
_COMMON_WORDS = """
사업 구축 협력 업무협약 협약 체결 추진 개발 조성 공급 수주 계약 계약체결 시범 시범사업 실증 실증사업 실증단지 단지 공장 발전소 발전
센터 시스템 플랫폼 기술 도입 건설 설치 운영 확대 지원 투자 프로젝트 공동 공동개발 전략 제휴 기반 연계 친환경 첨단 차세대 미래 글로벌
국가시범도시 시범도시 도시 산업 에너지 신재생 신재생에너지 재생에너지 전력 디지털 전환 혁신 솔루션 서비스 인프라 설비 자동화 데이터 인공지능
빅데이터 클라우드 사물인터넷 컨소시엄 합작법인 설립 출범 착공 준공 완공 가동 상업운전 본격 국내 해외 최대 최초 첫 규모 대규모 신규
사업자 선정 우선협상대상자 협의 논의 검토 계획 예정 생산 제조 그룹 계열사 맞손 손잡고 나선다 위한 통한 등 및 위해 대한 관련
보급 확산 육성 고도화 통합 관리 구현 사장 회장 대표 업무 참여 진출 시장 고객 대외 분야 부문 신사업 사업장 공사 연간 올해 내년
a an the of for and to in on at with by from its as into project program programme system systems platform plant plants deal order contract
agreement mou partnership alliance business plan plans build builds building construction development supply solution solutions services
service digital ai iot data cloud technology technologies energy power green new korea korean joint national international
first second phase facility farm grid industrial industry investment construct demonstration pilot consortium co ltd corp inc group
"""
_GENERIC = frozenset(_COMMON_WORDS.split())
_QUOTED = re.compile(r"[‘“'\"「『《<]([^‘’“”'\"「」『』《》<>\n]{2,24})[’”'\"」』》>]")
_QUANTITY = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s?-?\s?"
    r"(㎿h|㎿|gwh|mwh|kwh|gw|mw|kw|기가와트시|메가와트시|기가와트|메가와트|megawatt-?\s?hours?|gigawatt-?\s?hours?|megawatts?|gigawatts?)",
)
_UNITS = {"㎿h": "mwh", "㎿": "mw", "기가와트시": "gwh", "메가와트시": "mwh", "기가와트": "gw", "메가와트": "mw"}
_WORD = re.compile(r"[0-9a-z가-힣一-龥&.+]+")
_PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:에서|으로|까지|부터|의|와|과|을|를|은|는|에|로|도|들)$")
_EDITION = re.compile(
    r"제?\s?(\d{1,2})\s?(?:기(?!가)|회(?!사|의|장)|차년도|년차)|\b(\d{1,2})(?:st|nd|rd|th) (?:edition|round|batch|class)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s?년도?|\b)")


@dataclass(frozen=True, slots=True)
class Title:
    """quoted: names in quotation marks; words: proper words that are neither place, sector nor common; concepts: kinds
    of thing; places: those that the gazetteer lists; years and editions: of a programme that comes again. All casefolded."""

    quoted: frozenset[str]
    words: frozenset[str]
    concepts: frozenset[str]
    places: frozenset[Place]
    years: frozenset[str]
    editions: frozenset[str]


@cache
def read_title(title: str, names: tuple[str, ...] = ()) -> Title:
    """The parts of `title`. `names` (of participants and groups) are taken out first: they are compared by identity."""
    text = unicodedata.normalize("NFKC", title).casefold()
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(unicodedata.normalize("NFKC", name).casefold(), " ")
    concepts = frozenset(match.lastgroup for match in _CONCEPT.finditer(text) if match.lastgroup)
    rest = _QUANTITY.sub(" ", text)
    return Title(
        quoted=read_quoted(text),
        words=frozenset(_proper_words(_SECTOR.sub(" ", _CONCEPT.sub(" ", _YEAR.sub(" ", rest))))),
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
        elif _common_compound(word):
            continue
        words.append(word)
    return words


def _common_compound(word: str) -> bool:
    """Whether a Korean word is only common words put together (협력사업, 공동구축)."""
    return any(word[:i] in _GENERIC and word[i:] in _GENERIC for i in range(2, len(word) - 1))
