"""A connection to a relay: TLS and login, and what goes wrong with them in words."""

import re
import smtplib
import socket
import ssl
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from digest.deliver.transports import Unreachable
from digest.errors import ConfigError, DigestError
from digest.text.hosts import is_loopback
from digest.text.printable import squeezed

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    host: str
    port: int
    security: Security
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 60  # seconds without a byte from the relay
    ca_file: Path | None = None  # trusted beside the system's authorities

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


def usable(relay: Relay) -> ssl.SSLContext | None:
    """What to connect with: None is for no TLS, on this computer only. Raises ConfigError where no connection may be
    tried at all."""
    if relay.security == "none" and not is_loopback(relay.host):
        raise ConfigError(
            f'{relay.name}: security = "none" would send mail in the clear over the network: set security ='
            ' "starttls" (port 587) or "tls" (port 465) under [delivery]; "none" is for localhost'
        )
    if not f"{relay.username}{relay.password}".isascii():  # smtplib's UnicodeEncodeError would hold the password
        raise ConfigError(f"{relay.name}: username and password can hold ASCII letters only: set another password")
    # for all connections: reading the system's authorities costs as much as 400 mails
    return None if relay.security == "none" else tls_context(relay)


def connect(relay: Relay, tls: ssl.SSLContext | None, own_name: str | None = None) -> smtplib.SMTP:
    """``own_name`` saves a reconnecting transport the DNS query for this computer's name."""
    try:
        smtp = (
            smtplib.SMTP_SSL(relay.host, relay.port, own_name, timeout=relay.timeout, context=tls)
            if relay.security == "tls"
            else smtplib.SMTP(relay.host, relay.port, own_name, timeout=relay.timeout)
        )
        try:
            _begin(smtp, relay, tls)
        except BaseException:
            smtp.close()
            raise
    except OSError as error:
        raise _in_words(error, relay) from error
    except ValueError as error:  # a host that no DNS name can be, a login challenge that is not base64
        raise ConfigError(f"{relay.name}: no relay ({error}): check host and port under [delivery]") from error
    return smtp


def _begin(smtp: smtplib.SMTP, relay: Relay, tls: ssl.SSLContext | None) -> None:
    assert smtp.sock is not None
    # else Nagle's algorithm holds the final dot back until a delayed ACK: 40 ms a mail
    smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if relay.security == "starttls":
        smtp.starttls(context=tls)  # without a context it would trust any certificate
    smtp.ehlo_or_helo_if_needed()
    if relay.username:
        _log_in(smtp, relay, relay.username, relay.password or "")


def _log_in(smtp: smtplib.SMTP, relay: Relay, username: str, password: str) -> None:
    """Not smtplib's login: that sends a refused password again in every other way, and begins with CRAM-MD5."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    way = next((way for way in ("PLAIN", "LOGIN", "CRAM-MD5") if way in offered), None)
    if way is None:
        raise ConfigError(
            f"{relay.name}: the relay offers no login with a password: remove username under [delivery], or name the"
            " port for submission, mostly 587 or 465"
        )
    smtp.user, smtp.password = username, password
    smtp.auth(way, getattr(smtp, f"auth_{way.lower().replace('-', '_')}"))


_PORTS = 'check port and security under [delivery]: "starttls" goes with port 587, "tls" with 465'
_CERTIFICATE = {  # by OpenSSL's X509_V_ERR_*
    9: "is not valid yet: check this computer's clock",
    10: "has expired: have it renewed, or check this computer's clock",
    62: "is for another host: name the host that it is for under [delivery]",
    64: "is for another host: name the host that it is for under [delivery]",
}


def _in_words(error: OSError, relay: Relay) -> DigestError:
    at = relay.name
    match error:
        case ssl.SSLCertVerificationError():
            untrusted = f"is not trusted ({error.verify_message}): name its authority's PEM file as ca_file"
            told = _CERTIFICATE.get(error.verify_code, untrusted)
            return ConfigError(f"{at}: the relay's certificate {told}; nothing was sent")
        case ssl.SSLError():
            return Unreachable(f"{at}: TLS failed ({error.reason or error}): {_PORTS}")
        case smtplib.SMTPNotSupportedError():
            return ConfigError(
                f"{at}: the relay offers no STARTTLS, and mail is not sent in the clear; nothing was sent:"
                ' set security = "tls" and port = 465 under [delivery], or have STARTTLS switched on'
                + ('; to this computer itself security = "none" is allowed' if is_loopback(relay.host) else "")
            )
        case smtplib.SMTPResponseException():
            return _refusal_in_words(error, relay)
        case smtplib.SMTPException():
            return Unreachable(f"{at}: no SMTP conversation ({error}): try again later, or {_PORTS}")
        case socket.gaierror():
            return Unreachable(f"{at}: the host is not found ({error.strerror}): check host and the network")
        case TimeoutError():
            return Unreachable(f"{at}: no answer within {relay.timeout:g} s: check host, port and the network")
    return Unreachable(f"{at}: no connection ({error.strerror or error}): check host, port and the relay")


def _refusal_in_words(error: smtplib.SMTPResponseException, relay: Relay) -> DigestError:
    text = reply_text(error.smtp_error)
    said = f"({error.smtp_code} {_without_secrets(text, relay)})"
    if error.smtp_code // 100 != 5:
        return Unreachable(f"{relay.name}: the relay does not serve now {said}: try again later, or {_PORTS}")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return ConfigError(
            f"{relay.name}: the relay refuses the login of {relay.username} {said}: check username and password"
            " under [delivery]; some providers want a password made for programs"
        )
    return ConfigError(f"{relay.name}: the relay refuses this computer {said}: ask who runs it, or {_PORTS}")


_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}")


def _without_secrets(said: str, relay: Relay) -> str:
    """A relay may repeat what it was told: the password, or in Base64 a login that holds it."""
    if not relay.password:
        return said
    secret = relay.password.encode()
    kept = said.replace(relay.password, "…")
    return _BASE64.sub(lambda found: "…" if secret in _decoded(found[0]) else found[0], kept)


def _decoded(word: str) -> bytes:
    try:
        return b64decode(word + "=" * (-len(word) % 4))
    except ValueError:
        return b""


def tls_context(relay: Relay) -> ssl.SSLContext:
    context = ssl.create_default_context()
    try:
        if relay.ca_file:
            context.load_verify_locations(relay.ca_file)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(f"{relay.ca_file}: cannot be used as ca_file ({reason}): name a PEM file") from error
    return context


def reply_text(said: bytes | str) -> str:
    """What a relay or a mail says, as it may be shown."""
    return squeezed(said if isinstance(said, str) else said.decode(errors="replace"))
