"""Text as people paste it: the article survives, what stood around it on the page does not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.pipeline.records import ParsedArticle, RawDocument

FIRST = "가온에너지가 제주에 에너지저장장치(ESS) 단지를 짓는다고 5일 밝혔다."
SECOND = "가온에너지는 2019년 12월 상업운전을 시작할 계획이다. 사업비는 410억 원이다."
TITLE = "가온에너지, 제주에 ESS 단지 짓는다"
SEED = Path(__file__).parents[3].parent / "shared"


def parse(text: str, **hints: object) -> ParsedArticle:
    return parse_article(RawDocument(text.encode(), "text/plain", "note.txt", **hints))  # type: ignore[arg-type]


PAGE = f"""로그인 회원가입
홈  기업·산업  금융  정치·사회
{TITLE}

최보람 기자 choi@namdo.example 2018-07-05 09:11:30
확대 축소
공유하기
페이스북 공유하기 X 공유하기 네이버 공유하기

{FIRST}

{TITLE}
▲ 가온에너지 본사 전경.

{SECOND} [남도산업신문 최보람 기자]

최신기사

달빛전자가 부산에 스마트시티 통합운영센터를 연다.
국회가 특별법을 처리했다.

댓글 (2)
• - 타인에게 불쾌감을 주는 댓글은 관리자가 지울 수 있습니다.
Copyright ⓒ 남도산업신문. 무단전재 및 재배포 금지
"""


def test_a_copied_page_yields_the_article_alone() -> None:
    article = parse(PAGE)
    assert article.body == f"{FIRST}\n\n▲ 가온에너지 본사 전경.\n\n{SECOND} [남도산업신문 최보람 기자]"
    assert [p.kind for p in article.paragraphs] == ["body", "caption", "body"]


def test_a_copied_page_tells_title_byline_outlet_and_time() -> None:
    article = parse(PAGE)
    found = (article.title, article.byline, article.publisher, article.published_at.isoformat())
    assert found == (TITLE, "최보람 기자", "남도산업신문", "2018-07-05T09:11:30+09:00")


def test_a_title_line_and_paragraphs_are_enough_with_a_date_from_outside() -> None:
    published = datetime(2018, 7, 5, tzinfo=UTC)
    article = parse(f"{TITLE}\n\n{FIRST}\n\n{SECOND}", published_at=published, publisher="남도산업신문")
    assert (article.title, article.body) == (TITLE, f"{FIRST}\n\n{SECOND}")
    assert (article.publisher, article.published_at, article.language) == ("남도산업신문", published, "ko")


@pytest.mark.parametrize(
    "line",
    ["입력 2018.07.05. 오전 9:11", "승인 2018-07-05 09:11", "기사입력 : 2018년 7월 5일 09:11", "등록 2018/07/05 09:11"],
)
def test_a_labelled_time_is_the_time_of_publication(line: str) -> None:
    article = parse(f"{TITLE}\n{line} | 수정 2018.07.06. 10:00\n\n{FIRST}\n\n{SECOND}")
    assert article.published_at.isoformat() == "2018-07-05T09:11:00+09:00"


def test_without_any_time_the_message_names_the_input_and_the_remedy() -> None:
    with pytest.raises(UnreadableDocument, match=r"note\.txt.*발행일을 함께 입력"):
        parse(f"{TITLE}\n\n{FIRST}\n\n{SECOND}")


def test_a_headline_alone_is_no_article() -> None:
    with pytest.raises(UnreadableDocument, match="본문"):
        parse("가온에너지 ESS\n2018-07-05 09:11")


def test_lines_broken_at_a_width_become_paragraphs_again() -> None:
    text = (
        "Moonlight to run Busan center\n\nPublished : Sept. 7, 2022 - 16:55\n\n"
        "Moonlight Electronics Co. has signed a contract to run Busan's smart\n"
        "city operations center, the company said Wednesday.\n\nIt is to open in the second half of next year.\n"
    )
    article = parse(text)
    assert article.body.split("\n\n") == [
        "Moonlight Electronics Co. has signed a contract to run Busan's smart city operations center, "
        "the company said Wednesday.",
        "It is to open in the second half of next year.",
    ]
    assert (article.language, article.title) == ("en", "Moonlight to run Busan center")


def test_a_wire_dateline_names_the_outlet() -> None:
    article = parse(f"{TITLE}\n송고 2018-07-05 09:11\n(제주=미르통신) 류산 기자 = {FIRST}\n\n{SECOND}")
    assert (article.publisher, article.byline) == ("미르통신", "류산 기자")


def test_time_stays_linear_on_hostile_text() -> None:
    import time

    for unit in (" ", "1", "a ", "\n", "가", "[", "“", "기자", "@a", "무단"):
        text = f"{TITLE}\n2018-07-05 09:11\n{FIRST}\n" + unit * (100_000 // len(unit)) + f"\n{SECOND}"
        began = time.process_time()
        parse(text)
        assert time.process_time() - began < 1, repr(unit)


@pytest.mark.skipif(not (SEED / "articles").is_dir(), reason="the real article lies beside the repository only")
def test_the_real_article_is_read_as_it_was_printed() -> None:
    import json

    gold = json.loads((SEED / "gold/dev/seed.json").read_text("utf-8"))
    content = next((SEED / "articles").glob("businesspost-*.txt")).read_bytes()
    article = parse_article(RawDocument(content, "text/plain", "pasted.txt"))
    assert article.body == gold["body"]
    assert [article.title, article.publisher, article.published_at.isoformat()] == [
        gold["title"], gold["publisher"], gold["published_at"],
    ]  # fmt: skip
    assert article.byline == "임수정 기자"
