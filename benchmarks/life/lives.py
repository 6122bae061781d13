"""Two lives by the command line: a reader with 29 feeds, and a newsroom with 540 subscribers and a weekly."""

import csv
import email.policy
import email.utils
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import tomlkit

from benchmarks.life import relay as relays
from benchmarks.life import web
from benchmarks.life.outlets import LONDON, OUTLETS, World

READER = "me@example.org"
DESK = "desk@sampleford.example.org"
NEWSROOM = ("gazette", "courier", "tidetable", "lantern", "quayside")
REFUSALS = {
    "unknown@example.org": "550 5.1.1 <unknown@example.org>: Recipient address rejected: User unknown",
    "full@example.org": "452 4.2.2 Mailbox full",
    "policy@example.org": "554 5.7.1 Message rejected by policy",
}


class Ended(NamedTuple):
    """CPU seconds hold those of all child processes; ``wall`` too is in seconds."""

    code: int
    out: str
    err: str
    cpu: float = 0
    wall: float = 0


DIGEST = (sys.executable, "-m", "digest")


def fresh(environment):
    """What runs a command in a process of its own, as cron starts it."""

    def run(folder, *arguments, now):
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            began = monotonic()
            process = subprocess.Popen(
                [*DIGEST, *arguments], cwd=folder, env=environment | {"DIGEST_NOW": now}, stdin=subprocess.DEVNULL,
                stdout=out, stderr=err,
            )  # fmt: skip
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            cpu = used.ru_utime + used.ru_stime
            return Ended(process.returncode, out.read(), err.read(), cpu, monotonic() - began)

    return run


def environment(folder):
    """In which the program is started: with its name service and the newsroom's password."""
    return os.environ | {
        "PYTHONPATH": f"{Path(__file__).parent / 'names'}",
        "LIFE_PORTS": f"{folder / 'ports.json'}",
        "SMTP_PASSWORD": relays.PASSWORD,
    }


class Command(NamedTuple):
    now: datetime
    arguments: tuple[str, ...]
    ended: Ended
    statuses: tuple[int, ...]  # of the requests that it made


@dataclass
class Life:
    """What was done and seen. ``subscribed`` holds who was on the list before each tick, ``left`` who left, and when;
    ``sizes`` are bytes of the database at the end of each day."""

    name: str
    folder: Path
    run: Callable[..., Any]
    internet: web.Internet
    relay: relays.Relay
    commands: list[Command] = field(default_factory=list)
    subscribed: dict[datetime, frozenset[str]] = field(default_factory=dict)
    left: dict[str, datetime] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    list: set[str] = field(default_factory=set)

    def digest(self, now, *arguments):
        self.internet.at(now)
        asked = len(self.internet.answers)
        ended = self.run(self.folder, *arguments, now=now.isoformat())
        statuses = tuple(status for *_, status in self.internet.answers[asked:])
        ended = Ended(*ended)
        self.commands.append(Command(now, arguments, ended, statuses))
        return ended

    def tick(self, now):
        self.subscribed[now] = frozenset(self.list)
        return self.digest(now, "run")

    def must(self, now, *arguments):
        ended = self.digest(now, *arguments)
        assert ended.code == 0, (arguments, ended)

    def edit(self, change):
        """What a person writes into digest.toml."""
        path = self.folder / "digest.toml"
        document = tomlkit.parse(path.read_text())
        change(document)
        path.write_text(tomlkit.dumps(document))

    def end_of_day(self):
        self.sizes.append(sum(path.stat().st_size for path in self.folder.glob("digest.db*")))


@contextmanager
def life(name, folder, world: World, run, slowness):
    """The surroundings of a life: feeds, name service and relay."""
    folder.mkdir(parents=True, exist_ok=True)
    internet = web.Internet(world, folder / "ports.json", slowness, world.items[0].appears)
    relay = relays.Relay(lambda: internet.now, REFUSALS)
    with web.serving(internet), relays.serving(relay, folder):
        yield Life(name, folder, run, internet, relay)


