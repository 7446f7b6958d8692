"""Organizations that no catalog knows, proposed by the shape of their names and of the Korean text around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from .hangul import split_word
from .layers import Mention, Sentence
from .lexicon import table, words
from .phrases import Phrases
from .spans import Spans

# "(?:㈜|\\(주\\))?" before the word, put so that the search may skip to a sign with which it can begin.
_WORD = re.compile(
    r"[가-힣A-Z㈜(](?:(?<=[가-힣A-Z])|(?<=㈜)[가-힣A-Z]|(?<=\()주\)[가-힣A-Z])[가-힣A-Za-z0-9&.\-]{1,19}(?:㈜)?"
)
_CONSORTIUM = re.compile(
    r"[‘'“\"](?P<quoted>[^‘’'“”\"\n]{2,28}?(?:컨소시엄|사업단|개발사업단|조합|얼라이언스))[’'”\"]"
    r"|(?<![가-힣A-Za-z·])(?P<named>(?:더 )?(?:(?:[가-힣A-Z][가-힣A-Za-z&]{1,11}·)?[가-힣A-Z][가-힣A-Za-z0-9&]{1,11}(?: [A-Z][A-Za-z0-9&]{1,7})? )?"
    r"[가-힣A-Za-z&]{0,12}컨소시엄)"
)
_ADNOMINAL = re.compile(
    r"[은는한된인맡꾸린끈룬진운친던](?=\s?컨소시엄$)|^(?:이|그|해당|경쟁|다른|새|각|두|세|민간|대형|국내|별도)\s"
)
_PAREN = re.compile(r"(?P<name>[가-힣]{2,14})\((?P<latin>[A-Z][A-Za-zäöüéèßø&.\- ]{1,24})\)")
_DEALS = "업무협약|협약|양해각서|MOU|제휴|손잡|손을 잡|손을 맞|맞손|합작|공급계약|계약|컨소시엄|공동|함께 개발|짝을"
_WITH = re.compile(
    r"(?<![가-힣A-Za-z])(?P<word>[가-힣A-Z][가-힣A-Za-z0-9&.\-]{1,15})(?:\([^)\n]{1,20}\))?(?:와|과)(?:는|도)?\s(?:함께\s)?"
    rf"(?=(?:[^\s]{{1,14}}\s){{0,3}}?[^\s]{{0,14}}(?:{_DEALS}))"
)
_GIVES = "공급|납품|제공|제작|설계|시공|설치|구축|개발|담당|지원|대[기고]|댔|댄|댈|맡|도맡|책임|운영|만들|만든|돕"
_COMPANY_SUFFIX = "company"


@cache
def _hints() -> Phrases:
    """By the words without which a proposer finds nothing: one pass tells which of them a sentence needs."""
    return Phrases(
        {
            "consortium": "컨소시엄|사업단|얼라이언스",
            "head": "|".join(map(re.escape, words("ko", "company_heads"))),
            "parenthesis": r"\(",
            "country": "|".join(map(re.escape, words("ko", "countries"))),
            "partner": _DEALS,
            "supply": _GIVES,
        }
    )


def propose(sentence: Sentence, known: Spans) -> list[Mention]:
    """Names in the sentence that overlap none of `known`, best rule first where two overlap."""
    found: list[Mention] = []
    taken = Spans()
    hints = _hints().find(sentence.text)
    for hint, proposer in _PROPOSERS:
        for mention in proposer(sentence) if not hint or hint in hints else ():
            free = mention.kind == "consortium" or not known.overlap(mention.start, mention.end)
            if free and not taken.overlap(mention.start, mention.end):
                found.append(mention)
                taken.add(mention.start, mention.end)
    return found


def mention_in(sentence: Sentence, left: int, right: int, kind: str, rule: str, confidence: float) -> Mention:
    start, end = sentence.start + left, sentence.start + right
    return Mention(start, end, sentence.text[left:right], None, kind, rule, confidence)


def propose_consortia(sentence: Sentence) -> list[Mention]:
    """'더 인 컨소시엄', GS건설 컨소시엄, 코리아컨소시엄; not "…가 이끄는 컨소시엄"."""
    found = []
    for match in _CONSORTIUM.finditer(sentence.text):
        group = "quoted" if match["quoted"] else "named"
        left, right = match.span(group)
        name = match[group]
        if group == "named":
            if name == "컨소시엄" or _ADNOMINAL.search(name):
                continue
            first, _, rest = name.removeprefix("더 ").partition(" ")
            if rest and (split_word(first)[1] or first in _common()):
                if rest == "컨소시엄":
                    continue
                left, name = right - len(rest), rest
        found.append(mention_in(sentence, left, right, "consortium", "org-consortium", 0.85))
    return found


@cache
def _suffixes(last: str) -> tuple[tuple[str, str], ...]:
    """(suffix, kind) of the suffixes that end in this syllable, longest first."""
    fitting = [item for item in table("ko", "suffixes").items() if item[0][-1] == last]
    return tuple(sorted(fitting, key=lambda item: -len(item[0])))


def propose_by_suffix(sentence: Sentence) -> list[Mention]:
    """Words that end like an organization: 강원테크노파크, 사우디 자치행정주택부, 현대도시개발공사."""
    found = []
    for match in _WORD.finditer(sentence.text):
        stem, kind = _body_named(match.group())
        if kind:
            named = kind != "company" or stem.endswith("시행법인")
            left = _with_place(sentence.text, match.start(), stem) if named else match.start()
            if stem in _GENERIC_BODIES and left == match.start():
                continue
            found.append(mention_in(sentence, left, match.start() + len(stem), kind, "org-suffix", 0.75))
    return found


@lru_cache(maxsize=1 << 15)
def _body_named(word: str) -> tuple[str, str]:
    """(name, kind) of a word that ends like an organization, ("", "") of any other. Most words of a text come again."""
    stem, _ = split_word(word)
    kind = "government" if stem in _GENERIC_BODIES else _kind_by_suffix(stem)
    return (stem, kind) if kind and not _stopped(stem) else ("", "")


def _kind_by_suffix(stem: str) -> str:
    if stem[-1] in "대텍스트" and stem in words("ko", "universities"):
        return "university"
    for suffix, kind in _suffixes(stem[-1]):
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
            return kind
    return ""


def _stopped(stem: str) -> bool:
    if stem in _common() or stem.endswith(words("ko", "media_suffixes")):
        return True
    for suffix, kind in _suffixes(stem[-1]):
        if stem.endswith(suffix):
            rest = stem[: -len(suffix)]
            return any(
                rest == stop or (rest.endswith(stop) and kind == _COMPANY_SUFFIX and len(rest) <= len(stop) + 2)
                for stop in words("ko", "suffix_stop_prefixes")
            )
    return False


@cache
def _common() -> frozenset[str]:
    return frozenset(words("ko", "common")) | frozenset(words("ko", "titles")) | frozenset(words("ko", "sites"))


@cache
def _places() -> frozenset[str]:
    lists = ("countries", "provinces", "cities", "counties", "foreign_places")
    return frozenset(word for name in lists for word in words("ko", name))


_GENERIC = ("인민위원회", "사업시행법인", "시행법인", "전력부", "석유부", "수자원부", "건설부", "교통부", "통신부")


_GENERIC_BODIES = frozenset(_GENERIC) - {"사업시행법인", "시행법인"}


def _with_place(text: str, left: int, stem: str) -> int:
    """A country before a public body belongs to its name ("괌 전력청"), and any word before a generic one."""
    before = re.search(r"(?<![가-힣])([가-힣]{1,7}) $", text[max(0, left - 9) : left])
    if not before:
        return left
    word = before.group(1)
    if word in words("ko", "countries") or (stem in _GENERIC and not split_word(word)[1]):
        return left - len(before.group())
    return left


@cache
def _head_pattern() -> re.Pattern[str]:
    heads = "|".join(map(re.escape, words("ko", "company_heads")))
    return re.compile(
        rf"(?<=[가-힣A-Za-z )])(?:{heads})(?:인)? [‘'“\"]?(?P<word>[가-힣A-Z][가-힣A-Za-z0-9&.\-]{{1,15}}(?: [가-힣]{{2,8}} 홀딩스)?)"
    )


def propose_by_head(sentence: Sentence) -> list[Mention]:
    """A name announced by what it is: 부품회사 진합, 소프트웨어기업 원에너지시스템즈, 합작법인 네이버이노베이션."""
    found = []
    for match in _head_pattern().finditer(sentence.text):
        stem, particle = split_word(_COPULA.sub("", match["word"]))
        after = sentence.text[match.start("word") + len(stem) : match.start("word") + len(stem) + 1]
        framed = (
            particle in FRAMES or after in "(,·’'”\"" or _NAMED_SO.match(sentence.text, match.start("word") + len(stem))
        )
        if framed and is_namelike(stem, announced=True):
            venture = any(word in match.group() for word in ("합작", "특수목적법인"))
            rule = "org-head-venture" if venture else "org-head"
            found.append(
                mention_in(sentence, match.start("word"), match.start("word") + len(stem), "company", rule, 0.8)
            )
    return found


_COPULA = re.compile(r"(?:이다|이며|이고|이었다|이라)?\.?$")
_NAMED_SO = re.compile(r"(?:이다|다|이며|이고|인|였|이었)[ .,]| (?:지분|등|측|한국법인|컨소시엄)")
FRAMES = frozenset(
    {
        "을",
        "를",
        "와",
        "과",
        "이",
        "가",
        "은",
        "는",
        "로부터",
        "으로부터",
        "에",
        "에서",
        "의",
        "도",
        "와는",
        "과는",
        "라는",
        "이라는",
    }
)


@lru_cache(maxsize=4096)
def is_namelike(stem: str, *, announced: bool = False) -> bool:
    """Whether an unknown word can be a name. announced: the text says that a company's name follows."""
    if len(stem) < 2 or stem in _common() or stem in _places() or stem[-1] in "들적째쯤측":
        return False
    for word in _common():
        if len(word) >= 2 and stem.endswith(word):
            rest = stem[: -len(word)]
            if not announced or len(rest) < 2 or rest in _common() or rest in _places():
                return False
    return not _VERBAL.search(stem)


