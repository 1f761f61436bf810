"""Several processes: one pace for all, claims and due times that know when they were written; plainer messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "paces",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_index("paces_until", "paces", ["until"])
    for name in ("due_set_at", "claimed_at"):
        op.add_column("outbox", sa.Column(name, sa.BigInteger))
    op.add_column("outbox", sa.Column("plainer", sa.Text))
