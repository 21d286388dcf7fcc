"""Adds rows to a journal: what is there already stays as it is, and nothing comes twice."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Table, insert, select
from sqlalchemy.orm import Session

from models.limits import RECORDS
from models.records import PERSON, keys_of, tables
from models.tables import Base, Person

OF_PLACE = frozenset({"region", "time_zone", "device_time_zone", "reckoned_in"})
"""What a person's row says of where they are. Help lines follow from it, so that a file never fills it in unseen."""
_TOLD = {
    "wins": ("phrase", "domain", "day", "feeling_before", "feeling_during", "feeling_after"),
    "feelings": ("word", "score", "moment", "day"),
    "notes": ("text", "kind", "day"),
}
"""What a person tells, and may tell otherwise in a file; what becomes of it by itself is not compared."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row that is to be added."""

    table: str
    values: dict[str, Any]
    """By column, as Python has them; without the person."""
    known_by: tuple[str, ...] = ()
    """Where it has no id of its own: the columns by which it is known to be there already."""
    instead_of: str = ""
    """The table in which it was told, where it is not kept in that one: a row there of its id stands for it."""
    line: int = 0
    """Where it was told: the number of its first line, from 1; 0 where that does not matter."""


def add(
    session: Session,
    person: Person,
    arrivals: Sequence[Arrival],
    *,
    is_new: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Add what is not there yet; how many rows of each table that were.

    Nothing that is there is changed, but for choices of the person and of a day that were never made; where they are
    (`OF_PLACE`) is filled in for a new person alone. `is_new`: this person was made a moment ago. `progress` is told
    how many rows were added so far.
    """
    adder = _Adder(session, person, progress)
    grouped: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        grouped[arrival.table].append(arrival)
    # What belongs to a win comes after the wins, as it may be known by another id.
    in_order = sorted(tables(), key=lambda table: "win_id" in table.columns)
    added = {table.name: adder.add(table, grouped[table.name], is_new=is_new) for table in in_order}
    session.flush()
    session.expire_all()
    return {name: count for name, count in added.items() if count}


def differing(session: Session, person: Person, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Those whose row is there already, in other words or on another day."""
    differ: list[Arrival] = []
    for name, told in _TOLD.items():
        arriving = {arrival.values["id"]: arrival for arrival in arrivals if arrival.table == name}
        columns = Base.metadata.tables[name].columns
        if not arriving:
            continue
        query = select(columns["id"], *(columns[one] for one in told)).where(columns[PERSON] == person.person_id)
        for row in session.execute(query.execution_options(yield_per=RECORDS.rows_at_once)).mappings():
            arrival = arriving.get(row["id"])
            if arrival and any(row[one] != arrival.values[one] for one in told if one in arrival.values):
                differ.append(arrival)
    return differ


class _Adder:
    """Adds rows of one person, and remembers by what ids the journal knows what it had already."""

    def __init__(self, session: Session, person: Person, progress: Callable[[int], None]) -> None:
        self._session, self._person, self._progress, self._done = session, person, progress, 0
        self._known_as: dict[uuid.UUID, uuid.UUID] = {}

    def add(self, table: Table, arrivals: Sequence[Arrival], *, is_new: bool) -> int:
        if not arrivals:
            return 0
        if table.name == Person.__tablename__:
            return sum(self._fill_person(arrival.values, is_new=is_new) for arrival in arrivals)
        if "id" not in table.columns:
            return self._add_by_key(table, arrivals)
        present = self._ids(table.name)
        for other in {arrival.instead_of for arrival in arrivals if arrival.instead_of}:
            present |= self._ids(other)
        there = self._there_by_words(table, arrivals)
        fresh = []
        for arrival in arrivals:
            values = self._with_known_ids(arrival.values)
            if values["id"] in present or self._is_there(arrival, there):
                continue
            present.add(values["id"])
            fresh.append(values)
        self._insert(table, fresh)
        return len(fresh)

    def _fill_person(self, values: Mapping[str, Any], *, is_new: bool) -> int:
        if is_new:
            return _fill(self._person, values, every=True)
        return _fill(self._person, {name: value for name, value in values.items() if name not in OF_PLACE})

    def _ids(self, name: str) -> set[uuid.UUID]:
        table = Base.metadata.tables[name]
        return set(self._session.scalars(self._of_person(table, table.columns["id"])))

    def _add_by_key(self, table: Table, arrivals: Sequence[Arrival]) -> int:
        """Rows that are known by a day: what was never chosen on it is taken over."""
        mapped = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
        keys, added = [key.name for key in keys_of(table)], 0
        for arrival in arrivals:
            key = {PERSON: self._person.person_id, **{name: arrival.values[name] for name in keys}}
            row = self._session.get(mapped, key)
            if row is None:
                self._session.add(mapped(**_defaults(table) | arrival.values | key))
                added += 1
            else:
                added += _fill(row, arrival.values)
            self._session.flush()
        return added

    def _there_by_words(
        self, table: Table, arrivals: Sequence[Arrival]
    ) -> dict[tuple[str, ...], dict[tuple[Any, ...], list[uuid.UUID]]]:
        """What the journal has, by the columns by which arrivals without ids are known."""
        found: dict[tuple[str, ...], dict[tuple[Any, ...], list[uuid.UUID]]] = {}
        for names in {arrival.known_by for arrival in arrivals if arrival.known_by}:
            there: dict[tuple[Any, ...], list[uuid.UUID]] = defaultdict(list)
            query = self._of_person(table, table.columns["id"], *(table.columns[name] for name in names))
            for row in self._session.execute(query.order_by(table.columns["id"].desc())):
                there[tuple(row)[1:]].append(row[0])
            found[names] = there
        return found

    def _is_there(
        self, arrival: Arrival, there: Mapping[tuple[str, ...], dict[tuple[Any, ...], list[uuid.UUID]]]
    ) -> bool:
        """Each row of the journal stands for one arrival: what was done twice is told twice."""
        if not arrival.known_by:
            return False
        same = there[arrival.known_by].get(tuple(arrival.values[name] for name in arrival.known_by))
        if not same:
            return False
        self._known_as[arrival.values["id"]] = same.pop()
        return True

    def _with_known_ids(self, values: dict[str, Any]) -> dict[str, Any]:
        about = values.get("win_id")
        return {**values, "win_id": self._known_as[about]} if about in self._known_as else values

    def _insert(self, table: Table, fresh: Sequence[dict[str, Any]]) -> None:
        defaults = {column.name: None for column in table.columns} | _defaults(table)
        for start in range(0, len(fresh), RECORDS.rows_at_once):
            batch = fresh[start : start + RECORDS.rows_at_once]
            whole = [{**defaults, **values, PERSON: self._person.person_id} for values in batch]
            self._session.connection().execute(insert(table), whole)
            self._done += len(whole)
            self._progress(self._done)

    def _of_person(self, table: Table, *wanted: Column[Any]) -> Any:
        return select(*wanted).where(table.columns[PERSON] == self._person.person_id)


def _defaults(table: Table) -> dict[str, Any]:
    return {
        column.name: {} if isinstance(column.type, JSON) else getattr(column.default, "arg", None)
        for column in table.columns
        if column.default is not None
    }


def _fill(row: Any, values: Mapping[str, Any], *, every: bool = False) -> int:
    """Take over what this row has no choice of its own for (`every`: all); 1 where that changed anything."""
    defaults, changed = _defaults(row.__table__), False
    for name, value in values.items():
        own = getattr(row, name)
        if own != value and (every or own is None or (name in defaults and own == defaults[name])):
            setattr(row, name, value)
            changed = True
    return int(changed)
