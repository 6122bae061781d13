"""What an operator wants of a source: which of its articles, how many of them, and in what form."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.compose.mentions import stands_in
from digest.models import Article, Block, LeftOut, Source
from digest.text.sentences import paragraphs, sentences
from digest.text.tokens import cut

_LONGEST_TITLE = 300  # characters
_PATIENCE = 5  # articles of a source on which an expression may take too long; no further one is tried


def in_form(article: Article, source: Source) -> Article:
    """The article as its source is to be printed: under its first sentence, or without what stands before a paywall."""
    if source.paywalled == "headline only" and article.excerpt:
        article = replace(article, text="", blocks=(), teaser=None)
    return _under_first_sentence(article) if source.headline == "first sentence" else article


def choose(
    articles: Sequence[Article], sources: Mapping[str, Source], due: datetime
) -> tuple[list[Article], list[LeftOut]]:
    """The articles that are wanted, in their order, and why the others are not. ``due``: when the issue is."""
    reasons: dict[int, tuple[str, bool]] = {}
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        if article.source in sources:
            by_source[article.source].append(place)
    for name, places in by_source.items():
        found = zip(places, _unwanted([articles[place] for place in places], sources[name], due), strict=True)
        reasons |= {place: reason for place, reason in found if reason}
    left_out = [
        LeftOut(articles[place].url, articles[place].title, articles[place].source, said, lost=lost)
        for place, (said, lost) in sorted(reasons.items())
    ]
    return [article for place, article in enumerate(articles) if place not in reasons], left_out


def _unwanted(articles: Sequence[Article], source: Source, due: datetime) -> Iterator[tuple[str, bool] | None]:
    """For each article of the source None, or why it is not wanted, and whether that is a fault."""
    reasons: list[tuple[str, bool] | None] = []
    slow = 0
    for article in articles:
        try:
            if slow >= _PATIENCE:
                raise TimeoutError
            said = _reason(article, source, due)
            reasons.append((said, False) if said else None)
        except TimeoutError:
            slow += 1
            reasons.append(("an expression in keep or drop of its source takes too long on it: write it simpler", True))
    left = [place for place, reason in enumerate(reasons) if not reason]
    newest = sorted(left, key=lambda place: articles[place].published_at or due, reverse=True)
    for place in newest[source.limit or len(newest) :]:
        reasons[place] = (f"over limit = {source.limit}", False)
    yield from reasons


def _reason(article: Article, source: Source, due: datetime) -> str:
    if source.max_age and article.published_at and article.published_at < due - source.max_age:
        return f"older than max_age = {_written(source.max_age)}"
    if word := stands_in(article, source.drop):
        return f"dropped by drop = {_quoted(word)}"
    if source.keep and not stands_in(article, source.keep):
        return f"not kept by keep = {', '.join(map(_quoted, source.keep))}"
    return ""


def _quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _written(span: timedelta) -> str:
    """As digest.toml says it."""
    minutes = int(span.total_seconds()) // 60
    whole = next((size, mark) for size, mark in ((1440, "d"), (60, "h"), (1, "m")) if minutes % size == 0)
    return f"{minutes // whole[0]}{whole[1]}"


def _under_first_sentence(article: Article) -> Article:
    """The text goes on behind the sentence. One without a paragraph keeps its title."""
    text = article.text
    blocks = article.blocks or tuple(Block(start, end, "paragraph") for start, end in paragraphs(text))
    first = next((block for block in blocks if block.kind == "paragraph"), None)
    if first is None:
        return article
    start, end = next(iter(sentences(text[first.start : first.end], article.language)))
    title = text[first.start + start : first.start + end]
    kept: list[tuple[Block, str]] = []
    for block in blocks:
        said = text[block.start + end : block.end].strip() if block is first else text[block.start : block.end]
        if said:
            kept.append((block, said))
    placed, at = [], 0
    for block, said in kept:
        placed.append(Block(at, at + len(said), block.kind))
        at += len(said) + 2
    text = "\n\n".join(said for _, said in kept)
    return replace(article, title=cut(" ".join(title.split()), _LONGEST_TITLE), text=text, blocks=tuple(placed))
