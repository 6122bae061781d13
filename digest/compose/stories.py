"""Which articles tell of the same event: average link of tf-idf similarities that neighbours support.

The threshold is found from the articles: see ``_threshold``.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digest.compose.duplicates import timestamp
from digest.compose.linking import average_link
from digest.compose.similarity import similarities, supported
from digest.compose.sparse import Floats, Rows
from digest.compose.vectors import terms_of, vectors
from digest.models import Article
from digest.text.words import count_words

_LEVEL, _BY_LONE, _BY_LENGTH = 0.19, 0.15, 0.14  # of the threshold; chosen as benchmarks/README.md says
_ALONE, _LEAST_LONE = (
    0.12,
    0.1,
)  # an article with no similarity above the first stands alone; what is added to the share
_LONG = 400  # terms; beyond that the length of texts says nothing
_FLOOR = 0.05  # less than that of a supported similarity is none
_STRONG = 0.3  # similarity to the lead that is enough to name an article beside it, however short the texts
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
    found = sorted(articles, key=_place)
    terms, early = terms_of(found)
    similar = similarities(vectors(terms, early))
    groups = average_link(supported(similar, _FLOOR), _threshold([len(each) for each in terms], similar))
    stories = [_story([found[at] for at in group], _within(similar, group), weights) for group in groups]
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


def _threshold(lengths: Sequence[int], similar: Rows) -> float:
    """The mean similarity from which texts are one event.

    Long texts share more than short ones. Where most texts have a near relative, most likenesses are of one event;
    where many stand alone, more of them are by chance.
    """
    if not lengths:
        return 1.0
    lone = 1 - len(np.unique(similar.numbers[similar.values > _ALONE])) / len(lengths)
    length = min(_LONG, max(1.0, float(np.median(lengths))))
    return float(_LEVEL * (_LEAST_LONE + lone) ** _BY_LONE * length**_BY_LENGTH)


def _within(similar: Rows, group: Sequence[int]) -> Floats:
    """The similarities among the articles of a group, in its order."""
    place = {at: number for number, at in enumerate(group)}
    found = np.zeros((len(group), len(group)))
    for number, at in enumerate(group):
        row = slice(similar.starts[at], similar.starts[at + 1])
        for other, value in zip(similar.columns[row].tolist(), similar.values[row].tolist(), strict=True):
            if other in place:
                found[number, place[other]] = value
    return found


def _story(group: Sequence[Article], near: Floats, weights: Mapping[str, float]) -> list[Linked]:
    latest = max(map(timestamp, group))
    closeness = near.sum(axis=1) / max(1, len(group) - 1)
    worth = [
        (
            count_words(article.text) >= _FULL_LENGTH,
            weights.get(article.source, 1.0) * (1 + close) * 0.5 ** ((latest - timestamp(article)) / _HALF_LIFE),
        )
        for article, close in zip(group, closeness, strict=True)
    ]
    lead = max(range(len(group)), key=lambda at: (worth[at], -at))
    others = sorted((-near[lead, at] / _STRONG, at) for at in range(len(group)) if at != lead)
    return [Linked(group[lead], math.inf), *(Linked(group[at], float(-strength)) for strength, at in others)]
