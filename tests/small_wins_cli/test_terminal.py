"""Every command as somebody at a terminal meets it, and as a pipe does."""

from __future__ import annotations

import os
import re
import select
import subprocess
from pathlib import Path

import pytest

from benchmarks.scale.journals import Size, name_of
from benchmarks.scale.journals import fill as fill_journal
from models.database import Database
from small_wins.settings import Settings
from tests.conftest import NOON
from tests.small_wins_cli.conftest import Command
from tests.small_wins_cli.terminals import COMMAND
from tests.small_wins_cli.terminals import small_wins as at_terminal

WINS = 3000
SOMEBODY = ("--person", name_of(0).removeprefix("local:"))
NOW = ("--now", NOON.isoformat())
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
COLOUR = "\x1b["


@pytest.fixture
def journal() -> None:
    """One that holds a lot."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    fill_journal(database, Size(1, WINS), NOON)
    database.close()


SAID = [
    ("recap", *SOMEBODY, *NOW),
    ("wins", *SOMEBODY, *NOW),
    ("status",),
    ("settings",),
    ("backup", *NOW),
    ("export", "--format", "csv", *SOMEBODY, *NOW),
    ("people", "list"),
    ("speech-model", "list"),
    ("--help",),
    ("wins", "--nonsense"),
]


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("arguments", SAID, ids=lambda arguments: arguments[0])
def test_a_pipe_gets_words_alone(small_wins: Command, arguments: tuple[str, ...]) -> None:
    ran = small_wins(*arguments)
    assert not CONTROL.search(ran.out + ran.err)
    assert "so far" not in ran.err


@pytest.mark.usefixtures("journal")
def test_colours_are_for_terminals_and_for_whoever_asks(monkeypatch: pytest.MonkeyPatch, small_wins: Command) -> None:
    def shown(**environment: str) -> str:
        terminal = at_terminal("wins", *SOMEBODY, *NOW, **environment)
        assert terminal.end() == 0
        # The line of progress is erased by the same signs.
        return terminal.shown.replace("\r\x1b[K", "")

    assert COLOUR in shown()
    assert COLOUR not in shown(NO_COLOR="1")
    assert COLOUR not in shown(TERM="dumb")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert COLOUR in small_wins("wins", *SOMEBODY, *NOW).out
    assert COLOUR not in small_wins("wins", *SOMEBODY, *NOW, "--json").out


def test_what_is_said_breaks_between_words_at_a_narrow_terminal_and_stays_whole_at_a_wide_one(
    small_wins: Command,
) -> None:
    for act in ("i brushed my teeth", "i drank a glass of water", "i walked to the park with my sister"):
        small_wins("say", act, *NOW)
    for columns in (40, 200):
        terminal = at_terminal("recap", *NOW, columns=columns, NO_COLOR="1")
        assert terminal.end() == 0
        shown = terminal.shown.replace("\r\x1b[K", "").replace("...", "")
        assert max(len(line) for line in shown.splitlines()) <= min(columns, 100)
        assert " ".join(shown.split()) == small_wins("recap", *NOW).out.strip()


def test_progress_goes_to_the_terminal_while_the_output_goes_to_a_file(journal: None, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as file:
        terminal = at_terminal("export", "--format", "csv", "--output", "-", *SOMEBODY, *NOW, output=file.fileno())
        assert terminal.end() == 0
    assert (tmp_path / "out").read_bytes().count(b"\n") > WINS
    assert not CONTROL.search((tmp_path / "out").read_text().replace("\r\n", "\n"))
    assert terminal.shown.endswith("\r\x1b[K") or not terminal.shown


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_reader_that_has_enough_ends_the_command_without_a_word(as_json: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [*COMMAND, "wins", *SOMEBODY, *NOW, *as_json], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("arguments", [*SAID[:6], ("say", "i made my bed"), ("--help",)], ids=lambda one: one[0])
def test_output_that_has_no_room_is_told_in_one_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("What I say can't be written where it goes (No space left on device).")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.usefixtures("journal")
def test_ctrl_c_at_a_question_leaves_everything_and_says_nothing(small_wins: Command) -> None:
    terminal = at_terminal("delete", "--everything", *SOMEBODY, *NOW, NO_COLOR="1")
    terminal.until("Type yes to delete it: ")
    terminal.interrupt()
    assert terminal.end() == 130
    assert terminal.shown.rstrip().endswith("Type yes to delete it:")
    assert len(small_wins("wins", *SOMEBODY, *NOW).out.splitlines()) == WINS


def test_ctrl_c_ends_a_talk_without_a_traceback() -> None:
    terminal = at_terminal("chat")
    terminal.until("Type what you would say")
    terminal.interrupt()
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown


@pytest.mark.usefixtures("journal")
def test_ctrl_c_ends_a_command_whose_reader_has_stopped_to_read() -> None:
    reading, writing = os.pipe()
    terminal = at_terminal("export", "--output", "-", *SOMEBODY, *NOW, output=writing)
    os.close(writing)
    assert select.select([reading], [], [], 60)[0]
    terminal.interrupt()
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    os.close(reading)


def test_words_need_no_quotes(small_wins: Command) -> None:
    assert small_wins("say", "I", "drank", "a", "glass", "of", "water").out.startswith("You drank a glass of water.")


def test_a_mistyped_command_or_option_is_told_what_there_is(small_wins: Command) -> None:
    assert "Did you mean 'recap'?" in small_wins("recpa").err
    assert "--json, --now, --person" in small_wins("wins", "--zzz").err
    assert "--json" in small_wins("wins", "--jsno").err


BAD = [
    ("import", "{folder}"),
    ("import", "{missing}"),
    ("import", "{unreadable}"),
    ("import", "/dev/null"),
    ("restore", "{folder}"),
    ("restore", "{missing}"),
    ("restore", "{unreadable}"),
    ("restore", "/dev/null"),
    ("backup", "--to", "{folder}"),
    ("backup", "--to", "{missing}/x/y"),
    ("backup", "--passphrase-file", "{folder}"),
    ("export", "--output", "/proc/x.csv"),
    ("export", "--format", "nonsense"),
    ("export", "--font", "{folder}", "--format", "pdf", "--output", "{folder}/x.pdf"),
    ("hear", "{folder}"),
    ("hear", "{missing}"),
    ("hear", "{unreadable}"),
    ("speech-model", "use", "{folder}"),
    ("speech-model", "use", "{unreadable}"),
    ("speech-model", "use", "a\udcff"),
    ("delete", "--day", "tomorrow"),
    ("delete", "--win", "a\udcff"),
    ("wins", "--now", "9999-99-99"),
    ("understand", "--timezone", "Nowhere/\udcff"),
    ("understand", "--timezone", "../../etc/passwd"),
    ("show", "--port", "99999"),
    ("serve", "--port", "-1"),
    ("people", "add", " ", "--to", "x"),
    ("people", "add", "Jo", "--to", "\udcff"),
    ("people", "remove", "\U0001f600"),
    ("move", "--from", "sqlite:///{folder}", "--to", "sqlite:///{missing}"),
]


@pytest.mark.parametrize("arguments", BAD, ids=lambda one: " ".join(one).encode("ascii", "replace").decode())
def test_whatever_is_wrong_is_a_sentence(small_wins: Command, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    unreadable = tmp_path / "unreadable"
    unreadable.write_bytes(b"\x00\xff\xfe" * 100)
    places = {"folder": str(tmp_path), "missing": str(tmp_path / "missing"), "unreadable": str(unreadable)}
    small_wins("say", "i made my bed")
    ran = small_wins(*(argument.format(**places) for argument in arguments))
    assert ran.code in {1, 2, 3}
    assert "Traceback" not in ran.err
    assert "not foreseen" not in ran.err
    assert ran.err.strip()


@pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_letters_that_the_terminal_has_not_break_nothing(
    small_wins: Command, monkeypatch: pytest.MonkeyPatch, locale: dict[str, str]
) -> None:
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert small_wins("say", "i baked a cake \U0001f600 for Zoë").code == 0
    assert small_wins("wins").code == 0
    assert small_wins("wins", "--json").lines[0]["what"].endswith("Zoë")


@pytest.mark.skipif(os.name == "nt", reason="a closed standard output is Unix's")
def test_a_closed_output_is_no_fault(small_wins: Command) -> None:
    script = f'"{COMMAND[0]}" -m small_wins_cli settings >&-'
    done = subprocess.run(["sh", "-c", script], stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
