"""Mail -> a relay, a Maildir or a folder of .eml files: one mail at a time, each with what became of it."""

import os
import re
import secrets
import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Protocol

from digest.errors import ConfigError, DigestError, TemporaryError

MAILS_PER_CONNECTION = 100
LONGEST_TEXT = 200  # characters of a relay's reply
QUIT_TIMEOUT = 5  # seconds: all mail is settled by then

_ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # ASCII without blanks and <>: nothing that could end the command
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)

State = Literal["sent", "deferred", "failed"]
_STATES: dict[int, State] = {2: "sent", 4: "deferred", 5: "failed"}
Answer = tuple[int, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 60  # seconds without a byte from the relay
    ca_file: Path | None = None  # trusted beside the system's authorities

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Reply:
    """The last word on one mail: the SMTP code, 250 for a folder, and one printable line without the recipient."""

    state: State
    code: int
    text: str


class Unreachable(TemporaryError):
    """The relay takes no mail now."""


class Lost(Exception):
    """The connection died under one mail. ``after_dot``: the relay may hold it all, so it may be sent already."""

    def __init__(self, text: str, *, after_dot: bool) -> None:
        super().__init__(text)
        self.after_dot = after_dot


class Transport(Protocol):
    """Belongs to one thread."""

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        """Hand over one mail: an RFC 5322 message with CRLF line ends, to a bare address.

        ``before_dot`` is called once, just before the bytes that complete the mail leave, and not at all for a mail
        refused before that; what it raises is raised here, and the mail does not leave. Raises Lost; any DigestError
        (Unreachable, ConfigError, a folder's TemporaryError) means that the mail surely did not leave.
        """

    def close(self) -> None: ...


def open_smtp(relay: Relay) -> Transport:
    """Connect and log in. Raises Unreachable, and ConfigError where only a change of the configuration helps.

    The connection is made anew when it is lost, after a 421 and after 100 mails.
    """
    if relay.security == "none" and not _is_loopback(relay.host):
        raise ConfigError(
            f'{relay.name}: security = "none" would send mail in the clear over the network: set security ='
            ' "starttls" (port 587) or "tls" (port 465) under [delivery]; "none" is for localhost'
        )
    return _Smtp(relay)


def open_maildir(path: Path) -> Transport:
    with _folder_in_words(path):
        for name in ("cur", "new", "tmp"):
            (path / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    host = socket.gethostname().replace("/", r"\057").replace(":", r"\072")

    def place(_recipient: str, _message: bytes) -> tuple[Path, Path]:
        name = f"{int(time.time())}.R{secrets.token_hex(8)}.{host}"
        return path / "tmp" / name, path / "new" / name

    return _Folder(place)


def open_eml(path: Path) -> Transport:
    """One file per recipient and Message-ID: the same mail again replaces its file."""
    with _folder_in_words(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def place(recipient: str, message: bytes) -> tuple[Path, Path]:
        found = _MESSAGE_ID.search(message.partition(b"\r\n\r\n")[0])
        identity = found[1] if found else message
        name = sha256(recipient.encode() + b"\n" + identity).hexdigest()[:32]
        return path / f".{name}.tmp", path / f"{name}.eml"

    return _Folder(place)


class _Smtp:
    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        # made once: reading the system's authorities costs as much as 400 mails
        self._tls = None if relay.security == "none" else _tls_context(relay)
        self._smtp = _connect(relay, self._tls)
        self._mails = 0

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        if not _ADDRESS.fullmatch(recipient):
            return Reply("failed", 553, "not an address that mail can be sent to")
        if not _ADDRESS.fullmatch(sender):
            raise ConfigError(f"mail cannot be sent from {sender!r}: write from like news@example.org")
        smtp = self._connected()
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < len(message):
            return Reply("failed", 552, f"the mail has {len(message)} bytes, and the relay takes at most {limit}")
        self._mails += 1
        try:
            with self._losing(after_dot=False):
                if refusal := self._envelope(sender, recipient, len(message)):
                    return refusal
                # LF, not CRLF: nor may a stray line feed make a line of its own that ends the mail for some relays
                stuffed = message.replace(b"\n.", b"\n..")
                smtp.send(b"." + stuffed if stuffed.startswith(b".") else stuffed)
            before_dot()
            with self._losing(after_dot=False):  # a send that fails has not taken the last byte
                smtp.send(b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n")
            with self._losing(after_dot=True):
                return self._reply(smtp.getreply(), recipient)
        except BaseException:
            smtp.close()  # without QUIT: the relay would take it for a line of the mail
            raise

    def close(self) -> None:
        with suppress(OSError):
            if self._smtp.sock:
                self._smtp.sock.settimeout(QUIT_TIMEOUT)
                self._smtp.quit()
        self._smtp.close()

    def _connected(self) -> smtplib.SMTP:
        if self._mails >= MAILS_PER_CONNECTION:
            self.close()
        if self._smtp.sock is None:
            self._smtp = _connect(self._relay, self._tls, self._smtp.local_hostname)
            self._mails = 0
        return self._smtp

    @contextmanager
    def _losing(self, *, after_dot: bool) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = "after" if after_dot else "before"
            raise Lost(f"{self._relay.name}: lost {where} the mail's end ({error})", after_dot=after_dot) from error

    def _envelope(self, sender: str, recipient: str, size: int) -> Reply | None:
        """Everything before the mail itself; the reply where the relay refuses it."""
        size_option = f" SIZE={size}" if self._smtp.has_extn("size") else ""
        answers = self._answers(f"MAIL FROM:<{sender}>{size_option}", f"RCPT TO:<{recipient}>", "DATA")
        answer = next(answers)
        if answer[0] // 100 != 2:
            self._check_sender_refusal(sender, answer)
        elif (answer := next(answers))[0] // 100 == 2:
            answer = next(answers)
            if answer[0] == 354:
                return None
        refusal = self._reply(answer, recipient)
        if refusal.state == "sent":
            raise smtplib.SMTPServerDisconnected(f"DATA answered with {refusal.code}")
        self._abandon(answers)
        return refusal

    def _answers(self, *commands: str) -> Iterator[Answer]:
        """Each command's answer; all commands leave at once where the relay takes that (RFC 2920)."""
        pipelined = self._smtp.has_extn("pipelining")
        if pipelined:
            self._smtp.send("".join(f"{command}\r\n" for command in commands))
        for command in commands:
            if not pipelined:
                self._smtp.putcmd(command)
            yield self._smtp.getreply()

    def _abandon(self, answers: Iterator[Answer]) -> None:
        """After a refusal: make the connection fit for the next mail, or close it. The refusal stands either way."""
        smtp = self._smtp
        with suppress(OSError):
            if smtp.sock and smtp.has_extn("pipelining"):
                for code, _ in answers:
                    if code == 354:  # DATA without a recipient: RFC 2920 §3.1 wants a lone dot, which is refused
                        smtp.send(b".\r\n")
                        smtp.getreply()
            if smtp.sock and smtp.rset()[0] == 250:
                return
        smtp.close()

    def _check_sender_refusal(self, sender: str, answer: Answer) -> None:
        """Raises unless the answer is about this mail: its size, or a connection that served long enough."""
        code, text = answer[0], _one_line(answer[1])
        if code in (421, 552) or code // 100 not in _STATES:
            return
        refused = f"{self._relay.name}: the relay refuses mail from {sender} ({code} {text})"
        if code // 100 == 4:
            raise Unreachable(f"{refused}: try again later")
        raise ConfigError(
            f"{refused}: set from under [newsletter] to an address that it sends for,"
            " or username under [delivery] to one that may use this address"
        )

    def _reply(self, answer: Answer, recipient: str) -> Reply:
        code, text = answer[0], _one_line(answer[1])
        if code // 100 not in _STATES:
            raise smtplib.SMTPServerDisconnected(f"the relay's answer makes no sense: {code} {text[:80]}")
        if code == 421:
            self._smtp.close()
        return Reply(_STATES[code // 100], code, _without(recipient, text)[:LONGEST_TEXT])


def _connect(relay: Relay, tls: ssl.SSLContext | None, own_name: str | None = None) -> smtplib.SMTP:
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
    if not (username + password).isascii():  # smtplib's UnicodeEncodeError would hold the password
        raise ConfigError(f"{relay.name}: username and password can hold ASCII letters only: set another password")
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
    text = _one_line(error.smtp_error)
    said = f"({error.smtp_code} {text.replace(relay.password, '…') if relay.password else text})"
    if error.smtp_code // 100 != 5:
        return Unreachable(f"{relay.name}: the relay does not serve now {said}: try again later, or {_PORTS}")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return ConfigError(
            f"{relay.name}: the relay refuses the login of {relay.username} {said}: check username and password"
            " under [delivery]; some providers want a password made for programs"
        )
    return ConfigError(f"{relay.name}: the relay refuses this computer {said}: ask who runs it, or {_PORTS}")


def _tls_context(relay: Relay) -> ssl.SSLContext:
    context = ssl.create_default_context()
    try:
        if relay.ca_file:
            context.load_verify_locations(relay.ca_file)
    except OSError as error:
        reason = error.strerror or error
        raise ConfigError(f"{relay.ca_file}: cannot be used as ca_file ({reason}): name a PEM file") from error
    return context


def _is_loopback(host: str) -> bool:
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _one_line(said: bytes | str) -> str:
    text = said if isinstance(said, str) else said.decode(errors="replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _without(recipient: str, text: str) -> str:
    local, _, domain = recipient.rpartition("@")
    if domain.lower() not in text.lower():  # a pattern of its own for every mail would cost more than the mail
        return text
    return re.sub(rf"<?{re.escape(local)}(@|=|%40){re.escape(domain)}>?", "<…>", text, flags=re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Folder:
    place: Callable[[str, bytes], tuple[Path, Path]]  # recipient, message -> temporary file, final file

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        temporary, final = self.place(recipient, message)
        try:
            with _folder_in_words(temporary.parent), temporary.open("wb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            before_dot()
            with _folder_in_words(final.parent):
                temporary.replace(final)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        return Reply("sent", 250, f"written as {final.name}")

    def close(self) -> None:
        pass


@contextmanager
def _folder_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TemporaryError(
            f"{path}: mail cannot be written ({error.strerror}): check the folder, its permissions and the free space"
        ) from error
