"""Who wrote an article and for whom, as its own text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .language import HANGUL
from .noise import ADDRESSED, COPYRIGHT, CREDIT_ONLY, REPORTER, name_reporter
from .sites import find_site, is_outlet, name_outlet

_TITLE = r"(?P<title>(?:선임|인턴|수습|객원|전문)?기자|특파원)"
_CREDIT = r"(?!사진|그래픽|자료|영상|출처|제공)"
_NAMES = r"(?P<name>[가-힣]{2,4}(?:[·,] ?[가-힣]{2,4}){0,3})"
SIGNED: Final = re.compile(
    rf"[\[(/]{_CREDIT}(?:[가-힣·]{{2,8}} ?= ?)?(?P<outlet>[가-힣A-Za-z0-9·&][가-힣A-Za-z0-9·& ]{{1,19}}?)"
    rf"[ /=|]{{1,3}}{_NAMES} ?{_TITLE}[\])]?"
)
DATELINE: Final = re.compile(
    rf"\s?[\[(]{_CREDIT}[가-힣·A-Za-z ]{{2,20}} ?= ?(?P<outlet>[가-힣A-Za-z0-9]{{2,12}})"
    rf"(?: (?P<inner>[가-힣]{{2,4}}) ?(?:기자|특파원))?[\])](?: ?{_NAMES} ?(?:기자|특파원) ?=)?"
)
OUTLET_TAG: Final = re.compile(r"\s?[\[(](?P<outlet>[가-힣A-Za-z0-9&]{2,12})[\])] ?[^\s=]")
ADDRESSED_NAME: Final = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,4}) ?[(\[<]?[\w.+-]{1,64}@[\w.-]{1,60}[)\]>]?")
ENGLISH: Final = re.compile(
    r"(?:By|BY) (?P<name>[A-Z][A-Za-z.'-]{1,20}(?: [A-Z][A-Za-z.'-]{1,20}){1,3})"
    r"(?: ?[(\[<]?[\w.+-]{1,64}@[\w.-]{1,60}[)\]>]?)?(?:,? .{0,30})?$"
)
OWNED: Final = re.compile(
    r"(?:ⓒ|©|저작권자 ?(?:ⓒ|©|\(c\))?|Copyrights? ?(?:ⓒ|©"
    r"|\(c\))?|\(c\))[ :]{0,3}(?:\d{4}[ .]{1,2})?[‘'\"“]?(?P<outlet>[가-힣A-Za-z0-9·&]"
    r"[가-힣A-Za-z0-9·& ]{1,20}?)[’'\"”]?(?=[.,]|\s?(?:무단|All|\(|\[|<|>|$))",
    re.IGNORECASE,
)
SLOGANED: Final = re.compile(r"[’'\"”]\s?(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s?(?:\([\w.]{3,30}\))?[ ,]{1,2}무단")
PLACED: Final = re.compile(r"[,，] ?(?P<outlet>[가-힣A-Za-z0-9]{2,12})\s?(?:\([\w.]{3,30}\))?[ ,]{1,2}무단")
HOST: Final = re.compile(r"\b(?:[\w-]{1,40}\.){1,4}(?:kr|com|net)\b")
_PLACES = "서울 부산 대구 인천 광주 대전 울산 세종 수원 포항 나주 사진 그래픽 자료 영상 단독 종합 속보 인터뷰 기획 현장"
PLACES: Final = frozenset(_PLACES.split())
LONGEST: Final = 2000  # characters of a line in which a signature is looked for


def find_byline(lines: Sequence[str]) -> str:
    """ "임수정 기자", from the first lines or the sign-off of the last ones; "" where nobody signed."""
    for line in (*lines[:12], *reversed(lines[-6:])):
        found = _signed(line[:300]) or _signed(line[-120:])
        if found:
            return found
    return ""


def _signed(line: str) -> str:
    signed = SIGNED.search(line)
    if signed:
        return f"{signed['name']} {signed['title']}"
    dateline = DATELINE.match(line)
    if dateline and (dateline["name"] or dateline["inner"]):
        return f"{dateline['name'] or dateline['inner']} 기자"
    reporter = REPORTER.search(line)
    if reporter and not CREDIT_ONLY.fullmatch(line) and (len(line) < 120 or reporter.start() < 60):
        short = len(line) < 60 or line.endswith(reporter.group()) or "@" in line[reporter.end() :]
        if short or re.match(r"\s?=", line[reporter.end() :]):
            return name_reporter(reporter)
    addressed = ADDRESSED_NAME.fullmatch(line)
    if addressed:
        return f"{addressed['name']} 기자"
    english = ENGLISH.match(line)
    return english["name"] if english else ""


def find_outlet(lines: Sequence[str], around: Sequence[str]) -> str:
    """The publisher: by the sign-off, then e-mail addresses, then the copyright notice; "" where none tells."""
    for line in (*reversed(lines[-4:]), *lines[:3], *around):
        signed = SIGNED.search(line[-120:]) or DATELINE.match(line)
        if signed and signed["outlet"].strip() not in PLACES:
            return name_outlet(signed["outlet"])
    if lines and not HANGUL.search(lines[0]):  # English papers share the addresses of Korean ones
        named = next((name_outlet(line) for line in around if len(line) < 30 and is_outlet(line)), "")
        if named:
            return named
    for line in (*around, *lines[:3], *lines[-3:]):
        for address in ADDRESSED.finditer(line[:LONGEST]):
            site = find_site(address.group())
            if site and site.name:
                return site.name
    for line in around:
        if COPYRIGHT.match(line[:LONGEST]):
            hosts = (find_site(f"//{host.group()}") for host in HOST.finditer(line[:LONGEST]))
            if named := next((site.name for site in hosts if site and site.name), ""):
                return named
    for line in around:
        owned = (SLOGANED.search(line[:400]) or PLACED.search(line[:400]) or OWNED.search(line[:400])) if line else None
        if owned and (named := name_outlet(owned["outlet"])):
            return named
    tag = OUTLET_TAG.match(lines[0]) if lines else None
    if tag and (
        is_outlet(tag["outlet"])
        or tag["outlet"].endswith(("뉴스", "경제", "신문", "일보", "타임스", "데일리", "투데이"))
    ):
        return name_outlet(tag["outlet"])
    return next((name_outlet(line) for line in around if len(line) < 30 and is_outlet(line)), "")
