"""What time it is, and a clock or a database that has it wrong: neither stops a newsletter once it is right again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from digest.config import Settings
from digest.errors import TemporaryError
from digest.schedule import previous_slot
from digest.store import Connection, Store, issues, marks

AHEAD = timedelta(days=7)  # so long before its slot an issue may be sent by hand
BEHIND = (
    "counts as sent, and this database does not hold it, as after a restored backup or a wrong clock: it is not sent"
    " again. If it must be: digest run --again"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The only time that sending knows; ``wait`` takes seconds."""

    now: Callable[[], datetime]
    wait: Callable[[float], None]


def recognise(settings: Settings, store: Store) -> None:
    """Notice that the database is older than what was sent, as after a restored backup, and take over what is known."""
    noted = marks.read_file(settings.mark_path)
    with store.read() as conn:
        known = marks.mark_of(conn, settings.slug)
    if noted.sendings > known.sendings:
        with store.write() as conn:
            marks.adopt(conn, settings.slug, noted)


def set_right(settings: Settings, store: Store, now: datetime) -> str:
    """Forget that a slot was sent which has not come, and say so; "" where there is none.

    Which of two times was wrong is told by the record of issues: where a week or more of it is missing after now, what
    lies beyond was written by a clock that ran ahead; where it goes on without a gap, this clock runs behind.
    Raises TemporaryError then.
    """
    with store.read() as conn:
        slot = marks.mark_of(conn, settings.slug).slot
        record = marks.moments(conn, settings.slug) if slot and slot > now + AHEAD else []
    if slot is None or slot <= now + AHEAD:
        return ""
    before = max((at for at in (*record, *_written(settings)) if at <= now), default=None)
    after = min((at for at in record if at > now), default=None)
    zone = settings.schedule.zone
    if before is None or (after and after - before <= AHEAD):
        raise TemporaryError(
            f"this machine's clock says {now.astimezone(zone):%Y-%m-%d %H:%M}, and an issue was sent at"
            f" {(after or slot).astimezone(zone):%Y-%m-%d %H:%M}: set the clock; until then nothing is made or sent"
        )
    with store.write() as conn:
        mark = marks.set_back(conn, settings.slug, now + AHEAD)
    marks.write_file(settings.mark_path, mark)
    return (
        f"the issue for {slot.astimezone(zone):%a %Y-%m-%d %H:%M} counted as sent, which has not come: the clock of"
        " this machine was wrong then; what is due now goes out as if it had not"
    )


def behind(conn: Connection, settings: Settings, now: datetime) -> datetime | None:
    """The slot of now, where it counts as sent and this database knows nothing of it, or of an issue far ahead only."""
    plan, newest = settings.schedule.plan, marks.mark_of(conn, settings.slug).slot
    slot = previous_slot(plan, now)
    if slot is None or newest is None or slot > newest or now - slot > plan.max_lateness:
        return None
    last = issues.last_sent(conn, settings.slug)
    return slot if last is None or not slot <= last.slot <= now + AHEAD else None


def _written(settings: Settings) -> list[datetime]:
    """When the configuration was last changed: before the first issue nothing else tells the time."""
    path = settings.folder / "digest.toml"
    return [datetime.fromtimestamp(path.stat().st_mtime, UTC)] if path.exists() else []
