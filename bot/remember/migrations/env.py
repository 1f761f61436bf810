"""Run by Alembic, with the connection and its open transaction that schema.upgrade hands over."""

from __future__ import annotations

from alembic import context

from bot.remember.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
