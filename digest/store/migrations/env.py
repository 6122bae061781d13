"""Run by Alembic for every command; the caller holds the transaction and its lock."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
