"""Which happened milestone can be which promise come true, by their kinds."""

from __future__ import annotations

import re

# Kinds by which a promise is fulfilled itself: articles take agreement and contract, completion and launch for one
# another, and a goal is reached when something is finished or at work.
DIRECT = {
    "talks": frozenset({"talks"}),
    "agreement": frozenset({"agreement", "contract"}),
    "contract": frozenset({"contract", "agreement"}),
    "investment": frozenset({"investment"}),
    "organization": frozenset({"organization"}),
    "pilot": frozenset({"pilot"}),
    "construction": frozenset({"construction"}),
    "launch": frozenset({"launch", "completion"}),
    "completion": frozenset({"completion", "launch"}),
    "target": frozenset({"completion", "launch"}),
    "announcement": frozenset({"announcement"}),
    "cancellation": frozenset({"cancellation"}),
}
# Later steps that cannot be without the promised one; when that happened they do not say.
IMPLIED = {
    **dict.fromkeys(DIRECT, frozenset[str]()),
    "talks": frozenset({"agreement", "contract"}),
    "contract": frozenset({"construction", "completion"}),
    "investment": frozenset({"completion"}),
    "pilot": frozenset({"launch", "completion"}),
    "construction": frozenset({"completion", "launch"}),
}

_PUT_OFF = re.compile(
    r"연기|미뤄|미뤘|미루|미룬|미룰|늦춰|늦추|늦춘|늦췄|늦어|지연|밀려|밀렸|밀린|순연"
    r"|\b(?:postpon|delay|defer)|\b(?:put|push\w*|moved?) (?:off|back)\b|\b(?:slip|slid)",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|told|announced|added|noted)\b", re.IGNORECASE)
_RECALLED = re.compile(
    r"당초|애초|원래|처음에는|(?:예정|계획|목표|방침)이?(?:던|었|였)|예정(?:됐|돼 있)던|잡(?:았|혔|혀 있)던|하려던"
    r"|(?:시점|시기|기한|목표|일정|예정일)[은는이가]? [^\n]{0,20}(?:이었|였)"
    r"|(?:예정|계획|일정)보다"
    r"|\b(?:original|initial)(?:ly)?\b|\bahead of (?:schedule|plan|time)\b"
    r"|\b(?:was|were) (?:then )?(?:to|due|set|expected|scheduled|slated|planned|supposed)\b"
    r"|\bhad (?:originally )?been (?:due|set|expected|scheduled|planned|promised)\b",
    re.IGNORECASE,
)


def says_recalled(sentence: str) -> bool:
    """Whether a sentence tells a plan as one of the past, and not also what became of its date. "It said the plant was
    due to open in 2022" tells a present one: the tense is that of the saying."""
    return _RECALLED.search(sentence) is not None and not says_put_off(sentence) and not _SAID.search(sentence)


def says_put_off(sentence: str) -> bool:
    """Whether a sentence says that something comes later than was said before."""
    return _PUT_OFF.search(sentence) is not None


def replaces_kind(later: str, earlier: str) -> bool:
    """Whether a target of the one kind can be one of the other put off: of the same kind, or where one is a goal."""
    ends = {"target", "completion", "launch"}
    return later == earlier or ("target" in (later, earlier) and {later, earlier} <= ends)
