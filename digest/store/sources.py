"""What is known of each source on the network from earlier visits."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from digest.store.schema import articles, insert_into, newsletters, sources
from digest.store.subscribers import newsletter_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """``url`` is the configured address, ``moved_to`` where it has moved for good. ``error`` is "" while it is fine."""

    name: str
    url: str
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    next_check_at: datetime | None = None
    gone: bool = False


def states(conn: Connection, newsletter: str) -> dict[str, SourceState]:
    """By the source's name."""
    query = select(sources).join(newsletters).where(newsletters.c.slug == newsletter)
    rows = ({**row} for row in conn.execute(query).mappings())
    return {row["name"]: SourceState(**{key: row[key] for key in SourceState.__slots__}) for row in rows}


def save_states(conn: Connection, newsletter: str, found: Iterable[SourceState]) -> None:
    after = list(found)
    if after:
        number = newsletter_id(conn, newsletter)
        rows = [asdict(state) | {"newsletter_id": number} for state in after]
        insert = insert_into(conn, sources)
        changed = {key: insert.excluded[key] for key in SourceState.__slots__ if key != "name"}
        conn.execute(insert.on_conflict_do_update(index_elements=["newsletter_id", "name"], set_=changed), rows)


def publication_times(conn: Connection, source: str, most: int = 100) -> list[datetime]:
    """When the newest articles of a source were published, or first seen where they do not say; newest first."""
    time = articles.c.published_at
    query = select(time, articles.c.first_seen).where(articles.c.source == source)
    found = conn.execute(query.order_by(articles.c.id.desc()).limit(most))
    return sorted((published or first_seen for published, first_seen in found), reverse=True)
