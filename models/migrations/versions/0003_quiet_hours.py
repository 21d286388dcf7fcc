"""Quiet hours, what was announced, and the time zone in which what comes next was reckoned.

No batch mode: SQLite would copy its table of people anew, and that would cascade over every journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("quiet_from_minute", sa.Integer()))
    op.add_column("people", sa.Column("quiet_until_minute", sa.Integer()))
    op.add_column("people", sa.Column("reckoned_in", sa.String(64)))
    op.create_table(
        "announcements",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.Uuid()),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("said_at", INSTANT, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.Column("again_at", INSTANT),
        sa.Column("closed_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name="fk_announcements_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_announcements"),
    )
    op.create_index("ix_announcements_person_id_said_at", "announcements", ["person_id", "said_at"])
    # What was announced today may be said once more after this: the rows tell it from now on.
    op.drop_column("commitments", "announced_at")
    # What could be undone for half an hour may name the column that is gone.
    op.execute("DELETE FROM changes")
