"""One request after the other as a polite client makes them: turns by host, robots.txt, redirects, deadlines."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

import aiohttp
from protego import Protego
from yarl import URL

from digest.collect.guard import Unusable, checked, host_of, joined
from digest.collect.outcomes import judged, max_age_of, plain, retry_after_of, why
from digest.collect.requests import Fetched, Limits, Request
from digest.text.counting import plural

_ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8",
    "page": "text/html, application/xhtml+xml, */*;q=0.8",
}
_DECODED = {"", "identity", "none", "utf-8", "gzip", "deflate", "br", "zstd"}  # "none" and "utf-8": seen in the wild
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_MOST_ROBOTS = 500_000  # bytes, RFC 9309 section 2.5
_MOST_CRAWL_DELAY = 10.0
_MOST_SILENCES = 3  # in a row, then a host is left alone until the next call
_MOST_UNTAKEN = 50  # answers, each up to the limit of its size


@dataclass(frozen=True, slots=True)
class _Hop:
    """Of one hop. ``error`` is a sentence without the address."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""


@dataclass(slots=True)
class _Trip:
    """A request on its way: the addresses so far, the seconds left, and what may still be concluded from them."""

    path: list[URL]
    seconds: float
    at_home: bool = True  # every hop so far was at the host that the headers are for
    permanent: bool = True
    moved_to: URL | None = None


class Room:
    """How far the caller is behind: no request begins while so many answers wait for it."""

    def __init__(self) -> None:
        self._untaken = 0
        self._open = asyncio.Event()
        self._open.set()

    def filled(self) -> None:
        self._untaken += 1
        if self._untaken >= _MOST_UNTAKEN:
            self._open.clear()

    def taken(self) -> None:
        self._untaken -= 1
        if self._untaken < _MOST_UNTAKEN:
            self._open.set()

    async def wait(self) -> None:
        await self._open.wait()


class Client:
    """What the requests of one call share: turns and silences by host, robots.txt by origin."""

    def __init__(
        self,
        limits: Limits,
        user_agent: str,
        now: datetime,
        room: Room,
        session: Callable[[str], aiohttp.ClientSession],
    ) -> None:
        self._limits, self._now, self._room, self._session = limits, now, room, session
        self._agent = re.split(r"[/\s]", user_agent.strip(), maxsplit=1)[0].lower()
        self._connections = asyncio.Semaphore(limits.connections)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._silences: Counter[str] = Counter()
        self._left_alone: dict[str, _Hop] = {}
        self._robots: dict[URL, asyncio.Task[Protego | None]] = {}

    async def fetch(self, request: Request) -> Fetched:
        trip = _Trip([], self._limits.total_seconds)
        answer = _Hop()
        try:
            trip.path.append(checked(request.url))
            answer = await self._travel(request, trip)
            error = answer.error or _sentence(answer, request, self._now)
        except Unusable as unusable:
            error = str(unusable)
        return _fetched(request, trip, answer, error, self._now)

    async def _travel(self, request: Request, trip: _Trip) -> _Hop:
        """The answer at the end of all redirects."""
        while True:
            url = trip.path[-1]
            if request.kind == "page":
                await self._ask_robots(url)
            answer = await self._hop(url, _headers(request, trip), trip, self._limits.max_bytes)
            if answer.status not in _REDIRECTS or "Location" not in answer.headers:
                return answer
            target = joined(url, answer.headers["Location"])
            if target in trip.path:
                raise Unusable(f"redirects in a circle, to {target}")
            if len(trip.path) > self._limits.redirects:
                raise Unusable(f"redirects more than {plural(self._limits.redirects, 'time')}, now to {target}")
            trip.at_home = trip.at_home and _same_house(url, target)
            trip.permanent = trip.permanent and answer.status in _PERMANENT
            trip.moved_to = target if trip.permanent else trip.moved_to
            trip.path.append(target)

    async def _hop(self, url: URL, headers: Mapping[str, str], trip: _Trip, most: int) -> _Hop:
        """One request and its answer, in its turn. The seconds that it took are gone from the trip."""
        host = host_of(url)
        async with self._turn(host):
            if host in self._left_alone:
                return self._left_alone[host]
            started = monotonic()
            try:
                async with (
                    asyncio.timeout(trip.seconds),
                    self._session(host).get(url, headers=headers, allow_redirects=False) as response,
                ):
                    answer = _Hop(response.status, response.headers, *await _body(response, most))
            except (aiohttp.ClientError, OSError, ValueError) as error:
                answer = _Hop(error=why(error, host, self._limits.total_seconds))
            trip.seconds = max(0.0, trip.seconds - (monotonic() - started))
            self._remember(host, answer)
            return answer

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        async with self._turns[host]:
            if host not in self._left_alone:
                await asyncio.sleep(self._free_at.get(host, 0.0) - monotonic())
            await self._room.wait()
            async with self._connections:
                yield
            self._free_at[host] = monotonic() + self._pauses.get(host, self._limits.per_host_pause)

    def _remember(self, host: str, answer: _Hop) -> None:
        """A host that is silent, or asks for fewer requests, is left alone for the rest of the call."""
        self._silences[host] = 0 if answer.status else self._silences[host] + 1
        if answer.status == 429 or self._silences[host] >= _MOST_SILENCES:
            self._left_alone[host] = answer

    async def _ask_robots(self, url: URL) -> None:
        origin = url.origin()
        if origin not in self._robots:
            self._robots[origin] = asyncio.create_task(self._read_robots(origin))
        rules = await self._robots[origin]
        if rules is None:
            raise Unusable(f"the robots.txt of {host_of(url)} cannot be read at present, so its pages are not either")
        if not rules.can_fetch(str(url), self._agent):
            raise Unusable(f"the robots.txt of {host_of(url)} asks programs not to read this page")

    async def _read_robots(self, origin: URL) -> Protego | None:
        """The rules of a host; none when they could not be had, which forbids (RFC 9309, section 2.3.1)."""
        request = Request(url=str(origin / "robots.txt"))
        trip = _Trip([origin / "robots.txt"], self._limits.total_seconds)
        try:
            answer = await self._travel(request, trip)
        except Unusable:
            return None
        if not 200 <= answer.status < 500 or answer.status == 429 or answer.error:
            return None
        rules = Protego.parse(_rules_for(self._agent, answer.body[:_MOST_ROBOTS].decode("utf-8", "replace")))
        pause = min(rules.crawl_delay(self._agent) or 0.0, _MOST_CRAWL_DELAY)
        self._pauses[host_of(origin)] = max(pause, self._limits.per_host_pause)
        return rules


