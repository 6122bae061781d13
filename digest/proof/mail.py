"""The message: headers and sizes that mailbox providers ask for (RFC 5321, 5322, 2369, 8058; Gmail's sender rules)."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr

from digest.proof.finding import Finding
from digest.text.counting import plural

HEAVY, CLIPPED = 80 * 1024, 102 * 1024  # bytes of HTML; above the second Gmail shows no more
_ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version")
_PROVIDERS = (
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
    "gmx.de",
    "web.de",
)
_LONGEST_LINE = 998  # octets, RFC 5322 section 2.1.1


def mail_findings(mail: bytes, *, of_list: bool, own_mailbox: bool) -> Iterator[Finding]:
    head = mail.partition(b"\r\n\r\n")[0]
    parsed = message_from_bytes(mail)
    if b"\n" in mail.replace(b"\r\n", b"") or max(map(len, mail.split(b"\r\n"))) > _LONGEST_LINE:
        yield _error("lines do not end as mail's do, or are longer than 998 bytes", "report this as a bug")
    if not head.isascii():
        yield _error("a header holds other letters than ASCII", "report this as a bug")
    for name in _ONCE:
        if (count := len(parsed.get_all(name, []))) != 1:
            yield _error(
                f"header {name} stands {plural(count, 'time')} instead of once", "see `from` and `to` in digest.toml"
            )
    domain = parseaddr(parsed.get("From", ""))[1].rpartition("@")[2].lower()
    if domain in _PROVIDERS and not own_mailbox:
        what = f"the sender's domain {domain} is a mailbox provider's, which refuses mail in its name from elsewhere"
        mend = "set `from` in [newsletter] to an address at a domain of your own, or mail through the provider's relay:"
        yield _error(what, f"{mend} its host and, as username, the address of `from` in [delivery]")
    if of_list:
        yield from _ways_out(parsed)
    yield from _weight(parsed)


def _ways_out(parsed: Message) -> Iterator[Finding]:
    ways = re.sub(r"\s", "", parsed.get("List-Unsubscribe", ""))
    if "<https://" not in ways and "<http://localhost" not in ways and "<http://127.0.0.1" not in ways:
        yield _error("no way to unsubscribe by https in the header", "set public_url in [web], or unsubscribe_url")
    elif "List-Unsubscribe-Post" not in parsed:
        what = "mail programs are offered no one-click unsubscribing, which Gmail and Yahoo ask of lists"
        yield Finding("warning", "headers", what, "set public_url in [web], or unsubscribe_one_click in [newsletter]")


def _weight(parsed: Message) -> Iterator[Finding]:
    size = max((len(_body(part)) for part in parsed.walk() if part.get_content_type() == "text/html"), default=0)
    mend = "lower `stories` or `brief` in [issue], or `sentences` in [summary]"
    if size > CLIPPED:
        yield Finding("error", "weight", f"{size // 1024} KB of HTML: Gmail cuts it off after 102 KB", mend)
    elif size > HEAVY:
        yield Finding("warning", "weight", f"{size // 1024} KB of HTML: near the 102 KB at which Gmail cuts", mend)


def _body(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body


def _error(what: str, mend: str) -> Finding:
    return Finding("error", "headers", what, mend)
