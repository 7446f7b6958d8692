"""The language of an article, by its letters."""

from __future__ import annotations

from typing import Literal

SAMPLE = 4000
KOREAN_SHARE = 0.2  # Korean articles full of company names in Latin letters still have 0.5


def detect_language(text: str) -> Literal["ko", "en"]:
    sample = text[:SAMPLE]
    hangul = sum("가" <= character <= "힣" for character in sample)
    latin = sum("a" <= character <= "z" or "A" <= character <= "Z" for character in sample)
    return "ko" if hangul and hangul >= KOREAN_SHARE * (hangul + latin) else "en"
