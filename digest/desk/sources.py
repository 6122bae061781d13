"""How sources do, and what is behind an address that somebody would add."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from digest.collect.guard import inside
from digest.compose import choose, in_form
from digest.config import Settings, SourceTable
from digest.pipeline.network import limits_of, user_agent_of
from digest.store import Store
from digest.store.sources import SourceState, publication_times, states
from digest.text.counting import plural

if TYPE_CHECKING:
    from digest.collect.looking import FoundFeed


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
    """How a source does, and more in words."""

    name: str
    state: Literal["fresh", "unchanged", "failing", "gone", "silent", "file"]
    detail: str


def look_at(settings: Settings, address: str, now: datetime) -> "FoundFeed":
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
    from digest.pipeline.gathering import gather

    with store.read() as conn:
        before = states(conn, settings.slug)
    collected = gather(settings, store, now, all_due=True)
    counts = Counter(article.source for article in collected.articles)
    sources = {source.name: source for source in settings.sources}
    unwanted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in choose([in_form(it, sources[it.source]) for it in collected.articles], sources, now)[1]:
        unwanted[each.source][each.reason] += 1
    for name in collected.withheld:
        unwanted[name]["not published (a draft, or expired)"] += 1
    problems = {problem.source: problem.message for problem in collected.problems}
    with store.read() as conn:
        after = states(conn, settings.slug)
        times = {table.name: publication_times(conn, table.name) for table in settings.source}
    return [
        _health(table, before, after, counts[table.name], told, problems, times[table.name], now)
        for table in settings.source
        for told in [_told(counts[table.name], unwanted[table.name])]
    ]


def _told(count: int, unwanted: Mapping[str, int]) -> str:
    """How much a source gave, and how much of that its own settings leave out."""
    return ", ".join([plural(count, "article"), *(f"{number} {reason}" for reason, number in unwanted.items())])


def _health(
    table: SourceTable,
    before: Mapping[str, SourceState],
    after: Mapping[str, SourceState],
    count: int,
    told: str,
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
        return Health(table.name, "file", told)
    known = before.get(table.name)
    unchanged = known is not None and known.succeeded_at is not None and not count
    return Health(table.name, "unchanged" if unchanged else "fresh", told)
