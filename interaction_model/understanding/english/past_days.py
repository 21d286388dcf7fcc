"""The days gone by that a question names: 'yesterday', 'last month', 'the first week of march', 'the third'."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty first", "twenty second", "twenty third", "twenty fourth", "twenty fifth", "twenty sixth",
    "twenty seventh", "twenty eighth", "twenty ninth", "thirtieth", "thirty first",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_COUNTS = {word: count for count, word in enumerate(_NUMBERS.split(), 1)} | {
    "a": 1, "an": 1, "a couple of": 2, "a few": 3,
}  # fmt: skip

_COUNT = rf"(?P<count>[0-9]{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_NTH = rf"(?P<nth>{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|[0-9]{{1,2}}(?:st|nd|rd|th))"
Days = tuple[date, date]


def find_days(text: str, today: date) -> Days | None:
    """The first and the last of the days that a text names, none after `today`; None when it names none."""
    said = " ".join(re.sub(r"[^\w\s]", " ", text.lower().replace("-", " ")).split())
    for pattern, days in _WAYS:
        if found := pattern.search(said):
            first, last = days(found, today)
            return first, min(last, today)
    return None


def _one(day: date) -> Days:
    return day, day


def _week(monday: date) -> Days:
    return monday, monday + timedelta(days=6)


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _weekday(found: re.Match[str], today: date) -> Days:
    """The latest one before today."""
    ago = (today.weekday() - _WEEKDAYS.index(found["weekday"].rstrip("s"))) % 7 or 7
    return _one(today - timedelta(days=ago))


def _ago(found: re.Match[str], today: date) -> Days:
    count = int(found["count"]) if found["count"].isdigit() else _COUNTS[found["count"]]
    if found["unit"] == "day":
        return _one(today - timedelta(days=count))
    if found["unit"] == "week":
        return _week(_monday(today) - timedelta(weeks=count))
    return _month_of(*divmod(today.year * 12 + today.month - 1 - count, 12))


def _last_days(found: re.Match[str], today: date) -> Days:
    count = int(found["count"]) if found["count"].isdigit() else _COUNTS[found["count"]]
    days = {"day": 1, "week": 7, "month": 30}[found["unit"]]
    return today - timedelta(days=count * days - 1), today


def _month_of(year: int, month: int) -> Days:
    """`month` counts from 0."""
    first = date(year, month + 1, 1)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _latest(month: int, today: date) -> int:
    """The year in which that month (from 0) began last."""
    return today.year - (month + 1 > today.month)


def _in_month(found: re.Match[str], today: date) -> Days:
    month = MONTHS.index(found["month"])
    return _month_of(_latest(month, today), month)


def _week_of_month(found: re.Match[str], today: date) -> Days:
    first, last = _in_month(found, today)
    weeks = {"first": 0, "second": 7, "third": 14, "last": (last - first).days - 6}
    begin = first + timedelta(days=weeks[found["which"]])
    return begin, begin + timedelta(days=6)


def _date(found: re.Match[str], today: date) -> Days:
    nth = found["nth"]
    day = int(re.sub(r"\D", "", nth)) if nth[0].isdigit() else ORDINALS.index(nth) + 1
    named = found["month"]
    month = MONTHS.index(named) if named else today.month - 1
    year = _latest(month, today)
    first, last = _month_of(year, month)
    if not named and day > today.day:
        first, last = _month_of(*divmod(year * 12 + month - 1, 12))
    return _one(min(first + timedelta(days=day - 1), last))


def _weekend(today: date) -> Days:
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=1)


_WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days]], ...] = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (r"\b(?:the )?day before yesterday\b", lambda _, today: _one(today - timedelta(days=2))),
        (r"\b(?:yesterday|last night)\b", lambda _, today: _one(today - timedelta(days=1))),
        (r"\bearlier this week\b|\bthis week\b", lambda _, today: _week(_monday(today))),
        (r"\bweek before last\b", lambda _, today: _week(_monday(today) - timedelta(weeks=2))),
        (r"\blast week\b", lambda _, today: _week(_monday(today) - timedelta(weeks=1))),
        (r"\b(?:last|this|the|at|on) weekend\b", lambda _, today: _weekend(today)),
        (r"\b(?:this|the) month\b", lambda _, today: _month_of(today.year, today.month - 1)),
        (r"\blast month\b", lambda _, today: _month_of(*divmod(today.year * 12 + today.month - 2, 12))),
        (r"\bthis year\b", lambda _, today: (date(today.year, 1, 1), today)),
        (r"\blast year\b", lambda _, today: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
        (rf"\b{_COUNT} (?P<unit>day|week|month)s? ago\b", _ago),
        (rf"\b(?:last|past) {_COUNT} (?P<unit>day|week|month)s?\b", _last_days),
        (rf"\b(?P<which>first|second|third|last) week (?:of|in) {_MONTH}\b", _week_of_month),
        (rf"\b(?:on )?(?:the )?{_NTH} (?:of )?{_MONTH}\b", _date),
        (rf"\b(?:on|from) the {_NTH}\b(?! (?:time|one|thing|week|day))(?P<month>(?!))?", _date),
        (rf"\b(?:in|from|during|of|for|since|last|did) {_MONTH}\b", _in_month),
        (rf"\A{_MONTH}\Z", _in_month),
        (rf"\b(?P<weekday>(?:{'|'.join(_WEEKDAYS)}))\b", _weekday),
        (r"\b(?:today|this (?:morning|afternoon|evening)|tonight)\b", lambda _, today: _one(today)),
    )
)
