"""The document of a source → its items, by the kind of the source."""

from typing import Literal, get_args

from tracker.pipeline.discover.items import Discovery

Kind = Literal["feed", "sitemap", "list", "addresses"]
KINDS: tuple[str, ...] = get_args(Kind)


def read_source(
    kind: str, content: bytes, address: str, *, charset: str = "", selector: str = "", date_selector: str = ""
) -> Discovery:
    """Raises NothingFound where the document is not what the kind says, BadSelector, and KeyError for no such kind."""
    if kind == "feed":
        from tracker.pipeline.discover.feed import read_feed

        return read_feed(content, address, charset)
    if kind == "sitemap":
        from tracker.pipeline.discover.sitemap import read_sitemap

        return read_sitemap(content, address)
    if kind == "list":
        from tracker.pipeline.discover.list_page import read_list_page

        return read_list_page(content, address, selector, date_selector, charset)
    if kind == "addresses":
        from tracker.pipeline.discover.address_list import read_address_list

        return read_address_list(content, address)
    raise KeyError(kind)
