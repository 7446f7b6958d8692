"""Regional governments: 인천시, 태안군, 경북도. A place until the grammar shows it acting."""

from __future__ import annotations

import re
from functools import cache

from .layers import Mention, Sentence
from .lexicon import words
from .phrases import Phrases


@cache
def _regions() -> str:
    """All of them, as an alternation."""
    towns = "|".join(words("ko", "cities"))
    counties = "|".join(words("ko", "counties"))
    metropolitan = "부산|대구|인천|광주|대전|울산|세종|서울"
    provinces = "경기|강원|충북|충남|전북|전남|경북|경남|제주|충청북|충청남|전라북|전라남|경상북|경상남"
    return f"(?:{metropolitan})(?:광역시|특별시|특별자치시|시)|(?:{provinces})(?:특별자치도|도)|(?:{towns})시|(?:{counties})군"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![가-힣])(?:{_regions()})(?!\s?(?:장|민|내|대|설|작|킨|점|간|범|험))")


@cache
def _hints() -> Phrases:
    """Most sentences name neither."""
    return Phrases({"known": _regions(), "foreign": "(?:시|주|성|현)(?: ?정부)?(?:와|과|로부터|으로부터|는|은|측은)"})


# Foreign cities, states and provinces that no list holds, where the particle shows them acting.
_FOREIGN = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,6}(?:시|주|성|현)(?: ?정부)?)(?=(?:와|과|와는|과는|로부터|으로부터|는|은|측은)\s)"
)
_NO_CITY = re.compile(
    r"(?:도|공|전|표|지|다|역|즉|혹|당|일|임|잠|동|상|수|필|제|명|게|입|개|택|몹|반드|감|실|접|무|암|고|응|중|경|조|출|발|해|거|양|전 ?도)시$"
    r"|(?:발|수|건축|사업|지|대|매|입|거|우|주|음|맥|소|완|경|공|파|연|호|협|영|건물|토지|질|폭|만|대지|최대|전|내|금|지난|차|이번|다음)주$"
    r"|(?:가능|필요|안정|효율|생산|경쟁|수익|중요|정당|적정|다양|편의|투명|완|구|달|조|육|작|편|찬|여|남|반|정|감|인|사업|경제|채산|공공|전문|특|지속|유연|기능|적합|상징|연속|신뢰|확장|실효|위험|잠재|유동|건전|타당|사|개|이|품|재|지|본)성$"
    r"|(?:실|구|출|재|표|발)현$|[아어해여려워]주$|형주$|신도시|대도시|중소도시|스마트시|계획도시"
)


def propose_governments(sentence: Sentence) -> list[Mention]:
    """Every regional government that the sentence names, as a place or as a body."""
    hints = _hints().find(sentence.text)
    if not hints:
        return []
    known = [
        Mention(sentence.start + m.start(), sentence.start + m.end(), m.group(), None, "government", "org-region", 0.8)
        for m in _pattern().finditer(sentence.text)
    ]
    places = _places()
    foreign = [
        Mention(start, start + len(m["name"]), m["name"], None, "government", "org-foreign-region", 0.65)
        for m in _FOREIGN.finditer(sentence.text)
        for start in (sentence.start + m.start(),)
        if (m["name"][:-1] in places or not _NO_CITY.search(m["name"]))
        and not any(k.start <= start < k.end for k in known)
    ]
    return known + foreign


@cache
def _places() -> frozenset[str]:
    return frozenset(words("ko", "foreign_places"))
