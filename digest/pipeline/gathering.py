"""Sources -> the store: files as they stand, sources on the network when they are due."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import version
from itertools import islice, pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.collect import Collected, Problem, collect
from digest.collect.guard import inside
from digest.collect.online import Visit, Visited, visit_all
from digest.collect.requests import Limits
from digest.config import Settings, SourceTable, login_headers
from digest.models import Article, Source
from digest.store import Store, articles
from digest.store.sources import SourceState, publication_times, save_states, states
from digest.text.counting import plural

if TYPE_CHECKING:
    from digest.collect.looking import Look

_AT_ONCE = 50  # sources in one transaction


def gather(
    settings: Settings, store: Store, now: datetime, *, all_due: bool = False, with_files: bool = True
) -> Collected:
    """Read every file source and visit those on the network that are due, or all of them; keep what they gave.

    What a source on the network did wrong at its last visit is a problem until a visit goes well.
    """
    files = [source for source, table in zip(settings.sources, settings.source, strict=True) if not table.is_online]
    collected = collect(files if with_files else [], settings.folder, settings.schedule.zone)
    online = [table for table in settings.source if table.is_online]
    if not online:
        _keep(settings, store, collected.articles, (), now)
        return collected
    with store.read() as conn:
        known_states = states(conn, settings.slug)
    before = {table.name: _state(table, known_states) for table in online}
    due = [table for table in online if all_due or _is_due(before[table.name], now)]
    sources = {source.name: source for source in settings.sources}
    visits = visit_all(
        [_visit(sources[table.name], table, before[table.name]) for table in due],
        partial(_known, store),
        limits_of(settings),
        user_agent_of(settings),
        now,
        full_text=settings.fetch.full_text,
    )
    _keep(settings, store, collected.articles, (), now)
    found: list[Article] = []
    after = dict(before)
    with ThreadPoolExecutor(1) as writer:  # so that reading goes on meanwhile
        kept: Future[None] | None = None
        while some := list(islice(visits, _AT_ONCE)):
            fresh = [article for one in some for article in one.articles]
            states_after = {one.source.name: _after(before[one.source.name], one, now) for one in some}
            if kept:
                kept.result()
            kept = writer.submit(_keep, settings, store, fresh, list(states_after.values()), now)
            after |= states_after
            found += fresh
        if kept:
            kept.result()
    problems = [Problem(state.name, state.error) for state in after.values() if state.error]
    return Collected((*collected.articles, *found), (*collected.problems, *problems), collected.complete)


def _known(store: Store, places: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], Article]:
    with store.read() as conn:
        return articles.find(conn, places)


def _is_due(state: SourceState, now: datetime) -> bool:
    """Also what a clock that was ahead has asked, which would wait until then."""
    ahead = state.checked_at is not None and state.checked_at > now
    return not state.gone and (ahead or state.next_check_at is None or state.next_check_at <= now)


def _state(table: SourceTable, known: Mapping[str, SourceState]) -> SourceState:
    """A source that has another address than before begins anew."""
    fresh = SourceState(name=table.name, url=table.url or "")
    found = known.get(table.name, fresh)
    return found if found.url == fresh.url else fresh


def _visit(source: Source, table: SourceTable, state: SourceState) -> Visit:
    return Visit(
        source=source,
        moved_to=state.moved_to,
        etag=state.etag,
        last_modified=state.last_modified,
        failures=state.failures,
        headers=login_headers(table),
    )


def _after(state: SourceState, visited: Visited, now: datetime) -> SourceState:
    failed = bool(visited.error)
    return replace(
        state,
        moved_to=visited.moved_to,
        etag=visited.etag,
        last_modified=visited.last_modified,
        checked_at=now,
        succeeded_at=state.succeeded_at if failed else now,
        failures=state.failures + 1 if failed else 0,
        failing_since=(state.failing_since or now) if failed else None,
        error=visited.error,
        next_check_at=visited.next_check_at,
        gone=visited.gone,
    )


def _keep(
    settings: Settings, store: Store, found: Sequence[Article], after: Iterable[SourceState], now: datetime
) -> None:
    """Articles and validators in one transaction: a kill between them would lose what is only sent once."""
    with store.write() as conn:
        articles.save(conn, found, now)
        save_states(conn, settings.slug, after)


def limits_of(settings: Settings) -> Limits:
    table = settings.fetch
    return Limits(
        total_seconds=table.timeout,
        max_bytes=int(table.max_mb * 1_000_000),
        per_host_pause=table.pause,
        allow=table.allow,
    )


def user_agent_of(settings: Settings) -> str:
    """It goes to strangers: whom to ask is only what was meant for them, never an address that mail comes from or goes
    to."""
    name, contact = f"digest/{version('digest')}", settings.fetch.contact or settings.web.public_url
    return f"{name} ({contact})" if contact else name


def silence(times: Sequence[datetime], now: datetime) -> timedelta | None:
    """How long a source has been silent, when that is longer than is usual for it.

    Usual is three times the longest of its last twenty pauses between days with an article, and two days at least.
    """
    days = sorted({moment.date() for moment in times if moment <= now})[-20:]
    if len(days) < 5:
        return None
    longest = max(later - earlier for earlier, later in pairwise(days))
    quiet = now - max(moment for moment in times if moment <= now)
    return quiet if quiet > max(3 * longest, timedelta(days=2)) else None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does: "fresh", "unchanged", "failing", "gone", "silent" or "file", and more in words."""

    name: str
    state: str
    detail: str


