"""Mail arrives whole at real SMTP servers and in folders, and whatever a relay does is told truly."""

import mailbox
import resource
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from deliver.relay import GOOD, Line, Mailroom, Script, scripted, serving

from digest.deliver.folders import open_eml, open_maildir
from digest.deliver.relay import Relay, Security
from digest.deliver.smtp import open_smtp
from digest.deliver.transports import Lost, Reply, Transport, Unreachable
from digest.errors import ConfigError, DigestError, TemporaryError

NEWS, ANN, BOB, CAY = "news@quay.example", "ann@reader.example", "bob@reader.example", "cay@reader.example"
MAIL = (
    b"From: news@quay.example\r\nTo: ann@reader.example\r\nSubject: Tram\r\nMessage-ID:\r\n <1@quay.example>\r\n\r\n"
    b"..two dots\r\n.\r\n.one\r\nno dot.\r\n" + b"A line of the mail, as long as lines of mail are.\r\n" * 800
)
SENT = Reply("sent", 250, "2.0.0 Ok: queued for <…> as 4F3C2")


def nothing() -> None:
    pass


def await_(event: threading.Event) -> None:
    assert event.wait(5)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    ca = trustme.CA()
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, path


def certificate(ca: trustme.CA, host: str = "localhost", not_after: datetime | None = None) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert(host, not_after=not_after).configure_cert(context)
    return context


def plain(port: int, timeout: float = 5) -> Relay:
    return Relay(host="127.0.0.1", port=port, security="none", timeout=timeout)


def secured(port: int, security: Security, ca_file: Path, password: str = "s3cret") -> Relay:
    return Relay(
        host="localhost",
        port=port,
        security=security,
        username="news",
        password=password,
        timeout=5,
        ca_file=ca_file,
    )


@contextmanager
def opened(relay: Relay) -> Iterator[Transport]:
    transport = open_smtp(relay)
    try:
        yield transport
    finally:
        transport.close()


def send(transport: Transport, recipient: str = ANN, message: bytes = MAIL) -> Reply:
    return transport.deliver(NEWS, recipient, message, nothing)


def error_at_opening(relay: Relay) -> DigestError:
    with pytest.raises(DigestError) as caught:
        open_smtp(relay)
    assert "\n" not in str(caught.value)
    return caught.value


both_ways = pytest.mark.parametrize("pipelining", [False, True], ids=["one by one", "pipelined"])


@both_ways
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_byte_for_byte_over_tls_after_a_login(
    security: Security, pipelining: bool, authority: tuple[trustme.CA, Path]
) -> None:
    ca, ca_file = authority
    room = Mailroom(pipelining=pipelining)
    with (
        serving(room, **{security: certificate(ca)}, auth_required=security == "starttls") as port,
        opened(secured(port, security, ca_file)) as transport,
    ):
        assert send(transport) == SENT
    (mail,) = room.mails
    assert (mail.sender, mail.recipient, mail.body) == (NEWS, ANN, MAIL)
    assert room.logins == [("PLAIN", b"news", b"s3cret")]
    read = message_from_bytes(mail.body, policy=policy.default)
    assert (read["Subject"], read.defects) == ("Tram", [])
    assert read.get_content().startswith("..two dots\r\n.\r\n.one\r\nno dot.\r\n")


