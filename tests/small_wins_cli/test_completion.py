"""The tab key, in the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from small_wins_cli.main import COMMANDS
from tests.small_wins_cli.conftest import Command
from tests.small_wins_cli.terminals import in_terminal

CASES = [
    ("", set(COMMANDS)),
    ("rec", {"recap"}),
    ("re", {"recap", "restore"}),
    ("people ", {"add", "list", "remove", "deliver"}),
    ("people re", {"remove"}),
    ("service status --", {"--json", "--help"}),
    ("recap --w", {"--week"}),
    ("say hello --al", {"--aloud"}),
    ("export --format ", {"jsonl", "csv", "markdown", "ical", "summary", "pdf"}),
    ("export --json --format m", {"markdown"}),
    ("serve --server w", {"waitress"}),
    ("completion z", {"zsh"}),
    ("recap --person ", set()),
    ("show --no", {"--no-browser", "--now"}),
]
"""What stands after `small-wins` -> what may follow."""


def needs(shell: str) -> str:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not here (Debian's package {shell})")
    return path


@pytest.fixture
def script(small_wins: Command, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The one of the shell that the test is of."""
    shell = request.node.name.split("_")[1]
    needs(shell)
    ran = small_wins("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    path = tmp_path / "functions" / "_small-wins"
    path.parent.mkdir()
    path.write_text(ran.out)
    return path


def test_bash_completes_commands_options_and_choices(script: Path) -> None:
    ask = 'source "$1"; COMP_WORDS=(small-wins $2); [[ $2 == *" " || ! $2 ]] && COMP_WORDS+=(""); '
    ask += 'COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _small_wins; printf "%s\\n" "${COMPREPLY[@]}"'
    for line, expected in CASES:
        done = subprocess.run(["bash", "-c", ask, "bash", script, line], capture_output=True, text=True, check=True)
        found = set(done.stdout.split())
        assert found == expected, line


def test_bash_names_files_where_a_command_takes_one(script: Path, tmp_path: Path) -> None:
    (tmp_path / "journal of mine.jsonl").touch()
    typed = in_terminal("bash", "--norc", "--noprofile", "-i", PS1="$ ", HOME=str(tmp_path), columns=200)
    typed.type(f"cd {tmp_path}; source {script}; echo rea''dy\n")
    typed.until("ready")
    typed.type("small-wins import --now x jour\t")
    typed.until("journal\\ of\\ mine.jsonl")
    typed.type("\x15small-wins pe\tdel\t--js\t")
    typed.until("small-wins people deliver --json ")
    typed.type("\x15exit\n")
    assert typed.end() == 0


def test_zsh_completes_commands_options_and_choices(script: Path, tmp_path: Path) -> None:
    lines = (f"fpath=({script.parent} $fpath)", "autoload -Uz compinit", "compinit -u", "PROMPT='$ '", "")
    (tmp_path / ".zshrc").write_text("\n".join(lines))
    (tmp_path / "mine.jsonl").touch()
    typed = in_terminal("zsh", "-i", ZDOTDIR=str(tmp_path), HOME=str(tmp_path), columns=200)
    typed.type(f"cd {tmp_path}; echo rea''dy\n")
    typed.until("ready")
    for keys, shown in (
        ("small-wins rec\t", "small-wins recap "),
        ("small-wins pe\tdel\t--js\t", "small-wins people deliver --json "),
        ("small-wins export --format mar\t", "--format markdown "),
        ("small-wins import mi\t", "small-wins import mine.jsonl "),
        ("small-wins serve --server wai\t", "--server waitress "),
        ("small-wins completion fi\t", "small-wins completion fish "),
    ):
        typed.shown = ""
        typed.type(f"\x15{keys}")
        typed.until(shown)
    typed.type("\x15exit\n")
    assert typed.end() == 0


def test_fish_completes_commands_options_and_choices(script: Path, tmp_path: Path) -> None:
    for line, expected in CASES:
        done = subprocess.run(
            ["fish", "--no-config", "-c", f"source {script}; complete -C 'small-wins {line}'"],
            capture_output=True, text=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        found = {shown.partition("\t")[0] for shown in done.stdout.splitlines()}
        assert {name for name in found if not name.endswith("/")} == expected, line


def test_a_shell_without_a_script_is_told_which_have_one(small_wins: Command) -> None:
    ran = small_wins("completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert all(shell in ran.err for shell in ("bash", "zsh", "fish"))
