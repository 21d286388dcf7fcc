from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.sealing import MAGIC, SealError, is_sealed, seal, unseal

PHRASE = "a b c"
PIECE = 64 * 1024
HEADER = len(MAGIC) + 32
KEPT = Path(__file__).parent / "journals" / "version-1.sealed"
"""A file of version 1, as it was written once: it opens for ever."""


def sealed(tmp_path: Path, content: bytes, passphrase: str = PHRASE) -> Path:
    plain, target = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(content)
    with target.open("wb") as file:
        seal(plain, file, passphrase)
    return target


def opened(path: Path, passphrase: str = PHRASE) -> bytes:
    plain = path.with_name("opened")
    with plain.open("wb") as file:
        unseal(path, file, passphrase)
    return plain.read_bytes()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_what_is_sealed_opens_as_it_was(tmp_path: Path, size: int) -> None:
    content = bytes(number * 31 % 251 for number in range(size))
    path = sealed(tmp_path, content)
    assert is_sealed(path)
    assert opened(path) == content


def test_nothing_of_it_can_be_read_and_no_two_are_alike(tmp_path: Path) -> None:
    words = b"i polished the samovar " * 100
    one = sealed(tmp_path, words).read_bytes()
    assert b"samovar" not in one
    assert sealed(tmp_path, words).read_bytes()[len(MAGIC) : HEADER] != one[len(MAGIC) : HEADER]


@pytest.mark.parametrize("passphrase", ["", "a b", "A b c", "a b c "])
def test_another_passphrase_is_told_from_damage(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(SealError, match="wrong_passphrase"):
        opened(sealed(tmp_path, b"words"), passphrase)


def test_letters_of_every_language_make_a_passphrase(tmp_path: Path) -> None:
    assert opened(sealed(tmp_path, b"words", "größe 水"), "größe 水") == b"words"


def test_what_was_changed_cut_swapped_or_added_is_damage(tmp_path: Path) -> None:
    path = sealed(tmp_path, bytes(3 * PIECE + 5))
    whole, step = path.read_bytes(), PIECE + 16
    first, second, rest = (whole[HEADER + n * step : HEADER + (n + 1) * step] for n in range(3))
    changed = bytearray(whole)
    changed[HEADER + step + 9] ^= 1
    for broken in (
        bytes(changed),
        whole[:-1],
        whole[: HEADER + 3 * step],
        whole[: HEADER + step],
        whole[:HEADER],
        whole[:HEADER] + second + first + rest + whole[HEADER + 3 * step :],
        whole + b"\0",
        whole + whole[HEADER:],
    ):
        path.write_bytes(broken)
        with pytest.raises(SealError, match="damaged"):
            opened(path)


def test_a_file_of_the_first_version_still_opens(tmp_path: Path) -> None:
    assert opened(Path(shutil.copy(KEPT, tmp_path)), "a passphrase of 2026") == b"SQLite format 3\0 and so on"
