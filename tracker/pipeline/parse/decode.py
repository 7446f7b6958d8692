"""Bytes of a page → text. Servers and pages misname their encoding, so every claim is only tried."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
IN_PAGE = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
HEAD = 4096
# Pages that call themselves euc-kr hold syllables that only its superset cp949 has ("똠", "펲").
KOREAN = re.compile(
    r"^(?:x-)?(?:euc-?kr|ks_?c_?5601(?:-?19\d\d)?|ksc_?5601|cp-?949|uhc|windows-?949|ms-?949"
    r"|korean|iso-ir-149)$"
)


def decode_page(content: bytes, declared: str = "") -> str:
    """The text, by the first of byte order mark, declared charset, meta tag, utf-8 and cp949 that fits all bytes;
    where none does, by the first claim, with U+FFFD for what cannot be read."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    claims = list(dict.fromkeys(_claims(content, declared)))
    for encoding in claims:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return min((content.decode(encoding, "replace") for encoding in claims), key=lambda text: text.count("\ufffd"))


def _claims(content: bytes, declared: str) -> Iterator[str]:
    found = IN_PAGE.search(content[:HEAD])
    for name in (declared, found.group(1).decode("ascii") if found else ""):
        encoding = _known(name)
        if encoding and encoding != "iso8859-1":  # what servers say that know nothing
            yield encoding
    yield "utf-8"
    yield "cp949"


def _known(name: str) -> str:
    name = name.strip().strip("\"'").lower()
    if KOREAN.match(name):
        return "cp949"
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
