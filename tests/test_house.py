"""The house as docs/architecture.md draws it: what may import what, and what the wheel installs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "interaction_model": set(),
    "models": set(),
    "small_wins": {"interaction_model", "models"},
    "skill": {"small_wins", "interaction_model", "models"},
    "local_voice": {"small_wins", "interaction_model", "models"},
    "journal_page": {"small_wins", "interaction_model", "models"},
    "small_wins_cli": {"small_wins", "interaction_model", "models", "skill", "local_voice", "journal_page"},
}
INSTALLED_ELSEWHERE = re.compile(r"\.dist-info/|\.data/data/share/")


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    others = MAY_IMPORT.keys() - {room}
    for path in (ROOT / room).rglob("*.py"):
        assert imports_of(path) & others <= MAY_IMPORT[room], path


def test_only_the_clock_reads_the_time_of_day() -> None:
    asks = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(")
    found = [path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py") if asks.search(path.read_text())]
    assert found == [ROOT / "small_wins" / "clock.py"]


def test_the_locks_hold_versions_and_hashes_and_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text()
        assert "://" not in text
        for line in re.findall(r"^[A-Za-z].*$", text, re.M):
            assert re.match(r"[\w.\[\]-]+==\S+", line)
        assert text.count("\n    --hash=sha256:") >= len(re.findall(r"^[A-Za-z]", text, re.M))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_installs_these_names_and_no_other(wheel: zipfile.ZipFile) -> None:
    names = {name.split("/")[0] for name in wheel.namelist() if not INSTALLED_ELSEWHERE.search(name)}
    assert names == MAY_IMPORT.keys()


def test_the_wheel_brings_the_manual_page(wheel: zipfile.ZipFile) -> None:
    assert [name for name in wheel.namelist() if name.endswith(".data/data/share/man/man1/small-wins.1")]


@pytest.mark.parametrize(
    "path",
    [
        "interaction_model/en/sentences/log_win.yaml",
        "interaction_model/en/safety/screen/suicide.yaml",
        "interaction_model/en/weights/intents.tsv",
        "interaction_model/regions.yaml",
        "interaction_model/en/page.yaml",
        "journal_page/static/page.css",
        "journal_page/templates/base.html",
        "local_voice/speech-model-en/am/final.mdl",
        "local_voice/samples/transcripts.tsv",
        "models/migrations/env.py",
        "skill/pages/privacy.html",
        "skill/pages/terms.html",
        "small_wins/records/fonts/DejaVuSans.ttf",
        "small_wins_cli/small-wins.service",
        "models/migrations/versions/0001_journal.py",
    ],
)
def test_the_wheel_brings_its_data(wheel: zipfile.ZipFile, path: str) -> None:
    assert path in wheel.namelist()


def test_the_wheel_carries_the_licence_and_the_notice(wheel: zipfile.ZipFile) -> None:
    carried = {name.rsplit("/", 1)[-1] for name in wheel.namelist() if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE"} <= carried


def test_every_command_of_the_project_is_one_that_python_can_run() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"small-wins": "small_wins_cli.__main__:main"}
    assert project["requires-python"] == ">=3.11,<3.14"


def test_no_lock_compares_the_kernels_release_which_newer_pips_refuse() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        assert "platform_release" not in lock.read_text()
