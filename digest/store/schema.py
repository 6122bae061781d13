"""Every table. A change here needs a new file in ``migrations/versions/``; a test compares the two."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import sqlite

from digest.models import DeliveryState, IssueStatus

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

GOES_OUT: tuple[IssueStatus, ...] = ("approved", "sending", "sent")  # whose articles no other issue may print


class UTCDateTime(TypeDecorator[datetime]):
    """Aware in, aware UTC out. SQLite holds ``2026-03-02 05:30:00.000000``, which sorts as text."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without a zone cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(map(repr, values))})", name=column)


def index_where(name: str, *columns: str, condition: str, unique: bool = False) -> Index:
    """The migrations say the condition to PostgreSQL too, whose part of SQLAlchemy takes long to load."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition))


metadata = MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

newsletters = Table(
    "newsletters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("next_number", Integer, nullable=False, server_default=text("1")),
    # How often sending was begun or ended, and the newest slot of those: see ``marks``.
    Column("sendings", Integer, nullable=False, server_default=text("0")),
    Column("newest_slot", UTCDateTime),
)

# What the last tick of a newsletter came to; ``quiet_slot`` is the last slot for which there was nothing new.
ticks = Table(
    "ticks",
    metadata,
    Column("newsletter_id", ForeignKey("newsletters.id"), primary_key=True),
    Column("began_at", UTCDateTime, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("exit_code", Integer),
    Column("outcome", Text, nullable=False, server_default=text("''")),
    Column("quiet_slot", UTCDateTime),
    Column("first_at", UTCDateTime),
)

# When the operator was last told of a cause, by channel: its key in [operator].
notices = Table(
    "notices",
    metadata,
    Column("newsletter_id", ForeignKey("newsletters.id"), primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("cause", Text, primary_key=True),
    Column("told_at", UTCDateTime, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("newsletter_id", ForeignKey("newsletters.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    # Another address under the same name begins anew.
    Column("url", Text, nullable=False),
    Column("moved_to", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", UTCDateTime),
    Column("succeeded_at", UTCDateTime),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("failing_since", UTCDateTime),
    Column("error", Text, nullable=False, server_default=text("''")),
    Column("next_check_at", UTCDateTime),
    Column("gone", Boolean, nullable=False, server_default=text("false")),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("first_seen", UTCDateTime, nullable=False),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published_at", UTCDateTime),
    Column("byline", Text),
    Column("section", Text),
    Column("language", Text),
    Column("site", Text),
    Column("image", Text),
    Column("teaser", Text),
    Column("blocks", JSON, nullable=False),
    Column("updated_at", UTCDateTime),
    Column("categories", JSON, nullable=False, server_default=text("'[]'")),
    Column("excerpt", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("source", "key"),
    # Serves both halves of the window query: dated articles, and undated ones by first_seen.
    Index("ix_articles_time", "source", "published_at", "first_seen"),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("newsletter_id", ForeignKey("newsletters.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("slot", UTCDateTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("window_start", UTCDateTime, nullable=False),
    Column("window_end", UTCDateTime, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("approved_at", UTCDateTime),
    Column("sent_at", UTCDateTime),
    Column("sending_since", UTCDateTime),
    # How many of its ledger lines, by state, were pruned.
    Column("pruned", JSON),
    UniqueConstraint("newsletter_id", "number"),
    one_of("status", get_args(IssueStatus)),
    index_where("uq_issues_live_slot", "newsletter_id", "slot", condition="status <> 'withdrawn'", unique=True),
)

renditions = Table(
    "renditions",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    Column("format", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

issue_articles = Table(
    "issue_articles",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Index("ix_issue_articles_article_id", "article_id"),
)

# A line per story that an issue told, written when it is approved: enough to know it again without its articles.
told = Table(
    "told",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("signature", LargeBinary, nullable=False),
)

# Of an issue that was sent.
corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
)

# What an issue carries; as with articles, it is used up only when that issue is on its way.
issue_corrections = Table(
    "issue_corrections",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    Column("correction_id", ForeignKey("corrections.id"), primary_key=True),
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    # SHA-256 of the folded address, as in suppressions, so that SQL alone can join the two.
    Column("address_key", LargeBinary(32), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("language", Text),
    Column("token_key", LargeBinary(16), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    # The number of an erased subscriber must not be given again: the ledger still holds it.
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("subscriber_id", ForeignKey("subscribers.id"), primary_key=True),
    Column("newsletter_id", ForeignKey("newsletters.id"), primary_key=True),
    Column("consented_at", UTCDateTime, nullable=False),
    Column("consented_how", Text, nullable=False),
    Column("topics", JSON, nullable=False),
    Column("ended_at", UTCDateTime),
    Column("ended_how", Text),
    # The newsletter whose readers get this one too; empty for who asked for it. No foreign key: SQLite adds none.
    Column("follows", Integer),
    Index("ix_subscriptions_newsletter_id", "newsletter_id", "subscriber_id"),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("address_key", LargeBinary(32), primary_key=True),
    # Emptied when the person asks to be erased; the key alone keeps them from being mailed.
    Column("address", Text),
    Column("reason", Text, nullable=False),
    Column("suppressed_at", UTCDateTime, nullable=False),
)

# An ordinary rowid table on SQLite: without rowids its planner ignores the partial index and scans sent lines.
deliveries = Table(
    "deliveries",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    # No foreign key: a ledger line outlives the erasure of its subscriber.
    Column("subscriber_id", Integer, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("claimed_at", UTCDateTime),
    Column("claimed_by", Text),
    Column("sent_at", UTCDateTime),
    Column("next_try_at", UTCDateTime),
    Column("reply", Text),
    one_of("state", get_args(DeliveryState)),
    index_where("ix_deliveries_pending", "issue_id", "subscriber_id", condition="state = 'pending'"),
    index_where("ix_deliveries_claimed", "claimed_at", condition="state = 'claimed'"),
    index_where("ix_deliveries_deferred", "issue_id", "next_try_at", condition="state = 'deferred'"),
)

# A line per returned mail and address. The key of a mail, SHA-256 of its bytes, keeps it from counting twice.
bounces = Table(
    "bounces",
    metadata,
    Column("mail_key", LargeBinary(32), primary_key=True),
    Column("address_key", LargeBinary(32), primary_key=True),
    Column("kind", Text, nullable=False),
    # No foreign key: it comes from a mail.
    Column("issue_id", Integer),
    Column("said", Text, nullable=False),
    Column("returned_at", UTCDateTime, nullable=False),
    Index("ix_bounces_address_key", "address_key", "returned_at"),
)


def insert_into(conn: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT that can say ON CONFLICT: SQLAlchemy has one per database."""
    if conn.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def insert_many(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of the same columns, but for those whose key is there already.

    SQLAlchemy turns every value of every row into what the driver takes; most of a list's values are the same.
    """
    insert = insert_into(conn, table).on_conflict_do_nothing()
    compiled = insert.compile(dialect=conn.dialect, column_keys=list(rows[0]))
    names = compiled.positiontup or list(rows[0])
    columns = [map(_turned(table.c[name], conn.dialect), [row[name] for row in rows]) for name in names]
    given: list[Any] = list(zip(*columns, strict=True))
    if not compiled.positional:
        given = [dict(zip(names, row, strict=True)) for row in given]
    conn.exec_driver_sql(str(compiled), given)


def _turned(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    is_bytes = isinstance(column.type, LargeBinary)  # every driver takes them as they are
    turn = None if is_bytes else column.type.dialect_impl(dialect).bind_processor(dialect)
    return cache(turn) if turn else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
