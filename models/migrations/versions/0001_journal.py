"""The first journal: people, how doors know them, wins, changes, suggestions, turns and open conversations."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def _journal_table(
    name: str, *columns: sa.Column[Any], key: str = "id", key_type: sa.types.TypeEngine[Any] | None = None
) -> None:
    """A table whose rows belong to a person."""
    op.create_table(
        name,
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(key, key_type or sa.Uuid(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=f"fk_{name}_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", key, name=f"pk_{name}"),
    )


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("time_zone", sa.String(64)),
        sa.Column("region", sa.String(2)),
        sa.Column("day_ends_at_hour", sa.Integer()),
        sa.Column("acknowledged", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_people"),
    )
    op.create_table(
        "identities",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_identities"),
    )
    _journal_table(
        "wins",
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("domain", sa.String(16), nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.Column("feeling_before", sa.String()),
        sa.Column("feeling_during", sa.String()),
        sa.Column("feeling_after", sa.String()),
        sa.Column("door", sa.String(16), nullable=False),
    )
    op.create_index("ix_wins_person_id_day", "wins", ["person_id", "day"])
    _journal_table(
        "changes",
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
    )
    _journal_table(
        "suggestions",
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
    )
    _journal_table(
        "turns",
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        key="request_id",
        key_type=sa.String(255),
    )
    _journal_table(
        "conversations",
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        key="door",
        key_type=sa.String(16),
    )
