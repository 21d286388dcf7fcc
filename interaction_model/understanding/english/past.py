"""Days gone by, as people name them: "last tuesday", "on the third", "the first week of march", "last four days"."""

from __future__ import annotations

import re
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
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_COUNTS = {word: count for count, word in enumerate(_NUMBERS.split(), 1)} | {
    "a": 1, "an": 1, "couple of": 2, "a couple of": 2, "a few": 3, "twenty": 20,
}  # fmt: skip
_WEEKS_OF_MONTH = {"first": 0, "second": 7, "third": 14}

_COUNT = rf"(?P<count>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}|[0-9]{{1,3}})"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_DAY = rf"(?P<day>{_ORDINAL}|[0-9]{{1,2}}(?:st|nd|rd|th)?)"
_DAY_ALONE = rf"(?P<day>{_ORDINAL}|[0-9]{{1,2}}(?:st|nd|rd|th))"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_YEAR = r"(?: (?:of |in )?(?P<year>last year|this year|[0-9]{4}))?"
_DATES = (
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH}\b{_YEAR}"),
    re.compile(rf"\b{_MONTH} (?:the )?{_DAY}\b{_YEAR}"),
    re.compile(rf"\b(?:on|of|from|for|about) the {_DAY_ALONE}\b(?! (?:thing|one|time|win|day|week))"),
)
_WEEK_OF_MONTH = re.compile(rf"\b(?P<which>first|second|third|last) week (?:of|in) {_MONTH}\b{_YEAR}")
_WHOLE_MONTH = (
    re.compile(rf"\b(?:in|during|for|of|from|since|did|throughout|over|last|back in|all) {_MONTH}\b{_YEAR}"),
    re.compile(rf"\b(?!may|march){_MONTH}(?:'s)?\b{_YEAR}"),
    re.compile(rf"\A{_MONTH}{_YEAR}\Z"),
)
_SOME_MONTH = re.compile(r"\b(?P<which>last|this|the|past) month(?:'s)?\b")
_SOME_YEAR = re.compile(r"\b(?P<which>last|this) year(?:'s)?\b")
_AGO = re.compile(rf"\b{_COUNT} (?P<unit>day|night|week|fortnight|month|year)s? (?:ago|back|since)\b")
_LAST_DAYS = re.compile(rf"\b(?:last|past) {_COUNT} (?P<unit>day|week|month)s?\b")
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})(?:'?s)?\b")
_BEFORE_YESTERDAY = re.compile(r"\b(?:day before yesterday|night before last)\b")
_YESTERDAY = re.compile(r"\b(?:yesterday(?:'?s)?|last night)\b")
_TODAY = re.compile(r"\b(?:today(?:'?s)?|tonight|this (?:morning|afternoon|evening)|so far)\b")
_WEEK_BEFORE_LAST = re.compile(r"\bweek before last\b")
_LAST_WEEK = re.compile(
    r"\b(?:(?:last|previous) week(?:'?s)?|week (?:before|just gone|gone by))\b(?! (?:yesterday|today))"
)
_THIS_WEEK = re.compile(r"\bthis week(?:'?s)?\b")
_SEVEN_DAYS = re.compile(r"\b(?:my|past|whole) week(?:'?s)?\b")
_WEEKEND = re.compile(r"\bweekend\b")
_DAYS_OF_UNIT = {"day": 1, "night": 1, "fortnight": 14, "week": 7, "month": 30}

Span = tuple[date, date]
"""The first and the last day, both included."""


def find_past_days(text: str, today: date) -> Span | None:
    """The days up to `today` that a text names; None when it names none."""
    said = " ".join(re.sub(r"[^\w\s']", " ", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).split())
    for find in (_yesterday, _week_of_month, _date, _ago, _last_days, _weekday, _weeks, _month, _year, _today):
        if found := find(said, today):
            return found[0], min(found[1], today)
    return None


def _yesterday(said: str, today: date) -> Span | None:
    for pattern, ago in ((_BEFORE_YESTERDAY, 2), (_YESTERDAY, 1)):
        if pattern.search(said):
            day = today - timedelta(days=ago)
            return day, day
    return None


def _today(said: str, today: date) -> Span | None:
    return (today, today) if _TODAY.search(said) else None


def _date(said: str, today: date) -> Span | None:
    for pattern in _DATES:
        if found := pattern.search(said):
            parts = found.groupdict()
            month = MONTHS.index(parts["month"]) + 1 if parts.get("month") else None
            day = _latest_date(_number(parts["day"]), month, _year_named(parts.get("year"), today), today)
            return (day, day) if day else None
    return None


def _number(said: str) -> int:
    return ORDINALS.index(said) + 1 if said in ORDINALS else int(re.sub(r"\D", "", said))


def _year_named(said: str | None, today: date) -> int | None:
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
    """One day where days were counted, a whole week or month where those were."""
    found = _AGO.search(said)
    if not found:
        return None
    count, unit = _count(found), found["unit"]
    if unit in {"month", "year"}:
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
        return _whole_month(*divmod(max(months, 12), 12))
    day = today - timedelta(days=min(count * _DAYS_OF_UNIT[unit], (today - date.min).days))
    return _week_of(day) if unit == "week" else (day, day)


def _count(found: re.Match[str]) -> int:
    return _COUNTS.get(found["count"]) or int(found["count"])


def _last_days(said: str, today: date) -> Span | None:
    found = _LAST_DAYS.search(said)
    if not found:
        return None
    days = max(_count(found), 1) * _DAYS_OF_UNIT[found["unit"]]
    return today - timedelta(days=days - 1), today


def _weekday(said: str, today: date) -> Span | None:
    found = _WEEKDAY.search(said)
    if not found or re.search(rf"\bsince (?:last )?{found['weekday']}", said):
        return None
    wanted = _WEEKDAYS.index(found["weekday"])
    if _LAST_WEEK.search(said):
        day = _week_of(today)[0] + timedelta(days=wanted - 7)
    else:
        day = today - timedelta(days=(today.weekday() - wanted) % 7 or 7)
    return day, day


def _weeks(said: str, today: date) -> Span | None:
    if _WEEKEND.search(said):
        saturday = today - timedelta(days=(today.weekday() - 5) % 7 or 7)
        return saturday, saturday + timedelta(days=1)
    for pattern, weeks in ((_WEEK_BEFORE_LAST, 2), (_LAST_WEEK, 1), (_THIS_WEEK, 0)):
        if pattern.search(said):
            return _week_of(today - timedelta(weeks=weeks))
    return (today - timedelta(days=6), today) if _SEVEN_DAYS.search(said) else None


def _week_of(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=min(day.weekday(), (day - date.min).days))
    return monday, monday + timedelta(days=6)


def _week_of_month(said: str, today: date) -> Span | None:
    found = _WEEK_OF_MONTH.search(said)
    if not found:
        return None
    first, last = _month_named(found, today)
    begins = _begin_of_week(found["which"], first, last)
    if begins > today:
        begins = _begin_of_week(found["which"], *_whole_month(first.year - 1, first.month - 1))
    return begins, begins + timedelta(days=6)


def _begin_of_week(which: str, first: date, last: date) -> date:
    return first + timedelta(days=_WEEKS_OF_MONTH.get(which, (last - first).days - 6))


def _month(said: str, today: date) -> Span | None:
    if named := next((found for pattern in _WHOLE_MONTH if (found := pattern.search(said))), None):
        return _month_named(named, today)
    if which := _SOME_MONTH.search(said):
        return _whole_month(*divmod(today.year * 12 + today.month - 1 - (which["which"] == "last"), 12))
    return None


def _month_named(found: re.Match[str], today: date) -> Span:
    """The latest month of that name that has begun, or that of a year."""
    month, year = MONTHS.index(found["month"]), _year_named(found["year"], today)
    this = today.year * 12 + today.month - 1
    back = (today.month - 1 - month) % 12 if year is None else this - (year * 12 + month)
    return _whole_month(*divmod(this - max(back, 0), 12))


def _whole_month(year: int, zero_month: int) -> Span:
    first = date(year, zero_month + 1, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _year(said: str, today: date) -> Span | None:
    found = _SOME_YEAR.search(said)
    if not found:
        return None
    year = today.year - (found["which"] == "last")
    return date(year, 1, 1), date(year, 12, 31)
