"""Everything of a newsletter, in formats that need no program of ours."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from digest.config import Settings
from digest.models import Issue
from digest.pipeline.sending import sample_mail
from digest.render.formats import suffixes
from digest.store import Store, issues
from digest.store.schema import articles, deliveries, newsletters
from digest.store.schema import issues as issue_table
from digest.store.subscribers import listed
from digest.subscribers import csv_lines

_ISSUE = TypeAdapter(Issue)


def export(settings: Settings, store: Store) -> Iterator[tuple[str, bytes]]:
    """Everything of a newsletter as (file name, contents), in formats that need no program of ours."""
    with store.read() as conn:
        if not settings.daily:
            yield "articles.jsonl", _lines(dict(row) for row in conn.execute(select(articles)).mappings())
        yield "subscribers.csv", "".join(csv_lines(listed(conn, settings.slug, all_states=True))).encode()
        yield "deliveries.csv", _ledger(conn, settings.slug)
        found = [issues.get(conn, settings.slug, it.number) for it in reversed(issues.all_issues(conn, settings.slug))]
    whole, kept = [issue for issue in found if issue], suffixes()
    content = (_ISSUE.dump_python(issue, mode="json", exclude={"renditions"}) for issue in whole)
    yield "issues.jsonl", _lines(content)
    for issue in whole:
        name = f"issues/{issue.number:05d}"
        for rendition in issue.renditions:
            if rendition.format in kept:
                yield f"{name}{kept[rendition.format]}", rendition.body.encode()
        if settings.newsletter.sender:
            yield f"{name}.eml", sample_mail(settings, issue)


def _ledger(conn: Connection, newsletter: str) -> bytes:
    line = deliveries.c
    query = select(issue_table.c.number, line.subscriber_id, line.state, line.attempts, line.sent_at, line.reply)
    query = query.select_from(deliveries.join(issue_table, issue_table.c.id == line.issue_id).join(newsletters))
    query = query.where(newsletters.c.slug == newsletter).order_by(issue_table.c.number, line.subscriber_id)
    rows = conn.execute(query)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["issue", "subscriber", "state", "attempts", "sent_at", "reply"])
    writer.writerows([*row[:4], row.sent_at.isoformat() if row.sent_at else "", row.reply or ""] for row in rows)
    return out.getvalue().encode()


def _lines(rows: Iterator[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in rows).encode()


def _plain(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(UTC).isoformat()
