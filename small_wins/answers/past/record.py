"""The record: read a few at a time, counted, and when it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from models.tables import Win
from small_wins.answers.past.recaps import recap_named
from small_wins.reply import Reply
from small_wins.themes.past import record
from small_wins.themes.past.echo import say_win
from small_wins.themes.past.spoken_times import say_day, say_moment
from small_wins.turn import Turn

READ_AT_ONCE = 3
"""Nobody can listen to more acts than this."""
MORE_WINS = "more_wins"
"""The open question of a list that goes on."""


def list_wins(turn: Turn) -> Reply:
    if turn.slots.keys() <= {"day"} and (whole_days := recap_named(turn)):
        return whole_days
    if turn.slots.get("last"):
        return last_kept(turn)
    asked = record.asked_for(turn.journal, turn.slots, turn.meaning.text)
    if turn.slots.get("count"):
        return _count(turn, asked)
    if turn.slots.get("when"):
        return _when(turn, asked)
    return _read(turn, asked, 0, 1 if turn.slots.get("one") else READ_AT_ONCE)


def after_more_wins(turn: Turn) -> Reply | None:
    """The next ones; a no ends the list, and anything else is what it is."""
    about = turn.conversation.about
    if turn.agrees or turn.says_only("wins", "more"):
        return _read(turn, record.Asked.from_about(about), int(about["at"]), int(about["step"]))
    return turn.say("record_enough") if turn.declines else None


def last_kept(turn: Turn) -> Reply:
    """'Did you keep that?'"""
    latest = record.last(turn.journal)
    return turn.say("record_last", acts=say_win(turn.journal, latest)) if latest else turn.say("record_last_none")


def _count(turn: Turn, asked: record.Asked) -> Reply:
    count = record.count(turn.journal, asked)
    key = "record_total" if asked == record.Asked() else "record_count"
    key += {0: "_none", 1: "_one"}.get(count, "")
    return turn.reply(turn.text(key, count=turn.journal.language.grammar.number(count)))


def _when(turn: Turn, asked: record.Asked) -> Reply:
    """When it happened, or when it was told where they ask for that; of an earlier day nothing but the day is known."""
    found = record.read(turn.journal, record.find(turn.journal, asked)[:READ_AT_ONCE])
    if not found:
        return turn.say("record_not_found")
    win = found[0]
    acts = turn.journal.language.grammar.second_person(win.phrase)
    told_on_the_day = win.day == turn.journal.day_of(win.told_at)
    if turn.says("wins", "told"):
        return turn.say("record_told", when=say_moment(turn.journal, win.told_at), acts=acts)
    named = win.happened_at != win.told_at
    when = say_moment(turn.journal, win.happened_at) if told_on_the_day or named else say_day(turn.journal, win.day)
    if named and not told_on_the_day:
        when = say_day(turn.journal, win.day)
    return turn.say("record_when", when=when, acts=acts)


def _read(turn: Turn, asked: record.Asked, start: int, step: int) -> Reply:
    """The next few, latest first, or those of one day in its own order; then how many are left."""
    journal = turn.journal
    ids = list(record.find(journal, asked))
    if asked.span and asked.span[0] == asked.span[1]:
        ids.reverse()
    if not ids:
        nothing = asked == record.Asked() or (asked.span and not asked.words and not asked.domain)
        return turn.say("record_empty" if nothing else "record_not_found")
    found, at = _take(turn, ids, start, step)
    if not found:
        return turn.say("record_end")
    left = len(ids) - at
    key = "record_read" if not left else "record_read_one_left" if left == 1 else "record_read_left"
    said = _say(turn, found)
    reply = turn.say(key, acts=said, count=journal.language.grammar.number(left))
    if left and turn.low_energy:
        reply = turn.say("record_read", acts=said)
    elif left:
        about = {**asked.to_about(), "at": str(at), "step": str(step)}
        reply = turn.leave_open(reply, MORE_WINS, "text", "record_more_again", about)
    return replace(reply, screen=_on_screen(turn, ids[start:]))


def _take(turn: Turn, ids: Sequence[object], start: int, step: int) -> tuple[list[Win], int]:
    """The next wins that may be said, and the place after them."""
    found: list[Win] = []
    at = start
    while at < len(ids) and len(found) < step:
        found += record.read(turn.journal, [ids[at]])  # type: ignore[list-item]
        at += 1
    return found, at


def _say(turn: Turn, found: Sequence[Win]) -> str:
    """Each with its day; those of one day with the day said once."""
    journal, grammar = turn.journal, turn.journal.language.grammar
    said: list[str] = []
    for day, wins in groupby(found, key=lambda win: win.day):
        acts = grammar.join([grammar.second_person(win.phrase) for win in wins])
        told = turn.text("acts_on_day", acts=acts, day=say_day(journal, day))
        said.append(told if not said else told[:1].lower() + told[1:])
    return grammar.join(said)


def _on_screen(turn: Turn, ids: Sequence[object]) -> str:
    """One line a win, for doors with a screen."""
    found = record.read(turn.journal, ids[: record.SHOWN])  # type: ignore[arg-type]
    second_person = turn.journal.language.grammar.second_person
    lines = (
        turn.text("record_line", day=say_day(turn.journal, win.day), acts=second_person(win.phrase)) for win in found
    )
    return "\n".join(lines)


ANSWERS = {"list_wins": list_wins}
FOLLOW_UPS = {MORE_WINS: after_more_wins}
