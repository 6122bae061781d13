"""Issue -> the mail as it goes out."""

import re
from base64 import b64encode
from binascii import b2a_qp
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256
from html import unescape
from textwrap import wrap

from digest.errors import ConfigError
from digest.models import Issue
from digest.text.printable import one_line

SUBJECT_LENGTH = 120

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_MAILBOX = re.compile(r"(?:(?P<name>.*?)\s*<(?P<named>[^<>]*)>|(?P<bare>[^<>]*))", re.DOTALL)
_ATOMS = r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOMS}@(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*", re.ASCII)
_PLAIN_NAME = re.compile(r"[\w ,.'&()-]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHeaders:
    """What makes a mail one of a list: RFC 2369 and RFC 2919, and RFC 8058 where ``one_click`` says so.

    ``placeholder`` stands in ``unsubscribe`` (an https URL) and in the issue where each reader's token goes; empty
    where all readers share one URL.
    """

    list_id: str
    unsubscribe: str
    mailto: str = ""
    one_click: bool = False
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Mailing:
    """An issue serialised once. ``pieces`` are bytes as they go out, and slices of the reader's token."""

    issue: Issue
    sender_address: str
    sender_header: bytes
    pieces: tuple[bytes | slice, ...]

    def for_reader(self, address: str, token: str = "", name: str = "", identity: str = "") -> bytes:
        """The mail to one address, whose domain is as DNS writes it. ``identity`` stands in its Message-ID, by which a
        report about it is known; the rest of that is made of what the mail says: a restored database counts anew."""
        said = _hex(
            self.issue.newsletter, str(self.issue.number), self.issue.slot.isoformat(), self.issue.sha256, address
        )
        identity = f"{identity}.{said[:12]}" if identity else said
        domain = self.sender_address.rpartition("@")[2]
        to = _from_or_to("To", one_line(name), address)
        own = f"To: {to}\r\nMessage-ID: <{identity}@{domain}>\r\n".encode()  # RFC 6532 where the address needs it
        code = token.encode("ascii")
        return b"".join(
            (self.sender_header, own, *(piece if isinstance(piece, bytes) else code[piece] for piece in self.pieces))
        )


def message(issue: Issue, *, sender: str, to: str) -> bytes:
    """The issue as one mail that belongs to no list; the same arguments give the same bytes.

    ``sender`` and ``to`` are ``name@example.org`` or ``Name <name@example.org>``. Raises ConfigError.
    """
    name, address = mailbox(to, "recipient")
    return prepare(issue, sender=sender).for_reader(address, name=name)


def prepare(
    issue: Issue, *, sender: str, reply_to: str = "", of_list: ListHeaders | None = None, mark: str = ""
) -> Mailing:
    """The issue's text and HTML renditions as RFC 5322 messages that differ in reader and token only.

    ``sender`` is ``name@example.org`` or ``Name <name@example.org>``; without a name the newsletter's signs.
    ``reply_to`` is written so too; without one, answers go to the sender. The
    subject is the title of the HTML page, so that approving a page approves it too; ``mark`` goes before it.
    Raises ConfigError where either is not an address.
    """
    name, address = mailbox(sender, "sender")
    answers = _from_or_to("Reply-To", *mailbox(reply_to, "address for answers")) if reply_to else ""
    bodies = {rendition.format: rendition.body for rendition in issue.renditions}
    boundary = "=_" + _hex(bodies["text"], bodies["html"])
    headers = (
        *((("Reply-To", answers),) if answers else ()),
        ("Subject", _folded("Subject", mark + _subject(issue, bodies["html"]))),
        ("Date", format_datetime(issue.slot)),
        ("MIME-Version", "1.0"),
        ("Auto-Submitted", "auto-generated"),
        ("Precedence", "bulk"),
        *(_list_headers(issue, of_list) if of_list else ()),
        ("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
    )
    lines = [f"{key}: {value}" for key, value in headers]
    parts = [_part("plain", bodies["text"]), _part("html", bodies["html"])]
    body = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    rest = ("\r\n".join(lines) + f"\r\n\r\n{body}--{boundary}--\r\n").encode("ascii")
    sender_header = f"From: {_from_or_to('From', name or one_line(issue.name), address)}\r\n".encode("ascii")
    return Mailing(issue, address, sender_header, _pieces(rest, of_list.placeholder if of_list else ""))


def _list_headers(issue: Issue, of_list: ListHeaders) -> Iterator[tuple[str, str]]:
    """Written by hand: the standard library would fold long URLs into encoded words, and one-click would die."""
    ways = [f"<{way}>" for way in (of_list.unsubscribe, of_list.mailto) if way]
    yield "List-Id", f"{_from_or_to('List-Id', one_line(issue.name), of_list.list_id)}"
    if ways:
        yield "List-Unsubscribe", ",\r\n ".join(ways)
    if of_list.one_click:
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "Feedback-ID", f"{issue.number}:{issue.newsletter}:issue:{issue.newsletter[:15].strip('-')}"


def _pieces(mail: bytes, placeholder: str) -> tuple[bytes | slice, ...]:
    """The mail cut where the placeholder stands, also where a soft line break of quoted-printable runs through it."""
    if not placeholder:
        return (mail,)
    pieces: list[bytes | slice] = []
    position = 0
    for found in re.finditer("(?:=\r\n)?".join(map(re.escape, placeholder)).encode("ascii"), mail):
        pieces.append(mail[position : found.start()])
        begin = 0
        for part in found.group().split(b"=\r\n"):
            pieces += [slice(begin, begin + len(part)), b"=\r\n"]
            begin += len(part)
        pieces.pop()
        position = found.end()
    return (*pieces, mail[position:])


def _part(subtype: str, body: str) -> str:
    """Quoted-printable because mail allows no line over 998 bytes, and an issue has such lines."""
    encoded = b2a_qp(body.replace("\r\n", "\n").encode(), istext=True).decode("ascii").replace("\n", "\r\n")
    kind = f'Content-Type: text/{subtype}; charset="utf-8"'
    return f"{kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}"


def _subject(issue: Issue, html: str) -> str:
    found = _TITLE.search(html)
    title = one_line(unescape(found[1])) if found else ""
    return _shortened(title or one_line(f"{issue.name} {issue.number}"), SUBJECT_LENGTH)


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    words = kept.rpartition(" ")[0] if " " in kept[length // 2 :] and text[length - 1] != " " else kept
    return words.rstrip(" ,;:-–—") + "…"


def mailbox(value: str, what: str) -> tuple[str, str]:
    """(name or "", address), with the domain as DNS writes it. Raises ConfigError that calls the value ``what``."""
    found = _MAILBOX.fullmatch(value.strip())
    written = (found["named"] or found["bare"] or "") if found else ""
    local, _, domain = written.rpartition("@")
    address = f"{local}@{_ascii_domain(domain)}"
    if not found or one_line(value) != value.strip() or not _ADDRESS.fullmatch(address):
        example = "write it as name@example.org or Name <name@example.org>"
        raise ConfigError(f"the {what} {one_line(value)!r} is not an e-mail address; {example}")
    name = (found["name"] or "").strip()
    quoted = re.fullmatch(r'"(.*)"', name)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else name, address


def _ascii_domain(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _from_or_to(header: str, name: str, address: str) -> str:
    if not name:
        return address
    plain = _PLAIN_NAME.fullmatch(name)
    phrase = f'"{name}"' if plain else _encoded(name)
    last_line = f"{header}: {phrase}".rpartition("\r\n")[2]
    return f"{phrase} <{address}>" if len(last_line) + len(address) < 75 else f"{phrase}\r\n <{address}>"


def _folded(header: str, text: str) -> str:
    """Plain words in short lines where they can be, else encoded: also words that look like encoded ones."""
    if not text.isascii() or "=?" in text or max(map(len, text.split()), default=0) > 60:
        return _encoded(text)
    lines = wrap(f"{header}: {text}", 76, break_long_words=False, break_on_hyphens=False)
    return "\r\n ".join(lines).removeprefix(f"{header}: ")


def _encoded(text: str) -> str:
    """RFC 2047: words of at most 75 characters, none of which ends inside a character; here of 64."""
    pieces = [""]
    for character in text:
        if len((pieces[-1] + character).encode()) > 39:
            pieces.append("")
        pieces[-1] += character
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece.encode()).decode()}?=" for piece in pieces)


def _hex(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:32]
