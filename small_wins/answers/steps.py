"""Small steps: one, another, and a smaller one."""

from __future__ import annotations

from small_wins import steps
from small_wins.reply import Reply
from small_wins.turn import Turn


def suggest(turn: Turn) -> Reply:
    return turn.say("suggestion", step=steps.suggest_step(turn.journal).text)


def smaller(turn: Turn) -> Reply:
    step = steps.suggest_smaller(turn.journal)
    return turn.say("suggestion", step=step.text) if step else turn.say("smaller_without_step")


ANSWERS = {"suggest": suggest, "different": suggest, "smaller": smaller}
