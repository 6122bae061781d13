"""What issues have told, as signatures that outlive the articles; what articles say of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("articles", sa.Column("categories", sa.JSON, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("articles", sa.Column("excerpt", sa.Boolean, nullable=False, server_default=sa.text("false")))
    op.create_table(
        "told",
        sa.Column("issue_id", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_told_issue_id"),
    )
