"""The bigram method that stories are compared with, as it was measured before this project had one: tf-idf of words and
pairs of words (log tf, light stems, 70 to 30) over title and text, terms in at most 15 documents open a pair, what is
below .05 is no similarity, average link from .18, for headlines 90 to 10 from .08."""

import collections
import itertools
import math

from digest.text.words import stop_words, tokens

ENDINGS = ("'s", "ies", "es", "ing", "ed", "s", "ly")


def by_bigrams(rows):
    stops = stop_words("en")
    words = [[light(t) for t in tokens(f"{row['title']}\n{row['text'] or ''}") if t not in stops] for row in rows]
    pairs = [[f"{a} {b}" for a, b in itertools.pairwise(each)] for each in words]
    headlines = not any(row["text"] for row in rows)
    share, threshold = (0.1, 0.08) if headlines else (0.3, 0.18)
    vectors = [
        {t: w * (1 - share) ** 0.5 for t, w in one.items()} | {t: w * share**0.5 for t, w in two.items()}
        for one, two in zip(weighted(words), weighted(pairs), strict=True)
    ]
    holders = collections.defaultdict(list)
    for at, vector in enumerate(vectors):
        for term in vector:
            holders[term].append(at)
    opened = {pair for places in holders.values() if len(places) <= 15 for pair in itertools.combinations(places, 2)}
    similar = {}
    for one, other in sorted(opened):
        a, b = sorted((vectors[one], vectors[other]), key=len)
        if (value := sum(w * b[t] for t, w in a.items() if t in b)) >= (0 if headlines else 0.05):
            similar[one, other] = value
    return [[rows[at]["id"] for at in group] for group in linked(len(rows), similar, threshold)]


def light(token):
    for ending in ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= 3:
            return token[: -len(ending)] + ("y" if ending == "ies" else "")
    return token


def weighted(documents):
    counts = collections.Counter(term for document in documents for term in set(document))
    for document in documents:
        tf = collections.Counter(document)
        vector = {t: (1 + math.log(n)) * (1 + math.log((1 + len(documents)) / (1 + counts[t]))) for t, n in tf.items()}
        length = math.sqrt(sum(w * w for w in vector.values())) or 1
        yield {term: weight / length for term, weight in vector.items()}


def linked(count, similar, threshold):
    """Average link, the plain way."""
    groups = {at: [at] for at in range(count)}
    sums = collections.defaultdict(dict)
    for (one, other), value in similar.items():
        sums[one][other] = sums[other][one] = value
    while True:
        best = max(
            (
                (total / len(groups[one]) / len(groups[other]), -one, -other)
                for one in groups
                for other, total in sums[one].items()
                if one < other
            ),
            default=(0, 0, 0),
        )
        if best[0] < threshold:
            return list(groups.values())
        one, other = -best[1], -best[2]
        groups[one] += groups.pop(other)
        for third, total in sums.pop(other).items():
            del sums[third][other]
            if third != one:
                sums[one][third] = sums[third][one] = sums[one].get(third, 0) + total
