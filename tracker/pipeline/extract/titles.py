"""A short title for an initiative in the article's own words."""

from __future__ import annotations

import re

from .layers import Event, Sentence

_PROJECT = re.compile(
    r"[‘'“\"](?P<quoted>[^‘’'“”\"\n]{3,40})[’'”\"]"
    r"|(?P<phrase>(?:[가-힣A-Za-z0-9·\-&]{1,14} ){0,3}[가-힣A-Za-z0-9·\-]{0,12}(?:사업|프로젝트|시스템|플랫폼|스마트시티|스마트공장|스마트팩토리|공장|발전소|단지|센터|ESS|컨소시엄|캠퍼스))"
)
_SENTENCE_LIKE = re.compile(r"(?:다|요|까|것|했|하겠)$|[.?!]")
_LEADING = re.compile(r"^(?:\S*(?:은|는|이|가|을|를|에서|에|과|와|까지|부터|하는|하고|위한|한|의|로|으로|인|된|할|며|고|해)\s)+")


def title_of(events: list[Event], sentences: tuple[Sentence, ...], names: list[str], language: str) -> str:
    """The leading participants and the project's name or noun phrase, at most 60 characters."""
    joiner = "·" if language == "ko" else ", "
    who = joiner.join(names[:2])
    for event in events:
        what = _phrase(sentences[event.sentence].text, names)
        if what:
            return f"{who} {what}".strip()[:60]
    return f"{who} {_clip(sentences[events[0].sentence].text)}".strip()[:60] if events else who


def _phrase(text: str, names: list[str]) -> str:
    for match in _PROJECT.finditer(text):
        phrase = match["quoted"] or _LEADING.sub("", match["phrase"])
        if len(phrase) >= 3 and not _SENTENCE_LIKE.search(phrase) and phrase not in names:
            return phrase
    return ""


def _clip(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]).rstrip(".,")
