"""Days and moments as they are said: 'yesterday', 'on Friday', 'at ten past eleven this morning'."""

from __future__ import annotations

from datetime import date, datetime

from small_wins.journal import Journal

FEW_DAYS, DAYS_OF_WEEK, DAYS_COUNTED = 3, 7, 14
_PARTS_BEGIN = (0, 5, 12, 18, 22)
"""The hours at which the parts of a day begin: night, morning, afternoon, evening, night."""
_NAMED_HOURS = {0, 12}
"""Midnight and midday need no part of the day."""


def say_day(journal: Journal, day: date) -> str:
    """'yesterday', 'on Friday', 'nine days ago', 'on the third of March'."""
    language, ago = journal.language, (journal.today - day).days
    if 0 <= ago < FEW_DAYS:
        return _lower(language.say_in_turn("days_ago", ago))
    if 0 <= ago < DAYS_OF_WEEK:
        return _lower(language.say_in_turn("on_weekday", day.weekday()))
    if ago == DAYS_OF_WEEK:
        return _lower(language.say("last_week"))
    if 0 <= ago < DAYS_COUNTED:
        return _lower(language.say("many_days_ago", count=language.grammar.number(ago)))
    same_year = day.year == journal.today.year
    key = "record_on_date" if same_year else "record_on_date_of_year"
    return _lower(language.say(key, date=language.grammar.date(day), year=day.year))


def say_moment(journal: Journal, moment: datetime) -> str:
    """'at ten past eleven this morning', 'yesterday at midday'."""
    language, local, day = journal.language, moment.astimezone(journal.zone), journal.day_of(moment)
    clock = language.grammar.near_clock(local.hour, local.minute)
    named = local.hour in _NAMED_HOURS and local.minute == 0
    part = sum(local.hour >= hour for hour in _PARTS_BEGIN) - 1
    if day == journal.today:
        key = "record_at" if named else "record_at_part"
        said = _lower(language.say_in_turn("record_parts_today", part))
        return _lower(language.say(key, clock=clock, part=said))
    key = "record_at_on_day" if named else "record_at_part_on_day"
    said = _lower(language.say_in_turn("record_parts", part))
    return _lower(language.say(key, clock=clock, part=said, day=say_day(journal, day)))


def _lower(text: str) -> str:
    """Replies begin with a capital; this is a part of one."""
    return text[:1].lower() + text[1:]
