"""Amounts of won: 1조2000억원, 350억 원, 5백억 원, 313억2753만원, 43.3 billion won."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_NUMBER = r"\d[\d,]{0,14}(?:\.\d{1,4})?"
_KOREAN = re.compile(
    rf"(?<![\d.,])(?=\d)(?:(?P<jo>{_NUMBER})(?P<jok>[천백]?)\s?조\s?)?(?:(?P<eok>{_NUMBER})(?P<eokk>[천백]?)\s?억\s?)?"
    rf"(?:(?P<man>{_NUMBER})(?P<mank>[천백]?)\s?만\s?)?원"
)
_ENGLISH = re.compile(rf"(?P<n>{_NUMBER})[ -](?P<unit>trillion|billion|million)[ -]won", re.IGNORECASE)
_SMALL = {"": 1, "천": 1000, "백": 100}
_UNITS = {"trillion": 10**12, "billion": 10**9, "million": 10**6}


@dataclass(frozen=True, slots=True)
class Amount:
    start: int
    end: int
    won: int


def find_amounts(text: str) -> list[Amount]:
    """Every stated amount of won, in order. Foreign currency is none, unless its won value is stated."""
    korean = _KOREAN.finditer(text) if "원" in text else ()
    english = _ENGLISH.finditer(text) if "won" in text.lower() else ()
    found = [Amount(m.start(), m.end(), _won(m)) for m in korean if m["jo"] or m["eok"] or m["man"]]
    found += [Amount(m.start(), m.end(), int(_value(m["n"]) * _UNITS[m["unit"].lower()])) for m in english]
    return sorted(found, key=lambda amount: amount.start)


def _won(match: re.Match[str]) -> int:
    total: Fraction | int = 0
    for unit, size in (("jo", 10**12), ("eok", 10**8), ("man", 10**4)):
        if match[unit]:
            total += _value(match[unit]) * _SMALL[match[unit + "k"]] * size
    return int(total)


def _value(digits: str) -> Fraction | int:
    plain = digits.replace(",", "")
    return Fraction(plain) if "." in plain else int(plain)


_PROJECT = re.compile(
    r"총사업비|사업비|투자|투입|들여|규모|계약\s?금액|계약금|수주|들어간|출자|원에 |에 달|자금|지분|invest|contract|worth|cost|order"
)


def project_amount(texts: list[str]) -> int | None:
    """The amount that the sentences of an initiative give for it: the first that a word of cost stands near."""
    for text in texts:
        for amount in find_amounts(text):
            around = text[max(0, amount.start - 20) : amount.end + 14]
            if _PROJECT.search(around) and amount.won >= 10**8:
                return amount.won
    return None
