"""Organizations that no catalog knows, proposed by the shape of their English names."""

from __future__ import annotations

import re
from functools import cache

from .layers import Mention, Sentence
from .lexicon import words

_CAPITALS = r"[A-Z][A-Za-z0-9&'’\-]{0,24}"


def _any(key: str) -> str:
    return "|".join(re.escape(word) for word in words("en", key))


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    run = rf"(?:{_CAPITALS}|of|and|&|for)"
    return (
        ("government", "org-en-ministry", re.compile(rf"\b(?:Ministry|Department) of(?: (?:{_CAPITALS},?|and|the|of)){{1,9}}")),
        ("public_institution", "org-en-authority", re.compile(r"\bPublic Authority for(?: [A-Z][a-z]{1,16}){1,3}")),
        ("university", "org-en-university", re.compile(rf"\b(?:{_CAPITALS} ){{1,4}}(?:{_any('university_ends')})\b|\bUniversity of [A-Z][a-z]{{2,16}}\b")),
        ("public_institution", "org-en-public", re.compile(rf"\b(?:{_CAPITALS} )(?:{run} ){{0,4}}(?:{_any('public_ends')})\b")),
        ("research_institute", "org-en-institute", re.compile(rf"\b(?:{_CAPITALS} )(?:{run} ){{0,4}}(?:{_any('research_ends')})\b")),
        ("association", "org-en-association", re.compile(rf"\b(?:{_CAPITALS} )(?:{run} ){{0,4}}(?:{_any('association_ends')})\b")),
        ("company", "org-en-company", re.compile(rf"\b(?:{_CAPITALS} )(?:(?:{_CAPITALS}|&|and) ){{0,4}}(?:{_any('company_ends')})\b\.?")),
    )


def propose_english(sentence: Sentence) -> list[Mention]:
    """Names in the sentence, longest first where two overlap."""
    found: list[Mention] = []
    for kind, rule, pattern in _patterns():
        for match in pattern.finditer(sentence.text):
            left, right = _trim(match.group(), match.start(), match.end())
            text = sentence.text[left:right]
            if len(text) > 3 and " " in text and text not in words("en", "stop") and not any(text.endswith(m) for m in words("en", "media")):
                found.append(Mention(sentence.start + left, sentence.start + right, text, None, kind, rule, 0.7))
    return found


_OPENING = re.compile(r"^(?:(?:The|In|On|By|At|A|An|And|Korea's|Korean|South Korea's|Germany's|Saudi Arabia's|Its|Rival|State-run|Seoul-based|Executive|President|Chairman) )+")
_POSSESSOR = re.compile(r"^.{1,24}['’]s ")


def _trim(text: str, left: int, right: int) -> tuple[int, int]:
    for pattern in (_OPENING, _POSSESSOR):
        match = pattern.match(text)
        if match:
            left += match.end()
            text = text[match.end() :]
    if text.endswith(" and"):
        right -= 4
    return left, right - (len(text) - len(text.rstrip(" ,")))
