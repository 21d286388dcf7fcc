"""What a turn changed in the rows that "undo" puts back, as JSON; and putting it back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Uuid, event, inspect
from sqlalchemy.orm import Mapper, Session

from models.tables import Base, Instant, Undoable

_LOG = "changes"
_PERSON = "person_id"

Detail = dict[str, list[Any]]
"""{'added': [[table, key]], 'changed': [[table, key, {column: old value}]], 'deleted': [[table, {column: value}]]}"""


def watch(session: Session) -> None:
    """Note from now on what is added, changed and deleted in this session."""
    session.info[_LOG] = {"added": {}, "changed": {}, "deleted": {}}
    event.listen(session, "before_flush", _note)


def forget(session: Session) -> None:
    """Forget what was noted so far, so that it can't be undone."""
    session.flush()
    for notes in session.info.get(_LOG, {}).values():
        notes.clear()


def noted(session: Session) -> Detail | None:
    """What has changed, or None."""
    session.flush()
    log = session.info[_LOG]
    detail = {
        "added": [[table, dict(key)] for table, key in log["added"]],
        "changed": [[table, dict(key), old] for (table, key), old in log["changed"].items()],
        "deleted": [[table, row] for (table, _), row in log["deleted"].items()],
    }
    return detail if any(detail.values()) else None


def put_back(session: Session, person_id: uuid.UUID, detail: Detail) -> None:
    """Undo what `noted` told. What is gone by now stays gone."""
    for table, key in detail.get("added", ()):
        if (row := _find(session, person_id, table, key)) is not None:
            session.delete(row)
    for table, key, old in detail.get("changed", ()):
        if (row := _find(session, person_id, table, key)) is not None:
            for column, value in old.items():
                setattr(row, column, _decode(_mapper(table), column, value))
    for table, row in detail.get("deleted", ()):
        mapper = _mapper(table)
        values = {column: _decode(mapper, column, value) for column, value in row.items()}
        session.merge(mapper.class_(person_id=person_id, **values))


def ids_added(detail: Mapping[str, Sequence[Any]], table: type[Base]) -> list[uuid.UUID]:
    """The ids of the rows of a table that a change added."""
    return [uuid.UUID(key["id"]) for name, key in detail.get("added", ()) if name == table.__tablename__]


def ids_touched(detail: Mapping[str, Sequence[Any]], table: type[Base]) -> list[uuid.UUID]:
    """The ids of the rows of a table that a change altered or deleted."""
    altered = [key["id"] for name, key, _ in detail.get("changed", ()) if name == table.__tablename__]
    return [*map(uuid.UUID, altered), *ids_deleted(detail, table)]


def ids_deleted(detail: Mapping[str, Sequence[Any]], table: type[Base]) -> list[uuid.UUID]:
    """The ids of the rows of a table that a change deleted."""
    return [uuid.UUID(row["id"]) for name, row in detail.get("deleted", ()) if name == table.__tablename__]


def main_table(detail: Mapping[str, Sequence[Any]]) -> str:
    """The table of the first row that a change added, else altered, else deleted."""
    return next((str(row[0]) for rows in ("added", "changed", "deleted") for row in detail.get(rows, ())), "")


def encode(value: Any) -> Any:
    """A value of a row as JSON has it."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _note(session: Session, _context: object, _instances: object) -> None:
    log = session.info[_LOG]
    for row in session.new:
        if isinstance(row, Undoable):
            log["added"][_place(row)] = True
    for row in session.dirty:
        if isinstance(row, Undoable) and (old := _old_values(row)) and _place(row) not in log["added"]:
            log["changed"][_place(row)] = {**old, **log["changed"].get(_place(row), {})}
    for row in session.deleted:
        if isinstance(row, Undoable) and log["added"].pop(_place(row), None) is None:
            before = log["changed"].pop(_place(row), {})
            log["deleted"][_place(row)] = {**_values(row), **before}


def _place(row: Any) -> tuple[str, tuple[tuple[str, Any], ...]]:
    mapper = inspect(row).mapper
    keys = [column.key for column in mapper.primary_key if column.key != _PERSON]
    return row.__tablename__, tuple((key, encode(getattr(row, key))) for key in keys)


def _old_values(row: Any) -> dict[str, Any]:
    """The columns that differ from what the database holds, with what it holds."""
    state, old = inspect(row), {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes() and attribute.key not in row.bookkeeping:
            # Of what was empty before, SQLAlchemy tells nothing as deleted.
            old[attribute.key] = encode(history.deleted[0]) if history.deleted else None
    return old


def _values(row: Any) -> dict[str, Any]:
    return {a.key: encode(getattr(row, a.key)) for a in inspect(row).mapper.column_attrs if a.key != _PERSON}


def _find(session: Session, person_id: uuid.UUID, table: str, key: Mapping[str, Any]) -> Any:
    mapper = _mapper(table)
    return session.get(mapper.class_, {_PERSON: person_id, **{k: _decode(mapper, k, v) for k, v in key.items()}})


def _mapper(table: str) -> Mapper[Any]:
    return next(mapper for mapper in Base.registry.mappers if mapper.class_.__tablename__ == table)


def _decode(mapper: Mapper[Any], column: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match mapper.columns[column].type:
        case Instant():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Uuid():
            return uuid.UUID(value)
    return value
