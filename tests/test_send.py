"""`digest send` and `digest run` against a real relay with TLS and login, a real list, and a real kill."""

import asyncio
import csv
import json
import os
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from commands import Run, quietly

from digest.cli.sending import _Lines
from digest.subscribers import PLACEHOLDER

SEEDS = Path(__file__).parent.parent / "seeds"
PASSWORD = "a secret of the relay"
DELIVERY = """
[web]
public_url = "https://news.courier.example"

[delivery]
host = "127.0.0.1"
port = {port}
ca_file = "ca.pem"
username = "morning"
password_env = "RELAY_PASSWORD"
connections = 2
retry_for = 0
"""


@dataclass
class Relay:
    """What the server was given; ``replies`` refuse or defer addresses."""

    port: int = 0
    mails: list[tuple[str, bytes]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    slow: float = 0

    async def handle_RCPT(
        self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        self.mails.append((envelope.rcpt_tos[0], envelope.original_content or b""))
        self.senders.append(envelope.mail_from or "")
        if self.slow:
            time.sleep(self.slow)
        return "250 ok"

    def counts(self) -> Counter[str]:
        return Counter(address for address, _ in self.mails)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))

    def login(server: Server, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        right = data.password == PASSWORD.encode()
        return AuthResult(success=right, handled=right)  # handled and wrong would only hang up

    found = Relay()
    controller = Controller(
        found,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        auth_required=True,
        require_starttls=True,
        authenticator=login,
    )
    controller.start()
    assert isinstance(controller.server, asyncio.Server)
    found.port = controller.server.sockets[0].getsockname()[1]
    yield found
    controller.stop()


@pytest.fixture(scope="module")
def drafted_for_a_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newsletter with a list instead of its one reader, and its draft."""
    folder = tmp_path_factory.mktemp("list") / "newsletter"
    shutil.copytree(SEEDS, folder)
    configure(folder, DELIVERY.format(port=1))
    quietly("build", "--date", "2012-10-10", "--config", folder / "digest.toml")
    return folder


@pytest.fixture
def newsletter(tmp_path: Path, drafted_for_a_list: Path, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that knows the relay, as the working directory."""
    folder = tmp_path / "newsletter"
    shutil.copytree(drafted_for_a_list, folder)
    shutil.copy(tmp_path / "ca.pem", folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RELAY_PASSWORD", PASSWORD)
    configure(folder, DELIVERY.format(port=relay.port))
    return folder


def configure(folder: Path, more: str, to: bool = False) -> None:
    text = (SEEDS / "digest.toml").read_text()
    if not to:
        text = text.replace('to = "reader@courier.example"\n', "")
    (folder / "digest.toml").write_text(text + more)


def subscribe(run: Run, *addresses: str) -> None:
    for address in addresses:
        assert run("subscribers", "add", address).code == 0


def approved(run: Run) -> None:
    if run("approve", "1").code == 65:  # a test changed the settings that the draft was made with
        assert run("build", "--date", "2012-10-10").code == 0
        assert run("approve", "1").code == 0


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def test_a_list_gets_the_issue_as_it_was_approved_each_with_a_link_of_its_own(
    run: Run, newsletter: Path, relay: Relay
) -> None:
    subscribe(run, "a@example.org", "b@example.org")
    approved(run)
    assert run("send") == (0, "Issue 1: 2 sent.\n", "")
    assert relay.counts() == {"a@example.org": 1, "b@example.org": 1}
    html, text = run("show", "-f", "html").out, run("show", "-f", "text").out
    links = set()
    for address, raw in relay.mails:
        mail = read(raw)
        link = mail["List-Unsubscribe"].strip("<>")
        links.add(link)
        assert mail["To"] == address
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail["List-Id"] == '"The Sampleford Morning" <the-sampleford-morning.courier.example>'
        plain, page = (part.get_content().replace("\r\n", "\n") for part in mail.iter_parts())
        shown = next(word for word in text.split() if word.startswith("https://news.courier.example/u/"))
        assert plain == text.replace(shown, link)
        assert page == html.replace(shown, link)
    assert len(links) == 2


def test_run_twice_it_mails_nobody_twice(run: Run, newsletter: Path, relay: Relay) -> None:
    subscribe(run, "a@example.org")
    approved(run)
    run("send")
    subscribe(run, "late@example.org")
    assert run("send", "1").out == "Issue 1: 1 sent.\n"
    assert relay.counts() == {"a@example.org": 1}
    assert "no approved issue to send" in run("send").err


def test_a_refused_address_is_recorded_and_a_deferred_one_is_tried_by_the_next_run(
    run: Run, newsletter: Path, relay: Relay
) -> None:
    subscribe(run, "a@example.org", "gone@example.org", "busy@example.org")
    relay.replies = {"gone@example.org": "550 no such user", "busy@example.org": "451 try later"}
    approved(run)
    assert run("send") == (3, "Issue 1: 1 deferred, 1 failed, 1 sent.\n", "")
    assert run("send").code == 3
    assert relay.counts() == {"a@example.org": 1}


def test_a_dry_run_says_what_would_go_out_and_sends_nothing(run: Run, newsletter: Path, relay: Relay) -> None:
    subscribe(run, "a@example.org", "b@example.org", "c@example.org")
    approved(run)
    would = run("send", "--dry-run", "--limit", "2").out
    assert re.fullmatch(rf"Issue 1 would go out in 2 mails, \d+ KB each: 127.0.0.1:{relay.port}\.\n", would)
    assert relay.mails == []
    assert run("list").out.split()[6] == "approved"
    run("send")
    assert run("send", "1", "--dry-run").out.startswith("Issue 1 would go out in 0 mails")
    assert len(relay.mails) == 3


def test_a_limit_and_a_rate_hold_for_one_run(run: Run, newsletter: Path, relay: Relay) -> None:
    subscribe(run, "a@example.org", "b@example.org", "c@example.org")
    approved(run)
    began = time.monotonic()
    assert run("send", "--limit", "2", "--rate", "120/min") == (0, "Issue 1: 1 pending, 2 sent.\n", "")
    assert time.monotonic() - began > 0.4
    assert run("send").out == "Issue 1: 3 sent.\n"
    assert set(relay.counts().values()) == {1}
    wrong = run("send", "--rate", "fast")
    assert (wrong.code, "'fast' is no rate" in wrong.err) == (2, True)


def test_who_did_not_get_it_and_why_is_told_and_they_can_be_tried_again(
    run: Run, newsletter: Path, relay: Relay
) -> None:
    subscribe(run, "a@example.org", "gone@example.org")
    relay.replies = {"gone@example.org": '550 5.1.1 "gone", no such user'}
    approved(run)
    assert "no issue has begun to go out" in run("deliveries").err
    run("send")
    told = run("deliveries")
    assert told.out.split(maxsplit=2) == [
        "g…@example.org",
        "failed",
        '550 5.1.1 "gone", no such user: never mailed again\n',
    ]
    assert (told.code, told.err) == (0, "Issue 1: 1 failed, 1 sent\n")
    assert run("deliveries", "1", "--state", "sent").out.split()[:2] == ["a…@example.org", "sent"]
    assert "issue 2 has not begun" in run("deliveries", "2").err
    rows = list(csv.DictReader(run("deliveries", "--csv").out.splitlines()))
    assert [(row["address"], row["state"], row["attempts"], row["reply"]) for row in rows] == [
        ("a@example.org", "sent", "1", "250 ok"),
        ("gone@example.org", "failed", "1", '550 5.1.1 "gone", no such user: never mailed again'),
    ]
    (only,) = json.loads(run("deliveries", "--json", "--state", "failed").out)
    assert only == {
        "address": "gone@example.org",
        "state": "failed",
        "attempts": 1,
        "sent_at": None,
        "next_try_at": None,
        "reply": '550 5.1.1 "gone", no such user: never mailed again',
    }
    assert run("deliveries", "--json", "--state", "unknown").out == "[]\n"
    relay.replies = {}
    assert run("send", "--retry-failed").out == "Issue 1: 1 failed, 1 sent.\n"
    run("subscribers", "unsuppress", "gone@example.org")
    run("subscribers", "add", "gone@example.org")
    assert run("send", "--retry-failed").out == "Issue 1: 2 sent.\n"
    assert relay.counts() == {"a@example.org": 1, "gone@example.org": 1}


def test_what_may_have_arrived_is_sent_again_only_when_told(run: Run, newsletter: Path, relay: Relay) -> None:
    subscribe(run, "a@example.org")
    approved(run)
    run("send")
    with closing(sqlite3.connect(newsletter / "digest.db")) as database, database:
        database.execute("UPDATE deliveries SET state = 'unknown'")
    assert run("send", "1") == (3, "Issue 1: 1 unknown.\n", "")
    assert run("send", "--resend-unknown") == (0, "Issue 1: 1 sent.\n", "")
    assert relay.counts() == {"a@example.org": 2}


def test_a_long_run_tells_its_rate_and_the_time_left_every_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0.0, 4.0, 10.0, 15.0, 20.0])
    tell = _Lines(lambda: next(seconds))
    for more in (200, 300, 100, 400):
        tell(more, 6000)
    assert capsys.readouterr().err == (
        "digest: 500 of 6000 settled, 50/s, 110 s left\ndigest: 1000 of 6000 settled, 50/s, 100 s left\n"
    )


