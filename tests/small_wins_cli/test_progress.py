"""What stands at a terminal while a command is silent."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from small_wins_cli.limits import ProgressLimits
from small_wins_cli.output import Output, OutputError
from small_wins_cli.progress import ERASE, Progress

AT_ONCE = ProgressLimits(silent_seconds=0.0, tick_seconds=0.001, whole_line_seconds=0.0)


class Terminal(io.StringIO):
    """Text that says it is a terminal, and when it is written to."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        count = super().write(text)
        self.written.set()
        return count


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[Progress, Terminal]]]:
    monkeypatch.setenv("TERM", "xterm")
    all_of_them = []

    def begin(limits: ProgressLimits = AT_ONCE) -> tuple[Progress, Terminal]:
        progress, terminal = Progress(limits), Terminal()
        all_of_them.append(progress)
        progress.begin(terminal)
        return progress, terminal

    yield begin
    for progress in all_of_them:
        progress.end()


Begun = Callable[..., tuple[Progress, Terminal]]


def test_a_silent_command_shows_that_it_is_at_work_and_then_how_far_it_is(begun: Begun) -> None:
    progress, terminal = begun()
    assert terminal.written.wait(10)
    terminal.written.clear()
    progress.at(lambda: "Written so far: 7 lines.")
    assert terminal.written.wait(10)
    progress.end()
    assert terminal.getvalue() == f"{ERASE}...{ERASE}Written so far: 7 lines.{ERASE}"


def test_the_line_gives_way_to_whatever_is_said(begun: Begun) -> None:
    progress, terminal = begun()
    assert terminal.written.wait(10)
    said = Terminal()
    Output(said, progress.awaiting_somebody).write("Saved.")
    assert terminal.getvalue().startswith(f"{ERASE}...{ERASE}")
    assert said.getvalue() == "Saved."


def test_a_line_is_never_wider_than_the_terminal(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    progress, terminal = begun()
    progress.at(lambda: "Copying: 7 per cent of 37934 rows.")
    while "Cop" not in terminal.getvalue():
        assert terminal.written.wait(10)
    progress.end()
    assert terminal.getvalue().endswith(f"{ERASE}Copying: 7 per cent{ERASE}")


def test_nothing_is_shown_while_somebody_is_awaited(begun: Begun) -> None:
    progress, terminal = begun(ProgressLimits(silent_seconds=0.05, tick_seconds=0.001))
    with progress.awaiting_somebody():
        assert not terminal.written.wait(0.3)
    assert terminal.written.wait(10)


def test_a_command_that_is_not_at_a_terminal_shows_nothing() -> None:
    progress, stream, threads = Progress(AT_ONCE), io.StringIO(), threading.active_count()
    progress.begin(stream)
    assert threading.active_count() == threads
    progress.at(lambda: pytest.fail("a sentence that nobody sees was made"))
    progress.give_way()
    progress.end()
    assert stream.getvalue() == ""


def test_a_terminal_that_cannot_erase_gets_whole_lines(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    progress, terminal = begun()
    progress.at(lambda: "Read so far: 7 lines.")
    assert terminal.written.wait(10)
    progress.end()
    assert set(terminal.getvalue().splitlines()) == {"Read so far: 7 lines."}


def test_output_that_cannot_be_written_is_no_failure_of_the_journal() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OutputError, match="No space left"):
        Output(full).write(b"x")
    assert not issubclass(OutputError, OSError)


def test_nothing_is_shown_while_a_reader_is_waited_for(begun: Begun) -> None:
    progress, terminal = begun()
    assert terminal.written.wait(10)

    class Pager(io.StringIO):
        def write(self, text: str) -> int:
            terminal.written.clear()
            assert not terminal.written.wait(0.2)
            return super().write(text)

    Output(Pager(), progress.awaiting_somebody).write("a long record")
    assert terminal.written.wait(10)
