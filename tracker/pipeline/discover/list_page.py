"""A page that lists articles, read by the selectors that an editor has set."""

import codecs
import re

from lxml import etree, html
from lxml.html import HtmlElement

from tracker.pipeline.discover.items import Discovery, Item, NothingFound, join_address, keep_once, one_line
from tracker.pipeline.discover.moment import read_moment
from tracker.pipeline.discover.selectors import compile_selector

HEAD = 4096
IN_PAGE = re.compile(rb"<meta[^>]{0,200}charset", re.IGNORECASE)


def read_list_page(
    content: bytes, address: str, selector: str, date_selector: str = "", charset: str = ""
) -> Discovery:
    """One item for each row that `selector` picks: its first link with words, and the time in what `date_selector`
    picks inside the row. Raises NothingFound where no row is picked, BadSelector for a selector that is none."""
    rows, dates = compile_selector(selector), compile_selector(date_selector) if date_selector else None
    tree = _read(content, address, charset)
    base = tree.base_url or address
    found = _elements(rows, tree)
    if not found:
        raise NothingFound(
            f"'{address}': 선택자 ‘{selector}’에 맞는 것이 없습니다. 쪽의 모양이 바뀌었는지 보아 주세요."
        )
    items = [_item(row, base, dates) for row in found]
    usable = [item for item in items if item.address and item.address != address]
    title = one_line(tree.findtext(".//title"))
    return Discovery(keep_once(usable), title=title, dropped=len(items) - len(usable))


def _encoding(content: bytes, charset: str) -> str | None:
    """None: the page says it itself. Servers that say euc-kr mean its superset."""
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if IN_PAGE.search(content[:HEAD]):
        return None
    try:
        known = codecs.lookup(charset).name if charset else "cp949"
    except LookupError:
        known = "cp949"
    return "cp949" if known == "euc_kr" else known


def _read(content: bytes, address: str, charset: str) -> HtmlElement:
    parser = html.HTMLParser(encoding=_encoding(content, charset), no_network=True, huge_tree=False)
    try:
        tree = html.document_fromstring(content, parser=parser, base_url=address)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NothingFound(f"'{address}': 읽을 수 있는 쪽이 아닙니다. 기사 목록이 있는 주소를 넣어 주세요.") from error
    given = tree.find(".//base[@href]")
    if given is not None:
        tree.getroottree().docinfo.URL = join_address(address, given.get("href") or "") or address
    return tree


def _elements(path: etree.XPath, tree: HtmlElement) -> list[HtmlElement]:
    found = path(tree)
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []


def _item(row: HtmlElement, base: str, dates: etree.XPath | None) -> Item:
    links = [row] if row.tag == "a" else list(row.iter("a"))
    named = [link for link in links if link.get("href") and one_line(link.text_content())]
    link = max(named, key=lambda one: len(one_line(one.text_content())), default=None)
    if link is None:
        return Item()
    stated = next(iter(_elements(dates, row)), None) if dates is not None else None
    words = (stated.get("datetime") or stated.text_content()) if stated is not None else ""
    return Item(
        address=join_address(base, link.get("href") or ""),
        title=one_line(link.text_content()),
        published_at=read_moment(one_line(words)),
    )
