"""Whether two articles bring the same text: a small sketch of each, compared without the texts.

A sketch is the smallest hashes of the text's letter 6-grams. Two texts that share a share s of their grams share about
that share of the smallest ones, so a few numbers say how alike they are; and texts that are alike have some of their
very smallest in common, so a plain index finds them.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from zlib import crc32

GRAM = 6
SIZE = 64
KEYS = 8
FEWEST = 40  # distinct grams; a caption says too little to tell whose words it has
ALIKE = 0.2  # share of the smallest grams of both together: same text, edited

_BLANKS = re.compile(r"[\W_]+")

Sketch = tuple[int, ...]


def sketch_text(text: str) -> Sketch:
    """At most SIZE numbers below 2**60, ascending; empty for a text too short to be told from others. The same in
    every process and on every machine; blanks, punctuation and case do not count."""
    letters = _BLANKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    units = letters.encode("utf-16-le", "surrogatepass")  # slices of bytes are hashed without encoding each
    grams = [units[at : at + 2 * GRAM] for at in range(0, len(units) - 2 * GRAM + 1, 2)]
    # The cheap hash chooses; only the chosen are told apart by a good one.
    ranked = dict(zip(map(crc32, grams), grams, strict=True))
    if len(ranked) < FEWEST:
        return ()
    return tuple(rank << 28 | _digest(ranked[rank]) for rank in sorted(ranked)[:SIZE])


def keys_of(sketch: Sketch) -> Sketch:
    """The numbers to index: texts that are alike have at least one of them in common."""
    return sketch[:KEYS]


def likeness(a: Sketch, b: Sketch) -> float:
    """The share of grams that both texts have of all that either has, estimated: 0 to 1. 0 where one is too short."""
    if not a or not b:
        return 0.0
    seen = min(SIZE, max(len(a), len(b)))
    smallest = sorted({*a, *b})[:seen]
    common = set(a) & set(b)
    return sum(number in common for number in smallest) / len(smallest)


def is_same_text(a: Sketch, b: Sketch) -> bool:
    """Whether one is the other, edited: a byline added, figures changed, sentences dropped, a fifth of the words."""
    return likeness(a, b) >= ALIKE


def pack_sketch(sketch: Sketch) -> bytes:
    """Eight bytes a number."""
    return b"".join(number.to_bytes(8, "big") for number in sketch)


def unpack_sketch(packed: bytes) -> Sketch:
    return tuple(int.from_bytes(packed[at : at + 8], "big") for at in range(0, len(packed), 8))


def _digest(gram: bytes) -> int:
    return int.from_bytes(blake2b(gram, digest_size=8).digest(), "big") & (1 << 28) - 1
