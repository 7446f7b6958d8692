"""Which pages of an archive may speak of a group's smart industry at all, seen in their bytes before any is parsed."""

from collections.abc import Iterable, Iterator

from ahocorasick_rs import BytesAhoCorasick, Implementation

ENCODINGS = ("utf-8", "cp949")
FEW_WEAK = 3
PIECE = 16_384
SHORT_LATIN = 4  # "LG", "SK", "KT": only as they are written
NOWHERE = b"\x00\x01\x02\x03"  # a pattern that no page holds keeps an empty list from being a special case


class Prefilter:
    """Wants a page that holds a strong word of a sector, or three weak ones, and the name of a group or affiliate.

    Looks at the bytes, in both encodings of Korean pages and in the usual cases of Latin letters, without decoding
    them. It may want too much; what it wants is read."""

    def __init__(self, strong: Iterable[str], weak: Iterable[str], names: Iterable[str]) -> None:
        strongest = set(_patterns(_fewest(strong)))
        self._words = [*sorted(strongest), *sorted(set(_patterns(weak)) - strongest)] or [NOWHERE]
        self._strong = len(strongest)
        called = sorted(set(_patterns(_fewest(names)))) or [NOWHERE]
        self._longest = max(map(len, [*self._words, *called]))
        self._sectors, self._names = _automaton(self._words), _automaton(called)

    def wants(self, page: bytes) -> bool:
        return self._tells_of_sector(page) and self._names_somebody(page)

    def _tells_of_sector(self, page: bytes) -> bool:
        found: set[int] = set()
        for piece in _pieces(page, self._longest):
            found.update(match[0] for match in self._sectors.find_matches_as_indexes(piece, overlapping=True))
            if found and (min(found) < self._strong or self._enough(found)):
                return True
        return False

    def _names_somebody(self, page: bytes) -> bool:
        pieces = _pieces(page, self._longest)
        return any(self._names.find_matches_as_indexes(piece) for piece in pieces)

    def _enough(self, weak: set[int]) -> bool:
        return len({self._words[pattern].lower() for pattern in weak}) >= FEW_WEAK


def _pieces(page: bytes, longest: int) -> Iterator[memoryview]:
    """The page piece by piece, since what is wanted shows early; no pattern is cut in two."""
    view = memoryview(page)
    for begin in range(0, len(page), PIECE):
        yield view[begin : begin + PIECE + longest - 1]


def _fewest(words: Iterable[str]) -> list[str]:
    """Without those that contain another."""
    kept: list[str] = []
    for word in sorted({word for word in words if len(word) > 1}, key=len):
        if not any(short in word for short in kept):
            kept.append(word)
    return kept


def _patterns(words: Iterable[str]) -> Iterator[bytes]:
    for word in words:
        short = word.isascii() and len(word) <= SHORT_LATIN
        for variant in {word} if short else {word, word.lower(), word.upper(), word.capitalize(), word.title()}:
            for encoding in ENCODINGS:
                pattern = variant.encode(encoding, "ignore")
                if len(pattern) > 1:
                    yield pattern


def _automaton(patterns: list[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(patterns, implementation=Implementation.DFA)
