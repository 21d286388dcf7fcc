"""Large journals, written straight into a database as its own driver takes them fastest."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.database import Database

WINS_A_DAY = 60
"""So many, that a day's recap is long, and that the days of a million wins still have dates."""
FEELING_EVERY, SUGGESTION_EVERY = 5, 10
BATCH = 20_000
ACTS = (
    ("drank a glass of water", "self-care"),
    ("opened the curtains", "home"),
    ("walked to the park with my sister", "physical"),
    ("washed one dish", "home"),
    ("rang mum", "social"),
    ("read a page in the garden", "rest"),
    ("texted Maya", "social"),
    ("made my bed", "home"),
    ("wrote one line", "creative"),
    ("sat on the step", "nature"),
)
ENDS = ("", " after breakfast", " before work", " with the radio on", " for five minutes", " while it rained", " again")
"""So that not all acts are the same words."""
WORDS = ("lighter", "flat", "calm", "heavy", "okay", "better", "tired")

Row = tuple[str | int | None, ...]
COLUMNS = {
    "people": ("person_id", "created_at", "acknowledged", "time_zone", "sharing_stopped"),
    "identities": ("key", "person_id", "created_at"),
    "wins": ("person_id", "id", "said", "phrase", "domain", "happened_at", "day", "told_at", "feeling_after", "door"),
    "changes": ("person_id", "id", "at", "kind", "detail"),
    "feelings": ("person_id", "id", "at", "day", "moment", "word", "win_id"),
    "suggestions": ("person_id", "id", "at", "step", "rung"),
}


@dataclass(frozen=True)
class Size:
    """How many people a database holds, and how many wins each of them has."""

    people: int
    wins: int


def name_of(person: int) -> str:
    """By what the typed door knows a person of these journals."""
    return f"local:{person}"


def fill(database: Database, size: Size, until: datetime) -> None:
    """Write the journals; the last win of each is a minute before `until` (aware). A change stands for every win."""
    with database.reading():
        pass  # opens it, and brings the schema up to date
    _write(database, "people", (_person(number, until) for number in range(size.people)))
    _write(database, "identities", (_identity(number, until) for number in range(size.people)))
    for table, make in (("wins", _win), ("changes", _change), ("feelings", _feeling), ("suggestions", _suggestion)):
        _write(database, table, _rows(make, size, until))
    if database.url.get_backend_name() == "postgresql":
        # Its own housekeeping does this within the minute.
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def _rows(make: Callable[[int, int, datetime], Row | None], size: Size, until: datetime) -> Iterator[Row]:
    """What `make` makes of the number of each win, for every person."""
    of_each: Iterable[Row] = (row for number in range(size.wins) if (row := make(number, size.wins, until)))
    if size.people > 1:
        of_each = list(of_each)
    for person in range(size.people):
        person_id = _person_id(person)
        for row in of_each:
            yield (person_id, *row)


def _write(database: Database, table: str, rows: Iterable[Row]) -> None:
    columns = COLUMNS[table]
    raw = database.engine.raw_connection()
    try:
        cursor = raw.cursor()
        if database.url.get_backend_name() == "postgresql":
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            cursor.execute("SET LOCAL session_replication_role = replica")  # no look at the person of each row
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.execute("BEGIN")
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
            while batch := list(itertools.islice(rows, BATCH)):
                cursor.executemany(statement, batch)
        raw.commit()
    finally:
        raw.close()


def _id(at: datetime, place: int) -> str:
    """A UUIDv7 as hexadecimal digits; `place` makes it the only one of its moment."""
    return f"{int(at.timestamp() * 1000):012x}7000{0x8000000000000000 + place:016x}"


def _person_id(person: int) -> str:
    return f"{person:012x}70008000000000000000"


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.000000")


def _moment(number: int, wins: int, until: datetime) -> datetime:
    """When a win was told: the last one a minute before the end, the others evenly before it."""
    return until - timedelta(minutes=1) - (wins - 1 - number) * timedelta(days=1) / WINS_A_DAY


def _person(person: int, until: datetime) -> Row:
    return _person_id(person), _instant(until), 0, "UTC", False


def _identity(person: int, until: datetime) -> Row:
    return hashlib.sha256(name_of(person).encode()).hexdigest(), _person_id(person), _instant(until)


def _win(number: int, wins: int, until: datetime) -> Row:
    at = _moment(number, wins, until)
    act, domain = ACTS[number % len(ACTS)]
    phrase = f"{act}{ENDS[number // 7 % len(ENDS)]}" if number % 3 else f"{act} number {number % 97}"
    told, day = _instant(at), (at - timedelta(hours=4)).astimezone(UTC).date().isoformat()
    return _id(at, number), f"i {phrase}", phrase, domain, told, day, told, None, "typed"


def _change(number: int, wins: int, until: datetime) -> Row:
    at = _moment(number, wins, until)
    detail = json.dumps({"added": [["wins", {"id": _id(at, number)}]], "changed": [], "deleted": []})
    return _id(at, number), _instant(at), "log_win", detail


def _feeling(number: int, wins: int, until: datetime) -> Row | None:
    if number % FEELING_EVERY:
        return None
    at = _moment(number, wins, until)
    day = (at - timedelta(hours=4)).date().isoformat()
    word = WORDS[number // FEELING_EVERY % len(WORDS)]
    return _id(at, number), _instant(at), day, "after", word, _id(at, number)


def _suggestion(number: int, wins: int, until: datetime) -> Row | None:
    if number % SUGGESTION_EVERY:
        return None
    at = _moment(number, wins, until) - timedelta(hours=3)
    return _id(at, number), _instant(at), "water", 0
