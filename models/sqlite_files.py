"""The files of a SQLite database: copied while they are in use, checked, and put in each other's place."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

PARTS = ("", "-wal", "-shm", "-journal")
"""What the names of SQLite's files of one database end with."""


def parts_of(path: Path) -> list[Path]:
    """The files that may belong to a SQLite database, itself first."""
    return [path.with_name(path.name + part) for part in PARTS]


def copy(journal: Path | sqlite3.Connection, target: Path) -> None:
    """Copy a SQLite database, which may be in use. The copy is one file, and appears whole and without fault or not
    at all. Raises OSError and sqlite3.Error.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        remove(partial)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL, 0o600))
        _copy_into(journal, partial)
        replace(partial, target)
    finally:
        remove(partial)


def _copy_into(journal: Path | sqlite3.Connection, partial: Path) -> None:
    with closing(sqlite3.connect(partial, isolation_level=None)) as there:
        there.execute("PRAGMA synchronous = OFF")  # it is synced when it is whole
        if isinstance(journal, Path):
            with closing(_open(journal)) as here:
                here.backup(there)
        else:
            journal.backup(there)
    with closing(sqlite3.connect(partial, isolation_level=None)) as there:
        there.execute("PRAGMA journal_mode = DELETE")  # no other file belongs to it
        check(there, "quick_check")


def check(connection: sqlite3.Connection, pragma: str) -> None:
    """By 'quick_check' or 'integrity_check'. Raises sqlite3.DatabaseError."""
    if connection.execute(f"PRAGMA {pragma}(1)").fetchone() != ("ok",):
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def code_of(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code; None: the error is of Python's own module."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def is_good(path: Path) -> bool:
    """Whether SQLite finds no fault with a file, and it holds a journal."""
    try:
        with closing(_open(path)) as connection:
            check(connection, "quick_check")
            return connection.execute("SELECT version_num FROM alembic_version").fetchone() is not None
    except (sqlite3.Error, OSError):
        return False


def replace(partial: Path, target: Path) -> None:
    """Put a whole file in the place of another one, or of none, also where the machine stops in that moment."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Have the names of its files written to disk."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a database that is nobody's, with all that belongs to it."""
    for part in parts_of(path):
        part.unlink(missing_ok=True)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def identity(path: Path | None) -> tuple[int, int] | None:
    """Which file it is; None: there is none."""
    try:
        found = path.stat() if path else None
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def has_content(path: Path) -> bool:
    """Whether it is there and not empty."""
    return path.exists() and path.stat().st_size > 0


def make_private(path: Path) -> None:
    """Make the file before SQLite does, readable by its owner alone; its journal files take over the mode."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
