"""Articles that are the same text, or an excerpt of one another, together."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal
from zlib import crc32

from digest.compose.shared import own_text
from digest.compose.urls import canonical_url
from digest.models import Article
from digest.text.tokens import count_words, tokens

_SHORTEST = 20  # words; shorter texts are alike by chance
_OPENING = 60  # words in which two versions of one article begin alike
_OFTEN = 50  # texts; a phrase in so many joins nothing, or costs the square of them
_HITS = 3  # sampled phrases two texts share at least
_MANY_TITLES = 4  # an address that has so many is not one article's own
_QUARTER, _HALF, _OVER_HALF, _MOST = 1 / 4, 1 / 2, 3 / 5, 2 / 3

Group = tuple[Article, ...]
Relation = Literal["same", "excerpt"]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that one article or several have word for word, a sample of its phrases, and all those it opens with."""

    key: str
    articles: tuple[Article, ...]
    phrases: frozenset[int]
    opening: frozenset[int]


def group_duplicates(articles: Sequence[Article], weights: Mapping[str, float]) -> list[Group]:
    """Articles with the same text, and excerpts of it, together, the one to print first.

    That is, among those that are no excerpts, the one of the heaviest source, then the fullest (within a tenth), then
    the earliest, then by URL; excerpts follow. The order of the articles does not matter.
    """
    texts = _distinct_texts(articles)
    groups: dict[int, list[Article]] = defaultdict(list)
    for text, root in zip(texts, _roots(texts), strict=True):
        groups[root].extend(text.articles)
    return [_ordered(group, weights) for group in groups.values()]


def is_excerpt(article: Article, of: Article) -> bool:
    """Whether an article has less than two thirds of the words of another one of its group."""
    return count_words(own_text(article)) < _MOST * count_words(own_text(of))


def timestamp(article: Article) -> float:
    return article.published_at.timestamp() if article.published_at else 0.0


def _ordered(group: Iterable[Article], weights: Mapping[str, float]) -> Group:
    words = [(count_words(own_text(article)), article) for article in group]
    longest = max(count for count, _ in words)

    def precedence(counted: tuple[int, Article]) -> tuple[bool, float, bool, float, str, str, str, str]:
        count, article = counted
        weight = weights.get(article.source, 1.0)
        names = article.url, article.source, article.title, article.text
        return count < _MOST * longest, -weight, count < 0.9 * longest, timestamp(article), *names

    return tuple(article for _, article in sorted(words, key=precedence))


def _distinct_texts(articles: Iterable[Article]) -> list[_Text]:
    """Every text once, the fullest first; a very short one is told apart by address and title too."""
    samples: dict[str, tuple[frozenset[int], frozenset[int]]] = {}
    printed: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        words = tokens(own_text(article))
        names = [] if len(words) >= _SHORTEST else [canonical_url(article.url), article.title]
        key = hashlib.sha256("\n".join([*names, " ".join(words)]).encode()).hexdigest()
        if key not in samples:
            samples[key] = _sample(words), frozenset(_phrases(words[:_OPENING]))
        printed[key].append(article)
    texts = [_Text(key, tuple(found), *samples[key]) for key, found in printed.items()]
    return sorted(_without_furniture(texts), key=lambda text: (-len(text.phrases), text.key))


def _sample(words: Sequence[str]) -> frozenset[int]:
    """About one in four of a text's phrases, in all texts the same ones."""
    return frozenset([phrase for phrase in _phrases(words) if phrase % 4 == 0] if len(words) >= _SHORTEST else ())


def _phrases(words: Sequence[str]) -> Iterable[int]:
    """Every four words that follow one another, as a hash."""
    return map(crc32, map(str.encode, map(" ".join, zip(words, words[1:], words[2:], words[3:], strict=False))))


def _without_furniture(texts: Sequence[_Text]) -> list[_Text]:
    """Texts without what their sources print under everything; what many sources print once is news and stays."""
    often = _printed(texts, _OFTEN)
    sources: dict[int, set[str]] = defaultdict(set)
    for text in texts:
        for phrase in text.phrases & often.keys():
            sources[phrase].update(article.source for article in text.articles)
    furniture = {phrase for phrase, count in often.items() if 2 * len(sources[phrase]) < count}
    return [_Text(each.key, each.articles, each.phrases - furniture, each.opening) for each in texts]


def _printed(texts: Iterable[_Text], times: int) -> dict[int, int]:
    """The phrases that are in so many texts or more, and in how many."""
    counts = Counter(chain.from_iterable(text.phrases for text in texts))
    return {phrase: count for phrase, count in counts.items() if count >= times}


