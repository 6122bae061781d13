"""Restore, export and prune a newsletter's database."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from digest.config import Settings
from digest.errors import ConfigError, InputError
from digest.models import Issue
from digest.pipeline.building import LATE, REMEMBERED
from digest.pipeline.sending import sample_mail
from digest.store import Store, issues, keeping, marks, open_store
from digest.store.keeping import Pruned
from digest.store.schema import articles, deliveries, newsletters
from digest.store.schema import issues as issue_table
from digest.store.subscribers import listed
from digest.subscribers import csv_lines

_ISSUE = TypeAdapter(Issue)
_LEDGER_KEPT = timedelta(days=7)  # bounces and complaints come so late
SUFFIXES = {"html": "html", "text": "txt", "markdown": "md"}


def restore(settings: Settings, file: Path, now: datetime, *, force: bool = False) -> tuple[Path | None, int]:
    """Put a backup in the place of the database. Where the old one was kept, and how many who left stay out.

    What was sent since the backup does not go out again: without a mark of it, nothing whose slot has come does.
    Raises InputError for what is no backup, and for one that is older than what the database holds, unless forced.
    """
    where, kept, out = settings.database_url, None, 0
    if isinstance(where, Path):
        kept = _restore_file(where, file, now, force=force)
    elif force:
        keeping.restore_server(where, file)
    else:
        raise InputError("all that the server's database holds would be replaced: say --force if it may be")
    store = open_store(where)
    try:
        if kept:
            with store.write() as conn, suppress(DBAPIError):  # one that is damaged says nothing
                out = keeping.carry_over(conn, kept)
        for each in settings.newsletters:
            _count_as_sent(each, store, now)
    finally:
        store.close()
    return kept, out


def _restore_file(where: Path, file: Path, now: datetime, *, force: bool) -> Path | None:
    """By way of a copy that is brought up to date: the backup itself stays as it is."""
    keeping.check_backup(file)
    with TemporaryDirectory(dir=where.parent, prefix=".restoring-") as folder:
        fresh = Path(folder) / "digest.db"
        keeping.copy(file, fresh)
        try:
            there = _last_change(fresh)
        except DBAPIError as error:
            raise InputError(f"{file}: holds other tables than digest's: take another backup") from error
        kept = None
        if where.exists():
            kept = where.with_name(f"{where.name}.before-restore-{now:%Y%m%dT%H%M%S}")
            try:
                here = _last_change(where)
            except ConfigError:  # damaged: what backups are for
                where.replace(kept)
                for left in ("-wal", "-shm"):
                    where.with_name(where.name + left).unlink(missing_ok=True)
            else:
                _refuse_newer(where, here, there, force)
                keeping.backup(where, kept)
        keeping.copy(fresh, where)
        where.chmod(0o600)
    return kept


def _refuse_newer(where: Path, here: datetime | None, there: datetime | None, force: bool) -> None:
    if here and (there is None or here > there) and not force:
        raise InputError(
            f"{where} was last changed {here:%Y-%m-%d %H:%M} UTC, the backup"
            f" {f'{there:%Y-%m-%d %H:%M}' if there else 'never'}: what came in between would be lost;"
            " say --force to restore it all the same"
        )


def _last_change(path: Path) -> datetime | None:
    store = open_store(path)
    try:
        with store.read() as conn:
            return keeping.last_change(conn)
    finally:
        store.close()


def _count_as_sent(settings: Settings, store: Store, now: datetime) -> None:
    """Whatever the file beside the database says counts more than the database from now on."""
    noted = marks.read_file(settings.mark_path)
    with store.read() as conn:
        known = marks.mark_of(conn, settings.slug)
    slot = noted.slot if noted.sendings else now
    count, number = max(noted.sendings, known.sendings) + 1, max(noted.next_number, known.next_number)
    marks.write_file(settings.mark_path, marks.Mark(count, slot, number))


def prune(settings: Settings, store: Store, now: datetime) -> Pruned:
    """By the ages of [keep]; never what the memory of told stories or a late bounce still needs."""
    texts = now - max(settings.keep.articles, REMEMBERED + LATE)
    with store.write() as conn:
        pruned = keeping.prune(conn, settings.slug, texts, now - max(settings.keep.deliveries, _LEDGER_KEPT))
    if any(pruned) and isinstance(settings.database_url, Path):
        keeping.give_back(settings.database_url)
    return pruned


def export(settings: Settings, store: Store) -> Iterator[tuple[str, bytes]]:
    """Everything of a newsletter as (file name, contents), in formats that need no program of ours."""
    with store.read() as conn:
        if not settings.daily:
            yield "articles.jsonl", _lines(dict(row) for row in conn.execute(select(articles)).mappings())
        yield "subscribers.csv", "".join(csv_lines(listed(conn, settings.slug, all_states=True))).encode()
        yield "deliveries.csv", _ledger(conn, settings.slug)
        found = [issues.get(conn, settings.slug, it.number) for it in reversed(issues.all_issues(conn, settings.slug))]
    whole = [issue for issue in found if issue]
    content = (_ISSUE.dump_python(issue, mode="json", exclude={"renditions"}) for issue in whole)
    yield "issues.jsonl", _lines(content)
    for issue in whole:
        name = f"issues/{issue.number:05d}"
        for rendition in issue.renditions:
            if rendition.format in SUFFIXES:
                yield f"{name}.{SUFFIXES[rendition.format]}", rendition.body.encode()
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
