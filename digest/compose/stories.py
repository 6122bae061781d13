"""Which articles tell of the same event: tf-idf of words and pairs of words, average link.

Average link over a sparse graph: pairs are opened by the rarest terms first until a budget per article is spent, so the
cost grows nearly with the number of articles. The threshold follows the length of the texts: two headlines on one event
share less than two articles do; and it is higher among few articles.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from digest.compose.duplicates import timestamp
from digest.compose.vectors import Vector, cosine, inverse_frequencies, pairs_of, terms, vector
from digest.models import Article
from digest.text.words import count_words

_MOST_TERMS = 120  # of a text, besides its title: news says early what it is about
_PAIRS = 0.3  # share of the pairs of words in a similarity; the rest is the words'
_BUDGET = 30  # pairs of articles that are compared, per article
_SMALL = 15  # articles: a term of so few is always followed
_FLOOR = 0.02  # less is no similarity
_SAME_HEADLINE, _SAME_TEXT = 0.04, 0.12  # average similarity of one event, for texts of 10 terms and of 100
_FEW = 15  # articles; among so few every word seems rare, and nothing is alike for it
_MOST = 0.2  # the highest threshold
_STRONG = 0.27  # similarity to the lead that is enough to name an article beside it, however short the texts
_FULL_LENGTH = 150  # words of a text that may lead


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

    The lead is the article that tells most: full text first, then source weight times closeness to the others,
    then the latest.
    """
    found = sorted(articles, key=_place)
    vectors, threshold = _vectors(found)
    similar = _similarities(vectors)
    stories = []
    for group in _average_link(len(found), similar, threshold):
        lead = max(group, key=lambda at: (_worth(found[at], at, group, similar, weights), -at))
        story = [Linked(found[lead], math.inf)]
        others = [(_of(similar, lead, at) / _STRONG, at) for at in group if at != lead]
        story += [Linked(found[at], strength) for strength, at in sorted(others, key=lambda each: (-each[0], each[1]))]
        stories.append(story)
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


def _vectors(articles: Sequence[Article]) -> tuple[list[Vector], float]:
    """Words and pairs of words as one vector of length 1 each, and the similarity from which two are one event."""
    words = []
    for article in articles:
        code = article.language
        words.append(terms(article.title, code) + terms(article.text[:4000], code)[:_MOST_TERMS])
    pairs = [pairs_of(found) for found in words]
    of_words, of_pairs = inverse_frequencies(words), inverse_frequencies(pairs)
    one, two = math.sqrt(1 - _PAIRS), math.sqrt(_PAIRS)
    vectors = [
        {term: one * weight for term, weight in vector(single, of_words).items()}
        | {term: two * weight for term, weight in vector(double, of_pairs).items()}
        for single, double in zip(words, pairs, strict=True)
    ]
    middle = sorted(map(len, words))[len(words) // 2] if words else 0
    share = min(1.0, max(0.0, (middle - 10) / 90))
    threshold = _SAME_HEADLINE + share * (_SAME_TEXT - _SAME_HEADLINE)
    return list(vectors), min(_MOST, threshold * (1 + _FEW / max(1, len(words))))


def _similarities(vectors: Sequence[Vector]) -> dict[tuple[int, int], float]:
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, found in enumerate(vectors):
        for term in found:
            holders[term].append(at)
    pairs: set[tuple[int, int]] = set()
    followed = 0
    for _, places in sorted(holders.items(), key=lambda item: (len(item[1]), item[0])):
        followed += math.comb(len(places), 2)
        spent = len(pairs) > _BUDGET * len(vectors) or followed > 10 * _BUDGET * len(vectors)
        if spent and len(places) > _SMALL:
            break
        pairs.update(combinations(places, 2))
    found_similar = {pair: cosine(vectors[pair[0]], vectors[pair[1]]) for pair in sorted(pairs)}
    return {pair: value for pair, value in found_similar.items() if value > _FLOOR}


def _average_link(count: int, similar: Mapping[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Groups that are merged, the most similar first, while their mean similarity over all pairs is enough."""
    groups = {at: [at] for at in range(count)}
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), value in similar.items():
        sums[one][other] = sums[other][one] = value
    waiting = [(-value, one, other) for (one, other), value in similar.items() if value >= threshold]
    heapq.heapify(waiting)
    while waiting:
        value, one, other = heapq.heappop(waiting)
        if one not in groups or other not in groups or -value != _mean(groups, sums, one, other):
            continue
        groups[one] += groups.pop(other)
        del sums[one][other], sums[other][one]
        for third, total in sums[other].items():
            del sums[third][other]
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
        for third in sums[one]:
            low, high = sorted((one, third))
            if (mean := _mean(groups, sums, low, high)) >= threshold:
                heapq.heappush(waiting, (-mean, low, high))
    return [sorted(group) for group in groups.values()]


def _mean(groups: Mapping[int, Sequence[int]], sums: Sequence[Mapping[int, float]], one: int, other: int) -> float:
    return sums[one].get(other, 0.0) / (len(groups[one]) * len(groups[other]))


def _worth(
    article: Article,
    at: int,
    group: Sequence[int],
    similar: Mapping[tuple[int, int], float],
    weights: Mapping[str, float],
) -> tuple[bool, float]:
    closeness = sum(_of(similar, at, other) for other in group if other != at) / max(1, len(group) - 1)
    return count_words(article.text) >= _FULL_LENGTH, weights.get(article.source, 1.0) * (1 + closeness)


def _of(similar: Mapping[tuple[int, int], float], one: int, other: int) -> float:
    return similar.get((min(one, other), max(one, other)), 0.0)
