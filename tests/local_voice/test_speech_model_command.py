"""`small-wins speech-model`, as processes of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_voice.speech_models import COMPACT_PATH
from small_wins.settings import Settings
from tests.local_voice.model_server import NAME, ModelServer, model_entries, serving, zip_of
from tests.small_wins_cli.conftest import Command, Ran


def speech_model(*arguments: object) -> Ran:
    return Command()("speech-model", *map(str, arguments))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(ModelServer(zip_of(model_entries()))) as running:
        yield running


def in_use() -> str:
    return next(line.split()[1] for line in speech_model("list").out.splitlines() if line.startswith("*"))


def test_a_fetched_model_is_in_use_from_then_on(server: ModelServer) -> None:
    assert in_use() == "compact"
    server.breaks_off_after = [1 << 20]
    ran = speech_model("fetch", "--url", server.url)
    assert ran.code == 0
    assert NAME in ran.out
    assert ran.err == ""
    assert len(server.ranges) == 2
    assert in_use() == NAME
    assert [path.name for path in Settings().speech_models_dir.iterdir() if not path.name.endswith(".lock")] == [NAME]


def test_a_model_that_is_there_is_not_fetched_again(server: ModelServer) -> None:
    speech_model("fetch", "--url", server.url)
    speech_model("use", "compact")
    assert in_use() == "compact"
    assert speech_model("fetch", "--url", server.url).code == 0
    assert len(server.ranges) == 1
    assert in_use() == NAME


def test_only_the_compact_model_is_replaced_where_that_is_wanted(server: ModelServer) -> None:
    speech_model("fetch", "--url", server.url)
    ran = speech_model("fetch", "--if-compact")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


@pytest.mark.parametrize("content", [b"<html>Please sign in</html>", zip_of({"../../escaped": b""})])
def test_what_is_no_model_is_told_and_nothing_stays(content: bytes, tmp_path: Path) -> None:
    with serving(ModelServer(content)) as server:
        ran = speech_model("fetch", "--url", server.url)
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert in_use() == "compact"
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert left == []


def test_wrong_use_is_told(server: ModelServer) -> None:
    for arguments in (("--url", "somewhere"), ("--url", server.url, "--name", NAME)):
        assert speech_model("fetch", *arguments).code == 2


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_a_model_that_one_has_can_be_used(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "my-model.zip"
    if kind == "zip":
        path.write_bytes(zip_of(model_entries()))
    else:
        shutil.copytree(COMPACT_PATH, path)
    assert speech_model("use", path).code == 0
    assert in_use() == ("my-model" if kind == "zip" else "my-model.zip")


def test_a_path_that_is_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    for path in (tmp_path, tmp_path / "none", tmp_path / "text.zip"):
        ran = speech_model("use", path)
        assert (ran.code, ran.out) == (1, "")
        assert str(path) in ran.err
    assert in_use() == "compact"
