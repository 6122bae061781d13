"""What is asked over HTTP and what came back. No HTTP client is imported here: most runs ask nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``headers`` (a login) go to the host of ``url`` only. robots.txt is asked for a page, not for a feed."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: Literal["feed", "page"] = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """``status`` 0: no answer. ``moved_to``: where it has moved for good. ``error`` is "" for a body or a 304.

    ``retry_after`` and ``max_age`` are seconds. A body over the limit is not kept.
    """

    url: str
    final_url: str
    status: int = 0
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    gone: bool = False
    retry_after: float | None = None
    max_age: float | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``max_bytes`` counts decoded bytes. ``allow``: networks and host names that the address guard lets through."""

    total_seconds: float = 30
    max_bytes: int = 10_000_000
    redirects: int = 5
    per_host_pause: float = 1.0
    connections: int = 100
    allow: tuple[str, ...] = ()
