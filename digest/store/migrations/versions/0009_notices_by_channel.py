"""What the operator was told is known by channel: one that fails must not make another say it again."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """A new table, for SQLite adds no column to a key. What was told so far was told by mail."""
    time = sa.DateTime(timezone=True)
    op.execute("CREATE TABLE notices_before AS SELECT newsletter_id, cause, told_at FROM notices")
    op.drop_table("notices")
    op.create_table(
        "notices",
        sa.Column("newsletter_id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("cause", sa.Text, primary_key=True),
        sa.Column("told_at", time, nullable=False),
        sa.ForeignKeyConstraint(["newsletter_id"], ["newsletters.id"], name="fk_notices_newsletter_id"),
    )
    op.execute("INSERT INTO notices SELECT newsletter_id, 'email', cause, told_at FROM notices_before")
    op.drop_table("notices_before")
