"""SMTP servers for tests: a whole one that keeps its mail, and one that says exactly what a script says."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


@dataclass(frozen=True)
class Mail:
    sender: str
    recipient: str
    body: bytes
    connection: tuple[str, int]  # the client's end


@dataclass
class Mailroom:
    """Keeps mail; ``refusals`` holds replies by address, sender or recipient."""

    refusals: dict[str, str] = field(default_factory=dict)
    pipelining: bool = False
    mails: list[Mail] = field(default_factory=list)
    logins: list[tuple[str, bytes, bytes]] = field(default_factory=list)

    def login(self, _server: Any, _session: Any, _envelope: Any, way: str, given: LoginPassword) -> AuthResult:
        self.logins.append((way, given.login, given.password))
        return AuthResult(success=given == LoginPassword(b"news", b"s3cret"), handled=False)

    async def handle_EHLO(self, _server: Any, session: Any, _envelope: Any, name: str, lines: list[str]) -> list[str]:
        session.host_name = name
        return [*lines[:-1], "250-PIPELINING", lines[-1]] if self.pipelining else lines

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address not in self.refusals:
            envelope.mail_from = address
        return self.refusals.get(address, "250 2.1.0 Ok")

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address not in self.refusals:
            envelope.rcpt_tos.append(address)
        return self.refusals.get(address, "250 2.1.5 Ok")

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:
        (recipient,) = envelope.rcpt_tos
        self.mails.append(Mail(envelope.mail_from, recipient, envelope.content, session.peer))
        return f"250 2.0.0 Ok: queued for <{recipient}> as 4F3C2"


@contextmanager
def serving(
    room: Mailroom, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, **options: Any
) -> Iterator[int]:
    """The port of a server on this computer."""
    options.setdefault("auth_require_tls", bool(starttls))  # aiosmtpd takes TLS from the first byte for no TLS
    options.setdefault("authenticator", room.login)
    controller = Controller(room, "127.0.0.1", _free_port(), ssl_context=tls, tls_context=starttls, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


class Line:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket, file: BinaryIO) -> None:
        self.connection = connection
        self.file = file

    def say(self, *replies: str) -> None:
        self.connection.sendall("".join(f"{reply}\r\n" for reply in replies).encode())

    def greet(self, *extensions: str) -> None:
        self.say("220 relay.test ESMTP")
        self.take("EHLO")
        self.say(*(f"250-{extension}" for extension in ("relay.test", *extensions)), "250 HELP")

    def take(self, command: str) -> None:
        line = self.file.readline().decode().strip()
        assert line.upper().startswith(command.upper()), (command, line)

    def take_envelope(self, *replies: str) -> None:
        """MAIL, RCPT and DATA, each with its reply."""
        for command, reply in zip(("MAIL", "RCPT", "DATA"), replies, strict=True):
            self.take(command)
            self.say(reply)

    def take_mail(self) -> bytes:
        """All lines before the final dot, as they came."""
        return b"".join(iter(self.file.readline, b".\r\n"))

    def reset(self) -> None:
        """The connection dies as in a crash: with RST, so that the client's next send fails."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.file.close()
        self.connection.close()


Script = Callable[[Line], None]
GOOD = ("250 2.1.0 Ok", "250 2.1.5 Ok", "354 Go ahead")


@contextmanager
def scripted(scripts: Sequence[Script]) -> Iterator[int]:
    """The port of a server that follows one script per connection, and hears out each client to its end."""
    failures: list[BaseException] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve() -> None:
            try:
                for script in scripts:
                    connection, _ = server.accept()
                    connection.settimeout(5)
                    with connection, connection.makefile("rb") as file:
                        script(Line(connection, file))
            except BaseException as failure:
                failures.append(failure)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            thread.join()
    assert failures == []
