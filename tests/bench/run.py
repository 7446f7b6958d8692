"""`make bench`: figures of speed and memory as a table, and as JSON in the file that BENCH_JSON names.

BENCH_ONLY: names of the parts to run, such as "pages,load" (default: all). BENCH_INITIATIVES: among how many initiatives
a report is settled (default 10,000; 100,000 take some minutes). BENCH_SCALE, BENCH_DATABASE_URL, BENCH_WORLDS: the
made-up worlds on which pages are measured (see worlds.py)."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.archive import measure_archives
from tests.bench.figure import Figure, table
from tests.bench.load import measure_load
from tests.bench.merging import MANY, measure_merging
from tests.bench.pipeline import measure_pipeline
from tests.bench.queue import measure_queue
from tests.bench.site import measure_site
from tests.bench.visits import measure_visits

PARTS: dict[str, Callable[[], Iterable[Figure]]] = {
    "pipeline": measure_pipeline,
    "archives": measure_archives,
    "queue": measure_queue,
    "merging": lambda: measure_merging(int(os.environ.get("BENCH_INITIATIVES") or MANY)),
    "pages": measure_site,
    "load": measure_load,
    "visits": measure_visits,
}


def main() -> int:
    """Exit code 1 when a figure lies beyond its limit, 2 when there is no such part."""
    wanted = [name for name in os.environ.get("BENCH_ONLY", "").split(",") if name] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        print(f"BENCH_ONLY: there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
        return 2
    figures = [figure for name in wanted for figure in PARTS[name]()]
    print(table(figures))
    target = os.environ.get("BENCH_JSON")
    if target:
        text = json.dumps([figure.as_json() for figure in figures], indent=2, ensure_ascii=False)
        Path(target).write_text(text + "\n", encoding="utf-8")
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
