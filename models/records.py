"""Everything of a person as rows of JSON: by reflection, so that no table is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from models.changes import encode
from models.limits import RECORDS
from models.tables import (
    Announcement,
    Base,
    Change,
    Identity,
    OpenConversation,
    PageCode,
    PageVisit,
    Pairing,
    PairingCode,
    Reminder,
    Turn,
)

PERSON = "person_id"

NOT_RECORDED = frozenset(
    table.__tablename__
    for table in (
        Announcement,
        Change,
        Identity,
        OpenConversation,
        PageCode,
        PageVisit,
        Pairing,
        PairingCode,
        Reminder,
        Turn,
    )
)
"""Tables that mean nothing elsewhere or a few days later: what a conversation leaves behind, how this database knows
and joins people, and what Alexa knows by names of her own.
"""
LEFT_OUT = frozenset({"trusted_people.address", "outbox.next_try_at", "people.joined_to"})
"""Columns that are not recorded: a secret, when to send what is to be sent from here alone, and another person."""

OVER = frozenset({"sent", "failed", "cancelled"})
"""States of a message that is on its way no more."""


def tables() -> list[Table]:
    """The tables that are recorded, in the order in which rows refer to each other."""
    own = (table for table in Base.metadata.sorted_tables if PERSON in table.columns)
    return [table for table in own if table.name not in NOT_RECORDED]


def columns(table: Table) -> list[Column[Any]]:
    """The columns that are recorded."""
    named = (column for column in table.columns if column.name not in {PERSON, "paired_from"})
    return [column for column in named if str(column) not in LEFT_OUT]


def rows(
    session: Session, person_id: uuid.UUID, of: Collection[str] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything of a person, or what is in these tables: table and row, as JSON has it, always in one order."""
    for table in tables():
        if of is not None and table.name not in of:
            continue
        query = select(*columns(table)).where(table.columns[PERSON] == person_id).order_by(*keys_of(table))
        for row in session.execute(query.execution_options(yield_per=RECORDS.rows_at_once)).mappings():
            yield table.name, {name: encode(value) for name, value in at_rest(table.name, dict(row)).items()}


def one_moment(session: Session) -> None:
    """Let a session see one moment of the database to its end, also on PostgreSQL. Call it first."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def keys_of(table: Table) -> list[Column[Any]]:
    """By what a person's rows differ."""
    return [column for column in table.primary_key.columns if column.name != PERSON]


def at_rest(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """A message that had not gone out is over in a record: nothing is sent by itself from anywhere else."""
    if table == "outbox" and values.get("state") not in OVER:
        return {**values, "state": "cancelled"}
    return values
