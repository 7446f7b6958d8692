"""Trying a source: what it would bring now, with nothing stored but the politeness towards its server."""

from dataclasses import dataclass

from tracker.models import Source
from tracker.pipeline.discover.items import Item
from tracker.pipeline.fetch.errors import FetchFailed, FetchRefused
from tracker.store.accept import NotAccepted, canonical_address, known_addresses, removed_addresses
from tracker.tasks.asking import Asked, ask_source
from tracker.tasks.gate import HostGate, NotYet

PATIENCE = 6.0  # seconds: somebody sits before the page
SHOWN = 50


@dataclass(frozen=True, slots=True)
class TriedItem:
    """state: "new", "known" or "removed"."""

    item: Item
    state: str


@dataclass(frozen=True, slots=True)
class Trial:
    """failure: why nothing came. found: items in all, of which the first are shown. children: sitemaps of an index."""

    failure: str = ""
    title: str = ""
    found: int = 0
    new: int = 0
    dropped: int = 0
    children: int = 0
    moved_to: str = ""
    items: tuple[TriedItem, ...] = ()


def try_source(source: Source) -> Trial:
    """`source` may be one that was never saved."""
    try:
        asked = ask_source(source, HostGate(PATIENCE, waits_first=True), afresh=True)
        if not asked.items and asked.polled.backlog:
            return _described(asked, _first_child(source, asked))
    except NotYet as wait:
        return Trial(f"'{wait.host}': 지금은 다른 요청이 이 서버에 가 있습니다. 조금 뒤에 다시 해 보세요.")
    except (FetchRefused, FetchFailed, ValueError) as failure:  # NothingFound and BadSelector are ValueErrors
        return Trial(str(failure))
    return _described(asked, asked.items)


def _first_child(source: Source, asked: Asked) -> tuple[Item, ...]:
    """An index brings nothing by itself: its newest sitemap shows what it would bring."""
    child = Source(kind=source.kind, address=asked.polled.backlog[0][0])
    return ask_source(child, HostGate(PATIENCE, waits_first=True), afresh=True).items


def _described(asked: Asked, items: tuple[Item, ...]) -> Trial:
    tried = [TriedItem(item, state) for item, state in zip(items, _states(items), strict=True)]
    return Trial(
        title=asked.title,
        found=len(items),
        new=sum(one.state == "new" for one in tried),
        dropped=asked.dropped,
        children=len(asked.polled.backlog),
        moved_to=asked.polled.moved_to or "",
        items=tuple(tried[:SHOWN]),
    )


def _states(items: tuple[Item, ...]) -> list[str]:
    addresses = [_canonical(item.address) for item in items]
    known, removed = known_addresses(addresses), removed_addresses(addresses)
    return ["removed" if one in removed else "known" if one in known else "new" for one in addresses]


def _canonical(address: str) -> str:
    try:
        return canonical_address(address)
    except NotAccepted:
        return ""
