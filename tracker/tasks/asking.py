"""Asking a source what there is: its document, or the next sitemaps that it has named. Nothing is stored here."""

import time
from dataclasses import dataclass

from django.conf import settings

from tracker.models import Source, SourceKind
from tracker.pipeline.discover.items import Discovery, Item
from tracker.pipeline.discover.read import read_source
from tracker.pipeline.fetch.errors import FetchFailed, FetchRefused, ServerBusy
from tracker.pipeline.fetch.request import Terms
from tracker.pipeline.fetch.visit import Gate, Visit, visit
from tracker.store.polls import Polled
from tracker.tasks.gate import NotYet

MAX_BYTES = 10_000_000
VISIT_SECONDS = 12.0  # with the waiting, shorter than a task may take
CHILDREN_SECONDS = 15.0  # of a poll that are spent on sitemaps of an index
MAX_DEPTH = 2  # an index of indexes, and no deeper
MAX_BACKLOG = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source has; `polled` is what becomes of the source when the items are stored."""

    items: tuple[Item, ...]
    polled: Polled
    dropped: int = 0
    unchanged: bool = False
    title: str = ""


def ask_source(source: Source, gate: Gate, *, afresh: bool = False) -> Asked:
    """One poll. afresh: as if nothing were known of the source. Raises what visiting and reading raise."""
    if source.backlog and not afresh:
        return _ask_children([(str(address), int(depth)) for address, depth in source.backlog], gate)
    known = {} if afresh else {"If-None-Match": source.etag, "If-Modified-Since": source.last_modified}
    found = _visit(source.address, gate, {name: value for name, value in known.items() if value})
    if found.status == 304:
        # A 304 may bring new marks; what it does not mention stays.
        polled = Polled(etag=found.etag or None, last_modified=found.last_modified or None, moved_to=found.moved_to)
        return Asked((), polled, unchanged=True)
    seen = _read(source, found)
    children = _worth_reading(source, seen, afresh)
    backlog = [(child, 1) for child in children]
    polled = Polled(len(seen.items), found.etag, found.last_modified, found.moved_to, backlog)
    return Asked(seen.items, polled, seen.dropped, title=seen.title)


def _ask_children(backlog: list[tuple[str, int]], gate: Gate) -> Asked:
    """Sitemaps that an index has named, as many as there is time for; one that fails is left out."""
    items: list[Item] = []
    dropped, ends = 0, time.monotonic() + CHILDREN_SECONDS
    while backlog and time.monotonic() < ends:
        (address, depth), *backlog = backlog
        try:
            seen = read_source(SourceKind.SITEMAP, _visit(address, gate, {}).content, address)
        except (NotYet, ServerBusy):
            backlog = [(address, depth), *backlog]
            if not items:
                raise
            break
        except (FetchRefused, FetchFailed, ValueError):  # NothingFound is one
            dropped += 1
            continue
        items += seen.items
        dropped += seen.dropped
        if depth < MAX_DEPTH:
            backlog = (backlog + [(child.address, depth + 1) for child in seen.children])[:MAX_BACKLOG]
    return Asked(tuple(items), Polled(found=len(items), backlog=backlog), dropped)


def _worth_reading(source: Source, seen: Discovery, afresh: bool) -> list[str]:
    """Of an index, the sitemaps that have changed since the last success, or do not say."""
    since = None if afresh else source.last_success_at
    changed = [c for c in seen.children if since is None or c.changed_at is None or c.changed_at.date() >= since.date()]
    return list(dict.fromkeys(child.address for child in changed if child.address != source.address))


def _read(source: Source, found: Visit) -> Discovery:
    return read_source(
        source.kind,
        found.content,
        found.address,
        charset=found.charset,
        selector=source.selector,
        date_selector=source.date_selector,
    )


def _visit(address: str, gate: Gate, headers: dict[str, str]) -> Visit:
    terms = Terms(settings.ALLOW_PRIVATE_FETCH, settings.FETCH_CONTACT, MAX_BYTES, headers)
    return visit(address, terms, gate=gate, deadline_seconds=VISIT_SECONDS)
