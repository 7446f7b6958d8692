"""Letters: what two strings share, and how a name sounds in either script."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[\W_]+")
_HANGUL = re.compile(r"[가-힣]")
# Consonants by sound class, so that 망길라오 and Mangilao, 발라디 and Balady come out the same; a dot is silent.
_ONSETS = "kknttlmppss.cccktp."
_CODAS = ".kkknnntllllllllmppssnccktp."
_LATIN = str.maketrans("bpfvdtgkqxjzslrmn", "ppppttkkkkccsllmn", "aeiouhwy")


def squeeze(text: str) -> str:
    """`text` in NFKC and casefolded, without blanks and punctuation."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_korean(text: str) -> bool:
    """Whether there is any Hangul in `text`."""
    return _HANGUL.search(text) is not None


def share_of_grams(a: str, b: str, size: int = 2) -> float:
    """How much of the shorter text's letter n-grams the longer one has, 0 to 1; 0 if either is too short."""
    first, second = grams_of(a, size), grams_of(b, size)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def grams_of(text: str, size: int) -> frozenset[str]:
    """The distinct letter n-grams of the squeezed text."""
    letters = squeeze(text)
    return frozenset(letters[i : i + size] for i in range(len(letters) - size + 1))


def sound_of(word: str) -> str:
    """The consonants of a Korean or Latin word as classes of sound; empty for a word without any."""
    sounds: list[str] = []
    for piece in re.findall(r"[가-힣]+|[a-z]+", unicodedata.normalize("NFKC", word).casefold()):
        sounds.extend(_korean_sounds(piece) if is_korean(piece) else _latin_sounds(piece))
    return "".join(sound for i, sound in enumerate(sounds) if i == 0 or sounds[i - 1] != sound)


def _korean_sounds(word: str) -> list[str]:
    sounds: list[str] = []
    for letter in word:
        code = ord(letter) - 0xAC00
        sounds += [_ONSETS[code // 588], _CODAS[code % 28]]
    return [sound for sound in sounds if sound != "."]


def _latin_sounds(word: str) -> list[str]:
    word = re.sub(r"r(?![aeiouy])", "", word)  # a closing r leaves no trace in Hangul
    word = re.sub(r"ng(?![aeiou])", "n", word)
    word = word.replace("ch", "j").replace("ce", "se").replace("ci", "si").replace("c", "k")
    return list(word.translate(_LATIN))
