"""Settings by voice: how it sounds, what they are called, where they live, when the recap comes and the day ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from small_wins.agreement import SURE_OF_ANOTHER
from small_wins.answers.personal import quiet, told
from small_wins.answers.suggestions.basics import foggy
from small_wins.reminding import promised
from small_wins.reply import Reply
from small_wins.themes.intentions import reminders
from small_wins.themes.intentions.said_plans import say_times
from small_wins.themes.personal import person_settings, quiet_hours
from small_wins.turn import Turn

NAME, REGION, RECAP, DAY_END = "settings_name", "settings_region", "settings_recap", "settings_day_end"
RECAP_REMINDER = "reminders_ask_recap"
"""The open questions, where a setting was named without what it is to be."""


def slower(turn: Turn) -> Reply:
    """The change is said in the changed manner; the question that was open stays so."""
    if turn.slots.get("fog"):
        return foggy(turn)
    return turn.aside(turn.say(change_manner(turn)))


def change_manner(turn: Turn) -> str:
    """Change how it sounds; the key of what is said to it."""
    journal, slots = turn.journal, turn.slots
    if volume := slots.get("volume"):
        if not person_settings.change_volume(journal, louder=volume == "up"):
            return "settings_loudest" if volume == "up" else "settings_softest"
        return "settings_louder" if volume == "up" else "settings_softer"
    if brevity := slots.get("brevity"):
        journal.person.brief = brevity == "short"
        return "settings_short" if journal.person.brief else "settings_long"
    if slots.get("speed") == "usual":
        person_settings.speak_as_usual(journal)
        return "settings_usual"
    faster = slots.get("speed") == "up"
    if not person_settings.change_rate(journal, faster=faster):
        return "settings_fastest" if faster else "settings_slowest"
    return "settings_faster" if faster else "settings_slower"


def settings(turn: Turn) -> Reply:
    return KINDS.get(turn.slots.get("kind", ""), _which)(turn)


def _which(turn: Turn) -> Reply:
    return turn.say("settings_which")


def name(turn: Turn) -> Reply:
    if turn.slots.get("nameless"):
        turn.journal.person.name = None
        return turn.say("settings_nameless")
    if said := turn.slots.get("name"):
        return keep_name(turn, said)
    return turn.ask("settings_ask_name", NAME, "text", "settings_ask_again", instead="settings_later")


def keep_name(turn: Turn, said: str) -> Reply:
    kept = person_settings.set_name(turn.journal, said)
    return turn.say("settings_name", name=kept) if kept else turn.say("settings_no_name")


def after_name(turn: Turn) -> Reply | None:
    if declines_name(turn):
        return turn.say("settings_unchanged")
    said = name_told(turn)
    return keep_name(turn, said) if said else None


def declines_name(turn: Turn) -> bool:
    """A sure no: names are short and rare, and a guess takes 'Noah' for one."""
    sure = turn.meaning.confidence >= SURE_OF_ANOTHER
    return bool((turn.declines and (sure or turn.meaning.intent != "no")) or turn.slots.get("nameless"))


def name_told(turn: Turn) -> str | None:
    """The name in an answer: 'jo', or 'you can call me jo'; None where it surely means something else."""
    meaning = turn.meaning
    other = meaning.intent not in {"unknown", "settings"} and meaning.confidence >= SURE_OF_ANOTHER
    if other or meaning.ghost:
        return None
    return turn.detail("settings", "name") or turn.journal.language.grammar.trim(meaning.text)


def region(turn: Turn) -> Reply:
    if found := person_settings.region_in(turn.journal, turn.meaning.text):
        return keep_region(turn, *found)
    if turn.slots.get("place"):
        return turn.say("settings_no_region")
    return turn.ask("settings_ask_region", REGION, "text", "settings_ask_again", instead="settings_later")


def keep_region(turn: Turn, code: str, called: str) -> Reply:
    turn.journal.person.region = code
    lines = person_settings.has_lines(turn.journal, code)
    return turn.say("settings_region" if lines else "settings_region_no_lines", region=called)


def after_region(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("settings_unchanged")
    if found := person_settings.region_in(turn.journal, turn.meaning.text):
        return keep_region(turn, *found)
    return turn.say("settings_no_region") if turn.words("settings") else None


def recap_time(turn: Turn) -> Reply:
    """Off, at a time, or a bit earlier or later; where they said none of these they are asked."""
    journal, shift = turn.journal, turn.slots.get("shift")
    if turn.slots.get("switch") == "off":
        journal.person.recap_minute = None
        return turn.say("settings_no_recap")
    minute = person_settings.minute_in(journal, turn.meaning.text)
    if shift and not _is_shifted(turn, minute, shift):
        minute = person_settings.shift_recap(journal, later=shift == "later")
    if minute is None:
        return turn.ask("settings_ask_recap", RECAP, "text", "settings_ask_again", instead="settings_later")
    return keep_recap(turn, minute)


def _is_shifted(turn: Turn, minute: int | None, shift: str) -> bool:
    """Whether a time is the new one that they mean: "later, i eat at seven" names another."""
    before = turn.journal.person.recap_minute
    before = person_settings.USUAL_RECAP_HOUR * 60 if before is None else before
    return minute is not None and (minute > before) == (shift == "later")


def keep_recap(turn: Turn, minute: int) -> Reply:
    turn.journal.person.recap_minute = minute
    if turn.afar and (reply := _ask_for_reminder(turn, minute)):
        return reply
    key = "settings_recap_quiet" if quiet_hours.is_quiet_minute(turn.journal, minute) else "settings_recap"
    return turn.say(key, clock=person_settings.say_clock(turn.journal, minute))


def _ask_for_reminder(turn: Turn, minute: int) -> Reply | None:
    """A recap that another service has to sound wants a yes with its time; once there was one, it follows the time."""
    journal = turn.journal
    times = reminders.recap_times(journal)
    if times is None or not turn.may_offer or journal.person.reminders_refused:
        return None
    if reminders.has_agreed(journal, "recap", None):
        return None
    said = {"clock": person_settings.say_clock(journal, minute), "when": say_times(journal, times)}
    return turn.leave_open(turn.say(RECAP_REMINDER, **said), RECAP_REMINDER, "yes_no", "reminders_ask_recap_again")


def after_recap_reminder(turn: Turn) -> Reply | None:
    if turn.agrees:
        reminders.agree(turn.journal, "recap", None)
        return promised(turn.say("commitments_reminding"))
    if turn.declines:
        return turn.say("reminders_no_recap")
    return recap_time(turn) if person_settings.minute_in(turn.journal, turn.meaning.text) is not None else None


def after_recap(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("settings_unchanged")
    return recap_time(turn) if person_settings.minute_in(turn.journal, turn.meaning.text) is not None else None


def day_end(turn: Turn) -> Reply:
    journal = turn.journal
    usual = journal.defaults.day_ends_at_hour
    hour = usual if turn.slots.get("after_midnight") else person_settings.day_end_in(journal, turn.meaning.text)
    if hour is None and person_settings.minute_in(journal, turn.meaning.text) is not None:
        return turn.say("settings_day_end_out")
    if hour is None:
        return turn.ask("settings_ask_day_end", DAY_END, "text", "settings_ask_again", instead="settings_later")
    journal.person.day_ends_at_hour = hour
    return turn.say("settings_day_end", clock=person_settings.say_clock(journal, hour * 60))


def after_day_end(turn: Turn) -> Reply | None:
    if turn.declines:
        return turn.say("settings_unchanged")
    return day_end(turn) if person_settings.minute_in(turn.journal, turn.meaning.text) is not None else None


def chimes(turn: Turn) -> Reply:
    turn.journal.person.chimes = turn.slots.get("switch") == "on"
    return turn.say("settings_chimes_on" if turn.journal.person.chimes else "settings_chimes_off")


def private(turn: Turn) -> Reply:
    """What is true of where it is kept, and of who hears it; nothing is ever sent without their yes."""
    if turn.afar:
        key = "settings_private_alexa"
    else:
        key = (
            "settings_private" if turn.settings.database_url.drivername.startswith("sqlite") else "settings_private_far"
        )
    return replace(turn.say(key), whole=True)


KINDS: dict[str, Callable[[Turn], Reply]] = {
    "name": name,
    "region": region,
    "recap_time": recap_time,
    "day_end": day_end,
    "quiet_hours": quiet.set_or_tell,
    "chimes": chimes,
    "private": private,
    "told": told.tell,
}
ANSWERS = {"slower": slower, "settings": settings}
FOLLOW_UPS = {
    NAME: after_name,
    REGION: after_region,
    RECAP: after_recap,
    RECAP_REMINDER: after_recap_reminder,
    DAY_END: after_day_end,
    quiet.QUIET: quiet.after_quiet,
}
