"""Sources -> the stored draft: collect, keep, find the window, compose, render, keep the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.collect import Collected, Problem
from digest.compose import Composed, Told, in_form, unpack
from digest.compose.ranking import in_order
from digest.config import NO_SOURCE, Settings
from digest.errors import ConfigError, InputError
from digest.models import Article, Edit, Identity, Issue, LeftOut, Window
from digest.pipeline.composing import Progress, composed_of, earlier_of
from digest.pipeline.framing import blank_issue, reframed
from digest.pipeline.gathering import gather
from digest.pipeline.timekeeping import AHEAD
from digest.pipeline.weekly import week_of
from digest.pipeline.window import REMEMBERED, first_of, seen_of, window_of
from digest.render import environment, sha256_of
from digest.render.weight import fitted
from digest.schedule import reach, slot_on
from digest.store import Connection, Store, articles, corrections, issues
from digest.store.articles import StoredArticle

if TYPE_CHECKING:
    from jinja2 import Environment

KNOWN = 12  # articles of a source that tell what it prints under everything


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. ``issue`` is None when the window holds nothing new; ``lost`` are the edits of the draft
    that it took the place of; ``shortened`` is what had no room in a mail, in words."""

    issue: Issue | None
    window: Window
    collected: int
    problems: tuple[Problem, ...]
    lost: tuple[Edit, ...] = ()
    shortened: tuple[str, ...] = ()


def build(
    settings: Settings,
    store: Store,
    day: date,
    now: datetime,
    since: datetime | None = None,
    progress: Progress | None = None,
    *,
    force: bool = False,
    not_before: datetime | None = None,
    trial: bool = False,
) -> Built:
    """Make or make anew the draft for a slot, or for a day's first; an issue that is approved already is given back as
    it is, and so is a draft that was edited, but with ``force``: then only what was pinned stays. Of an edited draft
    what surrounds its stories is made anew where the settings changed.

    The window begins ``since`` then, and does so again when the draft is made anew, unless it is a ``trial``, made to
    be looked at. ``not_before`` bounds the window where nothing else says where it begins.
    Raises InputError when no source can be read or the window is empty, ConfigError when none is named, and what the
    store raises.
    """
    slot = day if isinstance(day, datetime) else slot_on(day, settings.schedule.time, settings.schedule.zone)
    with store.read() as conn:
        last = issues.last_sent(conn, settings.slug, until=now + AHEAD)
        reached = reach(settings.schedule.plan, slot)
        window = window_of(last, first_of(settings, slot), slot, since, not_before, reached)
        frozen = issues.for_slot(conn, settings.slug, slot)
    if frozen and (frozen.status != "draft" or (frozen.edits and not force)):
        return Built(reframed(settings, store, frozen, now), frozen.window, 0, ())
    env = environment(settings.templates)
    pinned = frozenset(story.article.identity for story in (frozen.stories if frozen else ()) if story.pinned)
    if settings.daily:
        told = _told(settings.daily, store, slot + timedelta.resolution)
        # Of the last week too: a daily issue may have gone out after its week was told.
        begin = last.window.start if last and last.window.end == window.start and not since else window.start
        week = week_of(settings, store, begin, slot, told, pinned)
        draft = replace(
            blank_issue(settings, slot, window, None if trial else since),
            week=week.numbers,
            corrections=week.corrections,
        )
        return _kept(settings, store, _with(draft, week.composed, now), env, {}, frozen, Collected((), (), frozenset()))
    if not settings.source:
        raise ConfigError(NO_SOURCE)
    collected = gather(settings, store, now)
    seen, late = (None, timedelta()) if since else seen_of(last, window, now)
    sources = {source.name: source for source in settings.sources}
    stored = [
        replace(each, article=in_form(each.article, sources[each.article.source]))
        for each in _in_window(settings, store, collected, window, seen, late)
    ]
    if collected.problems and not collected.articles and not stored:
        raise InputError(f"no article could be read: {collected.problems[0].message}")
    told = _told(settings, store, slot)
    with store.read() as conn:
        links = articles.printed_links(conn, settings.slug, slot - REMEMBERED, slot)
    found, earlier = [each.article for each in stored], _earlier(store, stored)
    composed = composed_of(settings, found, told, window, pinned, links, earlier, progress)
    misdated = _misdated(settings, store, window, seen, late) if seen else []
    fell_out = _fell_out(settings, store, last, window, not_before) if last and not since else []
    draft = _with(blank_issue(settings, slot, window, None if trial else since), composed, now, [*misdated, *fell_out])
    ids = {found.article.identity: found.id for found in stored}
    return _kept(settings, store, draft, env, ids, frozen, collected)


def _with(draft: Issue, composed: Composed, now: datetime, more: Sequence[LeftOut] = ()) -> Issue:
    return replace(
        draft,
        sections=composed.sections,
        brief=composed.brief,
        left_out=in_order([*composed.left_out, *more]),
        collected_at=now,
    )