def _same_house(url: URL, target: URL) -> bool:
    """Whether headers may go along: to the same origin, or from http to https at the same host."""
    upgraded = (url.scheme, url.port, target.scheme, target.port) == ("http", 80, "https", 443)
    return host_of(url) == host_of(target) and (upgraded or url.origin() == target.origin())


def _headers(request: Request, trip: _Trip) -> dict[str, str]:
    headers = {
        "Accept": _ACCEPT[request.kind],
        "If-None-Match": request.etag,
        "If-Modified-Since": request.last_modified,
        **(request.headers if trip.at_home else {}),
    }
    return {name: value for name, value in headers.items() if value}


async def _body(response: aiohttp.ClientResponse, most: int) -> tuple[bytes, str]:
    """The decoded body and no error, or nothing and the error. Streamed: a bomb costs little more than ``most``."""
    if not 200 <= response.status < 300:
        return b"", ""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _DECODED:
        return b"", f"is encoded in a way this program does not know ({encoding[:40]})"
    body = bytearray()
    try:
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > most:
                return b"", f"is larger than {most / 1e6:g} MB: raise max_mb under [fetch] if it is meant to be"
    except aiohttp.ClientPayloadError as error:
        coded = "encoding: " in str(error)  # aiohttp tells it by its words only
        return (
            b"",
            f"has a body that cannot be decoded ({encoding})" if coded else "broke off in the middle of its body",
        )
    return bytes(body), ""


def _sentence(answer: _Hop, request: Request, now: datetime) -> str:
    conditional = bool(request.etag or request.last_modified)
    return judged(answer.status, conditional, retry_after_of(answer.headers, now))


def _fetched(request: Request, trip: _Trip, answer: _Hop, error: str, now: datetime) -> Fetched:
    asked = re.sub(r"//[^/?#]*@", "//", request.url)
    final = str(trip.path[-1]) if trip.path else asked
    via = f" → {final}" if len(trip.path) > 1 else ""
    keep = not error and not (request.headers and not trip.at_home)  # a login must not move to another host
    return Fetched(
        url=request.url,
        final_url=final,
        status=answer.status,
        body=answer.body,
        content_type=plain(answer.headers.get("Content-Type")),
        etag=plain(answer.headers.get("ETag")),
        last_modified=plain(answer.headers.get("Last-Modified")),
        moved_to=str(trip.moved_to) if trip.moved_to and keep else None,
        gone=answer.status == 410,
        retry_after=retry_after_of(answer.headers, now),
        max_age=max_age_of(answer.headers),
        error=f"{asked}{via}: {error}" if error else "",
    )


def _rules_for(agent: str, robots: str) -> str:
    """Only groups for everybody and for us keep their names: Protego is quadratic in the names of others."""
    lines = []
    for line in robots.splitlines():
        if named := re.match(r"(?i)\s*user[-\s]*agent[\s:]*([^\s#/*]*)(\*?)", line):
            name = agent if named[1].lower() == agent else "*" if named[2] and not named[1] else "nobody-else"
            line = f"User-agent: {name}"
        lines.append(line)
    return "\n".join(lines)
