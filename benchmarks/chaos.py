"""Nobody twice, nobody forgotten: an issue to thousands while the relay, the disk and the process fail.

    python -m benchmarks.chaos [--readers 6000] [--row NAME]

Each row sends to an own sink (`benchmarks.sink`) and starts the sender again until the issue is sent. Then the sink's
log is compared with the ledger: nobody got two, nobody marked sent got none, nobody is left over, and `unknown` is at
most connections x kills + replies that the sink owed. Time runs faster for the sender, so that greylisting does not
take the minutes that it takes; its kills, its disk and its database are real.
"""

import argparse
import asyncio
import io
import multiprocessing
import os
import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.sink import Manners, serve
from digest.config import load
from digest.deliver.journal import open_journal
from digest.errors import DigestError
from digest.pipeline import building, sending
from digest.pipeline.timekeeping import Clock
from digest.shipped import shipped
from digest.store import issues, open_store
from digest.subscribers import import_lists, read_sheet

CONNECTIONS = 8
SPEED = 60  # the sender's seconds in one of ours
PROCESSES = multiprocessing.get_context("forkserver")  # with all imports done, so that a kill costs no second of them
PROCESSES.set_forkserver_preload(["benchmarks.sink", "digest.pipeline.sending", "digest.store"])
EXTRA = """
[web]
public_url = "https://news.courier.example"

[delivery]
host = "127.0.0.1"
port = {port}
security = "none"
connections = {connections}
timeout = {timeout}
retry_for = {retry_for}
"""


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    manners: Manners = field(default_factory=Manners)
    kills: int = 0
    trouble: str = ""  # "disk", "lock", "two", "clock"
    timeout: float = 30


