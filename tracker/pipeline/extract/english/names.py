"""Organizations in English text: by the shape of their names, and by what the words around them say they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from tracker.pipeline.extract.layers import Mention, Sentence
from tracker.pipeline.extract.lexicon import words
from tracker.pipeline.records import NameIndex

# Bounded, so that a text of nothing but "A-A-A-" costs no more than another of its length.
_WORD = r"(?:[A-Z][A-Za-z0-9À-ÿ]{0,24}(?:[&\-+][A-Za-z0-9À-ÿ]{1,24}|['’](?!s\b)[A-Za-z]{1,24}){0,4}|[a-z][A-Z][A-Za-z]{1,24})"
RUN = rf"{_WORD}(?: (?:& )?{_WORD}){{0,4}}"
"""Capitalised words in a row, as a name may have them."""
_LEGAL = (
    r"(?:Co\.,? ?Ltd\.?|Corp\.|Corporation\b|Inc\.?(?![a-z])|Ltd\.?(?![a-z])|Limited\b|LLC\b|PLC\b|plc\b|AG\b|S\.?A\.(?=[\s,])|SA\b|SE\b"
    r"|N\.V\.|NV\b|BV\b|B\.V\.|GmbH\b|JSC\b|SpA\b|S\.p\.A\.|A/S|AB\b|ASA\b|Oyj?\b|Pty\b|Pte\b|Bhd\b|Berhad\b|Tbk\b|LP\b|Co\.|Company\b)"
)
_TITLE_WORD = r"[A-Z][A-Za-z\-]{1,24}"
_MINISTRY = (
    rf"(?:Ministry|Department|Office|Bureau|Directorate) (?:of|for)(?: the)? (?:{_TITLE_WORD}, ){{0,3}}{_TITLE_WORD}(?: {_TITLE_WORD}){{0,2}}"
    rf"(?:,? and {_TITLE_WORD}(?: {_TITLE_WORD}){{0,2}}){{0,3}}"
)
_PERSON = re.compile(r"^[A-Z][a-z]+ [A-Z][a-z]+-[a-z]+|^[A-Z][a-z]+-[a-z]+ [A-Z][a-z]+$")
_OFFICE = re.compile(
    r"(?:[A-Z][a-z]+ )?(?:(?:Vice |Executive |Senior |Deputy |Prime |Crown )*(?:Chairman|Chairwoman|President|Minister|Mayor|Governor|Professor|Prince|Director|Secretary|Ambassador)|CEO|CTO|CFO|COO|Mr|Ms|Mrs|Dr|Sir)\b(?! of)"
)
_OFFICE_INSIDE = re.compile(
    r" (?:(?:Vice |Executive |Senior |Deputy )*(?:Chairman|Chairwoman|President|CEO|CTO|CFO|COO|Director|Chief)\b)"
)
_BASED = re.compile(r"(?:[A-Z][\w.]* ){0,2}[A-Z][\w.]*-(?:based|listed|headquartered|run|owned|backed|led) ")
IS_THING = re.compile(
    r",? (?:projects?|platforms?|programmes?|programs?|systems?|services?|apps?|brands?|series|models?|initiatives?|schemes?|software|suite|engine|tool|solutions?|standard|complex)\b"
)
_OWNED = re.compile(r"\b(?:its|their|his|her|your|our) (?:own )?$")
_LEGAL_END = re.compile(rf",? {_LEGAL}$")
LEGAL_FORM = re.compile(rf"(?:,? {_LEGAL})+$")

_HEADS = (
    r"(?:start-?up|developer|utility|operator|chipmaker|chip designer|automaker|carmaker|steelmaker|shipbuilder|company|firm|maker|producer|manufacturer"
    r"|contractor|vendor|provider|supplier|builder|retailer|carrier|giant|group|unit|affiliate|subsidiary|arm|brewer|conglomerate|specialist"
    r"|consultancy|integrator|partner|lender|refiner|miner|smelter|airline|insurer|exchange|regulator|body|institute|agency|authority|foundation|consortium"
    r"|joint venture|venture|owner|distributor|trader|investor|fund|bank|house|chain|grocer|telco|foundry|shipper|forwarder|landlord|boutique|spin-?off"
    r"|hospital|cooperative|co-operative|conglomerates|duo|major|powerhouse|rival-turned-partner|licensee|client|customer|buyer|electronics? (?:maker|group)|telecom|bourse)"
)


def find_proposals(sentences: Sequence[Sentence], names: NameIndex, on: date) -> list[Mention]:
    """Every organization that the sentences name by shape or context; overlaps are left to the caller."""
    found: list[Mention] = []
    for sentence in sentences:
        for left, right, kind, rule, sure in _candidates(sentence.text):
            mention = checked(sentence, left, right, kind, rule, sure)
            if mention is not None:
                found.append(linked(mention, names, on))
    return found


def find_in_capitals(body: str, sentences: Sequence[Sentence], names: NameIndex, on: date) -> list[Mention]:
    """Catalog names of several words whatever their letter case: "SK Ecoplant", "LG UPLUS"."""
    raised = body.upper()
    if len(raised) != len(body):
        return []
    found = []
    for match in names.find(raised, on):
        surface = body[match.start : match.end]
        capital = all(word[:1].isupper() or not word[:1].isalpha() for word in surface.split())
        if match.ids and " " in surface and capital and any(s.start <= match.start < s.end for s in sentences):
            kind = names.organization(match.ids[0]).kind
            found.append(Mention(match.start, match.end, surface, match.ids[0], kind, "org-catalog", 0.92))
    return found


def short_form(surface: str) -> str:
    """The name without its corporate form: "Voltalia SA" → "Voltalia"."""
    return LEGAL_FORM.sub("", surface).strip(" ,")


@cache
def _plain_ends() -> frozenset[str]:
    keys = (
        "company_ends",
        "public_ends",
        "university_ends",
        "research_ends",
        "association_ends",
        "common_ends",
        "not_names",
        "generic",
    )
    return frozenset(word for key in keys for word in words("en", key)) | _places()


@cache
def short_forms(name: str, *, known: bool) -> frozenset[str]:
    """What a text may call an organization after naming it whole: "Vertech", "Peregrine"."""
    parts = name.split()
    if len(parts) < 2 or not all(part[:1].isupper() for part in parts):
        return frozenset()
    plain = _plain_ends()
    forms: set[str] = set()
    if parts[-1].isalpha() and len(parts[-1]) > 4 and parts[-1] not in plain and parts[-1] not in _openers():
        forms.add(parts[-1])
    if not known and parts[-1] in plain:
        forms.add(" ".join(parts[:-1]))
    return frozenset(form for form in forms if len(form) > 3 and form not in plain)


def _candidates(text: str) -> Iterator[tuple[int, int, str, str, float]]:
    """(start, end, kind, rule, confidence) of each stretch that may be a name."""
    for kind, rule, sure, pattern in _shapes():
        for match in pattern.finditer(text):
            named = next((n for n in ("name", "first") if n in pattern.groupindex and match[n]), 0)
            yield match.start(named), match.end(named), kind, rule, sure
    for rule, sure, pattern in _contexts():
        for match in pattern.finditer(text):
            yield match.start("name"), match.end("name"), "company", rule, sure


def _any(key: str) -> str:
    return "|".join(re.escape(word) for word in words("en", key))


@cache
def _shapes() -> tuple[tuple[str, str, float, re.Pattern[str]], ...]:
    """Shapes that tell the kind of an organization by themselves, surest first."""
    run = rf"{_WORD}(?: (?:(?:of|and|&|for) )?{_WORD}){{0,5}}"
    return (
        ("government", "org-en-ministry", 0.85, re.compile(_MINISTRY)),
        ("government", "org-en-government", 0.85, re.compile(
            rf"(?:{_TITLE_WORD} ){{1,3}}(?:(?:Metropolitan|City|Provincial|County|Special City|Federal|State|Regional|Municipal) Government|Metropolitan City"
            r"|Municipality|City Hall|Provincial Office|County Office|Regional Council|City Council)\b"
            rf"|(?:{_TITLE_WORD} ){{1,3}}(?:Provincial )?People['’]s Committee\b|City of {_TITLE_WORD}(?: {_TITLE_WORD})?|Government of {_TITLE_WORD}(?: {_TITLE_WORD})?"
        )),
        ("government", "org-en-lower", 0.7, re.compile(
            rf"\b(?:with|for|from|by|to|between|and|than|said) the (?P<name>(?:city|province) of {_TITLE_WORD}(?: {_TITLE_WORD})?)|^[Tt]he (?P<first>(?:city|province) of {_TITLE_WORD}(?: {_TITLE_WORD})?)"
            rf"|\b(?!The )(?:{_TITLE_WORD} ){{1,4}}(?:[Cc]ity|[Pp]rovince|[Cc]ounty|[Pp]rovincial|[Mm]unicipal) (?:government|council|administration)\b"
            rf"|\b(?:{_any('korean_cities')}|{_any('korean_provinces')}|{_TITLE_WORD}) (?:city|provincial|metropolitan|municipal|county|state|regional|district) (?:government|council|administration|authorities|office)\b"
            rf"|\b(?:{_any('nationalities')}) (?:[a-z]+ (?:and [a-z]+ )?){{0,2}}(?:government|ministry)\b|\b(?:transport|land|trade|industry|energy|housing|science|interior|environment|construction|electricity|communications|maritime|defense|defence|health) ministry\b"
        )),
        ("government", "org-en-city", 0.7, re.compile(rf"\b(?:{_any('korean_cities')}) City\b|\b(?:{_any('korean_provinces')}) Province\b")),
        ("public_institution", "org-en-authority", 0.8, re.compile(rf"\bPublic Authority for(?: {_TITLE_WORD}){{1,3}}|\bAuthority for(?: {_TITLE_WORD}){{1,3}}")),
        ("university", "org-en-university", 0.85, re.compile(
            rf"(?:{_WORD} ){{1,4}}(?:University|{_any('university_ends')})(?: of {_TITLE_WORD}(?: and {_TITLE_WORD})?)?\b|\bUniversity of {_TITLE_WORD}(?: {_TITLE_WORD})?"
        )),
        ("public_institution", "org-en-public", 0.75, re.compile(rf"{run} (?:{_any('public_ends')})\b")),
        ("research_institute", "org-en-institute", 0.75, re.compile(rf"{run} (?:{_any('research_ends')})\b")),
        ("association", "org-en-association", 0.75, re.compile(rf"{run} (?:{_any('association_ends')})\b")),
        ("consortium", "org-en-consortium", 0.75, re.compile(rf"{RUN} (?:Consortium|Alliance)\b")),
        ("company", "org-en-legal", 0.85, re.compile(rf"{_WORD}(?: (?:(?:&|and|of|de) )?{_WORD}){{0,5}},? {_LEGAL}")),
        ("company", "org-en-company", 0.7, re.compile(rf"{_WORD}(?: (?:& )?{_WORD}){{0,4}} (?:{_any('company_ends')})\b")),
    )  # fmt: skip


@cache
def _contexts() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    """Places where a capitalised run must be a company, whatever its shape."""
    countries = _any("countries")
    name = rf"(?P<name>{RUN})"
    deal = r"(?:agreement|memorandum(?: of understanding)?|MOU|MoU|pact|deal|contract|partnership|alliance|letter of intent|talks|venture|accord|tie-up|teamed up|joined hands|partnered)"
    return (
        ("org-en-country", 0.7, re.compile(rf"\b(?:{countries})(?:['’]s|['’]) (?:[a-z\-]+ ){{0,3}}{name}")),
        ("org-en-based", 0.75, re.compile(rf"[A-Za-z]-(?:based|listed|headquartered) (?:[a-z\-]+ ){{0,4}}{name}")),
        ("org-en-head", 0.7, re.compile(rf"\b{_HEADS} {name}")),
        ("org-en-head", 0.65, re.compile(rf"\b(?:maker|operator|developer|producer|supplier|provider|owner|builder|manufacturer)s? of [a-z][a-z \-]{{2,30}}, {name}(?=[,.)])")),
        ("org-en-apposition", 0.7, re.compile(rf"{name}(?: \([A-Z][A-Za-z&]{{1,9}}\))?, (?:an?|the|its|one of)(?: [\w'’.&\-]+){{0,9}}? {_HEADS}\b(?! (?:said|is|was|has|will)\b)")),
        ("org-en-partner", 0.65, re.compile(rf"\b{deal}(?: [\w\-']+){{0,6}}? with (?:the )?{name}")),
        ("org-en-named", 0.75, re.compile(rf"\b(?:company|venture|unit|subsidiary|firm|consortium|vehicle)(?: [\w\-]+){{0,2}}?,? (?:to be |tentatively )?(?:named|called|known as|dubbed),? (?:the )?{name}")),
        ("org-en-founded", 0.65, re.compile(rf"\b(?:set up|established|founded|co-founded|acquired|bought) {name}(?=,| to | for | in |\.)")),
        ("org-en-maker", 0.65, re.compile(rf"\b(?:developed|supplied|provided|built|designed|operated|made|delivered|installed|picked|selected|chosen|ordered|awarded|run) by (?:the )?{name}")),
        ("org-en-role", 0.6, re.compile(rf"\b(?:[Cc]ustomer|[Cc]lient|[Bb]uyer|[Pp]artner|[Ss]upplier|[Cc]ontractor|[Vv]endor|[Oo]perator|[Oo]wner|[Mm]ember|[Pp]articipant)s?(?: (?:of|in|to) [^,.;]{{2,40}}?)? (?:is|are|was|were|includes?|including) (?:the )?(?:(?:{_any('nationalities')}) )?(?:[a-z\-]+ ){{0,3}}?{name}")),
        ("org-en-of", 0.6, re.compile(rf"(?:^|[.,;] |\band ){name} of (?:the )?(?:{countries}),? (?:[a-z]+ly |also |will |has |would )*(?:makes?|made|supplie[sd]|suppl(?:y|ied)|provide[sd]?|built|builds?|design(?:s|ed)?|deliver(?:s|ed)?|signed|won|joined|owns|holds|operates|install(?:s|ed)?|develop(?:s|ed)?)\b")),
        ("org-en-from", 0.65, re.compile(rf"\b(?:order|contract|deal|orders|contracts)(?: [\w\-$.]+){{0,7}}? (?:from|for) (?:the )?{name}")),
    )  # fmt: skip


@cache
def _openers() -> frozenset[str]:
    return frozenset(word for key in ("openers", "nationalities", "titles", "months") for word in words("en", key))


@cache
def _places() -> frozenset[str]:
    return frozenset(
        [
            *words("en", "places"),
            *words("en", "countries"),
            *words("en", "korean_cities"),
            *words("en", "nationalities"),
        ]
    )


def checked(sentence: Sentence, left: int, right: int, kind: str, rule: str, sure: float) -> Mention | None:
    """The candidate without the words that only lead up to the name; None if nothing that is a name is left."""
    text = sentence.text
    if _OFFICE.match(text[left:right]) and rule in _CONTEXT_RULES:
        return None  # "Chairman Kim Dong-kwan"
    if rule != "org-en-lower":  # "Indonesian government" is whole as it stands
        left, right = _trimmed(text, left, right, whole=rule in {"org-en-government", "org-en-company", "org-en-legal"})
    left = _after_another(text, left, right)
    office = _OFFICE_INSIDE.search(text, left, right)
    right = office.start() if office else right
    surface = text[left:right]
    if not _is_name(surface, rule) or _OWNED.search(text[max(0, left - 12) : left]):
        return None
    if rule == "org-en-city" and re.search(r"[A-Z][a-z]+, $", text[max(0, left - 24) : left]):
        return None  # "in Daesan, South Chungcheong Province"
    if rule in _CONTEXT_RULES and IS_THING.match(text, right):
        return None
    if left and text[left - 1] in "-’'“\"" and text[left - 1] != " ":
        return None
    return Mention(sentence.start + left, sentence.start + right, surface, None, kind, rule, sure)


def _after_another(text: str, left: int, right: int) -> int:
    """ "Noor Homes and Dubai Silicon Oasis Authority" are two: a place opens a name of its own."""
    second = text.rfind(" and ", left, right)
    if second < 0:
        return left
    first = text[second + 5 : right].split(" ", 1)[0]
    return second + 5 if first in _places() and text.count(" ", second + 5, right) else left


# Words of nations and regions with which names of their own begin: "Western Plains Power", "Thai Binh".
_NAMELY = frozenset({"Western", "Nordic", "Arab", "Baltic", "Persian", "Thai"})


def _trimmed(text: str, left: int, right: int, *, whole: bool) -> tuple[int, int]:
    while True:
        possessor = re.match(rf"{_WORD}(?: {_WORD}){{0,2}}['’]s ", text[left:right])
        first = text[left:right].split(" ", 1)[0]
        based = _BASED.match(text[left:right])
        if possessor and "People" not in possessor.group():
            left += possessor.end()
        elif based:
            left += based.end()
        elif whole and first in _NAMELY and text.count(" ", left, right) > 1:
            break
        elif " " in text[left:right] and (first.strip(",.") in _openers() or first in {"of", "and", "&", "for"}):
            left += len(first) + 1
        else:
            break
    tail = re.search(r"(?: (?:and|of|for|&)|,)+$", text[left:right])
    return left, right - (len(tail.group()) if tail else 0)


def _is_name(surface: str, rule: str) -> bool:
    bare = short_form(surface)
    if (
        len(bare) < 2
        or surface in words("en", "stop")
        or bare in _places()
        or bare in _openers()
        or _PERSON.match(surface)
    ):
        return False
    if any(surface.endswith(end) for end in words("en", "media")):
        return False
    if (
        rule in {"org-en-company", "org-en-public", "org-en-institute", "org-en-association", "org-en-consortium"}
        and " " not in bare
    ):
        return False
    if rule in _CONTEXT_RULES:
        return (
            (
                bare.split()[-1] not in words("en", "not_names")
                or (" " in bare and bare.endswith((" Korea", " Seoul", " AI")))
            )
            and bare.split()[0] not in words("en", "not_names")
            and not bare.isdigit()
        )
    return bare.split()[0] not in words("en", "generic")


_CONTEXT_RULES = frozenset(
    {
        "org-en-country",
        "org-en-based",
        "org-en-head",
        "org-en-apposition",
        "org-en-partner",
        "org-en-named",
        "org-en-founded",
        "org-en-maker",
        "org-en-from",
        "org-en-role",
        "org-en-of",
        "org-en-party",
        "org-en-listed",
        "org-en-doer",
    }
)


def linked(mention: Mention, names: NameIndex, on: date) -> Mention:
    """The mention with its catalog id where the catalog writes the same name in other letters ("SK ecoplant")."""
    bare = short_form(mention.surface)
    if " " not in bare:
        return mention
    for match in names.find(bare.upper(), on):
        if match.start == 0 and match.end == len(bare) and match.ids:
            organization = names.organization(match.ids[0])
            return Mention(
                mention.start, mention.end, mention.surface, organization.id, organization.kind, "org-catalog", 0.93
            )
    return mention