def at(day, text):
    return datetime.combine(day, time.fromisoformat(text), LONDON)


def reader(life, first, last, ticks, *, idle=True):
    """From the evening before the first day: init, an OPML file, and then nothing but `digest run`."""
    evening = at(first - timedelta(days=1), "18:00")
    answers = ("--name", "My Morning", "--to", READER, "--time", "07:00")
    life.must(evening, "init", ".", *answers, "--relay", f"localhost:{life.relay.starttls_port}")
    (life.folder / "password").write_text(f"{relays.PASSWORD}\n")

    def change(document):
        document["newsletter"]["approve"] = "auto"
        document["schedule"]["timezone"] = "Europe/London"
        document["delivery"] |= {"username": relays.LOGIN, "password_file": "password", "ca_file": "ca.pem"}
        document["delivery"]["security"] = "starttls"  # `init` trusts no certificate of this machine's own
        document["fetch"] = {"allow": ["127.0.0.0/8"], "pause": 0}

    life.edit(change)
    (life.folder / "feeds.opml").write_text(opml())
    life.must(evening, "sources", "import", "feeds.opml")
    life.digest(evening, "sources", "remove", "My articles")
    life.list = {READER}
    life.tick(evening + timedelta(minutes=5))
    for day in days(first, last):
        for moment in ticks if day.weekday() < 5 else (("10:30", "10:35", "12:00") if idle else ()):
            life.tick(at(day, moment))
        life.end_of_day()


