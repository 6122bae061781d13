"""`digest init`: the first hour of somebody who has an address, a feed and perhaps a relay."""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import trustme
from commands import Run
from deliver.relay import Mailroom, serving

from digest.cli.setup import machine_zone
from digest.config import load
from digest.store import issues, open_store

ARTICLE = "---\ntitle: Ferry\ndate: {}\n---\nThe ferry of Sampleford sails again from Thursday, its owner said.\n"
FEED = (
    '<rss version="2.0"><channel><title>The Courier – Latest</title><item><title>Ferry</title>'
    "<link>https://courier.example/ferry</link><pubDate>Tue, 09 Oct 2012 05:00:00 +0000</pubDate>"
    "<description>The ferry of Sampleford sails again from Thursday, its owner said.</description></item></channel></rss>"
)
HOME = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Home</body></html>'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a person stands: with a folder of articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGEST_NOW", "2012-10-10T06:00+01:00")
    monkeypatch.setenv("TZ", "America/New_York")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "ferry.md").write_text(ARTICLE.format("2012-10-09T05:00:00+01:00"))
    return tmp_path


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host and port of a site with a home page that names its feed."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    root = tmp_path_factory.mktemp("site")
    (root / "index.html").write_text(HOME)
    (root / "feed.xml").write_text(FEED)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=root))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def told(output: str) -> dict[str, str]:
    """The checklist: ✓ or ✗ by point."""
    return {line.split()[1]: line[0] for line in output.splitlines() if line[:1] in "✓✗" and line}


def test_init_takes_flags_checks_them_and_shows_the_first_issue_and_what_is_to_do(run: Run, folder: Path) -> None:
    answers = ("--name", 'The "Ferry"', "--feed", "articles", "--to", "me@example.org", "--time", "06:30")
    done = run("init", *answers, "--relay", "smtp.example.org:465", "--timezone", "berlin")
    assert (done.code, done.err) == (0, "")
    assert "Ferry" in done.out and "That is draft 1" in done.out
    assert told(done.out) == {"sources": "✓", "sender": "✓", "relay": "✓", "login": "✗", "schedule": "✗", "approval": "✓"}  # fmt: skip
    settings = load(folder / "digest.toml")
    table, relay = settings.newsletter, settings.delivery
    assert (table.name, table.to, table.sender, table.approve) == ('The "Ferry"', "me@example.org", "me@example.org", "auto")  # fmt: skip
    assert (f"{settings.schedule.time}", settings.schedule.timezone) == ("06:30:00", "Europe/Berlin")
    assert (relay.host, relay.port, relay.security) == ("smtp.example.org", 465, "tls")
    assert [(source.name, source.location) for source in settings.sources] == [("articles", "articles")]
    assert (folder / "digest.toml").read_text().count("#") > 40
    with closing(open_store(settings.database_url)) as store, store.read() as conn:
        looked_at = issues.wanted(conn, settings.slug)
    assert (looked_at.window.end - looked_at.window.start > timedelta(days=7), looked_at.since) == (True, None)
    again = run("init", "--name", "Other")
    assert (again.code, again.err.count("\n")) == (78, 1)
    assert 'left as it is: The "Ferry", 1 source, one reader, next issue Thu 11 Oct 2012, 06:30' in again.err


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (("--to", "nobody"), "must have an @-sign"),
        (("--to", "a@example.org, b@example.org"), "more than one address"),
        (("--from", "nobody"), "must have an @-sign"),
        (("--time", "25:00"), "write it like 07:00"),
        (("--timezone", "Europe/Berlinn"), "did you mean Europe/Berlin?"),
        (("--approve", "maybe"), "say auto or manual"),
        (("--relay", ":25"), "write it like smtp.example.org"),
        (("--relay", "smtp.example.org:http"), "write it like smtp.example.org"),
        (("--name", ""), "at least one letter"),
        (("--feed", "not a feed"), "not a feed: no such file or folder"),
        (("--feed", "nowhere"), "nowhere: no such file or folder"),
        (
            ("--feed", "nowhere.invalid"),
            "no such file or folder, and no file matches: check the source's path; and as an address: ",
        ),
        (("--feed", "ftp://x.example/feed"), "only http and https addresses are read"),
        (("--feed", "127.0.0.1:9/wp"), "inside your own network (loopback): if it is meant, add --allow-private"),
    ],
)
def test_a_wrong_answer_is_one_line_and_nothing_is_written(
    run: Run, folder: Path, wrong: tuple[str, str], message: str
) -> None:
    refused = run("init", "new", *wrong)
    assert (refused.code, refused.err.count("\n"), (folder / "new").exists()) == (65, 1, False)
    assert message in refused.err


