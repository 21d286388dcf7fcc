"""What a day or a week held."""

from __future__ import annotations

from small_wins import recaps
from small_wins.reply import Reply
from small_wins.turn import Turn


def recap_today(turn: Turn) -> Reply:
    return turn.reply(recaps.recap_today(turn.journal))


def recap_week(turn: Turn) -> Reply:
    return turn.reply(recaps.recap_week(turn.journal))


ANSWERS = {"recap_today": recap_today, "recap_week": recap_week}
