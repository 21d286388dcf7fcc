"""Puts a backup in the place of a SQLite journal: looked over first, at once, and what was there is kept.

A journal without fault takes over the backup's content in one transaction of SQLite's own. A rename is left for one
that is gone or damaged: under a file that some process has open, or beside a write-ahead log that was left, it damages
what it is to mend.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from models.backups import Backups, stamp
from models.database import Database
from models.erasing import Erasing
from models.queries.sharing import doubt_all
from models.schema import NewerSchemaError, file_lock, lock_file
from models.sealing import SealError, is_sealed, unseal
from models.sqlite_files import check, code_of, copy, has_content, parts_of, remove, replace, sync_folder
from models.tables import Base

_FAULT_OF_THE_FILE = {
    sqlite3.SQLITE_NOTADB: "no_journal",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_ERROR: "damaged",  # it lacks what a statement names
    sqlite3.SQLITE_CONSTRAINT: "damaged",
}
"""Why a file is refused, by SQLite's code. Any other (a full disk, a stick that fails) says nothing about it."""


class RestoreRefusedError(Exception):
    """Nothing was replaced. `key`: why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
        """'missing', 'no_journal', 'damaged', 'newer', 'wrong_passphrase', 'in_use' or 'same'."""


@dataclass(frozen=True)
class Restored:
    """What came of it."""

    kept: Path | None
    """What was there before; None: there was nothing."""


def restore(file: Path, backups: Backups, now: datetime, passphrase: str | None) -> Restored:
    """Replace the journal by a backup. Raises RestoreRefusedError, OSError and sqlite3.Error: then it is as it was."""
    journal = backups.journal
    if journal.exists() and file.exists() and file.samefile(journal):
        raise RestoreRefusedError("same")
    staged = journal.with_name(f"{journal.name}.restoring")
    journal.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file_lock(journal):
        try:
            remove(staged)
            _stage(file, staged, passphrase)
            _bring_up_to_date(staged, now)
            restored = Restored(_replace(staged, backups, stamp(now)))
            Erasing(journal, backups).mark.unlink(missing_ok=True)  # what a deletion left is wanted again
            return restored
        finally:
            remove(staged)
            lock_file(staged).unlink(missing_ok=True)


def _stage(file: Path, staged: Path, passphrase: str | None) -> None:
    """Put a plain copy beside the journal. Refuses what is no good."""
    try:
        if not is_sealed(file):
            copy(file, staged)
        else:
            with _private(staged) as plain:
                unseal(file, plain, passphrase or "")
        with closing(sqlite3.connect(staged)) as connection:
            check(connection, "integrity_check")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise RestoreRefusedError("damaged")
    except FileNotFoundError as error:
        raise RestoreRefusedError("missing") from error
    except SealError as error:
        raise RestoreRefusedError(error.key) from error
    except sqlite3.Error as error:
        raise _judged(error) from error


def _judged(error: sqlite3.Error) -> Exception:
    """A refusal where the file is at fault, else the error itself."""
    key = _FAULT_OF_THE_FILE.get(code_of(error) or 0)
    return RestoreRefusedError(key) if key else error


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        yield file


def _bring_up_to_date(staged: Path, now: datetime) -> None:
    """Today's schema; and what was waiting to be sent then may have been sent since."""
    _check_kind(staged)
    database = Database(URL.create("sqlite", database=str(staged)), copies=False)
    try:
        with database.writing() as session:
            doubt_all(session, now)
            session.commit()
    except NewerSchemaError as error:
        raise RestoreRefusedError("newer") from error
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None)
        raise (_judged(cause) if isinstance(cause, sqlite3.Error) else RestoreRefusedError("damaged")) from error
    finally:
        database.close()
    with closing(sqlite3.connect(staged, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        _check_columns(connection)


def _check_kind(staged: Path) -> None:
    """Refuses what is no journal of ours, before anything in it could run."""
    with closing(sqlite3.connect(staged)) as connection:
        found = set(connection.execute("SELECT type, name FROM sqlite_schema"))
    tables = {name for kind, name in found if kind == "table"}
    if not {"alembic_version", "people", "wins"} <= tables or {"trigger", "view"} & {kind for kind, _ in found}:
        raise RestoreRefusedError("no_journal")


def _check_columns(connection: sqlite3.Connection) -> None:
    """Refuses a journal without a table or column of ours, or with a column too many. Other tables are let be."""
    for name, table in Base.metadata.tables.items():
        columns = {column for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))}
        if columns != set(table.columns.keys()):
            raise RestoreRefusedError("damaged")


def _replace(staged: Path, backups: Backups, moment: str) -> Path | None:
    """Where what was there before is kept now."""
    journal = backups.journal
    if not any(has_content(part) for part in parts_of(journal)[:2]):
        _put_in_place(staged, journal)
        return None
    backups.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = backups.fresh(f"before-restore-{moment}")
    if not _take_over(staged, journal, kept, backups.limits.wait_seconds):
        kept = backups.fresh(f"damaged-{moment}")
        _put_away(journal, kept)
        _put_in_place(staged, journal)
    return kept


def _take_over(staged: Path, journal: Path, kept: Path, wait_seconds: float) -> bool:
    """Put the content in the place of the journal's, in one transaction; False: the journal is damaged."""
    if not has_content(journal):
        return False  # SQLite would delete the log that is left beside it
    with closing(sqlite3.connect(journal, wait_seconds, isolation_level=None)) as connection:
        if not _hold(connection):
            return False
        copy(connection, kept)
        with closing(sqlite3.connect(staged)) as source:
            source.backup(connection)
    return True


def _hold(connection: sqlite3.Connection) -> bool:
    """Keep everybody else from the journal until the connection ends; False: it is damaged.

    Refuses one that another process has open.
    """
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = DELETE")  # refused while anybody has a connection
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        check(connection, "quick_check")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise RestoreRefusedError("in_use") from error
        raise
    except sqlite3.DatabaseError:
        return False
    return True


def _put_away(journal: Path, kept: Path) -> None:
    """Keep a damaged journal as it is, with its write-ahead log, for whoever can mend it."""
    for part, put in zip(parts_of(journal), parts_of(kept), strict=True):
        if part.exists():
            partial = put.with_name(f"{put.name}.partial")
            shutil.copyfile(part, partial)
            partial.chmod(0o600)
            replace(partial, put)


def _put_in_place(staged: Path, journal: Path) -> None:
    """What belonged to the old file goes first: SQLite would take it for the new one's."""
    for part in parts_of(journal)[1:]:
        part.unlink(missing_ok=True)
    sync_folder(journal.parent)
    replace(staged, journal)
