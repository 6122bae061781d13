"""Method ``news``: position x tf-idf centrality x title overlap.

News is written with the most important first, so position is the strongest single sign; a sentence near the
centre of the article's vocabulary (the centroid of Radev et al., 2004) or sharing words with the headline
(Edmundson, 1969) says more of its substance. Linear in the length of the text.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from digest.summarize.candidates import Candidate
from digest.text.words import stemmer, stop_words, tokens


def scores_of(candidates: Sequence[Candidate], title: str, code: str | None) -> NDArray[np.float64]:
    """A score per candidate, higher is better; furniture scores 0."""
    stem, stops = stemmer(code), stop_words(code)

    def terms(words: Sequence[str]) -> dict[str, None]:
        """A set in the order of the text: sums come out the same in every process."""
        return {stem(word): None for word in words if word not in stops and (len(word) > 1 or not word.isascii())}

    bags = [terms(candidate.words) if candidate.news else {} for candidate in candidates]
    centrality = _centrality(bags)
    headline = terms(tokens(title))
    overlap = np.array([len(bag.keys() & headline.keys()) / len(headline) if headline else 0.0 for bag in bags])
    length = np.array([len(candidate.text.split()) for candidate in candidates], dtype=float)
    personal = np.array([0.75 if candidate.personal else 1.0 for candidate in candidates])
    is_news = np.array([float(candidate.news) for candidate in candidates])
    place = np.cumsum(is_news) - is_news
    position = 1 / (1 + place) ** 0.5
    size = np.minimum(1.0, length / 12) * np.minimum(1.0, 35 / np.maximum(length, 1))
    scores: NDArray[np.float64] = is_news * position * (0.1 + centrality) * (1 + 0.5 * overlap) * size * personal
    return scores


def _centrality(bags: Sequence[Mapping[str, None]]) -> NDArray[np.float64]:
    """Cosine of each sentence's binary term vector with the sum of all, weighted by log idf; the best is 1."""
    index: dict[str, int] = {}
    ids = np.array([index.setdefault(term, len(index)) for bag in bags for term in bag], dtype=np.int64)
    rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    if not len(ids):
        return np.zeros(len(bags))
    frequency = np.bincount(ids, minlength=len(index)).astype(float)
    weight = np.log1p(len(bags) / frequency)
    centroid = frequency * weight
    dots = np.bincount(rows, weights=(weight * centroid)[ids], minlength=len(bags))
    norms = np.sqrt(np.bincount(rows, weights=(weight**2)[ids], minlength=len(bags)))
    cosine = dots / np.maximum(norms, 1e-9)
    return np.asarray(cosine / max(float(cosine.max()), 1e-9), dtype=np.float64)
