"""The one line that stands at a terminal while a command is silent, and is gone before it says anything."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from small_wins_cli.limits import PROGRESS, ProgressLimits

AT_WORK = "..."
ERASE = "\r\x1b[K"


class Progress:
    """How far the command is, on standard error. Where that is no terminal, nothing is shown."""

    def __init__(self, limits: ProgressLimits = PROGRESS, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._monotonic = limits, monotonic
        self._stream: TextIO | None = None
        self._sentence: Callable[[], str] | None = None
        self._line = ""
        self._silent_since = self._shown_at = monotonic()
        self._awaiting = 0
        self._lock, self._over = threading.RLock(), threading.Event()

    def begin(self, stream: TextIO | None) -> None:
        """From now on, show it there if somebody looks on."""
        if stream is None or not stream.isatty():
            return
        self._stream, self._silent_since = stream, self._monotonic()
        threading.Thread(target=self._run, daemon=True).start()

    def at(self, sentence: Callable[[], str]) -> None:
        """It has come so far; the sentence is made only where it is shown."""
        self._sentence = sentence

    def give_way(self) -> None:
        """Something else is about to be shown: the line is erased, and comes back after another silence."""
        with self._lock:
            self._silent_since = self._monotonic()
            if self._line:
                self._write(ERASE)
            self._line = ""

    @contextmanager
    def awaiting_somebody(self) -> Iterator[None]:
        """Meanwhile the silence is theirs, and nothing is shown."""
        with self._lock:
            self._awaiting += 1
            self.give_way()
        try:
            yield
        finally:
            with self._lock:
                self._awaiting -= 1
                self._silent_since = self._monotonic()

    def end(self) -> None:
        """Erase the line, for good."""
        self._over.set()
        self.give_way()

    def _run(self) -> None:
        while not self._over.wait(self._limits.tick_seconds):
            with self._lock:
                if not (self._awaiting or self._over.is_set()):
                    self._show()

    def _show(self) -> None:
        now = self._monotonic()
        if now - self._silent_since < self._limits.silent_seconds:
            return
        if is_dumb():
            if self._sentence and now - self._shown_at >= self._limits.whole_line_seconds:
                self._shown_at = now
                self._write(f"{self._sentence()}\n")
            return
        # A line that is wider than the terminal could not be erased.
        line = (self._sentence() if self._sentence else AT_WORK)[: shutil.get_terminal_size().columns - 1]
        if line != self._line:
            self._write(f"{ERASE}{line}")
            self._line = line

    def _write(self, text: str) -> None:
        # A terminal that is gone is no fault of the command.
        with suppress(OSError):
            if self._stream:
                self._stream.write(text)
                self._stream.flush()


def is_dumb() -> bool:
    """Whether the terminal can't erase, nor show colours."""
    return os.environ.get("TERM", "") in {"dumb", "unknown"}


progress = Progress()
"""This command's."""
