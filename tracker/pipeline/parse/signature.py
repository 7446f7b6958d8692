"""Who wrote an article and for whom, as its own text says."""

from __future__ import annotations

import re
from typing import Final

from .noise import ADDRESSED, REPORTER
from .sites import find_site, is_outlet

SIGNED: Final = re.compile(
    r"[\[(](?P<outlet>[가-힣A-Za-z0-9·& ]{2,20}?)[ /=|]{1,3}(?P<name>[가-힣]{2,4}) ?(?:기자|특파원|선임기자"
    r"|인턴기자)[\])]"
)
DATELINE: Final = re.compile(
    r"^\s?[\[(](?:[가-힣·]{2,10}) ?= ?(?P<outlet>[가-힣A-Za-z0-9]{2,12})(?: (?P<name>[가-힣]{2,4}) ?(?:기자"
    r"|특파원))?[\])]"
)
ENGLISH: Final = re.compile(r"By (?P<name>[A-Z][A-Za-z.-]+(?: [A-Z][A-Za-z.-]+){1,3})$")
OWNED: Final = re.compile(
    r"(?:ⓒ|©|저작권자 ?(?:ⓒ|©|\(c\))?|Copyrights? ?(?:ⓒ|©"
    r"|\(c\))?)[ :]{0,3}(?:\d{4}[ .]{1,2})?(?P<outlet>[가-힣A-Za-z0-9·& ]{2,24}?)(?=[.,]|\s?(?:무단|All|\(|\["
    r"|$))",
    re.IGNORECASE,
)
_PLACES = "서울 부산 대구 인천 광주 대전 울산 세종 수원 포항 나주 사진 그래픽 자료 영상"
PLACES: Final = frozenset(_PLACES.split())


def find_byline(lines: list[str]) -> str:
    """ "임수정 기자", from the first lines or the sign-off of the last ones; "" where nobody signed."""
    for line in [*lines[:12], *reversed(lines[-4:])]:
        signed = SIGNED.search(line) or DATELINE.match(line)
        if signed and signed["name"]:
            return f"{signed['name']} 기자"
        reporter = REPORTER.search(line) if len(line) < 120 or REPORTER.search(line[-30:]) else None
        if reporter and (len(line) < 120 or line.endswith(reporter.group())):
            return f"{reporter['name']} {reporter['title']}"
        english = ENGLISH.match(line)
        if english:
            return english["name"]
    return ""


def find_outlet(lines: list[str], around: list[str]) -> str:
    """The publisher: by the sign-off, then e-mail addresses, then the copyright notice; "" where none tells."""
    for line in [*reversed(lines[-4:]), *lines[:3], *around]:
        signed = SIGNED.search(line) or DATELINE.match(line)
        if signed and signed["outlet"].strip() not in PLACES:
            return signed["outlet"].strip()
    for line in [*around, *lines[:3], *lines[-3:]]:
        for address in ADDRESSED.finditer(line[:2000]):
            site = find_site(address.group())
            if site and site.name:
                return site.name
    for line in around:
        owned = OWNED.search(line[:400])
        if owned:
            return owned["outlet"].strip()
    return next((line for line in around if len(line) < 30 and is_outlet(line)), "")
