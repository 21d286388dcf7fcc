"""The companion: days, feelings, commitments, notes, the playbook, plans, trusted people and the outbox."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def _journal_table(name: str, *columns: sa.Column[Any], key: str = "id", key_type: type[Any] = sa.Uuid) -> None:
    """A table whose rows belong to a person."""
    op.create_table(
        name,
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(key, key_type(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=f"fk_{name}_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", key, name=f"pk_{name}"),
    )


def _given(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _widen(table: str, column: str, old: int, new: int) -> None:
    """SQLite holds texts to no length, and to copy its table of people anew would cascade over every journal."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column(table, column, existing_type=sa.String(old), type_=sa.String(new))


def upgrade() -> None:
    _people()
    _wins_and_feelings()
    _steps()
    _commitments_and_notes()
    _sharing()


def _people() -> None:
    _widen("people", "region", 2, 6)
    op.add_column("people", sa.Column("name", sa.String(64)))
    op.add_column("people", sa.Column("recap_minute", sa.Integer()))
    op.add_column("people", sa.Column("recap_said_on", sa.Date()))
    op.add_column("people", sa.Column("speech_rate", sa.Integer()))
    op.add_column("people", sa.Column("speech_volume", sa.Integer()))
    op.add_column("people", sa.Column("brief", sa.Boolean()))
    op.add_column("people", sa.Column("chimes", sa.Boolean()))
    op.add_column("people", sa.Column("wins_a_day", sa.Integer()))
    op.add_column("people", sa.Column("mobility", sa.String(16)))
    op.add_column("people", sa.Column("sharing_stopped", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("set_up_at", INSTANT))
    _journal_table(
        "days",
        sa.Column("energy", sa.Integer()),
        _given("limits", sa.JSON()),
        key="day",
        key_type=sa.Date,
    )
    _journal_table("day_remarks", _given("times", sa.JSON()), key="day", key_type=sa.Date)


def _wins_and_feelings() -> None:
    op.add_column("wins", sa.Column("step", sa.String(64)))
    op.add_column("wins", sa.Column("commitment_id", sa.Uuid()))
    _widen("changes", "kind", 16, 32)
    # What could be undone for half an hour was written in another form.
    op.execute("DELETE FROM changes")
    _journal_table(
        "feelings",
        _given("at", INSTANT),
        _given("day", sa.Date()),
        _given("moment", sa.String(8)),
        sa.Column("word", sa.String()),
        sa.Column("score", sa.Integer()),
        sa.Column("win_id", sa.Uuid()),
    )
    op.create_index("ix_feelings_person_id_day", "feelings", ["person_id", "day"])


def _steps() -> None:
    op.add_column("suggestions", sa.Column("rung", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("suggestions", sa.Column("outcome", sa.String(16)))
    _journal_table(
        "playbook",
        _given("at", INSTANT),
        sa.Column("step", sa.String(64)),
        sa.Column("phrase", sa.String()),
        sa.Column("domain", sa.String(16)),
        _given("status", sa.String(16)),
        sa.Column("heavy", sa.Integer()),
    )
    _journal_table(
        "personal_values", _given("at", INSTANT), _given("text", sa.String()), sa.Column("serves", sa.String(16))
    )
    _journal_table("rewards", _given("at", INSTANT), _given("text", sa.String()))
    _journal_table("triggers", _given("at", INSTANT), _given("text", sa.String()))
    _journal_table(
        "plan_items",
        _given("at", INSTANT),
        _given("day", sa.Date()),
        _given("domain", sa.String(16)),
        _given("text", sa.String()),
        sa.Column("step", sa.String(64)),
    )
    op.create_index("ix_plan_items_person_id_day", "plan_items", ["person_id", "day"])


def _commitments_and_notes() -> None:
    _journal_table(
        "commitments",
        _given("made_at", INSTANT),
        _given("status", sa.String(8)),
        _given("action", sa.String()),
        _given("cue", sa.String()),
        sa.Column("reward", sa.String()),
        sa.Column("minute", sa.Integer()),
        _given("repeats", sa.String(16)),
        sa.Column("next_at", INSTANT),
        sa.Column("announced_at", INSTANT),
        _given("remind", sa.Boolean()),
        _given("anchor", sa.Boolean()),
        _given("missed", sa.Integer()),
        sa.Column("done_at", INSTANT),
        sa.Column("tell", sa.Uuid()),
    )
    op.create_index("ix_commitments_person_id_next_at", "commitments", ["person_id", "next_at"])
    _journal_table(
        "notes",
        _given("at", INSTANT),
        _given("day", sa.Date()),
        _given("kind", sa.String(16)),
        _given("text", sa.String()),
        sa.Column("trusted_id", sa.Uuid()),
        sa.Column("played_at", INSTANT),
    )


def _sharing() -> None:
    _journal_table(
        "trusted_people",
        _given("at", INSTANT),
        _given("name", sa.String(64)),
        sa.Column("address", sa.String()),
        sa.Column("check_in", sa.String(16)),
        sa.Column("checked_in_on", sa.Date()),
    )
    _journal_table(
        "outbox",
        _given("at", INSTANT),
        _given("trusted_id", sa.Uuid()),
        _given("text", sa.String()),
        _given("state", sa.String(16)),
        _given("tries", sa.Integer()),
        sa.Column("next_try_at", INSTANT),
        sa.Column("sent_at", INSTANT),
    )
    op.create_index("ix_outbox_state_next_try_at", "outbox", ["state", "next_try_at"])
