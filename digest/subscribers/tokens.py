"""The token in each reader's links to leave: it says whose it is, and only we can make it."""

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

TOKEN_LENGTH = 43
PLACEHOLDER = "your-own-link-is-in-your-own-mail-see-there"

_VERSION, _SIGNED, _SIGNATURE = b"\x01", 13, 19  # the last two in bytes
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
