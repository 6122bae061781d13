"""How new a sentence is to a reader of earlier ones.

Words are kept as hashed stems in their order: enough to compare by, a few bytes a word, and nothing to read.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from digest.text.phrases import STAMP_WORDS
from digest.text.tokens import stemmer, stop_words, tokens

Stems = Sequence[int]
"""The words of a sentence that are no stop words, stemmed and hashed to 24 bits, in their order. The first bit says
that it is a number, other than a date's."""

BITS = 24
_PER_TERM = 0.2  # what each unseen term adds, by the logarithm of their number
_BESIDE = 2  # terms on either side of a number that may be what it counts
_A_NUMBER = 1 << BITS - 1
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d+(?:\.\d+)?")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}\b)")
_AS_FIGURES = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class History:
    """What somebody has read: ``idf`` by term, ``pairs`` of neighbours, which numbers stood beside a term, and in
    which sentences a term stands, each with its Euclidean length."""

    idf: Mapping[int, float]
    unknown: float
    pairs: frozenset[tuple[int, int]]
    counted: Mapping[int, frozenset[int]]
    places: Mapping[int, Sequence[int]]
    lengths: Sequence[float]


def stems(text: str, code: str | None) -> tuple[int, ...]:
    stem, stops = stemmer(code), stop_words(code)
    words = [_AS_FIGURES.get(token, token) for token in tokens(_GROUPED.sub("", text)) if token not in stops]
    found = []
    for word, *beside in zip(words, ["", *words], [*words[1:], ""], strict=False):
        counts = _NUMBER.fullmatch(word) and STAMP_WORDS.isdisjoint(beside)
        found.append(_hashed(word) | _A_NUMBER if counts else _hashed(stem(word)))
    return tuple(found)


def history(sentences: Iterable[Stems]) -> History:
    told = [tuple(sentence) for sentence in sentences]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, sentence in enumerate(told):
        for term in dict.fromkeys(sentence):
            places[term].append(at)
    idf = {term: math.log1p(len(told) / len(having)) for term, having in places.items()}
    lengths = [math.sqrt(math.fsum(idf[term] ** 2 for term in set(sentence))) for sentence in told]
    pairs = frozenset(pair for sentence in told for pair in pairwise(sentence))
    counted: defaultdict[int, set[int]] = defaultdict(set)
    for sentence in told:
        for noun, number in _counts(sentence):
            counted[noun].add(number)
    numbers = {noun: frozenset(found) for noun, found in counted.items()}
    return History(idf, math.log1p(2 * len(told)), pairs, numbers, places, lengths)


def novelty(told: History, sentence: Stems) -> float:
    """0 for what was told word for word; higher is newer, without a bound.

    The mean of two shares, of pairs of words that were never neighbours and of what the most similar earlier sentence
    lacks (1 - cosine of idf), and a little for each word that was never told, so that a long sentence with one new
    name is less new than one with five.
    """
    terms = dict.fromkeys(sentence)
    if not terms:
        return 0.0
    unseen = sum(term not in told.idf for term in terms)
    pairs = set(pairwise(sentence))
    strange = len(pairs - told.pairs) / len(pairs) if pairs else unseen / len(terms)
    return (strange + 1 - _closest(told, terms)) / 2 + _PER_TERM * math.log1p(unseen)


def has_changed_number(told: History, sentence: Stems) -> bool:
    """Whether a number that was never told stands beside a word that had another one beside it."""
    return any(noun in told.counted and number not in told.idf for noun, number in _counts(sentence))


def _counts(sentence: Stems) -> Iterator[tuple[int, int]]:
    """Every number with the words beside it."""
    for at, number in enumerate(sentence):
        if number & _A_NUMBER:
            near = sentence[max(0, at - _BESIDE) : at + _BESIDE + 1]
            yield from ((noun, number) for noun in near if not noun & _A_NUMBER)


def _closest(told: History, terms: Iterable[int]) -> float:
    weights = {term: told.idf.get(term, told.unknown) for term in terms}
    products: defaultdict[int, float] = defaultdict(float)
    for term, weight in weights.items():
        for at in told.places.get(term, ()):
            products[at] += weight * weight
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return max((product / (length * told.lengths[at]) for at, product in products.items()), default=0.0)


def _hashed(term: str) -> int:
    return crc32(term.encode()) >> (33 - BITS)
