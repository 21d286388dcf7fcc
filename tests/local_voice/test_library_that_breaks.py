"""A library that can't be loaded, as after a half-done update: told in a sentence, and typing works."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import local_voice
from tests.small_wins_cli.conftest import Command

SAMPLE = Path(local_voice.__file__).parent / "samples" / "01-glass-of-water.flac"
pytestmark = pytest.mark.usefixtures("no_sound")


@pytest.fixture(params=["miniaudio", "vosk"])
def broken(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a library that breaks when it is loaded."""
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    (libraries / f"{request.param}.py").write_text("raise OSError('lib.so: cannot open shared object file')\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(libraries), os.environ.get("PYTHONPATH", "")]))
    return str(request.param)


@pytest.mark.parametrize("arguments", [("listen",), ("listen", "--keep-trying"), ("hear", str(SAMPLE)), ("sample",)])
def test_no_ear_is_told_in_one_sentence(broken: str, arguments: tuple[str, ...]) -> None:
    ran = Command()(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"The library {broken} can't be loaded here, so I can't hear or speak. Please install Small Wins again.\n"
    )


def test_what_is_typed_is_kept_and_shown_all_the_same(broken: str) -> None:
    ran = Command()("say", "i drank a glass of water", "--aloud")
    assert ran.code == 0
    assert "You drank a glass of water." in ran.out
    assert f"The library {broken} can't be loaded here" in ran.err


def test_status_tells_it(broken: str) -> None:
    ran = Command()("status")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.count(f"The library {broken} can't be loaded here") == 1
