"""Quiet hours by voice: set, told, turned off."""

from __future__ import annotations

from models import queries
from small_wins.reply import Reply
from small_wins.themes.intentions import upcoming
from small_wins.themes.personal import person_settings, quiet_hours
from small_wins.turn import Turn

QUIET = "settings_quiet_hours"
"""The open question, where they were named without their times."""


def set_or_tell(turn: Turn) -> Reply:
    """Set where a time is named; else turned off or told, as they ask."""
    if found := _hours_in(turn):
        return keep(turn, *found)
    known, wish = quiet_hours.hours(turn.journal), turn.slots.get("quiet")
    if wish == "off":
        quiet_hours.turn_off(turn.journal)
        return turn.say("settings_quiet_off" if known else "settings_quiet_none")
    if wish == "told":
        return _say(turn, "settings_quiet_told", *known) if known else turn.say("settings_quiet_none")
    return turn.ask("settings_ask_quiet", QUIET, "text", "settings_ask_again", instead="settings_later")


def after_quiet(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("settings_unchanged")
    found = _hours_in(turn)
    return keep(turn, *found) if found else None


def keep(turn: Turn, start: int, end: int) -> Reply:
    """Said back, with what it means for a recap or a reminder of their own."""
    journal = turn.journal
    quiet_hours.set_hours(journal, start, end)
    recap = journal.person.recap_minute
    if recap is not None and quiet_hours.is_quiet_minute(journal, recap):
        return _say(turn, "settings_quiet_recap", start, end)
    ahead = queries.commitments_ahead(journal.session, journal.person.person_id)
    reminded = [one.minute for one in ahead if one.remind and upcoming.names_clock(journal, one)]
    still = any(minute is not None and quiet_hours.is_quiet_minute(journal, minute) for minute in reminded)
    return _say(turn, "settings_quiet_reminder" if still else "settings_quiet", start, end)


def _hours_in(turn: Turn) -> tuple[int, int] | None:
    told = {**_details(turn), **turn.slots}
    return quiet_hours.read_hours(turn.journal, told.get("quiet_start", ""), told.get("quiet_end", ""))


def _details(turn: Turn) -> dict[str, str]:
    names = ("quiet_start", "quiet_end")
    return {name: said for name in names if (said := turn.detail("settings", name))}


def _say(turn: Turn, key: str, start: int, end: int) -> Reply:
    clock = person_settings.say_clock
    return turn.say(key, start=clock(turn.journal, start), end=clock(turn.journal, end))
