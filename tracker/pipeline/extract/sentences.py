"""Body → blocks → sentences, with the direct speech in each.

A block is a paragraph; captions, bylines and sub-headings are told apart here when the parser has not done it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.pipeline.records import ParsedArticle

from .layers import Block, Sentence

MAX_SENTENCE = 1200  # longer runs are no sentences; cutting them keeps every later pattern cheap

_PARAGRAPH = re.compile(r"[^\n]+")
_CAPTION = re.compile(r"^\s{0,8}(?:[▲△▼]|\(사진|\[사진|사진\s*[=:설]|<사진|\(Photo|Photo:)")
# "▲2026년 상반기: 1단계 준공", "△… △…": items of a list, not the line under a picture nor a heading.
_ITEMS = re.compile(
    r"^\s{0,8}[▲△▶◇◆■●○□]\s?(?:[^\n▲△▶◇◆→]{4,120}[▲△▶◇◆→]|(?:(?:19|20)\d\d|['’‘]?\d\d|내)년[^\n:：]{0,12}[:：])"
)
_SUBHEAD = re.compile(r"^\s{0,8}[◆■●◇▣□◈★]")
_BULLET = re.compile(r"^\s{0,8}[▶▷◇■□●○•ㆍ\-*]\s*\S")
_BYLINE_ONLY = re.compile(
    r"^\s{0,8}[\[(/]?[^.!?\n]{0,40}(?:기자|특파원|reporter|편집국|증권부|산업부)\s*[\])]?\s*(?:\S+@\S+)?\s*$", re.I
)
_BYLINE_HEAD = re.compile(
    r"^\s{0,8}(?:[\[(][^\])\n]{2,50}[\])]\s*(?:[가-힣]{2,4}\s*(?:기자|특파원)\s*)?=?\s*|[A-Z][A-Za-z ,.]{2,50} --? )"
)
_BYLINE_TAIL = re.compile(
    r"\s*(?:[\[(/][^\])\n]{0,50}(?:기자|특파원|증권부|산업부)[\])]?|(?<=[.\"”'’]) ?[가-힣]{2,4} (?:기자|특파원))\s*$"
)
_ENDED = re.compile(r"[.!?。…][\"”'’)\]]*\s*$")
_STOP = re.compile(r"[.!?]+[\"”'’)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Co|Corp|Inc|Ltd|Mr|Ms|Mrs|Dr|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Gen|Gov|Sen|Rep|Prof)"
    r"|\b[A-Z](?:\.[A-Z])*|\be\.g|\bi\.e)\.$"
)
_QUOTE = re.compile(r"[“\"]([^“”\"\n]{1,600})[”\"]")
_WHOLE = re.compile(
    r"^\s{0,8}[“\"][^“”\"]*[”\"]\s*(?:[가-힣 ·=]{0,24})$"
)  # an answer in an interview: split like any text
_SPEECH_ONLY = re.compile(r"^\s{0,8}[“\"][^“”\"]*[”\"]\s*(?:[가-힣 ·=]{0,20})$")


def find_blocks(article: ParsedArticle) -> tuple[Block, ...]:
    """The article's paragraphs in order, each with its kind and section."""
    given = [(p.start, p.end, str(p.kind)) for p in article.paragraphs]
    raw = given or [(m.start(), m.end(), "") for m in _PARAGRAPH.finditer(article.body)]
    texts = [article.body[start:end] for start, end, _ in raw]
    briefs = _brief_marks(texts)
    blocks: list[Block] = []
    section = 0
    for index, ((start, end, kind), text) in enumerate(zip(raw, texts, strict=True)):
        kind = kind if kind and kind != "body" else _kind(text)
        brief = index in briefs
        if brief:
            kind = "body"
        if (brief or kind == "subhead") and index:
            section += 1
        blocks.append(Block(index, start, end, kind, section, brief))
    return tuple(blocks)


def _brief_marks(texts: Sequence[str]) -> set[int]:
    """Items of a round-up: at least two paragraphs that open with a mark and go on as running text."""
    marked = [
        i
        for i, text in enumerate(texts)
        if _BULLET.match(text) and not text.lstrip().startswith("-") and len(text) > 60
    ]
    return set(marked) if len(marked) >= 2 else set()


def _kind(text: str) -> str:
    if _ITEMS.match(text):
        return "body"
    if _CAPTION.match(text) and len(text) < 200 and not text.lstrip().startswith("△"):
        return "caption"
    if _BYLINE_ONLY.match(text) and len(text) < 60:
        return "byline"
    if _SUBHEAD.match(text) and len(text) < 80 and not _ENDED.search(text):
        return "subhead"
    return "body"


def split_sentences(article: ParsedArticle, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """The sentences of body paragraphs and bullets, without bylines around them."""
    found: list[Sentence] = []
    for block in blocks:
        if block.kind in {"caption", "byline", "subhead"}:
            continue
        start, end = _without_byline(article.body, block.start, block.end)
        for left, right in _cut(article.body, start, end):
            found.append(_sentence(article.body, len(found), left, right, block))
    return tuple(found)


def _without_byline(body: str, start: int, end: int) -> tuple[int, int]:
    text = body[start:end]
    head = _BYLINE_HEAD.match(text)
    if head and ("=" in head.group() or "기자" in head.group() or "--" in head.group() or len(head.group()) < 30):
        start += head.end()
    tail = _BYLINE_TAIL.search(body[max(start, end - 80) : end])
    if tail:
        end = max(start, end - 80) + tail.start()
    return start, end


def _sentence(body: str, index: int, left: int, right: int, block: Block) -> Sentence:
    text = body[left:right]
    quotes = tuple((left + m.start(1), left + m.end(1)) for m in _QUOTE.finditer(text))
    return Sentence(
        index, left, right, text, block.index, block.section, block.brief, quotes, bool(_SPEECH_ONLY.match(text))
    )


def _cut(body: str, start: int, end: int) -> list[tuple[int, int]]:
    text = body[start:end]
    quoted = [m.span() for m in _QUOTE.finditer(text) if not _WHOLE.match(text)]
    pieces: list[tuple[int, int]] = []
    left, inside = 0, 0
    for stop in _STOP.finditer(text):
        while inside < len(quoted) and quoted[inside][1] <= stop.start():
            inside += 1
        within = inside < len(quoted) and quoted[inside][0] < stop.start() < quoted[inside][1] - 1
        if within and stop.end() < quoted[inside][1]:
            continue
        if _ABBREVIATION.search(text[max(0, stop.start() - 8) : stop.start() + 1]) and not _opens_sentence(
            text, stop.end()
        ):
            continue
        pieces.append((left, stop.end()))
        left = stop.end()
    if left < len(text):
        pieces.append((left, len(text)))
    return [part for piece in pieces for part in _trim(body, start + piece[0], start + piece[1])]


def _opens_sentence(text: str, position: int) -> bool:
    """After "Corp." a capital opens a sentence only when a function word follows, as in "The" or "It"."""
    return bool(
        re.match(
            r"\s+(?:The|It|Its|In|On|A|An|But|They|That|This|He|She|Under|Total|Korean|Analysts)\b",
            text[position : position + 12],
        )
    )


def _trim(body: str, left: int, right: int) -> list[tuple[int, int]]:
    while left < right and body[left].isspace():
        left += 1
    while right > left and body[right - 1].isspace():
        right -= 1
    return [(at, min(at + MAX_SENTENCE, right)) for at in range(left, right, MAX_SENTENCE)]
