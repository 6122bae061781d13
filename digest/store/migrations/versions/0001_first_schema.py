"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "newsletters",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("next_number", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.UniqueConstraint("slug", name="uq_newsletters_slug"),
    )
    sources()
    articles()
    issues()
    subscribers()
    deliveries()


def sources() -> None:
    op.create_table(
        "sources",
        sa.Column("newsletter_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("moved_to", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("checked_at", TIME),
        sa.Column("succeeded_at", TIME),
        sa.Column("failures", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("failing_since", TIME),
        sa.Column("error", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("next_check_at", TIME),
        sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.PrimaryKeyConstraint("newsletter_id", "name"),
        sa.ForeignKeyConstraint(["newsletter_id"], ["newsletters.id"], name="fk_sources_newsletter_id"),
    )


def articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("first_seen", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("byline", sa.Text),
        sa.Column("section", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("site", sa.Text),
        sa.Column("image", sa.Text),
        sa.Column("teaser", sa.Text),
        sa.Column("blocks", sa.JSON, nullable=False),
        sa.Column("updated_at", TIME),
        sa.UniqueConstraint("source", "key", name="uq_articles_source_key"),
    )
    op.create_index("ix_articles_time", "articles", ["source", "published_at", "first_seen"])


def issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("newsletter_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("slot", TIME, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("window_start", TIME, nullable=False),
        sa.Column("window_end", TIME, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("approved_at", TIME),
        sa.Column("sent_at", TIME),
        sa.UniqueConstraint("newsletter_id", "number", name="uq_issues_newsletter_id_number"),
        sa.CheckConstraint(
            "status IN ('draft', 'approved', 'sending', 'sent', 'withdrawn')",
            name="ck_issues_status",
        ),
        sa.ForeignKeyConstraint(["newsletter_id"], ["newsletters.id"], name="fk_issues_newsletter_id"),
    )
    live = sa.text("status <> 'withdrawn'")
    op.create_index(
        "uq_issues_live_slot",
        "issues",
        ["newsletter_id", "slot"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_table(
        "renditions",
        sa.Column("issue_id", sa.Integer, primary_key=True),
        sa.Column("format", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_renditions_issue_id"),
    )
    op.create_table(
        "issue_articles",
        sa.Column("issue_id", sa.Integer, primary_key=True),
        sa.Column("article_id", sa.Integer, primary_key=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_issue_articles_issue_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_issue_articles_article_id"),
    )
    op.create_index("ix_issue_articles_article_id", "issue_articles", ["article_id"])


def subscribers() -> None:
    op.create_table(
        "subscribers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("address_key", sa.LargeBinary(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("token_key", sa.LargeBinary(16), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("address_key", name="uq_subscribers_address_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscriptions",
        sa.Column("subscriber_id", sa.Integer, primary_key=True),
        sa.Column("newsletter_id", sa.Integer, primary_key=True),
        sa.Column("consented_at", TIME, nullable=False),
        sa.Column("consented_how", sa.Text, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("ended_how", sa.Text),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscribers.id"], name="fk_subscriptions_subscriber_id"),
        sa.ForeignKeyConstraint(["newsletter_id"], ["newsletters.id"], name="fk_subscriptions_newsletter_id"),
    )
    op.create_index("ix_subscriptions_newsletter_id", "subscriptions", ["newsletter_id", "subscriber_id"])
    op.create_table(
        "suppressions",
        sa.Column("address_key", sa.LargeBinary(32), primary_key=True),
        sa.Column("address", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("suppressed_at", TIME, nullable=False),
    )


def deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("issue_id", sa.Integer, primary_key=True),
        sa.Column("subscriber_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("claimed_at", TIME),
        sa.Column("claimed_by", sa.Text),
        sa.Column("sent_at", TIME),
        sa.Column("next_try_at", TIME),
        sa.Column("reply", sa.Text),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'sent', 'deferred', 'failed', 'unknown')",
            name="ck_deliveries_state",
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_deliveries_issue_id"),
    )
    pending, claimed = sa.text("state = 'pending'"), sa.text("state = 'claimed'")
    op.create_index(
        "ix_deliveries_pending",
        "deliveries",
        ["issue_id", "subscriber_id"],
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_index(
        "ix_deliveries_claimed",
        "deliveries",
        ["claimed_at"],
        sqlite_where=claimed,
        postgresql_where=claimed,
    )
