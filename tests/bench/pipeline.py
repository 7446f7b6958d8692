"""Speed and memory of the pipeline by itself, without database and broker."""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tests.bench.figure import Figure
from tests.bench.pages import make_pages, sample_files

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3

START = """
import resource, sys, time
begun = time.process_time()
from tracker.pipeline.link.catalog import load_default_catalog
from tracker.pipeline.link.index import load_default_index
names, catalog = load_default_index(), load_default_catalog()
print(time.process_time() - begun)
from pathlib import Path
from statistics import median
from tracker.pipeline.read import read_article
from tracker.pipeline.read_files import load_article
for path in sys.argv[1:]:
    read_article(load_article(Path(path)), names, catalog.sectors)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak / (1024 if sys.platform == "linux" else 1024 * 1024))
"""


def measure_pipeline() -> Iterator[Figure]:
    """Pages a second, time against trafilatura's on the same pages, start of the catalog, peak memory."""
    yield from _reading()
    yield from _pages()
    yield from _fresh_start()


def best_seconds(work: Callable[[], object]) -> float:
    """The shortest of some rounds, in seconds of the processor: what else the machine does at the time counts little."""
    shortest = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        work()
        shortest = min(shortest, time.process_time() - begun)
    return shortest


def _reading() -> Iterator[Figure]:
    from tracker.pipeline.link.catalog import load_default_catalog
    from tracker.pipeline.link.index import load_default_index
    from tracker.pipeline.read import read_article
    from tracker.pipeline.read_files import load_article

    names, sectors = load_default_index(), load_default_catalog().sectors
    articles = [load_article(path) for path in sample_files()]
    seconds = best_seconds(lambda: [read_article(article, names, sectors) for article in articles])
    yield Figure("articles read (extract, link)", len(articles) / seconds, "pages/s", 20, "higher")


def _pages() -> Iterator[Figure]:
    import trafilatura

    from tracker.pipeline.link.catalog import load_default_catalog
    from tracker.pipeline.link.index import load_default_index
    from tracker.pipeline.parse.article import parse_article
    from tracker.pipeline.read import read_article
    from tracker.pipeline.records import RawDocument

    names, sectors = load_default_index(), load_default_catalog().sectors
    pages = list(make_pages())

    def ours(page: bytes) -> None:
        raw = RawDocument(content=page, media_type="text/html", name="page.html")
        read_article(parse_article(raw), names, sectors)

    def theirs(page: bytes) -> None:
        trafilatura.bare_extraction(page, favor_precision=True, with_metadata=True)

    parsed = _each(pages, lambda page: parse_article(RawDocument(content=page, media_type="text/html", name="p.html")))
    own, other = _each(pages, ours), _each(pages, theirs)
    yield Figure("web pages parsed and read", len(pages) / sum(own), "pages/s", 40, "higher")
    yield Figure("page of 100 kB parsed, median", 1000 * median(parsed), "ms", 4)
    yield Figure("page of 100 kB to facts, median", 1000 * median(own), "ms", 8)
    yield Figure("the same against trafilatura alone", sum(own) / sum(other), "times", 0.35)


def _each(pages: list[bytes], work: Callable[[bytes], object]) -> list[float]:
    """Seconds a page, each the shortest of some rounds."""
    return [best_seconds(lambda page=page: work(page)) for page in pages]  # type: ignore[misc]


def _fresh_start() -> Iterator[Figure]:
    command = [sys.executable, "-c", START, *map(str, sample_files())]
    answers = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(ROUNDS)]
    figures = [[float(word) for word in answer.stdout.split()] for answer in answers]
    yield Figure("start: catalog loaded and indexed", min(figure[0] for figure in figures), "s", 3)
    yield Figure("peak memory, all samples read", max(figure[1] for figure in figures), "MB", 300)
