"""Wins said back to the person, in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.tables import Win
from small_wins.journal import Journal
from small_wins.recaps import SPOKEN_AT_MOST

FEW_DAYS, DAYS_OF_WEEK = 3, 7


def say_back(journal: Journal, kept: Sequence[Win]) -> str:
    """'You brushed your teeth', 'Yesterday you had a bath, and it felt good'."""
    language = journal.language
    told = list(dict.fromkeys(win.phrase for win in kept))[:SPOKEN_AT_MOST]
    acts = language.grammar.join([language.grammar.second_person(phrase) for phrase in told])
    days, feelings = {win.day for win in kept}, {win.feeling_after for win in kept} - {None}
    feeling = language.grammar.felt(feelings.pop() or "") if len(feelings) == 1 else None
    key = "acts_with_feeling" if feeling else "acts"
    if len(days) > 1 or journal.today in days:
        return language.say(key, acts=acts, feeling=feeling)
    return language.say(f"{key}_on_day", acts=acts, feeling=feeling, day=_said_day(journal, days.pop()))


def _said_day(journal: Journal, day: date) -> str:
    """'Yesterday', 'On Friday', 'Last week', 'Nine days ago'."""
    language, ago = journal.language, (journal.today - day).days
    if ago < FEW_DAYS:
        return language.say_in_turn("days_ago", ago)
    if ago < DAYS_OF_WEEK:
        return language.say_in_turn("on_weekday", day.weekday())
    if ago == DAYS_OF_WEEK:
        return language.say("last_week")
    return language.say("many_days_ago", count=language.grammar.number(ago))
