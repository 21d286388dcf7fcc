"""The secret under which what identifies somebody is hashed: Alexa's ids, and the codes that join two journals."""

import hmac
import os
import secrets
from pathlib import Path

from filelock import FileLock

from small_wins.settings import Settings

KEY_BYTES = 32
KEY_CHARACTERS = 2 * KEY_BYTES


class IdKeyError(Exception):
    """The secret for Alexa's user ids can be neither read nor made. The message says what to do."""


def keyed_hash(identifier: str, key: bytes) -> str:
    """An HMAC-SHA256 in hex: the only form in which ids of Alexa's and codes are kept."""
    return hmac.new(key, identifier.encode(), "sha256").hexdigest()


def read_or_make_key(settings: Settings) -> bytes:
    """The secret that user ids are hashed with: set, else in the key file, which is made if need be.

    Raises IdKeyError.
    """
    return (settings.id_key or _from_file(settings.id_key_file)).encode()


def _from_file(path: Path) -> str:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{path.name}.lock")):
            if not path.exists():
                _make(path)
            key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise IdKeyError(f"The secret for Alexa's user ids cannot be read or made: {error}") from error
    if len(key) < KEY_CHARACTERS:
        # Making a new one would leave every Alexa journal without its person.
        raise IdKeyError(f"The secret for Alexa's user ids in {path} is damaged: restore the file from a backup.")
    return key


def _make(path: Path) -> None:
    # Written beside and moved into place, so that a crash never leaves half a key.
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
