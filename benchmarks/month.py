"""A month of real life by the command line: a reader with 29 feeds, a newsroom with 540 subscribers and a weekly.

    python -m benchmarks.month [--life reader|newsroom] [--days N] [--keep DIR] [--samples N]

Feeds, pages, name service and relay are this machine's; every command is a process of its own that is told the time by
DIGEST_NOW. Afterwards the mails that arrived and the issues in the store are compared with what was published.
"""

import argparse
import statistics
import sys
import tempfile
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path

from benchmarks.life import checks, lives
from benchmarks.life.lives import DESK
from benchmarks.life.outlets import world

READER, NEWSROOM = (date(2026, 11, 9), date(2026, 11, 27)), (date(2026, 11, 2), date(2026, 11, 28))
READER_TICKS = ("06:50", "07:00", "07:10", "12:00", "18:00")
NEWSROOM_TICKS = ("06:50", "07:00", "07:10", "12:00")
SEED = 1
UNCHANGED = {304, 404, 410, 503}


def lived_reader(folder, starting, last=READER[1], first=READER[0], ticks=READER_TICKS, slowness=2.0, idle=True):
    """The reader's life, and what must hold after it by name. ``starting`` gives what runs a command, for an
    environment."""
    run = starting(lives.environment(folder))
    with lives.life("reader", folder, world(first, (last - first).days + 1, SEED), run, slowness) as life:
        lives.reader(life, first, last, ticks, idle=idle)
        lived = checks.Lived(life)
    slots = [lives.at(day, "07:00") for day in lives.days(first, last) if day.weekday() < 5]
    return lived, {
        f"{len(slots)} of {len(slots)} issues arrive, once": checks.arrive(lived, slots, lived.dailies),
        "none held, no hand needed": checks.by_hand(lived),
        **{name: check(lived) for name, check in checks.CONTENT.items()},
    }


def lived_newsroom(
    folder, starting, last=NEWSROOM[1], first=NEWSROOM[0], ticks=NEWSROOM_TICKS, readers=540, clicks=range(0, 40, 2)
):
    run = starting(lives.environment(folder))
    with lives.life("newsroom", folder, world(first, (last - first).days + 1, SEED), run, 0) as life:
        lives.newsroom(life, first, last, ticks, readers, clicks)
        lived = checks.Lived(life)
    week = [day for day in lives.days(first, last) if day.weekday() < 5]
    slots = [lives.at(day, "07:00") for day in week]
    weekly = [lives.at(day, "08:00") for day in lives.days(first, last) if day.weekday() == 5]
    return lived, {
        f"{len(slots)} dailies to everybody, once": checks.arrive(lived, slots, lived.dailies),
        f"{len(weekly)} weeklies to everybody, once": checks.arrive(lived, weekly, lived.weeklies),
        "nobody mailed after leaving": checks.mailed_after_leaving(lived),
        "dead addresses not tried again": checks.dead_tried_again(lived),
        "none held, no hand needed": checks.by_hand(lived),
        **{name: check(lived) for name, check in checks.CONTENT.items()},
    }


def costs(lived):
    """Lines about CPU, wall clock and disk."""
    ticks = [each for each in lived.life.commands if each.arguments == ("run",)]
    sent = {mail.at for mail in lived.life.relay.mails if mail.recipient != DESK}
    kinds = {
        "every tick": ticks,
        "sent an issue": [each for each in ticks if each.now in sent],
        "all feeds unchanged": [
            e for e in ticks if e.now not in sent and e.statuses and {*e.statuses} <= {304, 404, 410, 503}
        ],
        "no feed asked": [each for each in ticks if each.now not in sent and not each.statuses],
    }
    for name, some in kinds.items():
        if some:
            cpu, wall = [each.ended.cpu for each in some], [each.ended.wall for each in some]
            yield (
                f"{lived.life.name}: {name}: {len(some)} ticks, CPU s median {statistics.median(cpu):.2f}, max"
                f" {max(cpu):.2f}; wall s median {statistics.median(wall):.2f}, max {max(wall):.2f}"
            )
    sizes = lived.life.sizes
    if len(sizes) > 1:
        daily = (sizes[-1] - sizes[0]) / 1024 / (len(sizes) - 1)
        yield f"{lived.life.name}: database {daily:.0f} KB a day, {sizes[-1] / 1024:.0f} KB at the end"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--life", choices=("reader", "newsroom"))
    parser.add_argument("--days", type=int, default=40)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--samples", type=int, default=3)
    options = parser.parse_args()
    failed = False
    with nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory() as name:
        for life, live, (first, last) in (("reader", lived_reader, READER), ("newsroom", lived_newsroom, NEWSROOM)):
            if options.life in (None, life):
                end = min(last, first + timedelta(days=options.days - 1))
                lived, rows = live(Path(name) / life, lives.fresh, last=end)
                failed |= _told(life, rows, options.samples)
                for line in costs(lived):
                    print(line)
                sys.stdout.flush()
    sys.exit(failed)


def _told(life, rows, samples):
    for name, wrong in rows.items():
        print(f"{'FAIL' if wrong else 'PASS'}  {life}: {name}" + (f": {len(wrong)}" if wrong else ""))
        for each in wrong[:samples]:
            print(f"        {each}")
    return any(rows.values())


if __name__ == "__main__":
    main()
