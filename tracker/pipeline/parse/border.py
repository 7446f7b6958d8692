"""Text at the border: the one place where text from outside is made fit for every database and page."""

import re
import unicodedata

TITLE_LENGTH = 300
# C0 and C1 controls but tab and line ends; NUL above all, which PostgreSQL refuses and SQLite keeps for ever.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
BIDI_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean_text(text: str) -> str:
    """Controls out, line ends to \\n, lone surrogates to U+FFFD, NFC."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", SURROGATES.sub("\ufffd", text))


def clean_title(title: str) -> str:
    """As clean_text, on one line, without marks that turn the direction of what follows; at most 300 characters."""
    return " ".join(BIDI_MARKS.sub("", clean_text(title)).split())[:TITLE_LENGTH]
