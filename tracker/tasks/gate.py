"""The gate before every request to a server: robots.txt, one request at a time, a pause between two."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from tracker.pipeline.fetch.errors import FetchFailed, FetchRefused
from tracker.pipeline.fetch.request import Answer, Terms
from tracker.pipeline.fetch.retry_after import read_retry_after
from tracker.pipeline.fetch.robots import MAX_BYTES, crawl_delay, may_fetch
from tracker.pipeline.fetch.visit import BUSY, Tell, visit
from tracker.store.hosts import (
    Turn,
    give_back,
    give_back_busy,
    host_of,
    promise_slot,
    robots_of,
    save_robots,
    stale_robots_of,
    take_turn,
)

ROBOTS_SECONDS = 8.0


class NotYet(Exception):
    """It is somebody else's turn. until: a time that was promised to whoever is told so."""

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(host)
        self.host, self.until = host, until


@dataclass(slots=True)
class HostGate:
    """Call it with an address before each request. patience: seconds that a visit which has begun waits for its next
    turns in all, and with `waits_first` for its first one too; who has not the patience gets NotYet with a time."""

    patience: float
    waits_first: bool = False
    begun: bool = False

    @contextmanager
    def __call__(self, address: str) -> Iterator[Tell]:
        host = host_of(address)
        robots = self._robots(host, address)
        if not may_fetch(robots, address):
            raise FetchRefused(
                f"'{address}': 이 서버의 robots.txt가 막은 주소입니다. 기사 본문을 붙여넣거나 파일로 올려 주세요."
            )
        with self._turn(host, crawl_delay(robots)) as tell:
            yield tell

    def _robots(self, host: str, address: str) -> str:
        known = robots_of(host)
        if known is not None:
            return known
        terms = Terms(settings.ALLOW_PRIVATE_FETCH, settings.FETCH_CONTACT, MAX_BYTES)
        try:
            found = visit(urljoin(address, "/robots.txt"), terms, gate=self._bare, deadline_seconds=ROBOTS_SECONDS)
            robots = found.content.decode("utf-8", "replace")
        except FetchRefused:
            robots = ""  # there is none
        except FetchFailed:
            stale = stale_robots_of(host)
            if stale is None:
                raise
            return stale
        save_robots(host, robots)
        return robots

    @contextmanager
    def _bare(self, address: str) -> Iterator[Tell]:
        with self._turn(host_of(address), 0.0) as tell:
            yield tell

    @contextmanager
    def _turn(self, host: str, delay: float) -> Iterator[Tell]:
        turn = self._wait_for_turn(host)
        busy: list[Answer] = []
        try:
            yield lambda answer: busy.append(answer) if answer.status in BUSY else None
        finally:
            if busy:
                stated = busy[0].headers.get("retry-after", "")
                give_back_busy(turn, read_retry_after(stated, datetime.now(UTC)))
            else:
                give_back(turn, max(settings.HOST_PAUSE_SECONDS, delay))

    def _wait_for_turn(self, host: str) -> Turn:
        while True:
            turn = take_turn(host)
            if isinstance(turn, Turn):
                self.begun = True
                return turn
            seconds = max((turn - timezone.now()).total_seconds(), 0.02)
            if seconds > self.patience or not (self.begun or self.waits_first):
                raise NotYet(host, promise_slot(host))
            self.patience -= seconds
            time.sleep(seconds)