ROWS = (
    Row(name="clean"),
    Row(name="kill -9 x8", kills=8),
    Row(name="drop after DATA 1/50", manners=Manners(fault="drop-after", every=50)),
    Row(name="drop inside DATA 1/20", manners=Manners(fault="drop-inside", every=20)),
    Row(name="421 storm 1/7", manners=Manners(fault="421", every=7)),
    Row(name="25 mails per connection", manners=Manners(fault="limit", every=25)),
    Row(name="greylist all", manners=Manners(fault="greylist")),
    Row(name="550 1/30", manners=Manners(fault="550", every=30)),
    Row(name="reply slower than timeout 1/200", manners=Manners(fault="stall", every=200, stall=1.5), timeout=0.5),
    Row(name="at most 4 connections", manners=Manners(most=4)),
    Row(name="drop after DATA + kill x8", manners=Manners(fault="drop-after", every=50), kills=8),
    Row(name="greylist + kill x8", manners=Manners(fault="greylist"), kills=8),
    Row(name="20 ms + kill x10", manners=Manners(delay=0.02), kills=10),
    Row(name="disk full, then room", trouble="disk"),
    Row(name="database locked 4 s", trouble="lock"),
    Row(name="two senders at once", trouble="two"),
    Row(name="clock back an hour", manners=Manners(fault="greylist"), trouble="clock"),
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    accepted: Counter[str]
    owed: int  # mails whose reply the sink never gave, or too late
    states: Counter[str]
    twice: int
    lost: int  # marked sent, and not accepted
    left: int  # neither sent nor failed nor unknown
    really: int  # unknown, and accepted
    runs: int
    kills: int
    seconds: float

    @property
    def faults(self):
        most = CONNECTIONS * self.kills + self.owed
        unknown = self.states["unknown"]
        found = {"duplicates": self.twice, "sent but lost": self.lost, "left over": self.left}
        return [f"{many} {what}" for what, many in found.items() if many] + (
            [f"{unknown} unknown of at most {most}"] if unknown > most else []
        )


@contextmanager
def sink(manners, log):
    listening = PROCESSES.Queue()
    process = PROCESSES.Process(target=_serve, args=(manners, str(log), listening), daemon=True)
    process.start()
    try:
        yield listening.get(timeout=30)
    finally:
        process.kill()
        process.join()


def _serve(manners, log, listening):
    asyncio.run(serve(0, manners, log, listening.put))


def newsletter(folder, readers):
    """A folder with the demo's issue approved, and a list of so many."""
    shutil.copytree(shipped("seeds"), folder)
    text = (folder / "digest.toml").read_text().replace('to = "reader@courier.example"\n', "")
    (folder / "digest.toml").write_text(text + EXTRA.format(port=1, connections=CONNECTIONS, timeout=30, retry_for=30))
    settings, now = load(folder / "digest.toml"), datetime.now(UTC)
    with closing(open_store(settings.database_url)) as store:
        issue = building.build(settings, store, datetime(2012, 10, 10, tzinfo=UTC).date(), now).issue
        with store.write() as conn:
            assert issue
            issues.approve(conn, settings.slug, issue.number, now)
        rows = "\n".join(map(address, range(readers))).encode()
        readers = read_sheet("readers", lambda: io.BytesIO(rows))
        import_lists(store, settings.slug, [readers], how="benchmark", now=now)
    return text


def address(number):
    return f"reader{number}@example.org"


def send(folder, epoch, back, file_limit):
    """In a process of its own: one `digest send`, in fast time. Ends with its exit code."""
    if file_limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
    began = datetime.fromtimestamp(epoch, UTC)
    clock = Clock(
        lambda: began + timedelta(seconds=(time.time() - epoch) * SPEED) - back,
        lambda seconds: time.sleep(seconds / SPEED),
    )
    try:
        settings = load(folder / "digest.toml")
        journal = open_journal(settings.journal_path)
        sent = sending.send(settings, open_store(settings.database_url), journal, 1, clock)
    except DigestError as error:
        os._exit(error.exit_code)
    os._exit(0 if sent.finished else 3)


def run_row(row, prepared, text, folder, readers, kills=100):
    """Send to a copy of a prepared folder until the issue is sent; at most so many kills."""
    kills = min(kills, row.kills)
    shutil.copytree(prepared, folder)
    log = folder / "sink.log"
    log.touch()
    began = time.time()
    with sink(row.manners, log) as port:
        retry_for = 0 if row.trouble == "clock" else 30
        extra = EXTRA.format(port=port, connections=CONNECTIONS, timeout=row.timeout, retry_for=retry_for)
        (folder / "digest.toml").write_text(text + extra)
        runs, killed = _send_till_done(row, folder, began, log, readers, kills)
        time.sleep(0.1 if row.manners.fault != "stall" else row.manners.stall)
    return _outcome(folder, log, runs, killed, time.time() - began)


def _send_till_done(row, folder, epoch, log, readers, kills):
    """How often the sender ran and was killed. A kill comes when the next share of the mails is out."""
    killed = 0
    for run in range(1, 60):
        back = timedelta(hours=1) if row.trouble == "clock" and run > 1 else timedelta()
        limit = 150_000 + 225 * readers if row.trouble == "disk" and run == 1 else 0  # room for some of the ledger
        child = _started(folder, epoch, back, limit)
        others = [_started(folder, epoch, back, 0)] if row.trouble == "two" and run == 1 else []
        if row.trouble == "lock" and run == 1:
            _lock(folder / "digest.db", log, readers, 4 if readers > 1000 else 1)
        if killed < kills and _wait(child, log, readers * (killed + 1) // (kills + 1)):
            time.sleep(random.uniform(0, 0.02))
            child.kill()
            killed += 1
        for process in (child, *others):
            process.join()
        if child.exitcode == 0 and _finished(folder):
            return run, killed
        assert child.exitcode in (0, 3, 75, -9), child.exitcode
    return run, killed


def _started(folder, epoch, back, limit):
    child = PROCESSES.Process(target=send, args=(folder, epoch, back, limit))
    child.start()
    return child


def _wait(child, log, lines):
    """Until the sink's log has so many lines; False when the sender ended before."""
    while child.is_alive():
        if log.read_bytes().count(b"\n") >= lines:
            return True
        time.sleep(0.005)
    return False


def _lock(database, log, readers, seconds):
    while log.read_bytes().count(b"\n") < readers // 3:
        time.sleep(0.005)
    with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")


def _finished(folder):
    with closing(sqlite3.connect(folder / "digest.db")) as connection:
        return connection.execute("SELECT status FROM issues").fetchone() == ("sent",)


def _outcome(folder, log, runs, killed, seconds):
    lines = [line.split(" ") for line in log.read_text().splitlines()]
    accepted = Counter(who for mark, who in lines if mark in "+?")
    with closing(sqlite3.connect(folder / "digest.db")) as connection:
        query = "SELECT address, state FROM deliveries JOIN subscribers ON subscribers.id = subscriber_id"
        states = dict(connection.execute(query).fetchall())
    return Outcome(
        accepted=accepted,
        owed=sum(mark in "?!" for mark, _ in lines),
        states=Counter(states.values()),
        twice=sum(many - 1 for many in accepted.values()),
        lost=sum(state == "sent" and not accepted[who] for who, state in states.items()),
        left=sum(state in ("pending", "claimed", "deferred") for state in states.values()),
        really=sum(state == "unknown" and accepted[who] > 0 for who, state in states.items()),
        runs=runs,
        kills=killed,
        seconds=seconds,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=6000)
    parser.add_argument("--row")
    options = parser.parse_args()
    bad = 0
    columns = ("row", "twice", "sent but lost", "left over", "unknown (arrived)", "at most", "failed", "runs", "s")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    with tempfile.TemporaryDirectory() as name:
        prepared = Path(name) / "prepared"
        text = newsletter(prepared, options.readers)
        for place, row in enumerate(ROWS):
            if options.row and options.row not in row.name:
                continue
            end = run_row(row, prepared, text, Path(name) / str(place), options.readers)
            cells = (
                row.name + (f" ({end.kills} kills)" if row.kills else ""),
                end.twice,
                end.lost,
                end.left,
                f"{end.states['unknown']} ({end.really})",
                CONNECTIONS * end.kills + end.owed,
                end.states["failed"],
                end.runs,
                f"{end.seconds:.1f}",
            )
            print(f"| {' | '.join(map(str, cells))} |", flush=True)
            bad += bool(end.faults)
            shutil.rmtree(Path(name) / str(place))
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