_VERBAL = re.compile(
    r"(?:하기|되기|하는|위한|통해|따라|대해|하고|했고|되고|하며|했으며|하면서|하지만|잡기|들기|짓기|받기|납품설|매각설|인수설|내기|쌓기|맺고|손?잡고|손?잡아|[가-힣]력하고)$"
)


@cache
def _country_pattern() -> re.Pattern[str]:
    countries = "|".join(map(re.escape, words("ko", "countries")))
    return re.compile(rf"(?<![가-힣])(?:{countries})\s(?P<word>[가-힣A-Z][가-힣A-Za-z0-9&.\-]{{1,15}})")


def propose_by_country(sentence: Sentence) -> list[Mention]:
    """독일 SAP와, 싱가포르 비나에너지에서, 프랑스 네오엔의: a country, a name and the particle of a partner."""
    found = []
    for match in _country_pattern().finditer(sentence.text):
        stem, particle = split_word(match["word"])
        left = match.start("word")
        after = sentence.text[match.end("word") :].lstrip()
        if particle in {"와", "과"} and any(after.startswith(place) for place in _places()):
            continue  # "중국 취저우와 베트남 동나이": places in line
        deal = particle == "에서" and any(word in sentence.text for word in ("수주", "따냈", "따낸", "계약"))
        foreign = particle in {"와", "과", "로부터", "으로부터", "와는", "과는"} or (
            particle in {"에서", "의"} and _sounds_foreign(stem)
        )
        if (
            (foreign or deal)
            and is_namelike(stem, announced=True)
            and not re.search(r"(?:주|시|성|현|도|섬|항|만|구)$", stem)
        ):
            found.append(mention_in(sentence, left, left + len(stem), "company", "org-country", 0.65))
    return found


