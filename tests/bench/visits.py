"""What a reader with a slow machine on a slow line sees: Chromium at a quarter of the processor's speed, on a slow 4G line
(1.6 Mbit/s down, 0.75 up, 150 ms there and back), on the page of the largest group; first visit and second.

With the slim bundle of plotly.js, which npm fetches; where it cannot, with the whole one, and the figures say so."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from config.launch.processes import Processes
from config.plotly_static import slim_path
from tests.bench.figure import Figure
from tests.bench.load import start_pages
from tests.bench.worlds import BenchWorld, bench_scale, bench_world, subjects

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SLOWER = 4
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
LONGEST_MS = 90_000
IDLE_MS = 1_500
# Notes in the page what it has painted, moved and blocked, and when the chart stood.
WATCH = """
window.bench = { paint: 0, shift: 0, tasks: [], chart: 0 };
const see = (type, note) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: type, buffered: true });
see("largest-contentful-paint", (entry) => { window.bench.paint = entry.startTime; });
see("layout-shift", (entry) => { if (!entry.hadRecentInput) window.bench.shift += entry.value; });
see("longtask", (entry) => window.bench.tasks.push([entry.startTime, entry.duration]));
new MutationObserver(() => {
  if (!window.bench.chart && document.querySelector(".plot .main-svg")) window.bench.chart = performance.now();
}).observe(document, { childList: true, subtree: true });
"""
READ = """() => {
  const plotly = performance.getEntriesByType("resource").find((one) => one.name.includes("plotly"));
  return Object.assign({ asked: plotly ? plotly.responseEnd : Infinity }, window.bench);
}"""


def measure_visits() -> Iterator[Figure]:
    """Nothing without Chromium, which is said."""
    program = next((path for path in map(shutil.which, PROGRAMS) if path), None)
    if program is None:
        print("visits are left out: no Chromium was found on PATH", file=sys.stderr)
        return
    scale = bench_scale()
    with bench_world(scale) as world, Processes() as processes:
        bundle = "slim bundle" if _make_slim(world) else "whole bundle"
        port = start_pages(world, processes)
        address = f"http://127.0.0.1:{port}/groups/{subjects(world)['group']}/"
        first, second = _visit_twice(program, address)
    yield Figure(f"largest paint, ×{scale:g}", first["paint"] / 1000, "s", 1.2)
    yield Figure("layout shift", first["shift"], "", 0.05)
    yield Figure("blocked before the chart's script", first["blocked"], "ms", 300)
    yield Figure(f"chart stands, {bundle}", (first["chart"] or LONGEST_MS) / 1000, "s", 4.5)
    yield Figure(f"all scripts, compressed, {bundle}", first["bytes"]["Script"] / 1000, "kB", 450)
    yield Figure("page, compressed", first["bytes"]["Document"] / 1000, "kB", 30)
    yield Figure("second visit, all of it", sum(second["bytes"].values()) / 1000, "kB", 50)


def _make_slim(world: BenchWorld) -> bool:
    """Whether the slim bundle is there for the pages to use."""
    if not slim_path(world.folder).exists():
        command = [sys.executable, "-m", "config.launch.slim"]
        subprocess.run(command, env=world.environment, stdout=subprocess.DEVNULL, check=False)
    return slim_path(world.folder).exists()


def _visit_twice(program: str, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=quiet)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="ko-KR")
        page.add_init_script(WATCH)
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        seen = [_visit(page, session, address) for _ in range(2)]
        browser.close()
    return seen[0], seen[1]


def _visit(page: Any, session: Any, address: str) -> dict[str, Any]:
    """What the page noted, and bytes by kind of what came over the line."""
    from playwright.sync_api import TimeoutError

    kinds: dict[str, str] = {}
    bytes_: Counter[str] = Counter()

    def answered(event: Any) -> None:
        kinds[event["requestId"]] = event["type"]

    def loaded(event: Any) -> None:
        bytes_[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", loaded)
    page.goto(address, wait_until="load", timeout=LONGEST_MS)
    with suppress(TimeoutError):  # then no chart is noted, and the figure says so
        page.locator(".plot .main-svg").first.wait_for(state="attached", timeout=LONGEST_MS)
    page.wait_for_timeout(IDLE_MS)
    noted: dict[str, Any] = page.evaluate(READ)
    session.remove_listener("Network.responseReceived", answered)
    session.remove_listener("Network.loadingFinished", loaded)
    before = [length for begun, length in noted["tasks"] if begun < (noted["asked"] or LONGEST_MS)]
    return {**noted, "bytes": bytes_, "blocked": sum(length - 50 for length in before)}