def test_on_a_terminal_it_asks_until_each_answer_holds(folder: Path, site: str) -> None:
    leader, follower = pty.openpty()
    with (
        serving(Mailroom()) as relay,
        subprocess.Popen(
            [sys.executable, "-m", "digest", "init"], stdin=follower, stdout=follower, stderr=follower
        ) as child,
    ):
        os.close(follower)
        answers = ("The Ferry", "nowhere", site, "n", site, "y", "nobody", "me@gmail.com", "Ferry <ferry@example.org>",
                   "25:00", "06:30", "", "", f"localhost:{relay}")  # fmt: skip
        os.write(leader, "".join(f"{answer}\n" for answer in answers).encode())
        seen, end = b"", time.monotonic() + 90
        while time.monotonic() < end:
            try:
                seen += os.read(leader, 4096)
            except OSError:
                break
    out = seen.decode().replace("\r\n", "\n")
    assert child.returncode == 0, out
    assert "nowhere: no such file or folder" in out and "write it like 07:00" in out
    assert out.count("127.0.0.1 is inside your own network (loopback)") == 3  # asked, refused, asked again
    assert "It reads The Courier – Latest: 1 article, the newest of Tue 9 Oct 2012, 05:00." in out
    assert "That is draft 1" in out
    settings = load(folder / "digest.toml")
    table, relay_table = settings.newsletter, settings.delivery
    assert (table.to, table.sender, table.approve) == ("me@gmail.com", "Ferry <ferry@example.org>", "auto")
    assert (relay_table.host, relay_table.port, relay_table.security) == ("localhost", relay, "none")
    assert (settings.schedule.timezone, settings.fetch.allow) == ("America/New_York", ("127.0.0.1",))
    assert [(source.name, source.location) for source in settings.sources] == [("The Courier – Latest", f"http://{site}/feed.xml")]  # fmt: skip
    assert told(out) == {"sources": "✓", "sender": "✓", "relay": "✓", "login": "✓", "schedule": "✗", "approval": "✓"}


def test_without_a_feed_or_a_reader_the_file_loads_and_the_checklist_says_what_is_missing(
    run: Run, folder: Path
) -> None:
    done = run("init", "new", "--name", "X")
    assert (done.code, done.err) == (0, "")
    missing = {"sources", "sender", "way", "readers", "relay", "login", "schedule", "approval"}
    assert told(done.out) == dict.fromkeys(missing, "✗")
    settings = load(folder / "new" / "digest.toml")
    assert (settings.source, settings.newsletter.approve) == ((), "manual")
    config = ("--config", "new/digest.toml")
    assert "no source is named yet: digest sources add URL" in run("config", "check", *config).out
    for command in ("build", "run"):
        refused = run(command, *config)
        assert (refused.code, refused.err.count("\n")) == (78, 1)
    assert run("sources", "list", *config).err.startswith("no source is named yet")
    shown = run("status", *config)
    assert [line.split(":")[0].split()[2:] for line in shown.out.splitlines() if line.startswith("to do")] == [
        ["sources"], ["sender"], ["way", "out"], ["readers"], ["relay"], ["login"], ["schedule"], ["approval"],
    ]  # fmt: skip
    assert run("sources", "add", "articles", *config).out == "Added 'articles': 1 file.\n"
    assert run("build", *config).code == 0


@pytest.mark.parametrize(("offers", "security"), [("nothing", "none"), ("a strange certificate", "none"), ("silence", "starttls")])  # fmt: skip
def test_a_relay_on_this_machine_is_asked_whether_it_speaks_tls(
    run: Run, folder: Path, offers: str, security: str
) -> None:
    if offers == "silence":
        run("init", "--relay", "127.0.0.1:9")
    else:
        context = None
        if offers == "a strange certificate":
            import ssl

            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
        with serving(Mailroom(), starttls=context) as port:
            run("init", "--relay", f"127.0.0.1:{port}")
    assert load(folder / "digest.toml").delivery.security == security


@pytest.mark.parametrize(
    ("variable", "link", "text", "zone"),
    [
        (":Europe/Paris", "../usr/share/zoneinfo/Asia/Tokyo", "", "Europe/Paris"),
        ("/usr/share/zoneinfo/Europe/Paris", "", "", "Europe/Paris"),
        ("Nowhere", "/var/db/timezone/zoneinfo/posix/Asia/Tokyo", "Europe/Rome\n", "Asia/Tokyo"),
        ("", "", "Europe/Rome\n", "Europe/Rome"),
        ("", "", "", "UTC"),
    ],
)
def test_the_time_zone_is_the_machines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, link: str, text: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", variable)
    if link:
        (tmp_path / "localtime").symlink_to(link)
    if text:
        (tmp_path / "timezone").write_text(text)
    assert machine_zone(tmp_path) == zone
