"""Sources -> the stored draft: collect, keep, find the window, summarise, compose, render, keep the draft."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from digest.collect import Collected, Problem
from digest.collect.files import decode, read_bytes
from digest.compose import (
    Composed,
    Limits,
    Taste,
    Told,
    addition,
    assemble,
    compose,
    events_of,
    follow,
    group_duplicates,
    link_stories,
    mentions,
    unpack,
    with_section,
)
from digest.compose.followups import Ranked, Update
from digest.compose.ranking import in_order
from digest.config import Settings
from digest.engine import executor_factory, run_chunks
from digest.errors import InputError
from digest.models import Article, Earlier, Edit, Issue, LeftOut, Story, Summary, Window
from digest.pipeline.gathering import gather
from digest.render import environment, render, sha256_of
from digest.schedule import slot_on
from digest.store import Store, articles, corrections, issues
from digest.store.articles import StoredArticle
from digest.subscribers import PLACEHOLDER
from digest.summarize import independent, summarize, summary_of

if TYPE_CHECKING:
    from jinja2 import Environment

FIRST_WINDOW = timedelta(hours=24)
REMEMBERED = timedelta(days=60)
LATE = timedelta(hours=48)  # what comes so long after its date is still news
CHUNK = 25  # articles; about 50 ms of work, which hides the cost of passing them to another process

Item = TypeVar("Item")
Identity = tuple[str, str, str]  # source, URL, title
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. ``issue`` is None when the window holds nothing new; ``lost`` are the edits of the draft
    that it took the place of."""

    issue: Issue | None
    window: Window
    collected: int
    problems: tuple[Problem, ...]
    lost: tuple[Edit, ...] = ()


def build(
    settings: Settings,
    store: Store,
    day: date,
    now: datetime,
    since: datetime | None = None,
    progress: Progress | None = None,
    *,
    force: bool = False,
) -> Built:
    """Make or make anew the draft for a day's slot; an issue that is approved already is given back as it is, and so
    is a draft that was edited, but with ``force``: then only what was pinned stays.

    Raises InputError when no source can be read or the window is empty, and what the store raises.
    """
    slot = slot_on(day, settings.schedule.time, settings.schedule.zone)
    with store.read() as conn:
        last = issues.last_sent(conn, settings.slug)
        window = _window(last, slot, since)
        frozen = issues.for_slot(conn, settings.slug, slot)
    if frozen and (frozen.status != "draft" or (frozen.edits and not force)):
        return Built(frozen, frozen.window, 0, ())
    env = environment(settings.folder / settings.templates_dir if settings.templates_dir else None)
    collected = gather(settings, store, now)
    seen = Window(last.collected_at, now) if last and last.collected_at and not since else None
    stored = _in_window(settings, store, collected, window, seen)
    if collected.problems and not collected.articles and not stored:
        raise InputError(f"no article could be read: {collected.problems[0].message}")
    pinned = frozenset(_identity(story.article) for story in (frozen.stories if frozen else ()) if story.pinned)
    found = [each.article for each in stored]
    composed = _composed(settings, found, _told(settings, store, slot), window, pinned, progress)
    misdated = _misdated(settings, store, window, seen) if seen else []
    issue = None
    if composed.sections:
        draft = replace(
            blank_issue(settings, slot, window),
            sections=composed.sections,
            brief=composed.brief,
            left_out=in_order([*composed.left_out, *misdated]),
            collected_at=now,
        )
        ids = {_identity(found.article): found.id for found in stored}
        issue = _keep_draft(store, draft, env, ids, frozen.edits if frozen else (), now)
    lost = frozen.edits if frozen and issue and not issue.edits else ()
    return Built(issue, window, len(collected.articles), collected.problems, lost)


