"""Ids of rows: UUIDv7 (RFC 9562), made from the time that is handed in."""

from __future__ import annotations

import hashlib
import secrets
import threading
import uuid
from datetime import datetime

_COUNTER_MASK = 0xFFF
_lock = threading.Lock()
# The last millisecond and its counter (RFC 9562, section 6.2): one for the process.
_last = (0, 0)


def first_id(at: datetime) -> uuid.UUID:
    """The least id that a row made at `at` (aware) or later can have: with it the rows of a journal that are older need
    not be looked at.
    """
    return uuid.UUID(int=int(at.timestamp() * 1000) << 80 if at.year > 1970 else 0)


def new_id(at: datetime) -> uuid.UUID:
    """An id for a row made at `at` (aware). Ids that one process makes for the same millisecond keep their order."""
    global _last
    milliseconds = int(at.timestamp() * 1000)
    with _lock:
        counter = _last[1] + 1 if milliseconds == _last[0] else 0
        _last = (milliseconds, counter)
    return uuid.UUID(
        int=milliseconds << 80 | 7 << 76 | (counter & _COUNTER_MASK) << 64 | 2 << 62 | secrets.randbits(62)
    )


def told_id(at: datetime, told: str) -> uuid.UUID:
    """The id of a row that came from elsewhere: always the same for the same text at the same instant (aware)."""
    milliseconds = max(0, int(at.timestamp() * 1000))
    digest = int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:10], "big")
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | (digest >> 64 & 0xFFF) << 64 | 2 << 62 | digest & (1 << 62) - 1)
