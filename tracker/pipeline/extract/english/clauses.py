"""English sentence → clauses: each verb phrase that may have a date of its own is one."""

from __future__ import annotations

import re

from tracker.pipeline.extract.layers import Clause, Sentence

from .verbs import AUXILIARY, FINITE, IRREGULAR_PAST, SUBORDINATE

_ADVERB = r"(?:[a-z]+ly |then |also |later |now |only |is |was )?"
_DATE_OPENING = r"(?:(?:in|on|last|this|by|early|late|earlier|later|from|since) (?:[A-Z][a-z]+|this|last|next|the|early|late|20\d\d|\d{4}|year|month)\b)"
_DATE_WORD = r"(?:the end|the (?:first|second|third|fourth|final|middle|start|beginning|close|turn|year)|(?:early|late|mid|next|last|this|year-end|end|then)\b|20\d\d|January|February|March|April|May|June|July|August|September|October|November|December|Christmas)"
_NOUN_PHRASE = r"(?:(?:the|a|an|its|their|both|full|each) )?(?:[a-z][a-z\-]{2,16} ){0,4}?[a-z][a-z\-]{2,16}"
_YEAR_BEFORE = re.compile(r"\b(?:could|may|might|will|would) (?:now |well |even )*be (?:[a-z]+ ){0,3}20\d\d$")
_CUT = re.compile(
    rf"(?:,? (?:and|but|or)|, then) (?={_ADVERB}(?:{AUXILIARY}|{IRREGULAR_PAST}|plans|aims|expects|intends|hopes|wants|[a-z]{{3,14}}ed|to [a-z]+)\b)"
    rf"|,? (?:and|but) (?={_DATE_OPENING})"
    rf"|, (?:and|but|or|so|yet) (?=[A-Z]|the |its? |they |a |an |that |both |work |construction )"
    rf"|, (?:{SUBORDINATE})\b"
    r"|, with (?=[^,]{0,60}\b(?:to|set|due|expected|scheduled|slated|planned|targeted|following|starting|beginning)\b)"
    r"|, (?=(?:started|began|signed|opened|completed|launched|broke|won|set up|established|built|formally|acquired|announced|unveiled)\b)"
    rf"|,? (?:and|while) (?={_NOUN_PHRASE} (?:is|are|was|were|will|would|has|had|could|should|might|began|begins|started|starts|opened|followed)\b)"
    rf"|;\s| (?:while|although|whereas|but) (?=[a-z]+ |[A-Z])| (?:until|before) (?!{_DATE_WORD})(?=[a-z]+ |[A-Z])|, as (?=[a-z]+)| --? "
    r"|, (?=(?:will|would|is|are|was|were|has|had|could|might|plans|aims|expects|said) )"
    r"|, (?=(?:followed by|including a|up from|down from|compared|against)\b)"
)
_LEAST = 12
_NO_VERB_LEFT = re.compile(r"^\W{0,3}(?:(?:in|on|by|at|for|under|as|with|after|since|until|from) )?[^,]{0,40}$")


def split_english(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order, together covering it. Direct speech is not cut."""
    clauses: list[Clause] = []
    left = sentence.start
    for match in _CUT.finditer(sentence.text):
        at = sentence.start + match.start()
        if any(start <= at <= end for start, end in sentence.quotes) or at - left < _LEAST:
            continue
        before = sentence.text[left - sentence.start : match.start()]
        if not _holds_verb(before) or _YEAR_BEFORE.search(before):
            continue
        clauses.append(Clause(left, at, match.group().strip(" ,")))
        left = at
    clauses.append(Clause(left, sentence.end, ""))
    return tuple(clauses)


_VERB = re.compile(FINITE.pattern)
_TO = re.compile(r"\bto [a-z]{2,}")


_MONEY = re.compile(r"(?:\d|bn|tn|illion)(?: |-)won\b")


def _holds_verb(text: str) -> bool:
    text = _MONEY.sub("", text)
    return any(True for word in re.finditer(r"\b[a-z]", text) if _VERB.match(text, word.start())) or bool(
        _TO.search(text)
    )
