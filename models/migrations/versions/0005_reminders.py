"""Reminders that another service sounds, the time zone of a device, and the voices of a household.

No batch mode: SQLite would copy its table of people anew, and that would cascade over every journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("device_time_zone", sa.String(64)))
    op.add_column("people", sa.Column("reminders_refused", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("identities", sa.Column("household", sa.String(64)))
    op.create_index("ix_identities_household", "identities", ["household"])
    op.create_table(
        "reminders",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("about", sa.Uuid()),
        sa.Column("agreed_at", INSTANT, nullable=False),
        sa.Column("token", sa.String(255)),
        sa.Column("made_as", sa.String(255)),
        sa.Column("starts_at", INSTANT),
        sa.Column("tried_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name="fk_reminders_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_reminders"),
    )
