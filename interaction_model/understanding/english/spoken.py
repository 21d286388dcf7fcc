"""Times and days as they are said aloud."""

from __future__ import annotations

from datetime import date

from interaction_model.understanding.english.past import MONTHS, ORDINALS

_HOURS = (
    "midnight", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "midday",
)  # fmt: skip
_PAST = {
    0: "", 5: "five past ", 10: "ten past ", 15: "a quarter past ", 20: "twenty past ", 25: "twenty-five past ",
    30: "half past ", 35: "twenty-five to ", 40: "twenty to ", 45: "a quarter to ", 50: "ten to ", 55: "five to ",
}  # fmt: skip


def clock(hour: int, minute: int) -> str:
    """11, 12 -> 'ten past eleven'; 12, 0 -> 'midday'."""
    minutes = round((hour * 60 + minute) / 5) * 5
    hour, minute = minutes // 60 % 24, minutes % 60
    hour = (hour + (minute > 30)) % 24
    if minute == 0 or hour not in {0, 12}:
        return _PAST[minute] + _HOURS[hour if hour <= 12 else hour - 12]
    return _PAST[minute] + "twelve"


def date_(day: date) -> str:
    """'the third of March'."""
    return f"the {ORDINALS[day.day - 1].replace(' ', '-')} of {MONTHS[day.month - 1].capitalize()}"
