"""Zips from elsewhere: good, broken and hostile."""

from __future__ import annotations

import io
import random
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from local_voice.failures import ModelError
from local_voice.limits import FETCH_LIMITS
from local_voice.model_zip import install_zip
from local_voice.recogniser import load_model
from local_voice.speech_models import is_model
from tests.local_voice.model_server import model_entries, zip_of

GOOD = zip_of(model_entries())


def install(content: bytes, tmp_path: Path, **limits: int) -> Path:
    archive = tmp_path / "given.zip"
    archive.write_bytes(content)
    return install_zip(archive, "given", tmp_path / "models", load_model, replace(FETCH_LIMITS, **limits)).path


def refusal(content: bytes, tmp_path: Path, **limits: int) -> str:
    with pytest.raises(ModelError) as error:
        install(content, tmp_path, **limits)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["given.zip", "models"]
    return error.value.key


@pytest.mark.parametrize("folder", ["vosk-model-small-en-us-0.15/", "another name/", ""])
def test_a_model_is_put_in_place(tmp_path: Path, folder: str) -> None:
    path = install(zip_of(model_entries(folder)), tmp_path)
    assert path == tmp_path / "models" / "given"
    load_model(path)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["given"]


def test_a_model_replaces_what_had_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "models" / "given"
    broken.mkdir(parents=True)
    (broken / "rest.txt").write_text("of something")
    assert is_model(install(GOOD, tmp_path))
    assert not (broken / "rest.txt").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../escaped.txt",
        "model/../../escaped.txt",
        "/escaped.txt",
        "..\\escaped.txt",
        "C:\\escaped.txt",
        "C:escaped",
    ],
)
def test_an_entry_that_would_escape_is_refused(tmp_path: Path, name: str) -> None:
    assert refusal(zip_of({**model_entries(), name: b"escaped"}), tmp_path) == "zip_hostile"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    content = io.BytesIO(GOOD)
    with zipfile.ZipFile(content, "a") as zipped:
        entry = zipfile.ZipInfo("model/link")
        entry.create_system, entry.external_attr = 3, (kind | 0o777) << 16
        zipped.writestr(entry, "/etc/passwd")
    assert refusal(content.getvalue(), tmp_path) == "zip_hostile"


def test_a_file_where_another_needs_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(zip_of({"model": b"", **model_entries("model/")}), tmp_path) == "zip_hostile"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO(GOOD)
    with zipfile.ZipFile(content, "a") as zipped:
        zipped.writestr(zipped.namelist()[0], b"again")
    assert refusal(content.getvalue(), tmp_path) == "zip_hostile"


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    bomb = zip_of({**model_entries(), "model/zeros": bytes(300 << 20)})
    assert len(bomb) < 6 << 20
    assert refusal(bomb, tmp_path) == "zip_hostile"


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    bomb = bytearray(zip_of({"model/zeros": bytes(1 << 20)}))
    for at in (bomb.find(b"PK\x03\x04") + 22, bomb.find(b"PK\x01\x02") + 24):
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(bomb), tmp_path, unpacked_slack_bytes=1000) in {"zip_hostile", "zip_unreadable"}


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    assert refusal(GOOD, tmp_path, files=3) == "zip_hostile"


@pytest.mark.parametrize("content", [b"", b"<html>Sign in to the network</html>" * 100, GOOD[: len(GOOD) // 2]])
def test_what_is_no_whole_zip_is_told(tmp_path: Path, content: bytes) -> None:
    assert refusal(content, tmp_path) == "zip_unreadable"


def test_a_zip_without_a_model_is_told(tmp_path: Path) -> None:
    assert refusal(zip_of({"readme.txt": b"hello"}), tmp_path) == "model_none"


def test_a_model_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    entries = {name: b"garbage" if name.endswith("final.mdl") else data for name, data in model_entries().items()}
    assert refusal(zip_of(entries), tmp_path) == "model_broken"


def test_a_damaged_zip_is_told_wherever_the_damage_is(tmp_path: Path) -> None:
    small = zip_of({f"model/{number}": bytes([number]) * 3000 for number in range(5)})
    chance = random.Random(1)  # noqa: S311 - to repeat the test
    for _ in range(300):
        damaged = bytearray(small)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        assert refusal(bytes(damaged), tmp_path) in {
            "zip_unreadable",
            "zip_hostile",
            "model_none",
            "models_not_written",
        }
