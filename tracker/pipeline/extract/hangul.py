"""What a Korean syllable shows about grammar: final consonants, past tense and particles."""

from __future__ import annotations

import re

_FIRST, _LAST = 0xAC00, 0xD7A3
_FINAL_SS = 20
_FINAL_L = 8
_FINAL_N = 4

SYLLABLE = "가-힣"
PAST = "".join(
    chr(code) for code in range(_FIRST, _LAST + 1) if (code - _FIRST) % 28 == _FINAL_SS and chr(code) not in "있겠"
)
ENDS_IN_L = "".join(chr(code) for code in range(_FIRST, _LAST + 1) if (code - _FIRST) % 28 == _FINAL_L)
ENDS_IN_N = "".join(
    chr(code) for code in range(_FIRST, _LAST + 1) if (code - _FIRST) % 28 == _FINAL_N and chr(code) != "는"
)

# Longest first: "에서는" must not be read as "에".
PARTICLES = (
    "으로부터는", "으로부터", "로부터는", "로부터", "에게서", "에서는", "에서도", "에서의", "에서", "에게는", "에게", "에는", "에도", "에",
    "께서", "와의", "과의", "와는", "과는", "와도", "과도", "와", "과", "이라는", "라는", "이라며", "이며", "이나", "으로는", "으로", "로는",
    "로", "에서만", "만의", "만", "까지", "부터", "보다", "처럼", "은", "는", "이", "가", "도", "을", "를", "의", "측은", "측이", "측",
)  # fmt: skip
_PARTICLE = re.compile(r"(?:%s)(?![가-힣])" % "|".join(PARTICLES))


def final(syllable: str) -> int:
    """The number of the syllable's final consonant, 0 for none, -1 for anything but a Hangul syllable."""
    code = ord(syllable)
    return (code - _FIRST) % 28 if _FIRST <= code <= _LAST else -1


# What the vowel of a stem becomes before -어/-아: 세우 → 세워, 꾸리 → 꾸려, 되 → 돼, 쓰 → 써.
_CONTRACTED = {8: 9, 13: 14, 20: 6, 11: 10, 18: 4}


def forms(stem: str) -> tuple[str, ...]:
    """What a predicate may begin with: 세우 → 세우, 세운, 세울, 세워, 세웠. A stem ending in a consonant begins all."""
    head, code = stem[:-1], ord(stem[-1]) - _FIRST
    bare, last = code - code % 28, code % 28
    if last == _FINAL_L:  # 열 → 연, 여는
        return stem, head + chr(_FIRST + bare + _FINAL_N), head + chr(_FIRST + bare) + "는"
    if stem[-1] in "짓잇":
        return stem, *(head + chr(_FIRST + bare) + ending for ending in ("은", "을", "어", "었"))
    if last:
        return (stem,)
    vowel = bare // 28 % 21
    joined = bare + 28 * (1 if stem[-1] == "하" else _CONTRACTED.get(vowel, vowel) - vowel)  # 하 → 해
    written = (bare, bare + _FINAL_N, bare + _FINAL_L, joined, joined + _FINAL_SS)
    return tuple(dict.fromkeys(head + chr(_FIRST + each) for each in written))


def particle_at(text: str, position: int) -> str:
    """The particle that stands at `position` and ends its word, or ""."""
    match = _PARTICLE.match(text, position)
    return match.group() if match else ""


def is_hangul(character: str) -> bool:
    return _FIRST <= ord(character) <= _LAST


_AFTER_CONSONANT = frozenset(
    {
        "은",
        "이",
        "을",
        "과",
        "과는",
        "과도",
        "과의",
        "으로",
        "으로부터",
        "으로부터는",
        "으로는",
        "이라는",
        "이나",
        "이며",
    }
)
_AFTER_VOWEL = frozenset({"는", "가", "를", "와", "와는", "와도", "와의", "라는"})


_BY_LAST: dict[str, tuple[str, ...]] = {
    last: tuple(particle for particle in PARTICLES if particle[-1] == last) for last in {p[-1] for p in PARTICLES}
}


def split_word(word: str) -> tuple[str, str]:
    """A word as (stem, particle), the particle being one that may follow the stem's last sound; "" where none does."""
    for particle in _BY_LAST.get(word[-1:], ()):
        stem = word[: -len(particle)]
        if len(stem) >= 2 and word.endswith(particle) and _fits(stem[-1], particle):
            return stem, particle
    return word, ""


def _fits(last: str, particle: str) -> bool:
    consonant = final(last)
    if consonant < 0:
        return True  # Latin letters and digits: their sound is not written
    if particle in _AFTER_CONSONANT:
        return consonant > 0
    if particle in _AFTER_VOWEL:
        return consonant == 0
    if particle in {"로", "로는", "로부터", "로부터는"}:
        return consonant in (0, _FINAL_L)
    return True
