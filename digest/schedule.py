"""When an issue is due."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo


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
