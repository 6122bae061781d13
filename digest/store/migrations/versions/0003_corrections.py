"""Corrections of issues that were sent, and which issue carries them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("issue_id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_corrections_issue_id"),
    )
    op.create_table(
        "issue_corrections",
        sa.Column("issue_id", sa.Integer, primary_key=True),
        sa.Column("correction_id", sa.Integer, primary_key=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_issue_corrections_issue_id"),
        sa.ForeignKeyConstraint(["correction_id"], ["corrections.id"], name="fk_issue_corrections_correction_id"),
    )
