"""What issues have told: small signatures of their stories, by which they are known when the articles are gone."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from zlib import crc32

from digest.compose.novelty import BITS, Stems, stems
from digest.compose.shared import own_text
from digest.compose.urls import canonical_url
from digest.models import Article, Earlier, Story
from digest.text.sentences import sentences
from digest.text.tokens import guess_language

Signature = tuple[tuple[int, ...], ...]
"""Of an article: its address as one number, and its source and headline as another, which what was kept by earlier
versions lacks; the terms of its title; those of its sentences until ``_MOST_TERMS``."""

_Term = int | tuple[int, int]
_Vector = Mapping[_Term, float]

_MOST_TERMS = 300  # of an article that is kept
_ARTICLES = 6  # of a story that are kept, the lead first
_FRONT = 120  # terms of an article that say what it is about
_PAIRS = 0.3  # share of the pairs of words in a similarity; the rest is the words'
_SAME_EVENT = 0.24  # similarity from which an article tells what was told
_SHORT = 15  # different terms; shorter texts are alike by chance
_TITLE = 5  # terms by which a headline alone is known again
_COPIED = 0.75  # share of an article's pairs of words that stand in the told one
_REPEATED = 0.5  # share of the pairs of an opening that stand in what was told, from which it says that again
_OFTEN = 0.02  # share of what was told; a term in more of it leads nowhere
_FEWEST = 40  # told articles; a term in so few is always followed
_ALIKE = 0.06  # similarity by rare terms from which the whole is compared
_BYTES = BITS // 8
_END = 255  # instead of the length of a sentence: the article is at its end


@dataclass(frozen=True, slots=True)
class Told:
    """A story that an issue printed, by its articles, the lead first."""

    articles: tuple[Signature, ...]
    issue: Earlier


def signature_of(article: Article, *, whole: bool = False) -> Signature:
    text = own_text(article)
    code = article.language or guess_language(f"{article.title}\n{text}")
    address = _number(canonical_url(article.url)) if article.url else 0
    found = [
        (address, _number(f"{article.source}\n{article.title.casefold()}")),
        stems(article.title, code)[: _END - 1],
    ]
    left = len(text) if whole else _MOST_TERMS
    for start, end in sentences(text, code):
        if left <= 0:
            break
        found.append(stems(text[start:end], code)[: min(left, _END - 1)])
        left -= len(found[-1])
    return tuple(found)


def pack(story: Story) -> bytes:
    """The signature of a story: a length and three bytes a term for each sentence of its first articles."""
    return b"".join(_packed(signature_of(article)) for article in (story.article, *story.also[: _ARTICLES - 1]))


def unpack(data: bytes, issue: Earlier) -> Told:
    articles: list[Signature] = []
    found: list[tuple[int, ...]] = []
    at = 0
    while at < len(data):
        length = data[at]
        at += 1
        if length == _END:
            articles.append(tuple(found))
            found = []
            continue
        end = at + length * _BYTES
        found.append(tuple(int.from_bytes(data[place : place + _BYTES]) for place in range(at, end, _BYTES)))
        at = end
    return Told(tuple(articles), issue)


def recall(articles: Sequence[Signature], told: Sequence[Told]) -> list[tuple[Told, ...]]:
    """For each article the told stories on its event, in their order.

    Alike in words and pairs of words, or an excerpt; a text too short to compare is known by its words and address.
    """
    known = [(place, signature) for place, story in enumerate(told) for signature in story.articles]
    vectors = _vectors([*(signature for _, signature in known), *articles])
    holders = _holders(vectors[: len(known)])
    found = []
    for signature, vector in zip(articles, vectors[len(known) :], strict=True):
        places = {
            known[at][0]
            for at in _near(vector, vectors, holders)
            if _is_told(signature, known[at][1], _similarity(vector, vectors[at]))
        }
        found.append(tuple(told[place] for place in sorted(places)))
    return found


def sentences_of(told: Iterable[Told]) -> Iterator[Stems]:
    """All that these stories told, titles too."""
    for story in told:
        for _, *found in story.articles:
            yield from found


def _number(name: str) -> int:
    return crc32(name.encode()) >> (32 - BITS)


def _is_told(article: Signature, told: Signature, similarity: float) -> bool:
    if _is_next_column(article, told):
        return False
    if min(_length(article), _length(told)) < _SHORT:
        return _is_same(article, told)
    if similarity >= _SAME_EVENT:
        return True
    pairs = set(_pairs(article[2:]))
    return len(pairs & set(_pairs(told[2:]))) >= _COPIED * max(_SHORT, len(pairs))


def _is_next_column(article: Signature, told: Signature) -> bool:
    """Whether its source prints something else under the same headline: each week's road works, each day's weather."""
    if article[0][0] == told[0][0] or article[0][1:] != told[0][1:]:
        return False
    opening = set(_pairs(article[2:3]))
    return len(opening & set(_pairs(told[2:]))) < _REPEATED * len(opening)


def _is_same(article: Signature, told: Signature) -> bool:
    """Whether a short text, or a headline without one, is the told one again."""
    same_address = article[0][0] == told[0][0]
    if any(article[2:]):
        return same_address and article[1] == told[1] and set(article[2:]) <= set(told[2:])
    return article[1] == told[1] and (same_address or len(set(article[1])) >= _TITLE)


def _length(article: Signature) -> int:
    return len(set(chain(*article[1:])))


def _similarity(one: _Vector, other: _Vector) -> float:
    return math.fsum(one[term] * other[term] for term in one.keys() & other.keys())


def _near(vector: _Vector, vectors: Sequence[_Vector], holders: Mapping[_Term, Sequence[int]]) -> Iterator[int]:
    """Whose terms are shared at all, by the terms that few have."""
    shared: defaultdict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        for at in holders.get(term, ()):
            shared[at] += weight * vectors[at][term]
    return (at for at, least in shared.items() if least >= _ALIKE)


def _vectors(articles: Sequence[Signature]) -> list[_Vector]:
    """Words and pairs of words of each front, weighted by tf-idf; of length 1 together."""
    words = [[*signature[1], *list(chain(*signature[2:]))[:_FRONT]] for signature in articles]
    pairs = [list(pairwise(found)) for found in words]
    one, two = _weighted(words, 1 - _PAIRS), _weighted(pairs, _PAIRS)
    return [single | double for single, double in zip(one, two, strict=True)]


def _weighted(documents: Sequence[Sequence[_Term]], share: float) -> list[dict[_Term, float]]:
    often = Counter(chain.from_iterable(map(set, documents)))
    found = []
    for document in documents:
        weights = {
            term: (1 + math.log(count)) * math.log1p(len(documents) / often[term])
            for term, count in Counter(document).items()
        }
        length = math.sqrt(math.fsum(weight * weight for weight in weights.values()) / share)
        found.append({term: weight / length for term, weight in weights.items()})
    return found


def _holders(vectors: Sequence[_Vector]) -> dict[_Term, list[int]]:
    found: defaultdict[_Term, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for term in vector:
            found[term].append(at)
    most = max(_FEWEST, _OFTEN * len(vectors))
    return {term: places for term, places in found.items() if len(places) <= most}


def _pairs(sentences: Iterable[Stems]) -> Iterator[tuple[int, int]]:
    return chain.from_iterable(map(pairwise, sentences))


def _packed(signature: Signature) -> bytes:
    parts = [bytes([len(found)]) + b"".join(term.to_bytes(_BYTES) for term in found) for found in signature]
    return b"".join(parts) + bytes([_END])
