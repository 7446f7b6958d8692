"""The language of an article, by its letters."""

from __future__ import annotations

import re
from typing import Final, Literal

HANGUL: Final = re.compile("[가-힣]+")
LATIN: Final = re.compile("[A-Za-z]+")
SAMPLE = 4000
KOREAN_SHARE = 0.2  # Korean articles full of company names in Latin letters still have 0.5


def detect_language(text: str) -> Literal["ko", "en"]:
    sample = text[:SAMPLE]
    hangul, latin = (len("".join(runs.findall(sample))) for runs in (HANGUL, LATIN))
    return "ko" if hangul and hangul >= KOREAN_SHARE * (hangul + latin) else "en"
