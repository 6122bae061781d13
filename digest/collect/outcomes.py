"""What an answer over HTTP means: its failure as one sentence, and what its headers ask for."""

import re
import socket
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from zlib import crc32

from digest.text.counting import plural

_FIRST_WAIT = timedelta(minutes=30)
_LONGEST_WAIT = timedelta(hours=24)
_LONGEST_WISH = timedelta(hours=23)  # so that a daily run never misses a day because of a server's wish


def why(error: Exception, host: str, seconds: float) -> str:
    """What went wrong with a connection."""
    import aiohttp

    from digest.collect.guard import PrivateAddress

    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case PrivateAddress():
            return (
                f"leads to {cause.address}, an address inside a network ({cause.kind}):"
                " add its host to allow under [fetch] if it is meant"
            )
        case TimeoutError():
            return f"gave no whole answer within {seconds:g} s"
        case socket.gaierror() if cause.errno == socket.EAI_AGAIN:
            return f"the name {host} cannot be looked up at present"
        case socket.gaierror():
            return f"there is no host named {host}: check the address"
        case ConnectionRefusedError():
            return f"{host} refuses the connection"
        case ssl.SSLCertVerificationError():
            return f"the TLS certificate of {host} is not valid: {cause.verify_message}"
        case ssl.SSLError():
            return f"no secure connection (TLS) to {host}: {(cause.reason or str(cause)).lower()}"
        case aiohttp.ClientResponseError():
            return f"{host} does not answer in proper HTTP"
        case aiohttp.ServerDisconnectedError() | ConnectionError():
            return f"{host} closed the connection without an answer"
        case aiohttp.InvalidURL() | UnicodeError():
            return "this is no address: check it"
    return f"{host} cannot be reached: {cause}"


def judged(status: int, conditional: bool, retry_after: float | None) -> str:
    """The sentence for a status that brings nothing to read, "" for one that does."""
    later = f": ask again in {plural(round(retry_after), 'second')}" if retry_after else ""
    if 200 <= status < 300 or (status == 304 and conditional):
        return ""
    sentences = {
        401: "asks for a login (401): give the source one",
        403: "refuses programs (403): ask the publisher to let this one in",
        404: "nothing is there (404): check the address",
        410: "is gone for good (410): remove this source",
        429: f"asks for fewer requests (429){later}",
    }
    return sentences.get(status) or (f"the server failed ({status}){later}" if status >= 500 else f"answered {status}")


def plain(value: str | None) -> str | None:
    """A header that can be stored and sent back."""
    return value if value and len(value) <= 500 and value.isascii() and value.isprintable() else None


def retry_after_of(headers: Mapping[str, str], now: datetime) -> float | None:
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())


def max_age_of(headers: Mapping[str, str]) -> float | None:
    found = re.search(r"(?i)(?:^|[\s,])max-age=\"?([0-9]{1,9})", headers.get("Cache-Control", ""))
    return float(found[1]) if found else None


def backoff(
    failures: int, retry_after: float | None, max_age: float | None, now: datetime, *, url: str = ""
) -> datetime:
    """When to ask again: at once after a success, then 30 minutes, doubled by each failure in a row up to a day.

    A server's wishes are kept up to 23 hours. ``url`` spreads addresses that failed together by up to a tenth.
    """
    wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (min(failures, 10) - 1)) if failures > 0 else timedelta()
    wait *= 1 - crc32(url.encode(errors="replace")) / 2**32 / 10
    wishes = (timedelta(seconds=min(wish, _LONGEST_WISH.total_seconds())) for wish in (retry_after, max_age) if wish)
    return now + max(wait, *wishes, timedelta())