def test_mails_over_tls_do_not_wait_for_delayed_acknowledgements(authority: tuple[trustme.CA, Path]) -> None:
    ca, ca_file = authority
    room = Mailroom()
    with serving(room, starttls=certificate(ca)) as port, opened(secured(port, "starttls", ca_file)) as transport:
        started = time.perf_counter()
        for _ in range(50):
            send(transport, message=b"Subject: Short\r\n\r\nShort.\r\n")
        assert time.perf_counter() - started < 1  # 40 ms each when they wait
    assert len(room.mails) == 50


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("host", "not_after", "foreign", "told"),
    [
        ("localhost", None, True, "is not trusted (unable to get local issuer certificate): name its authority's PEM"),
        (
            "localhost",
            datetime(2020, 1, 1, tzinfo=UTC),
            False,
            "has expired: have it renewed, or check this computer's",
        ),
        ("other.example", None, False, "is for another host: name the host that it is for under [delivery]"),
    ],
    ids=["foreign authority", "expired", "another host"],
)
def test_a_relay_with_a_certificate_that_proves_nothing_gets_neither_password_nor_mail(
    security: Security,
    host: str,
    not_after: datetime | None,
    foreign: bool,
    told: str,
    authority: tuple[trustme.CA, Path],
) -> None:
    ca, ca_file = authority
    room = Mailroom()
    with serving(room, **{security: certificate(trustme.CA() if foreign else ca, host, not_after)}) as port:
        error = error_at_opening(secured(port, security, ca_file))
    assert isinstance(error, ConfigError)
    assert str(error).startswith(f"localhost:{port}: the relay's certificate {told}")
    assert (room.logins, room.mails) == ([], [])


def test_a_relay_without_starttls_gets_neither_password_nor_mail(authority: tuple[trustme.CA, Path]) -> None:
    room = Mailroom()
    with serving(room) as port:
        error = error_at_opening(secured(port, "starttls", authority[1]))
    assert isinstance(error, ConfigError)
    assert str(error) == (
        f"localhost:{port}: the relay offers no STARTTLS, and mail is not sent in the clear; nothing was sent:"
        ' set security = "tls" and port = 465 under [delivery], or have STARTTLS switched on'
        '; to this computer itself security = "none" is allowed'
    )
    assert (room.logins, room.mails) == ([], [])


def test_tls_at_a_port_that_begins_in_the_clear_names_port_and_security(authority: tuple[trustme.CA, Path]) -> None:
    with serving(Mailroom(), starttls=certificate(authority[0])) as port:
        error = error_at_opening(secured(port, "tls", authority[1]))
    assert isinstance(error, Unreachable)
    assert str(error).startswith(f"localhost:{port}: TLS failed (")
    assert str(error).endswith(
        '): check port and security under [delivery]: "starttls" goes with port 587, "tls" with 465'
    )