def look_at(settings: Settings, address: str, now: datetime) -> "Look":
    """The feed that is meant by an address, as a person types it. Raises InputError, or TemporaryError."""
    from digest.collect import looking  # with it comes an HTTP client, which most ticks do without

    return looking.look_at(address, limits_of(settings), user_agent_of(settings), now)


def network_of(settings: Settings, address: str) -> tuple[str, str]:
    """The host of an address, and the kind of network that it is inside of where it may not be asked."""
    from digest.collect import looking

    host = (urlsplit(looking.spelled_out(address)[0]).hostname or "").lower().rstrip(".")
    return host, inside(host, settings.fetch.allow)


def check_all(settings: Settings, store: Store, now: datetime) -> list[Health]:
    """Visit every source now, due or not, and say how each does."""
    with store.read() as conn:
        before = states(conn, settings.slug)
    collected = gather(settings, store, now, all_due=True)
    counts = Counter(article.source for article in collected.articles)
    problems = {problem.source: problem.message for problem in collected.problems}
    with store.read() as conn:
        after = states(conn, settings.slug)
        times = {table.name: publication_times(conn, table.name) for table in settings.source}
    return [
        _health(table, before, after, counts[table.name], problems, times[table.name], now) for table in settings.source
    ]


def _health(
    table: SourceTable,
    before: Mapping[str, SourceState],
    after: Mapping[str, SourceState],
    count: int,
    problems: Mapping[str, str],
    times: Sequence[datetime],
    now: datetime,
) -> Health:
    state = after.get(table.name) if table.is_online else None
    quiet = silence(times, now)
    if state and state.gone:
        return Health(table.name, "gone", state.error)
    if table.name in problems:
        since = f"since {state.failing_since:%Y-%m-%d %H:%M}: " if state and state.failing_since else ""
        return Health(table.name, "failing", since + problems[table.name])
    if quiet:
        return Health(
            table.name, "silent", f"nothing new for {plural(quiet.days, 'day')}, which is longer than is usual for it"
        )
    if not state:
        return Health(table.name, "file", plural(count, "article"))
    known = before.get(table.name)
    unchanged = known is not None and known.succeeded_at is not None and not count
    return Health(table.name, "unchanged" if unchanged else "fresh", plural(count, "article"))
