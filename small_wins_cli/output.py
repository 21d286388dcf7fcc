"""Standard output and standard error, as every command writes to them."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import TextIOWrapper
from typing import Any, cast

from small_wins_cli.progress import progress


class OutputError(Exception):
    """What is said can't be written. No OSError: nothing of that kind is wrong with the journal."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))
        self.nobody_reads = error.errno == errno.EPIPE


class Output:
    """A stream before which the line of progress gives way, and that tells its own failures apart from others."""

    def __init__(
        self, stream: Any, alone: Callable[[], AbstractContextManager[None]] = progress.awaiting_somebody
    ) -> None:
        """`alone`: while something is written, which may wait for a reader, nothing else is shown."""
        self._stream, self._alone = stream, alone

    def write(self, text: Any) -> int:
        with self._alone(), _told_apart():
            return int(self._stream.write(text))

    def flush(self) -> None:
        with self._alone(), _told_apart():
            self._stream.flush()

    @property
    def buffer(self) -> Output:
        return Output(self._stream.buffer, self._alone)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(error) from error


def take_over() -> None:
    """From now on every command writes through these. A stream that is closed stays so."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper):
            # A letter that the terminal has no code for is no reason to say nothing.
            stream.reconfigure(errors="replace")
            setattr(sys, name, cast(Any, Output(stream)))
