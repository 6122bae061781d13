"""Copies, events and summaries -> stories, and what each story's other articles are to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from digest.compose.duplicates import Group, is_excerpt
from digest.models import Article, Earlier, Identity, LeftOut, Story, Summary

Event = Sequence[Article]
"""Articles that certainly tell of one event, the lead first."""


def assemble(
    groups: Iterable[Group],
    events: Iterable[Event],
    summary_of: Callable[[Article], Summary],
    earlier: Mapping[Identity, Earlier] = MappingProxyType({}),
) -> tuple[list[Story], list[LeftOut]]:
    """A story per event, and a reason for every article that leads none.

    ``groups`` are the copies of each article of the events, the article itself first. A story names its lead's
    copies and the others on the same event. ``earlier``: which issue told an event last, by its lead.
    """
    copies = {group[0].identity: group[1:] for group in groups}
    stories: list[Story] = []
    others: list[LeftOut] = []
    for event in events:
        lead = event[0]
        named: list[Article] = [*copies[lead.identity]]
        for article in event:
            others += (left_out(copy, _relation(copy, article)) for copy in copies[article.identity])
            if article is not lead:
                others.append(left_out(article, f"on the same event as {_named(lead)}"))
                named.append(article)
        stories.append(Story(lead, summary_of(lead), tuple(named), update=earlier.get(lead.identity)))
    return stories, others


def _relation(copy: Article, lead: Article) -> str:
    return f"{'an excerpt of' if is_excerpt(copy, lead) else 'the same text as'} {_named(lead)}"


def _named(article: Article) -> str:
    return f"“{article.title}” ({article.source})"


def left_out(article: Article, reason: str) -> LeftOut:
    return LeftOut(article.url, article.title, article.source, reason)
