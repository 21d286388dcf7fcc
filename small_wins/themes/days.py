"""What holds for one of a person's own days: energy, limits, and what was remarked on already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.readings import kept
from models.tables import DayRemarks, DayState
from small_wins.journal import Journal


def energy(journal: Journal) -> int | None:
    """Today's energy from 1 to 3, as they said it; yesterday's tells nothing."""
    state = _state(journal)
    return state.energy if state else None


def set_energy(journal: Journal, level: int | None) -> None:
    """Keep today's energy, 1 to 3; None forgets it."""
    _state_to_change(journal).energy = level


def limits(journal: Journal) -> Mapping[str, Any]:
    """What limits them today: 'seated', 'quiet', 'in_bed', 'indoors' true, 'place' a text; with what always does."""
    state = _state(journal)
    return {**(state.limits if state else {}), **dict.fromkeys(limits_always(journal), True)}


def limits_always(journal: Journal) -> list[str]:
    """What limits them on every day: of 'seated', 'hands', 'sight' and 'hearing'."""
    person = journal.person
    seated = person.mobility is not None
    held = (seated, person.spares_hands, person.spares_eyes, person.spares_ears)
    return [name for name, holds in zip(("seated", "hands", "sight", "hearing"), held, strict=True) if holds]


def add_limits(journal: Journal, more: Mapping[str, Any]) -> None:
    """Add limits for today; a value of None takes one away."""
    state = _state_to_change(journal)
    state.limits = {key: value for key, value in {**state.limits, **more}.items() if value is not None}


def remarked(journal: Journal, key: str) -> int:
    """How often this was said or asked today."""
    row = _remarks(journal)
    return int(row.times.get(key, 0)) if row else 0


def remark(journal: Journal, key: str) -> None:
    """Remember that this was said or asked today."""
    row = _remarks(journal)
    if row is None:
        row = DayRemarks(person_id=journal.person.person_id, day=journal.today, times={})
        journal.session.add(row)
    row.times = {**row.times, key: int(row.times.get(key, 0)) + 1}


def _state(journal: Journal) -> DayState | None:
    key = (journal.person.person_id, journal.today)
    return kept(journal.session, DayState, key, lambda: journal.session.get(DayState, key))


def _remarks(journal: Journal) -> DayRemarks | None:
    key = (journal.person.person_id, journal.today)
    return kept(journal.session, DayRemarks, key, lambda: journal.session.get(DayRemarks, key))


def _state_to_change(journal: Journal) -> DayState:
    state = _state(journal)
    if state is None:
        state = DayState(person_id=journal.person.person_id, day=journal.today, energy=None, limits={})
        journal.session.add(state)
    return state
