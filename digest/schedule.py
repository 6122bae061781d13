"""When an issue is due: slots from days, times and a zone, and the one that is due now."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

CatchUp = Literal["latest", "fold", "none"]

PUNCTUAL = timedelta(hours=1)  # what goes out so soon after its slot is not late
LOOK_BACK = 400  # days
STALE, MISSED = timedelta(days=7), 3  # what an issue still makes up for: a week, or so many slots if that is more


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a newsletter appears. ``days`` count as ``datetime.weekday()`` does; on days of ``skip`` there is no issue.

    ``catch_up`` says what becomes of a slot that was missed by more than PUNCTUAL: the latest goes out late, by
    ``max_lateness`` at most; or it folds into the next issue, whose window begins where the last sent one ended; or
    with "none" what it would have told is not told.
    """

    zone: ZoneInfo
    times: tuple[time, ...]
    days: frozenset[int] = frozenset(range(7))
    skip: tuple[Container[date], ...] = ()
    catch_up: CatchUp = "latest"
    max_lateness: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Due:
    """The slot whose issue goes out now, and before which time its window does not begin, if there is such a bound."""

    slot: datetime
    not_before: datetime | None = None


def due(schedule: Schedule, last: datetime | None, now: datetime) -> Due | None:
    """What is due when the newest slot that was sent is ``last``. Slots in between that were missed are never due."""
    slot = previous_slot(schedule, now)
    if slot is None or (last is not None and slot <= last):
        return None
    on_time = min(PUNCTUAL, schedule.max_lateness)
    if now - slot > (schedule.max_lateness if schedule.catch_up == "latest" else on_time):
        return None
    missed = previous_slot(schedule, slot - timedelta.resolution) if schedule.catch_up == "none" else None
    return Due(slot, missed if missed and last and missed > last else None)


def next_slot(schedule: Schedule, after: datetime) -> datetime:
    today = after.astimezone(schedule.zone).date()
    days = (today + timedelta(days=ahead) for ahead in count(-1))  # a slot may have moved over midnight
    return next(slot for day in days for slot in slots_of(schedule, day) if slot > after)


def previous_slot(schedule: Schedule, until: datetime) -> datetime | None:
    """The latest slot that has come; None when there was none for more than a year."""
    today = until.astimezone(schedule.zone).date()
    for back in range(LOOK_BACK):
        if passed := [slot for slot in slots_of(schedule, today - timedelta(days=back)) if slot <= until]:
            return passed[-1]
    return None


def reach(schedule: Schedule, slot: datetime) -> datetime:
    """Before which no window of this slot's issue begins, however many issues before it did not go out. Days on which
    none was due do not count, so that the issue after a holiday reaches back over it."""
    back = slot
    for _ in range(MISSED):
        back = previous_slot(schedule, back - timedelta.resolution) or back
    return min(back, previous_slot(schedule, slot - STALE) or slot - STALE)


def slots_between(schedule: Schedule, after: datetime, until: datetime) -> Iterator[datetime]:
    """Those later than ``after``, up to ``until``, in order."""
    slot = next_slot(schedule, after)
    while slot <= until:
        yield slot
        slot = next_slot(schedule, slot)


def slots_of(schedule: Schedule, day: date) -> list[datetime]:
    """The day's slots in order. A day that its zone leaves out, as Samoa did in 2011, has none."""
    noon = datetime.combine(day, time(12), schedule.zone)
    if day.weekday() not in schedule.days or any(day in days for days in schedule.skip) or not _exists(noon):
        return []
    return sorted({slot_on(day, at, schedule.zone) for at in schedule.times})


def slot_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The slot of a day, with its UTC offset.

    A time that does not exist is the first that does after it; one that comes twice is the first.
    """
    slot = datetime.combine(day, at, zone)
    while not _exists(slot):
        slot += timedelta(minutes=1)
    # a fixed offset, because a ZoneInfo time in a repeated hour equals no other (PEP 495)
    return slot.replace(tzinfo=timezone(slot.utcoffset() or timedelta()))


def _exists(local: datetime) -> bool:
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)
