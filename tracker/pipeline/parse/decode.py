"""Bytes of a page → text. Servers and pages misname their encoding, so every claim is only tried."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
IN_PAGE: Final = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:-]{2,30})",
    re.IGNORECASE,
)
HEAD: Final = 8192
SAMPLE: Final = 20_000
# Pages that call themselves euc-kr hold syllables that only its superset cp949 has ("똠", "펲").
KOREAN: Final = re.compile(
    r"^(?:x-)?(?:euc-?kr|ks_?c_?5601(?:-?19\d\d)?|ksc_?5601|cp-?949|uhc|windows-?949|ms-?949"
    r"|korean|iso-ir-149)$"
)
# What servers and editors say that know nothing: every byte fits, so Korean would turn into "°¡³ª".
WESTERN: Final = frozenset(("iso8859-1", "cp1252", "iso8859-15", "ascii", "latin-1"))
KOREAN_SHARE: Final = 0.02  # of the bytes; an English page has a quotation mark here and there


def decode_page(content: bytes, declared: str = "") -> str:
    """The text, by the first of byte order mark, utf-8 where it fits, declared charset, meta tag and cp949 that fits
    all bytes; where none does, by the claim that leaves the fewest U+FFFD."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    tried: dict[str, None] = {}
    for encoding in _claims(content, declared):
        if encoding not in tried:
            tried[encoding] = None
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    return min((content.decode(encoding, "replace") for encoding in tried), key=lambda text: text.count("\ufffd"))


def _claims(content: bytes, declared: str) -> Iterator[str]:
    plain = content.isascii()
    if not plain:
        yield "utf-8"  # bytes beyond ASCII are utf-8 by their form, or not at all
    found = IN_PAGE.search(content[:HEAD]) if not plain or b"\x1b" in content else None
    named = [_known(name) for name in (declared, found.group(1).decode("ascii") if found else "")]
    yield from (name for name in named if name and name not in WESTERN and (not plain or name.startswith("iso2022")))
    western = any(name in WESTERN for name in named)
    if western and sum(content[:SAMPLE].translate(_HIGH)) < KOREAN_SHARE * len(content[:SAMPLE]):
        yield "cp1252"
    yield "utf-8"
    yield "cp949"
    if western:
        yield "cp1252"


_HIGH: Final = bytes(byte > 127 for byte in range(256))


def _known(name: str) -> str:
    name = name.strip().strip("\"'").lower()
    if KOREAN.match(name):
        return "cp949"
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
