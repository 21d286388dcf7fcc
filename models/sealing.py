"""Files sealed with a passphrase; the format stands in docs/backups.md.

The STREAM construction that age and Tink use, by `cryptography`: pieces can't be changed, left out, put elsewhere or
added unnoticed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"small-wins sealed 1\n"
"""How version 1 of the format begins."""
_SALT_BYTES, _CHECK_BYTES, _KEY_BYTES, _TAG_BYTES = 16, 16, 32, 16
_PIECE_BYTES = 64 * 1024
# 64 MiB of memory: the machine on which it is opened may be a small one.
_COST, _BLOCK, _PARALLEL = 2**16, 8, 2


class SealError(ValueError):
    """It can't be opened. `key`: why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
        """'wrong_passphrase' or 'damaged'."""


def is_sealed(path: Path) -> bool:
    """Whether a file begins like a sealed one. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal(plain: Path, sealed: BinaryIO, passphrase: str) -> None:
    """Write the sealed form of a file. Raises OSError."""
    salt = os.urandom(_SALT_BYTES)
    key, check = _derive(passphrase, salt)
    header = MAGIC + salt + check
    sealed.write(header)
    with plain.open("rb") as file:
        for number, piece, last in _pieces(file, _PIECE_BYTES):
            sealed.write(AESGCM(key).encrypt(_nonce(number, last=last), piece, header))


def unseal(sealed: Path, plain: BinaryIO, passphrase: str) -> None:
    """Write what was sealed. Raises SealError and OSError; what is written by then is not to be used."""
    with sealed.open("rb") as file:
        header = file.read(len(MAGIC) + _SALT_BYTES + _CHECK_BYTES)
        salt, check = header[len(MAGIC) : -_CHECK_BYTES], header[-_CHECK_BYTES:]
        key, right = _derive(passphrase, salt)
        if check != right:
            raise SealError("wrong_passphrase")
        for number, piece, last in _pieces(file, _PIECE_BYTES + _TAG_BYTES):
            try:
                plain.write(AESGCM(key).decrypt(_nonce(number, last=last), piece, header))
            except InvalidTag as error:
                raise SealError("damaged") from error


def _derive(passphrase: str, salt: bytes) -> tuple[bytes, bytes]:
    """The key, and what tells a wrong passphrase from a damaged file."""
    scrypt = Scrypt(salt, _KEY_BYTES + _CHECK_BYTES, _COST, _BLOCK, _PARALLEL)
    derived = scrypt.derive(passphrase.encode())
    return derived[:_KEY_BYTES], derived[_KEY_BYTES:]


def _nonce(number: int, *, last: bool) -> bytes:
    """Never twice under one key, as each file has a salt and so a key of its own."""
    return number.to_bytes(11, "big") + bytes([last])


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes, and whether it is the last one; of an empty file there is one, an empty one."""
    number, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following
