"""docs/privacy.md names every table, file and message that there is."""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from interaction_model.language import load_language
from models.tables import Base
from small_wins.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
AT = ("--now", "2026-11-18T12:00:00+00:00")


def section(title: str) -> str:
    """The text below a heading, to the next one of any kind."""
    return re.split(r"^#+ ", DOCUMENT.partition(f"### {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def named(title: str) -> list[str]:
    """What stands in backticks in the first column of the table below a heading."""
    cells = re.findall(r"^\| (`.+?) \|", section(title), re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "small_wins_cli", *arguments], check=True, capture_output=True)


def test_every_table_is_named_and_none_that_is_not_there() -> None:
    assert sorted(named("Tables of the journal")) == sorted(Base.metadata.tables)


def test_every_setting_and_property_that_is_a_path_of_ours_is_told() -> None:
    settings, files = Settings(), section("Files")
    for name, value in settings.model_dump().items():
        if name.endswith("_dir") or name in {"database", "backups"}:
            assert f"`{name}`" in files or f"`{PREFIX}{name.upper()}`" in files, (name, value)
    properties = [name for name, value in vars(Settings).items() if isinstance(value, property)]
    paths = [value for name in properties if isinstance(value := getattr(settings, name), Path)]
    assert paths
    for path in paths:
        assert any(fnmatch(path.name, name.partition("/")[0]) for name in named("Files")), path


def test_every_file_that_is_made_is_named() -> None:
    settings = Settings()
    for line in ("i made my bed", "export my wins", "yes", "summary for my therapist"):
        run("say", line, *AT)
    run("backup", *AT)
    run("restore", *AT)
    run("delete", "--day", "2026-11-18", "--yes", *AT)
    run("say", "i made tea", *AT)
    made = [path.relative_to(settings.data_dir) for path in settings.data_dir.rglob("*") if path.is_file()]
    assert {str(path) for path in made} > {"journal.db", "backups/journal-2026-11-18.db"}
    assert any(path.parts[0] == "exports" for path in made)
    for path in made:
        assert any(fnmatch(str(path), name) for name in named("Files")), path
    for path in settings.cache_dir.iterdir():
        assert any(fnmatch(path.name, name) for name in named("Files")), path


@pytest.mark.parametrize("service", ["Alexa", "Alexa Reminders", "Apprise"])
def test_every_service_that_hears_something_is_named(service: str) -> None:
    assert service in section("Messages that leave the machine")


def test_it_is_said_plainly_everywhere_that_amazon_receives_and_keeps_the_recordings() -> None:
    replies = load_language("en-US").replies
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    page = (ROOT / "skill" / "pages" / "privacy.html").read_text(encoding="utf-8")
    kept = [replies[key] for key in ("privacy_kept", "privacy_kept_database", "privacy_kept_alexa")]
    for text in (DOCUMENT, readme, page, *kept):
        assert "Amazon receives and keeps the recordings" in text
