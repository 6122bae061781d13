"""Backup, restore and prune: what keeps a database for years.

A backup of SQLite is made by its own online backup, so it is consistent while others write; one of PostgreSQL by
pg_dump, and restored by pg_restore.
"""

import os
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, make_url, select, update

from digest.errors import ConfigError, InputError, TemporaryError
from digest.files import whole
from digest.store.schema import articles, deliveries, issues, newsletters, subscriptions, suppressions, ticks

_CHANGES = (
    articles.c.seen_at, issues.c.made_at, issues.c.approved_at, issues.c.sent_at, deliveries.c.sent_at,
    subscriptions.c.consented_at, subscriptions.c.ended_at, suppressions.c.suppressed_at, ticks.c.began_at,
)  # fmt: skip
_OPEN = ("pending", "claimed", "deferred")


class Pruned(NamedTuple):
    texts: int
    lines: int


def last_change(conn: Connection) -> datetime | None:
    """When anything was last collected, issued, mailed or subscribed."""
    found = [conn.scalar(select(func.max(column))) for column in _CHANGES]
    return max((moment for moment in found if moment), default=None)


def backup(where: str | Path, file: Path) -> None:
    """Write the database into a new file that only its owner can read; it is whole or not there.

    Raises TemporaryError or ConfigError, and leaves an old file as it was then.
    """
    try:
        with whole(file, mode=0o600) as part:
            _back_up(where, part)
    finally:  # SQLite's own beside it, where it was cut short
        file.with_name(f"{file.name}.part-journal").unlink(missing_ok=True)


def _back_up(where: str | Path, file: Path) -> None:
    if isinstance(where, str) and "://" in where:
        _postgresql("pg_dump", where, ["--format=custom", f"--file={file}"])
    elif not Path(where).exists():
        raise ConfigError(f"{where}: there is no database yet: run `digest build` first")
    else:
        copy(Path(where), file)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # one file, which a read-only disk can serve


def check_backup(file: Path) -> None:
    """Raises InputError for a file that is no whole backup of an SQLite database of this program."""
    if not file.is_file():
        raise InputError(f"{file}: there is no such file: name what `digest backup` wrote")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            faults = damage(source)
            ours = source.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
    except sqlite3.Error as error:
        raise InputError(f"{file}: no whole backup ({error}): take an older one") from error
    if faults or not ours:
        raise InputError(f"{file}: {faults or 'was not made by digest'}: take another backup")


def damage(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with a file, in its words; nothing for a whole one."""
    said = "; ".join(row[0] for row in connection.execute("PRAGMA quick_check(3)"))
    dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    return "" if said == "ok" and not dangling else said if said != "ok" else f"rows of {dangling[0]} hang in the air"


def restore_server(where: str, file: Path) -> None:
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error", str(file)]
    _postgresql("pg_restore", where, options)


def carry_over(conn: Connection, older: Path) -> int:
    """Keep out who left or was suppressed according to ``older``, the database before it was restored; how many."""
    conn.exec_driver_sql("ATTACH DATABASE ? AS older", (str(older),))
    conn.exec_driver_sql("INSERT INTO suppressions SELECT * FROM older.suppressions WHERE true ON CONFLICT DO NOTHING")
    return conn.exec_driver_sql(
        "UPDATE subscriptions SET ended_at = was.ended_at, ended_how = was.ended_how FROM ("
        " SELECT p.address_key, n.slug, s.consented_at, s.ended_at, s.ended_how FROM older.subscriptions s"
        " JOIN older.subscribers p ON p.id = s.subscriber_id JOIN older.newsletters n ON n.id = s.newsletter_id"
        " WHERE s.ended_at IS NOT NULL) was"
        " WHERE subscriptions.ended_at IS NULL AND was.consented_at >= subscriptions.consented_at"
        " AND subscriber_id = (SELECT id FROM subscribers p WHERE p.address_key = was.address_key)"
        " AND newsletter_id = (SELECT id FROM newsletters n WHERE n.slug = was.slug)"
    ).rowcount


def prune(conn: Connection, newsletter: str, texts_before: datetime, lines_before: datetime) -> Pruned:
    """Empty the texts of old articles, and replace the ledger lines of issues sent long ago by their counts.

    Articles keep their title, link and dates; issues keep all they printed.
    """
    old = (articles.c.seen_at < texts_before) & (articles.c.text != "")
    emptied = conn.execute(update(articles).where(old).values(text="", blocks=[], teaser=None)).rowcount
    mine = select(newsletters.c.id).where(newsletters.c.slug == newsletter).scalar_subquery()
    sent_long_ago = select(issues.c.id, issues.c.pruned).where(
        issues.c.newsletter_id == mine, issues.c.status == "sent", issues.c.slot < lines_before
    )
    lines = 0
    for issue_id, before in conn.execute(sent_long_ago).all():
        count = select(deliveries.c.state, func.count().label("lines"))
        count = count.where(deliveries.c.issue_id == issue_id)
        found = {row.state: row.lines for row in conn.execute(count.group_by(deliveries.c.state))}
        if found and not any(state in _OPEN for state in found):
            total = dict(Counter(before or {}) + Counter(found))
            conn.execute(update(issues).where(issues.c.id == issue_id).values(pruned=total))
            lines += conn.execute(delete(deliveries).where(deliveries.c.issue_id == issue_id)).rowcount
    return Pruned(emptied, lines)


def give_back(path: Path) -> None:
    """Return the pages of an SQLite file that pruning has emptied to the disk, unless somebody is using it."""
    with closing(sqlite3.connect(path, timeout=5)) as connection:
        try:
            connection.execute("VACUUM")
        except sqlite3.OperationalError as error:
            raise TemporaryError(f"{path}: pruned, but it keeps its size ({error}): prune again later") from error


def copy(source: Path, target: Path) -> None:
    """An SQLite database, over whatever ``target`` holds, in one step that others see whole."""
    try:
        with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target, timeout=30)) as to:
            from_.backup(to)
    except sqlite3.Error as error:
        raise TemporaryError(f"{target}: cannot be written ({error}): check its folder and the disk") from error


def _postgresql(program: str, where: str, options: list[str]) -> None:
    """Its password goes by the environment, where nobody else on the machine reads it."""
    url = make_url(where)
    asked = {"--host": url.host, "--port": url.port, "--username": url.username, "--dbname": url.database}
    command = [program, "--no-password", *(f"{key}={value}" for key, value in asked.items() if value), *options]
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    try:
        done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError as error:
        raise ConfigError(f"{program} is missing: install PostgreSQL's client programs") from error
    if done.returncode:
        said = done.stderr.strip().partition("\n")[0]
        raise TemporaryError(f"{said}: check the server, its version and the database's URL")
