"""What people choose for themselves, by voice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from small_wins.journal import Journal
from small_wins.reply import AS_USUAL

RATE_STEP, SLOWEST, FASTEST = 15, 60, 140
VOLUME_STEP, SOFTEST, LOUDEST = 25, 50, 150
"""Per cent of the usual."""

RECAP_SHIFT = 30
"""Minutes by which "earlier" and "later" move the evening recap."""

USUAL_RECAP_HOUR = 20
"""The hour that "earlier" and "later" start from, where there was no recap yet."""

LONGEST_NAME = 4
"""Words; what is longer is no name."""

_NO_WORD = re.compile(r"[^\w\s]")
_NOON, _DAY = 12 * 60, 24 * 60
_LATEST_DAY_END = 12
"""The hour; a day that ends later than noon is another day."""
_EVENING_STARTS = 18 * 60
"""Minutes from midnight; from here on an "at eleven" is no hour of the night after."""


def change_rate(journal: Journal, *, faster: bool) -> bool:
    """Speak a step faster or slower; false at the end of the scale."""
    before = journal.person.speech_rate or AS_USUAL.rate
    step = RATE_STEP if faster else -RATE_STEP
    journal.person.speech_rate = min(FASTEST, max(SLOWEST, before + step))
    return journal.person.speech_rate != before


def change_volume(journal: Journal, *, louder: bool) -> bool:
    """Speak a step louder or softer; false at the end of the scale."""
    before = journal.person.speech_volume or AS_USUAL.volume
    step = VOLUME_STEP if louder else -VOLUME_STEP
    journal.person.speech_volume = min(LOUDEST, max(SOFTEST, before + step))
    return journal.person.speech_volume != before


def speak_as_usual(journal: Journal) -> None:
    """Speak at the usual speed and loudness again."""
    journal.person.speech_rate = journal.person.speech_volume = None


def minute_in(journal: Journal, text: str) -> int | None:
    """The minute of the day that a text names; "at eight" is in the evening."""
    noon = journal.now.astimezone(journal.zone).replace(hour=12, minute=0, second=0, microsecond=0)
    # A time without a part of the day is the next one: seen from just before noon that is the afternoon's.
    found = journal.language.grammar.find_time(text, noon - timedelta(minutes=1))
    return None if found is None else found.hour * 60 + found.minute


def shift_recap(journal: Journal, *, later: bool) -> int:
    """Move the evening recap by half an hour; the minute of the day at which it is then."""
    before = journal.person.recap_minute
    before = USUAL_RECAP_HOUR * 60 if before is None else before
    journal.person.recap_minute = (before + (RECAP_SHIFT if later else -RECAP_SHIFT)) % _DAY
    return journal.person.recap_minute


def day_end_in(journal: Journal, text: str) -> int | None:
    """The hour from 0 to 12 at which a text says that the day ends: the next full one; None for none, or another."""
    minute = minute_in(journal, text)
    if minute is None or minute >= _EVENING_STARTS:
        return None
    # "At two" has been read as the afternoon's, and nobody's day ends there.
    minute -= _NOON if minute > _NOON else 0
    hour = -(-minute // 60)
    return hour if hour <= _LATEST_DAY_END else None


def set_name(journal: Journal, name: str) -> str | None:
    """Keep what they want to be called, as they say it; None for what is no name, or may not be said aloud."""
    said = " ".join(name.split()).strip(" ,.'-")
    limit = 64
    if not said or len(said.split()) > LONGEST_NAME or len(said) > limit or not journal.may_say(said):
        return None
    journal.person.name = said
    return said


def region_in(journal: Journal, text: str) -> tuple[str, str] | None:
    """The country that a text names last, as its code and as we call it; None where it names none that we know."""
    said = " ".join(["", *_NO_WORD.sub(" ", text.lower()).split(), ""])
    found: list[tuple[int, int, str, str]] = []
    for code, names in _regions(journal).items():
        for name in names:
            at = said.rfind(f" {name.lower()} ")
            if at >= 0:
                found.append((at + len(name), len(name), code, names[0]))
    if not found:
        return None
    _, _, code, name = max(found)
    return code, name


def is_region(journal: Journal, code: str) -> bool:
    """Whether this code can be somebody's region: one that can be chosen by voice, or that has help lines."""
    return code in _regions(journal) or has_lines(journal, code)


def has_lines(journal: Journal, code: str) -> bool:
    """Whether there are help lines for that country."""
    regions = journal.language.regions
    return code in regions or code.partition("-")[0] in regions


def say_clock(journal: Journal, minute: int) -> str:
    """'half past eight', 'eight fifteen', 'seven in the morning'."""
    language = journal.language
    hour, rest = divmod(minute % _DAY, 60)
    spoken = language.grammar.number(hour % 12 or 12)
    keys = {0: "settings_clock", 30: "settings_clock_half"}
    if minute % _DAY in (0, _NOON):
        return str(language.replies["settings_midnight" if minute % _DAY == 0 else "settings_noon"])
    key = keys.get(rest, "settings_clock_minutes")
    clock = str(language.replies[key]).format(hour=spoken, minutes=language.grammar.number(rest))
    return str(language.replies["settings_morning"]).format(clock=clock) if hour < 12 else clock


def _regions(journal: Journal) -> Mapping[str, Any]:
    regions: Mapping[str, Any] = journal.language.understanding.words.get("settings", {}).get("regions", {})
    return regions
