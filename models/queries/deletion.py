"""Deleting what is kept of a person. By reflection over the tables, so that no new table is forgotten."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Date, String, Table, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.queries.pages import forget_views
from models.tables import Base, Change, Feeling, Note, OpenConversation, Pairing, Turn, Win

GONE = "person_gone"
"""The mark in a session's `info` after which nothing more of this turn is kept."""
FEELINGS = ("feeling_before", "feeling_during", "feeling_after")
_ECHOES = (Change, Turn, OpenConversation)
"""What holds copies of words for a while: they go with any deletion, which can't be undone."""
_OURS = frozenset({
    "address", "state", "status", "kind", "door", "step", "domain", "moment", "repeats", "check_in",
    "outcome", "serves", "token", "made_as", "key", "identity", "claimed_by", "known_as", "locale",
})  # fmt: skip
"""Columns of text that hold no words of theirs."""
_NOT_WORDS = frozenset({"people", "identities", *(table.__tablename__ for table in _ECHOES)})
_BATCH = 500


def tables_of_a_person() -> list[Table]:
    """Every table with rows of a person; those that others refer to come last."""
    return [table for table in reversed(Base.metadata.sorted_tables) if "person_id" in table.columns]


def delete_person(session: Session, person_id: uuid.UUID) -> None:
    """Delete every row of a person, themselves included, and of the journals that became a part of theirs."""
    for pairing in session.scalars(select(Pairing).where(Pairing.person_id == person_id)).all():
        if pairing.whole:
            delete_rows(session, pairing.other_id)
        else:
            _delete_older(session, pairing)
    delete_rows(session, person_id)
    session.expunge_all()
    session.info[GONE] = True


def delete_rows(session: Session, person_id: uuid.UUID) -> None:
    """Delete every row of a person, themselves included."""
    session.flush()
    for table in tables_of_a_person():
        session.execute(delete(table).where(table.columns.person_id == person_id))


def parts_of(session: Session, person_id: uuid.UUID) -> list[uuid.UUID]:
    """The person, and those whose journals became part of theirs and can still be taken out."""
    whole = select(Pairing.other_id).where(Pairing.person_id == person_id, Pairing.whole)
    return [person_id, *session.scalars(whole)]


def _delete_older(session: Session, pairing: Pairing) -> None:
    """What was told before then in a journal that goes on as somebody else's."""
    session.flush()
    for table in tables_of_a_person():
        columns = table.columns
        if "paired_from" not in columns or "person_id" not in table.primary_key.columns:
            continue
        before = columns.id < pairing.id if "id" in columns else columns.day <= pairing.at.date()
        session.execute(delete(table).where(columns.person_id == pairing.other_id, before))


def is_gone(session: Session) -> bool:
    """Whether `delete_person` was called in this session."""
    return bool(session.info.get(GONE))


def forget_echoes(session: Session, person_id: uuid.UUID) -> None:
    """Delete what could bring deleted words back."""
    for table in _ECHOES:
        session.execute(delete(table).where(table.person_id == person_id))
    forget_views(session, person_id)


def count_days(session: Session, person_id: uuid.UUID, first: date, last: date) -> int:
    """How many rows there are of these days."""
    return sum(
        session.scalar(select(func.count()).select_from(table).where(_of_days(table, person_id, first, last))) or 0
        for table in _tables_with_days()
        if table.name not in {"days", "day_remarks"}
    )


def delete_days(session: Session, person_id: uuid.UUID, first: date, last: date) -> None:
    """Delete what is kept of these days."""
    session.flush()
    for table in _tables_with_days():
        session.execute(delete(table).where(_of_days(table, person_id, first, last)))


def count_win(session: Session, person_id: uuid.UUID, win_id: uuid.UUID) -> int:
    """1 where there is such a win, else 0."""
    return 1 if session.get(Win, (person_id, win_id)) else 0


def delete_win(session: Session, person_id: uuid.UUID, win_id: uuid.UUID) -> None:
    """Delete one win, and the feelings that were told with it."""
    session.flush()
    session.execute(delete(Feeling).where(Feeling.person_id == person_id, Feeling.win_id == win_id))
    session.execute(delete(Win).where(Win.person_id == person_id, Win.id == win_id))


def count_notes(session: Session, person_id: uuid.UUID) -> int:
    return session.scalar(select(func.count()).select_from(Note).where(Note.person_id == person_id)) or 0


def delete_notes(session: Session, person_id: uuid.UUID) -> None:
    """Delete every note of a person."""
    session.flush()
    session.execute(delete(Note).where(Note.person_id == person_id))


def count_feelings(session: Session, person_id: uuid.UUID) -> int:
    """Feelings by themselves, and wins that tell of one."""
    alone = session.scalar(select(func.count()).select_from(Feeling).where(Feeling.person_id == person_id)) or 0
    return alone + (session.scalar(select(func.count()).select_from(Win).where(_felt(person_id))) or 0)


def delete_feelings(session: Session, person_id: uuid.UUID) -> None:
    """Delete every feeling; the wins stay. The sentence in which it was told becomes the act."""
    session.flush()
    session.execute(delete(Feeling).where(Feeling.person_id == person_id))
    session.execute(
        update(Win).where(_felt(person_id)).values({**dict.fromkeys(FEELINGS), "said": Win.phrase}),
        execution_options={"synchronize_session": False},
    )


def count_about(session: Session, person_id: uuid.UUID, words: str) -> int:
    """How many rows hold these words, whole and in this order."""
    return sum(1 for _ in _about(session, person_id, words))


def delete_about(session: Session, person_id: uuid.UUID, words: str) -> None:
    """Delete every row that holds these words."""
    session.flush()
    for table, key in list(_about(session, person_id, words)):
        session.execute(delete(table).where(*(table.columns[name] == value for name, value in key.items())))


def _tables_with_days() -> list[Table]:
    return [
        table for table in tables_of_a_person() if isinstance(getattr(table.columns.get("day"), "type", None), Date)
    ]


def _of_days(table: Table, person_id: uuid.UUID, first: date, last: date) -> Any:
    columns = table.columns
    return and_(columns.person_id == person_id, columns.day >= first, columns.day <= last)


def _felt(person_id: uuid.UUID) -> Any:
    return and_(Win.person_id == person_id, or_(*(getattr(Win, name).is_not(None) for name in FEELINGS)))


def _about(session: Session, person_id: uuid.UUID, words: str) -> Iterator[tuple[Table, Mapping[str, Any]]]:
    """Table and key of each row with these words. The database finds candidates; whole words are told here."""
    whole = re.compile(rf"(?<!\w){re.escape(words.lower())}(?!\w)")
    for table in tables_of_a_person():
        texts = [c for c in table.columns if isinstance(c.type, String) and c.name not in _OURS]
        if not texts or table.name in _NOT_WORDS:
            continue
        held = or_(*(func.lower(column).contains(words.lower(), autoescape=True) for column in texts))
        keys = list(table.primary_key.columns)
        query = select(*keys, *texts).where(table.columns.person_id == person_id, held)
        for row in session.execute(query, execution_options={"yield_per": _BATCH}):
            if any(value and whole.search(value.lower()) for value in row[len(keys) :]):
                yield table, {column.name: value for column, value in zip(keys, row, strict=False)}
