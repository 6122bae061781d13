"""A relay with STARTTLS, TLS and a login, that refuses some addresses and keeps all mail with its envelope."""

import logging
import socket
import ssl
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

LOGIN, PASSWORD = "sampleford", "tide table 1887"


@dataclass(frozen=True)
class Mail:
    at: datetime
    sender: str
    recipient: str
    body: bytes


@dataclass
class Relay:
    """``refusals`` holds replies by address, ``refused`` (moment, address) of each; ``clock`` says what time it is."""

    clock: Callable[[], datetime]
    refusals: dict[str, str]
    starttls_port: int = 0
    tls_port: int = 0
    mails: list[Mail] = field(default_factory=list)
    refused: list[tuple[datetime, str]] = field(default_factory=list)

    def login(self, _server, _session, _envelope, _way, given):
        return AuthResult(success=given == LoginPassword(LOGIN.encode(), PASSWORD.encode()), handled=False)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if reply := self.refusals.get(address):
            self.refused.append((self.clock(), address))
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server, _session, envelope):
        for recipient in envelope.rcpt_tos:
            self.mails.append(Mail(self.clock(), envelope.mail_from, recipient, envelope.content))
        return "250 2.0.0 Ok: queued"


@contextmanager
def serving(relay, folder):
    """The relay listens; ``folder / "ca.pem"`` is its authority."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    relay.starttls_port, relay.tls_port = _free_port(), _free_port()
    # aiosmtpd takes TLS from the first byte for no TLS, and warns of it
    warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    common = {"authenticator": relay.login, "auth_required": True, "hostname": "127.0.0.1"}
    controllers = [
        Controller(relay, **common, port=relay.starttls_port, tls_context=context, require_starttls=True),
        Controller(relay, **common, port=relay.tls_port, ssl_context=context, auth_require_tls=False),
    ]
    for each in controllers:
        each.start()
    try:
        yield relay
    finally:
        for each in controllers:
            each.stop()


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]
