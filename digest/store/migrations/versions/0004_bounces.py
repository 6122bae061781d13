"""Mail that came back; since when an issue goes out; deferred lines by the time of their next try."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("issues", sa.Column("sending_since", sa.DateTime(timezone=True)))
    waiting = sa.text("state = 'deferred'")
    op.create_index(
        "ix_deliveries_deferred",
        "deliveries",
        ["issue_id", "next_try_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "bounces",
        sa.Column("mail_key", sa.LargeBinary(32), primary_key=True),
        sa.Column("address_key", sa.LargeBinary(32), primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("issue_id", sa.Integer),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_bounces_address_key", "bounces", ["address_key", "returned_at"])
