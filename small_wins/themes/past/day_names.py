"""A day gone by, or several, as they are named to the person."""

from __future__ import annotations

from datetime import date, timedelta

from small_wins.journal import Journal

FEW_DAYS, DAYS_OF_WEEK = 3, 7
_SATURDAY = 5


def day_name(journal: Journal, day: date) -> str:
    """'Today', 'Yesterday', 'On Friday', 'A week ago', 'On the third of May', 'On the third of May last year'."""
    language, ago = journal.language, (journal.today - day).days
    if 0 <= ago < FEW_DAYS:
        return language.say_in_turn("days_ago", ago)
    if FEW_DAYS <= ago < DAYS_OF_WEEK:
        return language.say_in_turn("on_weekday", day.weekday())
    if ago == DAYS_OF_WEEK:
        return language.say("harddays_a_week_ago")
    ordinal = language.say_in_turn("harddays_ordinals", day.day - 1).lower()
    return _with_year(journal, day, language.say("harddays_date", day=ordinal, month=_month(journal, day)))


def days_name(journal: Journal, first: date, last: date) -> str:
    """'On Friday', 'At the weekend', 'This week', 'Last week', 'In October', 'This year', 'From ... to ...'."""
    language, today = journal.language, journal.today
    if first == last:
        return day_name(journal, first)
    ends = last == today or (last + timedelta(days=1)).day == 1
    if first.day == 1 and ends and (first.year, first.month) == (last.year, last.month):
        return _with_year(journal, first, language.say("harddays_in_month", month=_month(journal, first)))
    if first == date(last.year, 1, 1) and last in {today, date(today.year - 1, 12, 31)}:
        return language.say("harddays_this_year" if first.year == today.year else "harddays_whole_last_year")
    monday = today - timedelta(days=today.weekday())
    if (last - first).days == 1 and first.weekday() == _SATURDAY:
        return language.say("harddays_weekend")
    if last == today and first in {monday, today - timedelta(days=DAYS_OF_WEEK - 1)}:
        return language.say("harddays_this_week")
    if (first, last) == (monday - timedelta(days=DAYS_OF_WEEK), monday - timedelta(days=1)):
        return language.say("last_week")
    date_of = language.grammar.date
    return _with_year(journal, last, language.say("harddays_from_to", first=date_of(first), last=date_of(last)))


def _month(journal: Journal, day: date) -> str:
    return journal.language.say_in_turn("harddays_months", day.month - 1)


def _with_year(journal: Journal, day: date, named: str) -> str:
    years = journal.today.year - day.year
    if years == 0:
        return named
    if years == 1:
        return journal.language.say("harddays_last_year", day=named)
    return journal.language.say("harddays_years_ago", day=named, count=journal.language.grammar.number(years))
