"""The grammar around a name: its particle, the noun it only qualifies, and the names it stands in line with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .hangul import particle_at
from .layers import Case, Mention
from .lexicon import words

_ALIAS = re.compile(r"\s?(?:\([^)\n]{1,30}\)|\[[0-9]{6}\])")
_CLOSE = re.compile(r"[’'”\"]")
_AND_OTHERS = re.compile(
    r"\s?등(?:\s?[0-9]{0,5}[^.,\n]{0,24}?)??(?=(?:은|는|이|가|과|와|도|에|의|을|를|으로|로|에서|에는|으로부터)(?:\s|$))"
    r"|,\s[가-힣]{2,8}?(?=(?:은|는|이|가|과|와)\s)|\s?등(?=\s)"
)
_JOIN = re.compile(
    r"^[’'”\"]?(?:\([^)\n]{1,30}\))?[’'”\"]?(?:\s?[가-힣]{0,7}장|\s대표|\s대표이사|\s총리|\s장관|\s차관)?\s?(?:와|과|,|·|ㆍ|및|그리고|-|/)\s?(?:그리고\s|및\s)?[‘'“\"]?(?:[가-힣]{1,7}[^을를고은는에서의로며아어해인한,\s]\s){0,2}[‘'“\"]?$"
)
_CASES: dict[str, Case] = {}
for _case, _particles in {
    "subject": "은 는 이 가 도 께서 측은 측이 이라는 라는 만",
    "with": "와 과 와는 과는 와도 과도 와의 과의",
    "from": "로부터 으로부터 로부터는 으로부터는 에게서",
    "at": "에서 에서는 에서도 에서의",
    "to": "에 에게 에는 에도 에게는",
    "genitive": "의",
    "object": "을 를",
}.items():
    for _particle in _particles.split():
        _CASES[_particle] = _case  # type: ignore[assignment]


def annotate(body: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with case, head and series filled in. They must be in order and not overlap."""
    heads = [_head_at(body, mention) for mention in mentions]
    series = _number_series(body, mentions, heads)
    bare = [
        replace(m, case=_CASES.get(found, "bare"), topic=found in _TOPIC, head=head, series=n)
        for m, n, head in zip(mentions, series, heads, strict=True)
        for found in (_particle_after(body, m, head),)
    ]
    return tuple(_share_case(bare))


def _after(body: str, mention: Mention) -> int:
    position = mention.end
    for _ in range(2):
        for pattern in (_CLOSE, _ALIAS):
            match = pattern.match(body, position)
            position = match.end() if match else position
    return position


_TOPIC = frozenset({"은", "는", "측은"})


def _particle_after(body: str, mention: Mention, head: str) -> str:
    position = _after(body, mention)
    office = _heads().match(body, position) if head == "title" else None
    if office:
        position = office.end()
        many = _MANY.match(body, position)
        position = many.end() if many else position
    others = _AND_OTHERS.match(body, position)
    return particle_at(body, others.end() if others else position)


_MANY = re.compile(r"\s(?:등\s)?[0-9]{1,5}(?:여)?\s?명")


@cache
def _heads() -> re.Pattern[str]:
    titles = "|".join(map(re.escape, words("ko", "titles")))
    sites = "|".join(map(re.escape, words("ko", "sites")))
    parents = "|".join(map(re.escape, words("ko", "parents")))
    return re.compile(
        rf"(?P<parent>의?\s(?:[가-힣A-Z()]{{1,8}} )?(?:{parents})|(?:을|를) (?:거느린|모회사로))"
        rf"|(?P<title>(?:그룹)?\s(?:[가-힣A-Za-z·&]{{1,14}}\s){{0,2}}?(?:{titles})(?![가-힣]{{2}}))"
        rf"|(?P<site>\s(?:[가-힣A-Z0-9]{{1,6}}\s?)?(?:[가-힣0-9]{{0,5}})(?:{sites}))"
    )


def _head_at(body: str, mention: Mention) -> str:
    match = _heads().match(body, _after(body, mention))
    return (match.lastgroup or "") if match else ""


def _number_series(body: str, mentions: Sequence[Mention], heads: Sequence[str]) -> list[int]:
    numbers: list[int] = []
    for index, mention in enumerate(mentions):
        gap = body[mentions[index - 1].end : mention.start] if index else ""
        if heads[index] == "site" and re.match(r"^(?:\([^)\n]{1,20}\))?[와과]\s$", gap):
            numbers.append(index)  # "한국남동발전과 두산엔진 창원공장에": with the first, at the second's works
        elif (
            index
            and mention.start - mentions[index - 1].end <= 28
            and _JOIN.match(body[mentions[index - 1].end : mention.start])
        ):
            numbers.append(numbers[-1])
        else:
            numbers.append(index)
    return numbers


def _share_case(mentions: list[Mention]) -> list[Mention]:
    """All names of a series take the case of its last; "A와 B는" makes both of them subjects."""
    last = {mention.series: (mention.case, mention.topic) for mention in mentions}
    last_head = {mention.series: mention.head for mention in mentions}
    count: dict[int, int] = {}
    for mention in mentions:
        count[mention.series] = count.get(mention.series, 0) + 1
    return [
        replace(
            m,
            case=last[m.series][0],
            topic=last[m.series][1],
            head=m.head if m.head == "parent" else last_head[m.series] if last_head[m.series] == "title" else m.head,
        )
        if count[m.series] > 1
        else m
        for m in mentions
    ]
