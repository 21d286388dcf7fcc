"""Wins corrected: the words, the day."""

from __future__ import annotations

import uuid
from dataclasses import replace

from models import queries
from models.tables import Win
from small_wins.reply import Reply
from small_wins.themes.past import edits
from small_wins.themes.past.echo import say_win
from small_wins.turn import Turn

RIGHT_WORDS = "right_words"
"""The open question: how does it go?"""


def edit(turn: Turn) -> Reply:
    """The day or the words of the win that is meant; asked for once where the right words can't be told."""
    journal, slots = turn.journal, turn.slots
    wrong, right = slots.get("from", ""), slots.get("to", "")
    win = edits.meant_by(journal, turn.meaning.text, wrong)
    if win is None:
        return turn.say("edits_nothing")
    day = edits.day_in(journal, slots.get("day") or right)
    if day is not None and not wrong:
        edits.set_day(journal, win, day)
        return _changed(turn, win, moved=True)
    if wrong and right and edits.holds(win.phrase, right) and not edits.holds(win.phrase, wrong):
        return turn.say("edits_already", acts=say_win(journal, win, with_day=False))
    phrase = edits.replaced(journal, win.phrase, wrong, right) if right else None
    return _write(turn, win, phrase) if phrase and phrase != win.phrase else _ask(turn, win)


def instead(turn: Turn) -> Reply | None:
    """'No, I had a shower', just after 'I had a bath': that act in place of the one kept. None where it is another."""
    mended = None if turn.slots.get("from") else turn.detail("edit_instead", "act")
    acts = turn.journal.language.grammar.find_acts(mended, today=turn.journal.today) if mended else ()
    win = edits.kept_just_now(turn.journal) if len(acts) == 1 else None
    if win is None or not edits.tells_of_one(turn.journal, win.phrase, acts[0].what):
        return None
    return _write(replace(turn, meaning=replace(turn.meaning, intent="edit")), win, acts[0].what)


def after_right_words(turn: Turn) -> Reply | None:
    """The whole act, or the right word for one of it, or its day."""
    win = queries.wins_by_id(
        turn.journal.session, turn.journal.person.person_id, [uuid.UUID(turn.conversation.about["win"])]
    )
    wrong, right = (turn.detail("edit", name) or "" for name in ("from", "to"))
    if win and wrong and right and (phrase := edits.replaced(turn.journal, win[0].phrase, wrong, right)):
        return _write(turn, win[0], phrase)  # "not tea, coffee"
    if turn.declines:
        return turn.say("edits_left")
    text = turn.words("edit", "log_win", "list_wins")
    if text is None or not win:
        return None
    text = turn.journal.language.grammar.trim(turn.slots.get("to") or text)
    if (day := edits.day_in(turn.journal, text)) and not turn.meaning.wins:
        edits.set_day(turn.journal, win[0], day)
        return _changed(turn, win[0], moved=True)
    phrase = edits.replaced(turn.journal, win[0].phrase, "", text)
    return _write(turn, win[0], phrase) if phrase else turn.say("edits_left")


def _write(turn: Turn, win: Win, phrase: str) -> Reply:
    return _changed(turn, win) if edits.set_phrase(turn.journal, win, phrase) else turn.say("edits_left")


def _changed(turn: Turn, win: Win, *, moved: bool = False) -> Reply:
    acts = say_win(turn.journal, win, with_day=moved or win.day != turn.journal.today)
    return turn.reply(turn.text("edits_changed", acts=acts), [win])


def _ask(turn: Turn, win: Win) -> Reply:
    about = {"win": str(win.id)}
    return turn.ask("edits_ask", RIGHT_WORDS, "text", "edits_ask_again", instead="edits_ask_low", about=about)


ANSWERS = {"edit": edit}
FOLLOW_UPS = {RIGHT_WORDS: after_right_words}
TAKES_REPORTS = {RIGHT_WORDS}
