"""Subscriptions that people make, and editions that a reviewer sees first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make them; what there was came from the book."""
    for name in ("quiet", "business_days", "maker", "paused_for", "newest"):
        op.add_column("subscriptions", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("subscriptions", sa.Column("origin", sa.Text, nullable=False, server_default="book"))
    op.add_column("subscriptions", sa.Column("says_nothing_new", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("subscriptions", sa.Column("reviewer", sa.Text))
    op.add_column("subscriptions", sa.Column("review_minutes", sa.Integer))
    op.add_column("subscriptions", sa.Column("review_channel", sa.Text))
    op.create_table(
        "reviews",
        sa.Column("delivery_id", _ID, sa.ForeignKey("deliveries.id", name="review_of"), primary_key=True),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("until", sa.BigInteger),
    )
    op.create_index("reviews_until", "reviews", ["until"])
