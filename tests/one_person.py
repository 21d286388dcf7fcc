"""Tells whether a statement touches the rows of one person alone, so that people can be spread over many machines."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Delete, Engine, Insert, Join, Select, Table, Update, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList, ColumnElement
from sqlalchemy.sql.visitors import iterate

DIRECTORY = {"identities", "page_codes", "page_visits", "pairing_codes"}
"""The tables that are looked up before the person is known."""
PERSON = "person_id"


@dataclass
class Inspected:
    """What the statements of one turn were about."""

    people: set[uuid.UUID] = field(default_factory=set)
    """Whom they named."""
    of_many: list[str] = field(default_factory=list)
    """The statements that could touch the rows of more than one person."""
    count: int = 0


@contextmanager
def inspecting(engine: Engine) -> Iterator[Inspected]:
    """Looks at every statement that this engine carries out meanwhile."""
    found = Inspected()

    def look(_connection: object, _cursor: object, sql: str, _filled: object, context: Any, _many: bool) -> None:
        if context.compiled is None:  # a PRAGMA of ours, or BEGIN
            return
        found.count += 1
        named = [people_named(context.compiled, filled) for filled in context.compiled_parameters]
        for people in named:
            found.people |= people or set()
        if None in named:
            found.of_many.append(sql)

    event.listen(engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", look)


def people_named(compiled: Any, filled: Mapping[str, Any]) -> set[uuid.UUID] | None:
    """Whom a statement names; None where it is not held to the people whom it names."""
    people: set[uuid.UUID] = set()
    for part in iterate(compiled.statement):
        if isinstance(part, Insert):
            # What is inserted out of a SELECT is about whom that names.
            if part.table.name not in DIRECTORY and part.select is None:
                people.add(filled[PERSON])
        elif isinstance(part, (Select, Update, Delete)):
            for table in tables_of(part):
                named = equals_of(part, table)
                if not named:
                    return None
                people |= {filled[compiled.bind_names[one]] for one in named if isinstance(one, BindParameter)}
    return people


def tables_of(part: Select[Any] | Update | Delete) -> list[Table]:
    """The tables whose rows it touches itself, but for the directory."""
    tables: list[Any] = list(part.get_final_froms()) if isinstance(part, Select) else [part.table]
    found = []
    while tables:
        table = tables.pop()
        if isinstance(table, Join):
            tables += [table.left, table.right]
        elif isinstance(table, Table) and table.name not in DIRECTORY:
            found.append(table)
    return found


def equals_of(part: Select[Any] | Update | Delete, table: Table) -> list[ColumnElement[Any]]:
    """What the person of a table has to be equal to: a value, or the person of another table."""
    conditions = [part.whereclause]
    if isinstance(part, Select):
        conditions += [join.onclause for join in part.get_final_froms() if isinstance(join, Join)]
    found = []
    for condition in (one for clause in conditions if clause is not None for one in all_of(clause)):
        if isinstance(condition, BinaryExpression) and condition.operator is operators.eq:
            for one, other in ((condition.left, condition.right), (condition.right, condition.left)):
                if getattr(one, "table", None) is not None and one.name == PERSON and one.table.name == table.name:
                    found.append(other)
    return [other for other in found if isinstance(other, BindParameter) or getattr(other, "name", "") == PERSON]


def all_of(clause: Any) -> Iterator[Any]:
    """The conditions that all have to hold."""
    if isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for one in clause.clauses:
            yield from all_of(one)
    else:
        yield clause
