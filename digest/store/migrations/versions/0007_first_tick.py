"""When a newsletter's first tick began: no slot before it was missed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("ticks", sa.Column("first_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE ticks SET first_at = began_at")
