"""What was read in a session, kept until its table is written to: one turn asks for the same rows many times, and of a
row that does not exist a session would ask the database each time anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from models.tables import Base

_READINGS = "readings"

_Read = TypeVar("_Read")


def kept(session: Session, table: type[Base], key: Hashable, read: Callable[[], _Read]) -> _Read:
    """What `read` gave for this key since the last write to that table in this session, else what it gives now.

    `Base` stands for what was read from several tables.
    """
    readings: dict[type[Base], dict[Hashable, Any]] | None = session.info.get(_READINGS)
    if readings is None:
        readings = session.info[_READINGS] = {}
        event.listen(session, "after_flush", _forget_what_was_flushed)
        event.listen(session, "after_soft_rollback", _forget_all)
        event.listen(session, "do_orm_execute", _forget_what_it_writes)
    session.flush()  # as every query does: what waits to be written is seen by it
    of_table = readings.setdefault(table, {})
    if key not in of_table:
        of_table[key] = read()
    found: _Read = of_table[key]
    return found


def _forget_what_was_flushed(session: Session, _context: object) -> None:
    if session.deleted:
        # The database may delete more with it.
        _forget_all(session)
    for table in {Base, *map(type, session.new), *map(type, session.dirty)}:
        session.info[_READINGS].pop(table, None)


def _forget_what_it_writes(state: ORMExecuteState) -> None:
    if not state.is_select:
        _forget_all(state.session)


def _forget_all(session: Session, _event: object = None) -> None:
    session.info[_READINGS].clear()
