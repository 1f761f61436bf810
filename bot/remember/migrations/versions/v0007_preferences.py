"""What people, channels and threads prefer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "preferences",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, primary_key=True),
        sa.Column("thread", sa.Text, primary_key=True),
        sa.Column("language", sa.Text),
        sa.Column("visibility", sa.Text),
        sa.Column("attention", sa.Text),
        sa.Column("chosen_at", sa.BigInteger),
        sa.Column("locale", sa.Text),
        sa.Column("learned_at", sa.BigInteger),
    )
