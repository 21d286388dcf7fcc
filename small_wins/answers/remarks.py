"""Remarks that are varied, so that none is said twice in a row on a day, and lines that several answers say."""

from __future__ import annotations

from models.tables import Win
from small_wins.themes import days
from small_wins.themes.past.day_names import day_name
from small_wins.turn import Turn


def vary(turn: Turn, key: str, **values: object) -> str:
    """The next of the several texts of that key. Each day begins with another one."""
    journal = turn.journal
    said = days.remarked(journal, key)
    days.remark(journal, key)
    return journal.language.say_in_turn(key, said + journal.today.toordinal(), **values)


def in_sentence(named: str) -> str:
    """The name of a day in the middle of a sentence: 'On Friday' -> 'on Friday'."""
    return named[:1].lower() + named[1:]


def act_and_day(turn: Turn, key: str, win: Win) -> str:
    """A sentence with {acts} and, at its end or in its middle, {day}."""
    journal = turn.journal
    acts = journal.language.grammar.second_person(win.phrase)
    return turn.text(key, acts=acts, day=in_sentence(day_name(journal, win.day)))


def said_on_day(turn: Turn, win: Win) -> str:
    """What and when, in their words: 'On Tuesday you sat on the step in the sun.'"""
    acts = turn.journal.language.grammar.second_person(win.phrase)
    return turn.text("harddays_one_win", acts=acts, day=day_name(turn.journal, win.day))
