"""When something is to be, and how long it takes: clock times, days ahead, lengths of time and numbers, as people say
them ("half seven tonight", "in an hour and a half", "a three"), in words or in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

WAKING_HOURS = range(7, 23)
"""A clock time without 'am', 'pm' or a part of the day is the next one in these hours."""

DAY_STARTS = timedelta(hours=4)
"""Before this, "tomorrow" is the day that is about to dawn."""

_USUAL_HOURS = {
    "first thing": 9, "morning": 9, "afternoon": 14, "evening": 19, "night": 20, "tonight": 20,
    "breakfast": 8, "lunch": 13, "tea": 18, "dinner": 18, "supper": 18, "bed": 21, "": 9,
}  # fmt: skip
"""When a part of a day is meant that is named without a clock time."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = {
    word: ten * 10
    for ten, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_NUMBERS = {word: number for number, word in enumerate(_SMALL.split())} | _TENS
_WORD = re.compile(r"[0-9]{1,2}[:.][0-9]{2}(?![0-9])|[0-9]+|[a-z]+(?:'[a-z]+)*")
_NO_NUMBER = frozenset(
    ["that", "this", "the", "another", "any", "some", "each", "every", "which", "first", "last", "no"]
)
"""Words before a "one" that counts nothing."""

_UNITS = {"second": 1 / 60, "sec": 1 / 60, "minute": 1, "min": 1, "hour": 60, "hr": 60}
_AMOUNTS = {"3 quarters of an": 0.75, "quarter of an": 0.25, "half": 0.5, "couple": 2, "few": 3, "a": 1, "an": 1}
_LENGTH = (
    r"\b(?:(?P<count>[0-9]{1,3})(?: (?:or|to) [0-9]{1,3})?(?P<half> and a half)?"
    r"|(?P<amount>3 quarters of an|(?:a )?quarter of an|half(?: an?)?|(?:a )?couple(?: of)?|a few|an?))"
    r"(?: (?:spare|free|more|little|quick|whole|short|odd))?"
    r" (?P<unit>hour|hr|minute|min|(?<=[0-9] )sec(?:ond)?)(?:s|'s)?\b(?P<more> and a (?:half|quarter))?"
    r"(?:(?: and)? (?P<minutes>[0-9]{1,2}) min(?:ute)?s?)?(?! ago)"
)
_LENGTHS = re.compile(_LENGTH)
_FROM_NOW = (
    re.compile(rf"\bin (?:(?:about|around|like|maybe|another|the next) )?{_LENGTH}"),
    re.compile(f"{_LENGTH} from now"),
)

_HOUR = r"(?P<hour>2[0-4]|1[0-9]|0?[0-9])\b(?!:)"
_NO_CLOCK = (
    r"(?! (?:(?:or|to|and) [0-9]|of|more|less|times?|points?|goes?|ends?|stages?|percent|per|most|people|pages?|things?"
    r"|days?|weeks?|(?:and a half )?(?:minutes?|mins?|hours?|seconds?|secs?))\b)"
)
_DAY_WORD = rf"(?:tomorrow|today|tonight|this (?:morning|afternoon|evening)|(?:on )?(?:{'|'.join(_WEEKDAYS)}))"
_SHORT_OF = r"(?P<minute>5|10|20|25|[0-9]+(?= minutes))(?: minutes)?|(?P<quarter>quarter)"
_CLOCKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<half>half)(?: past)? {_HOUR}{_NO_CLOCK}",
        rf"(?<!from )\b(?:{_SHORT_OF}) (?:past|after|(?P<to>to|til|till)) {_HOUR}{_NO_CLOCK}",
        r"\b(?P<hour>2[0-3]|[01]?[0-9]):(?P<minute>[0-5][0-9])\b",
        rf"\b{_HOUR} (?:(?:oh|o) )?(?P<minute>(?<=o )5|(?<=oh )5|[1-5][05])\b{_NO_CLOCK}",
        rf"\b{_HOUR} (?:o'?clock|o clock)\b",
        rf"\b{_HOUR} (?=[ap] ?m\b)",
        rf"\b(?:at|around|about|by)(?: (?:about|around|like|say))? {_HOUR}{_NO_CLOCK}",
        rf"\b{_HOUR}(?= (?:{_DAY_WORD}|in the (?:morning|afternoon|evening)|at night|sharp|ish)\b)",
        rf"\b{_DAY_WORD} {_HOUR}{_NO_CLOCK}",
        rf"\A{_HOUR}\Z",
        r"\b(?P<noon>noon|midday)\b",
        r"\b(?P<midnight>midnight)\b",
    )
)
_MERIDIEM = re.compile(r" ?([ap]) ?m\b")
_PART = re.compile(
    rf"\b(?:(?:in the|this|tomorrow|every|each|at|{'|'.join(_WEEKDAYS)}|[0-9]|o'clock) (?:late |early )?"
    r"(?P<part>morning|afternoon|evening|night)|(?P<alone>tonight|first thing))\b"
)
_MEAL = re.compile(
    r"\b(?:(?:before|after|at) (?:my )?(?=\w+)|(?=\w+time\b))(?P<meal>breakfast|lunch|dinner|tea|supper|bed)(?:time)?\b"
)
_DAYS_ON = re.compile(r"\bin (?P<count>[0-9]{1,3}|an?|a couple of|a few) (?P<unit>day|week)s?\b")
_WEEKDAY = re.compile(
    r"(?<!last )\b(?P<later>week on )?(?P<next>next )?"
    rf"(?P<weekday>{'|'.join(_WEEKDAYS)}|weekend)\b(?!')(?P<week> week\b)?"
)
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b")
_PAST = re.compile(r"\b(?:yesterday|ago|last night)\b")


