"""Where an article stands on a page of no known shape: in the part whose own paragraphs hold most sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from .markup import BLOCKS, SKIPPED
from .noise import SENTENCE
from .part_names import is_hidden, name_part

SHARES: Final = (1.0, 0.6, 0.36, 0.2)  # of a paragraph's weight, for its holder and the holders of that
LEAST: Final = 20  # characters that can be a sentence
DEPTH: Final = 200
REACH: Final = 8  # holders of a paragraph that are told of it
_WALKED_PAST = SKIPPED - {"header", "h1", "form"}  # old sites put the whole page into one form


@dataclass(frozen=True, slots=True)
class Dense:
    part: HtmlElement | None
    share: float  # of all sentences on the page


def find_dense(tree: HtmlElement) -> Dense:
    """The best part, with the share of the page's sentences that it holds."""
    body = tree.find("body")
    root = body if body is not None else tree
    survey = _Survey(len(root.text_content()))
    survey.walk(root, 0, [])
    best = max(survey.scores.values(), key=lambda scored: scored[0], default=None)
    if best is None:
        return Dense(None, 0.0)
    return Dense(best[1], survey.inside.get(best[1], 0.0) / survey.total)


class _Survey:
    """One walk over the page. Text between two blocks is a paragraph; it counts for the blocks around it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.scores: dict[HtmlElement, tuple[float, HtmlElement]] = {}
        self.inside: dict[HtmlElement, float] = {}
        self.total = 0.0
        self._text: list[str] = []
        self._linked = 0

    def walk(self, element: HtmlElement, depth: int, holders: list[HtmlElement], link: bool = False) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag == "br" or tag in _WALKED_PAST or depth > DEPTH:
            return
        if depth and (is_hidden(element) or name_part(element).around):
            if 2 * len(element.text_content()) < self._size:
                return
        block = tag in BLOCKS
        if block:
            self._close(holders)
            holders.append(element)
        link = link or tag == "a"
        self._take(element.text, link)
        for child in element:
            self.walk(child, depth + 1, holders, link)
            self._take(child.tail, link)
        if block:
            self._close(holders)
            holders.pop()

    def _take(self, text: str | None, link: bool) -> None:
        if text and not text.isspace():
            self._text.append(text)
            self._linked += len(text) if link else 0

    def _close(self, holders: list[HtmlElement]) -> None:
        if not self._text:
            return
        text, self._text = " ".join(self._text), []
        linked, self._linked = self._linked, 0
        if len(text) < LEAST or 2 * linked > len(text):
            return
        sentences = len(SENTENCE.findall(text[:20_000]))
        if not sentences or not holders:
            return
        weight = float(min(len(text), sentences * 400))
        self.total += weight
        inner = [one for one in holders if one.tag != "p"] or holders
        for share, holder in zip(SHARES, reversed(inner), strict=False):
            self.scores[holder] = (self.scores.get(holder, (0.0, holder))[0] + share * weight, holder)
        for holder in inner[-REACH:]:
            self.inside[holder] = self.inside.get(holder, 0.0) + weight
