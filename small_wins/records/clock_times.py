"""Clock times as programs write them in many languages: '20:30', '8:30 p. m.', '20 h 30', '下午8:30'."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import time

_TIME = re.compile(
    r"(?P<before>\D*)(?P<hour>\d{1,2})\s*[:.h時时시]\s*(?P<minute>\d{2})(?:[:.]\d{2})?[分분]?(?P<after>\D*)"
)
_BETWEEN = re.compile(r"[\W_]+")


def read(written: str, halves: Mapping[str, Collection[str]]) -> time | None:
    """The time; None where none can be made out, or which half of the day it is. `halves`: how they are called, under
    'morning', 'afternoon', and under 'no_half' what says nothing of that."""
    match = _TIME.fullmatch(written.strip().lower())
    if match is None or int(match["hour"]) > 23 or int(match["minute"]) > 59:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    half = _BETWEEN.sub("", match["before"] + match["after"])
    if hour > 12 or not half or half in halves.get("no_half", ()):
        return time(hour, minute)
    for name, starts in (("morning", 0), ("afternoon", 12)):
        if half in halves.get(name, ()):
            return time(hour % 12 + starts, minute)
    return None
