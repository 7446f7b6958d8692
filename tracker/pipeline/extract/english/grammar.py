"""The grammar around an English name: what stands before and after it, and the names in line with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tracker.pipeline.extract.layers import Case, Mention, Sentence
from tracker.pipeline.extract.lexicon import words

from .verbs import FINITE

_CASE: dict[str, Case] = {
    "with": "with", "alongside": "with", "between": "with", "including": "with", "joined by": "with", "comprising": "with",
    "from": "from", "by": "from", "for": "to", "to": "to", "at": "at", "in": "at", "of": "genitive", "outside": "at", "into": "at",
}  # fmt: skip
_PREPOSITION = re.compile(
    r"\b(?:joined by|with|alongside|from|by|for|to|at|into|in|outside|of|between|including|comprising)\b"
)
# What may stand between a preposition and the name it governs: "with the | Norway's | Boston-based | start-up | ".
_BETWEEN = re.compile(
    r"\s+(?:(?:the|a|an|its|their|both|state-run|state-owned|partners?|local|fellow)\s+)?"
    r"(?:(?:[A-Z][A-Za-z.]+ ){0,2}[A-Z][A-Za-z.]+['’]s?\s+|(?:South |North |New )?(?!March)[A-Z][a-z]+(?:ese|ish|ian|an|ch|i)\s+|(?:U\.S\.|U\.K\.|US|UK|EU|Dutch|Swiss|Thai|Czech)\s+)?"
    r"(?:(?:[A-Z][A-Za-z.]+ ){0,2}[A-Z][A-Za-z.]+-(?:based|listed|run|headquartered)\s+)?(?:(?!that |which |whom |where |who |and |but |or |to |is |was |are |were |has |have |will |would |while |when |as |than )[a-z0-9][a-z\-]{1,14},?\s+){0,4}"
)
_CALLS_FOR = re.compile(r"\b(?:calls?|called|calling) $")
_RIVAL = re.compile(
    r"\b(?:beat(?:ing|s)?|ahead of|against|rivals?|competitors?|competes? with|like|unlike|versus|overtaking|overtook|behind|such as|dominated by|losing bidders?|not)\s+"
    r"(?:[a-z\-]+['’]s\s+)?(?:[a-z\-]+\s+){0,2}$",
    re.IGNORECASE,
)
_RIVAL_BEFORE = re.compile(r"[A-Z][\w&.]* (?:rival|competitor) $")
_PARENT = re.compile(
    r"\b(?:unit|arm|subsidiary|affiliate|division|part|parent|member|brand|owner|flagship|business|holding company|company|branch|developer|operator|supplier)s? (?:company )?(?:of|under)\s+"
    r"(?:(?!includ|(?:is|are|was|were) )[a-z\-]+ |[A-Za-z]+['’]s ){0,4}$|\b(?:parent|owned by|backed by|controlled by|spun off from|ties? to|tied to|formerly|listed on|shares of|shares in|stake in)\s+(?:company |the )?(?:[a-z\-]+ ){0,2}$",
    re.IGNORECASE,
)
_BUYS_STAKE = re.compile(
    r"\b(?:bought|buy|buys|buying|acquir\w+|took|take|takes|taking|secured|raised) (?:an? |its )?(?:[\d.]+[- ]percent |[a-z\-]+ ){0,3}(?:stake|shares) in\s+(?:the )?(?:[a-z\-]+ ){0,3}$"
)
_OWNS_NEXT = re.compile(
    r"^['’]s (?:[\w\-]+ ){0,4}?(?:units?|arm|subsidiary|affiliates?|holding company|division),? (?=[A-Z])"
)
_RIVAL_OF = re.compile(r"^(?:['’]s?)? (?:rivals?|competitors?) [A-Z]")
_OWNS_OTHER = re.compile(r"^-(?:backed|owned|affiliated|funded|invested|controlled|financed|founded|run) ")
_LENT = re.compile(
    r"^ (?:has |have |had |will |also ){0,2}(?:suppl(?:y|ies|ied)|built|builds?|made|makes?|developed|develops|delivered|provided|provides?|designed|installed|wrote)\b"
)
_OWNERS_UNIT = re.compile(r"^['’]s? (?:[\w\-.]+ ){0,5}(?:unit|arm|subsidiary|affiliate|division|offshoot)\b")
_LINK = (
    "for|to|at|in|on|of|and|or|the|its|their|a|an|with|from|by|as|into|under|that|which|who|where|when|while|after|before|will|would|is|are|was|were"
    "|has|have|had|said|also|this|last|next|until|since|through|over|about"
)
_FOUNDS = re.compile(r"^ (?:founded|set up|owns|wholly owns|controls|established)\b")
_SITE = re.compile(
    rf"^(?:['’]s?)?(?: (?!(?:{_LINK}) )[A-Za-z0-9\-.]+){{0,3}}? (?:plants?|factor(?:y|ies)|shipyards?|yards?|steelworks|works|campus|headquarters|head office|refinery|smelter|complex|warehouse|site|buildings?|lines?|mill)\b"
)
_HELPS = re.compile(
    r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?:, [^,;.]{3,90},)? (?:is|are|was|will be) (?:the |a |an |its |main |one of the |also ){0,3}(?:sub-?contractor|supplier|contractor|adviser|advisor|consultant)s?\b"
)
# "a plant that POSCO is building"; not "said that POSCO", nor "it is here, … , that POSCO".
_RELATIVE = re.compile(
    r"(?<!said)(?<!says)(?<!say)(?<!told)(?<!announced)(?<!added)(?<!reported)(?<!confirmed)(?<!disclosed)(?<!believes)(?<!means)(?<!shows)(?<!denied)(?<! so)(?<!hopes)(?<!expects)(?<!agreed)"
    r"(?<=[a-z0-9]) (?:that|which|whom|where|what) (?:the )?$|, (?:which|whom) (?:the )?$"
)
_CONTRACTOR = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?:[a-z]+ )?(?:sub-?contractor|contractor|supplier|vendor|integrator|installer|cell maker)s?,? $"
)
# Who only adds a part to what others build is not whom the text goes on about: "LG Chem supplied the cells."
_LENDS = re.compile(
    r"^(?: \([A-Z][A-Za-z&]{1,9}\))?(?:, [^,;.]{3,90},)? (?:(?:will|would|is to|also|has|had) ){0,2}(?:suppl(?:y|ies|ied)|provid(?:e|es|ed)|delivered|delivers?|made|makes|installed|furnished|contributed|designed|wrote|handled|handles|ship(?:s|ped)?)"
    r" (?:(?:the|its|some|all|most|part of) |(?=(?:sub-?contractor|adviser|consultant)))(?<! is the )(?<! is its )(?<! are the )(?<! was the )(?:[a-z0-9\-]+ ){0,5}[a-z0-9\-]+(?:[.;]|,? (?:and|while|for the|under|in|which)\b)"
)
_SOURCE = re.compile(
    r"^(?: \([A-Z&]{2,8}\))?(?: also| has| have)? (?:said|says|told|added|noted|estimates?|forecasts?|reported)\b"
)
_JOIN = re.compile(
    r"^(?:\s?\([A-Za-z&. ]{2,14}\))?(?:,(?: an?| the| its)[^,.;]{3,70})?(?:,? and|,|,? as well as| &|,? or)(?: with| the| its| local| affiliates?| units?| subsidiar(?:y|ies)| partners?| also)*"
    r"(?: (?:[A-Z][a-z]+ )?[A-Z][A-Za-z.]+['’]s| [A-Z][a-z]+(?:ese|ish|ian|an|ch))?(?: (?!was |were |will |would |has |have |had |is |are |then |also )[a-z\-]{3,14}){0,3} $"
)
_TO_WITH = re.compile(r"\bwith (?:[a-z]+ ){0,3}$")
_JOIN_UNITS = re.compile(r"^ and (?:its|their) (?:units?|affiliates?|subsidiar(?:y|ies)|arms?) $")
_ALIAS = re.compile(r"^ ?\([^)\n]{1,40}\)")
_OF_PLACE = re.compile(r"^ of (?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)?(?= |,)")
_OWNER = r"(?:[A-Z][\w.&]*[ -]){0,3}[A-Z][\w.&]*['’]s?"
_APPOSITION = re.compile(
    rf"^, (?:an?|the|its|their|which|who|whose|one of|better known|formerly|part of|{_OWNER}|[a-z]+ (?:unit|arm|subsidiary) of)\s[^;:\n]{{2,130}}?(?:,(?= [a-z])| -)"
)
_SHORT_APPOSITION = re.compile(rf"^, (?:an?|the|its|their|part of|{_OWNER})\s[^,;:\n]{{2,110}},")
_OPENS = re.compile(
    r"^\W{0,4}(?:When|While|After|As|Since|In [A-Z]?[a-z0-9]+,?|On [A-Z][a-z]+,?)?\s?$|(?:, | and | that | when )$"
)
_COORDINATED = re.compile(
    rf"^(?: \([^)\n]{{1,12}}\))?(?:,| and| &| as well as| together with| along with) (?:[\w&.'’\-]+ ){{1,6}}?(?={FINITE.pattern})"
)
_ADVERBS = re.compile(
    r"^,? ?(?:today|yesterday|meanwhile|for its part|for example|also|separately|too|now|then|recently|already|jointly|together|on its own|in turn|each|both|still|formally|officially|reportedly"
    r"|(?:late |early )?(?:on|in|last|this|earlier this|later this) [A-Z]?[a-z]+\.?(?: \d{1,2})?(?:,? \d{4})?)\b,?"
)


@cache
def _office() -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("en", "titles")))
    return re.compile(
        rf"^(?:['’]s?)? (?:(?!will |is |are |was |were |has |have |and |as )[a-z\-]{{2,14}} ){{0,2}}(?:{names})\b"
    )


def annotate(body: str, mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The mentions with case, head and series filled in. They must be in order and not overlap."""
    begins = [sentence.start for sentence in sentences]
    done: list[Mention] = []
    for index, mention in enumerate(mentions):
        before, after = _before(body, mention.start, begins), body[mention.end : mention.end + 200].split("\n", 1)[0]
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        head = _head(before, after, following, mention)
        series = index
        if index and _in_line(body, mentions[index - 1], mention) and not _opens_clause(body, done[-1], mention, after):
            series = done[-1].series
        case = done[-1].case if series != index else _case(before, after)
        done.append(replace(mention, case=case, head=head, series=series))
    return tuple(_settled(body, done))


