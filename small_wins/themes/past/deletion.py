"""Deleting: everything, some days, one word, one win, notes, feelings. What is deleted can't be brought back.

So the backups of the journal go with it, whoever they hold; the next one is made with what is left.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from models import changes
from models.database import erase_copies
from models.queries import deletion as queries
from models.queries.pages import close_page
from models.queries.pairing import settle_all
from models.queries.people import is_led_elsewhere, leave, people_of_account
from models.tables import Person
from small_wins.core import Core
from small_wins.journal import Journal
from small_wins.records.files import folder_of
from small_wins.settings import Settings

ALL, DAYS, ABOUT, WIN, NOTES, FEELINGS = "all", "days", "about", "win", "notes", "feelings"
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be deleted."""

    kind: str
    """One of the names above."""
    first: date | None = None
    last: date | None = None
    words: str = ""
    """What it is about; of a win, its id."""

    def to_about(self) -> dict[str, str]:
        """What an open question carries."""
        days = {"first": self.first, "last": self.last}
        return {"kind": self.kind, "words": self.words, **{k: d.isoformat() for k, d in days.items() if d}}

    @classmethod
    def from_about(cls, about: Mapping[str, str]) -> Scope:
        """What `to_about` made. Raises ValueError or KeyError for anything else."""
        first, last = (date.fromisoformat(about[key]) if key in about else None for key in ("first", "last"))
        return cls(about["kind"], first, last, about.get("words", ""))


def scope_named(journal: Journal, name: str, search: str, text: str, months: Mapping[str, int]) -> Scope | None:
    """The scope of a slot ('all', 'today', 'last week', 'june', 'search', ...); `months` are the names of months."""
    if name in {ALL, NOTES, FEELINGS}:
        return Scope(name)
    if name == "search" or search:
        return Scope(ABOUT, words=search) if search else None
    if days := _days_named(journal.today, name, months):
        return Scope(DAYS, *days)
    _, offset = journal.language.grammar.find_day(text, journal.today)
    if offset is None:
        return None
    day = journal.today + timedelta(days=offset)
    return Scope(DAYS, day, day)


def count(journal: Journal, scope: Scope) -> int:
    """How many things that would delete; not asked of everything."""
    session, person_id = journal.session, journal.person.person_id
    if scope.kind == DAYS and scope.first and scope.last:
        return queries.count_days(session, person_id, scope.first, scope.last)
    if scope.kind == ABOUT:
        return queries.count_about(session, person_id, scope.words)
    if scope.kind == WIN:
        return queries.count_win(session, person_id, uuid.UUID(scope.words))
    return (
        queries.count_notes(session, person_id) if scope.kind == NOTES else queries.count_feelings(session, person_id)
    )


def delete_everything(journal: Journal, settings: Settings) -> Path | None:
    """Delete the person, and whatever could bring anything back; the folder of files that they had made, if any."""
    saved = folder_of(journal, settings.data_dir)
    erase_copies(journal.session)
    queries.delete_person(journal.session, journal.person.person_id)
    changes.forget(journal.session)
    settings.turn_log_file.unlink(missing_ok=True)
    return saved if any(saved.glob("*")) else None


def delete_files(core: Core) -> Path | None:
    """Delete a journal that can't be opened, everybody's; the folder of files that were made from it, if any.

    Raises OSError.
    """
    if core.database.erasing:
        core.database.erasing.delete_files()
    core.settings.turn_log_file.unlink(missing_ok=True)
    saved = core.settings.data_dir / "exports"
    return saved if any(saved.glob("*/*")) else None


def delete(journal: Journal, scope: Scope) -> None:
    """Delete a part of it, and whatever could bring that back."""
    session, person_id = journal.session, journal.person.person_id
    erase_copies(session)
    for one in queries.parts_of(session, person_id):
        _delete_of(session, one, scope)
    session.expire_all()
    changes.forget(session)


def _delete_of(session: Session, person_id: uuid.UUID, scope: Scope) -> None:
    if scope.kind == DAYS and scope.first and scope.last:
        queries.delete_days(session, person_id, scope.first, scope.last)
    elif scope.kind == ABOUT:
        queries.delete_about(session, person_id, scope.words)
    elif scope.kind == WIN:
        queries.delete_win(session, person_id, uuid.UUID(scope.words))
    elif scope.kind == NOTES:
        queries.delete_notes(session, person_id)
    elif scope.kind == FEELINGS:
        queries.delete_feelings(session, person_id)
    queries.forget_echoes(session, person_id)


def forget_account(core: Core, known_as: str) -> None:
    """Delete everything of everybody who spoke through an account. Twice does no harm.

    A journal that another door leads to as well stays theirs, and the account is led to it no more.
    Raises what a database that can't be used raises.
    """
    with core.database.writing() as session:
        people = people_of_account(session, known_as)
        if people:
            erase_copies(session)
        for person_id in people:
            # Locked, so that a turn that is being answered ends first.
            session.get(Person, person_id, with_for_update=True)
            if is_led_elsewhere(session, person_id, known_as):
                leave(session, person_id, known_as)
                close_page(session, [person_id])
                settle_all(session, person_id, core.clock())
            else:
                queries.delete_person(session, person_id)
        session.commit()


def _days_named(today: date, name: str, months: Mapping[str, int]) -> tuple[date, date] | None:
    monday = today - timedelta(days=today.weekday())
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    before_month, before_year = (month - _DAY).replace(day=1), (year - _DAY).replace(month=1, day=1)
    ranges: dict[str, tuple[date, date]] = {
        "today": (today, today),
        "yesterday": (today - _DAY, today - _DAY),
        "this week": (monday, today),
        "last week": (monday - _WEEK, monday - _DAY),
        "this month": (month, today),
        "last month": (before_month, month - _DAY),
        "this year": (year, today),
        "last year": (before_year, year - _DAY),
    }
    if number := months.get(name):
        first = today.replace(year=today.year if number <= today.month else today.year - 1, month=number, day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return first, min(today, following - _DAY)
    return ranges.get(name)
