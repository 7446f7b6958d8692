"""Which Hangul may follow a name without a blank: particles, the copula and a few bound nouns, nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 8  # syllables; "측으로부터는" and the like are shorter
_HANGUL_RUN = re.compile(rf"[가-힣]{{1,{_LONGEST + 1}}}")

_BOUND_NOUN = "측|쪽|등|간|들"
_CASE_ANY = "의|에|에서|에서부터|에게|에게서|께서|도|만|까지|부터|마다|보다|처럼|만큼|같이|대로|마저"
_CASE_ANY += "|조차|밖에|뿐|뿐만|하고|한테|에다"
_CASE_VOWEL = "와|로|로서|로써|로부터|랑"
_CASE_CONSONANT = "과|으로|으로서|으로써|으로부터|이랑"
_END_ANY = "의|도|만|은|는|까지|부터|조차|마저|이나|나|이다|이며|이고|이라는|이라고|이라며|이라면"
_END_ANY += "|이란|이자|이지만|이든|인|이었다|이었던|이라도|인데|이어서"
_END_VOWEL = "는|가|를|나|다|며|란|라는|라고|라며|라면|라도|지만|든|였다|였던|여서"
_END_CONSONANT = "은|이|을"

_AFTER_VOWEL = re.compile(f"(?:(?:{_CASE_ANY}|{_CASE_VOWEL})(?:{_END_ANY})?|{_END_ANY}|{_END_VOWEL})")
_AFTER_CONSONANT = re.compile(f"(?:(?:{_CASE_ANY}|{_CASE_CONSONANT})(?:{_END_ANY})?|{_END_ANY}|{_END_CONSONANT})")
_AFTER_NOUN = re.compile(f"(?:{_BOUND_NOUN})(?:{_AFTER_CONSONANT.pattern}|{_CASE_VOWEL}|이|가|을|를|은|는)?")
_NEVER_AFTER_VOWEL = frozenset({"은"})
_NEVER_AFTER_CONSONANT = frozenset({"는", "나"})
_MAKES_A_NOUN = frozenset({"인"})  # 현대인, 한국인: people, where the name is short
_SHORT = 2
_FIRST_SYLLABLE, _FINALS, _RIEUL = 0xAC00, 28, 8


def hangul_run(text: str, start: int) -> str:
    """The Hangul that begins at `start`, cut after nine syllables, which is more than any particle has."""
    match = _HANGUL_RUN.match(text, start)
    return match.group() if match else ""


def is_particle(name: str, run: str) -> bool:
    """Whether `run`, the whole Hangul behind `name`, is a particle that fits the sound on which the name ends.

    "한화가" is 한화 with a particle, "삼성가" is the family, since 삼성 ends in a consonant. After Latin letters and
    digits the sound is not known and both forms pass.
    """
    if len(name) <= _SHORT and run in _MAKES_A_NOUN:
        return False
    return _fits(name[-1], run)


@lru_cache(maxsize=4096)
def _fits(last: str, run: str) -> bool:
    if len(run) > _LONGEST:
        return False
    if _AFTER_NOUN.fullmatch(run):
        return True
    if not "가" <= last <= "힣":
        return bool(_AFTER_VOWEL.fullmatch(run) or _AFTER_CONSONANT.fullmatch(run))
    final = (ord(last) - _FIRST_SYLLABLE) % _FINALS
    if final == 0:
        return run not in _NEVER_AFTER_VOWEL and _AFTER_VOWEL.fullmatch(run) is not None
    if final == _RIEUL and run.startswith("로"):
        return _AFTER_VOWEL.fullmatch(run) is not None
    return run not in _NEVER_AFTER_CONSONANT and _AFTER_CONSONANT.fullmatch(run) is not None
