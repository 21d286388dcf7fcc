"""Moves every journal of a database into another one, SQLite or PostgreSQL, and compares what arrived.

A person's rows are committed together or not at all, and nothing that is there already is changed or deleted. So a move
that was killed is taken up again by the same call.
"""

from __future__ import annotations

import hashlib
import itertools
import uuid
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Result, Select, Table, Uuid, func, insert, literal, select, union
from sqlalchemy.exc import DataError, SQLAlchemyError

from models.database import Database
from models.limits import MOVING, MovingLimits
from models.schema import SCHEMA_VERSION, version_of
from models.tables import Base
from models.untouched import untouched

NOBODY = uuid.UUID(int=0)
"""Whose the rows of a table without a person are; they are moved before anybody's."""

Progress = Callable[[str, int, int], None]
"""Told ('comparing' or 'copying', rows so far, rows in all)."""
UNREADABLE = (SQLAlchemyError, OSError, ValueError)
"""What a database raises that is gone, full, damaged, or holds what is no value of ours."""
Digest = tuple[uuid.UUID, int, int]
"""A person, how many rows of a table are theirs, and the sum of the rows' hashes."""


class MoveError(Exception):
    """It can't be moved. `key`: why, as the end of the name of a sentence; `values`: what that sentence names."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class MoveRefusedError(MoveError):
    """It was not begun: nothing was written."""


@dataclass(frozen=True)
class Moved:
    """What is at the target now."""

    people: int
    people_before: int
    """Those of them who were there already."""
    rows: int


def move(
    source: Database, target: Database, progress: Progress = lambda *_: None, limits: MovingLimits = MOVING
) -> Moved:
    """Copy what the target lacks, then compare all of it. Raises MoveError."""
    mover = _Mover(Base.metadata.sorted_tables, progress, limits)
    try:
        return mover.move(source, target)
    except UNREADABLE as error:
        raise MoveError("broke_off") from error


class _Mover:
    """The tables, in the order in which rows refer to each other, and how much of them at a time."""

    def __init__(self, tables: Sequence[Table], progress: Progress, limits: MovingLimits) -> None:
        self._tables, self._progress, self._limits = tables, progress, limits

    def move(self, source: Database, target: Database) -> Moved:
        with _reading(source, "source") as here:
            if here is None:
                raise MoveRefusedError("source_missing")
            people = self._owners(here)
            before, rows_before = self._before(source, here, target, people)
            _open(target)
            self._copy(here, target, sorted(people - before), rows_before)
        try:
            rows = self._compare_all(source, target)
        except MoveRefusedError as error:
            raise MoveError("broke_off") from error
        return Moved(len(people - {NOBODY}), len(before - {NOBODY}), rows)

    def _before(
        self, source: Database, here: Connection, target: Database, people: set[uuid.UUID]
    ) -> tuple[set[uuid.UUID], int]:
        """Who is at the target already, and how many rows. Refuses people of its own, and journals that differ."""
        with _reading(target, "target") as there:
            if there is None:
                return set(), 0
            _refuse_the_same(source, here, target, there)
            before = self._owners(there)
            if before - people:
                raise MoveRefusedError("others")
            if before and self._difference(here, there, before) is not None:
                raise MoveRefusedError("gone_on")
            return before, self._count(there)

    def _copy(self, here: Connection, target: Database, people: Sequence[uuid.UUID], done: int) -> None:
        """Copy these people, some of them at a time, each time in one transaction."""
        total = self._count(here)
        for start in range(0, len(people), self._limits.people_at_once):
            some = people[start : start + self._limits.people_at_once]
            with target.writing() as session:
                for table in self._tables:
                    with self._stream(here, select(table).where(_owner(table).in_(some))) as rows:
                        for batch in rows.mappings().partitions():
                            _insert(session.connection(), table, [dict(row) for row in batch])
                            done += len(batch)
                            self._progress("copying", done, total)
                session.commit()

    def _compare_all(self, source: Database, target: Database) -> int:
        """How many rows there are now, in both."""
        with _reading(source, "source") as here, _reading(target, "target") as there:
            if here is None or there is None:
                raise MoveError("broke_off")
            if (table := self._difference(here, there)) is not None:
                raise MoveError("changed", table=table)
            return self._count(there)

    def _difference(self, here: Connection, there: Connection, people: set[uuid.UUID] | None = None) -> str | None:
        """The first table that differs, by the rows of these people here (None: all) and of everybody there."""
        total, done = self._count(there), 0
        for table in self._tables:
            with closing(self._digests(here, table)) as everybodys, closing(self._digests(there, table)) as theirs:
                ours = (digest for digest in everybodys if people is None or digest[0] in people)
                for one, other in itertools.zip_longest(ours, theirs):
                    if one != other:
                        return table.name
                    done += one[1]
                    self._progress("comparing", done, total)
        return None

    def _digests(self, connection: Connection, table: Table) -> Generator[Digest]:
        """A digest for each person, in the order of their ids, which both databases sort alike."""
        owner = _owner(table).label("moved_with")
        with self._stream(connection, select(owner, *table.columns).order_by(owner)) as rows:
            for person, of_person in itertools.groupby(rows, lambda row: row.moved_with):
                count = total = 0
                for row in of_person:
                    count += 1
                    # Added up, as databases sort a person's rows differently where their keys are texts.
                    total += int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest(), "big")
                yield person, count, total

    def _stream(self, connection: Connection, statement: Select[Any]) -> Result[Any]:
        return connection.execute(statement.execution_options(yield_per=self._limits.rows_at_once))

    def _owners(self, connection: Connection) -> set[uuid.UUID]:
        """Everybody who has rows: by the tables whose person the database does not look up in another."""
        free = [table for table in self._tables if not _owner(table).foreign_keys]
        return set(connection.scalars(union(*(select(_owner(table)).select_from(table) for table in free))))

    def _count(self, connection: Connection) -> int:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in self._tables)


def _owner(table: Table) -> ColumnElement[uuid.UUID]:
    return table.columns["person_id"] if "person_id" in table.columns else literal(NOBODY, Uuid())


@contextmanager
def _reading(database: Database, which: str) -> Iterator[Connection | None]:
    """A moment of the database as it is; None: there are no tables yet. Refuses another schema than today's."""
    with untouched(database) as engine:
        try:
            version = version_of(engine) if database.path is None or database.path.exists() else None
        except UNREADABLE as error:
            raise MoveRefusedError(f"{which}_unreachable") from error
        if version not in {None, SCHEMA_VERSION}:
            raise MoveRefusedError(f"{which}_version")
        if version is None:
            yield None
            return
        with engine.connect() as connection:
            yield connection


def _refuse_the_same(source: Database, here: Connection, target: Database, there: Connection) -> None:
    if source.path is not None and target.path is not None:
        same = source.path.samefile(target.path)
    elif source.path is None and target.path is None:
        # One server has many names; when it started, to the microsecond, tells it from others.
        server = select(func.current_database(), func.pg_postmaster_start_time())
        same = here.execute(server).one() == there.execute(server).one()
    else:
        same = False
    if same:
        raise MoveRefusedError("same")


def _open(target: Database) -> None:
    """Make the target's tables, if it has none."""
    try:
        _ = target.engine
    except UNREADABLE as error:
        raise MoveRefusedError("target_unreachable") from error


def _insert(there: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    try:
        there.execute(insert(table), rows)
    except DataError as error:
        raise MoveError("does_not_fit", table=table.name) from error
