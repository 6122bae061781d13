"""The articles of a window -> the sections of an issue: copies, events, what was told, summaries, ranking."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from itertools import islice
from typing import TypeVar

from digest.collect.guard import leads_inside
from digest.compose import (
    Composed,
    Room,
    Taste,
    Told,
    addition,
    assemble,
    choose,
    compose,
    events_of,
    follow,
    group_duplicates,
    link_stories,
    mentions,
    own_words,
    with_section,
)
from digest.compose.followups import Ranked, Update
from digest.compose.ranking import in_order
from digest.config import Settings
from digest.engine import executor_factory, run_chunks
from digest.models import Article, Earlier, Identity, LeftOut, Method, Story, Summary, Window
from digest.pipeline.network import reachable
from digest.proof import not_verbatim, shortened, told_in
from digest.summarize import independent, summarize_article, summary_of

CHUNK = 25  # articles; about 50 ms of work, which hides the cost of passing them to another process

Item = TypeVar("Item")
Progress = Callable[[int, int], None]
Place = tuple[str, str]  # source, URL


def composed_of(
    settings: Settings,
    found: Sequence[Article],
    told: Sequence[Told],
    window: Window,
    pinned: Collection[Identity],
    links: Mapping[Place, int],
    earlier: Sequence[Article] = (),
    progress: Progress | None = None,
) -> Composed:
    """Everything of the window: some articles out, copies and events together, told ones out, summarised, ranked.

    ``links``: what earlier issues printed, with the number of the latest.
    ``earlier`` articles of the same sources tell what a source prints under everything.
    """
    taste = Taste(
        {source.name: source.weight for source in settings.sources},
        [(table.words, table.weight) for table in settings.interest],
        pinned,
    )
    words = {table.title: table.words for table in settings.section}
    kept: list[Article] = []
    wanted, left_out = choose(
        own_words(found, earlier), {source.name: source for source in settings.sources}, window.end
    )
    for article in wanted:
        if not article.title.strip():
            left_out.append(
                LeftOut(
                    article.url, article.title, article.source, "it has neither a headline nor words to make one of"
                )
            )
        elif word := mentions(article, settings.issue.block):
            left_out.append(LeftOut(article.url, article.title, article.source, f"blocked word “{word}”"))
        elif fault := fault_of(settings, article):
            left_out.append(LeftOut(article.url, article.title, article.source, fault, lost=True))
        else:
            kept.append(with_section(article, words))
    groups = group_duplicates(kept, taste.weights)
    firsts = [group[0] for group in groups]
    events = [event for story in link_stories(firsts, taste.weights) for event in events_of(story)]
    ranked = cache(partial(independent, method=settings.summary.method))
    followed = follow(events, {group[0].identity: group[1:] for group in groups}, told, ranked)
    updates = followed.updates
    leads = [event[0] for event in followed.events if event[0].identity not in updates]
    made = summarize_all(leads, settings, progress)
    summaries = {lead.identity: summary for lead, summary in zip(leads, made, strict=True)}
    summaries |= {lead: _news_of(settings, update) for lead, update in updates.items()}
    told_last = {lead: update.issue for lead, update in updates.items()}
    stories, others = assemble(groups, followed.events, lambda article: summaries[article.identity], told_last)
    composed = compose(stories, window, taste, _limits(settings, kept), partial(_refused, links))
    return replace(
        composed,
        sections=tuple(
            replace(section, stories=tuple(_with_addition(story, ranked) for story in section.stories))
            for section in composed.sections
        ),
        left_out=in_order([*left_out, *followed.left_out, *others, *composed.left_out]),
    )


def fault_of(settings: Settings, article: Article) -> str:
    """Why no reader of this newsletter can be led to an article, in words; "" where one can."""
    host = leads_inside(article.url, reachable(settings))
    return f"its link leads to {host}, inside a private network" if host else ""


def _refused(links: Mapping[Place, int], story: Story) -> str:
    if number := told_in(story, links):
        return f"its link was told in No. {number}"
    false = next(not_verbatim(story), None)
    return f"“{shortened(false[1].text)}” does not stand in its article" if false else ""


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


def _summarize_chunk(chunk: Sequence[Article], sentences: int, max_words: int | None, method: Method) -> list[Summary]:
    return [summarize_article(article, sentences=sentences, max_words=max_words, method=method) for article in chunk]


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _limits(settings: Settings, found: Sequence[Article]) -> Room:
    """Sections in the order of the configuration: first those it lists, then as its sources name them."""
    table = settings.issue
    titles = {section.title: section.stories for section in settings.section}
    named = [source.section or "" for source in settings.sources] + [article.section or "" for article in found]
    sections = titles | {title: table.stories for title in named if title not in titles}
    return Room(table.stories, sections, table.per_source, table.brief)


def earlier_of(settings: Settings, number: int, slot: datetime, name: str = "") -> Earlier:
    """An issue that went out, and where it is served. ``name`` for readers of another newsletter."""
    web = settings.web
    served = f"{web.public_url}/issues/{number}" if web.public_url else ""
    archived = f"{web.archive_url}/issues/{number}.html" if web.archive_url else ""
    return Earlier(number, slot.astimezone(settings.schedule.zone), served or archived, name)
