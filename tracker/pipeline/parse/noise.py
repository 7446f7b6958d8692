"""The lines that stand around an article on its page, and the article between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .moments import has_moment
from .paragraphs import BULLET, BYLINE, CAPTION, SUBHEAD
from .vocabulary import load_words

_WORDS: Final = load_words()
AFTERWARDS: Final = re.compile(
    rf"\A[\W_]{{0,4}}(?:{_WORDS['afterwards']})(?:\s?[(\[]\s?\d{{0,6}}\s?[)\]])?\s?[:>»▶+]?", re.IGNORECASE
)
RELATED: Final = re.compile(rf"\A[\W_]{{0,4}}(?:{_WORDS['related']})\s?[\])>:»▶+]{{0,2}}\s?", re.IGNORECASE)
COPYRIGHT: Final = re.compile(
    r"\A(?:(?:<|&lt;|\[|\(|※|▶)?\s?(?:ⓒ|©|\(c\)|Copyrights?\b|저작권자|무단 ?(?:전재|복제|배포)|All rights reserved"
    r"|본 (?:기사|콘텐츠)[는의] .{0,20}저작권)|.{0,80}무단 ?(?:전재|복제|배포|도용)|.{0,80}재배포 ?(?:를 ?)?금지"
    r"|.{0,80}All rights reserved)",
    re.IGNORECASE,
)
CONTROLS: Final = re.compile(rf"\A(?:{_WORDS['controls']})", re.IGNORECASE)
CALLS: Final = re.compile(
    rf"\A[☞👉☎📷🔗]|\A(?:[▶▷►☏■●※*◇◆<\[(][\s▶▷►]{{0,3}}).{{0,60}}(?:{_WORDS['calls']})", re.IGNORECASE
)
CREDIT_ONLY: Final = re.compile(rf"\A[\[(<{{/]?\s?(?:{_WORDS['credits']})\s?[\])>}}]?\.?", re.IGNORECASE)
SECTIONS: Final = frozenset(_WORDS["sections"].split())
STAMPED: Final = re.compile(
    rf"[\[(]?(?:기사 ?|최초 ?|뉴스 ?)?(?:최종 ?)?(?:{_WORDS['stamps']})[^\d\n]{{0,12}}\d{{2,4}}[-./년]"
    r"|(?:All News )?\d{1,2}:\d\d,? [A-Z][a-z]{2,9}\.? \d{1,2},? 20\d\d",
    re.IGNORECASE,
)
SPLIT: Final = re.compile(r"[\s>|/·›»,<&]+")
ADDRESSED: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?P<host>[\w-]{1,60}(?:\.[\w-]{1,30}){1,4})")
REPORTER: Final = re.compile(
    rf"(?<![가-힣])(?P<name>(?!(?:{_WORDS['not_names']}) ?기)[가-힣]{{2,4}}(?<!부))"
    r"(?:(?: ?[·,] ?[가-힣]{2,4}){1,3})? ?"
    r"(?P<title>(?:선임|인턴|수습|객원|전문|대기|[가-힣]{2}전문)?기자|특파원|편집위원|논설위원|에디터)(?![가-힣])"
)
CARD: Final = re.compile(
    r"\A.{0,40}(?:기자입니다|취재(?:하고 있습니다|합니다)|담당(?:하고 있습니다|합니다)|출입하고 있습니다)[.!]?"
)
SENTENCE: Final = re.compile(
    r"[가-힣%)\]][.!?][\"”'’)\]]{0,2}(?:\s|$|[\[(/<])|[a-z]{2}[.!?][\"”’)]{0,2}(?:$|\s[\"“(\[]?[A-Z])"
    r"|\d[.!?](?:$|\s[A-Z])|[.!?][\"”](?:\s|$)"
)
SIGNED_END: Final = re.compile(
    r"[\[(/] ?[^\])\n.]{0,30}기자[\])]?$|(?<![\w.-])[\w.-]{1,40}@[\w.-]{1,60}[\])]?$|[.] ?[가-힣]{2,4} ?기자$"
)
ENOUGH: Final = 120  # characters of whole sentences that make an article


def name_reporter(found: re.Match[str]) -> str:
    """What REPORTER found, with a blank before the title."""
    return f"{found.group().removesuffix(found['title']).strip()} {found['title']}"


def is_furniture(line: str) -> bool:
    """A line that belongs to the page: buttons, menus, notices."""
    if len(line) > 160:
        return False
    if COPYRIGHT.match(line) or (len(line) < 80 and CONTROLS.match(line) and not line.endswith("다.")):
        return True
    if (STAMPED.match(line) and len(line) < 100) or (CALLS.match(line) and not line.endswith("다.")):
        return True
    if CREDIT_ONLY.fullmatch(line):
        return True
    words = [word for word in SPLIT.split(line) if word]
    return not words or (len(line) < 80 and all(word in SECTIONS for word in words))


def is_afterwards(line: str) -> bool:
    return len(line) <= 60 and AFTERWARDS.fullmatch(line) is not None


def is_related(line: str) -> bool:
    return len(line) <= 40 and RELATED.fullmatch(line) is not None


def is_signature(line: str) -> bool:
    """A reporter's line: name, e-mail address, perhaps the time; never a picture's credit."""
    if len(line) >= 120 or CAPTION.match(line) or "DB" in line or line.startswith(("사진", "영상", "그래픽")):
        return False
    return bool(
        BYLINE.fullmatch(line)
        or (ADDRESSED.search(line) and not SENTENCE.search(line))
        or (REPORTER.search(line) and has_moment(line))
    )


@lru_cache(maxsize=2048)
def is_prose(line: str) -> bool:
    """Asked half a dozen times of each line of a page."""
    return SENTENCE.search(line) is not None


def weigh(lines: Sequence[str]) -> int:
    """Characters in lines that hold whole sentences."""
    return sum(len(line) for line in lines if is_prose(line))


def keep_article(lines: Sequence[str], title: str = "", captions: frozenset[str] = frozenset()) -> list[str]:
    """The lines of the article itself: no furniture, no reporter's line, no repeated title, no list of others, nothing
    from the first heading or sign-off that ends it. `captions`: what the page marks as such."""
    lines = _until_afterwards(lines)
    end = _find_sign_off(lines)
    lines = _without_related(lines[:end], signed=end < len(lines) and not COPYRIGHT.match(lines[end]))
    bare_title = _letters(title)
    kept = [
        line
        for line in lines
        if not is_furniture(line)
        and not BYLINE.fullmatch(line)
        and not (bare_title and len(line) < 2 * len(title) + 20 and _letters(line) == bare_title)
    ]
    return _without_runs(kept, captions)


def _until_afterwards(lines: Sequence[str]) -> list[str]:
    """What stands before a heading such as 댓글; headings before any sentence belong to the page's top."""
    kept: list[str] = []
    prose = False
    for line in lines:
        if is_afterwards(line) and not is_related(line):
            if prose:
                break
            continue
        prose = prose or (is_prose(line) and not is_furniture(line))
        kept.append(line)
    return kept


