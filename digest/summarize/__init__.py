"""Article -> Summary: sentences ranked by a method, then chosen so that each can be read without the rest."""

from typing import Literal, get_args

from digest.errors import InputError
from digest.models import Article, Sentence, Summary

Method = Literal["news", "lexrank", "lsa", "textrank", "luhn", "edmundson", "kl", "sumbasic", "reduction"]
METHODS: tuple[str, ...] = get_args(Method)


def summarize(
    text_or_article: str | Article,
    title: str | None = None,
    *,
    language: str | None = None,
    sentences: int = 3,
    max_words: int | None = None,
    method: str = "news",
) -> Summary:
    """The sentences of a text that tell its news, verbatim and in its order.

    Every sentence satisfies ``text[start:end] == sentence.text``, where ``text`` is the given text or the
    article's. With ``sentences`` and ``max_words`` the tighter limit wins, but a first sentence longer than
    ``max_words`` is given alone rather than nothing. The summary is empty when no sentence can stand alone.
    ``language`` is an ISO 639-1 code; by default the article's, else guessed. Raises InputError for an unknown
    method or a limit below one.
    """
    from digest.summarize import classic, news
    from digest.summarize.candidates import find_candidates
    from digest.summarize.selection import select
    from digest.text.words import guess_language

    if method not in METHODS:
        raise InputError(f"unknown method {method!r}: use one of {', '.join(METHODS)}")
    if sentences < 1 or (max_words is not None and max_words < 1):
        raise InputError("a summary needs at least one sentence and one word: raise sentences or max_words")
    article = (
        text_or_article if isinstance(text_or_article, Article) else Article(url="", title="", text=text_or_article)
    )
    title = title if title is not None else article.title
    code = language or article.language or guess_language(f"{title}\n{article.text}")
    candidates = find_candidates(article.text, code, article.blocks)
    if method == "news":
        scores = news.scores_of(candidates, title, code)
    else:
        scores = classic.scores_of(candidates, title, code, method)
    chosen = select(candidates, scores, title, sentences, max_words)
    return Summary(tuple(Sentence(article.text[c.start : c.end], c.start, c.end) for c in chosen), method)
