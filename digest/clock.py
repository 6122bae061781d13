"""The one clock. Nothing else in the program asks what time it is: lint forbids it."""

import os
import time
from datetime import UTC, datetime, timedelta
from functools import cache

from digest.errors import ConfigError

_waited = timedelta()


def now() -> datetime:
    """The time, in UTC.

    DIGEST_NOW (2026-05-30T07:00+02:00) says when the command began, to try out a month in an hour; the clock runs on
    from there. Raises ConfigError when it holds no moment.
    """
    told = os.environ.get("DIGEST_NOW")
    return _ahead(told) + _waited + _real() if told else _real()


def wait(seconds: float) -> None:
    """Sleep; under DIGEST_NOW the clock is put forward instead, for whoever says the time need not wait for it."""
    global _waited
    if os.environ.get("DIGEST_NOW"):
        _waited += timedelta(seconds=seconds)
        seconds = min(seconds, 0.01)  # so that who waits for another thread lets it work
    time.sleep(seconds)


def begin() -> None:
    """What a command does first: DIGEST_NOW counts from here."""
    global _waited
    _waited = timedelta()
    _ahead.cache_clear()


@cache
def _ahead(told: str) -> timedelta:
    try:
        began = datetime.fromisoformat(told)
    except ValueError:
        began = None
    if began is None or began.tzinfo is None:
        raise ConfigError(f"DIGEST_NOW: {told!r} is no moment: write it like 2026-05-30T07:00+02:00, or unset it")
    return began - _real()


def _real() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the place
