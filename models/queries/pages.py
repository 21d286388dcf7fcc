"""The codes that open the page, and the visits that came of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from models.queries.people import look_up
from models.tables import PageCode, PageVisit

_NOBODY = uuid.UUID(int=0)
"""Whose a code is that ended because too many were tried: the mark of it outlasts whatever its person does."""

_ANSWER = {"conversation", "reply", "replied_at"}
"""What a visit's state has of the last answer, named by its `turn`."""


def keep_page_code(session: Session, code: PageCode, guessed_before: datetime) -> None:
    """Keep a code in place of those that its person had. Others go when they are over; one that ended because codes
    were being guessed goes at `guessed_before`.
    """
    over = PageCode.until < guessed_before
    session.execute(delete(PageCode).where(or_(PageCode.person_id == code.person_id, over)))
    session.add(code)
    session.flush()


def was_guessed_at(session: Session, since: datetime) -> bool:
    """Whether a code ended since then because too many were tried."""
    ended = exists().where(PageCode.person_id == _NOBODY, PageCode.until >= since)
    return bool(session.scalar(select(ended)))


def may_open(session: Session, key: str, now: datetime) -> bool:
    """Whether trying this code could come to anything, or has to be counted."""
    waits = or_(PageCode.key == key, PageCode.tries_left > 0)
    return bool(session.scalar(select(exists().where(waits, PageCode.until >= now))))


def try_page_code(session: Session, key: str, now: datetime) -> PageCode | None:
    """The code of this keyed hash, which is good no more. The try counts first, so that many at once are no more than
    one after another. Those that it was the last try for, and did not open, are nobody's from then on.
    """
    waits = PageCode.until >= now
    tried = update(PageCode).where(waits, PageCode.tries_left > 0).values(tries_left=PageCode.tries_left - 1)
    session.execute(tried, execution_options={"synchronize_session": False})
    found = session.scalar(
        select(PageCode).where(PageCode.key == key, waits, PageCode.person_id != _NOBODY).with_for_update()
    )
    if found is not None:
        session.delete(found)
        session.flush()
    ended = update(PageCode).where(PageCode.tries_left <= 0, PageCode.person_id != _NOBODY)
    ended = ended.values(person_id=_NOBODY, known_as="", locale="")
    session.execute(ended, execution_options={"synchronize_session": False})
    return found


def open_visit(session: Session, visit: PageVisit, now: datetime) -> None:
    """Let somebody in; the visits that are over go."""
    session.execute(delete(PageVisit).where(PageVisit.until < now))
    session.add(visit)
    session.flush()


def find_visit(session: Session, key: str, now: datetime) -> PageVisit | None:
    """The visit of this keyed hash, unless it is over."""
    return session.scalar(select(PageVisit).where(PageVisit.key == key, PageVisit.until >= now))


def last_known(session: Session, key: str) -> tuple[str, str] | None:
    """Whose visit this is or was, and their locale, while the name still leads to the same journal."""
    row = session.get(PageVisit, key)
    person = look_up(session, row.known_as) if row else None
    return (row.known_as, row.locale) if row and person and person.person_id == row.person_id else None


def keep_visit(session: Session, key: str, until: datetime, read: dict[str, Any], state: dict[str, Any]) -> None:
    """How long it lasts, and what a request made of what it had `read`. What was deleted or told meanwhile stands. One
    that was ended stays so.
    """
    row = session.scalar(select(PageVisit).where(PageVisit.key == key).with_for_update())
    if row is not None:
        row.until = until
        row.state = state if row.state == read else row.state | _made(read, state)


def _made(read: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """What is new in a state. A conversation goes with a new answer alone: else it holds words of before."""
    answers = "reply" in state and state.get("turn") != read.get("turn")
    return {name: value for name, value in state.items() if (answers if name in _ANSWER else value != read.get(name))}


def end_visit(session: Session, key: str) -> None:
    session.execute(delete(PageVisit).where(PageVisit.key == key))


def close_page(session: Session, people: Collection[uuid.UUID]) -> bool:
    """End every visit of these people, and the codes that they were told; whether there were any."""
    found = False
    for table in (PageVisit, PageCode):
        ended = session.execute(delete(table).where(table.person_id.in_(people)).returning(table.key))
        found = ended.first() is not None or found
    return found


def forget_views(session: Session, person_id: uuid.UUID) -> None:
    """What their visits remember holds words of theirs; the visits go on."""
    session.execute(update(PageVisit).where(PageVisit.person_id == person_id).values(state={}))