def _composed(
    settings: Settings,
    found: Sequence[Article],
    told: Sequence[Told],
    window: Window,
    pinned: Collection[Identity],
    progress: Progress | None = None,
) -> Composed:
    """Everything of the window: some articles out, copies and events together, told ones out, summarised, ranked."""
    taste = Taste(
        {source.name: source.weight for source in settings.sources},
        [(table.words, table.weight) for table in settings.interest],
        pinned,
    )
    words = {table.title: table.words for table in settings.section}
    kept: list[Article] = []
    left_out: list[LeftOut] = []
    for article in found:
        if word := mentions(article, settings.issue.block):
            left_out.append(LeftOut(article.url, article.title, article.source, f"blocked word “{word}”"))
        else:
            kept.append(with_section(article, words))
    groups = group_duplicates(kept, taste.weights)
    firsts = [group[0] for group in groups]
    events = [event for story in link_stories(firsts, taste.weights) for event in events_of(story)]
    ranked = cache(partial(independent, method=settings.summary.method))
    followed = follow(events, {id(group[0]): group[1:] for group in groups}, told, ranked)
    updates = followed.updates
    leads = [event[0] for event in followed.events if id(event[0]) not in updates]
    summaries = dict(zip(map(id, leads), summarize_all(leads, settings, progress), strict=True))
    summaries |= {lead: _news_of(settings, update) for lead, update in updates.items()}
    earlier = {lead: update.issue for lead, update in updates.items()}
    stories, others = assemble(groups, followed.events, lambda article: summaries[id(article)], earlier)
    composed = compose(stories, window, taste, _limits(settings, kept))
    return replace(
        composed,
        sections=tuple(
            replace(section, stories=tuple(_with_addition(story, ranked) for story in section.stories))
            for section in composed.sections
        ),
        left_out=in_order([*left_out, *followed.left_out, *others, *composed.left_out]),
    )


def summarize_all(found: Sequence[Article], settings: Settings, progress: Progress | None = None) -> list[Summary]:
    """A summary per article, in their order, made where the configuration says."""
    table = settings.summary
    work = partial(_summarize_chunk, sentences=table.sentences, max_words=table.max_words, method=table.method)
    chunks = list(_chunks(found))
    results: dict[int, Sequence[Summary]] = {}
    for index, summaries in run_chunks(executor_factory(settings.engine), work, chunks):
        results[index] = summaries
        if progress:
            progress(sum(map(len, results.values())), len(found))
    return [summary for index in sorted(results) for summary in results[index]]


def _news_of(settings: Settings, update: Update) -> Summary:
    table = settings.summary
    return summary_of(
        update.article, update.sentences, sentences=table.sentences, max_words=table.max_words, method=table.method
    )


def _with_addition(story: Story, ranked: Ranked) -> Story:
    """The story with what another outlet adds; an update says what is new and no more."""
    return story if story.update else replace(story, adds=addition(story.article, story.also, ranked))


def _told(settings: Settings, store: Store, slot: datetime) -> list[Told]:
    with store.read() as conn:
        found = issues.remembered(conn, settings.slug, slot - REMEMBERED, slot)
    archive, zone = settings.web.public_url, settings.schedule.zone
    return [
        unpack(signature, Earlier(number, at.astimezone(zone), f"{archive}/issues/{number}" if archive else ""))
        for signature, number, at in found
    ]


def _in_window(
    settings: Settings, store: Store, collected: Collected, window: Window, seen: Window | None
) -> list[StoredArticle]:
    """Of what the window holds, all that no issue has printed and no folder has lost."""
    names = [source.name for source in settings.sources]
    since = seen.start if seen else None
    late = LATE if seen else timedelta()
    with store.read() as conn:
        stored = articles.in_window(conn, window, newsletter=settings.slug, sources=names, seen_since=since, late=late)
    here = {_identity(article) for article in collected.articles}
    return [
        found for found in stored if found.article.source not in collected.complete or _identity(found.article) in here
    ]


def _misdated(settings: Settings, store: Store, window: Window, seen: Window) -> list[LeftOut]:
    """What came since the last issue with a date that is none of this window's."""
    names = [source.name for source in settings.sources]
    with store.read() as conn:
        found = articles.misdated(conn, window, newsletter=settings.slug, sources=names, seen=seen, late=LATE)
    return [LeftOut(article.url, article.title, article.source, _misdate(article, window)) for article in found]


