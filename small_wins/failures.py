"""What broke, as the key of a sentence that says what to do."""

from __future__ import annotations

import errno
import logging

from sqlalchemy.exc import SQLAlchemyError

from models.schema import NewerSchemaError

JOURNAL_FAILURES = (SQLAlchemyError, OSError, NewerSchemaError, ModuleNotFoundError)
"""What a database that can't be used raises."""

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


def _key_of(error: Exception) -> str:
    if isinstance(error, NewerSchemaError):
        return "database_newer"
    if isinstance(error, ModuleNotFoundError):
        return "database_driver_missing"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "database_full"
    text = str(getattr(error, "orig", error)).lower()
    return next((key for key, signs in _SIGNS.items() if any(sign in text for sign in signs)), "database_failed")
