"""Sources -> the store: files as they stand, sources on the network when they are due."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice

from digest.collect import Collected, Problem, collect
from digest.collect.online import Visit, Visited, visit_all
from digest.config import Settings, SourceTable, login_headers
from digest.models import Article, Source
from digest.pipeline.network import limits_of, user_agent_of
from digest.store import Store, articles
from digest.store.sources import SourceState, save_states, states

_AT_ONCE = 50  # sources in one transaction


def gather(
    settings: Settings, store: Store, now: datetime, *, all_due: bool = False, with_files: bool = True
) -> Collected:
    """Read every file source and visit those on the network that are due, or all of them; keep what they gave.

    What a source on the network did wrong at its last visit is a problem until a visit goes well.
    """
    files = [source for source, table in zip(settings.sources, settings.source, strict=True) if not table.is_online]
    collected = collect(files if with_files else [], settings.folder, settings.schedule.zone, now)
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
    return replace(collected, articles=(*collected.articles, *found), problems=(*collected.problems, *problems))


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
