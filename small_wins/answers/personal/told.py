"""How things are set, read out on asking: what they chose, and what is said unasked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from small_wins.reply import Reply
from small_wins.themes.personal import quiet_hours
from small_wins.themes.personal.person_settings import say_clock
from small_wins.turn import Turn


def tell(turn: Turn) -> Reply:
    return replace(turn.reply(" ".join(_choices(turn))), whole=True)


def _choices(turn: Turn) -> Iterator[str]:
    journal, person = turn.journal, turn.journal.person
    if person.name:
        yield turn.text("settings_told_name", name=person.name)
    if person.recap_minute is None:
        yield turn.text("settings_told_no_recap")
    else:
        yield turn.text("settings_told_recap", clock=say_clock(journal, person.recap_minute))
    if hours := quiet_hours.hours(journal):
        start, end = (say_clock(journal, minute) for minute in hours)
        yield turn.text("settings_quiet_told", start=start, end=end)
    ends = journal.defaults.day_ends_at_hour if person.day_ends_at_hour is None else person.day_ends_at_hour
    yield turn.text("settings_told_day_end", clock=say_clock(journal, ends * 60))