def _misdate(article: Article, window: Window) -> str:
    date = article.published_at
    assert date is not None
    ahead = "in the future: it waits until then" if date >= window.end else "too old"
    return f"dated {date:%Y-%m-%d}, {ahead}"


def blank_issue(settings: Settings, slot: datetime, window: Window) -> Issue:
    table = settings.newsletter
    return Issue(
        newsletter=settings.slug,
        name=table.name,
        number=0,
        slot=slot,
        timezone=settings.schedule.timezone,
        language=table.language,
        window=window,
        tagline=table.tagline,
        intro=_intro(settings.folder, table.intro),
        unsubscribe=_way_out(settings),
    )


def _keep_draft(
    store: Store,
    draft: Issue,
    env: "Environment",
    ids: Mapping[Identity, int],
    edits: tuple[Edit, ...],
    now: datetime,
) -> Issue:
    """Number, render and save in one transaction, so that a build that dies wastes no number.

    A draft that got other ``edits`` while this one was made stays.
    """
    with store.write() as conn:
        zone = ZoneInfo(draft.timezone)
        waiting = corrections.waiting(conn, draft.newsletter)
        corrected = tuple(replace(each, slot=each.slot.astimezone(zone)) for each in waiting)
        issue = finished(conn, replace(draft, corrections=corrected), env)
        there = issues.for_slot(conn, draft.newsletter, draft.slot)
        if there and there.edits != edits:
            return there
        articles_of_stories = [article for story in issue.stories for article in (story.article, *story.also)]
        printed = [ids[_identity(article)] for article in (*articles_of_stories, *issue.brief)]
        saved = issues.save_draft(conn, issue, printed, now)
        corrections.carry(conn, saved)
        return saved


def finished(conn: Connection, draft: Issue, env: "Environment") -> Issue:
    """With its number and renditions, to be saved in the same transaction."""
    issue = replace(draft, number=issues.number_for(conn, draft.newsletter, draft.slot))
    renditions = render(issue, env)
    return replace(issue, renditions=renditions, sha256=sha256_of(renditions))


def _way_out(settings: Settings) -> str:
    """Where a reader of a list leaves; nothing for the reader who mails himself."""
    if settings.newsletter.to:
        return ""
    if settings.newsletter.unsubscribe_url:
        return settings.newsletter.unsubscribe_url
    return f"{settings.web.public_url}/u/{PLACEHOLDER}" if settings.web.public_url else ""


def _summarize_chunk(chunk: Sequence[Article], sentences: int, max_words: int | None, method: str) -> list[Summary]:
    return [summarize(article, sentences=sentences, max_words=max_words, method=method) for article in chunk]


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _window(last: Issue | None, slot: datetime, since: datetime | None) -> Window:
    start = since or (last.window.end if last else slot - FIRST_WINDOW)
    if start >= slot:
        raise InputError(
            f"nothing lies between {start:%Y-%m-%d %H:%M} and the slot {slot:%Y-%m-%d %H:%M}:"
            " name a later --date or an earlier --since"
        )
    return Window(start, slot)


def _intro(folder: Path, name: str | None) -> str:
    """The editor's note; a file that is not there is a day without one."""
    path = folder / (name or "")
    return decode(read_bytes(path), path).strip() if path.is_file() else ""


def _limits(settings: Settings, found: Sequence[Article]) -> Limits:
    """Sections in the order of the configuration: first those it lists, then as its sources name them."""
    table = settings.issue
    titles = {section.title: section.stories for section in settings.section}
    named = [source.section or "" for source in settings.sources] + [article.section or "" for article in found]
    sections = titles | {title: table.stories for title in named if title not in titles}
    return Limits(table.stories, sections, table.per_source, table.brief)


def _identity(article: Article) -> Identity:
    return article.source, article.url, article.title
