"""How much is taken at a time."""

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
