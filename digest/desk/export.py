"""Everything of a newsletter, in formats that need no program of ours."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import TypeAdapter

from digest.config import Settings
from digest.models import Issue
from digest.pipeline.mailing import sample_mail
from digest.render.formats import suffixes
from digest.store import Connection, Store, articles, deliveries, issues
from digest.store.subscribers import listed
from digest.subscribers import csv_lines

_ISSUE = TypeAdapter(Issue)


def export(settings: Settings, store: Store) -> Iterator[tuple[str, bytes]]:
    """Everything of a newsletter as (file name, contents), in formats that need no program of ours."""
    with store.read() as conn:
        if not settings.daily:
            yield "articles.jsonl", _lines(articles.rows(conn))
        yield "subscribers.csv", "".join(csv_lines(listed(conn, settings.slug, all_states=True))).encode()
        yield "deliveries.csv", _ledger(conn, settings.slug)
        numbers = [it.number for it in reversed(issues.all_issues(conn, settings.slug))]
        whole, kept = [issues.wanted(conn, settings.slug, number) for number in numbers], suffixes()
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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["issue", "subscriber", "state", "attempts", "sent_at", "reply"])
    for it in deliveries.ledger(conn, newsletter):
        sent_at = it.sent_at.isoformat() if it.sent_at else ""
        writer.writerow([it.number, it.subscriber_id, it.state, it.attempts, sent_at, it.reply or ""])
    return out.getvalue().encode()


def _lines(rows: Iterator[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in rows).encode()


def _plain(value: object) -> str:
    assert isinstance(value, datetime)
    return value.astimezone(UTC).isoformat()
