"""Lists as tests take them in: from texts, as whole answers."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from digest.models import Subscriber, Subscription
from digest.store import Store
from digest.store import subscribers as stored
from digest.store.subscribers import Listed
from digest.subscribers import Given, Imported, Told, import_lists, plain, read_sheet
from digest.subscribers.sheets import Sheet

NOW = datetime(2026, 3, 1, 5, 30, tzinfo=UTC)


class Taken(NamedTuple):
    """The rows of all files by what became of them, and those that did not come in: (line, outcome, why)."""

    rows: dict[str, int]
    told: list[tuple[str, str, str]]
    files: list[Imported]


def sheet(text: str | bytes, name: str = "readers.csv") -> Sheet:
    body = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    return read_sheet(name, lambda: io.BytesIO(body))


def given(columns: dict[str, str] | None = None, words: dict[str, Any] | None = None, state: Any = None) -> Given:
    """As the command line gives it: heading -> role, word -> state."""
    return Given(
        {plain(heading): role for heading, role in (columns or {}).items()},
        {plain(word): said for word, said in (words or {}).items()},
        state,
    )


def take(store: Store, *texts: str | bytes, names: Iterable[str] = (), **options: Any) -> Taken:
    named = [*names] or [f"readers{n}.csv" if n else "readers.csv" for n in range(len(texts))]
    sheets = [sheet(text, name) for text, name in zip(texts, named, strict=True)]
    told: list[Told] = []
    files = import_lists(store, "daily", sheets, tell=told.append, **{"now": NOW, **options})
    rows: dict[str, int] = {}
    for file in files:
        for outcome, count in file.rows.items():
            rows[outcome] = rows.get(outcome, 0) + count
    return Taken(rows, [(it.where, it.outcome, it.why) for it in told], files)


def everybody(store: Store) -> list[Listed]:
    with store.read() as conn:
        return list(stored.listed(conn, "daily", all_states=True))


def states(store: Store) -> dict[str, str]:
    """Address -> state, of all who are on the list."""
    return {it.subscriber.address: it.state for it in everybody(store)}


def without_tokens(found: list[Listed]) -> list[Listed]:
    return [replace(it, subscriber=replace(it.subscriber, token_key=b"")) for it in found]


def listed(
    address: str, name: str = "", language: str | None = None, *, how: str = "import readers.csv", **rest: Any
) -> Listed:
    consent = {"newsletter": "daily", "consented_at": NOW, "consented_how": how, **rest}
    of_line = {key: consent.pop(key) for key in ("ended_how", "suppressed") if key in consent}
    return Listed(
        subscriber=Subscriber(address=address, name=name, language=language, token_key=b""),
        subscription=Subscription(address=address, **consent),
        **of_line,
    )
