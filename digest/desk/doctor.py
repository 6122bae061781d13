"""Whether the machine is fit for a newsletter: checks like those of ``doctor``, which look at nothing outside of it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from digest.config import Settings
from digest.desk.sources import check_all
from digest.errors import DigestError
from digest.pipeline.preflight import Diagnosis, Level, preflight
from digest.schedule import next_slot
from digest.store import Store, keeping, open_store
from digest.store.migrate import SCHEMA
from digest.text.counting import plural


def examine_here(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """What a run needs, templates among it; permissions, schedule, and the database if it can be opened."""
    yield Diagnosis("ok", f"digest.toml is read: {settings.newsletter.name}, {plural(len(settings.source), 'source')}")
    found = list(preflight(settings))
    yield from found
    if not any(finding.level == "error" for finding in found):
        own = f", with those of {settings.templates}" if settings.templates else ""
        yield Diagnosis("ok", "what a run needs is there: sender, readers' way out, logins, notes and folders")
        yield Diagnosis("ok", f"every template makes a page of a sample issue{own}")
    for each in settings.newsletters:
        slot, of = next_slot(each.schedule.plan, now), f" of {each.newsletter.name}" if each.daily else ""
        yield Diagnosis("ok", f"the next issue{of} is due {slot:%Y-%m-%d %H:%M %z} ({each.schedule.timezone})")
    try:
        store = open_store(settings.database_url)
    except DigestError:  # which preflight tells
        return
    try:
        yield from check_permissions(settings)
        yield from check_database(settings, store)
        yield from check_clock(store, now)
    finally:
        store.close()


def check_permissions(settings: Settings) -> Iterator[Diagnosis]:
    folder = settings.mark_path.parent
    if not os.access(folder, os.W_OK):
        yield Diagnosis("error", f"{folder} cannot be written", "give this user write permission on it")
    path = settings.database_url
    if isinstance(path, Path) and path.stat().st_mode & 0o077:
        yield Diagnosis("error", f"{path} holds addresses and others may read it", f"chmod 600 {path}")
    elif isinstance(path, Path):
        yield Diagnosis("ok", f"only this user reads {path.name}")


def check_database(settings: Settings, store: Store) -> Iterator[Diagnosis]:
    path = settings.database_url
    if isinstance(path, Path):
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            if faults := keeping.damage(connection):
                yield Diagnosis("error", f"{path}: {faults}", "restore it from a backup: digest restore FILE")
                return
    yield Diagnosis("ok", f"{store.name} is whole, schema {SCHEMA}")


def check_clock(store: Store, now: datetime) -> Iterator[Diagnosis]:
    with store.read() as conn:
        last = keeping.last_change(conn)
    if last and last > now + timedelta(minutes=5):
        mend = "set the clock, or have it set by NTP; if it was wrong before: digest run --again"
        yield Diagnosis(
            "error", f"it is {now:%Y-%m-%d %H:%M}, and the database was changed {last:%Y-%m-%d %H:%M}", mend
        )
    else:
        yield Diagnosis("ok", f"the clock says {now:%Y-%m-%d %H:%M %z}")


def check_sources(settings: Settings, now: datetime) -> Iterator[Diagnosis]:
    """Visits every one of them."""
    store = open_store(settings.database_url)
    try:
        for row in check_all(settings, store, now):
            level: Level = "error" if row.state in ("failing", "gone") else "warning" if row.state == "silent" else "ok"
            yield Diagnosis(level, f"source {row.name!r}: {row.state}, {row.detail}")
    finally:
        store.close()
