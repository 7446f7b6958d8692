"""Places that no list holds, known by how a text names them: districts, new towns, industrial complexes, islands, and
towns abroad that stand behind their country."""

from __future__ import annotations

import re
from functools import cache

from .lexicon import words

_AREA = r"(?:국가|일반|첨단|도시첨단)?(?:산업단지|산단|공단)|신도시|국제도시|경제자유구역|택지개발지구|택지지구|지구|혁신도시|테크노밸리|디지털단지|간척지|매립지"
_AREA_KO = re.compile(rf"(?<![가-힣])(?P<name>[가-힣]{{2,6}}?)(?P<kind>{_AREA})(?![가-힣]{{2}})")
# 온산읍, 성수동, 강서구 say where only behind a larger place ("울주군 온산읍"): 활동, 관리 and 연구 end like them.
_PART_KO = re.compile(
    r"(?<![가-힣])(?:(?!도시|당시|다시|역시|정도|제도|연구)[가-힣]{1,4}(?:시|군|구|도)|서울|부산|대구|인천|광주|대전|울산|제주)\s(?P<name>(?!이르면|틀어지면|관리|처리|수리|분리|원리|거리|논리|승리|활동|이동|자동|공동|구동|가동|운동|변동|노동|작동|연동|행동|화면|전면|측면|도면|표면|국면|장면|수면|연구|기구|요구|도구|친구)[가-힣]{1,3}(?:구|군|읍|면|동|리|섬))(?=[ ,에의·]|$)"
)
_ISLAND_KO = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,5}섬)(?=에|의|와|과|,|을|은|[ ·]|$)")
# Abroad: a state behind its country, a town behind either.
_STATE_KO = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,7}(?:주|성|현|카운티))(?=에|의|와|과|,| )")
_TOWN_KO = re.compile(
    r"(?P<name>[가-힣]{2,7}?)(?:시|지역)?(?=에서|에 |에$|의 |,| (?:인근|외곽|지역|태양광|풍력|ESS|BESS|에너지|변전소|발전소|공장|신도시|항)|신도시| \d)"
)
_GENERAL = re.compile(
    r"^(?:스마트|디지털|국내|해외|현지|국가|일반|첨단|산업|노후|신규|기존|대규모|복합|물류|행정|기업|관광|친환경|미니|이번|해당|주요|전국|중소|농공|도시|미래|글로벌|에너지"
    r"|수출|자유|임해|배후|국제|한국|인근|전체|대형|수도권|지방|모든|다른|여러|일부|두|세|네|제\d|사업|시범|실증|특화|개발|지정|조성|입주|관련|최대|최초|차세대|신재생|태양광"
    r"|풍력|수소|석유|화학|석유화학|자동차|반도체|바이오|연구|외국인|재개발|재건축|정비|택지|공공|주거|상업|단독|무인|섬|외딴|작은|큰|도서|이 |그 )"
)
_NO_TOWN = re.compile(
    r"[가-힣]{2}(?:부|청|처|공사|위원회|기금|대학교?|협회|재단|펀드)$|정부|시장|법인|현지|업체|기업|회사|본사|공장|지사|당국|전역|전체|주요|최대|최초|국영|국립|대형|진출|수출|수주|투자|사업|프로젝트|전력|발전|에너지|태양|풍력|건설"
    r"|금융|은행|정책|규제|시간|달러|출장|대사|총리|대통령|왕세자|국왕|장관|의회|기관|대표|사절|경제|산업|기술|통신|자동차|배터리|서부|동부|남부|북부|중부|동남|남동|북동"
    r"|북서|남서|수도|도시|지역|등|외|내|간|처럼|에서|측|쪽|가운데|역시|또한|보다|만|도시|농촌|해상|육상|판매|생산|고객|협력|합작|연구|대학|전문|민간|공공|국가|해외|글로벌"
    r"|스마트|디지털|서비스|플랫폼|네트워크|데이터|[은는을를]$|한국|일본|미국|중국|창고|안방|신장|관세|한복판|[와과]$|하는|되는|있는|같은|이어|통해|위해|대한|따른|관련|인근|외곽"
)
_REACH = 8  # characters between a country and the town behind it

_PLACE_EN = re.compile(
    r"\b(?:in|at|near|outside|around|on|for|to)\s(?:the\s)?(?:(?:central|northern|southern|eastern|western|nearby|coastal)\s)?"
    r"(?:[A-Z][a-z]+'s\s)?(?P<name>[A-ZÀ-Ž][a-zà-ž\-]{1,14}(?:\s[A-ZÀ-Ž][a-zà-ž\-]{1,14}){0,2})\b(?!['’]s)"
)
_NAMED_EN = re.compile(
    r"(?P<name>[A-ZÀ-Ž][a-zà-ž]{2,14}(?:\s[A-ZÀ-Ž][a-zà-ž]{2,14})?)(?:,\s(?:a|the)\s(?:[a-z]+\s){0,3}(?:city|town|port|island|district|province|capital|county)\b"
    r"|'s\s(?:city|municipal)\s)"
)
_NO_PLACE_EN = re.compile(
    r"^(?:The|This|That|These|Those|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Smart|Digital|Phase|Line|Korean?|Asia|Asian|Saudi|Japan|Japanese|American|Azerbaijani|Energy|Public|Housing|Europe|European|America|Africa"
    r"|Southeast|North|South|East|West|Middle|Gulf|President|Minister|Mr|Ms|Hall|Plant|Building|Block|Series|Level|Step|English|Christmas|Industry)\b"
)


def find_lesser_places(text: str, language: str) -> tuple[str, ...]:
    """The places in `text` that only their wording shows, each once, in order; organization names are to be blanked
    before (`outside_names`)."""
    found = _korean(text) if language == "ko" else _english(text)
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _korean(text: str) -> list[tuple[int, str]]:
    found = [
        (match.start(), match["name"] + match["kind"])
        for match in _AREA_KO.finditer(text)
        if not _GENERAL.match(match["name"])
    ]
    found += [(match.start("name"), match["name"]) for match in _PART_KO.finditer(text)]
    found += [(m.start(), m["name"]) for m in _ISLAND_KO.finditer(text) if not _GENERAL.match(m["name"])]
    return found + _abroad(text)


def _abroad(text: str) -> list[tuple[int, str]]:
    found = []
    for country in _countries().finditer(text):
        position = country.end()
        state = _STATE_KO.search(text, position, position + _REACH + 6)
        if state and state.start() - position <= 2 and not _NO_TOWN.search(state["name"][:-1]):
            found.append((state.start(), state["name"]))
            position = state.end()
        town = _TOWN_KO.match(text, position + 1)
        if text[position : position + 1] == " " and town and not _NO_TOWN.search(town["name"]):
            if town["name"] not in _common():
                found.append((town.start(), town["name"]))
    return found


@cache
def _countries() -> re.Pattern[str]:
    return re.compile("(?<![가-힣])(?:" + "|".join(words("ko", "countries")) + ")")


@cache
def _common() -> frozenset[str]:
    return frozenset(words("ko", "common"))


def _english(text: str) -> list[tuple[int, str]]:
    found = []
    for pattern in (_PLACE_EN, _NAMED_EN):
        for match in pattern.finditer(text):
            if not _NO_PLACE_EN.match(match["name"]):
                found.append((match.start("name"), match["name"]))
    return found
