"""What is measured of every sentence, in one pass over the terms of the article.

LexRank: Erkan and Radev, 2004 (continuous, cosine of tf-idf). Centrality: the centroid of Radev et al., 2004.
Headline and length: Edmundson, 1969. Linear in the length of the text.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from digest.summarize.candidates import Candidate
from digest.text.tokens import term_of, tokens

FEATURES = (
    "centrality", "lexrank", "position", "nearness", "depth", "headline", "headline cosine", "opening",
    "short", "long", "length", "personal", "quotation", "figures", "repeated",
)  # fmt: skip
_DAMPING, _ROUNDS = 0.85, 12
_MARKS = re.compile('["“”«»„「」『』]')
_FIGURES = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]+")

Array = NDArray[np.float64]


def features_of(candidates: Sequence[Candidate], title: str, code: str | None) -> Array:
    """Shape (candidates, FEATURES); rows of furniture are zero.

    centrality, lexrank: log of the article's centroid's cosine and of LexRank, the best being 1, plus .1.
    position: -log(1 + place) / 2. nearness: 1 / (1 + place). depth: place by count.
    headline: log(1 + half the share of its terms). headline cosine, opening: with the title, the first sentence.
    short, long: log of words / 12 and of 35 / words, at most 0. length: log of words / 3.
    personal, quotation: 1 if so. figures: numbers, to three, / 3. repeated: share of terms that come again.
    """
    news = [index for index, candidate in enumerate(candidates) if candidate.news]
    found = np.zeros((len(candidates), len(FEATURES)))
    if news:
        found[news] = _measured([candidates[index] for index in news], title, code)
    return found


def _measured(sentences: Sequence[Candidate], title: str, code: str | None) -> Array:
    term_of_word = term_of(code)

    def terms(words: Sequence[str]) -> dict[str, None]:
        """A set in the order of the text: sums come out the same in every process."""
        found = dict.fromkeys(map(term_of_word, words))
        found.pop("", None)
        return found

    bags = [terms(sentence.words) for sentence in sentences]
    headline = terms(tokens(title))
    flat = [*chain.from_iterable(bags)]
    index = {term: number for number, term in enumerate(dict.fromkeys(flat))}
    ids = np.fromiter(map(index.__getitem__, flat), np.int64, len(flat))
    count = len(bags)
    rows = np.repeat(np.arange(count), [len(bag) for bag in bags])
    frequency = np.bincount(ids, minlength=len(index)).astype(float)
    weight = np.log1p(count / np.maximum(frequency, 1))
    norms = np.sqrt(np.bincount(rows, weights=(weight**2)[ids], minlength=count))

    def cosine(vector: Array) -> Array:
        """Of every sentence with binary or counted terms, both weighted by idf."""
        dots = np.bincount(rows, weights=(weight**2 * vector)[ids], minlength=count)
        return np.asarray(dots / np.maximum(norms * np.sqrt(((weight * vector) ** 2).sum()), 1e-9))

    centrality = cosine(frequency)
    overlap = np.array([len(bag.keys() & headline.keys()) / max(1, len(headline)) for bag in bags])
    words = np.array([max(1, len(sentence.text.split())) for sentence in sentences], dtype=float)
    place = np.arange(count, dtype=float)
    again = np.bincount(rows, weights=(frequency > 1).astype(float)[ids], minlength=count)
    columns = {
        "centrality": np.log(0.1 + centrality / max(float(centrality.max()), 1e-9)),
        "lexrank": np.log(0.1 + _lexrank(ids, rows, weight, norms)),
        "position": -0.5 * np.log1p(place),
        "nearness": 1 / (1 + place),
        "depth": place / count,
        "headline": np.log1p(0.5 * overlap),
        "headline cosine": cosine(_vector(headline, index)),
        "opening": cosine(_vector(bags[0], index)),
        "short": np.log(np.minimum(1.0, words / 12)),
        "long": np.log(np.minimum(1.0, 35 / words)),
        "length": np.log(words) / 3,
        "personal": np.array([float(sentence.personal) for sentence in sentences]),
        "quotation": np.array([float(_is_quoting(sentence.text)) for sentence in sentences]),
        "figures": np.array([min(3, len(_FIGURES.findall(sentence.text))) / 3 for sentence in sentences]),
        "repeated": again / np.maximum(1, [len(bag) for bag in bags]),
    }
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _is_quoting(text: str) -> bool:
    return '"' in text if text.isascii() else bool(_MARKS.search(text))


def _vector(terms: Mapping[str, None], index: Mapping[str, int]) -> Array:
    vector = np.zeros(len(index))
    vector[[index[term] for term in terms if term in index]] = 1
    return vector


def _lexrank(ids: NDArray[np.int64], rows: NDArray[np.int64], weight: Array, norms: Array) -> Array:
    """The best is 1. The similarities are never written down: one round is a product with the terms and back, of the
    terms that two sentences share."""
    count, terms = len(norms), len(weight)
    shared = (np.bincount(ids, minlength=terms) > 1)[ids]
    ids, rows = ids[shared], rows[shared]
    values = weight[ids] / norms[rows]
    own = np.bincount(rows, weights=values**2, minlength=count)

    def similar(vector: Array) -> Array:
        """Product with the cosines of all pairs, none with itself."""
        through = np.bincount(ids, weights=values * vector[rows], minlength=terms)
        return np.asarray(np.bincount(rows, weights=values * through[ids], minlength=count) - own * vector)

    degrees = similar(np.ones(count))
    alone = degrees < 1e-9
    some_alone = bool(alone.any())
    share = np.where(alone, 0, 1 / np.where(alone, 1, degrees))
    rank = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        idle = (rank * alone).sum() / count if some_alone else 0.0
        rank = (1 - _DAMPING) / count + _DAMPING * (similar(rank * share) + idle)
    return np.asarray(rank / rank.max())
