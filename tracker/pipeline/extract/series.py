"""Unknown names in line with known ones: "평창군, 한국중부발전, 태환과"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .hangul import split_word
from .layers import Mention, Sentence
from .proposers import FRAMES, is_namelike, mention_in
from .spans import between


def propose_more(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """Unknown names in line with known ones: 평창군, 한국중부발전, 태환과; 현대차, 파블로항공, 핀텔이."""
    found: list[Mention] = []
    starts = [m.start for m in mentions]
    for sentence in sentences:
        inside = mentions[between(starts, sentence.start, sentence.end)]
        for mention in inside:
            found += _right_of(sentence, mention, inside)
            found += _left_of(sentence, mention, inside)
    return found


_NEXT = re.compile(r"(?:\([^)\n]{1,20}\))?(?:, |·|와 |과 )(?P<word>[가-힣A-Z][가-힣A-Za-z0-9&\-]{1,15})(?=[,· (])")
_PREVIOUS = re.compile(
    r"(?:^|[\s·])(?P<word>[가-힣A-Z][가-힣A-Za-z0-9&\-]{1,13}?)(?:\([^)\n]{1,20}\))?(?:, |·|와 |과 )$"
)
_JOINTS = (", ", "·", "와 ", "과 ")


def _right_of(sentence: Sentence, mention: Mention, inside: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    position = mention.end - sentence.start
    for _ in range(6):
        match = _NEXT.match(sentence.text, position)
        if not match or _busy(sentence, match.start("word"), inside):
            break
        stem, particle = split_word(match["word"])
        listed = sentence.text[match.end("word") : match.end("word") + 2].startswith((",", "·", " 등"))
        if not (is_namelike(stem) or _firm(stem)) or not (
            particle in FRAMES or listed or _joined(sentence, match.end("word"), inside)
        ):
            break
        left = match.start("word")
        found.append(mention_in(sentence, left, left + len(stem), "company", "org-series", 0.6))
        position = left + len(stem)
    return found


# Common nouns with which firms' names end: 다온정보통신, 한빛에너지.
_FIRM = re.compile(
    r"(?:정보통신|통신|시스템|솔루션|산업|전자|기술|엔지니어링|에너지|건설|기계|화학|전기|소프트웨어|네트워크|환경|조명|로봇|데이터|물류|식품)$"
)


def _firm(stem: str) -> bool:
    """Whether an unknown word beside a known name ends like a firm's and begins with something of its own."""
    match = _FIRM.search(stem)
    return (
        match is not None
        and match.start() >= 2
        and is_namelike(stem, announced=True)
        and is_namelike(stem[: match.start()])
    )


def _left_of(sentence: Sentence, mention: Mention, inside: Sequence[Mention]) -> list[Mention]:
    found: list[Mention] = []
    position = mention.start - sentence.start
    for _ in range(4):
        before = sentence.text[max(0, position - 36) : position]
        match = _PREVIOUS.search(before) if before.endswith(_JOINTS) else None
        if not match:
            break
        left = max(0, position - 36) + match.start("word")
        word = match["word"]
        if (
            _busy(sentence, left, inside)
            or not is_namelike(word)
            or split_word(word)[1] in {"은", "는", "을", "를", "에서", "에", "의", "로"}
        ):
            break
        found.append(mention_in(sentence, left, left + len(word), "company", "org-series", 0.6))
        position = left
    return found


def _busy(sentence: Sentence, left: int, inside: Sequence[Mention]) -> bool:
    return any(m.start <= sentence.start + left < m.end for m in inside)


def _joined(sentence: Sentence, position: int, inside: Sequence[Mention]) -> bool:
    return any(0 <= m.start - sentence.start - position <= 3 for m in inside)
