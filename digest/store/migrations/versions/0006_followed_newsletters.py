"""Which newsletter a subscription came with, so that it ends with that one; bounces that nobody may judge again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_OTHER = (
    "SELECT other.{} FROM subscriptions AS other WHERE other.subscriber_id = subscriptions.subscriber_id"
    " AND other.newsletter_id <> subscriptions.newsletter_id"
)


def upgrade() -> None:
    """What followed until now says so in words. Who left the other newsletter meanwhile has left this one too. A dead
    mailbox whose suppression the operator lifted stays lifted."""
    op.add_column("subscriptions", sa.Column("follows", sa.Integer))
    op.execute(
        f"UPDATE subscriptions SET follows = ({_OTHER.format('newsletter_id')}) WHERE consented_how LIKE 'reads %'"  # noqa: S608
        f" AND 1 = (SELECT count(*) FROM ({_OTHER.format('newsletter_id')}) AS others)"
    )
    op.execute(
        f"UPDATE subscriptions SET ended_how = ({_OTHER.format('ended_how')}), ended_at = ({_OTHER.format('ended_at')})"  # noqa: S608
        " WHERE follows IS NOT NULL AND ended_at IS NULL"
    )
    op.execute("DELETE FROM bounces WHERE kind = 'hard' AND address_key NOT IN (SELECT address_key FROM suppressions)")
