"""What broke, as the key of a sentence that says what to do."""

from __future__ import annotations

import errno
import logging
import sqlite3
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from interaction_model.language import Language
from models.database import Database, JournalGoneError
from models.schema import NewerSchemaError

JOURNAL_FAILURES = (
    SQLAlchemyError, sqlite3.Error, OSError, NewerSchemaError, JournalGoneError, ModuleNotFoundError
)  # fmt: skip
"""What a database that can't be used raises."""

_LOST = frozenset({"database_damaged", "database_gone"})
_SIGNS = {
    "database_locked": ("locked", "busy", "could not obtain lock", "lock timeout"),
    "database_read_only": ("readonly", "read-only", "permission denied", "unable to open", "not a directory"),
    "database_full": ("full", "no space left", "disk quota"),
    "database_damaged": ("malformed", "not a database", "corrupt"),
    "database_unreachable": ("connection failed", "connection refused", "could not translate", "timeout expired"),
}
log = logging.getLogger(__name__)


def explain(error: Exception) -> str:
    """The key in replies/failures.yaml of what is said about a failing database. Logs its kind, nobody's words."""
    key = _key_of(error)
    log.error("the journal can't be used: %s (%s)", key, type(getattr(error, "orig", error)).__name__)
    return key


def said_of(error: Exception, database: Database, language: Language) -> str:
    """What is said about it: of a journal that is damaged or gone, also how to get the newest good backup back."""
    key = explain(error)
    offers = key in _LOST and database.backups
    if offers and (backup := offers.newest_good()):
        made = datetime.fromtimestamp(backup.stat().st_mtime, UTC).astimezone()
        month = language.replies["privacy_months"][made.month - 1]
        return language.say(f"{key}_backup", day=language.say("privacy_dates", day=made.day, month=month))
    return language.say(key)


def damage(database: Database, language: Language) -> str | None:
    """What is said at the start of a door about a journal's file that is damaged or gone; None: it is neither.

    Anything else that is wrong is said when it is in the way.
    """
    if not (database.path and database.backups) or not (database.path.exists() or database.backups.all()):
        return None
    try:
        database.look_over()
    except JOURNAL_FAILURES as error:
        return said_of(error, database, language) if is_lost(error) else None
    return None


def is_lost(error: Exception) -> bool:
    """Whether it means that the journal's file is damaged or gone."""
    return _key_of(error) in _LOST


def _key_of(error: Exception) -> str:
    if isinstance(error, NewerSchemaError):
        return "database_newer"
    if isinstance(error, JournalGoneError):
        return "database_gone"
    if isinstance(error, ModuleNotFoundError):
        return "database_driver_missing"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "database_full"
    text = str(getattr(error, "orig", error)).lower()
    return next((key for key, signs in _SIGNS.items() if any(sign in text for sign in signs)), "database_failed")
