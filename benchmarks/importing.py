"""Rows a second and peak memory of importing a long list, beside csv.reader and one INSERT a row in the same run.

    python -m benchmarks.importing [--rows 1000000]

The list is in Mailchimp's layout with fourteen columns; one row in a hundred left, in a file of its own. The peer
writes address, name and date into one table of an SQLite file with a unique address, in one transaction, and checks
nothing.
"""

import argparse
import csv
import multiprocessing
import re
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from digest.store import open_store
from digest.subscribers import import_lists, read_sheet

NAMES = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP"
COLUMNS = NAMES + ",{},LEID,EUID,NOTES,TAGS\n"


def write(folder, rows):
    with (folder / "subscribed.csv").open("w") as subscribed, (folder / "unsubscribed.csv").open("w") as left:
        subscribed.write(COLUMNS.format("REGION,LAST_CHANGED"))
        left.write(COLUMNS.format("REGION,UNSUB_TIME"))
        for n in range(rows):
            day = f"20{n % 16 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02} {n % 24:02}:{n % 60:02}:00"
            who = f"reader.{n}@example{n % 977}.org,Ana,Ruiz,2,{day},203.0.113.{n % 250},{day},,GB,{day}"
            (left if n % 100 == 7 else subscribed).write(f'{who},{n},e{n},,"""Town"""\n')
    return [folder / "subscribed.csv", folder / "unsubscribed.csv"]


def ours(folder, paths):
    store = open_store(folder / "digest.db")
    sheets = [read_sheet(path.name, partial(path.open, "rb")) for path in paths]
    done = import_lists(store, "daily", sheets, topics=["Town"], now=datetime.now(UTC))
    store.close()
    return sum(count for it in done for count in it.rows.values())


def peer(folder, paths):
    with sqlite3.connect(folder / "peer.db") as conn:
        conn.execute("CREATE TABLE readers (address TEXT UNIQUE, name TEXT, at TEXT)")
        for path in paths:
            rows = csv.reader(path.open())
            next(rows)
            conn.executemany("INSERT INTO readers VALUES (?, ?, ?)", ((row[0], row[1], row[4]) for row in rows))
        return conn.execute("SELECT count(*) FROM readers").fetchone()[0]


def measured(take, *arguments):
    """Rows, seconds, CPU seconds, peak MB of a process that does nothing else."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (take, *arguments))


def _measure(take, *arguments):
    began, cpu = time.perf_counter(), time.process_time()
    rows = take(*arguments)
    peak = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
    return rows, time.perf_counter() - began, time.process_time() - cpu, peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        paths = write(Path(scratch), options.rows)
        found = {take.__name__: measured(take, Path(scratch), paths) for take in (peer, ours)}
    for name, (rows, seconds, cpu, peak) in found.items():
        print(f"{name}: {rows} rows in {seconds:.0f} s, {cpu:.1f} s of CPU ({rows / cpu:.0f}/s), peak {peak:.0f} MB")
    print(f"ours {found['ours'][2] / found['peer'][2]:.1f}x the peer's CPU time")


if __name__ == "__main__":
    main()
