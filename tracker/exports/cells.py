"""Texts that come from anywhere, made safe for programs that read more into a cell than its letters."""

import re

# Signs with which spreadsheets begin a formula, the wide ones of Korean and Japanese keyboards included.
FORMULA = "=+-@\t\r\n＝＋－＠"
MAX_LETTERS = 32_000  # Excel holds 32,767 in a cell

# Control characters, lone surrogates and the two that are no characters: XML refuses all of them.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x000D_ in a text as the character of that number.
_ESCAPED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


def clean(text: str) -> str:
    """Without characters that a file must not hold; of bounded length."""
    return _ILLEGAL.sub("", text)[:MAX_LETTERS]


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula; some of them overlook blanks before it."""
    return text[:1] in set(FORMULA) or text.lstrip()[:1] in set(FORMULA)


def defuse(text: str) -> str:
    """The text as a spreadsheet that opens a CSV file shows it: an apostrophe before what could be a formula."""
    return f"'{text}" if text and starts_formula(text) else text


def escape_for_excel(text: str) -> str:
    return _ESCAPED.sub("_x005F_", text)
