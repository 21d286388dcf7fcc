"""That somebody's hands, eyes or ears are to be spared, on all days to come.

No batch mode: SQLite would copy its table of people anew, and that would cascade over every journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for spared in ("spares_hands", "spares_eyes", "spares_ears"):
        op.add_column("people", sa.Column(spared, sa.Boolean(), nullable=False, server_default=sa.false()))
