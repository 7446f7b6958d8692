"""Feeds, sitemaps, list pages and lists of addresses → items."""

import gzip
from datetime import UTC, datetime

import pytest

from tracker.pipeline.discover.address_list import is_address_list, read_address_list
from tracker.pipeline.discover.items import NothingFound
from tracker.pipeline.discover.list_page import read_list_page
from tracker.pipeline.discover.moment import read_moment
from tracker.pipeline.discover.read import read_source
from tracker.pipeline.discover.selectors import BadSelector, compile_selector

AT = "https://news.example.kr/rss"
NINE = datetime(2024, 5, 20, 0, 0, tzinfo=UTC)  # 09:00 in Korea


def rss(items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f'{head}<rss version="2.0"><channel><title> 산업\n 소식 </title>{items}</channel></rss>'.encode()


def test_a_feed_gives_address_title_and_time() -> None:
    found = read_source(
        "feed",
        rss(
            "<item><title>포스코 &amp; 광양</title><link>/a?id=1#top</link>"
            "<pubDate>Mon, 20 May 2024 09:00:00 +0900</pubDate></item>"
        ),
        AT,
    )
    assert found.title == "산업 소식"
    (item,) = found.items
    assert (item.address, item.title, item.published_at) == ("https://news.example.kr/a?id=1", "포스코 & 광양", NINE)


def test_an_atom_feed_is_a_feed() -> None:
    content = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>t</title>'
        '<link rel="alternate" href="https://a.kr/1"/><updated>2024-05-20T00:00:00Z</updated></entry></feed>'
    )
    (item,) = read_source("feed", content.encode(), AT).items
    assert (item.address, item.published_at) == ("https://a.kr/1", NINE)


def test_entries_that_lead_nowhere_are_counted_and_the_same_address_is_one_item() -> None:
    found = read_source(
        "feed",
        rss(
            "<item><title>x</title></item><item><link>javascript:alert(1)</link></item>"
            "<item><link>https://a.kr/1</link></item><item><link>https://a.kr/1#b</link></item>"
        ),
        AT,
    )
    assert ([item.address for item in found.items], found.dropped) == (["https://a.kr/1"], 2)


def test_a_feed_in_the_encoding_of_old_korean_sites_is_read() -> None:
    text = rss(
        "<item><title>똠방각하</title><link>/1</link></item>", '<?xml version="1.0" encoding="euc-kr"?>'
    ).decode()
    (item,) = read_source("feed", text.encode("cp949"), AT).items
    assert item.title == "똠방각하"


def test_broken_feeds_give_what_can_be_read() -> None:
    found = read_source("feed", rss("<item><title>A & B</title><link>https://a.kr/1</link></item><item><title>"), AT)
    assert found.items[0].address == "https://a.kr/1"


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
@pytest.mark.parametrize("content", [b"", b"<html><body>login</body></html>", b"{}", b"/etc/hostname", b"\x00\xff"])
def test_what_is_no_feed_or_sitemap_says_what_to_do(kind: str, content: bytes) -> None:
    with pytest.raises(NothingFound, match=r"https://news\.example\.kr/rss.*주소"):
        read_source(kind, content, AT)


NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://a.kr/old</loc><lastmod>2024-05-19</lastmod></url>
<url><loc> https://a.kr/new </loc><image:image><image:title>사진</image:title></image:image><news:news>
<news:publication><news:name>새소식</news:name></news:publication>
<news:publication_date>2024-05-20T09:00+09:00</news:publication_date><news:title>착공</news:title></news:news></url>
<url><loc>mailto:a@a.kr</loc></url></urlset>"""


@pytest.mark.parametrize("packed", [False, True])
def test_a_news_sitemap_gives_the_newest_first(packed: bool) -> None:
    content = gzip.compress(NEWS.encode()) if packed else NEWS.encode()
    found = read_source("sitemap", content, AT)
    first, second = found.items
    assert (first.address, first.title, first.publisher) == ("https://a.kr/new", "착공", "새소식")
    assert (first.published_at, second.address, found.dropped) == (NINE, "https://a.kr/old", 1)


def test_an_index_gives_its_sitemaps_those_changed_last_first() -> None:
    content = (
        "<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2024-05-01</lastmod></sitemap>"
        "<sitemap><loc>/b.xml.gz</loc><lastmod>2024-05-20T09:00:00+09:00</lastmod></sitemap></sitemapindex>"
    )
    found = read_source("sitemap", content.encode(), AT)
    assert [child.address for child in found.children] == [
        "https://news.example.kr/b.xml.gz",
        "https://news.example.kr/a.xml",
    ]


def test_a_sitemap_of_fifty_thousand_gives_a_thousand() -> None:
    entries = "".join(f"<url><loc>https://a.kr/{n}</loc></url>" for n in range(50_010))
    assert len(read_source("sitemap", f"<urlset>{entries}</urlset>".encode(), AT).items) == 1000


PAGE = """<html><head><title>기사 목록</title></head><body><nav><a href="/about">소개</a></nav>
<ul class="news big"><li><a href="/p"><img src="x"></a><a href="/1">포스코 광양 착공</a><em class="d">2024.05.20 09:00</em></li>
<li class="ad"><a href="/buy">광고입니다</a></li><li><a href="javascript:more()">더 보기</a></li></ul></body></html>"""


def test_a_list_page_is_read_by_its_selectors() -> None:
    found = read_list_page(PAGE.encode(), AT, "ul.news > li:not(.ad)", ".d")
    (item,) = found.items
    assert (item.address, item.title) == ("https://news.example.kr/1", "포스코 광양 착공")
    assert (item.published_at, found.dropped, found.title) == (NINE, 1, "기사 목록")


@pytest.mark.parametrize("charset", ["", "euc-kr", "nonsense"])
def test_a_list_page_in_the_encoding_of_old_korean_sites_is_read(charset: str) -> None:
    assert read_list_page(PAGE.encode("cp949"), AT, "ul.news li", charset=charset).items[0].title == "포스코 광양 착공"


def test_a_base_element_counts() -> None:
    page = PAGE.replace("<head>", '<head><base href="https://m.example.kr/x/">')
    assert read_list_page(page.encode(), AT, "ul.news li").items[0].address == "https://m.example.kr/1"


def test_a_page_that_has_changed_says_which_selector_finds_nothing() -> None:
    with pytest.raises(NothingFound, match=r"ol\.gone"):
        read_list_page(PAGE.encode(), AT, "ol.gone li")


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("a", 5),
        ("ul a", 4),
        ("ul.news.big li a[href]", 4),
        ("a[href='/1']", 1),
        ('a[href^="/"]', 4),
        ("a[href$=buy]", 1),
        ("a[href*=script]", 1),
        ("li:first-child a", 2),
        ("li:nth-child(2), nav > a", 2),
        ("li + li", 2),
        ("li.ad ~ li", 1),
        ("ul > *", 3),
        ("li:last-child", 1),
    ],
)
def test_selectors_pick_what_a_browser_would(selector: str, found: int) -> None:
    from lxml import html

    assert len(compile_selector(selector)(html.document_fromstring(PAGE))) == found


@pytest.mark.parametrize("selector", ["> a", "a >", "a,,b", "a:hover", "a[", "a b{}", "'", "]", "a" * 301, " "])
def test_what_is_no_selector_says_where(selector: str) -> None:
    with pytest.raises(BadSelector):
        compile_selector(selector.strip() or " ")


def test_a_text_of_addresses_is_known_from_a_text_with_addresses() -> None:
    assert is_address_list(b"\xef\xbb\xbf# mine\nhttps://a.kr/1\r\n\r\nhttp://a.kr/2\n")
    assert not is_address_list("포스코 기사 https://a.kr/1".encode())
    assert not is_address_list(b"https://a.kr/1 and more")
    assert not is_address_list(b"# nothing\n")


def test_a_list_of_addresses_may_be_long() -> None:
    content = "\n".join(f"https://a.kr/{n}" for n in range(5000)) + "\nnonsense\n"
    found = read_address_list(content.encode(), "list.txt")
    assert (len(found.items), found.dropped) == (5000, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-20T09:00:00+09:00",
        "2024-05-20T00:00:00Z",
        "2024-05-20 09:00",
        "2024.05.20. 09:00",
        "2024년 5월 20일 09:00:00",
        "Mon, 20 May 2024 09:00:00 +0900",
        "Mon, 20 May 2024 09:00:00 KST",
        "Mon, 20 May 2024 00:00:00 GMT",
        "20 May 2024 09:00:00",
        "입력 2024/05/20 09:00",
    ],
)
def test_times_are_read_as_korea_writes_them(text: str) -> None:
    assert read_moment(text) == NINE


@pytest.mark.parametrize("text", ["", "soon", "2024-13-40", "99999999999", None, "Mon, 20 May 99999 00:00:00 GMT", "1"])
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert read_moment(text) is None
