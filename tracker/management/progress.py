"""Waiting in a terminal until articles have been worked on, with a progress bar."""

import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tqdm import tqdm

from tracker.models import Article, Backfill, Initiative, Milestone, WorkState
from tracker.store.backfills import Progress, chunks_left_behind, progress_of
from tracker.tasks.bundles import ring_chunk
from tracker.tasks.sweep import ring_left_behind

POLL_SECONDS = 0.2
SWEEP_SECONDS = 5.0
SILENT_SECONDS = 30
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Waited:
    done: int
    dead: list[Article]
    unfinished: int  # time ran out or a person stopped waiting; the articles are safe and will be worked on
    seconds: float


def wait_for_articles(ids: Collection[int], *, timeout: float = 600.0, label: str = "articles") -> Waited:
    """Shows progress until every article is done or dead, or until `timeout` seconds have passed without any change.

    Rings again for rows that were left behind, so that it works without beat too."""
    begun = changed = time.monotonic()
    swept = 0.0
    finished = 0
    with tqdm(total=len(ids), desc=label, unit="", file=sys.stderr, dynamic_ncols=True) as bar:
        while finished < len(ids) and time.monotonic() - changed < timeout:
            now_finished = sum(_count(chunk, WorkState.DONE, WorkState.DEAD) for chunk in _chunks(ids))
            if now_finished > finished:
                bar.update(now_finished - finished)
                finished, changed = now_finished, time.monotonic()
            elif finished < len(ids):
                time.sleep(POLL_SECONDS)
            if time.monotonic() - swept > SWEEP_SECONDS:
                swept = time.monotonic()
                ring_left_behind(SILENT_SECONDS)
    dead = [article for chunk in _chunks(ids) for article in Article.objects.filter(id__in=chunk).dead()]
    seconds = time.monotonic() - begun
    return Waited(finished - len(dead), dead, len(ids) - finished, seconds)


def wait_for_files(files: Sequence[Backfill], *, timeout: float = 600.0) -> Progress:
    """Shows progress until every part of the files is done or dead, or until `timeout` seconds have passed without any
    change."""
    changed, swept, seen = time.monotonic(), 0.0, -1
    progress = progress_of(files)
    with tqdm(total=progress.chunks, desc="parts", unit="", file=sys.stderr, dynamic_ncols=True) as bar:
        while not progress.finished and time.monotonic() - changed < timeout:
            time.sleep(POLL_SECONDS)
            progress = progress_of(files)
            bar.update(progress.done + progress.dead - bar.n)
            if progress.seen != seen:
                seen, changed = progress.seen, time.monotonic()
            if time.monotonic() - swept > SWEEP_SECONDS:
                swept = time.monotonic()
                for chunk_id in chunks_left_behind(SILENT_SECONDS):
                    ring_chunk(chunk_id)
        bar.update(progress.done + progress.dead - bar.n)
    return progress


def count_facts() -> str:
    """ "N articles, N initiatives, N milestones" as visitors see them now."""
    articles = Article.objects.readable().count()
    initiatives = Initiative.objects.visible().count()
    return f"{articles} articles, {initiatives} initiatives, {Milestone.objects.visible().count()} milestones"


def _count(ids: list[int], *states: str) -> int:
    return Article.objects.filter(id__in=ids, state__in=states).count()


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    listed = list(ids)
    for begin in range(0, len(listed), AT_ONCE):
        yield listed[begin : begin + AT_ONCE]
