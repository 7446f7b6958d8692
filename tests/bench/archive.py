"""Archives (WARC): how many records a second are unpacked and looked at, with those that are wanted taken apart, and
what a second worker process brings. Nine of ten pages are not wanted, which is more wanted ones than CC-NEWS has."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.pages import make_pages
from tests.bench.pipeline import best_seconds
from tests.exports import warc_response

ROOT = Path(__file__).resolve().parents[2]
RECORDS, IN_FILE, PART = 600, 6_000, 4_000_000
DULL = "어제 시장에서는 물건값이 조금 올랐다. 상인들은 손님이 늘었다고 말했다. "


def measure_archives() -> Iterator[Figure]:
    """Records a second of one core, the same against unpacking alone, and a backfill by one and by two workers."""
    yield from _records()
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env = {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
        env |= {"BACKFILL_CHUNK_BYTES": str(PART)}
        command = [sys.executable, "-m", "tests.bench.archive"]
        answer = subprocess.run(command, cwd=ROOT, env=kept | env, stdout=subprocess.PIPE, text=True, check=True)
    measured = json.loads(answer.stdout.splitlines()[-1])
    yield Figure("backfill, records through one process", IN_FILE / measured["one"], "records/s", 300, "higher")
    yield Figure("backfill, two processes against one", measured["one"] / measured["two"], "times", 1.2, "higher")


def make_records(many: int, mark: str = "") -> Iterator[bytes]:
    """Packed records with pages of about 90 kB; every tenth is one of the sample articles."""
    pages = list(make_pages())
    dull = pages[0].decode()
    dull = dull[: dull.index("<title>")] + "<title>시장</title></head><body>" + dull[dull.index("<header>") :]
    begin, end = dull.index("<article>"), dull.index("</article>")
    dull = dull[:begin] + DULL * 30 + dull[end:]
    for number in range(many):
        page = pages[number // 10 % len(pages)] if number % 10 == 0 else dull.encode()
        page += f"<!-- {mark}{number} -->".encode()
        yield gzip.compress(warc_response(f"https://archive.example/{mark}{number}", page))


def _records() -> Iterator[Figure]:
    from tracker.pipeline.discover.archive import frame_records
    from tracker.pipeline.discover.prefilter import Prefilter
    from tracker.pipeline.discover.warc import read_record
    from tracker.pipeline.link.catalog import load_default_catalog

    catalog = load_default_catalog()
    strong = [word for sector in catalog.sectors for word in sector.strong]
    weak = [word for sector in catalog.sectors for word in sector.weak]
    names = [name.name for group in catalog.groups for name in group.names]
    names += [name.name for one in catalog.organizations if one.affiliations for name in one.names]
    wants = Prefilter(strong, weak, names).wants
    packed = list(make_records(RECORDS))
    content = b"".join(packed)

    def read() -> None:
        framed = frame_records(BytesIO(content), 0, len(content))
        items = [read_record(one.content, wants) for one in framed if one.content is not None]
        wanted = sum(item is not None for item in items)
        if not (len(items) == RECORDS and RECORDS // 20 < wanted < RECORDS // 5):
            raise RuntimeError(f"{len(items)} records, {wanted} wanted: this measures something else")

    seconds = best_seconds(read)
    bare = best_seconds(lambda: [zlib.decompress(one, wbits=31) for one in packed])
    yield Figure("archive records looked at", RECORDS / seconds, "records/s", 1500, "higher")
    yield Figure("the same against unpacking alone", seconds / bare, "times", 4)


def main() -> None:
    """Print one line of JSON: seconds of the clock for a file by one worker process and for another by two."""
    from config.launch.broker import start_broker
    from config.launch.parts import var_dir, worker_command
    from config.launch.processes import Processes
    from tests.bench.queue import _prepare

    folder = var_dir()
    with Processes() as processes:
        os.environ["REDIS_URL"] = start_broker(processes, folder).url
        _prepare()
        processes.start("worker", worker_command(processes=1), output=folder / "worker.log")
        _backfill(folder, "warm", RECORDS)
        answer = {"one": _backfill(folder, "one", IN_FILE)}
        processes.start("second", worker_command(processes=1), output=folder / "second.log")
        _backfill(folder, "again", IN_FILE // 2)
        answer["two"] = _backfill(folder, "two", IN_FILE)
    print(json.dumps(answer))


def _backfill(folder: Path, mark: str, records: int) -> float:
    """Seconds until every record has been looked at and every article that was in it is read."""
    from tracker.models import Article, BackfillKind, WorkState
    from tracker.store.backfills import progress_of
    from tracker.tasks.bundles import take_file

    path = folder / f"{mark}.warc.gz"
    path.write_bytes(b"".join(make_records(records, mark)))
    begun = time.perf_counter()
    backfill = take_file(path, BackfillKind.WARC)
    while not (progress := progress_of([backfill])).finished:
        time.sleep(0.05)
    while Article.objects.exclude(state__in=[WorkState.DONE, WorkState.DEAD]).exists():
        time.sleep(0.05)
    if progress.dead or progress.seen != records:
        raise RuntimeError(f"{progress}")
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