def test_a_test_copy_is_marked_and_recorded_nowhere(run: Run, newsletter: Path, relay: Relay) -> None:
    assert run("send", "1", "--to", "me@example.org", "--dry-run").out == "A test copy of issue 1 would go out.\n"
    assert relay.mails == []
    assert run("send", "1", "--to", "me@example.org").out == "A test copy of issue 1 is on its way.\n"
    ((address, raw),) = relay.mails
    assert address == "me@example.org"
    assert read(raw)["Subject"].startswith("[Test] The Sampleford Morning")
    assert run("list").out.split()[6] == "draft"
    assert run("subscribers", "list").out.count("@") == 0


def test_a_reader_who_mails_himself_needs_no_list_and_no_way_out(run: Run, newsletter: Path, relay: Relay) -> None:
    configure(newsletter, DELIVERY.format(port=relay.port), to=True)
    approved(run)
    assert run("send").out == "Issue 1: 1 sent.\n"
    ((address, raw),) = relay.mails
    assert address == "reader@courier.example"
    assert read(raw)["List-Unsubscribe"] is None
    assert b"unsubscribe" not in raw.lower()


def test_a_list_without_a_way_out_is_refused(run: Run, newsletter: Path, relay: Relay) -> None:
    configure(newsletter, DELIVERY.format(port=relay.port).replace('public_url = "https://news.courier.example"', ""))
    subscribe(run, "a@example.org")
    run("build", "--date", "2012-10-10")
    refused = run("approve", 1)
    assert (refused.code, run("send").code, relay.mails) == (78, 78, [])
    assert "issue 1 has no way to unsubscribe, which a list needs: set public_url in [web]" in refused.err
    configure(newsletter, DELIVERY.format(port=relay.port))
    stale = run("approve", 1)
    assert (stale.code, stale.err) == (
        65,
        "digest: issue 1 was made with other settings than digest.toml has now: make it anew with"
        " `digest build --date 2012-10-10`, read it, and approve it then\n",
    )
    approved(run)
    assert run("send") == (0, "Issue 1: 1 sent.\n", "")


