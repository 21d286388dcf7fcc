"""The secret that ids and codes are hashed with."""

import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from small_wins.id_key import IdKeyError, read_or_make_key
from small_wins.settings import Settings


def settings_in(folder: Path, id_key: str = "") -> Settings:
    return Settings(data_dir=folder / "data", id_key=id_key)


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    key = read_or_make_key(settings_in(tmp_path))
    assert len(bytes.fromhex(key.decode())) == 32
    assert read_or_make_key(settings_in(tmp_path)) == key
    assert read_or_make_key(settings_in(tmp_path / "other")) != key


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_the_key_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    read_or_make_key(settings)
    assert stat.S_IMODE(settings.id_key_file.stat().st_mode) == 0o600


def test_many_starting_at_once_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read_or_make_key(settings_in(tmp_path)), range(8)))
    assert len(keys) == 1


def test_a_key_that_is_set_comes_before_the_file(tmp_path: Path) -> None:
    assert read_or_make_key(settings_in(tmp_path, "a secret of one's own")) == b"a secret of one's own"
    assert not settings_in(tmp_path).id_key_file.exists()


def test_the_files_content_set_as_the_key_is_the_same_key(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    key = read_or_make_key(settings)
    assert read_or_make_key(settings_in(tmp_path, settings.id_key_file.read_text().strip())) == key


@pytest.mark.parametrize("content", [b"", b"abc\n", b"\xff" * 70])
def test_a_damaged_key_file_is_not_replaced(tmp_path: Path, content: bytes) -> None:
    settings = settings_in(tmp_path)
    settings.data_dir.mkdir()
    settings.id_key_file.write_bytes(content)
    with pytest.raises(IdKeyError):
        read_or_make_key(settings)
    assert settings.id_key_file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(IdKeyError, match="cannot be read or made"):
        read_or_make_key(settings_in(tmp_path))