def _sounds_foreign(stem: str) -> bool:
    """Latin letters, or syllables that Sino-Korean nouns rarely end in."""
    return bool(re.search(r"[A-Za-z]", stem) or stem[-1] in "엔스트드크츠티니라르리아오노네텍즈쓰지움닉션")


def propose_by_parenthesis(sentence: Sentence) -> list[Mention]:
    """에스콤(Eskom), 바르질라(Wärtsilä): a name with its foreign spelling. Capital-only abbreviations need a suffix."""
    found = []
    for match in _PAREN.finditer(sentence.text):
        latin = match["latin"]
        name = match["name"]
        if not re.search(r"[a-z]{2}", latin) or name in _common() or latin.split()[0] in {"Vehicle", "Internet"}:
            continue
        if sum(part[:1].isupper() for part in latin.split()) >= len(latin.split()) and is_namelike(name):
            found.append(
                mention_in(sentence, match.start("name"), match.end("name"), "company", "org-parenthesis", 0.75)
            )
    return found


def propose_by_partner(sentence: Sentence) -> list[Mention]:
    """유니티와 업무협약을 맺고: an unknown name as the one with whom something is signed."""
    found = []
    for match in _WITH.finditer(sentence.text):
        if (is_namelike(match["word"]) and split_word(match["word"] + "와")[0] == match["word"]) or match["word"][
            -1
        ].isascii():
            if is_namelike(match["word"]) and not match["word"].endswith(("하", "되", "시", "군", "도")):
                found.append(
                    mention_in(sentence, match.start("word"), match.end("word"), "company", "org-partner", 0.6)
                )
    return found


