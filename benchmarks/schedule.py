"""Every zone of the zoneinfo database around each clock change of two years, and simulated years of ticks, sleeps and
kills: the long forms of tests/test_schedule.py and tests/test_year.py.

    python -m benchmarks.schedule [--years N]
"""

import argparse
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.test_schedule import ZONES, changes, check_around
from tests.test_year import check, simulate


def zones() -> None:
    began, slots = time.monotonic(), 0
    for name in ZONES:
        for change in changes(ZoneInfo(name)):
            check_around(ZoneInfo(name), change, step=15, seed=name)
            slots += 1
    print(f"{len(ZONES)} zones, {slots} clock changes and plain days: each slot once and in order", end=" ")
    print(f"({time.monotonic() - began:.0f} s)")


def years(count: int) -> None:
    for seed in range(count):
        for catch_up in ("latest", "fold", "none"):
            began = time.monotonic()
            keep = 60 if catch_up == "latest" else 365  # pieces, which must wait for their issue longer
            with tempfile.TemporaryDirectory() as folder:
                settings, whole = simulate(Path(folder) / "n", catch_up, days=365, seed=seed, keep=keep)
                sent = check(settings, whole)
            took = f"{time.monotonic() - began:.0f} s"
            print(f"seed {seed}, {catch_up}: {sent} issues, {len(whole)} whole ticks: nothing twice or lost ({took})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--years", type=int, default=1)
    zones()
    years(parser.parse_args().years)
