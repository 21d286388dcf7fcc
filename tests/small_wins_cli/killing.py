"""Commands that are really killed, each time as they enter one more of the calls that change files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

RUNS = int(os.environ.get("SMALL_WINS_KILL_RUNS", "3"))
CALLS = "pwrite64,write,fsync,fdatasync,rename,unlink,ftruncate"

ENDED = {0, 3}
"""With 3 it says that it left lines out."""

Moment = tuple[str, int]
"""A call by its name, and the how manieth of that name it is."""


def moments(command: list[str], trace: Path) -> list[Moment]:
    """Run a command once, and name as many moments to kill it at as there are runs.

    They are spread over all calls that change a file beside `trace` or deeper.
    """
    assert _run(command, "-y", "-o", str(trace), "-e", f"trace={CALLS}") in ENDED
    counts, calls = Counter[str](), list[Moment]()
    for line in trace.read_text(errors="replace").splitlines():
        if called := re.match(rf"\d+ +({CALLS.replace(',', '|')})\(", line):
            counts[called[1]] += 1
            if str(trace.parent) in line:
                calls.append((called[1], counts[called[1]]))
    return [calls[(len(calls) - 1) * number // max(RUNS - 1, 1)] for number in range(RUNS)]


def kill_at(moment: Moment, command: list[str]) -> None:
    """Kill it as it enters that call."""
    name, number = moment
    code = _run(command, "-o", os.devnull, "-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={number}")
    assert code in {-9, 137}, (moment, code)


def _run(command: list[str], *options: str) -> int:
    strace = ["strace", "-f", "-qq", *options]  # its --seccomp-bpf would swallow the signal
    own = [sys.executable, "-m", "small_wins_cli", *command]
    return subprocess.run([*strace, *own], capture_output=True, check=False).returncode