def _kept(
    settings: Settings,
    store: Store,
    draft: Issue,
    env: "Environment",
    ids: Mapping[Identity, int],
    frozen: Issue | None,
    collected: Collected,
) -> Built:
    """The draft in the store, in the place of that before; a draft without a story is none."""
    issue: Issue | None = None
    shortened: tuple[str, ...] = ()
    if draft.sections:
        issue, shortened = _keep_draft(settings, store, draft, env, ids, frozen.edits if frozen else ())
    lost = frozen.edits if frozen and issue and not issue.edits else ()
    return Built(issue, draft.window, len(collected.articles), collected.problems, lost, shortened)


def _told(settings: Settings, store: Store, slot: datetime) -> list[Told]:
    with store.read() as conn:
        found = issues.remembered(conn, settings.slug, slot - REMEMBERED, slot)
    return [unpack(signature, earlier_of(settings, number, at)) for signature, number, at in found]


def _in_window(
    settings: Settings, store: Store, collected: Collected, window: Window, seen: Window | None, late: timedelta
) -> list[StoredArticle]:
    """Of what the window holds, all that no issue has printed and no folder has lost."""
    names = [source.name for source in settings.sources]
    since = seen.start if seen else None
    with store.read() as conn:
        stored = articles.in_window(conn, window, newsletter=settings.slug, sources=names, seen_since=since, late=late)
    here = {article.identity for article in collected.articles}
    return [
        found for found in stored if found.article.source not in collected.complete or found.article.identity in here
    ]


def _earlier(store: Store, stored: Sequence[StoredArticle]) -> list[Article]:
    """Other articles of their sources."""
    with store.read() as conn:
        found = articles.latest(conn, {each.article.source for each in stored}, KNOWN)
    here = {each.id for each in stored}
    return [each.article for each in found if each.id not in here]


def _misdated(settings: Settings, store: Store, window: Window, seen: Window, late: timedelta) -> list[LeftOut]:
    """What came since the last issue with a date that is none of this window's."""
    names = [source.name for source in settings.sources]
    with store.read() as conn:
        found = articles.misdated(conn, window, newsletter=settings.slug, sources=names, seen=seen, late=late)
    return [LeftOut(article.url, article.title, article.source, _misdate(article, window)) for article in found]


def _misdate(article: Article, window: Window) -> str:
    date = article.published_at
    assert date is not None
    ahead = "in the future: it waits until then" if date >= window.end else "too old"
    return f"dated {date:%Y-%m-%d}, {ahead}"


def _fell_out(
    settings: Settings, store: Store, last: Issue, window: Window, not_before: datetime | None
) -> list[LeftOut]:
    """What was never told because no issue went out for so long; each is named once, by the first that lacks it."""
    with store.read() as conn:
        unsent = issues.in_time(conn, settings.slug, ("draft", "approved"), last.slot, window.end)
        starts = [issue.window.start for issue in unsent if issue.window.end < window.end]
        begin = max([last.window.end, *starts, *([not_before] if not_before else ())])
        if begin >= window.start:
            return []
        gap = Window(begin, window.start)
        found = articles.in_window(
            conn,
            gap,
            newsletter=settings.slug,
            sources=[source.name for source in settings.sources],
            seen_since=begin if starts else last.collected_at or begin,
        )
    return [
        LeftOut(
            it.article.url, it.article.title, it.article.source, "too old: no issue went out in time for it", lost=True
        )
        for it in found
        if gap.start <= it.time < gap.end
    ]


def _keep_draft(
    settings: Settings,
    store: Store,
    draft: Issue,
    env: "Environment",
    ids: Mapping[Identity, int],
    edits: tuple[Edit, ...],
) -> tuple[Issue, tuple[str, ...]]:
    """Number, render and save in one transaction, so that a build that dies wastes no number.

    A draft that got other ``edits`` while this one was made stays. ``ids`` are of the articles that are used up: a
    weekly issue uses up none.
    """
    made_at = draft.collected_at
    assert made_at is not None
    with store.write() as conn:
        zone = ZoneInfo(draft.timezone)
        waiting = corrections.waiting(conn, draft.newsletter)
        corrected = tuple(replace(each, slot=each.slot.astimezone(zone)) for each in waiting)
        issue, shortened = finished(conn, replace(draft, corrections=(*draft.corrections, *corrected)), env)
        there = issues.for_slot(conn, draft.newsletter, draft.slot)
        if there and there.edits != edits:
            return there, ()
        articles_of_stories = [article for story in issue.stories for article in (story.article, *story.also)]
        printed = [ids[article.identity] for article in (*articles_of_stories, *issue.brief)] if ids else []
        saved = issues.save_draft(conn, issue, printed, made_at)
        corrections.carry(conn, saved, settings.daily.slug if settings.daily else "")
        return saved, shortened


def finished(conn: Connection, draft: Issue, env: "Environment") -> tuple[Issue, tuple[str, ...]]:
    """With its number and renditions, to be saved in the same transaction; and what had no room in a mail."""
    issue = replace(draft, number=issues.number_for(conn, draft.newsletter, draft.slot))
    issue, renditions, shortened = fitted(issue, env)
    return replace(issue, renditions=renditions, sha256=sha256_of(renditions)), shortened
