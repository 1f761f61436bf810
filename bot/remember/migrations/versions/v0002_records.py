"""What each message rests on: its reading, and the facts it used in the versions it used them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "fact_versions",
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("fact", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("kept_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "records",
        sa.Column("mark", sa.Text, sa.ForeignKey("outbox.mark", name="records_outbox"), primary_key=True),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("templates", sa.Text, nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
    )
