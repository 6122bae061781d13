"""A mail that came back -> what it says of whom: bounces, complaints and wishes to leave.

In this order: what we put into the mail that came back says of whom it speaks; a delivery report (RFC 3464, RFC 6533),
then the formats that flufl.bounce knows say what; a feedback report (RFC 5965) is a complaint. A person's letter is
never a bounce, and answers of holiday programs say nothing.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from logging import getLogger
from quopri import decodestring

from flufl.bounce import all_failures

from digest.deliver.codes import judged, kind_of, status_in
from digest.deliver.leaving import asks_to_leave, author, is_automatic, is_vouched_for
from digest.deliver.relay import reply_text
from digest.models import BounceKind

getLogger("flufl.bounce").disabled = True  # it logs tracebacks of its own about what is no bounce

LONGEST_TEXT = 160
_TEXT = 20_000  # characters of a notice in which its reason is looked for
_ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
_DAEMONS = re.compile(r"\b(mailer-daemon|mail-?daemon|postmaster|mdaemon)\b", re.IGNORECASE)
_BOUNCE_TOKEN = r"[a-z2-7]{32}"  # noqa: S105 - its shape
_LINK_TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])")
_MESSAGE_TOKEN = re.compile(rb"<([a-z2-7]{32})(?:\.[0-9a-f]{12})?@")
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_TOKENS = 5  # Message-IDs of a report that are looked at: it returns one of our mails
_RETURNED_MAIL = re.compile(  # where a notice ends and what it returns begins
    r"^\W*(-{3,}.*\b(original|copy|returned|below|unsent|message)\b|(received|return-path|message-id|from|date): )",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a mail says of one reader, who is known by a token that we gave out, or by an address only.

    ``token`` was in the envelope, ``message_tokens`` in a Message-ID, ``link_token`` in a link to leave; nothing says
    yet that we made them. ``is_theirs``: the reader's own host vouches for their letter. ``of_ours``: it returns a mail
    from our address to that one, which anybody can write.
    """

    kind: BounceKind
    said: str
    address: str = ""
    token: str = ""
    link_token: str = ""
    message_tokens: tuple[str, ...] = ()
    is_theirs: bool = False
    of_ours: bool = False


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """Where bounces come back to, with ``+token`` before its @ or without, and where readers may write to leave.

    ``authserv_id`` is how the host that takes this mail in signs what it found out about a sender.
    """

    bounces: str = ""
    readers: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    authserv_id: str = ""


def read_returned(raw: bytes, own: OwnAddresses) -> tuple[Returned, ...]:
    """Empty for a mail that is none of our business. Never raises for what a mail holds."""
    mail = message_from_bytes(raw)
    arrived = _arrived_at(mail)
    token = _token(arrived, own.bounces)
    ids = tuple(dict.fromkeys(found.decode() for found in _MESSAGE_TOKEN.findall(raw)))[:_TOKENS]
    if _is_feedback(mail):
        return tuple(replace(each, message_tokens=ids) for each in _complaint(mail, own))
    if _is_automatic_answer(mail):
        return ()
    if not _is_report(mail):
        wish = tuple(_wish_to_leave(mail, own, token, arrived))
        if wish or not token:
            return wish
    found = tuple(_reported(mail)) or tuple(_recognised(mail)) or tuple(_unreadable(mail, token))
    to = _readers_of_ours(mail, own)
    return tuple(
        replace(each, token=token, message_tokens=ids, of_ours=each.address.casefold() in to)
        for each in (found[:1] if token else found)
    )


def date_of(raw: bytes) -> datetime | None:
    """When the mail says it was written; None where that is no date with a zone."""
    try:
        moment = parsedate_to_datetime(str(message_from_bytes(raw).get("Date", "")))
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else None


def _arrived_at(mail: Message) -> list[str]:
    values = [str(value) for name in _ARRIVED_AT for value in mail.get_all(name, [])]
    return [address.casefold() for _, address in getaddresses(values)]


