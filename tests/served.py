"""The web pages of a newsletter, on a loopback port, by the server that `digest serve` runs."""

import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from sqlalchemy import select, update

from digest.models import Issue, Look
from digest.render import environment
from digest.store import Store, issues, open_store, schema
from digest.subscribers import read_token, subscribe, unsubscribe_token
from digest.web import Newsletter, make_app
from digest.web.server import server_of

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


@dataclass
class Served:
    url: str
    store: Store
    database: Path

    def token(self, address: str, newsletter: str = "morning") -> str:
        """That of a subscriber, who is new if nobody has the address."""
        with self.store.write() as conn:
            subscribe(conn, newsletter, address, how="test", now=NOW)
            query = (
                select(schema.newsletters.c.id, schema.subscribers.c.id, schema.subscribers.c.token_key)
                .select_from(schema.subscriptions.join(schema.newsletters).join(schema.subscribers))
                .where(schema.newsletters.c.slug == newsletter, schema.subscribers.c.address == address)
            )
            return unsubscribe_token(*conn.execute(query).one())

    def ending(self, token: str) -> tuple[Any, Any]:
        """When and how their subscription ended."""
        subscriber = (read_token(token) or (0, 0))[1]
        ended = schema.subscriptions.c.ended_at, schema.subscriptions.c.ended_how
        with self.store.read() as conn:
            return tuple(conn.execute(select(*ended).where(schema.subscriptions.c.subscriber_id == subscriber)).one())

    def dump(self) -> str:
        """All that the database holds."""
        with closing(sqlite3.connect(self.database)) as conn:
            return "\n".join(conn.iterdump())

    def put(self, issue: Issue, status: str) -> int:
        """Save the issue, in a slot of its own, as one that came as far as ``status``. Its number."""
        with self.store.write() as conn:
            taken = len(issues.all_issues(conn, issue.newsletter))
            slot = issue.slot + timedelta(days=taken)
            number = issues.number_for(conn, issue.newsletter, slot)
            issues.save_draft(conn, replace(issue, slot=slot, number=number), [], NOW)
            conn.execute(update(schema.issues).where(schema.issues.c.number == number).values(status=status))
        return number


@contextmanager
def served(
    folder: Path,
    name: str = "The Quay & Morning",
    language: str = "en",
    look: Look | None = None,
    others: tuple[Newsletter, ...] = (),
    timeout: float = 20,
    connections: int = 500,
    templates: Path | None = None,
) -> Iterator[Served]:
    store = open_store(folder / "digest.db")
    app = make_app(store, environment(templates), Newsletter("morning", name, language, look or Look()), *others)
    server = server_of(app, timeout=timeout, connections=connections, log_config=None)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", store, folder / "digest.db")
    finally:
        server.should_exit = True
        thread.join()
        store.close()
