"""How much is taken at a time, and how long is waited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MovingLimits:
    """For `models/moving.py`."""

    rows_at_once: int = 1000
    """Rows held in memory."""

    people_at_once: int = 10
    """People whose rows are committed together: what a move that breaks off has to copy again."""


MOVING = MovingLimits()


@dataclass(frozen=True, slots=True)
class BackupLimits:
    """For `models/backups.py`, `models/restoring.py` and `models/erasing.py`."""

    wait_seconds: float = 5.0
    """How long another process that makes a backup, or holds the journal, is waited for."""

    readers_wait_seconds: float = 1.0
    """How long a deletion waits for those who read, before others are left to empty SQLite's log."""

    looked_over_bytes: int = 50_000_000
    """A journal up to this size is looked over whenever a door starts: that takes well under a second."""

    try_again_seconds: float = 3600.0
    """When a day's backup that could not be made is tried again."""


BACKUPS = BackupLimits()


@dataclass(frozen=True, slots=True)
class RecordLimits:
    """For `models/records.py`."""

    rows_at_once: int = 1000
    """Rows that are read or written together."""

    first_year: int = 1900
    last_year: int = 2200
    """Near the ends of what a date can hold, counting days and zones fails: no row of other years is taken in."""


RECORDS = RecordLimits()
