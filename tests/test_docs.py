"""What the documents say is true."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from interaction_model.language import load_language
from interaction_model.request import Request
from small_wins_cli.main import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_picture_shows_what_is_really_answered() -> None:
    maker = load(ROOT / "docs" / "make_picture.py")
    assert maker.draw(maker.talk()) == maker.PICTURE.read_text(encoding="utf-8")


def test_the_commands_document_is_what_help_says() -> None:
    maker = load(ROOT / "docs" / "make_commands.py")
    assert maker.document() == maker.DOCUMENT.read_text(encoding="utf-8")


def test_the_gallery_holds_every_picture_that_its_page_shows() -> None:
    maker = load(ROOT / "docs" / "make_gallery.py")
    page = maker.GALLERY / "README.md"
    assert maker.document() == page.read_text(encoding="utf-8")
    taken = {path.name for path in maker.GALLERY.iterdir()} - {page.name}
    assert taken == {f"{name}-{look}.webp" for name, look in maker.PICTURES}


def test_the_gallery_has_a_picture_of_every_template_that_is_a_view() -> None:
    maker = load(ROOT / "docs" / "make_gallery.py")
    parts = {"base", "parts", "day_part", "notice"}
    views = {path.stem.replace("_", "-") for path in (ROOT / "journal_page" / "templates").glob("*.html")}
    assert {name for name, _ in maker.PICTURES} >= views - {part.replace("_", "-") for part in parts}


def test_the_schema_of_the_records_is_that_of_the_tables() -> None:
    maker = load(ROOT / "docs" / "make_records.py")
    assert maker.document() == maker.DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said", re.findall(r'"([^"\n]+)"', README.partition("## What you can say")[2].partition("Without")[0])
)
def test_everything_the_readme_says_one_can_say_is_understood(said: str) -> None:
    request = Request("local:me", "typed", "r", (said,))
    assert load_language("en-US").understanding.understand(request).intent != "unknown"


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"small-wins ([a-z-]+)", README))
    assert named <= COMMANDS.keys()


@pytest.mark.parametrize("document", [ROOT / "README.md", *sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))])
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("/"):  # a page that the skill serves
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("name", ["run", "test", "setup", "lint", "format", "lock", "check-wheel", "release-check"])
def test_every_script_is_there_and_can_be_run(name: str) -> None:
    script = ROOT / "script" / name
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert script.stat().st_mode & 0o111


def test_every_module_of_the_command_line_can_be_run_as_one() -> None:
    done = subprocess.run([sys.executable, "-m", "small_wins_cli", "--version"], capture_output=True, check=True)
    assert re.fullmatch(rb"\d+\.\d+\.\d+\n", done.stdout)


def test_every_complaint_has_its_tests() -> None:
    """Those that docs/voice-complaints.md names are there."""
    document = (ROOT / "docs" / "voice-complaints.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|.*\| (.+) \|$", document, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 41))
    scenarios = yaml.safe_load((ROOT / "tests" / "local_voice" / "scenarios.yaml").read_text(encoding="utf-8"))
    scenes = {scenario["name"] for scenario in scenarios}
    for number, proofs in rows:
        named = re.findall(r"`([^`]+)`", proofs)
        assert named, number
        for name in named:
            file, _, test = name.partition("::")
            source = (ROOT / file).read_text(encoding="utf-8") if test else ""
            assert name in scenes or f"def {test}(" in source, name


def test_the_manual_page_is_what_the_commands_say() -> None:
    maker = load(ROOT / "docs" / "make_man.py")
    assert maker.document() == maker.DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "check", [("mandoc", "-Tlint", "-Werror"), ("groff", "-man", "-Tutf8", "-ww", "-z")], ids=lambda check: check[0]
)
def test_the_manual_page_is_valid(check: tuple[str, ...]) -> None:
    if shutil.which(check[0]) is None:
        pytest.skip(f"{check[0]} is not here (Debian's package {check[0]})")
    done = subprocess.run([*check, str(ROOT / "docs" / "small-wins.1")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
