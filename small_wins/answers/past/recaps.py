"""What a day, a week or a month held, as their own doing."""

from __future__ import annotations

from dataclasses import replace

from small_wins.answers.remarks import act_and_day
from small_wins.reply import Reply, Shown
from small_wins.themes.hard_times.hard_days import past_instance
from small_wins.themes.past import recaps
from small_wins.themes.past.recaps import Recap
from small_wins.turn import Turn


def recap_today(turn: Turn) -> Reply:
    """Today; or another day that they name; or whether one thing is kept for today."""
    if search := turn.slots.get("search"):
        return recap_one_thing(turn, search)
    return recap_named(turn) or _reply(turn, recaps.recap_today(turn.journal))


def recap_week(turn: Turn) -> Reply:
    if turn.slots.get("range") == "last":
        return recap_named(turn) or _reply(turn, recaps.recap_days(turn.journal, *recaps.last_week(turn.journal)))
    return recap_named(turn) or _reply(turn, recaps.recap_week(turn.journal))


def recap_named(turn: Turn) -> Reply | None:
    """The days gone by that the text names; None where it names none, or today."""
    journal = turn.journal
    text = turn.meaning.text or " ".join(turn.slots.values())
    span = journal.language.grammar.find_past_days(text, journal.today)
    if span is None or span[0] == journal.today:
        return None
    if span in {recaps.this_week(journal), recaps.week_so_far(journal)}:
        return _reply(turn, recaps.recap_week(journal))
    return _reply(turn, recaps.recap_days(journal, *span))


def recap_one_thing(turn: Turn, search: str) -> Reply:
    """Whether they told of it today. That they did not is no proof, and is not said as one."""
    win = past_instance(turn.journal, search)
    if win is None or win.day != turn.journal.today:
        return turn.say("harddays_not_heard")
    return turn.reply(act_and_day(turn, "harddays_heard", win))


def _reply(turn: Turn, recap: Recap) -> Reply:
    shown = Shown(turn.text("recap_title"), tuple(recap.screen.splitlines())) if recap.screen else None
    return replace(turn.reply(recap.speech), screen=recap.screen, shown=shown)


ANSWERS = {"recap_today": recap_today, "recap_week": recap_week}
