"""What a deletion leaves outside the tables: the backups, and SQLite's write-ahead log. Both go behind its commit.

A mark beside the journal tells what is still to go. Whoever uses the journal next, in any process, goes on: after a
crash, and where the log could not be emptied because somebody was reading.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from models.backups import Backups
from models.limits import BACKUPS
from models.schema import file_lock
from models.sqlite_files import has_content, remove, sync_folder

_LOG_ALONE = b""
"""What the mark holds once no backup is to go, even on a full disk. Before, it holds the token of a deletion."""
_TOKENS = 2**31 - 1
"""`PRAGMA user_version` holds a number of 32 bits, with its sign."""


@dataclass(frozen=True)
class Erasing:
    """For one journal; without backups its log alone."""

    journal: Path
    backups: Backups | None

    @property
    def mark(self) -> Path:
        return self.journal.with_name(f"{self.journal.name}.erasing")

    @contextmanager
    def after_commit(self) -> Iterator[int]:
        """The commit of a deletion stands in this, and the token that is given is the `user_version` that it commits:
        by that it is known later whether it happened. If it did not, every backup stays.

        Raises OSError, sqlite3.Error, and filelock.Timeout where another process makes a backup.
        """
        token = 1 + secrets.randbelow(_TOKENS)
        with self.backups.at_rest(self.backups.limits.wait_seconds) if self.backups else nullcontext():
            self._end_last()
            self._set_mark(b"%d\n" % token if self.backups else _LOG_ALONE)
            yield token  # however this is left, the next use looks whether it was committed
            self._end_last()
        self._empty_log(BACKUPS.readers_wait_seconds)

    def go_on(self) -> None:
        """Erase what is left of a deletion, if there is anything and nobody is in the way. Nothing is raised."""
        if not self.mark.exists():
            return
        with suppress(OSError, sqlite3.Error):
            if self.backups and has_content(self.mark):
                with self.backups.at_rest(seconds=0):
                    self._end_last()
            self._empty_log(0)

    def delete_files(self) -> None:
        """Delete the journal itself, everybody's, with every backup: for one that can't be opened any more.

        Raises OSError, and filelock.Timeout where another process makes a backup.
        """
        waits = self.backups.at_rest(self.backups.limits.wait_seconds) if self.backups else nullcontext()
        with file_lock(self.journal), waits:
            if self.backups:
                self.backups.delete_all()
            remove(self.journal.with_name(f"{self.journal.name}.restoring"))
            remove(self.journal)
            self.mark.unlink(missing_ok=True)
            sync_folder(self.journal.parent)

    def _end_last(self) -> None:
        """Delete the backups if the deletion of the mark was committed; they are at rest."""
        if self.backups and has_content(self.mark):
            if self.mark.read_bytes() == b"%d\n" % self._last_committed():
                self.backups.delete_all()
            self._set_mark(_LOG_ALONE)

    def _last_committed(self) -> int:
        with closing(self._connect(BACKUPS.readers_wait_seconds)) as connection:
            token: int = connection.execute("PRAGMA user_version").fetchone()[0]
            return token

    def _empty_log(self, wait_seconds: float) -> None:
        """Deleted words last in it. While somebody reads it stays as it is, and so does the mark."""
        with suppress(sqlite3.Error, OSError), closing(self._connect(wait_seconds)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("BEGIN IMMEDIATE")  # nobody is between the mark and the commit of another deletion
            if not has_content(self.mark) and not has_content(self.journal.with_name(f"{self.journal.name}-wal")):
                self.mark.unlink(missing_ok=True)
            connection.execute("ROLLBACK")

    def _connect(self, wait_seconds: float) -> sqlite3.Connection:
        address = f"{self.journal.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(address, wait_seconds, uri=True, isolation_level=None)

    def _set_mark(self, content: bytes) -> None:
        with os.fdopen(os.open(self.mark, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.mark.parent)
