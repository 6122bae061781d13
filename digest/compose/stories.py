"""Stories: the articles that tell of the same event, the one that leads, and how strongly the others are tied to it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.compose.duplicates import timestamp
from digest.compose.shared import own_text
from digest.models import Article
from digest.text.tokens import count_words, term_of, tokens

_STRONG = 0.3  # similarity to the lead that is enough to name an article beside it, however short the texts
_FEWEST = 20  # words of a text that says what it is about
_FULL_LENGTH = 150  # words of a text that may lead
_HALF_LIFE = 2 * 86_400.0  # seconds in which an article's claim to lead is halved


@dataclass(frozen=True, slots=True)
class Linked:
    """An article of a story. ``strength``: its similarity to the lead, in units of what is strong enough to name it
    there; the lead's own is infinite."""

    article: Article
    strength: float

    @property
    def is_strong(self) -> bool:
        return self.strength >= 1


def group_stories(articles: Sequence[Article]) -> list[list[Article]]:
    """Articles on the same event together, the lead of each story first; stories by their lead's time, the latest
    first. Every article is in one story; the order of the input does not matter."""
    return [[linked.article for linked in story] for story in link_stories(articles, {})]


def link_stories(articles: Sequence[Article], weights: Mapping[str, float]) -> list[list[Linked]]:
    """As ``group_stories``, with how strongly each article is tied to the lead. ``weights`` by source, by default 1.

    The lead is the article that tells most: full text first, then source weight times closeness to the others times
    recency.
    """
    from digest.compose.events import events  # it takes numpy, which `digest --help` does not need

    found = sorted(articles, key=_place)
    stories = [_story([found[at] for at in group], near, weights) for group, near in events(found)]
    return sorted(stories, key=lambda story: _place(story[0].article))


def events_of(story: Sequence[Linked]) -> list[list[Article]]:
    """What an issue may treat as one event: the lead with the strongly linked, and every other by itself, for a
    story that is lost hurts more than one that is told twice."""
    return [
        [each.article for each in story if each.is_strong],
        *([each.article] for each in story if not each.is_strong),
    ]


def _place(article: Article) -> tuple[float, str, str, str, str]:
    return -timestamp(article), article.url, article.title, article.source, article.text


def _story(group: Sequence[Article], near: Sequence[Sequence[float]], weights: Mapping[str, float]) -> list[Linked]:
    latest = max(map(timestamp, group))
    closeness = [sum(row) / max(1, len(group) - 1) for row in near]
    worth = [
        (
            count_words(own_text(article)) >= _FULL_LENGTH,
            weights.get(article.source, 1.0) * (1 + close) * 0.5 ** ((latest - timestamp(article)) / _HALF_LIFE),
        )
        for article, close in zip(group, closeness, strict=True)
    ]
    lead = max(range(len(group)), key=lambda at: (worth[at], -at))
    others = sorted((-_strength(group[lead], group[at], near[lead][at]), at) for at in range(len(group)) if at != lead)
    return [Linked(group[lead], math.inf), *(Linked(group[at], -strength) for strength, at in others)]


def _strength(lead: Article, other: Article, similarity: float) -> float:
    """Where one of the two is a headline and little more, its rare words decide alone, and three of eight may be a turn
    of phrase: half of the shorter headline stands in the other."""
    strength = similarity / _STRONG
    if min(count_words(own_text(lead)), count_words(own_text(other))) >= _FEWEST:
        return strength
    term = term_of(lead.language or other.language)
    one, two = (set(map(term, tokens(it.title))) - {""} for it in (lead, other))
    return strength if 2 * len(one & two) >= min(len(one), len(two)) else min(strength, 0.99)
