"""The grammar around an English name: preposition before it, possessive or office after it, names in line with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .layers import Case, Mention
from .lexicon import words

_PREPOSITION = re.compile(
    r"\b(?P<word>with|from|by|for|to|at|in|of|and|between|including|versus|against|through|than|over)\s+(?:the |a |an |its |Germany's |France's |U\.S\. )?(?:[a-z][a-z\-]{2,14} ){0,3}$"
)
_CASE: dict[str, Case] = {"with": "with", "between": "with", "including": "with", "from": "from", "by": "from", "for": "to", "to": "to", "at": "at", "in": "at", "of": "genitive"}
_JOIN = re.compile(r"^(?:\s?\([A-Za-z&. ]{2,14}\))?(?:,? and |, |,? as well as | & )(?:its units? |affiliate |unit |the )?$")
_VERB_AFTER = re.compile(r"^(?:\s?\([^)\n]{1,20}\))?,?(?:\s[^.;\n]{0,60}?)?\s(?:has|have|had|is|are|was|were|will|would|signed|won|said|plans?|wants?|[a-z]{3,12}ed)\b")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"^(?:['’]s)?\s(?:[a-z]{{2,12}} )?(?:{'|'.join(map(re.escape, words('en', 'titles')))})\b")


def annotate_english(body: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions with case, head and series filled in. They must be in order and not overlap."""
    done: list[Mention] = []
    for index, mention in enumerate(mentions):
        before, after = body[max(0, mention.start - 48) : mention.start], body[mention.end : mention.end + 90]
        head = "title" if _office().match(after) else ""
        joined = index > 0 and _JOIN.match(body[mentions[index - 1].end : mention.start])
        if joined:
            previous = done[-1]
            done.append(replace(mention, case=previous.case, head=head, series=previous.series))
            continue
        done.append(replace(mention, case=_case(before, after), head=head, series=index))
    return tuple(done)


def _case(before: str, after: str) -> Case:
    if after.startswith(("'s ", "’s ")):
        return "genitive"
    match = _PREPOSITION.search(before.rsplit(". ", 1)[-1])
    if match and match["word"] in _CASE:
        return _CASE[match["word"]]
    return "subject" if _VERB_AFTER.match(after) else "object"
