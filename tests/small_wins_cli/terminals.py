"""A terminal of our own, in which a command runs as it does before somebody's eyes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from dataclasses import dataclass, field

CONTROL = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x07")
COMMAND = [sys.executable, "-m", "small_wins_cli"]


@dataclass
class Terminal:
    """One command in a terminal of its own; `shown` is each byte that it wrote there."""

    process: subprocess.Popen[bytes]
    master: int
    shown: str = field(default="")

    @property
    def words(self) -> str:
        """What is shown, without colours and other signs of control."""
        return re.sub(r".\x08", "", CONTROL.sub("", self.shown))

    def until(self, text: str) -> None:
        """Read on until this text is there."""
        while text not in self.words:
            assert self._read(), self.shown

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, and once more where that has no end: Python loses one between a prompt and the reading."""
        for _ in range(2):
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGINT)
                with suppress(subprocess.TimeoutExpired):
                    self.process.wait(10)

    def end(self) -> int:
        """Its exit code, once it has ended and all that it wrote is read."""
        while self._read():
            pass
        os.close(self.master)
        return self.process.wait(60)

    def _read(self) -> bool:
        if not select.select([self.master], [], [], 60)[0]:
            return False
        try:
            piece = os.read(self.master, 65536)
        except OSError:  # Linux says so when nobody holds the other side any more
            return False
        self.shown += piece.decode()
        return bool(piece)


def in_terminal(*command: str, columns: int = 80, output: int | None = None, **environment: str) -> Terminal:
    """Start a command there; `output`: another place for its standard output."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # A shell that starts the tests in the background has Ctrl-C ignored, and every child inherits that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    settings = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave if output is None else output, stderr=slave,
        env={**settings, "TERM": "xterm", **environment}, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    return Terminal(process, master)


def small_wins(*arguments: str, columns: int = 80, output: int | None = None, **environment: str) -> Terminal:
    return in_terminal(*COMMAND, *arguments, columns=columns, output=output, **environment)