def opml():
    sections = dict.fromkeys(outlet.section for outlet in OUTLETS.values())
    folders = "".join(
        f'<outline text="{section}">'
        + "".join(
            f'<outline type="rss" text="{each.title}" xmlUrl="{each.feed}"/>'
            for each in OUTLETS.values()
            if each.section == section
        )
        + "</outline>"
        for section in sections
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><body>{folders}</body></opml>'


def newsroom(life, first, last, ticks, readers, clicks):
    """From the evening before: init, five sources, a list and a weekly; every day somebody leaves and joins, and mail
    comes back. ``clicks`` are the days, by number, on which they leave by the button of their mail program."""
    evening = at(first - timedelta(days=1), "18:00")
    answers = ("--name", "Sampleford Today", "--time", "07:00", "--relay", f"localhost:{life.relay.tls_port}")
    life.must(evening, "init", ".", *answers)
    for each in ("new", "cur", "tmp"):
        (life.folder / "Maildir" / each).mkdir(parents=True)

    def change(document):
        document["newsletter"] |= {"approve": "auto", "from": "Sampleford Today <today@sampleford.example.org>"}
        document["schedule"]["timezone"] = "Europe/London"
        document["delivery"] |= {"username": relays.LOGIN, "password_env": "SMTP_PASSWORD", "ca_file": "ca.pem"}
        document["delivery"]["security"] = "tls"
        document["fetch"] = {"allow": ["127.0.0.0/8"], "pause": 0}
        document["web"] = {"public_url": "https://news.sampleford.example.org"}
        document["weekly"] = {"name": "The Sampleford Week", "readers": "same"}
        document["bounces"] = {"address": "bounces@sampleford.example.org", "mailbox": "Maildir"}
        document["operator"] = {"email": DESK}

    life.edit(change)
    for slug in NEWSROOM:
        outlet = OUTLETS[slug]
        life.must(evening, "sources", "add", outlet.feed, "--name", outlet.title, "--section", outlet.section)
    life.digest(evening, "sources", "remove", "My articles")
    life.list = {*(f"reader{n:03}@example.org" for n in range(readers - len(REFUSALS))), *REFUSALS}
    with (life.folder / "readers.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("email", "name"), *((address, "") for address in sorted(life.list))])
    life.must(evening, "subscribers", "import", "readers.csv", "--how", "paper forms of 2025")
    life.tick(evening + timedelta(minutes=5))
    for number, day in enumerate(days(first, last)):
        life.digest(at(day, "06:45"), "bounces")
        _stopped(life)
        for moment in ticks if day.weekday() < 5 else ("08:00", "08:10") if day.weekday() == 5 else ("12:00",):
            life.tick(at(day, moment))
        _comes_back(life, number, day)
        _leaves(life, number, at(day, "19:00"), number in clicks)
        life.must(at(day, "19:10"), "subscribers", "add", f"new{number:03}@example.org", "--how", "at the fair")
        life.list.add(f"new{number:03}@example.org")
        life.end_of_day()


def days(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


HARD, SOFT, COMPLAINT = (
    ("reader100@example.org", "reader101@example.org"),
    "reader102@example.org",
    "reader103@example.org",
)
RETURNED = {
    HARD[0]: ("5.1.1", "smtp; 550 5.1.1 no such mailbox"),
    HARD[1]: ("5.1.10", "smtp; 550 5.1.10 Recipient not found"),
    SOFT: ("4.2.2", "smtp; 452 4.2.2 over quota"),
}


def _comes_back(life, number, day):
    """One hard bounce each on the first two days, a soft one on the third, and a complaint on the fourth."""
    who = (*RETURNED, COMPLAINT)
    if number >= len(who) or not any(mail.recipient == who[number] for mail in life.relay.mails):
        return
    mail = next(mail for mail in life.relay.mails if mail.recipient == who[number])
    report = _complaint(mail) if who[number] == COMPLAINT else _bounce(mail, *RETURNED[who[number]])
    (life.folder / "Maildir" / "new" / f"{number}.mail").write_bytes(report)
    if who[number] != SOFT:
        life.left[who[number]] = at(day + timedelta(days=1), "06:45")


def _stopped(life):
    """Who is dead or has complained is off the list, once that was read."""
    now = life.commands[-1].now
    life.list -= {address for address, moment in life.left.items() if moment <= now}


def _bounce(mail, status, said):
    return (
        f"From: MAILER-DAEMON@mx.example.org\r\nTo: {mail.sender}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Date: {email.utils.format_datetime(mail.at)}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report;"
        ' report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIt came back.\r\n'
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {mail.recipient}\r\nAction: failed\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: {said}\r\n\r\n--b--\r\n"
    ).encode()


def _complaint(mail):
    return (
        (
            f"From: feedback@mx.example.org\r\nTo: {mail.sender}\r\nSubject: complaint\r\n"
            f"Date: {email.utils.format_datetime(mail.at)}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report;"
            ' report-type=feedback-report; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAn abuse report.'
            "\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: mx/1\r\n"
            f"Version: 1\r\nOriginal-Rcpt-To: {mail.recipient}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        ).encode()
        + mail.body
        + b"\r\n--b--\r\n"
    )


def _leaves(life, number, now, click):
    """By the mail program's one-click button, or through the operator."""
    address = f"reader{number:03}@example.org"
    if not click:
        life.must(now, "subscribers", "remove", address)
    elif not _one_click(life, address, now):
        return
    life.list.discard(address)
    life.left[address] = now


def _one_click(life, address, now):
    """In the last daily mail that they got, if they got one."""
    mails = [
        email.message_from_bytes(mail.body, policy=email.policy.default)
        for mail in life.relay.mails
        if mail.recipient == address
    ]
    link = next((mail["List-Unsubscribe"] for mail in reversed(mails) if "today" in mail["List-Id"]), None)
    if link is None:
        return False
    link = next(part.strip("<> ") for part in link.split(",") if "http" in part)
    serving = subprocess.Popen(
        [*DIGEST, "serve", "--port", "0"], cwd=life.folder,
        env=environment(life.folder) | {"DIGEST_NOW": now.isoformat()}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert serving.stdout
    try:
        ours = serving.stdout.readline().split(" on ")[1].split(": ")[0].rstrip("/")
        request = urllib.request.Request(ours + link.split("example.org", 1)[1], b"List-Unsubscribe=One-Click")
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200, answer.status
    finally:
        serving.terminate()
        serving.wait()
        serving.stdout.close()
    return True
