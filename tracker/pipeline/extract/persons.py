"""A person named with an office speaks for the organization afterwards: 권오준 포스코 회장 … 권 회장은."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .layers import Mention, Sentence
from .lexicon import words
from .spans import Spans

PERSON = "org-person"

_NAME = re.compile(r"(?<![가-힣])(?P<surname>[가-힣])[가-힣]{1,2} $")


@cache
def _office() -> re.Pattern[str]:
    offices = "|".join(map(re.escape, words("ko", "titles")))
    return re.compile(rf"(?:그룹)? (?:[가-힣A-Za-z·&]{{1,14}} ){{0,2}}?(?P<office>{offices})(?![가-힣]{{2}})")


def name_persons(body: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """Later places of surname and office, each as a mention of the organization that the person was named with."""
    known: dict[str, Mention] = {}
    for mention in mentions:
        name = _NAME.search(body[max(0, mention.start - 5) : mention.start])
        office = _office().match(body, mention.end)
        if mention.head == "title" and name and office:
            known.setdefault(f"{name['surname']} {office['office']}", mention)
    if not known:
        return []
    pattern = re.compile(rf"(?<![가-힣])(?:{'|'.join(map(re.escape, known))})(?=은|는|이|가|도|과|와|의)")
    read = Spans((s.start, s.end) for s in sentences)
    return [
        replace(known[m.group()], start=m.start(), end=m.end(), surface=m.group(), rule=PERSON, head="")
        for m in pattern.finditer(body)
        if read.hold(m.start())
    ]
