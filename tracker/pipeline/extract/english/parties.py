"""Unknown organizations by their place in a deal: after "with" or "from", as a doer, in a list beside a known name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from tracker.pipeline.extract.layers import Mention, Sentence
from tracker.pipeline.extract.lexicon import words
from tracker.pipeline.extract.spans import Spans
from tracker.pipeline.records import NameIndex

from .names import RUN, checked, linked

# Stems of the words that speak of a deal; in a sentence without any no unknown name is looked for.
_DEAL = tuple(
    [
        "sign",
        "ink",
        "agree",
        "contract",
        "order",
        "deal",
        "partner",
        "ventur",
        "consorti",
        "talks",
        "team",
        "join",
        "suppl",
        "award",
        "select",
        "pick",
        "chos",
        "tap",
        "stake",
        "tender",
        "bid",
        "memorand",
        "mou",
        "pact",
        "alliance",
        "accord",
        "tie",
        "invest",
        "acqui",
        "bought",
        "customer",
        "client",
        "build",
        "built",
        "develop",
        "install",
        "deliver",
        "provid",
        "pilot",
        "trial",
        "test",
        "together",
        "won",
        "win",
        "secur",
        "land",
        "clinch",
        "bag",
        "negotiat",
        "hire",
        "commission",
        "operat",
        "sold",
        "sell",
        "hand",
        "own",
    ]
)
_LEAD_IN = (
    r"(?:(?:the|a|an|its|their|both|state-run|state-owned|local|fellow|partners?) )?(?:(?:[A-Z][a-z.]+ ){0,2}[A-Z][A-Za-z.]+['’]s? )?"
    r"(?:(?:South |North |New )?[A-Z][a-z]+(?:ese|ish|ian|an|ch|i) |(?:U\.S\.|U\.K\.|US|UK|EU|Dutch|Swiss|Thai|Czech) )?(?:[a-z][a-z\-]{2,14} ){0,3}?"
)
_NAME = rf"(?P<name>{RUN})"
_AFTER = r"(?! (?:said|told|added|says)\b)(?!,? (?:who\b|(?:an? |the |its )?(?:[a-z\-]+ ){0,3}(?:professor|analyst|executive|director|president|chairman|minister|mayor|spokes\w+|head|chief|manager|engineer|researcher|governor|official)\b))"
_WITH = re.compile(
    rf"\b(?:with|alongside|between|including|comprising|joined by|from|by|of partners) {_LEAD_IN}{_NAME}{_AFTER}"
)
_TO = re.compile(
    r"\b(?:suppl(?:y|ies|ied|ying)|sell|sells|sold|selling|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)|handed|hand|exports?|exported|awarded|ship(?:s|ped)?|leas(?:e|ed)|licensed|services|systems?|units?|storage|platform|contract|order)\b"
    rf"[^\n;:]{{0,60}}? (?:to|for) {_LEAD_IN}{_NAME}{_AFTER}"
)
_DOER = re.compile(
    rf"(?:^|, |; |\b(?:and|but|while|which|that|as|where|because|after|when|said) (?:the )?){_NAME}(?: \([A-Z][A-Za-z&]{{1,9}}\))?,? (?:has |have |had |will |would |is to |also |then |jointly )*"
    r"(?:pick(?:ed|s)|chose|select(?:ed|s)|award(?:ed|s)|hired|tapped|order(?:ed|s)|sign(?:ed|s)|won|wins|agreed|agrees|suppl(?:y|ies|ied)|provid(?:e|es|ed)|develop(?:ed|s)?|built|builds?|own(?:s|ed)?|operat(?:e|es|ed)|runs"
    r"|hold(?:s)?|held|join(?:ed|s)?|teamed|invest(?:ed|s)?|bought|acquired|deliver(?:ed|s)?|install(?:ed|s)?|design(?:ed|s)?|handle[sd]?|contribute[sd]?|contracted|commissioned|tender(?:ed)?|took|takes?|makes?|made)\b"
)
_GAP = r"(?:, (?:and )?| and | & | as well as | together with | alongside | along with )"
_LIST_AFTER = re.compile(rf"(?: \([A-Z][A-Za-z&]{{1,9}}\))?{_GAP}{_LEAD_IN}{_NAME}{_AFTER}")
_LIST_BEFORE = re.compile(rf"{_NAME}(?: \([A-Z][A-Za-z&]{{1,9}}\))?(?:,| and| &|, and)(?: the)? $")
_AND = re.compile(r"\b(?:and|&|as well as|together with)\b|^(?: \([^)]{1,12}\))?,? (?:alongside|along with)")


def find_parties(sentences: Sequence[Sentence], known: Spans, names: NameIndex, on: date) -> list[Mention]:
    """Names that no list knows, in the places where a deal names its parties; none that overlaps `known`."""
    found: list[Mention] = []
    for sentence in sentences:
        lowered = sentence.text.lower()
        if not any(stem in lowered for stem in _DEAL):
            continue
        found += [m for m in _cities(sentence) if not known.overlap(m.start, m.end)]
        for left, right, rule, sure in _candidates(sentence.text):
            mention = checked(sentence, left, right, "company", rule, sure)
            if mention and not known.overlap(mention.start, mention.end) and _fit(sentence, mention):
                found.append(linked(mention, names, on))
    return found


@cache
def _city() -> re.Pattern[str]:
    cities = "|".join(map(re.escape, words("en", "korean_cities")))
    return re.compile(
        r"\b(?:agreement|memorandum|understanding|MOUs?|pact|deal|contract|order|partnership|talks|hands|teamed up|partnered|signed|joined)\b[^.;\n]{0,40}? (?:with|from) (?:the [a-z]+ city of )?"
        rf"(?P<name>{cities})\b(?!['’\-]| (?:[A-Z]|plant|factory|site|port|line|complex))"
    )


def _cities(sentence: Sentence) -> list[Mention]:
    """A Korean city with which something is signed is its government."""
    return [
        Mention(
            sentence.start + m.start("name"),
            sentence.start + m.end("name"),
            m["name"],
            None,
            "government",
            "org-en-city",
            0.6,
        )
        for m in _city().finditer(sentence.text)
    ]


def _candidates(text: str) -> Iterator[tuple[int, int, str, float]]:
    for rule, sure, pattern in (
        ("org-en-party", 0.55, _WITH),
        ("org-en-party", 0.5, _TO),
        ("org-en-doer", 0.5, _DOER),
    ):
        for match in pattern.finditer(text):
            yield match.start("name"), match.end("name"), rule, sure


def _fit(sentence: Sentence, mention: Mention, *, listed: bool = False) -> bool:
    """One plain word that opens a sentence is a word ("Residents signed"), unless written like a name."""
    at = mention.start - sentence.start
    plain = mention.surface[1:].islower() and " " not in mention.surface
    follows = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 30]
    if re.match(
        r"(?: [A-Z]| (?:island|district|port|county|province|city|region|new town|peninsula|area|bay|river|valley|coast|market)\b)",
        follows,
    ):
        return False
    return listed or not (plain and at == 0)


def find_listed(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], names: NameIndex, on: date
) -> list[Mention]:
    """Names in line with an organization already found: "KT and Citywave", "Citywave, KT and Nokia"."""
    known = Spans((m.start, m.end) for m in mentions)
    found: list[Mention] = []
    for sentence in sentences:
        waiting = [m for m in mentions if sentence.start <= m.start < sentence.end]
        while waiting:
            one = waiting.pop()
            for mention in _beside(sentence, one, names, on):
                if not known.overlap(mention.start, mention.end):
                    known.add(mention.start, mention.end)
                    found.append(mention)
                    waiting.append(mention)
    return found


def _beside(sentence: Sentence, one: Mention, names: NameIndex, on: date) -> Iterator[Mention]:
    text, end = sentence.text, one.end - sentence.start
    after = _LIST_AFTER.match(text, end)
    if after and (_AND.search(after.group()[: after.start("name") - end]) or _goes_on(text, after.end())):
        mention = checked(sentence, after.start("name"), after.end("name"), "company", "org-en-listed", 0.55)
        if mention and _fit(sentence, mention):
            yield linked(mention, names, on)
    begin = max(0, one.start - sentence.start - 60)
    before = _LIST_BEFORE.search(text[begin : one.start - sentence.start])
    if before:
        left, right = begin + before.start("name"), begin + before.end("name")
        mention = checked(sentence, left, right, "company", "org-en-listed", 0.5)
        if (
            mention
            and _fit(sentence, mention, listed=True)
            and (re.search(r"and (?:the )?$", before.group()) or _ENDS_LIST.match(text, end))
        ):
            yield linked(mention, names, on)


_ENDS_LIST = re.compile(rf"(?: \([^)\n]{{1,12}}\))?(?:, {RUN}){{0,4}},? and (?:the )?(?:[a-z\-]{{3,14}} ){{0,3}}[A-Z]")


def _goes_on(text: str, at: int) -> bool:
    """Whether the list goes on to an "and": "A, B and C"."""
    return bool(re.match(rf"(?:, {RUN}){{0,4}},? and (?:the )?{_LEAD_IN}[A-Z]", text[at:]))
