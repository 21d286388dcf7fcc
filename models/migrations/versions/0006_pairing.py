"""One journal on several doors: codes, what was joined, and from whose journal a row was copied.

No batch mode: SQLite would copy its table of people anew, and that would cascade over every journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
COPIED = (
    "announcements", "commitments", "day_remarks", "days", "feelings", "notes", "outbox", "personal_values",
    "plan_items", "playbook", "rewards", "suggestions", "triggers", "trusted_people", "wins",
)  # fmt: skip


def upgrade() -> None:
    for table in (*COPIED, "identities"):
        op.add_column(table, sa.Column("paired_from", sa.Uuid()))
    op.add_column("people", sa.Column("joined_to", sa.Uuid()))
    op.create_table(
        "pairing_codes",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("identity", sa.String(64), nullable=False),
        sa.Column("afar", sa.Boolean(), nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(64)),
        sa.PrimaryKeyConstraint("key", name="pk_pairing_codes"),
    )
    op.create_table(
        "pairings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("afar", sa.Boolean(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name="fk_pairings_person_id_people", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_pairings"),
    )
