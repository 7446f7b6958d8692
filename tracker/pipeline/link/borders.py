"""Where a name may begin and end in running text, so that KT is not found in KT&G nor 현대 in 현대식.

All functions take text folded by `names.FOLD` and never look further than a few words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tracker.pipeline.link.particles import hangul_run, is_particle

Touches = Callable[[int], bool]  # whether some catalog name begins (or ends) at this offset

_KOREAN_MARK_BEFORE = re.compile(r"(?:^|(?<=[^가-힣A-Za-z0-9]))(?:㈜|\((?:주|유)\)|주식회사) ?$")
_KOREAN_MARK_BEHIND = re.compile(r"㈜|\((?:주|유)\)| ?주식회사")
_ENGLISH_FORM = re.compile(
    r",? (?:Co\.?,? ?Ltd\b\.?|Corporation\b|Corp\b\.?|Inc\b\.?|Ltd\b\.?|Limited\b|Co\.(?!\w)|Company\b|Plc\b"
    r"|GmbH\b|AG\b)"
)
_ABBREVIATED = (" Co", " Corp", " Inc", " Ltd")
_MARK_WIDTH = 6

# Another, uncatalogued bearer of the name: clubs that a group gave its name to, and English company tails.
_CLUB = re.compile(
    r" ?(?:라이온즈|이글스|베어스|트윈스|자이언츠|타이거즈|와이번스|위즈|랜더스|히어로즈|다이노스|소닉붐|스카이워커스"
    r"|나이츠|썬더스|세이커스|야구단|축구단|농구단|배구단|골프단|프로야구|FC\b)"
)
_ENGLISH_TAIL = re.compile(
    r" (?:Architects|Asset|Bank|Bears|Biologics|Capital|Card|Chemicals?|Construction|Department|Display|Eagles"
    r"|Electric|Electronics|Engineering|Financial|Fire|Foundation|Giants|Global|Glovis|Heavy|Hospital|Hotels?"
    r"|Insurance|Investment|Life|Lions|Logistics|Marine|Materials|Medical|Mobis|Networks|Oil|Petrochemicals?"
    r"|Robotics|Rotem|Securities|Shipbuilding|Shopping|Solutions?|Steel|Telecom|Tower|Trading|Transys|Twins"
    r"|University|Ventures|Wia|Wizards?)\b"
)
# "한화 1조2000억원", "한화로 약 300억원": the won, not the company.
_CURRENCY = {"한화": re.compile(r"(?:로|기준|가치)? ?(?:환산|기준)?(?:하면|시|으로)? ?\(?(?:약|총|최대)? ?\d")}
# "한화 에너지 사업": the blank separates a group from its line of business; only the usual spelling is the company.
_LINE_OF_BUSINESS = re.compile(
    r" (?:신?사업|부문|분야|계열|산업|시장|기술|업계|전략|솔루션|시스템|플랫폼|인프라|효율|저장|관리|자립"
    r"|제품|연구|전환)"
)


def begins_well(text: str, start: int, ends_here: Touches) -> bool:
    """Whether a name may begin at `start`: not inside a word, unless a corporate mark stands before it."""
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalnum():
        return _is_hanja(before) or before == "㈜" or text.endswith("주식회사", 0, start)
    inner = text[start - 2] if start > 1 else " "
    if before == "&":
        return not inner.isalnum() or ends_here(start - 1)
    if before in "-+" and inner.isalnum() and inner.isascii():
        return not text[start].isascii() or ends_here(start - 1)
    if before in "._@":
        return before == "." and not (inner.isalnum() and inner.isascii())
    return True


def ends_well(text: str, start: int, end: int, loose: bool, begins_here: Touches) -> bool:
    """Whether a name may end at `end`. loose: the spelling has a blank which the name itself has not."""
    if end == len(text):
        return True
    after = text[end]
    if "가" <= after <= "힣":
        return _ends_before_hangul(text, start, end)
    if after.isalnum():
        return _is_hanja(after)
    if after == " ":
        return _ends_before_blank(text, start, end, loose)
    following = text[end + 1] if end + 1 < len(text) else " "
    if after in "&+":
        return not following.isalnum() or begins_here(end + 1)
    if after == "-":
        return not _is_capital_or_digit(following) or begins_here(end + 1)
    if after == ".":
        return not (following.isascii() and following.isalnum())
    return after not in "@_"


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the corporate mark before or behind the name taken in: ㈜, (주), 주식회사, Co., Ltd."""
    mark = _KOREAN_MARK_BEFORE.search(text, max(0, start - _MARK_WIDTH), start)
    if mark and (mark.start() > 0 or start <= _MARK_WIDTH):
        start = mark.start()
    behind = _KOREAN_MARK_BEHIND.match(text, end) or (
        _ENGLISH_FORM.match(text, end) if text[end - 1].isascii() else None
    )
    if behind:
        end = behind.end()
    elif text.startswith(".", end) and text.endswith(_ABBREVIATED, start, end):
        end += 1
    return start, end


def _ends_before_hangul(text: str, start: int, end: int) -> bool:
    run = hangul_run(text, end)
    if run.startswith("주식회사"):
        return True
    if run == "로" and _is_currency(text, start, end):
        return False
    return is_particle(text[start:end], run)


def _ends_before_blank(text: str, start: int, end: int, loose: bool) -> bool:
    if _CLUB.match(text, end) or _is_currency(text, start, end):
        return False
    if loose and _LINE_OF_BUSINESS.match(text, end):
        return False
    one_english_word = text[end - 1].isascii() and " " not in text[start:end]
    return not (one_english_word and _ENGLISH_TAIL.match(text, end))


def _is_currency(text: str, start: int, end: int) -> bool:
    pattern = _CURRENCY.get(text[start:end])
    return pattern is not None and pattern.match(text, end) is not None


def _is_capital_or_digit(char: str) -> bool:
    return char.isascii() and (char.isupper() or char.isdigit())


def _is_hanja(char: str) -> bool:
    """In "前포스코" stand a word and a name; Hanja is the only script that the press puts so."""
    return "一" <= char <= "鿿"
