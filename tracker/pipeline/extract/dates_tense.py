"""Whether the words after a date tell of something done or of something to come.

The marks of a sentence are found in one pass, when it is first asked for, and looked up by position, so that a text full
of dates stays linear. No mark goes on over the end of a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import Final, Literal

from .hangul import ENDS_IN_L, ENDS_IN_N, PAST

Tense = Literal["past", "future", ""]
REACH: Final = 300  # characters after a date in which its predicate is looked for

# An act told by a connective ("협약을 맺고 …하기로 했다") has no tense of its own and hides that of the act after it.
KOREAN_MARKS = re.compile(
    r"(?P<future>기로 ?(?:했|하|한|합|결정|뜻|의견|약속|의결)|키로|겠|["
    + ENDS_IN_L
    + r"] ?(?:예정|계획|방침|전망|것|목표|공산|듯|방안|구상|수 있|수도)"
    r"|["
    + ENDS_IN_N
    + r"]다는 ?(?:계획|방침|목표|구상|전략|청사진)|(?:예정|계획|방침|목표|전망|구상)(?:이|으로|대로라면|도 )"
    r"|목표로|앞두|앞둔|(?:검토|고려|저울질)(?:하고|를 하고|도 하고)? ?(?:있|중)|["
    + ENDS_IN_N
    + r"](?<![인했])다(?=고|\.|는|며))"
    r"|(?P<past>[" + PAST + r"][다고으지던기는을습]|고 있|[" + ENDS_IN_N + r"] (?:데 이어|바 있|것을 시작|직후|뒤 )"
    r"|(?:체결|착공|준공|완공|설립|인수|선정|출시|발표|개소|출범|공개|수주|도입|지정|시작)(?:한|된) )"
    r"|(?P<act>(?:맺고|맺어|[가-힣]을 열고|세워|세우고|받고|뽑혀|선정돼"
    r"|(?:체결|설립|인수|수주|개최|출범|공개|발표|서명)(?:하고|해|하며|하면서))(?![가-힣]))"
)
ENGLISH_MARKS = re.compile(
    r"\b(?:(?P<future>(?:will|would|shall|(?:is|are|was|were) (?:to|due|set|expected|scheduled|slated)|due"
    r"|to be|expected|plans?|planned"
    r"|planning|aims?|expects?|scheduled|slated|targets?|hopes?|intends?|going to|could|may|might|pledged?"
    r"|promised?|wants?)"
    r"(?: (?:be|been|have|not|also|then|to|for|begin|start|[a-z]{2,12}ed)){0,4})"
    r"|(?P<past>had|was|were|has|have|did|began|broke|won|held|met|took|made|built|sold|bought|led|signed|chose|chosen"
    r"|went|gave|got|saw|became|fell|came|withdrew|struck|opened|said|told|founded|[a-z]{3,14}ed))\b"
)
KOREAN_END = re.compile(r"[\n.!?](?:(?<=\n)|[\"'”’)]*(?=\s))")
ENGLISH_END = re.compile(r"\n|(?<![A-Z])(?<!Oct)(?<!Nov)(?<!Dec)(?<!Sept)(?<!Aug)(?<!Jan)(?<!Feb)[.!?][\"'”’)]*(?=\s)")


class Tenses:
    """The tense marks and sentence ends of one text."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.korean = language == "ko"
        self._found: dict[int, tuple[list[int], list[str]]] = {}  # by the number of the sentence

    def _marks(self, position: int) -> tuple[list[int], list[str]]:
        """Where the marks of the sentence around `position` begin, and what they show."""
        index = bisect_left(self._ends, position)
        if index not in self._found:
            start = self._ends[index - 1] if index else 0
            end = self._ends[index] + 1 if index < len(self._ends) else len(self.text)
            marks = list((KOREAN_MARKS if self.korean else ENGLISH_MARKS).finditer(self.text, start, end))
            self._found[index] = [mark.start() for mark in marks], [mark.lastgroup or "" for mark in marks]
        return self._found[index]

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in (KOREAN_END if self.korean else ENGLISH_END).finditer(self.text)]

    def sentence_end(self, position: int) -> int:
        """Where the sentence around `position` ends."""
        index = bisect_left(self._ends, position)
        return self._ends[index] if index < len(self._ends) else len(self.text)

    def same_sentence(self, first: int, second: int) -> bool:
        return self.sentence_end(first) == self.sentence_end(second)

    def between(self, start: int, end: int) -> Tense:
        """The first tense that shows in text[start:end], which lies within one sentence."""
        starts, kinds = self._marks(start)
        index = bisect_left(starts, start)
        if index < len(starts) and starts[index] < min(end, start + REACH):
            return "past" if kinds[index] == "past" else "future" if kinds[index] == "future" else ""
        return ""

    def before(self, position: int) -> Tense:
        """The last tense that shows before `position` in its sentence."""
        starts, kinds = self._marks(position)
        index = bisect_left(starts, position) - 1
        if index < 0 or position - starts[index] > REACH:
            return ""
        return "past" if kinds[index] == "past" else "future" if kinds[index] == "future" else ""

    def around(self, start: int, end: int, limit: int | None = None) -> Tense:
        """The tense of the clause around a date at start..end: Korean verbs follow it, English ones mostly lead."""
        stop = self.sentence_end(end) if limit is None else min(limit, self.sentence_end(end))
        return self.between(end, stop) if self.korean else self.before(start) or self.between(end, stop)

    def after(self, position: int) -> Tense:
        """The first tense that shows between `position` and the end of its sentence."""
        return self.between(position, self.sentence_end(position))