@pytest.mark.parametrize(("security", "host"), [("none", "192.0.2.1"), ("none", "mail.example.org")])
def test_mail_in_the_clear_goes_to_this_computer_only(security: Security, host: str) -> None:
    error = error_at_opening(Relay(host=host, port=25, security=security, timeout=0.1))
    assert isinstance(error, ConfigError)
    assert str(error).startswith(f'{host}:25: security = "none" would send mail in the clear over the network: set ')


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_ca_file_that_cannot_be_used_is_named(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    if text:
        path.write_text(text)
    error = error_at_opening(secured(1, "tls", path))
    assert isinstance(error, ConfigError)
    assert str(error).startswith(f"{path}: cannot be used as ca_file (")


def test_a_wrong_password_is_tried_once_and_never_printed(authority: tuple[trustme.CA, Path]) -> None:
    ca, ca_file = authority
    room = Mailroom()
    with serving(room, starttls=certificate(ca)) as port:
        relay = secured(port, "starttls", ca_file, password="wr0ng")
        error = error_at_opening(relay)
    assert isinstance(error, ConfigError)
    assert str(error) == (
        f"localhost:{port}: the relay refuses the login of news (535 5.7.8 Authentication credentials invalid):"
        " check username and password under [delivery]; some providers want a password made for programs"
    )
    assert "wr0ng" not in repr(relay)
    assert room.logins == [("PLAIN", b"news", b"wr0ng")]


def test_a_password_that_the_relay_echoes_is_not_printed() -> None:
    def echoes(line: Line) -> None:
        line.greet("AUTH PLAIN")
        line.take("AUTH PLAIN")
        line.say("535 wr0ng is no password of news, AG5ld3MAd3IwbmcAAA and d3IwbmcAAA")

    with scripted([echoes]) as port:
        relay = Relay(host="127.0.0.1", port=port, security="none", username="news", password="wr0ng")
        assert "(535 … is no password of news, … and …)" in str(error_at_opening(relay))


def test_a_password_with_letters_outside_ascii_is_refused_without_printing_it() -> None:
    with serving(Mailroom(), auth_require_tls=False) as port:
        relay = Relay(host="127.0.0.1", port=port, security="none", username="news", password="grün")
        error = error_at_opening(relay)
    assert isinstance(error, ConfigError)
    assert str(error).endswith("username and password can hold ASCII letters only: set another password")
    assert error.__cause__ is None


@pytest.mark.parametrize("way", ["LOGIN", "CRAM-MD5"])
def test_a_relay_that_offers_another_login_than_plain_gets_that(way: str) -> None:
    def logs_in(line: Line) -> None:
        line.greet(f"AUTH {way}")
        if way == "LOGIN":
            line.take("AUTH LOGIN bmV3cw==")
            line.say("334 UGFzc3dvcmQ6")
            line.take("czNjcmV0")
        else:
            line.take("AUTH CRAM-MD5")
            line.say("334 PDFAcmVsYXkudGVzdD4=")
            line.take("bmV3cyA")
        line.say("235 2.7.0 Welcome")
        line.take_envelope(*GOOD)
        assert line.take_mail().endswith(b"are.\r\n")
        line.say("250 Ok")
        line.take("QUIT")
        line.say("221 Bye")

    with scripted([logs_in]) as port:
        relay = Relay(host="127.0.0.1", port=port, security="none", username="news", password="s3cret")
        with opened(relay) as transport:
            assert send(transport) == Reply("sent", 250, "Ok")


def test_a_relay_that_offers_no_login_is_a_fault_of_the_configuration() -> None:
    with serving(Mailroom(), auth_require_tls=True) as port:
        relay = Relay(host="127.0.0.1", port=port, security="none", username="news", password="s3cret")
        error = error_at_opening(relay)
    assert isinstance(error, ConfigError)
    assert "offers no login with a password: remove username under [delivery]" in str(error)


def refuses(greeting: str) -> Script:
    return lambda line: line.say(greeting)


@pytest.mark.parametrize(
    ("greeting", "kind", "told"),
    [
        (
            "421 4.3.2 Come back later",
            Unreachable,
            "the relay does not serve now (421 4.3.2 Come back later): try again",
        ),
        ("554 5.7.1 Not you", ConfigError, "the relay refuses this computer (554 5.7.1 Not you): ask who runs it"),
        ("SSH-2.0-OpenSSH_9.2", Unreachable, "the relay does not serve now (-1 2.0-OpenSSH_9.2): try again later, or"),
    ],
)
def test_a_greeting_that_refuses_is_told_with_its_words(greeting: str, kind: type[DigestError], told: str) -> None:
    with scripted([refuses(greeting)]) as port:
        error = error_at_opening(plain(port))
    assert type(error) is kind
    assert str(error).startswith(f"127.0.0.1:{port}: {told}")


def test_a_relay_that_never_greets_is_given_up_after_the_timeout() -> None:
    with scripted([lambda line: line.take("")]) as port:
        started = time.perf_counter()
        error = error_at_opening(plain(port, timeout=0.2))
        assert time.perf_counter() - started < 2
    assert isinstance(error, Unreachable)
    assert "no SMTP conversation (Connection unexpectedly closed: timed out): try again later, or check" in str(error)


def test_a_port_that_nobody_listens_at_is_unreachable() -> None:
    with scripted([]) as port:
        pass
    error = error_at_opening(plain(port))
    assert isinstance(error, Unreachable)
    assert str(error) == f"127.0.0.1:{port}: no connection (Connection refused): check host, port and the relay"


def test_a_host_without_an_address_is_unreachable_and_no_host_at_all_is_misconfigured() -> None:
    unknown = error_at_opening(Relay(host="no such host", port=25, security="starttls"))
    assert isinstance(unknown, Unreachable)
    assert str(unknown).startswith("no such host:25: the host is not found (")
    impossible = error_at_opening(Relay(host="a..b", port=25, security="starttls"))
    assert isinstance(impossible, ConfigError)
    assert str(impossible).endswith("): check host and port under [delivery]")


@both_ways
def test_after_refused_recipients_the_next_mail_goes_out_on_the_same_connection(pipelining: bool) -> None:
    room = Mailroom(
        pipelining=pipelining,
        refusals={BOB: f"550-5.1.1 <{BOB.upper()}>:\r\n550 5.1.1 no such user", CAY: "451 4.7.1 Greylisted"},
    )
    with serving(room) as port, opened(plain(port)) as transport:
        assert [send(transport, reader) for reader in (ANN, BOB, CAY, ANN)] == [
            SENT,
            Reply("failed", 550, "5.1.1 <…>: 5.1.1 no such user"),
            Reply("deferred", 451, "4.7.1 Greylisted"),
            SENT,
        ]
    first, last = room.mails
    assert first == last


def test_a_relay_that_awaits_a_mail_for_nobody_gets_a_lone_dot() -> None:
    bodies: list[bytes] = []

    def awaits(line: Line) -> None:
        line.greet("PIPELINING")
        line.take_envelope("250 Ok", "550 5.1.1 No such user", "354 Go ahead")
        bodies.append(line.take_mail())
        line.say("554 5.5.1 No valid recipients")
        line.take("RSET")
        line.say("250 Ok")
        line.take_envelope(*GOOD)
        bodies.append(line.take_mail())
        line.say("250 Ok")
        line.take("QUIT")

    with scripted([awaits]) as port, opened(plain(port)) as transport:
        assert send(transport) == Reply("failed", 550, "5.1.1 No such user")
        assert send(transport) == Reply("sent", 250, "Ok")
    assert bodies == [b"", MAIL.replace(b"\r\n.", b"\r\n..")]


@both_ways
def test_a_refusal_stands_though_the_connection_dies_after_it(pipelining: bool) -> None:
    def dies(line: Line) -> None:
        line.greet(*(["PIPELINING"] if pipelining else []))
        line.take("MAIL")
        line.say("250 Ok")
        line.take("RCPT")
        line.say("550 5.1.1 No such user")
        line.take("DATA" if pipelining else "RSET")

    with scripted([dies, accepts]) as port, opened(plain(port)) as transport:
        assert send(transport) == Reply("failed", 550, "5.1.1 No such user")
        assert send(transport) == Reply("sent", 250, "Ok")


@both_ways
@pytest.mark.parametrize(
    ("refusal", "kind", "told"),
    [
        (
            "553 5.7.1 Not your address",
            ConfigError,
            "set from under [newsletter] or address under [bounces] to one that it sends for, or ",
        ),
        ("450 4.7.1 Slow down", Unreachable, "try again later"),
    ],
)
def test_a_refused_sender_is_an_error_and_no_reply(
    refusal: str, kind: type[DigestError], told: str, pipelining: bool
) -> None:
    room = Mailroom(pipelining=pipelining, refusals={NEWS: refusal})
    with serving(room) as port, opened(plain(port)) as transport:
        with pytest.raises(kind) as caught:
            send(transport)
        assert str(caught.value).startswith(
            f"127.0.0.1:{port}: the relay refuses mail from news@quay.example ({refusal}): {told}"
        )
        del room.refusals[NEWS]
        assert send(transport) == SENT


def test_a_mail_larger_than_the_relay_takes_is_not_sent() -> None:
    room = Mailroom()
    with serving(room, data_size_limit=len(MAIL) - 1) as port, opened(plain(port)) as transport:
        assert send(transport) == Reply(
            "failed", 552, f"the mail has {len(MAIL)} bytes, and the relay takes at most {len(MAIL) - 1}"
        )
        assert send(transport, message=MAIL[:2000]) == SENT


@pytest.mark.parametrize(
    "recipient", ["ann@reader.example>\r\nRSET", "ann", "ann@reader.exämple", "\u202eann@c.example", "a b@c.example"]
)
def test_what_is_no_address_never_reaches_the_relay(recipient: str) -> None:
    room = Mailroom(pipelining=True)
    with serving(room) as port, opened(plain(port)) as transport:
        assert send(transport, recipient) == Reply("failed", 553, "not an address that mail can be sent to")
        with pytest.raises(ConfigError, match=r"mail cannot be sent from 'news@x\.example>"):
            transport.deliver("news@x.example>\r\nRSET", ANN, MAIL, nothing)
    assert room.mails == []


@pytest.mark.parametrize("pipelining", [True, False])
def test_an_address_with_letters_beyond_ascii_goes_out_by_smtputf8_and_no_other_does(pipelining: bool) -> None:
    said: list[str] = []

    def script(line: Line) -> None:
        line.greet("SMTPUTF8", "8BITMIME", *(["PIPELINING"] if pipelining else []))
        for _ in range(2):
            for reply in GOOD:
                said.append(line.file.readline().decode().strip())
                line.say(reply)
            line.take_mail()
            line.say("250 2.0.0 Ok")

    with scripted([script]) as port, opened(plain(port)) as transport:
        assert send(transport, "josé@reader.example").state == "sent"
        assert send(transport, ANN).state == "sent"
    assert said == [
        f"MAIL FROM:<{NEWS}> BODY=8BITMIME SMTPUTF8",
        "RCPT TO:<josé@reader.example>",
        "DATA",
        f"MAIL FROM:<{NEWS}>",
        f"RCPT TO:<{ANN}>",
        "DATA",
    ]


def test_a_relay_without_smtputf8_is_not_asked_for_such_an_address() -> None:
    with scripted([lambda line: line.greet()]) as port, opened(plain(port)) as transport:
        reply = send(transport, "josé@reader.example")
    assert (reply.state, reply.code) == ("failed", 553)
    assert "the relay no SMTPUTF8" in reply.text


def test_a_mail_without_a_line_end_at_its_end_gets_one() -> None:
    room = Mailroom()
    with serving(room) as port, opened(plain(port)) as transport:
        assert send(transport, message=b".first\r\n\r\nlast") == SENT
    assert room.mails[0].body == b".first\r\n\r\nlast\r\n"


def test_a_stray_line_feed_smuggles_no_end_of_mail() -> None:
    bodies: list[bytes] = []

    def takes(line: Line) -> None:
        line.greet()
        line.take_envelope(*GOOD)
        bodies.append(line.take_mail())
        line.say("250 Ok")

    with scripted([takes]) as port, opened(plain(port)) as transport:
        send(transport, message=b"Subject: x\r\n\r\na\n.\nMAIL FROM:<b@c>\n.\r\nc\r\n")
    assert bodies == [b"Subject: x\r\n\r\na\n..\nMAIL FROM:<b@c>\n..\r\nc\r\n"]


def test_the_last_bytes_leave_after_the_callers_note() -> None:
    room = Mailroom()
    notes: list[int] = []
    with serving(room) as port, opened(plain(port)) as transport:
        for reader in (ANN, BOB):
            transport.deliver(NEWS, reader, MAIL, lambda: notes.append(len(room.mails)))
    assert notes == [0, 1]


def test_a_mail_whose_note_fails_does_not_leave() -> None:
    def disk_full() -> None:
        raise OSError("disk full")

    room = Mailroom()
    with serving(room) as port, opened(plain(port)) as transport:
        with pytest.raises(OSError, match="disk full"):
            transport.deliver(NEWS, ANN, MAIL, disk_full)
        assert send(transport, BOB) == SENT
    assert [mail.recipient for mail in room.mails] == [BOB]


def accepts(line: Line) -> None:
    line.greet("PIPELINING")
    line.take_envelope(*GOOD)
    line.take_mail()
    line.say("250 Ok")
    line.take("QUIT")


def dies_at_mail(line: Line) -> None:
    line.greet()
    line.take("MAIL")


def dies_at_the_third_reply(line: Line) -> None:
    line.greet("PIPELINING")
    line.take("MAIL")
    line.say("250 Ok", "250 Ok")


def dies_inside_the_mail(line: Line) -> None:
    line.greet()
    line.take_envelope(*GOOD)
    line.file.readline()
    line.reset()


def talks_nonsense_at_data(line: Line) -> None:
    line.greet()
    line.take_envelope("250 Ok", "250 Ok", "250 Ok")


def dies_after_the_dot(line: Line) -> None:
    line.greet()
    line.take_envelope(*GOOD)
    line.take_mail()


def talks_nonsense_after_the_dot(line: Line) -> None:
    dies_after_the_dot(line)
    line.say("hello?")


def is_silent_after_the_dot(line: Line) -> None:
    dies_after_the_dot(line)
    assert line.file.read() == b""  # until the client hangs up


@pytest.mark.parametrize(
    ("script", "after_dot"),
    [
        (dies_at_mail, False),
        (dies_at_the_third_reply, False),
        (dies_inside_the_mail, False),
        (talks_nonsense_at_data, False),
        (dies_after_the_dot, True),
        (talks_nonsense_after_the_dot, True),
        (is_silent_after_the_dot, True),
    ],
)
def test_a_connection_that_dies_tells_whether_the_mail_may_have_arrived(script: Script, after_dot: bool) -> None:
    message = MAIL * 200 if script is dies_inside_the_mail else MAIL  # more than the kernel holds for the relay
    with scripted([script, accepts]) as port, opened(plain(port, timeout=0.5)) as transport:
        with pytest.raises(Lost) as caught:
            send(transport, message=message)
        assert caught.value.after_dot is after_dot
        assert str(caught.value).startswith(f"127.0.0.1:{port}: lost ")
        assert send(transport) == Reply("sent", 250, "Ok")


def test_a_dot_that_could_not_be_sent_was_surely_not_seen() -> None:
    dead = threading.Event()

    def dies(line: Line) -> None:
        line.greet()
        line.take_envelope(*GOOD)
        line.reset()
        dead.set()

    with scripted([dies]) as port, opened(plain(port)) as transport:
        with pytest.raises(Lost) as caught:
            transport.deliver(NEWS, ANN, MAIL, lambda: await_(dead))
        assert caught.value.after_dot is False


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "the end"])
@both_ways
def test_a_421_defers_the_mail_and_the_next_one_takes_a_new_connection(at: str, pipelining: bool) -> None:
    def shuts_down(line: Line) -> None:
        line.greet(*(["PIPELINING"] if pipelining else []))
        for command, reply in zip(("MAIL", "RCPT", "DATA"), GOOD, strict=True):
            line.take(command)
            if command == at:
                return line.say("421 4.3.2 Shutting down")
            line.say(reply)
        line.take_mail()
        line.say("421 4.3.2 Shutting down")
        return None

    with scripted([shuts_down, accepts]) as port, opened(plain(port)) as transport:
        assert send(transport) == Reply("deferred", 421, "4.3.2 Shutting down")
        assert send(transport) == Reply("sent", 250, "Ok")


