"""What a person asked is found by person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_ASKED = sa.text("asker IS NOT NULL")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "outbox_asker", "outbox", ["workspace", "asker", "id"], sqlite_where=_ASKED, postgresql_where=_ASKED
    )
