"""Slots are local times, also on the odd days of the year; each that is due goes out once, in order."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from digest.schedule import Due, Schedule, due, next_slot, previous_slot, reach, slot_on, slots_between

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def daily(catch_up: str = "latest", **more: object) -> Schedule:
    return Schedule(BERLIN, (time(7),), frozenset(range(5)), catch_up=catch_up, **more)  # type: ignore[arg-type]


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


@pytest.mark.parametrize(
    ("plan", "slot", "furthest"),
    [
        (daily(), "2026-05-18T07:00", "2026-05-11T07:00"),  # a weekend lies between
        (daily(), "2026-05-20T07:00", "2026-05-13T07:00"),
        (daily(skip=(frozenset(date(2026, 5, day) for day in range(4, 18)),)), "2026-05-18T07:00", "2026-04-29T07:00"),
        (Schedule(BERLIN, (time(8),), frozenset([5])), "2026-05-23T08:00", "2026-05-02T08:00"),
        (Schedule(BERLIN, (time(7), time(17))), "2026-05-20T17:00", "2026-05-13T17:00"),
    ],
)
def test_an_issue_makes_up_for_a_week_or_three_slots_and_days_off_do_not_count(
    plan: Schedule, slot: str, furthest: str
) -> None:
    assert reach(plan, at(slot)) == at(furthest)


def test_slots_of_following_days_are_a_day_apart_but_for_clock_changes() -> None:
    slots = [slot_on(date(2026, 3, 27) + timedelta(days=n), time(7), BERLIN) for n in range(4)]
    apart = [(b.astimezone(ZoneInfo("UTC")) - a.astimezone(ZoneInfo("UTC"))) for a, b in pairwise(slots)]
    assert apart == [timedelta(hours=24), timedelta(hours=23), timedelta(hours=24)]


def test_several_times_a_day_and_days_that_are_skipped() -> None:
    plan = Schedule(BERLIN, (time(17), time(7)), frozenset(range(5)), (frozenset({date(2026, 5, 1)}),))
    found = [f"{slot:%d %H}" for slot in slots_between(plan, at("2026-04-30 07:00"), at("2026-05-04 17:00"))]
    assert found == ["30 17", "04 07", "04 17"]
    assert previous_slot(plan, at("2026-05-03 12:00")) == at("2026-04-30 17:00")
    assert next_slot(plan, at("2026-04-30 17:00")) == at("2026-05-04 07:00")


def test_a_day_that_its_zone_leaves_out_has_no_issue() -> None:
    apia = ZoneInfo("Pacific/Apia")
    plan = Schedule(apia, (time(7),))
    start = datetime(2011, 12, 29, tzinfo=apia)
    assert [slot.day for slot in slots_between(plan, start, start + timedelta(days=4))] == [29, 31, 1]


@pytest.mark.parametrize(
    ("catch_up", "now", "expected"),
    [
        # The last sent slot is that of Monday 1 June. The machine slept, and wakes on Thursday.
        ("latest", "2026-06-04 06:59", None),
        ("latest", "2026-06-04 07:00", Due(at("2026-06-04 07:00"))),
        ("latest", "2026-06-04 18:59", Due(at("2026-06-04 07:00"))),
        ("latest", "2026-06-04 19:01", None),
        ("latest", "2026-06-06 12:00", None),
        ("fold", "2026-06-04 08:00", Due(at("2026-06-04 07:00"))),
        ("fold", "2026-06-04 08:01", None),
        ("none", "2026-06-04 08:01", None),
        ("none", "2026-06-04 07:30", Due(at("2026-06-04 07:00"), not_before=at("2026-06-03 07:00"))),
        ("none", "2026-06-02 07:30", Due(at("2026-06-02 07:00"))),
    ],
)
def test_a_machine_that_slept_sends_late_folds_or_skips_as_configured(
    catch_up: str, now: str, expected: Due | None
) -> None:
    assert due(daily(catch_up), at("2026-06-01 07:00"), at(now)) == expected


def test_what_was_sent_is_not_due_again_whatever_the_clock_says() -> None:
    for now in ("2026-06-01 07:00", "2026-06-01 23:00", "2026-05-28 07:10", "2020-01-01 07:00"):
        assert due(daily(), at("2026-06-01 07:00"), at(now)) is None
    assert due(daily(max_lateness=timedelta(minutes=30)), None, at("2026-06-01 07:31")) is None


ZONES = sorted(available_timezones())


@pytest.mark.parametrize("zone", random.Random(20260602).sample(ZONES, 12))
def test_around_every_clock_change_each_slot_is_sent_once_and_in_order(zone: str) -> None:
    """Every zone of the database, finer and for longer: python -m benchmarks.schedule"""
    for start in changes(ZoneInfo(zone)):
        check_around(ZoneInfo(zone), start, step=10, seed=zone)


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """The hour of each change of the zone's offset within two years, and one moment without any."""
    yield FIRST
    moment = FIRST
    while moment < LAST:
        later = moment + timedelta(hours=1)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            yield later
        moment = later


def check_around(zone: ZoneInfo, change: datetime, step: int, seed: str) -> None:
    """Ticks every ``step`` minutes for three days against the plainest reading of a clock: minute by minute."""
    local = change.astimezone(zone)
    near = [time((local.hour + hours) % 24, minute) for hours in (-2, -1, 0, 1) for minute in (0, 30)]
    times = tuple(random.Random(f"{seed} {change}").sample(near, 3))
    start, end = change - timedelta(days=1, hours=12), change + timedelta(days=1, hours=12)
    expected = [slot for slot in by_the_minute(zone, times, start - timedelta(days=1), end) if start < slot]
    plan = Schedule(zone, times)
    sent: list[datetime] = []
    now = start
    while now <= end:
        if found := due(plan, sent[-1] if sent else start, now):
            sent.append(found.slot)
        now += step * MINUTE
        now = min([now, *(slot for slot in expected if slot > now - step * MINUTE)])  # two slots may be a minute apart
    assert [slot.astimezone(UTC) for slot in sent] == expected


def by_the_minute(zone: ZoneInfo, times: tuple[time, ...], start: datetime, end: datetime) -> list[datetime]:
    """The first minute at which the wall clock shows a time of a day or a later one."""
    wanted = sorted({(start.astimezone(zone).date() + timedelta(days=n), at) for n in range(6) for at in times})
    wanted = [
        (day, at) for day, at in wanted if datetime.combine(day, at) > start.astimezone(zone).replace(tzinfo=None)
    ]
    found, now = [], start
    while now <= end:
        shown = now.astimezone(zone).replace(tzinfo=None)
        while wanted and datetime.combine(*wanted[0]) <= shown:
            wanted.pop(0)
            found.append(now)
        now += MINUTE
    return sorted(set(found))