def test_a_relay_that_is_gone_when_the_connection_is_made_anew_is_unreachable() -> None:
    with scripted([dies_after_the_dot]) as port:
        transport = open_smtp(plain(port))
        with pytest.raises(Lost):
            send(transport)
    with pytest.raises(Unreachable, match="Connection refused"):
        send(transport)
    transport.close()


def test_a_connection_is_left_after_a_hundred_mails() -> None:
    room = Mailroom(pipelining=True)
    with serving(room) as port, opened(plain(port)) as transport:
        for _ in range(201):
            send(transport, message=b"Subject: x\r\n\r\n")
    connections = [mail.connection for mail in room.mails]
    assert [connections.count(one) for one in dict.fromkeys(connections)] == [100, 100, 1]


def test_a_reply_is_one_printable_line_of_200_characters_without_the_address() -> None:
    words = f"5.7.1 \x1b[31mno\x07 mail\xa0for ANN@Reader.example or ann=reader.example: {'x' * 180} {ANN}"
    room = Mailroom(refusals={ANN: f"550 {words}"})
    with serving(room) as port, opened(plain(port)) as transport:
        assert send(transport) == Reply("failed", 550, f"5.7.1 [31mno mail for <…> or <…>: {'x' * 180}"[:200])


def entries(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_maildir_is_read_back_by_the_standard_library(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "maildir"
    transport = open_maildir(folder)
    seen: list[list[str]] = []
    replies = [
        transport.deliver(NEWS, reader, MAIL, lambda: seen.append([name.split("/")[0] for name in entries(folder)]))
        for reader in (ANN, ANN)
    ]
    transport.close()
    assert [(reply.state, reply.code) for reply in replies] == [("sent", 250)] * 2
    assert seen == [["tmp"], ["new", "tmp"]]
    box = mailbox.Maildir(folder, create=False)
    assert [box.get_bytes(key) for key in box.iterkeys()] == [MAIL, MAIL]
    assert [message["Subject"] for message in box] == ["Tram", "Tram"]
    assert "ann" not in "".join(entries(folder)).lower()


def test_an_eml_file_is_the_mail_and_a_second_delivery_replaces_it(tmp_path: Path) -> None:
    transport = open_eml(tmp_path / "mail")
    replies = [send(transport, reader) for reader in (ANN, BOB, ANN)]
    assert replies[0] == replies[2] != replies[1]
    names = entries(tmp_path / "mail")
    assert sorted({reply.text for reply in replies}) == [f"written as {name}" for name in names]
    assert [(len(name), (tmp_path / "mail" / name).read_bytes()) for name in names] == [(36, MAIL), (36, MAIL)]
    assert send(transport, message=MAIL + b"A correction.\r\n") == replies[0]
    assert send(transport, message=MAIL.replace(b"<1@", b"<2@")) not in replies


open_folders = pytest.mark.parametrize("open_folder", [open_maildir, open_eml])


@open_folders
def test_a_folder_that_cannot_be_made_is_told(open_folder: Callable[[Path], Transport], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        TemporaryError, match=r"file/mail: mail cannot be written \(Not a directory\): check the folder"
    ):
        open_folder(tmp_path / "file" / "mail")


@open_folders
def test_a_disk_that_takes_no_more_leaves_no_half_file(
    open_folder: Callable[[Path], Transport], tmp_path: Path
) -> None:
    transport = open_folder(tmp_path)
    notes: list[str] = []
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(TemporaryError, match=r"mail cannot be written \(File too large\): check the folder"):
            transport.deliver(NEWS, ANN, MAIL, lambda: notes.append("left"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (entries(tmp_path), notes) == ([], [])
    assert send(transport).state == "sent"


@open_folders
def test_a_mail_whose_note_fails_is_in_no_folder(open_folder: Callable[[Path], Transport], tmp_path: Path) -> None:
    def disk_full() -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        open_folder(tmp_path).deliver(NEWS, ANN, MAIL, disk_full)
    assert entries(tmp_path) == []


def test_a_maildir_that_loses_its_new_folder_keeps_nothing(tmp_path: Path) -> None:
    transport = open_maildir(tmp_path)
    (tmp_path / "new").rmdir()
    with pytest.raises(TemporaryError, match=r"new: mail cannot be written \(No such file or directory\)"):
        send(transport)
    assert entries(tmp_path) == []
    (tmp_path / "new").mkdir()
    assert send(transport).state == "sent"
