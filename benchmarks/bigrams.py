"""The bigram method that stories are compared with: tf-idf of words and pairs of words (log tf, smoothed idf, light
stems, 70 to 30) over title and text, what is below .05 is no similarity, average link from .18; for headlines 90 to 10
from .08. Every pair of articles with a common term is compared, for the sets are small."""

import collections
import itertools
import math

import numpy as np

from digest.compose.events import average_link
from digest.compose.sparse import rows_of
from digest.text.tokens import stop_words, tokens

ENDINGS = ("'s", "ies", "es", "ing", "ed", "s", "ly")


def by_bigrams(rows):
    return grouped(rows, similarities(rows), 0.18 if has_texts(rows) else 0.08)


def has_texts(rows):
    return any(row["text"] for row in rows)


def similarities(rows):
    stops = stop_words("en")
    words = [[light(t) for t in tokens(f"{row['title']}\n{row['text'] or ''}") if t not in stops] for row in rows]
    pairs = [[f"{a} {b}" for a, b in itertools.pairwise(each)] for each in words]
    share, floor = (0.3, 0.05) if has_texts(rows) else (0.1, 0.0)
    found = (1 - share) * cosines(words) + share * cosines(pairs)
    one, other = np.nonzero(np.triu(found, 1) > floor)
    return rows_of(one, other, found[one, other], found.shape)


def grouped(rows, similar, threshold):
    return [[rows[at]["id"] for at in group] for group in average_link(similar, threshold)]


def light(token):
    for ending in ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token[: -len(ending)] + ("y" if ending == "ies" else "")
    return token


def cosines(documents):
    counts = collections.Counter(term for document in documents for term in set(document))
    place = {term: at for at, term in enumerate(sorted(counts))}
    found = np.zeros((len(documents), len(place)), np.float32)
    for row, document in zip(found, documents, strict=True):
        for term, tf in collections.Counter(document).items():
            row[place[term]] = (1 + math.log(tf)) * (1 + math.log((1 + len(documents)) / (1 + counts[term])))
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return (found @ found.T).astype(float)
