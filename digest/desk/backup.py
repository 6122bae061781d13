"""A backup in the place of the database."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from digest.config import Settings
from digest.errors import ConfigError, InputError
from digest.pipeline.timekeeping import recognise
from digest.store import DBAPIError, Store, keeping, marks, open_store


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
            recognise(each, store)
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