def _before(body: str, start: int, begins: Sequence[int]) -> str:
    """What stands before in the sentence, as far as it may matter."""
    at = bisect_right(begins, start) - 1
    first = begins[at] if at >= 0 else 0
    return re.split(r"\n|; ", body[max(first, start - 90) : start])[-1]


def _opens_clause(body: str, previous: Mention, mention: Mention, after: str) -> bool:
    """ "came from Kuka, and Yonsei University taught …": a new subject, no more of the list."""
    gap = body[previous.end : mention.start]
    return gap.startswith(", and ") and previous.case not in {"subject", "object"} and _has_verb(after)


def _in_line(body: str, previous: Mention, mention: Mention) -> bool:
    gap = body[previous.end : mention.start]
    if "\n" in gap or len(gap) > 110:
        return False
    if _JOIN_UNITS.match(gap):
        return True
    match = _JOIN.match(gap)
    if not match or (_TO_WITH.search(gap) and "as well" not in gap):
        return False
    # "A said on Monday, B ..." is no list; neither is an apposition that another subject follows.
    return not re.search(r"\b(?:said|which|who|that)\b", gap)


def _case(before: str, after: str) -> Case:
    if re.match(r"^['’]s\b", after):
        return "genitive"
    preposition = _preposition(before)
    if preposition:
        return _CASE[preposition]
    return "subject" if _has_verb(after, opens=bool(_OPENS.search(before))) else "object"


