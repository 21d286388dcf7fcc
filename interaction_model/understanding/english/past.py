"""Days gone by, as people name them when they ask about them: "last tuesday", "on the third", "in october"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TEENS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_TEENS.split(), 1)}
_ORDINALS |= {f"twenty {word}": 20 + number for word, number in list(_ORDINALS.items())[:9]}
_ORDINALS |= {"thirtieth": 30, "thirty first": 31}
_COUNTS = {"a": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNTS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20}

_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_DAY = rf"(?P<day>{_ORDINAL}|[0-9]{{1,2}}(?:st|nd|rd|th)?)"
_DAY_ALONE = rf"(?P<day>{_ORDINAL}|[0-9]{{1,2}}(?:st|nd|rd|th))"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_YEAR = r"(?: (?:of |in )?(?P<year>last year|this year|[0-9]{4}))?"
_DATES = (
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH}\b{_YEAR}"),
    re.compile(rf"\b{_MONTH} (?:the )?{_DAY}\b{_YEAR}"),
    re.compile(rf"\b(?:on|of|from|for|about) the {_DAY_ALONE}\b(?! (?:thing|one|time|win|day|week))"),
)
_WHOLE_MONTH = (
    re.compile(rf"\b(?:in|during|for|of|from|throughout|over|last|back in|all) {_MONTH}\b{_YEAR}"),
    re.compile(rf"\b(?!may|march){_MONTH}(?:'s)?\b{_YEAR}"),
)
_SOME_MONTH = re.compile(r"\b(?P<which>last|this|the|past) month(?:'s)?\b")
_AGO = re.compile(
    rf"\b(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}|[0-9]{{1,3}}) "
    r"(?P<unit>day|night|week|fortnight|month|year)s? (?:ago|back|since)\b"
)
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})(?:'?s)?\b")
_BEFORE_YESTERDAY = re.compile(r"\b(?:day before yesterday|night before last)\b")
_YESTERDAY = re.compile(r"\b(?:yesterday(?:'?s)?|last night)\b")
_TODAY = re.compile(r"\b(?:today(?:'?s)?|tonight|this (?:morning|afternoon|evening)|so far)\b")
_LAST_WEEK = re.compile(
    r"\b(?:(?:last|previous) week(?:'?s)?|week (?:before|just gone|gone by))\b(?! (?:yesterday|today))"
)
_THIS_WEEK = re.compile(r"\b(?:(?:this|my|past|whole) week(?:'?s)?|(?:last|past) (?:seven|7) days)\b")
_WEEKEND = re.compile(r"\bweekend\b")
_DAYS_OF_UNIT = {"day": 1, "night": 1, "week": 7, "fortnight": 14}

Span = tuple[date, date]
"""The first and the last day, both included."""


def find_past_days(text: str, today: date) -> Span | None:
    """The days up to `today` that a text names; None when it names none."""
    said = " ".join(re.sub(r"[^\w\s']", " ", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).split())
    for find in (_date, _ago, _weekday, _weeks, _month, _near):
        if found := find(said, today):
            return found
    return None


def _date(said: str, today: date) -> Span | None:
    for pattern in _DATES:
        if found := pattern.search(said):
            parts = found.groupdict()
            month = _MONTHS.index(parts["month"]) + 1 if parts.get("month") else None
            day = _latest_date(_number(parts["day"]), month, _year(parts.get("year"), today), today)
            return (day, day) if day else None
    return None


def _number(said: str) -> int:
    return _ORDINALS.get(said) or int(re.sub(r"\D", "", said))


def _year(said: str | None, today: date) -> int | None:
    if not said:
        return None
    return int(said) if said.isdigit() else today.year - (said == "last year")


def _latest_date(day: int, month: int | None, year: int | None, today: date) -> date | None:
    """The latest such day up to today; months that are too short for it are passed over."""
    for back in range(12 * 8 + 1):
        years, zero_month = divmod(today.year * 12 + today.month - 1 - back, 12)
        if month not in (None, zero_month + 1) or year not in (None, years):
            continue
        try:
            found = date(years, zero_month + 1, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _ago(said: str, today: date) -> Span | None:
    found = _AGO.search(said)
    if not found:
        return None
    count, unit = _COUNTS.get(found["count"]) or int(found["count"]), found["unit"]
    if unit in _DAYS_OF_UNIT:
        day = today - timedelta(days=min(count * _DAYS_OF_UNIT[unit], (today - date.min).days))
        return day, day
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    return _whole_month(*divmod(max(months, 12), 12))


def _weekday(said: str, today: date) -> Span | None:
    found = _WEEKDAY.search(said)
    if not found or re.search(rf"\bsince (?:last )?{found['weekday']}", said):
        return None
    wanted = _WEEKDAYS.index(found["weekday"])
    if _LAST_WEEK.search(said):
        day = today - timedelta(days=today.weekday() + 7 - wanted)
    else:
        day = today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
    return day, day


def _weeks(said: str, today: date) -> Span | None:
    if _WEEKEND.search(said):
        saturday = today - timedelta(days=(today.weekday() - 5) % 7 or 7)
        return saturday, min(saturday + timedelta(days=1), today)
    if _LAST_WEEK.search(said):
        monday = today - timedelta(days=today.weekday() + 7)
        return monday, monday + timedelta(days=6)
    return (today - timedelta(days=6), today) if _THIS_WEEK.search(said) else None


def _month(said: str, today: date) -> Span | None:
    named = next((found for pattern in _WHOLE_MONTH if (found := pattern.search(said))), None)
    which = _SOME_MONTH.search(said)
    this = today.year * 12 + today.month - 1
    if named:
        month, year = _MONTHS.index(named["month"]), _year(named["year"], today)
        back = (today.month - 1 - month) % 12 if year is None else this - (year * 12 + month)
        first, last = _whole_month(*divmod(this - max(back, 0), 12))
        return first, min(last, today)
    if which:
        first, last = _whole_month(*divmod(this - (which["which"] == "last"), 12))
        return first, min(last, today)
    return None


def _whole_month(year: int, zero_month: int) -> Span:
    first = date(year, zero_month + 1, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _near(said: str, today: date) -> Span | None:
    for pattern, ago in ((_BEFORE_YESTERDAY, 2), (_YESTERDAY, 1), (_TODAY, 0)):
        if pattern.search(said):
            day = today - timedelta(days=ago)
            return day, day
    return None
