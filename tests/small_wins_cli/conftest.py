from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import keep_in


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Command:
    """`small-wins`, run as a process of its own; `through`: by another program."""

    def __call__(self, *arguments: str, given: str | bytes = "", through: tuple[str, ...] = ()) -> Ran:
        text = given.encode() if isinstance(given, str) else given
        command = [*through, sys.executable, "-m", "small_wins_cli", *arguments]
        done = subprocess.run(command, input=text, capture_output=True, check=False)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@contextmanager
def command_in(folder: Path, cache_dir: Path) -> Iterator[Command]:
    """`small-wins` on a journal in that folder, for what several tests begin with."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_in(folder, cache_dir, monkeypatch)
        yield Command()


@pytest.fixture
def small_wins() -> Command:
    return Command()