def _preposition(before: str) -> str:
    """The nearest preposition that governs what follows `before`, or ""."""
    for match in reversed(list(_PREPOSITION.finditer(before))):
        if match.group() == "in" and before[: match.start()].endswith("brought "):
            return ""
        if match.group() == "for" and _CALLS_FOR.search(before[: match.start()]):
            return ""
        if _BETWEEN.fullmatch(before, match.end()):
            return match.group()
    return ""


def _has_verb(after: str, *, opens: bool = False) -> bool:
    """Whether a finite verb follows the name, past an abbreviation, an apposition and adverbs."""
    rest = after
    for pattern in (_OF_PLACE, _ALIAS, _SHORT_APPOSITION, _ADVERBS, _ADVERBS):
        match = pattern.match(rest)
        if match:
            rest = rest[match.end() :]
    if FINITE.match(rest.lstrip(" ,")):
        return True
    coordinated = _COORDINATED.match(after) if opens else None
    if coordinated and FINITE.match(after[coordinated.end() :]):
        return True
    long = _APPOSITION.match(after)
    return bool(long and FINITE.match(after[long.end() :].lstrip(" ,")))


def _head(before: str, after: str, following: Mention | None, mention: Mention) -> str:
    if mention.rule == "org-in-thing":
        return "site"
    if re.match(r"^['’]s head office\b", after):
        return "site"
    if _office().match(after):
        return "title"
    if re.search(r"\b(?:that|which|whom) $", before) and _LENT.match(after):
        return "supplier"
    owns = _OWNS_NEXT.match(after)
    if owns and following and following.start - mention.end <= owns.end() + 1:
        return "parent"
    if _OWNS_OTHER.match(after):
        return "parent"
    if (_PARENT.search(before) and not _BUYS_STAKE.search(before)) or (
        re.search(r"(?:^|[\w)]), $", before) and _OWNERS_UNIT.match(after)
    ):
        return "parent"
    if re.search(r"\b(?:that|which) $", before) and _FOUNDS.match(after):
        return "parent"
    if (_RIVAL.search(before) and not _RIVAL_BEFORE.search(before)) or _RIVAL_OF.match(after):
        return "rival"
    if _SITE.match(after) and not FINITE.match(after.lstrip()):
        return "site"
    if _RELATIVE.search(before):
        return "relative"
    if _HELPS.match(after) or _CONTRACTOR.search(before):
        return "supplier"
    if _LENDS.match(after) and re.search(r"(?:^|[.!?”\"] )$", before[-3:]):
        return "supplier"
    if re.search(r"[,”\"] (?:the |(?:[A-Z][a-z]+ )?[A-Z][a-z]+['’]s )?$", before) and _SOURCE.match(after):
        return "source"
    if re.search(r"\baccording to (?:the )?(?:[a-z\-]+ ){0,3}$", before):
        return "source"
    return ""


def _settled(body: str, mentions: list[Mention]) -> list[Mention]:
    """A list is a subject if a verb follows its last name; a rival's or owner's list is one throughout."""
    last = {m.series: m for m in mentions}
    first = {m.series: m for m in reversed(mentions)}
    done = []
    for m in mentions:
        opener, closer = first[m.series], last[m.series]
        if opener is closer:
            done.append(m)
            continue
        case = opener.case
        if (
            case == "object"
            and closer.case == "object"
            and _has_verb(body[closer.end : closer.end + 200].split("\n", 1)[0])
        ):
            case = "subject"
        head = m.head or (opener.head if opener.head == "rival" else closer.head if closer.head == "supplier" else "")
        done.append(replace(m, case=case, head=head))
    return done
