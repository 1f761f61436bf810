"""The rows that wait, and a message by its place, each found without walking through all that was ever said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_WAITING = sa.text("state IN ('planned', 'sending')")


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("outbox_waiting", "outbox", ["state"], sqlite_where=_WAITING, postgresql_where=_WAITING)
    op.create_index("outbox_message", "outbox", ["workspace", "channel", "message_ts"])
