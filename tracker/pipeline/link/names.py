"""Spellings: what two ways of writing one name have in common, and the ways in which the press writes it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_KOREAN_MARK = r"\((?:주|유|재|사|학)\)|주식회사|유한회사|유한책임회사|재단법인|사단법인|학교법인"
_MARK_AT_END = re.compile(rf"^(?:{_KOREAN_MARK})\s*(?=\S)|(?<=\S)\s*(?:{_KOREAN_MARK})$")
_ENGLISH_FORM = r"co\.?,? ?ltd\.?|corporation|corp\.?|inc\.?|ltd\.?|limited|company|co\.?|plc|llc|gmbh|ag"
_FORM_AT_END = re.compile(rf"(?<=\w)(?:,\s*|\s+)(?:{_ENGLISH_FORM})$", re.IGNORECASE)
_LATIN_THEN_HANGUL = re.compile(r"(?<=[A-Za-z0-9&+])(?=[가-힣]{2})")
_HANGUL_THEN_LATIN = re.compile(r"(?<=[가-힣]{2})(?=[A-Za-z][A-Za-z0-9&+])")
_CAPITALS = re.compile(r"[A-Z]{4,}")
_SHORT_LATIN_PAIR = re.compile(r"[A-Z][A-Z0-9&]{1,3} [A-Z0-9&]{2,5}")
_TWO_LETTERS = 2

# One character for one, so that offsets stay true: full width to half width, the dots and blanks of every keyboard.
_FOLDED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLDED |= dict.fromkeys("ㆍ・‧∙•･", "·") | dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t", " ")
_FOLDED |= dict.fromkeys("‐‑", "-")
_FOLDABLE = re.compile(f"[{''.join(_FOLDED)}]".replace("\\", "\\\\"))


def fold(text: str) -> str:
    """The text, as long as it was, with full-width letters and look-alike dots, dashes and blanks made plain."""
    return _FOLDABLE.sub(lambda match: _FOLDED[match.group()], text)


def strip_corporate_form(name: str) -> str:
    """The name without (주), 주식회사, Co., Ltd. and the like at its ends; never empty."""
    if not name.isascii():
        name = _MARK_AT_END.sub("", name).strip()
    for _ in range(_TWO_LETTERS):
        name = _FORM_AT_END.sub("", name)
    return name


@lru_cache(maxsize=32768)
def normalise_name(name: str) -> str:
    """The form in which two spellings of one name are equal: width, case, blanks and corporate form taken away."""
    folded = unicodedata.normalize("NFKC", fold(name)).strip()
    return "".join(strip_corporate_form(folded).casefold().split())


def korean_spellings(name: str) -> set[str]:
    """Further spellings of a name as Korean text prints it, with or without its blanks ("SK 텔레콤", "LGCNS")."""
    found: set[str] = set()
    has_hangul = not name.isascii()
    if " " in name and (has_hangul or _SHORT_LATIN_PAIR.fullmatch(name)):
        found.add(name.replace(" ", ""))
    if has_hangul and " " not in name:
        found.add(_LATIN_THEN_HANGUL.sub(" ", name))
        found.add(_HANGUL_THEN_LATIN.sub(" ", name))
    found.discard(name)
    return found


def english_spellings(name: str) -> set[str]:
    """Further spellings of an English name: without corporate form, "Posco" for POSCO, in capitals, & for and."""
    found = {strip_corporate_form(name)}
    for one in tuple(found):
        if " and " in one:
            found |= {one.replace(", and ", " and "), one.replace(" and ", " & ").replace(", &", " &")}
        elif " & " in one:
            found.add(one.replace(" & ", " and "))
    for one in (name, *found):
        found.add(_CAPITALS.sub(lambda word: word.group().capitalize(), one))
        if " " in one:
            found.add(one.upper())
    found.discard(name)
    return {one for one in found if len(one) >= _TWO_LETTERS}


def prefixed_spelling(name: str, prefixes: tuple[str, ...]) -> str | None:
    """A blank after the group's name: "포스코 건설" for "포스코건설", where at least two syllables follow."""
    for prefix in prefixes:
        rest = name[len(prefix) :]
        if name.startswith(prefix) and len(rest) >= _TWO_LETTERS and len(prefix) >= _TWO_LETTERS and " " not in name:
            return f"{prefix} {rest}"
    return None