def find_number(text: str) -> int | None:
    """The first number from nothing to a hundred: 'a three', 'three out of five' -> 3. Not the "one" of "that one"."""
    found = re.search(r"(?<![0-9:])\b([0-9]{1,2}|100)\b(?![0-9:]| of\b)", _in_digits(text))
    return int(found[1]) if found else None


def find_minutes(text: str) -> int | None:
    """The first length of time, in whole minutes, at least one: 'half an hour' -> 30. Of 'five or ten', the lesser."""
    found = _LENGTHS.search(_in_digits(text))
    return max(1, round(_minutes(found))) if found else None


def find_time(text: str, now: datetime) -> datetime | None:
    """The moment after `now` that a text names, in the zone of `now`, which is aware; None when it names none.

    A day or a part of one without a clock time is taken at its usual hour. "Next friday" is that of next week.
    """
    said = _in_digits(text)
    for pattern in _FROM_NOW:
        if length := pattern.search(said):
            later = now.astimezone(UTC) + timedelta(minutes=_minutes(length))
            return later.astimezone(now.tzinfo).replace(second=0, microsecond=0)
    if _PAST.search(said):
        return None
    today = (now - DAY_STARTS).date()
    named = _days(said, today, now.date())
    clock = next((found for pattern in _CLOCKS if (found := pattern.search(said))), None)
    if clock is None:
        return _usual_time(said, named, today, now)
    minute, hours = _clock(clock, said)
    days = named or [today + timedelta(days=ahead) for ahead in range(3)]
    moments = (_moment(day, hour, minute, now) for day in days for hour in hours)
    return next((moment for moment in moments if moment > now), None)


def say_clock(hour: int, minute: int) -> str:
    """'nine', 'two thirty', 'six oh five', 'noon': without the half of the day, which the talk tells."""
    if minute == 0 and hour in {0, 12}:
        return "noon" if hour else "midnight"
    names = _SMALL.split()
    said = names[hour % 12 or 12]
    if minute == 0:
        return said
    tens = {number: word for word, number in _TENS.items()}
    if minute < len(names):
        return f"{said} {'oh ' * (minute < 10)}{names[minute]}"
    return f"{said} {tens[minute // 10 * 10]}{f'-{names[minute % 10]}' if minute % 10 else ''}"


