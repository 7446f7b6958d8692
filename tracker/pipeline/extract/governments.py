"""Regional governments: 인천시, 태안군, 경북도. A place until the grammar shows it acting."""

from __future__ import annotations

import re
from functools import cache

from .layers import Mention, Sentence
from .lexicon import words


@cache
def _pattern() -> re.Pattern[str]:
    towns = "|".join(words("ko", "cities"))
    counties = "|".join(words("ko", "counties"))
    metropolitan = "부산|대구|인천|광주|대전|울산|세종|서울"
    provinces = "경기|강원|충북|충남|전북|전남|경북|경남|제주|충청북|충청남|전라북|전라남|경상북|경상남"
    return re.compile(
        rf"(?<![가-힣])(?:(?:{metropolitan})(?:광역시|특별시|특별자치시|시)|(?:{provinces})(?:특별자치도|도)"
        rf"|(?:{towns})시|(?:{counties})군)(?!\s?(?:장|민|내|대|설|작|킨|점|간|범|험))"
    )


def propose_governments(sentence: Sentence) -> list[Mention]:
    """Every regional government that the sentence names, as a place or as a body."""
    return [
        Mention(sentence.start + m.start(), sentence.start + m.end(), m.group(), None, "government", "org-region", 0.8)
        for m in _pattern().finditer(sentence.text)
    ]
