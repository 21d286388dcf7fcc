"""What a row may hold beyond the types of its columns: one that breaks a rule would trip whoever reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any
from zoneinfo import available_timezones

from interaction_model.steps import DOMAINS
from models.records import OVER
from models.row_values import ValueProblemError
from small_wins.journal import Journal
from small_wins.themes.intentions.cues import DAILY, DAYS, ONCE, WEEKDAYS
from small_wins.themes.intentions.ladder import FEWEST, MOST
from small_wins.themes.past.feelings import HIGHEST, LOWEST, MOMENTS, NOW
from small_wins.themes.personal.person_settings import FASTEST, LOUDEST, SLOWEST, SOFTEST, is_region

Rule = Callable[[Any], bool]


def _one_of(*words: str) -> Rule:
    return frozenset(words).__contains__


def _between(least: int, most: int) -> Rule:
    return range(least, most + 1).__contains__


def _is_days(repeats: str) -> bool:
    return repeats in {DAILY, WEEKDAYS} or set(repeats.split(",")) <= set(DAYS)


def has_words(text: str) -> bool:
    """Whether a text is more than blanks."""
    return bool(text.strip())


def is_zone(name: str) -> bool:
    """Whether it is the IANA name of a time zone."""
    return name in _zones()


_zones = cache(available_timezones)
_MINUTE = _between(0, 24 * 60 - 1)

RULES: Mapping[str, Mapping[str, Rule]] = {
    "commitments": {
        "status": _one_of("open", "done", "let_go"),
        "minute": _MINUTE,
        "repeats": lambda repeats: repeats == ONCE or _is_days(repeats),
    },
    "days": {
        "energy": _between(1, 3),
        "limits": lambda limits: all(isinstance(value, (bool, str)) for value in limits.values()),
    },
    "day_remarks": {"times": lambda times: all(type(value) is int for value in times.values())},
    "feelings": {"moment": _one_of(NOW, *MOMENTS), "score": _between(LOWEST, HIGHEST)},
    "notes": {"kind": _one_of("future", "hopeful", "observation", "message"), "text": has_words},
    "outbox": {"state": OVER.__contains__},
    "people": {
        "time_zone": is_zone,
        "device_time_zone": is_zone,
        "reckoned_in": is_zone,
        "day_ends_at_hour": _between(0, 12),
        "recap_minute": _MINUTE,
        "quiet_from_minute": _MINUTE,
        "quiet_until_minute": _MINUTE,
        "speech_rate": _between(SLOWEST, FASTEST),
        "speech_volume": _between(SOFTEST, LOUDEST),
        "wins_a_day": _between(FEWEST, MOST),
    },
    "plan_items": {"domain": _one_of(*DOMAINS)},
    "playbook": {
        "status": _one_of("works", "never", "heavy", "off"),
        "domain": _one_of(*DOMAINS),
        "phrase": has_words,
    },
    "suggestions": {"rung": _between(0, 9)},
    "trusted_people": {"check_in": _is_days},
    "wins": {"domain": _one_of(*DOMAINS), "phrase": has_words},
}
"""By table and column; what is empty breaks none."""

HAPPENED = frozenset({"wins", "feelings", "notes"})
"""Tables whose day is over or has begun."""


@dataclass(frozen=True)
class Rules:
    """What the rows of one person's journal may hold."""

    journal: Journal

    def check(self, table: str, values: Mapping[str, Any]) -> None:
        """Raises ValueProblemError."""
        for name, holds in RULES.get(table, {}).items():
            value = values.get(name)
            if value is not None and not holds(value):
                raise ValueProblemError("value", name)
        if table in HAPPENED and values["day"] > self._latest:
            raise ValueProblemError("future", "day")
        if table == "feelings" and not values.get("word") and values.get("score") is None:
            raise ValueProblemError("lacks", "word")
        if table == "people" and values.get("region") and not is_region(self.journal, values["region"]):
            raise ValueProblemError("value", "region")

    @cached_property
    def _latest(self) -> date:
        """Tomorrow: elsewhere in the world it may have begun."""
        return self.journal.today + timedelta(days=1)
