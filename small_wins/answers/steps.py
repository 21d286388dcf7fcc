"""Small steps: one, another, a smaller one, and done."""

from __future__ import annotations

from small_wins import steps
from small_wins.answers.wins import keep
from small_wins.reply import Reply
from small_wins.turn import Turn


def suggest(turn: Turn) -> Reply:
    return turn.say("suggestion", step=steps.suggest_step(turn.journal).text)


def smaller(turn: Turn) -> Reply:
    step = steps.suggest_smaller(turn.journal)
    return turn.say("suggestion", step=step.text) if step else turn.say("smaller_without_step")


def done(turn: Turn) -> Reply:
    """The step that was offered is kept; what they told beside it goes before."""
    if turn.meaning.wins:
        return keep(turn, turn.meaning.wins, turn.meaning.text)
    offer = steps.last_offer(turn.journal)
    win = steps.as_win(turn.journal, offer) if offer else None
    return keep(turn, [win], turn.meaning.text) if win else turn.say("done_without_step")


ANSWERS = {"suggest": suggest, "different": suggest, "smaller": smaller, "done_commitment": done}
