"""One tick, written down: when it began, and what it came to."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from digest.config import Settings
from digest.deliver.journal import Journal
from digest.errors import DigestError
from digest.pipeline import Clock, Ran, run
from digest.pipeline.preflight import refuse
from digest.store import Store, ticks


def tick(
    settings: Settings,
    store: Store,
    journal: Journal,
    clock: Clock,
    progress: Callable[[int, int], None] | None = None,
    *,
    again: bool = False,
) -> Ran:
    """``run``, and in the database when it began, how it ended and what the operator was told. Raises what it does."""
    with store.write() as conn:
        ticks.begin(conn, settings.slug, clock.now())
    try:
        refuse(settings)
        ran = run(settings, store, journal, clock, progress, again=again)
    except BaseException as error:
        code = 75 if isinstance(error, KeyboardInterrupt) else getattr(error, "exit_code", 1)
        words = str(error) if isinstance(error, DigestError) else type(error).__name__
        with suppress(DigestError):  # the error that is under way says more
            _end(settings, store, clock.now(), code, " ".join(words.split()))
        raise
    quiet = ran.slot if ran.due and ran.built and ran.built.issue is None else None
    _end(settings, store, clock.now(), 65 if ran.held else 0, "", quiet)
    return ran


def _end(
    settings: Settings, store: Store, now: datetime, code: int, outcome: str, quiet_slot: datetime | None = None
) -> None:
    with store.write() as conn:
        ticks.end(conn, settings.slug, now, code, outcome, quiet_slot)
