"""Which fact of which message was corrected by which note; messages that edit another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "corrections",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("fact", sa.Text, primary_key=True),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("corrections_note", "corrections", ["note"])
    op.create_index("outbox_created_at", "outbox", ["workspace", "created_at"])
    op.add_column("outbox", sa.Column("edits", sa.Text))
