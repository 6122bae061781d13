"""Mail -> a relay, by SMTP."""

import re
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from digest.deliver.relay import Relay, connect, reply_text, usable
from digest.deliver.transports import Lost, Reply, State, Transport, Unreachable
from digest.errors import ConfigError
from digest.text.counting import plural

MAILS_PER_CONNECTION = 100
LONGEST_TEXT = 200  # characters of a relay's reply
QUIT_TIMEOUT = 5  # seconds: all mail is settled by then

_ADDRESS = re.compile(r"[!-;=?-~\u00a1-\U0010ffff]+@[!-;=?-~]+")  # no blanks and <>: nothing that could end the command
_STATES: dict[int, State] = {2: "sent", 4: "deferred", 5: "failed"}
Answer = tuple[int, bytes]


def open_smtp(relay: Relay) -> Transport:
    """Connect and log in. Raises Unreachable, and ConfigError where only a change of the configuration helps.

    The connection is made anew when it is lost, after a 421 and after 100 mails.
    """
    return _Smtp(relay)


class _Smtp:
    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._tls = usable(relay)
        self._smtp = connect(relay, self._tls)
        self._mails = 0

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        if not (_ADDRESS.fullmatch(recipient) and recipient.isprintable()):
            return Reply("failed", 553, "not an address that mail can be sent to")
        if not _ADDRESS.fullmatch(sender):
            raise ConfigError(f"mail cannot be sent from {sender!r}: write from like news@example.org")
        smtp = self._connected()
        if not recipient.isascii() and not smtp.has_extn("smtputf8"):
            return Reply("failed", 553, "the address has letters beyond ASCII before its @, and the relay no SMTPUTF8")
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < len(message):
            return Reply(
                "failed", 552, f"the mail has {plural(len(message), 'byte')}, and the relay takes at most {limit}"
            )
        self._mails += 1
        try:
            with self._losing(after_dot=False):
                if refusal := self._envelope(sender, recipient, len(message)):
                    return refusal
            data = _stuffed(message)
            before_dot()
            # in one piece: a dot sent by itself costs a third more CPU and time. A send that fails has not taken the
            # last byte, so the dot was not seen
            with self._losing(after_dot=False):
                smtp.send(data)
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
            self._smtp = connect(self._relay, self._tls, self._smtp.local_hostname)
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
        utf8_option = "" if recipient.isascii() else " BODY=8BITMIME SMTPUTF8"  # RFC 6531
        mail = f"MAIL FROM:<{sender}>{size_option}{utf8_option}"
        answers = self._answers(mail, f"RCPT TO:<{recipient}>", "DATA")
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
            self._smtp.send("".join(f"{command}\r\n" for command in commands).encode())
        for command in commands:
            if not pipelined:
                self._smtp.send(f"{command}\r\n".encode())
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
        code, text = answer[0], reply_text(answer[1])
        if code in (421, 552) or code // 100 not in _STATES:
            return
        refused = f"{self._relay.name}: the relay refuses mail from {sender} ({code} {text})"
        if code // 100 == 4:
            raise Unreachable(f"{refused}: try again later")
        raise ConfigError(
            f"{refused}: set from under [newsletter] or address under [bounces] to one that it sends for,"
            " or username under [delivery] to one that may use this address"
        )

    def _reply(self, answer: Answer, recipient: str) -> Reply:
        code, text = answer[0], reply_text(answer[1])
        if code // 100 not in _STATES:
            raise smtplib.SMTPServerDisconnected(f"the relay's answer makes no sense: {code} {text[:80]}")
        if code == 421:
            self._smtp.close()
        return Reply(_STATES[code // 100], code, _without(recipient, text)[:LONGEST_TEXT])


def _stuffed(message: bytes) -> bytes:
    """The message as DATA wants it, with its final dot (RFC 5321 §4.5.2).

    Also a line that begins after a stray LF is stuffed: some relays would take its lone dot for the end.
    """
    begin = b"." if message.startswith(b".") else b""
    end = b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
    return b"".join((begin, message.replace(b"\n.", b"\n.."), end))


def _without(recipient: str, text: str) -> str:
    local, _, domain = recipient.rpartition("@")
    if domain.lower() not in text.lower():  # a pattern of its own for every mail would cost more than the mail
        return text
    return re.sub(rf"<?{re.escape(local)}(@|=|%40){re.escape(domain)}>?", "<…>", text, flags=re.IGNORECASE)
