"""Hard landings of the real program: the exit code, one line that says what happened and what comes next, and a next
run that heals it, with nothing twice and nothing lost."""

import shutil
import sqlite3
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from forking import Ended, Program

READERS = ("ana", "ben", "cem")
NEXT = "the next run goes on from there"
CONFIG = """
{first}
[newsletter]
name = "The Morning"
from = "morning@example.org"
approve = "auto"
[schedule]
timezone = "Europe/London"
[web]
public_url = "https://news.courier.example"
[delivery]
{delivery}
retry_for = 0
[[source]]
name = "Desk"
path = "articles"
{more}
"""
FEED = """<rss version="2.0"><channel><title>Courier</title><item><title>Ferry</title><link>https://a.example/1</link>
<description>The ferry of Sampleford sails again from Thursday.</description>
<pubDate>Thu, 11 Oct 2012 05:00:00 +0100</pubDate></item></channel></rss>"""


class Newsroom:
    """A newsletter of one short article a day, for three readers, into a folder."""

    def __init__(self, folder: Path, program: Program) -> None:
        self.folder, self.program = folder, program
        (folder / "articles").mkdir()
        self.configure('transport = "eml"')
        for day in (10, 11, 12, 15):
            self.news(day)
        addresses = "\n".join(f"{name}@example.org" for name in READERS)
        (folder / "list.csv").write_text(f"address\n{addresses}\n")
        assert program(folder, "subscribers", "import", "list.csv").code == 0

    def configure(self, delivery: str, more: str = "", first: str = "") -> None:
        (self.folder / "digest.toml").write_text(CONFIG.format(delivery=delivery, more=more, first=first))

    def news(self, day: int) -> None:
        head = f"---\ntitle: Day {day}\ndate: 2012-10-{day:02d}T05:00:00+01:00\n---\n"
        text = f"{head}The council of Sampleford met on day {day} of the month.\n"
        (self.folder / "articles" / f"day{day}.md").write_text(text)

    def run(self, moment: str, fault: str = "", *options: str) -> Ended:
        return self.program(self.folder, "run", *options, now=f"2012-10-{moment}+01:00", fault=fault)

    def mails(self) -> Counter[tuple[str, str]]:
        """How many arrived, by (reader, subject)."""
        found = [message_from_bytes(it.read_bytes(), policy=policy.default) for it in self.folder.glob("mail/*.eml")]
        return Counter((mail["To"], mail["Subject"]) for mail in found)

    def states(self) -> list[tuple[str, int]]:
        with closing(sqlite3.connect(self.folder / "digest.db")) as connection:
            return connection.execute("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall()


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    started = Program()
    yield started
    started.close()


@pytest.fixture
def newsroom(program: Program) -> Iterator[Newsroom]:
    """In a folder that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        Path(folder).chmod(0o755)
        yield Newsroom(Path(folder), program)


def one_line(ended: Ended, *parts: str) -> None:
    assert ended.err.startswith("digest: ") and ended.err.count("\n") == 1, ended.err
    for part in parts:
        assert part in ended.err


def check_whole(room: Newsroom, moment: str) -> None:
    """The next runs send what is left; every reader has the issue once, or it is unknown whether he has."""
    ends = [room.run(f"{moment}:{minute}").code for minute in (20, 30)]
    assert set(ends) <= {0, 3}
    mails = room.mails()
    assert set(mails.values()) == {1}
    states = dict(room.states())
    assert set(states) <= {"sent", "unknown"} and sum(states.values()) == len(READERS)
    assert len(mails) >= states.get("sent", 0) and len(mails) + states.get("unknown", 0) >= len(READERS)


long = pytest.mark.long


@pytest.mark.parametrize("point", [1, pytest.param(6, marks=long), 11, pytest.param(16, marks=long), 21])
def test_a_run_that_is_killed_is_gone_on_with(newsroom: Newsroom, point: int) -> None:
    """At ten points: python -m benchmarks.landings"""
    killed = newsroom.run("10T07:00", f"SIGKILL {point}")
    assert killed.code in (-9, 0)
    check_whole(newsroom, "10T07")


@pytest.mark.parametrize("point", [pytest.param(2, marks=long), 9, 17])
def test_a_run_that_is_stopped_says_so_and_is_gone_on_with(newsroom: Newsroom, point: int) -> None:
    stopped = newsroom.run("10T07:00", f"SIGTERM {point}")
    assert stopped.code == 75
    one_line(stopped, "stopped before it was done", NEXT)
    check_whole(newsroom, "10T07")
    assert dict(newsroom.states()) == {"sent": 3}


@pytest.mark.parametrize("point", [1, pytest.param(5, marks=long), 11, pytest.param(16, marks=long), 19])
def test_a_disk_that_fills_up_while_building_or_sending(newsroom: Newsroom, point: int) -> None:
    full = newsroom.run("10T07:00", f"full {point}")
    assert full.code == 75
    one_line(full, NEXT)
    check_whole(newsroom, "10T07")


def test_a_database_that_another_process_keeps_locked(newsroom: Newsroom) -> None:
    with closing(sqlite3.connect(newsroom.folder / "digest.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        locked = newsroom.run("10T07:00", "busy")
    assert locked.code == 75
    one_line(locked, "another process has been writing to it for too long", NEXT)
    check_whole(newsroom, "10T07")


def test_a_folder_that_cannot_be_written(newsroom: Newsroom) -> None:
    read_only = newsroom.run("10T07:00", "nobody")
    assert read_only.code == 75
    one_line(read_only, "check the folder and its permissions", NEXT)
    check_whole(newsroom, "10T07")


def test_a_clock_that_jumps_ahead_and_back(newsroom: Newsroom) -> None:
    """A day ahead, in which it sends what is due then; and a year back, in which nothing is sent, and it is told."""
    assert newsroom.run("10T07:00").code == 0
    assert newsroom.run("11T07:05").code == 0  # it is the 10th in truth
    ahead = len(newsroom.mails())
    assert newsroom.run("10T07:20").out == "Nothing is due until Thu 11 Oct 2012, 07:00.\n"
    assert newsroom.program(newsroom.folder, "run", now="2011-10-10T07:05+01:00").code == 75
    assert newsroom.run("11T07:00").code == 0
    assert len(newsroom.mails()) == ahead == 6
    assert newsroom.run("12T07:00").code == 0
    assert len(newsroom.mails()) == 9 and set(newsroom.mails().values()) == {1}


def test_no_names_are_resolved(newsroom: Newsroom) -> None:
    feed = '[[source]]\nname = "Far"\nurl = "https://feeds.invalid/rss"\n'
    newsroom.configure('host = "relay.invalid"', feed)
    down = newsroom.run("10T07:00")
    assert down.code == 75
    one_line(down, "relay.invalid:587: the host is not found", NEXT)
    newsroom.configure('transport = "eml"')
    check_whole(newsroom, "10T07")


class Mailbox:
    def __init__(self) -> None:
        self.got: Counter[str] = Counter()

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        self.got.update(envelope.rcpt_tos)  # type: ignore[attr-defined]
        return "250 ok"


@contextmanager
def relay() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    try:
        yield box, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as probe:
        return probe.server_port


def test_a_relay_that_is_down_for_an_hour(newsroom: Newsroom) -> None:
    newsroom.configure('host = "127.0.0.1"\nsecurity = "none"\nport = 1')
    for minute in ("00", "30", "59"):
        down = newsroom.run(f"10T07:{minute}")
        assert down.code == 75
        one_line(down, "127.0.0.1:1: no connection", NEXT)
    with relay() as (box, port):
        newsroom.configure(f'host = "127.0.0.1"\nsecurity = "none"\nport = {port}')
        assert newsroom.run("10T08:09").out.endswith("Issue 1: 3 sent.\n")
        assert newsroom.run("10T08:19").code == 0
    assert dict(box.got) == {f"{name}@example.org": 1 for name in READERS}


class Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = FEED.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def feed_server(port: int) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", port), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def test_a_feed_server_that_is_down_for_a_day(newsroom: Newsroom) -> None:
    port = free_port()
    source = f'[[source]]\nname = "Courier"\nurl = "http://127.0.0.1:{port}/feed"\n'
    source += '[fetch]\nallow = ["127.0.0.1"]\nfull_text = false\npause = 0\n'
    newsroom.configure('transport = "eml"', source)
    shutil.rmtree(newsroom.folder / "articles")
    for moment in ("10T07:00", "10T12:00"):
        down = newsroom.run(moment)
        assert down.code == 65
        one_line(down, "no article could be read", NEXT)
    with feed_server(port):
        assert newsroom.run("11T07:10").out.endswith("Issue 1: 3 sent.\n")
    assert newsroom.run("11T07:20").code == 0
    assert set(newsroom.mails().values()) == {1}


def test_a_template_that_fails_for_one_issue(newsroom: Newsroom) -> None:
    (newsroom.folder / "own").mkdir()
    template = '{% extends "shipped/issue.html.j2" %}{% block title %}{{ 1 // (issue.slot.day - 10) }}{% endblock %}'
    (newsroom.folder / "own" / "issue.html.j2").write_text(template)
    newsroom.configure('transport = "eml"', first='templates_dir = "own"')
    failed = newsroom.run("10T07:00")
    assert failed.code == 78
    one_line(failed, "issue.html.j2", "Nothing more goes out until then")
    assert newsroom.run("11T07:00").out.endswith("Issue 1: 3 sent.\n")
    assert set(newsroom.mails().values()) == {1}
