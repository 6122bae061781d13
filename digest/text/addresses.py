"""Addresses and names of readers, made fit to be stored, mailed and printed.

Addresses are personal data: no message holds more of one than ``masked`` shows.
"""

import re
from hashlib import sha256

from digest.errors import InputError

_LONGEST_ADDRESS, _LONGEST_LOCAL_PART = 254, 64  # RFC 5321, 4.5.3.1, and its erratum 1690
_LONGEST_NAME, _LONGEST_TEXT = 100, 200
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# An address of whose form there is no doubt, as nearly all are: the library takes fifty times as long to say so.
_PLAIN = re.compile(
    r"([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63})"
)
# The library's own lists, held to it by a test: it takes too long to load for one plain address.
RESERVED = (".arpa", ".invalid", ".local", ".localhost", ".onion", ".test")
ROLES = frozenset(
    (
        "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet",
        "news", "webmaster", "www", "uucp", "ftp",
    )
)  # fmt: skip


def clean_address(text: str) -> str:
    """The address as it is mailed and stored: its domain as DNS writes it, letters beyond ASCII only before its @.

    Raises InputError.
    """
    address = text.strip()
    if (plain := _PLAIN.fullmatch(address)) and (clean := _plain_address(plain[1], plain[2].lower())):
        return clean

    from email_validator import EmailNotValidError, validate_email

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
    return checked_line(text, "the name", _LONGEST_NAME)


def checked_line(text: str, what: str, longest: int = _LONGEST_TEXT) -> str:
    if not text:
        return text
    if not text.isprintable():  # neither break nor control is
        if text.splitlines() not in ([], [text]):
            raise InputError(f"{what} holds a line break")
        if _CONTROL.search(text):
            raise InputError(f"{what} holds a control character")
    line = " ".join(text.split())
    if len(line) > longest:
        raise InputError(f"{what} is longer than {longest} characters")
    return line


def _plain_address(local_part: str, domain: str) -> str:
    """Empty where only the library can tell."""
    address = f"{local_part.lower() if local_part.lower() in ROLES else local_part}@{domain}"
    doubtful = "--" in domain or f".{domain}".endswith(RESERVED)
    too_long = len(local_part) > _LONGEST_LOCAL_PART or len(address) > _LONGEST_ADDRESS
    return "" if doubtful or too_long else address
