"""How far a newsletter has been sent, what its last tick came to, what its operator was told."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.add_column("newsletters", sa.Column("sendings", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("newsletters", sa.Column("newest_slot", time))
    op.add_column("issues", sa.Column("pruned", sa.JSON))
    op.execute(
        "UPDATE newsletters SET newest_slot = (SELECT max(slot) FROM issues"
        " WHERE newsletter_id = newsletters.id AND status IN ('sending', 'sent'))"
    )
    op.create_table(
        "ticks",
        sa.Column("newsletter_id", sa.Integer, primary_key=True),
        sa.Column("began_at", time, nullable=False),
        sa.Column("ended_at", time),
        sa.Column("exit_code", sa.Integer),
        sa.Column("outcome", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("quiet_slot", time),
        sa.ForeignKeyConstraint(["newsletter_id"], ["newsletters.id"], name="fk_ticks_newsletter_id"),
    )
    op.create_table(
        "notices",
        sa.Column("newsletter_id", sa.Integer, primary_key=True),
        sa.Column("cause", sa.Text, primary_key=True),
        sa.Column("told_at", time, nullable=False),
        sa.ForeignKeyConstraint(["newsletter_id"], ["newsletters.id"], name="fk_notices_newsletter_id"),
    )
