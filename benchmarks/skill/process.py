"""A server that is measured, as processes of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    port: int

    def memory_mb(self) -> list[float]:
        """What each answering process holds in memory (resident set)."""
        pid = self.process.pid
        workers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [_resident_kb(worker) / 1024 for worker in workers]


@contextmanager
def running(name: str, folder: Path, url: str, processes: int) -> Iterator[Server]:
    """`served.py`'s server of that name, until it is left."""
    command = [sys.executable, "-m", "benchmarks.skill.served", name, str(folder), url, str(processes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Server(process, int(process.stdout.readline()))
        finally:
            process.terminate()


def _resident_kb(pid: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
