"""The last change of a journal taken back, and what was taken back put back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models import changes, queries
from models.ids import new_id
from models.tables import TAKEN_BACK, Change, Win
from small_wins.journal import Journal


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was undone."""

    wins: Sequence[Win]
    """The wins that are gone, oldest first; where none, something else is as it was before."""

    again: Sequence[Win] = ()
    """The wins that are as they were before, oldest first."""

    moved: bool = False
    """Whether these are on another day again."""

    kind: str = ""
    """The table of what was changed first of all, such as 'feelings'."""

    made: bool = False
    """Whether that is gone which the change had made, and not merely altered."""


def undo(journal: Journal) -> TakenBack | None:
    """Put back the last change of the last half hour; None where there is none."""
    change = queries.last_change(journal.session, journal.person.person_id, journal.now)
    return None if change is None else _take_back(journal, change)


def redo(journal: Journal) -> Sequence[Win] | None:
    """Put back what was taken back last, in the last half hour; the wins that are there again. None: there is nothing.

    A change that took something out, with nothing added since, is the nearest thing to be put back.
    """
    session, person_id = journal.session, journal.person.person_id
    change = queries.last_change(session, person_id, journal.now)
    taken = queries.last_taken_back(session, person_id, journal.now)
    if change and not change.detail.get("added") and (taken is None or taken.id < change.id):
        return _take_back(journal, change).again
    if taken is None:
        return None
    changes.put_back(session, person_id, taken.detail)
    session.delete(taken)
    return queries.wins_by_id(session, person_id, changes.ids_touched(taken.detail, Win))


def _take_back(journal: Journal, change: Change) -> TakenBack:
    """What it changed as it was before, noted so that it can be put back."""
    session, person_id, detail = journal.session, journal.person.person_id, change.detail
    gone = queries.wins_by_id(session, person_id, changes.ids_added(detail, Win))
    touched = changes.ids_touched(detail, Win)
    days = {win.id: win.day for win in queries.wins_by_id(session, person_id, touched)}
    changes.put_back(session, person_id, detail)
    session.delete(change)
    if inverse := changes.noted(session):
        at = journal.now
        session.add(Change(person_id=person_id, id=new_id(at), at=at, kind=TAKEN_BACK, detail=inverse))
    changes.forget(session)
    again = [] if gone else queries.wins_by_id(session, person_id, touched)
    moved = any(days.get(win.id, win.day) != win.day for win in again)
    return TakenBack(gone, again, moved, changes.main_table(detail), made=bool(detail.get("added")))
