"""What was read in a session, kept until anything is written in it: one turn asks for the same rows many times, and of
a row that does not exist a session would ask the database each time anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

_READINGS = "readings"

_Read = TypeVar("_Read")


def kept(session: Session, key: Hashable, read: Callable[[], _Read]) -> _Read:
    """What `read` gave for this key since the last write in this session, else what it gives now."""
    readings: dict[Hashable, Any] | None = session.info.get(_READINGS)
    if readings is None:
        readings = session.info[_READINGS] = {}
        for name in ("after_flush", "after_soft_rollback"):
            event.listen(session, name, _forget)
        event.listen(session, "do_orm_execute", _forget_what_it_writes)
    session.flush()  # as every query does: what waits to be written is seen by it
    if key not in readings:
        readings[key] = read()
    found: _Read = readings[key]
    return found


def _forget(session: Session, _event: object) -> None:
    session.info[_READINGS].clear()


def _forget_what_it_writes(state: ORMExecuteState) -> None:
    if not state.is_select:
        _forget(state.session, state)
