"""Sentences that tell of the market, of shares or of rivals: what happens in them is no act of an initiative."""

from __future__ import annotations

import re
from functools import cache

from tracker.pipeline.extract.layers import Clause, Sentence, Trigger
from tracker.pipeline.extract.lexicon import words

_DEALS = frozenset({"agreement", "contract", "organization", "cancellation", "talks"})
_MONEY = re.compile(
    r"\b(?:shares?|stocks?|stock price)\b[^,;]{0,40}\b(?:rose|fell|closed|ended|gained|lost|jumped|slid|slipped|climbed|dropped|added|surged|plunged|traded|finished|opened|edged|tumbled|soared)\b"
    r"|\b(?:operating|net|pre-tax) (?:profit|income|loss|margin)\b|\btarget price\b|\bprice target\b|\bquarterly (?:results|earnings)\b"
    r"|\b(?:sales|revenue|earnings|exports|imports|turnover) (?:at [A-Z][\w ]{1,20} )?(?:rose|fell|grew|jumped|dropped|slid|came to|were|was|reached|doubled|climbed|slipped|totaled)\b|\bcredit rating\b|\bdividends?\b"
)
_OTHERS = re.compile(
    r"\b(?:[Aa]nalysts?|[Ee]conomists?|[Bb]rokerages?|[Cc]ritics|[Oo]bservers|[Ww]atchers|[Ii]nvestors|[Ff]orecasters|[Rr]esearchers at|(?:research|market research) firm)\b[^,;]{0,40}\b(?:expects?|says?|said|sees?|predicts?|forecasts?|estimates?|reckons?|puts?|believes?|thinks?|warns?|doubts?)\b"
    r"|\b(?:forecasts?|predicts?|projects|estimates?) that\b|\b(?:global|world|worldwide|domestic|local|storage|battery|smart[a-z \-]{0,16}|national) (?:[a-z\-]+ ){0,3}(?:market|demand|capacity|industry|sales)\b[^,;]{0,30}\b(?:will|would|to|could|is|expected|set|reach|grow|worth)\b"
    r"|\b(?:is|are|was|were) forecast to\b|\bprices? (?:will|would|could|are|is|may|have|has)\b"
)
_STATE = re.compile(
    r"^(?:But |And |Meanwhile, |For its part, )?(?:(?:The|South Korea['’]s|Korea['’]s) )?(?:[A-Z][a-z]+ )?(?:government|administration|ministry|[Cc]ountry|nation|law|state)\b(?! (?:of|and))"
    r"|^(?:Seoul|Beijing|Tokyo|Washington|Brussels|Hanoi|Berlin|South Korea|Korea|China|Japan|Europe|The European Union|The EU)\b (?:aims|plans|wants|hopes|will|has|is|intends|expects|introduced|launched|announced|set|pledged)\b"
)
_RIVAL = re.compile(
    r"^(?:But |And |Meanwhile, )?(?:Its |Their |The |Bigger |Smaller |Chinese |Local |Japanese )*(?:[Rr]ivals?|[Cc]ompetitors?)\b(?! bids?)"
)


@cache
def _place() -> re.Pattern[str]:
    names = "|".join(map(re.escape, (*words("en", "places"), *words("en", "countries"))))
    return re.compile(
        rf"^(?:But |And )?(?:{names})(?: itself| also| alone)? (?:wants|aims|plans|hopes|has|intends|expects|needs)\b"
    )


def is_aside(sentence: Sentence, trigger: Trigger, clause: Clause) -> bool:
    """Whether the act is of the market, the state or a rival, or only tells of results and shares."""
    text = sentence.text
    if trigger.kind in {"target", "announcement"} and _place().match(text):
        return True
    own = text[clause.start - sentence.start : clause.end - sentence.start]
    before = text[: trigger.start - sentence.start]
    if trigger.kind not in _DEALS and _MONEY.search(own):
        return True
    if trigger.kind in {"target", "launch", "completion", "investment"} and _OTHERS.search(before[-160:] + " "):
        return True
    if trigger.kind in {"target", "announcement"} and (_OTHERS.search(own) or _STATE.match(text)):
        return True
    return bool(_RIVAL.match(own.lstrip(" ,;")) or _RIVAL.match(text))
