"""The daily reflection: two questions at most, and both may be passed over."""

from __future__ import annotations

from collections.abc import Sequence

from models.tables import Win
from small_wins.answers.remarks import said_on_day
from small_wins.reply import Reply
from small_wins.themes.hard_times.hard_days import last_wins
from small_wins.themes.past.reflection import keep_observation, keep_one_thing
from small_wins.turn import Turn

ONE_THING, MOOD = "reflect_one_thing", "reflect_mood"
"""The open questions: one thing from today to keep, and one word on how it went."""

_TELLS = ("log_win", "done_commitment", "feeling_report", "hard_day", "harsh_thought", "set_energy", "greeting")
"""What an answer in their own words may look like besides an answer."""


def reflect(turn: Turn) -> Reply:
    """On energy 1, and in care mode, nothing is asked and one thing is read."""
    if turn.may_offer:
        return turn.ask("harddays_reflect", ONE_THING, "text", "harddays_reflect_again")
    wins = last_wins(turn.journal, 1, 1)
    return turn.reply(said_on_day(turn, wins[-1])) if wins else turn.say("harddays_reflect_rest")


def after_one_thing(turn: Turn) -> Reply | None:
    """Kept, or passed over; either way the second question is the last, and on energy 1 there is none."""
    if turn.declines or turn.meaning.intent == "nothing_today":
        return _ask_mood(turn, "harddays_reflect_passed")
    said = turn.words(*_TELLS)
    if said is None or turn.agrees:
        return None
    kept = keep_one_thing(turn.journal, turn.meaning.wins, said, turn.door)
    return _ask_mood(turn, "harddays_reflect_passed" if kept is None else "harddays_reflect_kept", kept or ())


def after_mood(turn: Turn) -> Reply | None:
    if turn.declines or turn.meaning.intent == "nothing_today":
        return turn.say("harddays_reflect_done")
    said = turn.words(*_TELLS[2:])
    if said is None or turn.agrees:
        return None
    kept = keep_observation(turn.journal, said)
    return turn.say("harddays_reflect_mood_kept" if kept else "harddays_reflect_done")


def _ask_mood(turn: Turn, key: str, kept: Sequence[Win] = ()) -> Reply:
    if turn.low_energy or turn.journal.acts_only:
        return turn.reply(turn.text("harddays_reflect_all_kept" if kept else "harddays_reflect_done"), kept)
    return turn.leave_open(turn.reply(turn.text(key), kept), MOOD, "feeling", "harddays_reflect_mood_again")


ANSWERS = {"reflect": reflect}
FOLLOW_UPS = {ONE_THING: after_one_thing, MOOD: after_mood}
TAKES_REPORTS = {ONE_THING}
