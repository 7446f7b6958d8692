"""Sentence → clauses, cut after predicates that end in a connective (-고, -며, -는데, -면서, -지만, -아/어)."""

from __future__ import annotations

import re

from .english.clauses import split_english
from .hangul import PAST
from .layers import Clause, Sentence

# Stems whose last syllable, before -고 or -며, belongs to a predicate. A noun such as 창고 or 광고 is not cut.
_VERB = "뜨걸털떼빼접풀하되맺열짓세우받나서들이꾸리키치내두지있르갖추얻떠붙따쓰보가오뽑잡넓히높줄늘만바끌올리크벌여놓옮심깔싣돌앞찍뛰닫넣묶같대주않끊씻꿰뚫꼽겪밟담"
_JOINED = "맺어|꾸려|세워|들여|사들여|열어|모아|넓혀|바꿔|나서|손잡아|지어|만들어|이뤄|갖춰|늘려|높여|받아|거쳐|떠|합쳐|벌여|내놔|얹어|입혀|따내|들어가|뽑혀|했다가|됐다가"
_LISTED = "착공|준공|완공|체결|선정|설립|완료|가동|개시|개통|수주|출범"
_CUT = re.compile(
    rf"(?:{_LISTED}|[{_VERB}{PAST}였]고|(?:[{_VERB}]|[{PAST}]으|으)며|(?:[{_VERB}]|[{PAST}]으)면서|(?:는데|은데|ㄴ데|인데|한데|했는데)"
    rf"|(?:[{PAST}]|하|되|있|르|오|가)지만|[{PAST}]으나|"
    r"(?<! )(?<!올)(?<!지난)(?<!피)(?<!이)(?<!동)(?<!서)(?<!남)(?<!새)(?<!오)(?<!위)(?<!통)(?<!대)(?<!관)(?<!비)(?<!의)(?<!인)(?<!더)(?<!한)해"
    rf"|{_JOINED}|(?:마치|끝나|되|나오|오르)자|(?:체결|협약|착공|발표|선정|출범) (?:이후|당시|직후)"
    r"|(?:한|은|된|인|운|친|연) (?:뒤|후|직후)|(?:한|은|된|연) 데 이어|[한은된] 지 \S{1,5}(?: \S{1,3})? 만[인에])\Z"
)
_BULLET = "▲△▶◇◆→"
_LONGEST = 14  # characters of what _CUT matches
# The syllables in which it ends, before a blank or comma: looked for first, since few places have them.
_ENDS = "".join(sorted({word[-1] for word in _JOINED.split("|")} | set("고며서데만나해뒤어자후시인에")))
_ENDS_LISTED = "".join(sorted({word[-1] for word in _LISTED.split("|")}))
_PLACE = re.compile(rf"[{_ENDS}](?=[ ,])|[{_ENDS_LISTED}](?=, )|[{_BULLET}](?=\s?\S)")


def split_clauses(sentence: Sentence, language: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order, together covering it. Cuts inside direct speech are not made."""
    if language == "en":
        return split_english(sentence)
    clauses: list[Clause] = []
    left = sentence.start
    for place in _PLACE.finditer(sentence.text):
        at = sentence.start + place.end()
        if place.group() in _BULLET:
            cut = place.group()
        else:
            match = _CUT.search(sentence.text, max(0, place.end() - _LONGEST), place.end())
            cut = match.group() if match else ""
        if not cut or any(start <= at <= end for start, end in sentence.quotes) or at - left < 4:
            continue
        clauses.append(Clause(left, at, cut))
        left = at
    clauses.append(Clause(left, sentence.end, ""))
    return tuple(clauses)


def clause_at(clauses: tuple[Clause, ...], position: int) -> int:
    """The index of the clause that holds `position`."""
    for index, clause in enumerate(clauses):
        if position < clause.end:
            return index
    return len(clauses) - 1
