"""The lines that stand around an article on its page, and the article between them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# From such a heading on, the page is no longer this article.
AFTERWARDS: Final = re.compile(
    r"(?:[\W_]{0,4})(?:(?:이 시각 |오늘의 |실시간 |함께 |가장 |금주의 |분야별 )?(?:최신|관련|인기|주요|추천"
    r"|속보|핫|베스트|많이 ?본|다른) ?(?:기사|뉴스|콘텐츠|글|이슈|포토|영상)"
    r"(?: ?(?:더보기|목록|순위|TOP ?\d{0,2}|전체보기))?|(?:전체 )?댓글(?: ?(?:쓰기|보기|입력|달기|\d+))?"
    r"|독자 ?의견|네티즌 의견|핫이슈|핫뉴스|실시간 랭킹|랭킹 ?뉴스"
    r"|이 기사(?:를|와|의) .{0,20}|기자의 다른 기사(?: 보기)?|.{2,12}기자의? (?:다른 )?기사(?: ?더 ?보기)?"
    r"|좋아요 ?\d*|기사 ?공유(?:하기)?|해시태그|태그|키워드|뉴스스탠드"
    r"|Related (?:Articles|Stories|News|Topics)|More (?:from|on|in) .{0,40}|Most (?:Read|Popular|Viewed)"
    r"|Latest News|Recommended(?: for you)?|Trending(?: now)?"
    r"|Comments?|Read more|Share this article|You may also like|Editor['’]s Picks?)"
    r"(?:\s?[(\[]\s?\d*\s?[)\]])?\s?[:>»▶+]?",
    re.IGNORECASE,
)
COPYRIGHT: Final = re.compile(
    r"(?:<|&lt;|\[|\()?\s?(?:ⓒ|©|\(c\)|Copyright|저작권자|무단 ?(?:전재|복제)|All rights reserved"
    r"|본 기사는 .{0,20}저작권)|.{0,60}무단 ?(?:전재|복제)|.{0,60}재배포 ?금지"
    r"|.{0,60}All rights reserved",
    re.IGNORECASE,
)
CONTROLS: Final = re.compile(
    r"(?:\S{0,12}\s?공유하기|글자 ?크기|글씨 ?(?:크기|키우기|줄이기)|가$|가 가|확대 ?축소|확대|축소"
    r"|인쇄(?:하기)?$|프린트|스크랩|북마크|저장$|URL ?복사|url ?복사|링크 ?복사|메일 ?보내기|이메일 ?보내기"
    r"|페이스북|트위터|카카오(?:톡|스토리)$|네이버 ?(?:블로그|밴드)|밴드$|라인$|구독(?:하기|$| ?\+)|기사 ?듣기"
    r"|음성으로|뒤로가기|본문 ?바로가기|메뉴|전체 ?메뉴|로그인|회원가입|검색|닫기|광고$|AD$|ADVERTISEMENT"
    r"|기사 ?제보|제보하기|네이버에서 .{0,30}구독|.{0,30}채널 ?(?:추가|구독)|이전 ?기사|다음 ?기사|홈$|HOME$"
    r"|목록|Share$|Print$|Save$|Sign in|Log in|Subscribe|Skip to|Facebook$|Twitter$|X$|Listen)",
    re.IGNORECASE,
)
_SECTIONS = (
    "정치 경제 사회 국제 세계 문화 스포츠 연예 오피니언 산업 금융 증권 부동산 기업 IT 과학 라이프 전국 "
    "지역 포토 영상 사설 칼럼 홈 뉴스 전체 재계 자동차 부품 전자 전기 건설 유통 바이오 헬스 화학 에너지 "
    "조선 중공업 시장 머니 기업과산업 인물 Business Economy Politics National World Sports Culture "
    "Opinion Home News Industry Tech Markets Finance Life"
)
SECTIONS: Final = frozenset(_SECTIONS.split())
STAMPED: Final = re.compile(
    r"(?:기사 ?)?(?:최종 ?)?(?:입력|승인|등록|작성|수정|Published|Updated)[ :.]{0,3}\d{4}[-./년]", re.I
)
SPLIT: Final = re.compile(r"[\s>|/·›»,]+")
ADDRESSED: Final = re.compile(r"[\w.+-]{1,64}@(?P<host>[\w-]{1,60}(?:\.[\w-]{1,30}){1,4})")
REPORTER: Final = re.compile(r"(?P<name>[가-힣]{2,4}) ?(?P<title>기자|특파원|선임기자|인턴기자|편집위원)")


def is_furniture(line: str) -> bool:
    """A line that belongs to the page: buttons, menus, notices."""
    if len(line) > 160:
        return False
    if COPYRIGHT.match(line) or (len(line) < 80 and CONTROLS.match(line) and not line.endswith("다.")):
        return True
    if STAMPED.match(line) and len(line) < 100:
        return True
    words = [word for word in SPLIT.split(line) if word]
    return bool(words) and len(line) < 60 and all(word in SECTIONS for word in words)


def is_afterwards(line: str) -> bool:
    return len(line) <= 60 and AFTERWARDS.fullmatch(line) is not None


def keep_article(lines: Iterable[str], title: str = "") -> list[str]:
    """The lines of the article itself: no furniture, no repeated title, nothing from the first list after it."""
    kept: list[str] = []
    for line in lines:
        if is_afterwards(line):
            if kept:
                break
            continue
        if not is_furniture(line) and not (title and same_words(line, title)):
            kept.append(line)
    return kept


def same_words(first: str, second: str) -> bool:
    return re.sub(r"\W+", "", first) == re.sub(r"\W+", "", second)
