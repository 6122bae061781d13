"""Texts as weighted terms: stems of content words, pairs of neighbours, tf-idf."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from digest.text.words import stemmer, stop_words, tokens

Vector = Mapping[str, float]
"""Weights by term, of Euclidean length 1 (or empty)."""


def terms(text: str, code: str | None) -> list[str]:
    """Stems of the words of a text that are no stop words of the language, in their order."""
    stem, stops = stemmer(code), stop_words(code)
    return [stem(token) for token in tokens(text) if token not in stops]


def pairs_of(found: Sequence[str]) -> list[str]:
    """Every two neighbours as one term."""
    return [*map(" ".join, pairwise(found))]


def inverse_frequencies(documents: Iterable[Collection[str]]) -> dict[str, float]:
    """How much each term tells: ln(1 + documents / documents with the term)."""
    sets = [set(document) for document in documents]
    counts = Counter(term for document in sets for term in document)
    return {term: math.log1p(len(sets) / count) for term, count in counts.items()}


def vector(found: Iterable[str], idf: Mapping[str, float]) -> Vector:
    """(1 + ln tf) · idf by term, of length 1; terms that idf does not know are left out."""
    weights = {term: (1 + math.log(count)) * idf[term] for term, count in Counter(found).items() if term in idf}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """0 (nothing in common) to 1; an exact sum, so that the order of a set does not show."""
    return math.fsum(one[term] * other[term] for term in one.keys() & other.keys())
