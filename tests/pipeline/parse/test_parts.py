"""Decoding, paragraph kinds, language, selectors."""

import pytest

from tracker.pipeline.parse.article import parse_article
from tracker.pipeline.parse.border import clean_text, clean_title
from tracker.pipeline.parse.decode import decode_page
from tracker.pipeline.parse.errors import UnreadableDocument
from tracker.pipeline.parse.language import detect_language
from tracker.pipeline.parse.paragraphs import type_paragraph, type_paragraphs
from tracker.pipeline.parse.sites import find_site, load_sites, to_xpath
from tracker.pipeline.records import RawDocument

WORD = "똠방각하 그린샾"


@pytest.mark.parametrize(
    "name", ["euc-kr", "EUC_KR", "euckr", "ks_c_5601-1987", "KSC5601", "cp949", "ms949", "x-windows-949", "uhc"]
)
def test_every_name_of_euc_kr_means_cp949(name: str) -> None:
    assert decode_page(WORD.encode("cp949"), name) == WORD


def test_the_meta_tag_and_the_bytes_themselves_outrank_a_wrong_header() -> None:
    page = f'<meta charset="euc-kr">{WORD}'
    assert WORD in decode_page(page.encode("cp949"), "iso-8859-1")
    assert WORD in decode_page(page.encode("utf-8"), "")
    assert decode_page("\ufeff가".encode("utf-16"), "utf-8").strip("\ufeff") == "가"


def test_bytes_that_fit_nothing_still_become_text() -> None:
    assert "가" in decode_page(b"\xff\xff" + "가나다".encode(), "no-such-charset")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("▲ 박하준 사장.", "caption"),
        ("[사진] 공장 전경", "caption"),
        ("두 회사가 협약을 맺고 있다. /사진=새솔중공업 제공", "caption"),
        ("◆ 청두에서는 보따리 싸", "subhead"),
        ("다음 무대는 산업단지", "subhead"),
        ("△현대는 태양광 △가온은 ESS를 맡는다.", "bullet"),
        ("• 투자액은 320억 원이다.", "bullet"),
        ("정유라 기자 yura@post.example", "byline"),
        ("[산업포스트 정유라 기자]", "byline"),
        ("“설비가 멈추는 시간을 절반으로 줄이겠다.”", "quote"),
        ("두 회사는 협약을 맺었다.", "body"),
        ("두 회사는 협약을 맺었다. [산업포스트 정유라 기자]", "body"),
    ],
)
def test_a_paragraph_is_typed_by_its_own_words(text: str, kind: str) -> None:
    assert type_paragraph(text, "ko") == kind


def test_offsets_leave_out_the_blanks_around_a_paragraph() -> None:
    body = "  가나다.\n\n\n 라마바. \n"
    assert [body[p.start : p.end] for p in type_paragraphs(body, "ko")] == ["가나다.", "라마바."]


def test_language_is_told_by_letters() -> None:
    assert detect_language("LG CNS가 KEPCO, GPA와 ESS 계약을 맺었다.") == "ko"
    assert detect_language("LG CNS (엘지) signed a contract with Guam Power Authority in July.") == "en"


def test_border_text_is_clean() -> None:
    assert clean_text("가\u0000나\r\n\ud800") == "가나\n\ufffd"
    assert clean_title("\u202e가  나\n다" + "라" * 400) == ("가 나 다" + "라" * 400)[:300]


def test_sites_are_found_by_the_longest_end_of_the_host() -> None:
    assert (find_site("https://www.hankyung.com/a/1") or load_sites).name == "한국경제"  # type: ignore[union-attr]
    assert (find_site("a@businesspost.co.kr") or load_sites).name == "비즈니스포스트"  # type: ignore[union-attr]
    assert find_site("https://nothankyung.com/") is None


def test_a_selector_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="selector"):
        to_xpath("div > p")


@pytest.mark.parametrize(
    "content", [b"<html></html>", b"<html><body>", b"<!doctype html><p>404</p>", b"<html>" + b"<div>" * 5000]
)
def test_a_page_without_an_article_says_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"page\.html.*붙여 넣어"):
        parse_article(RawDocument(content, "text/html", "page.html"))
