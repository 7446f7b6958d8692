"""A short title for an initiative in the article's own words: what is built or done, where the text names it.

A noun phrase that ends in the kind of a thing (plant, platform, project …) is read backwards from its end until a word
that cannot belong to it: one with a particle, a verb, a date, an amount. The phrase that says most wins; the names of
those who drive it stand before it unless it names somebody itself. Where no phrase is found, the parties, the sector
and the act make the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .clusters import DEALS
from .layers import Event, Sentence

LENGTH = 60
MOST_WORDS = 5

_QUOTED = re.compile(r"[‘'“\"](?P<name>[^‘’'“”\"\n]{3,32})[’'”\"]")
_SENTENCE_LIKE = re.compile(r"(?:다|요|까|것|했|하겠|냐|라)$|[.?!,]|[은는이가을를] ")
_HEAD_KO = re.compile(
    r"(?:스마트\s?시티|스마트\s?팩토리|스마트\s?공장|스마트\s?홈|스마트\s?야드|스마트\s?빌딩|스마트\s?그리드|스마트\s?캠퍼스"
    r"|에너지저장장치|ESS|V2G|가상발전소|마이크로그리드|디지털\s?트윈|사업|프로젝트|시스템|플랫폼|공장|발전소|단지|센터|솔루션"
    r"|서비스|인프라|연구소|아파트|캠퍼스|관제|자립섬|자동창고|라인|구축|실증)(?:\(\w+\))?"
    r"(?=$|[\s,.’'”\"·)]|[을를이가은는의에과와도로])"
)
_NOT_IN_PHRASE_KO = re.compile(
    r".$"  # a single syllable is a counter, a unit or a determiner
    r"|.*(?:은|는|이|가|을|를|에|에서|에게|와|과|로|으로|까지|부터|도|만|의|께서|이며|이고)$"
    # adnominal and connective verb endings that no common noun shares
    r"|.*(?:한다|했다|하며|하는|되는|있는|없는|한|된|될|할|인|던|려는|는|힌|춘|긴|킨|운|든|친|쓴|온|열린|올린|달린)$"
    r"|.*(?<!창)(?<!재)(?<!보)(?<!광)고$"
    r"|.{2,}해$"
    r"|(?:들어설|지을|만들|들여|삼아|세워|맺어|거쳐|걸쳐|이어|통해|위해|따라|나서|돼|되어|하여)$"
    r"|.*\d+(?:년|월|일|억|조|만|원|분기|%|명|개월|곳|개)\S*$"
    r"|(?:지난해|올해|내년|작년|이달|지난달|다음달|당시|현재|최근|이번|해당|같은|모두|함께|그해|이듬해|오는|지난|연내|상반기|하반기"
    r"|중반|초반|가운데|규모|이상|이하|수준|기존|서울|본사|사옥)$"
    r"|.*(?:아트센터|컨벤션센터|호텔)$|.*[,.]$"
)
_KEPT_KO = re.compile(
    r"^(?:동해|서해|남해|상해|국가|대가|평가|원가|고부가|제로|신재생|무인|법인|개인|지능|산업용|대만|부산|도시철도|제주도|고속도로)$"
)
_VENUE = re.compile(r"(?:아트센터|컨벤션센터|프레스센터|호텔)$")
_GENERIC_KO = {
    "사업",
    "공장",
    "시스템",
    "플랫폼",
    "서비스",
    "센터",
    "구축",
    "실증",
    "프로젝트",
    "단지",
    "라인",
    "솔루션",
    "인프라",
}
_HEAD_EN = re.compile(
    r"\b(?:smart (?:city|factory|grid|home|plant)|digital twins?|microgrid|virtual power plant|projects?|plants?"
    r"|platforms?|systems?|farms?|shipyards?|factor(?:y|ies)|cit(?:y|ies)|centers?|campus|storage|homes?|networks?|solutions?|portfolio)\b"
)
_NOT_IN_PHRASE_EN = re.compile(
    r"(?:a|an|the|its|their|his|her|this|that|these|those|of|in|on|at|to|for|with|by|from|and|or|as|into|under|over|after|before"
    r"|which|who|is|are|was|were|be|been|will|would|said|says|signed|won|built|build|building|picked|has|have|had|it|they|pair"
    r"|group|company|each|both|two|three|first|new|own|other|another|\S*ed|\S*ing|\S*,|\d+)$",
    re.IGNORECASE,
)
_SECTOR_WORDS = {
    "ko": {"smart_factory": "스마트공장", "smart_city": "스마트시티", "smart_energy": "스마트에너지"},
    "en": {"smart_factory": "smart factory", "smart_city": "smart city", "smart_energy": "smart energy"},
}
_ACT_WORDS = {
    "ko": {
        "talks": "협의", "agreement": "협약", "contract": "계약", "investment": "투자", "organization": "조직",
        "pilot": "실증", "construction": "건설", "launch": "사업", "completion": "사업", "target": "계획",
        "announcement": "계획", "cancellation": "사업",
    },
    "en": {
        "talks": "talks", "agreement": "agreement", "contract": "contract", "investment": "investment",
        "organization": "unit", "pilot": "pilot", "construction": "construction", "launch": "project",
        "completion": "project", "target": "plan", "announcement": "plan", "cancellation": "project",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Phrase:
    text: str
    score: float


def title_of(
    events: list[Event],
    sentences: tuple[Sentence, ...],
    names: list[str],
    language: str,
    *,
    sectors: Sequence[str] = (),
    parties: Sequence[str] = (),
    places: Sequence[str] = (),
) -> str:
    """At most 60 characters. names: those who drive it, the leading one first; parties: the names of all who take
    part, by which a phrase that names one of them is known; places: where it is, of which the first tells it apart from
    others of the same sort."""
    phrases = [
        _Phrase(phrase.text, phrase.score - 0.4 * number)
        for number, event in enumerate(events)
        for phrase in _phrases(sentences[event.sentence].text, language)
    ]
    best = max((p for p in phrases if p.text not in parties), key=lambda p: p.score, default=None)
    who = ("·" if language == "ko" else "–").join(names[:2])
    if best is None or best.score < 1:
        other = next((name for name in parties if name not in names), "") if events[0].kind in DEALS else ""
        joint = "·" if language == "ko" else "–"
        return _clip(
            _placed(
                f"{joint.join(filter(None, [who, other]))} ", _fallback(events, sectors, language), places, language
            )
        )
    if any(name in best.text for name in parties):
        return _clip(_placed("", best.text, places, language))
    return _clip(_placed(f"{who} ", best.text, places, language))


def _placed(who: str, what: str, places: Sequence[str], language: str) -> str:
    """With the place, where neither the parties nor the phrase hold one: "효성중공업 사우샘프턴 50MW급 ESS"."""
    if not places or any(place in who + what for place in places):
        return who + what
    return f"{who}{places[0]} {what}" if language == "ko" else f"{who}{what} in {places[0]}"


def _phrases(text: str, language: str) -> list[_Phrase]:
    found = [_Phrase(m["name"].strip(), _score(m["name"], language) + 1) for m in _QUOTED.finditer(text)]
    found = [phrase for phrase in found if not _SENTENCE_LIKE.search(phrase.text)]
    head = _HEAD_KO if language == "ko" else _HEAD_EN
    for match in head.finditer(text):
        words = _read_back(text[: match.start()], match.group(), language)
        if words:
            found.append(_Phrase(words, _score(words, language)))
    return found


def _read_back(before: str, head: str, language: str) -> str:
    """The head with the words before it that belong to the same noun phrase."""
    glued = re.search(r"\S+$", before)
    words = before.split()[-MOST_WORDS - 1 :]
    last = words.pop() + head if glued and words else head
    taken = [last]
    stop = _NOT_IN_PHRASE_KO if language == "ko" else _NOT_IN_PHRASE_EN
    while words and len(taken) < MOST_WORDS:
        word = words.pop()
        if re.search(r"[‘’'“”\"()\[\]△▲◆]", word) or (
            stop.match(word) and not (language == "ko" and _KEPT_KO.match(word))
        ):
            break
        taken.insert(0, word)
    phrase = " ".join(taken).strip("‘’'“”\"[]·,. ")
    if phrase.count("(") != phrase.count(")"):
        phrase = phrase.replace("(", " ").replace(")", " ")
    return "" if _VENUE.search(phrase) else " ".join(phrase.split())


def _score(phrase: str, language: str) -> float:
    words = phrase.split()
    score = min(len(words), 4) * 0.8
    if language == "ko":
        score += 1.2 * bool(re.search(r"스마트|ESS|디지털|에너지|지능형|AI|가상|그리드", phrase))
        score -= 2.0 * (phrase in _GENERIC_KO)
    else:
        score += 1.0 * bool(re.search(r"smart|digital|energy|storage|solar|grid|AI", phrase, re.IGNORECASE))
        score += 0.6 * sum(word[:1].isupper() for word in words[:3])
        score -= 2.0 * (len(words) == 1)
    return score


def _fallback(events: Sequence[Event], sectors: Sequence[str], language: str) -> str:
    sector = _SECTOR_WORDS[language].get(sectors[0], "") if sectors else ""
    act = _ACT_WORDS[language].get(events[0].kind, "") if events else ""
    return f"{sector} {act}".strip()


def _clip(title: str) -> str:
    """Cut at a word, never within one."""
    title = " ".join(title.split())
    if len(title) <= LENGTH:
        return title
    return title[: LENGTH - 1].rsplit(" ", 1)[0] + "…"