def _roots(texts: Sequence[_Text]) -> list[int]:
    """For every text the number of the fullest one of its group."""
    roots = list(range(len(texts)))
    excerpts: dict[int, list[tuple[bool, float, int]]] = defaultdict(list)
    for longer, shorter in _at_the_same_address(texts):
        _unite(roots, longer, shorter)
    for longer, shorter, hits in _overlaps(texts):
        relation = _relation(texts[longer], texts[shorter], hits)
        if relation == "same":
            _unite(roots, longer, shorter)
        elif relation == "excerpt":
            excerpts[shorter].append((*_distance(texts[longer], texts[shorter], hits), longer))
    _attach(roots, excerpts)
    return [_root(roots, number) for number in range(len(texts))]


def _overlaps(texts: Sequence[_Text]) -> Iterator[tuple[int, int, int]]:
    """Pairs of texts, the longer one first, and how many sampled phrases both have.

    A phrase that many have leads only to the fullest one: with all pairs, a thousand copies would be half a million.
    """
    counts = _printed(texts, 2)
    having: dict[int, list[int]] = defaultdict(list)
    for shorter, text in enumerate(texts):
        repeated = text.phrases & counts.keys()
        shared = Counter(chain.from_iterable(map(having.__getitem__, repeated)))
        fewest = max(_HITS, _QUARTER * len(text.phrases))
        yield from ((longer, shorter, hits) for longer, hits in shared.items() if hits >= fewest)
        for phrase in repeated:
            if counts[phrase] < _OFTEN or not having[phrase]:
                having[phrase].append(shorter)


def _relation(longer: _Text, shorter: _Text, hits: int) -> Relation | None:
    """What the shorter text is to the longer one.

    Half of an article quoted by another does not make them one: copies share two thirds of both, or three fifths
    and the beginning. Two thirds of an excerpt stand in the article, and of a long one it is the beginning, so that a
    round-up, which reprints whole short articles further down, leaves them alone. At one address a quarter is enough.
    """
    part, cover = hits / len(shorter.phrases), hits / len(longer.phrases)
    if part >= _HALF:
        begin_alike = _begin_alike(longer, shorter)
        if cover >= _MOST or (cover >= _OVER_HALF and begin_alike):
            return "same"
        if part >= _MOST and (cover >= _HALF or begin_alike):
            return "excerpt"
    return "same" if part >= _QUARTER and not _addresses(longer).isdisjoint(_addresses(shorter)) else None


def _distance(longer: _Text, shorter: _Text, hits: int) -> tuple[bool, float]:
    """How far an article is from being where an excerpt was taken: those that begin like it first, then by Jaccard."""
    union = len(longer.phrases) + len(shorter.phrases) - hits
    return not _begin_alike(longer, shorter), -hits / union


def _begin_alike(one: _Text, other: _Text) -> bool:
    shared = one.opening & other.opening
    return len(shared) >= _MOST * min(len(one.opening), len(other.opening))


def _attach(roots: list[int], excerpts: Mapping[int, Sequence[tuple[bool, float, int]]]) -> None:
    """Unite each set of copies with the one article its fullest copy is most of all an excerpt of.

    With one only, for a teaser that a round-up quotes too must not make one story of both.
    """
    chosen = []
    for shorter, candidates in excerpts.items():
        if _root(roots, shorter) == shorter:
            chosen.append((min(candidates)[-1], shorter))
    for longer, shorter in chosen:
        _unite(roots, longer, shorter)


def _at_the_same_address(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that have a canonical URL and a title in common; either alone is no identity.

    There are feeds in which all items have one link, and columns in which all have one title.
    """
    found: dict[str, dict[tuple[str, ...], int]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for article in text.articles:
            title = tuple(tokens(article.title))
            if article.url and title:
                first = found[canonical_url(article.url)].setdefault(title, number)
                if first != number:
                    yield first, number
    for titles in found.values():
        if len(titles) < _MANY_TITLES:
            yield from ((titles[a], titles[b]) for a, b in combinations(titles, 2) if _one_holds_the_other(a, b))


def _one_holds_the_other(title: Sequence[str], other: Sequence[str]) -> bool:
    """As “Quota cut for coast” and “Quota cut for coast | The Paper”."""
    shared = set(title) & set(other)
    return len(shared) >= 3 and shared in (set(title), set(other))


def _addresses(text: _Text) -> set[str]:
    return {canonical_url(article.url) for article in text.articles if article.url}


def _unite(roots: list[int], one: int, other: int) -> None:
    one, other = sorted((_root(roots, one), _root(roots, other)))
    roots[other] = one


def _root(roots: list[int], number: int) -> int:
    while roots[number] != number:
        roots[number] = number = roots[roots[number]]
    return number
