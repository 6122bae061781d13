"""The tokens in each reader's links to leave, in the address that bounces come back to, and in each mail's Message-ID.

They say whose they are, and only we can make them.
"""

import hmac
import re
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode

from digest.models import PLACEHOLDER

TOKEN_LENGTH = len(PLACEHOLDER)

_VERSION, _SIGNED, _SIGNATURE = b"\x01", 13, 19  # the last two in bytes
_BOUNCE_SIGNED, _BOUNCE_SIGNATURE = 10, 10
BOUNCE_ROOM = 64 - len("+") - 32  # letters before the @ of an address that a token is added to (RFC 5321, 4.5.3.1.1)
_BOUNCE_TOKEN = re.compile("[a-z2-7]{32}")
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}")


def unsubscribe_token(newsletter_id: int, subscriber_id: int, token_key: bytes) -> str:
    """What in a link tells whose it is: the numbers, and an HMAC-SHA256 over them cut to 152 bits (RFC 2104, 5)."""
    signed = _VERSION + newsletter_id.to_bytes(4, "big") + subscriber_id.to_bytes(8, "big")
    signature = hmac.digest(token_key, b"unsubscribe" + signed, "sha256")[:_SIGNATURE]
    return urlsafe_b64encode(signed + signature).decode().rstrip("=")


def read_token(token: str) -> tuple[int, int] | None:
    """The newsletter's and the subscriber's number in a well-formed token. Nothing says yet that we made it."""
    if not _TOKEN.fullmatch(token):
        return None
    signed = urlsafe_b64decode(f"{token}=")[:_SIGNED]
    if not signed.startswith(_VERSION):
        return None
    return int.from_bytes(signed[1:5], "big"), int.from_bytes(signed[5:], "big")


def token_matches(token: str, token_key: bytes) -> bool:
    """Whether the token was made with the key."""
    numbers = read_token(token)
    return numbers is not None and hmac.compare_digest(token, unsubscribe_token(*numbers, token_key))


def bounce_token(issue_id: int, subscriber_id: int, token_key: bytes) -> str:
    """Whose mail of which issue came back, and an HMAC-SHA256 over it cut to 80 bits; in letters whose case mail
    programs may change, and short enough for the part before an @."""
    return _of_mail(b"bounce", issue_id, subscriber_id, token_key)


def message_token(issue_id: int, subscriber_id: int, token_key: bytes) -> str:
    """As ``bounce_token``, for the Message-ID: an answer shows that to others, and must not show the other token."""
    return _of_mail(b"message", issue_id, subscriber_id, token_key)


def _of_mail(label: bytes, issue_id: int, subscriber_id: int, token_key: bytes) -> str:
    signed = _VERSION + issue_id.to_bytes(4, "big") + subscriber_id.to_bytes(5, "big")
    signature = hmac.digest(token_key, label + signed, "sha256")[:_BOUNCE_SIGNATURE]
    return b32encode(signed + signature).decode().lower()


def read_bounce_token(token: str) -> tuple[int, int] | None:
    """The issue's and the subscriber's id in a well-formed token of a mail. Nothing says yet that we made it."""
    if not _BOUNCE_TOKEN.fullmatch(token):
        return None
    signed = b32decode(token.upper())[:_BOUNCE_SIGNED]
    if not signed.startswith(_VERSION):
        return None
    return int.from_bytes(signed[1:5], "big"), int.from_bytes(signed[5:], "big")


def bounce_token_matches(token: str, token_key: bytes) -> bool:
    """Whether the token was made with the key."""
    numbers = read_bounce_token(token)
    return numbers is not None and hmac.compare_digest(token, bounce_token(*numbers, token_key))


def message_token_matches(token: str, token_key: bytes) -> bool:
    """Whether the token was made with the key."""
    numbers = read_bounce_token(token)
    return numbers is not None and hmac.compare_digest(token, message_token(*numbers, token_key))
