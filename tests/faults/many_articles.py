"""Any number of Korean articles from templates and the names of the catalog: each is parsed and read for real.

The same number gives the same text. Some are the text of another outlet, some have no date and can only fail."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from tracker.pipeline.link.catalog import load_default_catalog

T = TypeVar("T")
CITIES = (
    "울산시",
    "포항시",
    "광양시",
    "창원시",
    "구미시",
    "여수시",
    "대전시",
    "세종시",
    "부산시",
    "인천시",
    "수원시",
    "청주시",
    "전주시",
    "제주시",
    "춘천시",
)
THINGS = (
    ("스마트공장", "생산 설비를 잇는 통합 관제"),
    ("스마트시티", "교통과 안전을 살피는 도시 플랫폼"),
    ("에너지저장장치(ESS)", "전력을 아끼는 에너지관리시스템"),
    ("태양광 발전소", "발전량을 내다보는 관제 센터"),
)
OPENINGS = (
    "{company}(은) {day}일 {city}(과) {thing} 구축 업무협약을 맺었다고 밝혔다.",
    "{company}(이) {city}에 {thing}(을) 짓는 계약을 {day}일 맺었다.",
    "{city}(은) {day}일 {company}(과) {thing} 사업의 착공식을 열었다.",
    "{company}(은) {city}에서 {thing} 실증을 마쳤다고 {day}일 밝혔다.",
)
MIDDLES = (
    "이 사업에서 {company}(은) {what}(을) 맡는다.",
    "{company}(은) {what}에 {amount}억원을 들인다.",
    "{partner}도 함께하며 {what}(을) 만든다.",
)
ENDINGS = (
    "공사는 {year}년 {month}월에 끝날 예정이다.",
    "{company}(은) {year}년 상반기까지 이를 마칠 계획이다.",
    "{city} 관계자는 “주민이 달라진 것을 느낄 것”이라고 말했다.",
)
OPEN = {"은": "는", "이": "가", "을": "를", "과": "와"}
PARTICLE = re.compile(r"(.)\((은|이|을|과)\)")
COPY_EVERY, UNDATED_EVERY = 10, 100
FIRST_DAY = date(2018, 1, 3)


@dataclass(frozen=True)
class Written:
    name: str
    content: bytes
    readable: bool


def write_article(number: int) -> Written:
    """Every tenth is the text of the one before in another outlet; every hundredth does not say when it came out."""
    text = number - 1 if number % COPY_EVERY == COPY_EVERY - 1 else number
    readable = number % UNDATED_EVERY != UNDATED_EVERY // 2
    published = FIRST_DAY + timedelta(days=text % 2500)
    article = {
        "id": f"soak-{number}",
        "language": "ko",
        "publisher": f"가상일보 {number % 37}",
        "title": _title(text),
        "published_at": f"{published}T09:{number % 60:02}:00+09:00" if readable else "",
        "body": _body(text, published),
    }
    return Written(article["id"], json.dumps(article, ensure_ascii=False).encode(), readable)


def _title(number: int) -> str:
    return f"{_of(_companies(), number)}, {_of(CITIES, number // 3)} {_of(THINGS, number // 5)[0]} {number}호 소식"


def _body(number: int, published: date) -> str:
    thing, what = _of(THINGS, number // 5)
    values = {
        "company": _of(_companies(), number),
        "partner": _of(_companies(), number * 7 + 11),
        "city": _of(CITIES, number // 3),
        "thing": thing,
        "what": what,
        "day": (published - timedelta(days=1)).day,
        "amount": 10 + number % 990,
        "year": published.year + 1 + number % 3,
        "month": 1 + number % 12,
    }
    chosen = (
        _of(OPENINGS, number),
        _of(MIDDLES, number // 2),
        _of(MIDDLES, number // 2 + 1),
        _of(ENDINGS, number // 4),
    )
    told = PARTICLE.sub(_particle, " ".join(sentence.format(**values) for sentence in chosen))
    return f"{told}\n\n{number}번째로 전한 이 소식은 앞으로 더 자세히 다룬다. 담당 부서의 전화번호 끝자리는 {number:05}이다."


def _particle(found: re.Match[str]) -> str:
    """The form that goes with the sound before it; what is no Hangul counts as ending in a vowel."""
    before, particle = found[1], found[2]
    closed = "가" <= before <= "힣" and (ord(before) - ord("가")) % 28
    return before + (particle if closed else OPEN[particle])


def _companies() -> Sequence[str]:
    if not _names:
        catalog = load_default_catalog()
        _names.extend(one.name for one in catalog.organizations if one.affiliations and not one.is_group)
    return _names


def _of(values: Sequence[T], number: int) -> T:
    return values[number % len(values)]


_names: list[str] = []
