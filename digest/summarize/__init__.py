"""Article -> Summary: sentences ranked by a method, then chosen so that each can be read without the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from digest.errors import InputError
from digest.models import Article, Method, Sentence, Summary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from digest.summarize.candidates import Candidate
    from digest.summarize.selection import Selection

METHODS: tuple[Method, ...] = get_args(Method)
_A_FEW = 4  # quoted words that a sentence may hold and still be the writer's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """``parts``: what each feature adds to the logarithm of the score, beside the article's mean; strongest first,
    and only of method ``news``."""

    sentence: Sentence
    score: float
    parts: tuple[tuple[str, float], ...]
    taken: bool
    verdict: str


def summarize_article(
    text_or_article: str | Article,
    title: str | None = None,
    *,
    language: str | None = None,
    sentences: int = 3,
    max_words: int | None = None,
    method: Method = "news",
) -> Summary:
    """The sentences of a text that tell its news, verbatim and in its order.

    Every sentence satisfies ``text[start:end] == sentence.text``, where ``text`` is the given text or the
    article's. With ``sentences`` and ``max_words`` the tighter limit wins, but a first sentence longer than
    ``max_words`` is given alone rather than nothing. The summary is empty when no sentence can stand alone.
    ``language`` is an ISO 639-1 code; by default the article's, else guessed. Raises InputError for an unknown
    method or a limit below one.
    """
    from digest.summarize.quotations import key_quotation

    article = (
        text_or_article if isinstance(text_or_article, Article) else Article(url="", title="", text=text_or_article)
    )
    _check(method, sentences, max_words)
    title = title if title is not None else article.title
    code = language or _language_of(article, title)
    candidates, _, selection = _selected(article, title, code, sentences, max_words, method)
    chosen = (candidates[place] for place in selection.chosen)
    printed = tuple(Sentence(article.text[c.start : c.end], c.start, c.end) for c in chosen)
    return Summary(printed, method, key_quotation(article.text, candidates, title, code, printed))


def explain(
    article: Article,
    *,
    language: str | None = None,
    sentences: int = 3,
    max_words: int | None = None,
    method: Method = "news",
) -> list[Judgement]:
    """Every sentence of the article in its order, with what ``summarize_article`` made of it; InputError as there."""
    from digest.summarize import news
    from digest.summarize.candidates import flaw_of

    _check(method, sentences, max_words)
    code = language or _language_of(article, article.title)
    candidates, scores, selection = _selected(article, article.title, code, sentences, max_words, method)
    parts = news.parts_of(candidates, article.title, code) if method == "news" else [[] for _ in candidates]
    return [
        Judgement(
            sentence=Sentence(candidate.text, candidate.start, candidate.end),
            score=float(score),
            parts=tuple(added),
            taken=place in selection.chosen,
            verdict=selection.verdicts[place] or flaw_of(candidate, article.title) or "others are better",
        )
        for place, (candidate, score, added) in enumerate(zip(candidates, scores, parts, strict=True))
    ]


def independent(article: Article, method: Method = "news") -> tuple[Sentence, ...]:
    """The sentences of an article that can be printed without any other, best first: whole, its own news in its own
    words. Those that only point back, ask or quote are left."""
    from digest.summarize.candidates import flaw_of
    from digest.summarize.quoted import find_quoted
    from digest.text.tokens import count_words

    code = _language_of(article, article.title)
    candidates, scores = _scored(article, article.title, code, method)
    quoted = [each for each in find_quoted(article.text) if count_words(article.text[each.start : each.end]) > _A_FEW]
    found = [
        (-score, place, Sentence(candidate.text, candidate.start, candidate.end))
        for place, (candidate, score) in enumerate(zip(candidates, scores.tolist(), strict=True))
        if not (candidate.dangling or candidate.personal or candidate.text.endswith("?"))
        and not flaw_of(candidate, article.title)
        and not any(each.start < candidate.end and candidate.start < each.end for each in quoted)
    ]
    return tuple(sentence for _, _, sentence in sorted(found, key=lambda each: each[:2]))


def summary_of(
    article: Article, among: Collection[Sentence], *, sentences: int, max_words: int | None, method: Method
) -> Summary:
    """The best of some independent sentences of an article, within the limits; InputError as ``summarize_article``."""
    from digest.summarize.selection import select

    _check(method, sentences, max_words)
    candidates, scores = _scored(article, article.title, _language_of(article, article.title), method)
    starts = {sentence.start for sentence in among}
    places = [place for place, candidate in enumerate(candidates) if candidate.start in starts]
    some = [candidates[place] for place in places]
    chosen = select(some, scores[places], article.title, sentences, max_words).chosen
    return Summary(tuple(Sentence(some[at].text, some[at].start, some[at].end) for at in chosen), method)


def _check(method: Method, sentences: int, max_words: int | None) -> None:
    if method not in METHODS:
        raise InputError(f"unknown method {method!r}: use one of {', '.join(METHODS)}")
    if sentences < 1 or (max_words is not None and max_words < 1):
        raise InputError("a summary needs at least one sentence and one word: raise sentences or max_words")


def _language_of(article: Article, title: str) -> str | None:
    from digest.text.tokens import guess_language

    return article.language or guess_language(f"{title}\n{article.text}")


def _selected(
    article: Article, title: str, code: str | None, sentences: int, max_words: int | None, method: Method
) -> "tuple[list[Candidate], NDArray[np.float64], Selection]":
    from digest.summarize.selection import select

    candidates, scores = _scored(article, title, code, method)
    return candidates, scores, select(candidates, scores, title, sentences, max_words)


def _scored(
    article: Article, title: str, code: str | None, method: Method
) -> "tuple[list[Candidate], NDArray[np.float64]]":
    from digest.summarize import classic, news
    from digest.summarize.candidates import find_candidates

    candidates = find_candidates(article.text, code, article.blocks)
    if method == "news":
        return candidates, news.scores_of(candidates, title, code)
    return candidates, classic.scores_of(candidates, title, code, method)
