"""Loop Habit Tracker's CSVs: a zip or a folder with Habits.csv and Checkmarks.csv, or one Checkmarks.csv."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from models.arrivals import Arrival
from models.row_values import ValueProblemError, read_day
from small_wins.journal import Journal
from small_wins.records import cells
from small_wins.records.lines import Found, Unreadable
from small_wins.records.phrases import act_of
from small_wins.records.told import Told

HABITS, CHECKMARKS = "Habits.csv", "Checkmarks.csv"
_OWN_FOLDER = re.compile(r"(\d+) [^/\\]*/Checkmarks\.csv")
_DONE = {"2", "YES_MANUAL"}
"""Ticked by hand; what Loop ticks by itself was not done on that day."""
_NOTHING = {"", "-1", "0", "1", "3", "NO", "YES_AUTO", "SKIP", "UNKNOWN"}
_THOUSANDTHS = 1000
"""How Loop writes amounts."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One of Habits.csv."""

    name: str
    unit: str = ""
    is_limit: bool = False
    """Whether it is measured to stay below something: what was measured is no act then."""


def read(files: Mapping[str, Iterable[str]], journal: Journal) -> dict[str, Found]:
    """What each file of an export holds, by its name in it.

    A habit has a folder of its own, with notes; where that is missing its column in the table of all is read.
    """
    reader, found = _Reader(journal), dict[str, Found]()
    habits = list(_habits(files.get(HABITS, ())))
    own = {int(match[1]): name for name in files if (match := _OWN_FOLDER.fullmatch(name))}
    for number, name in sorted(own.items()):
        if number <= len(habits):
            found[name] = reader.habit(files[name], habits[number - 1])
    lacking = [habit for number, habit in enumerate(habits, start=1) if number not in own]
    if CHECKMARKS in files and (lacking or not habits):
        found[CHECKMARKS] = reader.table(files[CHECKMARKS], habits, lacking)
    return found


def _habits(lines: Iterable[str]) -> Iterator[Habit]:
    records = [record for _, _, record in cells.read(lines) if record and any(record)]
    for record in records[1:]:
        row = dict(zip(records[0], record, strict=False))
        name, unit, target = (row.get(column, "").strip() for column in ("Name", "Unit", "Target Type"))
        yield Habit(name, unit, is_limit=target == "AT_MOST")


class _Reader:
    def __init__(self, journal: Journal) -> None:
        self._told = Told(journal, "loop", by_words=False)
        self._act_of = cache(partial(act_of, journal))

    def habit(self, lines: Iterable[str], habit: Habit) -> Found:
        """The file of one habit: a day, what was ticked, and (newer ones) a note; older ones have no heading."""
        found = Found()
        for number, text, record in cells.read(lines):
            if record is not None and (not any(record) or record[0].strip() == "Date"):
                continue
            found.lines += 1
            try:
                row = cells.made_out(text, record)
                day = _day(row)
                value, note = (*row[1:], "", "")[:2]
                found.arrivals += self._marks(day, [(habit, value)])
                if note.strip():
                    found.arrivals.append(self._told.note(day, note.strip()))
            except ValueProblemError as problem:
                found.unreadable.append(Unreadable(number, text, problem.key, {"column": problem.column}))
        return found

    def table(self, lines: Iterable[str], habits: Sequence[Habit], wanted: Sequence[Habit]) -> Found:
        """The table of all habits: a day, then a column for each of them."""
        found, columns = Found(), list(habits)
        for number, text, record in cells.read(lines):
            if record is not None and not any(record):
                continue
            if record is not None and record[0].strip() == "Date":
                columns = columns or [Habit(name.strip()) for name in record[1:]]
                continue
            found.lines += 1
            try:
                row = cells.made_out(text, record)
                day = _day(row)
                marks = list(zip(columns, row[1:], strict=False))
                found.arrivals += self._marks(day, [(habit, mark) for habit, mark in marks if self._is(habit, wanted)])
            except ValueProblemError as problem:
                found.unreadable.append(Unreadable(number, text, problem.key, {"column": problem.column}))
        return found

    @staticmethod
    def _is(habit: Habit, wanted: Sequence[Habit]) -> bool:
        return bool(habit.name) and (not wanted or habit in wanted)

    def _marks(self, day: date, marks: Sequence[tuple[Habit, str]]) -> list[Arrival]:
        return [
            self._told_of(day, habit, amount) for habit, mark in marks if (amount := _amount(habit, mark)) is not None
        ]

    def _told_of(self, day: date, habit: Habit, amount: str) -> Arrival:
        """A win; a note where the habit names no act, or is one to do less of."""
        if not self._told.may_tell(habit.name):
            return self._told.win(day, habit.name)
        act = None if habit.is_limit else self._act_of(habit.name)
        words = " ".join(filter(None, (act or habit.name, amount)))
        return self._told.win(day, words, said=habit.name) if act else self._told.note(day, words)


def _day(record: Sequence[str]) -> date:
    try:
        return read_day(record[0].strip())
    except ValueError as error:
        raise ValueProblemError("value", "Date") from error


def _amount(habit: Habit, mark: str) -> str | None:
    """What is to be said of how much it was, '(2.5 km)'; None where nothing was done. Raises ValueProblemError."""
    mark = mark.strip()
    if mark in _DONE:
        return ""
    if mark in _NOTHING:
        return None
    try:
        amount = float(mark)
    except ValueError as error:
        raise ValueProblemError("value", habit.name) from error
    if amount <= 0:
        return None
    shown = f"{amount if '.' in mark else amount / _THOUSANDTHS:g}"
    return f"({' '.join(part for part in (shown, habit.unit) if part)})"
