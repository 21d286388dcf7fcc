"""What broke, as the key of a sentence that says what to do."""

from __future__ import annotations

import errno

from models.schema import NewerSchemaError

_SIGNS = {
    "database_locked": ("locked", "busy", "could not obtain lock", "lock timeout"),
    "database_read_only": ("readonly", "read-only", "permission denied", "unable to open"),
    "database_full": ("full", "no space left", "disk quota"),
    "database_damaged": ("malformed", "not a database", "corrupt"),
}


def explain(error: Exception) -> str:
    """The key in replies/failures.yaml of what is said about a failing database."""
    if isinstance(error, NewerSchemaError):
        return "database_newer"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "database_full"
    text = str(getattr(error, "orig", error)).lower()
    return next((key for key, signs in _SIGNS.items() if any(sign in text for sign in signs)), "database_failed")
