"""The database: how it is opened, read and written. SQLite by default, PostgreSQL by its URL."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from models.backups import BackupRules, Backups
from models.erasing import Erasing
from models.limits import BACKUPS
from models.schema import bring_up_to_date, check_version
from models.sqlite_files import check, copy, has_content, identity, make_private

_BEGIN = "small_wins_begin"
_ERASING, _OF = "erasing", "of"

# At DEBUG it writes each row that is read, whatever hide_parameters says; rows hold what people said.
logging.getLogger("sqlalchemy.engine.Engine").addFilter(lambda record: record.levelno > logging.DEBUG)


@dataclass(frozen=True)
class DatabaseLimits:
    """How long the database may take."""

    busy_timeout_seconds: float = 5.0
    """How long a writer waits for another one, or for a connection of the pool."""

    connect_timeout_seconds: int = 3
    """How long PostgreSQL may take to accept a connection; Alexa gives up on us after about eight."""

    pooled_connections: int = 10
    """How many connections to PostgreSQL a process keeps: one for each thread that answers, and some beside them."""


class JournalGoneError(RuntimeError):
    """The journal's file is not there or empty, and there are backups of it: it is not begun anew by itself."""


def erase_copies(session: Session) -> None:
    """Have every backup deleted with the commit of this session, since they hold what it deletes."""
    session.info[_ERASING] = True


class Database:
    """One database. Opened, and its schema brought up to date, at the first use."""

    def __init__(
        self,
        url: str | URL,
        limits: DatabaseLimits = DatabaseLimits(),
        rules: BackupRules | None = None,
        *,
        copies: bool = True,
    ) -> None:
        """`rules`: for its backups; None: it has none, but (`copies`) one beside it before a migration."""
        self.url = make_url(url)
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.backups = Backups(self.path, rules) if self.path and rules else None
        self.erasing = Erasing(self.path, self.backups) if self.path else None
        self._copies = copies
        self._file: tuple[int, int] | None = None
        self._limits = limits
        self._engine: Engine | None = None
        self._opening = threading.Lock()
        self._writers = threading.Lock()

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database; None for a server, for memory, and for SQLite's own kind of URI."""
        name = self.url.database or ":memory:"
        if self.url.get_backend_name() != "sqlite" or name == ":memory:" or name.startswith("file:"):
            return None
        return Path(name)

    @property
    def engine(self) -> Engine:
        """The engine, with the schema up to date. Raises sqlalchemy.exc.SQLAlchemyError or OSError."""
        with self._opening:
            if self._engine is not None and self._file != identity(self.path):
                # A restore, or somebody's hand, has put another file in its place.
                self._engine.dispose()
                self._engine = None
            if self._engine is None:
                self._engine = self._open()
                self._file = identity(self.path)
            return self._engine

    def _open(self) -> Engine:
        engine = self._sqlite() if self.url.get_backend_name() == "sqlite" else self._server()
        try:
            bring_up_to_date(engine, self.path, self._back_up)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _back_up(self, version: str) -> None:
        if self.backups:
            self.backups.make(f"before-{version}")
        elif self.path and self._copies:
            copy(self.path, self.path.with_name(f"{self.path.name}.before-{version}"))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database. What it changes is rolled back."""
        with self._session("DEFERRED") as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that may write, from its start on; it rolls back unless it is told to commit."""
        with self._in_turn(), self._session("IMMEDIATE") as session:
            yield session

    def check(self) -> None:
        """Return only if the database answers and has today's schema. Raises what opening it raises."""
        check_version(self.engine)

    def look_over(self) -> None:
        """What `check` does; a journal in a file that is not very large is looked over for damage too.

        Raises sqlite3.DatabaseError besides.
        """
        self.check()
        if self.path and self.path.stat().st_size <= BACKUPS.looked_over_bytes:
            with closing(sqlite3.connect(self.path, self._limits.busy_timeout_seconds)) as connection:
                check(connection, "quick_check")

    def close(self) -> None:
        """Give the connections back."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite has one writer at a time, and lets those who wait try again and again, the late before the early: the
        threads of a process come one after another. Another process is still waited for as SQLite does.
        """
        if self.url.get_backend_name() != "sqlite":
            yield
            return
        # Whoever waited in vain is told by SQLite that it is locked.
        waited = self._writers.acquire(timeout=self._limits.busy_timeout_seconds)
        try:
            yield
        finally:
            if waited:
                self._writers.release()

    @contextmanager
    def _session(self, begin: str) -> Iterator[Session]:
        # A read that turns into a write fails at once in SQLite, so a writer says so when it begins.
        engine = self.engine.execution_options(**{_BEGIN: begin})
        self._go_on_erasing()
        with _JournalSession(engine, expire_on_commit=False, info={_OF: self}) as session:
            yield session
        self._go_on_erasing()  # it may be this session that was in the way

    def _go_on_erasing(self) -> None:
        if self.erasing:
            self.erasing.go_on()

    def _server(self) -> Engine:
        limits = self._limits
        waits = {
            "connect_timeout": limits.connect_timeout_seconds,
            "options": f"-c lock_timeout={round(limits.busy_timeout_seconds * 1000)}",
        }
        return create_engine(
            self.url,
            hide_parameters=True,
            pool_size=limits.pooled_connections,
            pool_timeout=limits.busy_timeout_seconds,
            pool_pre_ping=True,  # a server that was started anew costs no turn
            connect_args={name: value for name, value in waits.items() if name not in self.url.query},
        )

    def _sqlite(self) -> Engine:
        if self.path is not None:
            if self.backups and not has_content(self.path) and self.backups.newest_good():
                raise JournalGoneError
            make_private(self.path)
        engine = create_engine(
            self.url, hide_parameters=True, connect_args={"timeout": self._limits.busy_timeout_seconds}
        )
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "begin", _begin)
        return engine


class _JournalSession(Session):
    """A session whose deletions reach the backups."""

    def commit(self) -> None:
        if not self.info.pop(_ERASING, False):
            super().commit()
            return
        database: Database = self.info[_OF]
        with database.erasing.after_commit() if database.erasing else nullcontext() as token:
            if token is not None:
                self.connection().exec_driver_sql(f"PRAGMA user_version = {token}")
            super().commit()


def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says so, not where sqlite3 guesses
    cursor = connection.cursor()
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # what is deleted, edited or undone is overwritten
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(_BEGIN, 'DEFERRED')}")
