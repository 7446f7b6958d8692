"""Twenty thousand articles, read for real, while a worker is killed every minute: by hand, with FAULTS=soak.

SOAK_ARTICLES and SOAK_KILL_SECONDS make it smaller. One worker is never killed, and it is its memory that is watched.
The figures are printed as JSON (-s shows them while it runs)."""

import json
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest
from django.db.models import Count

from tests.faults.many_articles import write_article
from tests.faults.station import Station, short_terms
from tracker.models import Article, Evidence, Initiative, Outcome, ProcessingRun, Report, WorkState
from tracker.store.sources import source_of_kind
from tracker.tasks.intake import take_document
from tracker.tasks.sweep import sweep

pytestmark = [pytest.mark.worker, pytest.mark.soak]
ARTICLES = int(os.environ.get("SOAK_ARTICLES") or 20_000)
KILL_SECONDS = float(os.environ.get("SOAK_KILL_SECONDS") or 60)
PATIENCE = float(os.environ.get("SOAK_PATIENCE_SECONDS") or 3 * ARTICLES)
AT_ONCE = 50  # are accepted between two looks
MOST_GROWTH = 1.25  # of the steady worker's largest process, from the first quarter of the looks to the last


@dataclass
class Soak:
    station: Station
    taken: int = 0
    again: int = 0
    kills: int = 0
    memory: list[float] = field(default_factory=list)  # megabytes, at each look

    def run(self) -> None:
        began = killed = looked = time.monotonic()
        while self.taken < ARTICLES or Article.objects.unfinished().exists():
            assert time.monotonic() - began < PATIENCE, Counter(Article.objects.values_list("stage", "state"))
            self.take_some()
            now = time.monotonic()
            if now - killed > KILL_SECONDS:
                self.kill()
                killed = time.monotonic()
            if now - looked > 2:
                self.memory.append(self.steady_megabytes())
                looked = now
            sweep()
            time.sleep(0.5)

    def take_some(self) -> None:
        """Every fifth is sent twice."""
        source = source_of_kind("upload")
        for number in range(self.taken, min(self.taken + AT_ONCE, ARTICLES)):
            one = write_article(number)
            for _ in range(1 + (number % 5 == 0)):
                created = take_document(one.content, "application/json", source=source, name=one.name).created
                self.again += not created
        self.taken = min(self.taken + AT_ONCE, ARTICLES)

    def kill(self) -> None:
        self.station.kill_worker()
        self.station.start_worker(many=1, **short_terms())
        self.kills += 1

    def steady_megabytes(self) -> float:
        """Of the largest of its processes, without what they share with others."""
        parent = self.station.processes._children["steady"].pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return max((_resident(pid) for pid in [str(parent), *children]), default=0.0)


def _resident(pid: str) -> float:
    try:
        _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text().split())
    except OSError:
        return 0.0  # it has just ended
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_of_many_articles_read_while_workers_are_killed_none_is_lost_and_none_is_there_twice(
    station: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    station.start_broker()
    station.start_worker(name="steady", many=1, **short_terms())
    station.start_worker(many=1, **short_terms())
    soak, began = Soak(station), time.monotonic()
    soak.run()
    seconds = time.monotonic() - began
    states = Counter(Article.objects.values_list("state", flat=True))
    unread = set(Article.objects.dead().filter(stage="parse").values_list("payload__name", flat=True))
    expected = {one.name for one in map(write_article, range(ARTICLES)) if not one.readable}
    quarter = max(1, len(soak.memory) // 4)
    first, last = median(soak.memory[:quarter]), median(soak.memory[-quarter:])
    figures = {
        "articles": ARTICLES,
        "seconds": round(seconds),
        "articles a second": round(ARTICLES / seconds, 2),
        "kills": soak.kills,
        "runs lost": ProcessingRun.objects.filter(outcome=Outcome.LOST).count(),
        "done": states[WorkState.DONE],
        "dead": states[WorkState.DEAD],
        "dead of three kills": states[WorkState.DEAD] - len(unread),
        "sent again": soak.again,
        "initiatives": Initiative.objects.visible().count(),
        "memory first quarter MB": round(first),
        "memory last quarter MB": round(last),
        "memory most MB": round(max(soak.memory)),
    }
    with capsys.disabled():
        print("\n" + json.dumps(figures, indent=1))
    assert states[WorkState.DONE] + states[WorkState.DEAD] == Article.objects.count() == ARTICLES
    assert soak.again == len(range(0, ARTICLES, 5))
    assert expected <= unread
    assert soak.kills > 0
    assert _more_than_once() == {}
    assert last <= MOST_GROWTH * first


def _more_than_once() -> dict[str, object]:
    """What is there twice: stages done twice for an article, reports, spans of a fact, milestones of an initiative."""
    looked_at = {
        "stages": ProcessingRun.objects.filter(outcome=Outcome.DONE).order_by().values("article", "stage"),
        "reports": Report.objects.order_by().values("article", "key"),
        "spans": Evidence.objects.order_by().values("report", "milestone", "participation", "start", "end"),
        "milestones": Evidence.objects.filter(milestone__isnull=False)
        .order_by()
        .values("report", "start", "end", "milestone__kind", "milestone__date_value", "milestone__modality"),
    }
    found = {name: list(rows.annotate(n=Count("id")).filter(n__gt=1)[:3]) for name, rows in looked_at.items()}
    return {name: rows for name, rows in found.items() if rows}