def _token(addresses: list[str], bounces: str) -> str:
    local, _, domain = bounces.casefold().rpartition("@")
    ours = re.compile(rf"{re.escape(local)}\+({_BOUNCE_TOKEN})@{re.escape(domain)}")
    found = (ours.fullmatch(address) for address in addresses) if local else ()
    return next((match[1] for match in found if match), "")


def _reported(mail: Message) -> Iterator[Returned]:
    """The recipients' blocks of a delivery report that say that it failed: a delay is not the end."""
    for block in _blocks(mail):
        address = _report_address(block)
        if address and _action(block).startswith("failed"):
            said = _without(address, f"{block.get('status', '')} {_after_type(block.get('diagnostic-code', ''))}")
            yield Returned(kind_of(said) or judged(said), said, address)


def _parts(mail: Message) -> Iterator[Message]:
    """Its own parts, not those of a mail inside it."""
    yield mail
    payload = mail.get_payload()
    if mail.get_content_maintype() == "multipart" and isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part)


def _blocks(mail: Message) -> Iterator[dict[str, str]]:
    """The fields of each block of a delivery report, by their names in small letters.

    Python knows the blocks of RFC 3464; in those for addresses beyond ASCII all but the first are a text, which may be
    encoded.
    """
    for part in _parts(mail):
        payload = part.get_payload()
        if part.get_content_type() not in _STATUS or not isinstance(payload, list):
            continue
        for inner in (each for each in payload if isinstance(each, Message)):
            yield _named(inner)
            body = inner.get_payload(decode=True)
            text = _untransferred(body, part).decode("utf-8", "replace") if isinstance(body, bytes) else ""
            yield from map(_named, map(message_from_string, re.split(r"\n\s*\n", text.replace("\r\n", "\n"))))


def _named(block: Message) -> dict[str, str]:
    return {name.lower(): reply_text(_bytes(str(value))) for name, value in reversed(list(block.raw_items()))}


def _bytes(text: str) -> bytes:
    """Python keeps bytes beyond ASCII as surrogates."""
    return text.encode("utf-8", "surrogateescape")


def _untransferred(body: bytes, part: Message) -> bytes:
    way = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    try:
        return b64decode(body) if way == "base64" else decodestring(body) if way == "quoted-printable" else body
    except ValueError:
        return b""


def _action(block: Mapping[str, str]) -> str:
    return block.get("action", "").lower()


def _report_address(block: Mapping[str, str]) -> str:
    """That which we wrote to, where the report tells it from the one that it was forwarded to."""
    for name in ("original-recipient", "final-recipient"):
        address = _after_type(block.get(name, "")).strip("<> ")
        if "@" in address:
            return address
    return ""


def _after_type(value: object) -> str:
    """``rfc822; ana@example.org`` -> ``ana@example.org``."""
    first, found, rest = str(value).partition(";")
    return rest.strip() if found else first.strip()


def _recognised(mail: Message) -> Iterator[Returned]:
    """Those given up for good: what flufl.bounce finds to be for now is a delay or a holiday."""
    try:
        _, never = all_failures(mail)
    except Exception:  # its patterns meet what anybody may send; nothing recognised is the truth then
        return
    notice = _notice(mail)
    for address in sorted(each.decode("ascii", "replace") for each in never):
        said = status_in(notice) or "a bounce without a status"
        yield Returned(judged(notice), said, address)


def _unreadable(mail: Message, token: str) -> Iterator[Returned]:
    """What a token says whose it is, and nothing what it is: it stops nobody."""
    if token and _is_from_daemon(mail) and not _is_delay(mail):
        kind = judged(_notice(mail))
        yield Returned("refused" if kind == "hard" else kind, "a bounce in a form that is not known")


def _is_delay(mail: Message) -> bool:
    return any(_action(block).startswith(("delayed", "relayed", "delivered", "expanded")) for block in _blocks(mail))


