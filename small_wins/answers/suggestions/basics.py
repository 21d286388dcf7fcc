"""The basics of a day, offered as three words to choose from: to whoever asks for them, and to whoever can't think."""

from __future__ import annotations

from small_wins.reply import Reply
from small_wins.themes import days
from small_wins.themes.personal.manners import BRIEF_TODAY
from small_wins.themes.suggestions.basics import suggest_basic
from small_wins.turn import Turn

BASICS = "basics"
"""The open question: which is nearest?"""


def look_after(turn: Turn) -> Reply:
    return turn.ask("basics_ask", BASICS, "text", "basics_again", instead="basics_low")


def foggy(turn: Turn) -> Reply:
    """Short and simple, for the rest of this day."""
    days.remark(turn.journal, BRIEF_TODAY)
    if turn.in_care:
        return turn.say("basics_foggy_low")
    return turn.ask("basics_foggy", BASICS, "text", "basics_again", instead="basics_foggy_low")


def after_basics(turn: Turn) -> Reply | None:
    """Their answer becomes one small step; a win that they tell ("I had some tea") is a win."""
    if turn.meaning.logs != "no":
        return None
    if basic := turn.label(BASICS, "answers"):
        step = suggest_basic(turn.journal, basic)
        return turn.say("suggestion", step=step.text) if step else turn.say("basics_none")
    return turn.say("basics_no") if turn.declines else None


FOLLOW_UPS = {BASICS: after_basics}
