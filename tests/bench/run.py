"""`make bench`: figures of speed and memory as a table, and as JSON in the file that BENCH_JSON names.

BENCH_INITIATIVES: among how many initiatives a report is settled (default 10,000; 100,000 take some minutes)."""

import json
import os
import sys
from pathlib import Path

from tests.bench.archive import measure_archives
from tests.bench.figure import table
from tests.bench.merging import MANY, measure_merging
from tests.bench.pipeline import measure_pipeline
from tests.bench.queue import measure_queue


def main() -> int:
    """Exit code 1 when a figure lies beyond its limit."""
    many = int(os.environ.get("BENCH_INITIATIVES", MANY))
    figures = [*measure_pipeline(), *measure_archives(), *measure_queue(), *measure_merging(many)]
    print(table(figures))
    target = os.environ.get("BENCH_JSON")
    if target:
        text = json.dumps([figure.as_json() for figure in figures], indent=2, ensure_ascii=False)
        Path(target).write_text(text + "\n", encoding="utf-8")
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
