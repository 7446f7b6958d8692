"""What real pages do wrong, one trap a test."""

import pytest

from tests.pipeline.parse.shells import PUBLISHED, make_page
from tracker.pipeline.parse.article import read_document
from tracker.pipeline.parse.pasted import Draft
from tracker.pipeline.records import RawDocument

FIRST = "가온에너지가 제주에 에너지저장장치(ESS) 단지를 짓는다고 5일 밝혔다. 사업비는 410억 원이다."
SECOND = "가온에너지는 2019년 12월 상업운전을 시작할 계획이다. 관제 시스템은 한빛시스템이 공급한다."
THIRD = "업계에서는 제주 계통 접속이 늦어지면 일정이 밀릴 수 있다고 본다. 회사는 문제가 없다고 했다."
BODY = [FIRST, SECOND, THIRD]


def read(html: str, **more: str) -> Draft:
    return read_document(RawDocument(html.encode(), "text/html", "page.html", **more))  # type: ignore[arg-type]


def page(*, head: str = "", body: str = "", inside: str = "", after: str = "") -> str:
    paragraphs = "".join(f"<p>{one}</p>" for one in BODY)
    return f"<html><head>{head}</head><body>{body}<div>{paragraphs}{inside}</div>{after}</body></html>"


@pytest.mark.parametrize("declared", ["", "utf-8", "euc-kr", "iso-8859-1", "windows-1252", "no-such"])
@pytest.mark.parametrize(
    "meta", [b"", b'<meta charset="utf-8">', b'<meta charset="euc-kr">', b'<meta charset="iso-8859-1">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_no_wrong_charset_spoils_a_page(encoding: str, meta: bytes, declared: str) -> None:
    made, expected = make_page("mk-table", "ko-d01")
    content = made.decode("cp949").replace("<head>", "<head>" + meta.decode()).encode(encoding, "xmlcharrefreplace")
    assert read_document(RawDocument(content, "text/html", "p.html", charset=declared)).title == expected.title


LINKED = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"%s","datePublished":"2024-05-02T07:30:00+09:00","author":{"@type":"Person","name":"한여울"},"publisher":{"@type":"Organization","name":"미르통신"}}'


@pytest.mark.parametrize(
    "json",
    [
        LINKED % "가온 ESS 짓는다",
        "[" + LINKED % "가온 ESS 짓는다" + "]",
        '{"@graph":[{"@type":"WebPage"},' + LINKED % "가온 ESS 짓는다" + "]}",
        LINKED.replace('"NewsArticle"', '["NewsArticle","Article"]') % "가온 ESS 짓는다",
        LINKED.replace('"NewsArticle"', '"https://schema.org/ReportageNewsArticle"') % "가온 ESS 짓는다",
        "<!-- " + LINKED % "가온 ESS 짓는다" + " -->",
        "//<![CDATA[\n" + LINKED % "가온 ESS 짓는다" + "\n//]]>",
        (LINKED % "가온 ESS 짓는다").replace("}}", "},}"),
        LINKED % '가온 "ESS" 짓는다',
        LINKED % "가온\n ESS 짓는다",
    ],
)
def test_linked_data_is_read_in_every_shape_that_it_takes(json: str) -> None:
    found = read(page(head=f'<script type="application/ld+json">{json}</script>'))
    assert (found.published_at, found.byline, found.publisher) == (PUBLISHED, "한여울 기자", "미르통신")
    assert found.title.startswith("가온")
    assert found.lines == BODY


@pytest.mark.parametrize(
    "printed",
    [
        "입력 2024.05.02 07:30", "입력 : 2024-05-02 07:30:00 수정 : 2024-05-03 08:00:00", "기사입력 2024.05.02. 오전 7:30",
        "[입력 2024-05-02 07:30]", "승인 2024.05.02 07:30", "등록 2024-05-02 오전 7:30:00 | 수정 2024-05-03 오전 9:00:00",
        "최종수정 2024.05.03 08:00 기사입력 2024.05.02 07:30", "송고시간 2024-05-02 07:30", "발행일 : 2024-05-02 07:30",
        "기사승인 : 2024년 5월 2일 07시 30분", "입력 2024.05.02(목) 07:30", "입력 24.05.02 07:30", "2024/05/02 07:30 송고",
        "Published : May 2, 2024 - 07:30", "Published: 02 May. 2024, 07:30", "Posted : 2024-05-02 07:30 Updated : 2024-05-03 08:00",
        "Updated : 2024-05-03 08:00 Posted : 2024-05-02 07:30", "All News 07:30 May 02, 2024", "한여울 기자 2024-05-02 07:30",
    ],
)  # fmt: skip
def test_the_time_of_publication_is_read_as_it_is_printed(printed: str) -> None:
    today = "<div>2025.01.03(금)</div><div>최종편집 2025.01.03 10:11</div>"
    assert read(page(body=f"{today}<h1>가온에너지, 제주에 ESS 단지</h1><div>{printed}</div>")).published_at == PUBLISHED


@pytest.mark.parametrize(
    "meta",
    ["2024-05-02T07:30:00+09:00", "2024-05-02T07:30:00+0900", "2024-05-01T22:30:00Z", "2024-05-01T22:30:00.000Z", "2024-05-02 07:30:00",
     "2024-05-02T07:30", "20240502073000", "Thu, 02 May 2024 07:30:00 +0900", "2024.05.02 07:30"],
)  # fmt: skip
def test_the_time_of_publication_is_read_as_it_is_stated(meta: str) -> None:
    head = f'<meta property="article:published_time" content="{meta}"><meta property="article:modified_time" content="2024-06-01T00:00:00+09:00">'
    assert read(page(head=head)).published_at == PUBLISHED


def test_a_clock_of_seoul_that_calls_itself_utc_is_found_out_by_the_print() -> None:
    head = '<meta property="article:published_time" content="2024-05-02T07:30:00Z">'
    assert read(page(head=head, body="<p>입력 2024.05.02 07:30</p>")).published_at == PUBLISHED


@pytest.mark.parametrize(
    "heading",
    [
        "관련기사",
        "[관련기사]",
        "▶ 관련 뉴스",
        "많이 본 뉴스",
        "댓글 12",
        "이 시각 주요뉴스",
        "핫뉴스",
        "한여울 기자의 다른 기사",
        "Most Read",
    ],
)
def test_lists_of_others_are_left_out_under_any_name(heading: str) -> None:
    teaser = "누리텔레콤이 창원 산단에 에너지관리시스템을 설치했다."
    found = read(page(inside=f"<p>한여울 기자 yeoul@sample.example</p><p>{heading}</p><p>{teaser}</p>"))
    assert found.lines == BODY


@pytest.mark.parametrize(
    "notice",
    ["ⓒ 미르통신, 무단전재 및 재배포 금지", "<저작권자 © 미르통신, 무단 전재 및 재배포 금지>", "Copyright ⓒ 미르통신. All rights reserved.",
     "[ⓒ 미르통신 & mir.example, 무단 전재, 재배포 및 AI학습 이용 금지]", "※ 저작권자 ⓒ 미르통신. 무단 전재-재배포 금지"],
)  # fmt: skip
def test_a_copyright_notice_ends_the_article_and_names_the_outlet(notice: str) -> None:
    notice = notice.replace("&", "&amp;").replace("<", "&lt;")
    found = read(page(inside=f"<p>{notice}</p><p>산업부에서 에너지를 취재합니다.</p>"))
    assert (found.lines, found.publisher) == (BODY, "미르통신")


@pytest.mark.parametrize(
    "signature",
    ["한여울 기자", "한여울기자 yeoul@sample.example", "[미르통신 한여울 기자]", "/한여울 기자 yeoul@sample.example", "(서울=미르통신) 한여울 기자", "한여울 (yeoul@sample.example)"],
)  # fmt: skip
def test_a_signature_names_the_reporter(signature: str) -> None:
    assert read(page(inside=f"<p>{signature}</p>")).byline == "한여울 기자"


@pytest.mark.parametrize("author", ["편집국", "온라인뉴스팀", "admin", "https://facebook.com/mir", "미르통신"])
def test_an_author_that_is_nobody_gives_way_to_the_signature(author: str) -> None:
    head = f'<meta name="author" content="{author}"><meta property="og:site_name" content="미르통신">'
    assert read(page(head=head, inside="<p>한여울 기자</p>")).byline == "한여울 기자"


def test_preformatted_lines_are_paragraphs() -> None:
    assert read(f"<html><body><pre>{FIRST}\n\n{SECOND}\n\n{THIRD}</pre></body></html>").lines == BODY


def test_a_part_named_like_an_advertisement_that_holds_the_article_is_kept() -> None:
    paragraphs = "".join(f"<p>{one}</p>" for one in BODY)
    assert (
        read(f'<html><body><div class="view-ad"><div class="related">{paragraphs}</div></div></body></html>').lines
        == BODY
    )


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("가온에너지, 제주에 ESS 단지 짓는다 | 미르통신", "가온에너지, 제주에 ESS 단지 짓는다"),
        ("가온에너지, 제주에 ESS 단지 짓는다 - 머니투데이", "가온에너지, 제주에 ESS 단지 짓는다"),
        ("가온에너지, 제주에 ESS 단지 짓는다 < 산업 < 뉴스 < 기사본문 - 미르통신", "가온에너지, 제주에 ESS 단지 짓는다"),
        ("가온에너지, 제주에 ESS 단지 짓는다 :: 공감언론 뉴시스 ::", "가온에너지, 제주에 ESS 단지 짓는다"),
        ("인쇄하기 - 가온에너지, 제주에 ESS 단지 짓는다", "가온에너지, 제주에 ESS 단지 짓는다"),
        ("[단독] 가온에너지 - 한빛시스템 손잡는다", "[단독] 가온에너지 - 한빛시스템 손잡는다"),
        ("가온 &amp;quot;제주에 ESS 단지 짓는다&amp;quot;", '가온 "제주에 ESS 단지 짓는다"'),
    ],
)  # fmt: skip
def test_the_title_is_bare(stated: str, title: str) -> None:
    head = f'<title>{stated}</title><meta property="og:site_name" content="미르통신">'
    assert read(page(head=head)).title == title
