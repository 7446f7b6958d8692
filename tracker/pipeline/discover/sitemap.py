"""News sitemaps, plain sitemaps and indexes of sitemaps."""

import zlib

from lxml import etree

from tracker.pipeline.discover.inflate import TooMuch, gunzip
from tracker.pipeline.discover.items import (
    MAX_ITEMS,
    Child,
    Discovery,
    Item,
    NothingFound,
    join_address,
    keep_once,
    one_line,
)
from tracker.pipeline.discover.moment import read_moment
from tracker.pipeline.discover.xml_border import refuse_entities, walk_elements

MAX_BYTES = 50_000_000  # the limit of the protocol, unpacked
MAX_ENTRIES = 50_000  # likewise
MAX_CHILDREN = 50


def read_sitemap(content: bytes, address: str) -> Discovery:
    """The newest entries and, of an index, the sitemaps changed last. Raises NothingFound where there is neither."""
    try:
        content = gunzip(content, MAX_BYTES)
    except (TooMuch, zlib.error) as error:
        raise NothingFound(
            f"'{address}': 압축을 풀 수 없거나 풀면 너무 큽니다. 더 작은 사이트맵의 주소를 넣어 주세요."
        ) from error
    refuse_entities(content, address)
    items, children, dropped = _walk(content, address)
    if not items and not children and not dropped:
        raise NothingFound(f"'{address}': 사이트맵이 아닙니다. robots.txt의 Sitemap 줄에 있는 주소인지 확인해 주세요.")
    return Discovery(keep_once(_newest(items)), tuple(_newest_children(children)), dropped=dropped)


def _walk(content: bytes, address: str) -> tuple[list[Item], list[Child], int]:
    items: list[Item] = []
    children: list[Child] = []
    dropped = 0
    try:
        for _event, element in walk_elements(content, "{*}url", "{*}sitemap"):
            where = join_address(address, _text(element, "loc"))
            if not where:
                dropped += 1
            elif etree.QName(element).localname == "sitemap":
                children.append(Child(where, read_moment(_text(element, "lastmod"))))
            else:
                items.append(_item(element, where))
            _forget(element)
            if len(items) + len(children) + dropped >= MAX_ENTRIES:
                break
    except etree.XMLSyntaxError:
        pass  # what stood before the fault has been read
    return items, children, dropped


def _forget(element: etree._Element) -> None:
    """The element and those before it: what is read must not pile up."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _item(element: etree._Element, address: str) -> Item:
    stated = _text(element, "publication_date") or _text(element, "lastmod")
    return Item(
        address=address,
        title=one_line(_text(element, "title")),
        published_at=read_moment(stated),
        publisher=one_line(_text(element, "name"))[:150],
    )


def _text(element: etree._Element, name: str) -> str:
    # Not the title of an image that stands among the entries.
    for found in element.iter(f"{{*}}{name}"):
        parent = found.getparent()
        if parent is None or "image" not in etree.QName(parent).localname:
            return found.text or ""
    return ""


def _newest(items: list[Item]) -> list[Item]:
    """Those with a time, newest first; those without stay in their order behind them."""
    dated = [item for item in items if item.published_at]
    dated.sort(key=lambda item: item.published_at.timestamp() if item.published_at else 0.0, reverse=True)
    return (dated + [item for item in items if not item.published_at])[: 2 * MAX_ITEMS]


def _newest_children(children: list[Child]) -> list[Child]:
    """Those changed last first; those that do not say stay in their order behind them."""
    return sorted(children, key=lambda one: -one.changed_at.timestamp() if one.changed_at else 0.0)[:MAX_CHILDREN]