def test_somebody_elses_way_out_is_printed_as_it_is(run: Run, newsletter: Path, relay: Relay) -> None:
    elsewhere = 'unsubscribe_url = "https://lists.example.org/leave"\nunsubscribe_mailto = "leave@example.org"\n'
    text = (newsletter / "digest.toml").read_text().replace("[schedule]", f"{elsewhere}\n[schedule]")
    (newsletter / "digest.toml").write_text(text)
    subscribe(run, "a@example.org")
    approved(run)
    run("send")
    mail = read(relay.mails[0][1])
    assert (
        mail["List-Unsubscribe"] == "<https://lists.example.org/leave>, <mailto:leave@example.org?subject=unsubscribe>"
    )
    assert mail["List-Unsubscribe-Post"] is None
    assert "https://lists.example.org/leave" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_bounces_come_back_to_an_address_that_says_whose_they_are(run: Run, newsletter: Path, relay: Relay) -> None:
    text = (
        (newsletter / "digest.toml")
        .read_text()
        .replace("[schedule]", 'unsubscribe_mailto = "leave@courier.example"\n\n[schedule]')
    )
    (newsletter / "digest.toml").write_text(text + '\n[bounces]\naddress = "Bounces <back@courier.example>"\n')
    subscribe(run, "a@example.org", "b@example.org")
    approved(run)
    assert run("send").code == 0
    assert len(set(relay.senders)) == 2
    report = (Path(__file__).parent / "deliver" / "bounces" / "ses.eml").read_text()
    for (address, raw), sender in zip(relay.mails, relay.senders, strict=True):
        assert re.fullmatch(r"back\+[a-z2-7]{32}@courier\.example", sender)
        assert sender.encode() not in raw
        ways = read(raw)["List-Unsubscribe"]
        assert re.search(r"<mailto:leave@courier\.example\?subject=unsubscribe%20[\w-]{43}>", ways)
        assert PLACEHOLDER not in ways
        (newsletter / "one").write_text(f"From x\n{report}".replace("bounces@quay.example", sender))
        assert f"{address[0]}…@example.org is never mailed again" in run("bounces", "one").out
    (newsletter / "digest.toml").write_text(text + f'\n[bounces]\naddress = "{"b" * 32}@courier.example"\n')
    assert "has no room for a token" in run("send", "1").err


