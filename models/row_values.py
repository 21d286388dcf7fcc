"""A row read from JSON, and what is wrong with one that can't be kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text, Uuid

from models.arrivals import Arrival
from models.limits import RECORDS
from models.records import at_rest, columns
from models.tables import Instant

_LARGEST = 2**31 - 1


class ValueProblemError(ValueError):
    """A row that can't be kept. `key`: why, as the end of the name of a sentence; `column`: of which."""

    def __init__(self, key: str, column: str) -> None:
        super().__init__(f"{key} {column}")
        self.key, self.column = key, column


def row_from(table: Table, told: Mapping[str, Any], *, any_length: bool) -> Arrival:
    """The row that such JSON tells of. Raises ValueProblemError. `any_length`: texts may be longer than declared."""
    known = {column.name: column for column in columns(table)}
    if unknown := next((name for name in told if name not in known), None):
        raise ValueProblemError("unknown", unknown)
    values = {name: _decode(column, told[name], any_length) for name, column in known.items() if name in told}
    for name, column in known.items():
        if values.get(name) is None and not column.nullable and (name in values or column.default is None):
            raise ValueProblemError("lacks", name)
    return Arrival(table.name, at_rest(table.name, values))


def read_day(value: Any) -> date:
    """A day of these centuries in ISO 8601. Raises ValueError or TypeError."""
    found = date.fromisoformat(value)
    _check_year(found.year)
    return found


def _decode(column: Column[Any], value: Any, any_length: bool) -> Any:
    if value is None:
        return None
    try:
        found = _READERS[type(column.type)](value)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueProblemError("value", column.name) from error
    length = getattr(column.type, "length", None)
    if isinstance(found, str) and length and len(found) > length and not any_length:
        raise ValueProblemError("long", column.name)
    return found


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    _check_year(found.year)
    return found


def _check_year(year: int) -> None:
    if not RECORDS.first_year <= year <= RECORDS.last_year:
        raise ValueError("no year of these centuries")


def _uuid(value: Any) -> uuid.UUID:
    if not isinstance(value, str):
        raise TypeError("no text")
    return uuid.UUID(value)


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(kind)
        return value

    return read


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) > _LARGEST:
        raise TypeError("no whole number")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError("no text")
    value.encode()  # half a character can't be stored
    return value


_READERS: dict[type, Callable[[Any], Any]] = {
    Instant: _instant,
    Date: read_day,
    Uuid: _uuid,
    JSON: _exactly(dict),
    Boolean: _exactly(bool),
    Integer: _number,
    String: _text,
    Text: _text,
}