# What a supplier is said to do; "통신모듈은 윈드넷(대표 소유찬)이 공급한다".
_SUPPLIES = re.compile(
    r"[가-힣A-Za-z0-9)](?:은|는|을|를) (?:[가-힣]{2,5} )?(?P<word>[가-힣A-Z][가-힣A-Za-z0-9&.\-]{2,13})(?P<who>\((?:대표|사장)[^)\n]{1,14}\))?(?:이|가) "
    rf"(?:[가-힣A-Za-z·]{{1,8}} ){{0,2}}?(?:{_GIVES})"
)


def propose_by_supply(sentence: Sentence) -> list[Mention]:
    """An unknown name as the one who gives what the sentence speaks of."""
    found = []
    for match in _SUPPLIES.finditer(sentence.text):
        word = match["word"]
        if is_namelike(word, announced=bool(match["who"])) and not word.endswith(_DOERS):
            found.append(mention_in(sentence, match.start("word"), match.end("word"), "company", "org-supply", 0.55))
    return found


# Who does things without being a name: "주민이", "연구진이", "로봇이".
_DOERS = (
    "들",
    "진",
    "팀",
    "자",
    "원",
    "민",
    "인",
    "부",
    "시",
    "군",
    "도",
    "구",
    "봇",
    "템",
    "폼",
    "사",
    "측",
    "장",
    "곳",
    "망",
    "기",
    "터",
    "수",
    "법",
)


# In order of trust, each with its hint.
_PROPOSERS: tuple[tuple[str, Callable[[Sentence], list[Mention]]], ...] = (
    ("consortium", propose_consortia),
    ("", propose_by_suffix),
    ("head", propose_by_head),
    ("parenthesis", propose_by_parenthesis),
    ("country", propose_by_country),
    ("partner", propose_by_partner),
    ("supply", propose_by_supply),
)
