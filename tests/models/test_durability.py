from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.strace
def test_a_win_is_synced_to_disk_between_its_insert_and_the_reply(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "small_wins_cli", "say", "hello"], check=True, capture_output=True)
    trace = tmp_path / "trace"
    subprocess.run(
        [
            *("strace", "-f", "-y", "-s", "20000", "-o", str(trace), "-e", "trace=pwrite64,write,fsync,fdatasync"),
            *(sys.executable, "-m", "small_wins_cli", "chat"),
        ],
        input=b"i watered the aspidistra\n",
        check=True,
        capture_output=True,
    )
    calls = trace.read_text(errors="replace").splitlines()
    inserted = max(n for n, call in enumerate(calls) if re.search(r"pwrite64\(\d+<.*-wal>.*aspidistra", call))
    replied = min(n for n, call in enumerate(calls) if re.search(r"write\(1<.*You watered the aspidistra", call))
    synced = [n for n, call in enumerate(calls) if re.search(r"(fsync|fdatasync)\(\d+<.*-wal>", call)]
    assert any(inserted < n < replied for n in synced)