def _notice(mail: Message) -> str:
    """The notice in words, without the returned mail."""
    text = next((_decoded(part) for part in _parts(mail) if part.get_content_type() == "text/plain"), "")
    end = _RETURNED_MAIL.search(text)
    return reply_text(text[: end.start()] if end and text[: end.start()].strip() else text[:_TEXT])


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return payload[:_TEXT].decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _is_feedback(mail: Message) -> bool:
    return any(part.get_content_type() == "message/feedback-report" for part in mail.walk())


def _complaint(mail: Message, own: OwnAddresses) -> Iterator[Returned]:
    """Hosts take addresses out of what they report, so the link to leave in the reported mail counts too."""
    report = next(_fields(part) for part in mail.walk() if part.get_content_type() == "message/feedback-report")
    kind = str(report.get("Feedback-Type", "")).strip().lower()
    if kind not in ("abuse", "fraud", "opt-out"):
        return
    reported = next((_fields(part) for part in mail.walk() if part.get_content_type() in _REPORTED), Message())
    from_ = [str(report.get("Original-Mail-From", "")).strip("<> "), str(reported.get("Return-Path", "")).strip("<> ")]
    link = _LINK_TOKEN.search(str(reported.get("List-Unsubscribe", "")))
    told = str(report.get("Original-Rcpt-To", "")) or str(reported.get("To", ""))
    yield Returned(
        "unsubscribe" if kind == "opt-out" else "complaint",
        f"{kind} report by {reply_text(str(report.get('User-Agent', 'a host')))}"[:LONGEST_TEXT],
        _address(_after_type(told)),
        _token([address.casefold() for address in from_], own.bounces),
        link.group() if link else "",
    )


_REPORTED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


def _fields(part: Message) -> Message:
    """A part's own fields, where they are: in the mail inside it, or in its text."""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    return message_from_bytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]


def _wish_to_leave(mail: Message, own: OwnAddresses, token: str, arrived: list[str]) -> Iterator[Returned]:
    """A token in the subject was put there by our own mail; a word needs a host that vouches for who wrote it."""
    ours = {address.casefold() for address in own.readers}
    if is_automatic(mail) or not (token or ours.intersection(arrived)):
        return
    link = _LINK_TOKEN.search(str(mail.get("Subject", "")))
    if link or asks_to_leave(mail):
        is_theirs = is_vouched_for(mail, own.authserv_id)
        yield Returned(
            "unsubscribe",
            "a letter that asks to leave",
            author(mail),
            token,
            link[0] if link else "",
            is_theirs=is_theirs,
        )


def _readers_of_ours(mail: Message, own: OwnAddresses) -> frozenset[str]:
    """To whom the mail that it returns was, if that was from us."""
    returned = next((_fields(part) for part in _parts(mail) if part.get_content_type() in _REPORTED), Message())
    if author(returned).casefold() not in map(str.casefold, own.senders):
        return frozenset()
    return frozenset(address.casefold() for _, address in getaddresses([_named(returned).get("to", "")]))


def _address(text: str) -> str:
    """The first address; some versions of Python find none at all where others find an empty one."""
    return next((address for _, address in getaddresses([text])), "")


def _is_automatic_answer(mail: Message) -> bool:
    """RFC 3834, and what holiday programs said before it. Some MTAs mark their bounces so too: not those."""
    automatic = str(mail.get("Auto-Submitted", "")).lower().startswith("auto-replied")
    older = any(name in mail for name in ("X-Autoreply", "X-Autorespond", "X-Vacation"))
    return (automatic or older) and not _is_from_daemon(mail)


def _is_report(mail: Message) -> bool:
    answered = str(mail.get("Auto-Submitted", "")).lower().startswith("auto-")
    return answered or mail.get_content_type() == "multipart/report" or _is_from_daemon(mail)


def _is_from_daemon(mail: Message) -> bool:
    return str(mail.get("Return-Path", "")).strip() == "<>" or bool(_DAEMONS.search(str(mail.get("From", ""))))


def _without(address: str, said: str) -> str:
    return re.sub(re.escape(address), "…", reply_text(said), flags=re.IGNORECASE)[:LONGEST_TEXT].strip()
