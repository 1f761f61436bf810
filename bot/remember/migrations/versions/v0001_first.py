"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_OPEN = sa.text("state IN ('planned', 'sending', 'unknown') AND due_at IS NOT NULL")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "threads",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("root_ts", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "askers",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("asker", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
    )
    op.create_index("askers_asked_at", "askers", ["asked_at"])
    op.create_table(
        "seen",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("seen_at", "seen", ["at"])
    op.create_table(
        "channels",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("member", sa.Boolean, nullable=False),
        sa.Column("learned_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "subscriptions",
        sa.Column("workspace", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("cron", sa.Text, nullable=False),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
    )
    op.create_index("subscriptions_due", "subscriptions", ["state", "next_at"])
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("subscription", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("planned_at", sa.BigInteger, nullable=False),
        sa.Column("sent_at", sa.BigInteger),
        sa.Column("outbox_id", _ID),
        sa.Column("message_ts", sa.Text),
        sa.Column("error", sa.Text),
        sa.UniqueConstraint("workspace", "subscription", "digest", "edition", name="deliveries_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False, unique=True),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("thread_ts", sa.Text),
        sa.Column("parent_id", _ID, sa.ForeignKey("outbox.id", name="outbox_parent")),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.Column("resends", sa.Integer, nullable=False),
        sa.Column("claimed_by", sa.Text),
        sa.Column("claimed_until", sa.BigInteger),
        sa.Column("first_sent_at", sa.BigInteger),
        sa.Column("last_sent_at", sa.BigInteger),
        sa.Column("message_ts", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("response_url", sa.Text),
        sa.Column("asker", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("delivery_id", _ID, sa.ForeignKey("deliveries.id", name="outbox_delivery")),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_next", "outbox", ["urgency", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("outbox_thread", "outbox", ["workspace", "channel", "thread_ts"])
    op.create_index("outbox_parent_id", "outbox", ["parent_id"])
    op.create_index("outbox_delivery_id", "outbox", ["delivery_id"])