def _in_digits(text: str) -> str:
    """'twenty-five past six' -> '25 past 6'. A number is one word; a time in digits is written 7:30."""
    words: list[str] = []
    before = ""
    for word in _WORD.findall(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")):
        if before in _TENS and 0 < _NUMBERS.get(word, 0) < 10:
            words[-1] = str(_TENS[before] + _NUMBERS[word])
        elif word == "hundred" and before in {"a", "one"}:
            words[-1] = "100"
        elif word == "one" and before in _NO_NUMBER:
            words.append(word)
        else:
            words.append(str(_NUMBERS.get(word, word.replace(".", ":"))))
        before = word
    return " ".join(words)


def _minutes(length: re.Match[str]) -> float:
    amount = length["amount"] or ""
    kind = next((kind for kind in _AMOUNTS if re.search(rf"\b{kind}\b", amount)), "a")
    count = float(length["count"]) if length["count"] else _AMOUNTS[kind]
    more = 0.25 if "quarter" in (length["more"] or "") else 0.5 * bool(length["half"] or length["more"])
    return (count + more) * _UNITS[length["unit"]] + float(length["minutes"] or 0)


def _days(said: str, today: date, by_calendar: date) -> list[date]:
    """The days that may be meant, soonest first; none when none is named. `today` lasts until dawn: after midnight
    "tonight" may also be the evening that comes.
    """
    if found := _DAYS_ON.search(said):
        count = (
            int(found["count"]) if found["count"].isdigit() else {"a couple of": 2, "a few": 3}.get(found["count"], 1)
        )
        return [today + timedelta(days=count * (7 if found["unit"] == "week" else 1))]
    if "tomorrow" in said:
        return [today + timedelta(days=2 if "day after tomorrow" in said else 1)]
    if found := _WEEKDAY.search(said):
        weekday = _WEEKDAYS.index(found["weekday"].replace("weekend", "saturday"))
        if found["next"]:
            return [today + timedelta(days=7 - today.weekday() + weekday)]
        ahead = (weekday - today.weekday()) % 7 + 7 * bool(found["later"] or found["week"])
        return [today + timedelta(days=days) for days in (ahead, ahead + 7)]
    return sorted({today, by_calendar}) if _TODAY.search(said) else []


def _clock(clock: re.Match[str], said: str) -> tuple[int, list[int]]:
    """The minute, which is below 0 for "quarter to", and the hours that may be meant, counted from midnight."""
    found = clock.groupdict()
    if "noon" in found or "midnight" in found:
        return 0, [12 if "noon" in found else 24]
    hour, minute = int(found["hour"]), int(found.get("minute") or 0)
    minute = 30 if found.get("half") else 15 if found.get("quarter") else minute
    hours = list(_hours(hour, _part_of_day(clock, said)))
    return -minute if found.get("to") else minute, hours


def _part_of_day(clock: re.Match[str], said: str) -> str:
    meridiem = _MERIDIEM.match(said, clock.end() - (said[clock.end() - 1] == " "))
    if meridiem:
        return "morning" if meridiem[1] == "a" else "evening"
    part = _PART.search(said)
    return (part["part"] or part["alone"].replace("tonight", "night")) if part else ""


def _hours(hour: int, part: str) -> Iterator[int]:
    small = hour % 12
    if part in {"morning", "first thing"}:
        yield small
    elif part == "night":
        yield small + (12 if small >= DAY_STARTS.seconds // 3600 else 24)
    elif part:
        yield small + 12
    elif hour > 12 or hour == 0:
        yield hour
    else:
        yield from (hour for hour in (small, small + 12) if hour in WAKING_HOURS)


def _usual_time(said: str, days: list[date], today: date, now: datetime) -> datetime | None:
    """The usual hour of the day, or of the part of one, that is named; an hour from now when it has begun already."""
    part, meal = _PART.search(said), _MEAL.search(said)
    name = part["part"] or part["alone"] if part else meal["meal"] if meal and days else ""
    if not name and days in ([], [today]):
        return None
    moments = [_moment(day, _USUAL_HOURS[name], 0, now) for day in days or [today, today + timedelta(days=1)]]
    late = now.replace(second=0, microsecond=0) + timedelta(hours=1)
    return next((moment for moment in moments if moment > now), late if part and days == [today] else None)


def _moment(day: date, hour: int, minute: int, now: datetime) -> datetime:
    """A time of a day in the zone of `now`; one that a change of the clocks leaves out is moved as the clocks are."""
    local = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
    return local.replace(tzinfo=now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)
