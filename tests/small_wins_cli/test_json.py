"""`--json`: whatever a command with it prints is one JSON object a line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from small_wins_cli.command_tree import entries
from tests.small_wins_cli.conftest import Command, command_in

RECORDING = Path(__file__).parent.parent.parent / "local_voice" / "samples" / "01-glass-of-water.flac"
RUNS = {
    "say": ("i rang mum",),
    "chat": (),
    "hear": (str(RECORDING),),
    "sample": (),
    "recap": ("--week",),
    "wins": (),
    "export": (),
    "import": ("{export}",),
    "status": (),
    "settings": (),
    "backup": (),
    "restore": (),
    "delete": ("--notes", "--everything"),
    "move": ("--from", "sqlite:///{journal}", "--to", "sqlite:///{target}"),
    "people add": ("Jo", "--to", "json://127.0.0.1:9/x"),
    "people list": (),
    "people remove": ("Jo",),
    "people deliver": (),
    "speech-model fetch": ("--url", "http://127.0.0.1:9/x.zip"),
    "speech-model use": ("compact",),
    "speech-model list": (),
    "service install": (),
    "service remove": (),
    "service status": (),
}
"""How each command is called. `delete` and `speech-model fetch` fail so, and say nothing to a program."""
WITHOUT = {"listen", "show", "serve", "understand", "completion"}
"""Doors that stay open, `understand`, which never writes anything else, and a script for a shell."""
SAYS_NOTHING = {"delete", "speech-model fetch", "service install", "service status"}
"""Where it can't do what it is told; what is wrong stands on standard error."""


def test_every_command_has_json_or_is_named_as_one_without() -> None:
    names = {" ".join(entry.words): entry for entry in entries() if not entry.parts}
    with_json = {name for name, entry in names.items() if "--json" in entry.option_names}
    assert with_json == RUNS.keys()
    assert names.keys() - with_json == WITHOUT


@pytest.fixture(scope="module")
def kept_once(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path) -> Path:
    """A folder with a journal, its backup and its export."""
    folder = tmp_path_factory.mktemp("kept")
    with command_in(folder, cache_dir) as command:
        command("say", "i made my bed")
        command("people", "add", "Jo", "--to", "json://127.0.0.1:9/x")
        command("backup")
        command("export", "--output", str(folder / "export.jsonl"))
    return folder


@pytest.mark.parametrize("name", RUNS)
def test_every_line_for_a_program_is_an_object(small_wins: Command, kept_once: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(kept_once, tmp_path, dirs_exist_ok=True)
    places = {
        "export": tmp_path / "export.jsonl",
        "journal": tmp_path / "data" / "journal.db",
        "target": tmp_path / "target.db",
    }
    arguments = [argument.format(**places) for argument in RUNS[name]]
    ran = small_wins(*name.split(), *arguments, "--json", given="what did i do today\n")
    for line in ran.out.splitlines():
        assert isinstance(json.loads(line), dict)
    assert ran.out or name in SAYS_NOTHING
    assert ran.out or ran.err


def test_a_question_for_a_person_does_not_stand_among_the_lines_for_a_program(small_wins: Command) -> None:
    small_wins("say", "i made my bed")
    left = small_wins("delete", "--everything", "--json", given="no\n")
    assert (left.code, left.lines) == (0, [{"deleted": None}])
    assert "Type yes" in left.err
    gone = small_wins("delete", "--everything", "--json", given="yes\n")
    assert (gone.code, gone.lines) == (0, [{"deleted": "all", "count": None, "files": None}])


def test_a_recap_tells_a_program_which_days_it_is_of(small_wins: Command) -> None:
    now = ("--now", "2026-11-18T12:00:00+00:00")
    small_wins("say", "i made my bed", *now)
    (line,) = small_wins("recap", "--week", "--json", *now).lines
    assert line == {"from": "2026-11-12", "to": "2026-11-18", "said": "This week you made your bed. It's kept."}
