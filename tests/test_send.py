"""`digest send` and `digest run` against a real relay with TLS and login, a real list, and a real kill."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from commands import Run

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
    found.port = controller.server.sockets[0].getsockname()[1]
    yield found
    controller.stop()


@pytest.fixture
def newsletter(tmp_path: Path, relay: Relay, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample newsletter with a list instead of its one reader, as the working directory."""
    folder = tmp_path / "newsletter"
    shutil.copytree(SEEDS, folder)
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


def test_a_test_copy_is_marked_and_recorded_nowhere(run: Run, newsletter: Path, relay: Relay) -> None:
    run("build", "--date", "2012-10-10")
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
    approved(run)
    refused = run("send")
    assert (refused.code, relay.mails) == (78, [])
    assert "no way to unsubscribe" in refused.err


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


def test_a_draft_or_an_empty_list_is_not_sent(run: Run, newsletter: Path, relay: Relay) -> None:
    run("build", "--date", "2012-10-10")
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
