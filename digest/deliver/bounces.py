"""A mail that came back -> what it says of whom: bounces, complaints and wishes to leave.

In this order: the token in its envelope says of whom it speaks; a delivery report (RFC 3464), then the formats that
flufl.bounce knows say what; a feedback report (RFC 5965) is a complaint. Answers of holiday programs say nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Literal

from flufl.bounce import all_failures

from digest.deliver.relay import one_line
from digest.deliver.status import kind_of, says_full, status_in

BounceKind = Literal["hard", "soft", "policy", "complaint", "unsubscribe"]

LONGEST_TEXT = 160
_TEXT = 20_000  # characters of a notice in which its reason is looked for
_ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
_DAEMONS = re.compile(r"\b(mailer-daemon|mail-?daemon|postmaster|mdaemon)\b", re.IGNORECASE)
_BOUNCE_TOKEN = r"[a-z2-7]{32}"  # noqa: S105 - its shape
_LINK_TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Returned:
    """What a mail says of one reader, who is known by a token that we gave out, or by an address only.

    ``token`` was in the envelope, ``link_token`` in a link to leave; nothing says yet that we made them.
    """

    kind: BounceKind
    said: str
    address: str = ""
    token: str = ""
    link_token: str = ""


@dataclass(frozen=True, slots=True)
class OwnAddresses:
    """Where bounces come back to, with ``+token`` before its @ or without, and where readers write to leave."""

    bounces: str = ""
    unsubscribe: str = ""


def read_returned(raw: bytes, own: OwnAddresses) -> tuple[Returned, ...]:
    """Empty for a mail that is none of our business. Never raises for what a mail holds."""
    mail = message_from_bytes(raw)
    token = _token(_arrived_at(mail), own.bounces)
    if _is_feedback(mail):
        return tuple(_complaint(mail, own))
    if own.unsubscribe and own.unsubscribe.casefold() in _arrived_at(mail):
        return tuple(_wish_to_leave(mail))
    if _is_automatic_answer(mail):
        return ()
    found = tuple(_reported(mail)) or tuple(_recognised(mail))
    if not token:
        return found
    if found:
        return (Returned(found[0].kind, found[0].said, token=token),)
    if _is_from_daemon(mail):
        return (Returned("soft", "a bounce in a form that is not known", token=token),)
    return ()


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
    """The recipients' blocks of a delivery report."""
    for part in mail.walk():
        blocks = part.get_payload()
        if part.get_content_type() != "message/delivery-status" or not isinstance(blocks, list):
            continue
        for block in (each for each in blocks if isinstance(each, Message)):
            action = str(block.get("Action", "")).strip().lower()
            address = _report_address(block)
            if not address or not action.startswith(("failed", "delayed")):
                continue
            said = one_line(f"{block.get('Status', '')} {_after_type(block.get('Diagnostic-Code', ''))}")
            kind = "soft" if action.startswith("delayed") else kind_of(said) or "hard"
            yield Returned(kind, _without(address, said), address)


def _report_address(block: Message) -> str:
    """That which we wrote to, where the report tells it from the one that it was forwarded to."""
    for name in ("Original-Recipient", "Final-Recipient"):
        address = _after_type(block.get(name, "")).strip("<> ")
        if "@" in address:
            return address
    return ""


def _after_type(value: object) -> str:
    """``rfc822; ana@example.org`` -> ``ana@example.org``."""
    first, found, rest = str(value).partition(";")
    return rest.strip() if found else first.strip()


def _recognised(mail: Message) -> Iterator[Returned]:
    try:
        later, never = all_failures(mail)
    except Exception:  # its patterns meet what anybody may send; nothing recognised is the truth then
        return
    text = _text(mail)
    status = status_in(text)
    reason = kind_of(status) if status else None
    lasting = "soft" if says_full(text) or reason == "soft" else reason or "hard"
    for addresses, kind in ((never, lasting), (later - never, "soft")):
        for address in sorted(each.decode("ascii", "replace") for each in addresses):
            yield Returned(kind, _without(address, status or "a bounce without a status"), address)


def _text(mail: Message) -> str:
    """The notice in words, without the returned mail."""
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True)
            return payload[:_TEXT].decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return ""


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
        f"{kind} report by {one_line(str(report.get('User-Agent', 'a host')))}"[:LONGEST_TEXT],
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


def _wish_to_leave(mail: Message) -> Iterator[Returned]:
    """The token in the subject was put there by our own mail; the address alone may be anybody's claim, as always."""
    if _is_automatic_answer(mail) or _is_from_daemon(mail):
        return
    token = _LINK_TOKEN.search(str(mail.get("Subject", "")))
    address = _address(str(mail.get("From", "")))
    yield Returned("unsubscribe", "mail to the address for leaving", address, link_token=token.group() if token else "")


def _address(text: str) -> str:
    """The first address; some versions of Python find none at all where others find an empty one."""
    return next((address for _, address in getaddresses([text])), "")


def _is_automatic_answer(mail: Message) -> bool:
    """RFC 3834, and what holiday programs said before it. Some MTAs mark their bounces so too: not those."""
    automatic = str(mail.get("Auto-Submitted", "")).lower().startswith("auto-replied")
    older = any(name in mail for name in ("X-Autoreply", "X-Autorespond", "X-Vacation"))
    return (automatic or older) and not _is_from_daemon(mail)


def _is_from_daemon(mail: Message) -> bool:
    return str(mail.get("Return-Path", "")).strip() == "<>" or bool(_DAEMONS.search(str(mail.get("From", ""))))


def _without(address: str, said: str) -> str:
    return re.sub(re.escape(address), "…", one_line(said), flags=re.IGNORECASE)[:LONGEST_TEXT].strip()
