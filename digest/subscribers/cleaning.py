"""What people and files say of a subscriber, made fit to be stored, mailed and printed.

Addresses are personal data: no message holds more of one than ``masked`` shows.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_bytes

from digest.errors import InputError
from digest.models import Subscriber, Subscription
from digest.store.subscribers import Listed

COLUMNS = (
    "address",
    "name",
    "language",
    "topics",
    "consented_at",
    "consented_how",
    "ended_at",
    "ended_how",
    "suppressed",
)

_LONGEST_ADDRESS, _LONGEST_LOCAL_PART = 254, 64  # RFC 5321, 4.5.3.1, and its erratum 1690
_LONGEST_NAME, _LONGEST_TEXT = 100, 200
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_NOT = ("no", "false", "0")


def clean_address(text: str) -> str:
    """The address as it is mailed and stored: its domain as DNS writes it, letters beyond ASCII only before its @.

    Raises InputError.
    """
    from email_validator import EmailNotValidError, validate_email

    address = text.strip()
    local_part = address.rpartition("@")[0]
    if len(address) > _LONGEST_ADDRESS or len(local_part.encode(errors="replace")) > _LONGEST_LOCAL_PART:
        raise InputError("the address is too long")
    try:
        valid = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        raise InputError(f"the address cannot be used: {error}") from error
    return valid.ascii_email or f"{valid.local_part}@{valid.ascii_domain}"


def address_key(address: str) -> bytes:
    """SHA-256 of a clean address, in which case does not matter: what finds it, and what is left of it when erased."""
    return sha256(address.casefold().encode()).digest()


def masked(address: str) -> str:
    """``a…@example.org``, for messages and logs."""
    local_part, _, domain = address.rpartition("@")
    return f"{local_part[:1]}…@{domain}"


def clean_name(text: str) -> str:
    """A name that can stand in a header. Raises InputError."""
    return _one_line(text, "the name", _LONGEST_NAME)


def said(text: str, what: str) -> str:
    said = _one_line(text, what)
    if not said:
        raise InputError(f"{what} is empty: say it in a few words")
    return said


def clean_row(newsletter: str, row: Mapping[str, str], how: str, now: datetime) -> Listed:
    """A row whose columns are named as in ``COLUMNS``. Raises InputError for a cell that cannot be used."""
    cells = {**dict.fromkeys(COLUMNS, ""), **row}
    address = clean_address(cells["address"])
    topics = (_one_line(topic, "a topic") for topic in cells["topics"].split(";"))
    suppressed = _one_line(cells["suppressed"], "suppressed")
    return Listed(
        subscriber=Subscriber(
            address=address,
            name=clean_name(cells["name"]),
            language=_language(cells["language"]),
            token_key=token_bytes(16),
        ),
        subscription=Subscription(
            newsletter=newsletter,
            address=address,
            consented_at=_moment(cells["consented_at"], "consented_at") or now,
            consented_how=_one_line(cells["consented_how"], "consented_how") or how,
            topics=tuple(dict.fromkeys(filter(None, topics))),
            ended_at=_moment(cells["ended_at"], "ended_at"),
        ),
        ended_how=_one_line(cells["ended_how"], "ended_how"),
        suppressed="" if suppressed.casefold() in _NOT else suppressed,
    )


def _one_line(text: str, what: str, longest: int = _LONGEST_TEXT) -> str:
    if text.splitlines() not in ([], [text]):
        raise InputError(f"{what} holds a line break")
    if _CONTROL.search(text):
        raise InputError(f"{what} holds a control character")
    line = " ".join(text.split())
    if len(line) > longest:
        raise InputError(f"{what} is longer than {longest} characters")
    return line


def _language(text: str) -> str | None:
    """``de``, ``pt-BR``; also where others write ``DE`` or ``pt_BR``."""
    if not text.strip():
        return None
    match = _LANGUAGE.fullmatch(text.strip())
    if match is None:
        raise InputError("the language is no code: write it like en or pt-BR")
    return match[1].lower() + match[2].replace("_", "-")


def _moment(text: str, column: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{column} is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00") from error