def test_the_doctor_logs_in_at_the_relay_and_sends_nothing(
    run: Run, newsletter: Path, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = run("doctor", "--nameserver", "127.0.0.1:1").out
    assert (
        f"ok       the relay 127.0.0.1:{relay.port} answers: TLSv1.3, login as morning; it offers SMTPUTF8, SIZE"
        in told
    )
    configure(newsletter, DELIVERY.format(port=relay.port).replace('"RELAY_PASSWORD"', '"OTHER"'))
    monkeypatch.setenv("OTHER", "wrong")
    assert "the relay refuses the login of morning" in run("doctor", "--nameserver", "127.0.0.1:1").out
    assert relay.mails == []


def test_a_draft_or_an_empty_list_is_not_sent(run: Run, newsletter: Path, relay: Relay) -> None:
    assert "issue 1 of the-sampleford-morning is draft and is not sent" in run("send", "1").err
    run("approve", "1")
    empty = run("send")
    assert empty.code == 65
    assert "nobody is subscribed" in empty.err
    assert run("list").out.split()[6] == "approved"


def test_a_relay_that_is_down_leaves_the_issue_to_the_next_run(run: Run, newsletter: Path, relay: Relay) -> None:
    subscribe(run, "a@example.org")
    approved(run)
    configure(newsletter, DELIVERY.format(port=1))
    down = run("send")
    assert down.code == 75
    assert "127.0.0.1:1" in down.err
    configure(newsletter, DELIVERY.format(port=relay.port))
    assert run("send").out == "Issue 1: 1 sent.\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("RELAY_PASSWORD", "RELAY_PASSWORT"), "the environment variable RELAY_PASSWORT is empty"),
        (('password_env = "RELAY_PASSWORD"', 'password_file = "none"'), "none cannot be read"),
        (('password_env = "RELAY_PASSWORD"', 'password_command = "false"'), "the command 'false' failed"),
        (('password_env = "RELAY_PASSWORD"', ""), "no password_env"),
        (
            ('password_env = "RELAY_PASSWORD"', 'password_command = "echo wrong"'),
            "the relay refuses the login of morning",
        ),
        (('ca_file = "ca.pem"', ""), "certificate"),
    ],
)
def test_a_relay_that_cannot_be_used_as_configured_is_an_error_in_words(
    run: Run, newsletter: Path, relay: Relay, change: tuple[str, str], message: str
) -> None:
    subscribe(run, "a@example.org")
    approved(run)
    configure(newsletter, DELIVERY.format(port=relay.port).replace(*change))
    refused = run("send")
    assert (refused.code, relay.mails) == (78, [])
    assert message in refused.err
    assert PASSWORD not in refused.err and refused.err.count("\n") == 1
    configure(newsletter, DELIVERY.format(port=relay.port))
    assert run("send").out == "Issue 1: 1 sent.\n"


