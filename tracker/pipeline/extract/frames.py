"""The grammar around a name: its particle, the noun it only qualifies, and the names it stands in line with."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    behind = [_read_behind(body, mention.end) for mention in mentions]
    series = _number_series(body, mentions, [head for head, _ in behind])
    last = dict(zip(series, behind, strict=True))
    return tuple(
        _annotated(mention, number, head, last[number])
        for mention, number, (head, _) in zip(mentions, series, behind, strict=True)
    )


def _annotated(mention: Mention, series: int, head: str, last: tuple[str, str]) -> Mention:
    """last: head and particle of the last name in its series, whose case all of them take; "A와 B는" makes both of them
    subjects. Spelled out, since `replace` takes several times as long."""
    last_head, particle = last
    return Mention(
        mention.start,
        mention.end,
        mention.surface,
        mention.catalog_id,
        mention.kind,
        mention.rule,
        mention.confidence,
        mention.parent,
        case=_CASES.get(particle, "bare"),
        head="title" if last_head == "title" and head != "parent" else head,
        topic=particle in _TOPIC,
        series=series,
    )


def _after(body: str, position: int) -> int:
    """Behind quotation marks, asides in parentheses and stock codes that follow a name."""
    for _ in range(2):
        following = body[position : position + 1]
        if following in _OPENS or following.isspace():
            for pattern in (_CLOSE, _ALIAS):
                match = pattern.match(body, position)
                position = match.end() if match else position
    return position


_OPENS = frozenset("’'”\"([")
_TOPIC = frozenset({"은", "는", "측은"})
_BEFORE_HEAD = frozenset("의을를그")  # with which the words before a head may begin, beside a blank


def _read_behind(body: str, end: int) -> tuple[str, str]:
    """The head and the particle of the name that ends there, each "" where it has none."""
    position = _after(body, end)
    following = body[position : position + 1]
    found = _heads().match(body, position) if following in _BEFORE_HEAD or following.isspace() else None
    head = (found.lastgroup or "") if found else ""
    if found and head == "title":
        position = found.end()
        many = _MANY.match(body, position)
        position = many.end() if many else position
    others = _AND_OTHERS.match(body, position)
    return head, particle_at(body, others.end() if others else position)


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
