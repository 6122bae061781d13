"""Slots are local times, also on the two odd days of the year."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from digest.schedule import slot_on

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (date(2026, 5, 31), time(7, 0), "2026-05-31T07:00:00+02:00"),
        (date(2026, 3, 29), time(2, 30), "2026-03-29T03:00:00+02:00"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:00+02:00"),
    ],
)
def test_a_time_that_does_not_exist_moves_to_the_first_that_does_and_a_repeated_one_is_the_first(
    day: date, at: time, expected: str
) -> None:
    slot = slot_on(day, at, BERLIN)
    assert slot.isoformat() == expected
    assert slot == slot.astimezone(ZoneInfo("UTC"))


def test_slots_of_following_days_are_a_day_apart_but_for_clock_changes() -> None:
    slots = [slot_on(date(2026, 3, 27) + timedelta(days=n), time(7), BERLIN) for n in range(4)]
    apart = [(b.astimezone(ZoneInfo("UTC")) - a.astimezone(ZoneInfo("UTC"))) for a, b in pairwise(slots)]
    assert apart == [timedelta(hours=24), timedelta(hours=23), timedelta(hours=24)]
    assert isinstance(slots[0], datetime)
