"""How long the page's server takes for each view of a large journal, and how much it sends.

    .venv/bin/python -m benchmarks.page [--wins 10000] [--rounds 40]

The views come over HTTP from a server of its own process, one after another. Exits 1 where the first view takes more
than its limits. With Chromium and Playwright the browser's own first paint is told as well.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

from benchmarks.scale.journals import Size, fill, name_of
from models.database import Database

LIMIT_MS, LIMIT_BYTES = 100.0, 100_000
"""Of the first view: of the server's time, and of all that the browser loads for it."""
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
VIEWS = (
    "/", "/calendar", "/calendar/2026-10", "/day/2026-11-10", "/week", "/search", "/plans", "/feelings", "/helps",
    "/notes", "/hard-day", "/kept",
)  # fmt: skip
LOADED = ("/static/page.css", "/static/icon.svg")
"""What the browser loads with a view."""


@dataclass
class Visitor:
    """A browser's place, without a browser."""

    port: int
    cookie: str = ""

    def get(self, path: str) -> tuple[float, int]:
        """Milliseconds until the last byte, and bytes with their headers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        start = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - start) * 1000
        connection.close()
        if answer.status not in {200, 303}:
            raise SystemExit(f"{path}: {answer.status}")
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        return took, len(body) + len(str(answer.headers))


def main() -> None:
    """Fill, measure, print, and exit 1 beyond a limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description="How fast and heavy the page is.")
    parser.add_argument("--wins", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/journal.db")
        fill(database, Size(1, options.wins), NOON)
        database.close()
        with served(Path(folder)) as link:
            port = int(link.rpartition(":")[2].partition("/")[0])
            good = measure(Visitor(port), link[link.index("/open/") :], options.rounds)
        with served(Path(folder)) as link:
            tell_paint(link)
    sys.exit(0 if good else 1)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """`small-wins show` as it is; its one-time link."""
    command = [sys.executable, "-m", "small_wins_cli", "show", "--no-browser", "--person", name_of(0)[len("local:") :]]
    environment = {
        "SMALL_WINS_DATA_DIR": str(folder), "SMALL_WINS_CACHE_DIR": str(folder / "cache"), "SMALL_WINS_LOCALE": "en-US",
        "SMALL_WINS_PERSON__TIME_ZONE": "UTC", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd()),
    }  # fmt: skip
    process = subprocess.Popen(
        [*command, "--now", NOON.isoformat()], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        said = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+", said)
        if not found:
            raise SystemExit("show did not start")
        yield found[0]
    finally:
        process.terminate()
        process.wait()


def measure(visitor: Visitor, link: str, rounds: int) -> bool:
    """Print a line for each view; whether the first one keeps its limits."""
    visitor.get(link)
    very_first, _ = visitor.get("/")
    loaded = sum(visitor.get(path)[1] for path in LOADED)
    print(f"{'view':20} {'first ms':>9} {'median ms':>10} {'p99 ms':>8} {'kB in all':>10}")
    good = True
    for view in VIEWS:
        first, size = (very_first, visitor.get("/")[1]) if view == "/" else visitor.get(view)
        took = sorted(visitor.get(view)[0] for _ in range(rounds))
        p99 = took[min(len(took) - 1, round(0.99 * len(took)))]
        print(f"{view:20} {first:9.1f} {statistics.median(took):10.1f} {p99:8.1f} {(size + loaded) / 1000:10.1f}")
        if view == VIEWS[0]:
            good = first <= LIMIT_MS and size + loaded <= LIMIT_BYTES
    print(f"limits of the first view: {LIMIT_MS:.0f} ms, {LIMIT_BYTES / 1000:.0f} kB: {'kept' if good else 'BROKEN'}")
    return good


FIRST_PAINT = """new Promise(tell => new PerformanceObserver(seen =>
    seen.getEntriesByName('first-contentful-paint').forEach(one => tell(one.startTime))
).observe({type: 'paint', buffered: true}))"""


def tell_paint(link: str) -> None:
    """When Chromium paints the first view, from the click on the link on."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        print("first paint: not measured, for want of Chromium or Playwright")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(link)
        print(f"first paint in Chromium, new visit: {page.evaluate(FIRST_PAINT):.0f} ms")
        took = []
        for _ in range(10):
            page.reload()
            took.append(page.evaluate(FIRST_PAINT))
        print(f"first paint in Chromium, later: {statistics.median(took):.0f} ms (median of {len(took)})")
        browser.close()


if __name__ == "__main__":
    main()
