"""Method ``news``: a linear model of what is measured of a sentence.

The weights in ``news.json`` were trained on articles with human summaries by ``python -m benchmarks.train``, which
the file names with its sets and counts; the method is a conditional logit over the sentences of each article.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from digest.summarize.candidates import Candidate
from digest.summarize.features import FEATURES, Array, features_of


def scores_of(candidates: Sequence[Candidate], title: str, code: str | None) -> Array:
    """A score per candidate, higher is better; furniture scores 0."""
    return scored(candidates, features_of(candidates, title, code), weights())


def scored(candidates: Sequence[Candidate], features: Array, weights: Array) -> Array:
    is_news = np.array([float(candidate.news) for candidate in candidates])
    return np.asarray(is_news * np.exp(features @ weights))


def parts_of(candidates: Sequence[Candidate], title: str, code: str | None) -> list[list[tuple[str, float]]]:
    """Of every candidate what each feature adds to the logarithm of its score, beside the article's mean; the
    strongest first. Nothing of furniture."""
    features = features_of(candidates, title, code)
    news = [candidate.news for candidate in candidates]
    mean = features[news].mean(axis=0) if any(news) else 0.0
    added = (features - mean) * weights()
    return [
        sorted(zip(FEATURES, row.tolist(), strict=True), key=lambda part: -abs(part[1])) if is_news else []
        for is_news, row in zip(news, added, strict=True)
    ]


@cache
def weights() -> Array:
    stored = json.loads(files("digest.summarize").joinpath("news.json").read_text(encoding="utf-8"))["weights"]
    return np.array([stored[name] for name in FEATURES])
