"""Counts for those who watch: what was collected, issued and mailed."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from digest.store.schema import articles, deliveries, issues, newsletters


def collected(conn: Connection, since: datetime) -> int:
    """Articles first seen since then."""
    return conn.scalar(select(func.count()).select_from(articles).where(articles.c.first_seen >= since)) or 0


def newest_articles(conn: Connection, most: int = 500) -> list[datetime]:
    """When the newest articles of all sources were first seen; newest first."""
    seen = articles.c.first_seen
    return list(conn.scalars(select(seen).order_by(articles.c.id.desc()).limit(most)))


def by_status(conn: Connection, newsletter: str) -> Mapping[str, int]:
    """How many issues are in each state."""
    query = select(issues.c.status, func.count().label("many")).select_from(issues.join(newsletters))
    query = query.where(newsletters.c.slug == newsletter).group_by(issues.c.status)
    return {row.status: row.many for row in conn.execute(query)}


def mailed(conn: Connection, newsletter: str, number: int | None = None) -> Mapping[str, int]:
    """How many ledger lines are in each state, of one issue or of all; those that were pruned too."""
    of_these = (
        newsletters.c.slug == newsletter
        if number is None
        else and_(newsletters.c.slug == newsletter, issues.c.number == number)
    )
    lines = select(deliveries.c.state, func.count().label("lines")).group_by(deliveries.c.state).where(of_these)
    lines = lines.select_from(deliveries.join(issues, issues.c.id == deliveries.c.issue_id).join(newsletters))
    found = Counter({row.state: row.lines for row in conn.execute(lines)})
    pruned = select(issues.c.pruned).select_from(issues.join(newsletters)).where(of_these)
    for counts in conn.scalars(pruned):
        found.update(counts or {})
    return found


def times_of(conn: Connection, newsletter: str, number: int) -> tuple[datetime | None, datetime | None]:
    """When an issue was approved, and sent to its last line."""
    query = select(issues.c.approved_at, issues.c.sent_at).select_from(issues.join(newsletters))
    row = conn.execute(query.where(newsletters.c.slug == newsletter, issues.c.number == number)).one()
    return row.approved_at, row.sent_at
