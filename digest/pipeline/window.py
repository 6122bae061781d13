"""The time an issue is about: where its window begins, and what counts as come within it."""

from datetime import datetime, timedelta

from digest.config import Settings
from digest.errors import InputError
from digest.models import Issue, Window
from digest.schedule import previous_slot

FIRST_DAY, FIRST_WEEK = timedelta(hours=24), timedelta(days=7)
REMEMBERED = timedelta(days=60)
LATE = timedelta(hours=48)  # what comes so long after its date is still news


def window_of(
    last: Issue | None,
    first: datetime,
    slot: datetime,
    since: datetime | None,
    not_before: datetime | None,
    furthest: datetime,
) -> Window:
    start = since or (max(last.window.end, furthest) if last else first)
    if not_before and not since:
        start = max(start, not_before)
    if start >= slot:
        raise InputError(
            f"nothing lies between {start:%Y-%m-%d %H:%M} and the slot {slot:%Y-%m-%d %H:%M}:"
            " name a later --date or an earlier --since"
        )
    return Window(start, slot)


def first_of(settings: Settings, slot: datetime) -> datetime:
    """Where the first issue's window begins: at the slot before, so that a Monday's holds the weekend."""
    if settings.daily:
        return slot - FIRST_WEEK
    before = previous_slot(settings.schedule.plan, slot - timedelta.resolution)
    return min(slot - FIRST_DAY, before or slot)


def seen_of(last: Issue | None, window: Window, now: datetime) -> tuple[Window | None, timedelta]:
    """When what is not dated in the window must have come to be of it, and how old it may be.

    Where the window begins later than the last issue's ended, what was published between is not told."""
    if last is None:
        return None, timedelta()
    if window.start > last.window.end:
        return Window(window.start, max(now, window.start)), timedelta()
    return Window(last.collected_at or last.window.end, now), LATE