def _find_sign_off(lines: list[str]) -> int:
    """The end of the article: a reporter's line or copyright notice with more article before it than after."""
    total, before = weigh(lines), 0
    for index, line in enumerate(lines):
        notice = len(line) <= 160 and COPYRIGHT.match(line)
        if before and 2 * before > total and (notice or is_signature(line) or CARD.fullmatch(line)):
            return index
        before += len(line) if not notice and is_prose(line) else 0
    return len(lines)


def _without_related(lines: list[str], signed: bool) -> list[str]:
    """Lists of other articles out. After one, the article goes on only where a whole paragraph follows and it has not
    been signed before; `signed`: it is after the last line."""
    kept: list[str] = []
    listed = 0
    for index, line in enumerate(lines):
        if is_related(line):
            if kept and SIGNED_END.search(kept[-1][-60:]):
                break
            listed = 1
        elif listed and not _goes_on(line, lines[index:], signed):
            listed += 1
        else:
            listed = 0
            kept.append(line)
    return kept


def _goes_on(line: str, rest: list[str], signed: bool) -> bool:
    signed = signed or SIGNED_END.search(rest[-1][-60:]) is not None
    return is_prose(line) and len(line) >= 50 and (signed or weigh(rest) >= ENOUGH)


def _without_runs(lines: list[str], captions: frozenset[str]) -> list[str]:
    """Three or more lines in a row without a sentence are a list or table that stood there; before the first sentence
    even one is what stands under a headline, and at the end two are a list."""
    kept: list[str] = []
    run: list[str] = []
    prose = False
    for line in lines:
        sentence = is_prose(line)
        if not sentence and line in (run[-1:] or kept[-1:]):
            continue  # a picture's alternative text, copied above its caption
        if not (sentence or line in captions or _stands_alone(line)):
            run.append(line)
            continue
        kept += run if prose and len(run) < 3 else []
        run = []
        prose = prose or sentence
        kept.append(line)
    return kept + (run if len(run) < 2 else [])


def _stands_alone(line: str) -> bool:
    return len(line) > 90 or any(pattern.match(line) for pattern in (CAPTION, SUBHEAD, BULLET))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