@pytest.mark.parametrize("source", ['password_file = "secret"', 'password_command = "cat secret"'])
def test_the_password_comes_from_a_file_or_a_command_too(run: Run, newsletter: Path, relay: Relay, source: str) -> None:
    (newsletter / "secret").write_text(PASSWORD + "\n")
    configure(newsletter, DELIVERY.format(port=relay.port).replace('password_env = "RELAY_PASSWORD"', source))
    subscribe(run, "a@example.org")
    approved(run)
    assert run("send").code == 0


@pytest.mark.parametrize("transport", ["maildir", "eml"])
def test_mail_goes_into_a_folder_as_well(run: Run, newsletter: Path, transport: str) -> None:
    configure(newsletter, f'\n[delivery]\ntransport = "{transport}"\npath = "mail"\n', to=True)
    approved(run)
    assert run("send").out == "Issue 1: 1 sent.\n"
    (path,) = [path for path in (newsletter / "mail").rglob("*") if path.is_file()]
    assert read(path.read_bytes())["To"] == "reader@courier.example"


def test_a_sender_killed_again_and_again_mails_nobody_twice_and_forgets_nobody(
    run: Run, newsletter: Path, relay: Relay
) -> None:
    readers = [f"reader{number}@example.org" for number in range(120)]
    (newsletter / "list.csv").write_text("address\n" + "\n".join(readers))
    assert run("subscribers", "import", "list.csv").code == 0
    approved(run)
    relay.slow = 0.01
    for seconds in (1.0, 1.3, 1.1, 1.4):
        child = subprocess.Popen(
            [sys.executable, "-m", "digest", "send", "1"], stdout=subprocess.DEVNULL, env=os.environ
        )
        time.sleep(seconds)
        child.kill()
        child.wait()
    last = run("send", "1")
    assert last.code in (0, 3)
    counts = relay.counts()
    assert set(counts.values()) == {1}
    unknown = int(last.out.split(" unknown")[0].split()[-1]) if "unknown" in last.out else 0
    assert unknown <= 2 * 4  # connections x kills
    assert len(counts) >= len(readers) - unknown


def test_two_senders_at_once_are_one(run: Run, newsletter: Path, relay: Relay) -> None:
    subscribe(run, *(f"reader{number}@example.org" for number in range(12)))
    approved(run)
    relay.slow = 0.2
    command = [sys.executable, "-m", "digest", "send", "1"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ended = sorted((*child.communicate(), child.returncode) for child in both)
    assert ended[0] == ("", "digest: another run is at work on this newsletter: nothing was done\n", 0)
    assert ended[1] == ("Issue 1: 12 sent.\n", "", 0)
    assert set(relay.counts().values()) == {1}
