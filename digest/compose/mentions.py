"""What an article is about, by words that an operator lists."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from digest.compose.shared import own_text
from digest.models import Article

_SECONDS, _LONGEST = 0.1, 50_000  # for one expression and article; characters of it that are looked at


def mentions(article: Article, words: Iterable[str]) -> str:
    """The first of these words or phrases that stands in the article's title, categories or first paragraph, or "".

    Whole words in any case; one that ends in ``*`` stands for all that begin so.
    """
    front = "\n".join((article.title, *article.categories, own_text(article).split("\n\n", 1)[0]))
    return next((each for each in words if _pattern(each).search(front)), "")


def stands_in(article: Article, words: Iterable[str]) -> str:
    """The first of these words, phrases or ``/regular expressions/`` that stands in the article's title or text, or "".

    Raises TimeoutError where an expression takes too long, as some do on a text that is made for it.
    """
    text = f"{article.title}\n{own_text(article)}"
    return next((each for each in words if _is_in(text, each)), "")


def _is_in(text: str, word: str) -> bool:
    if not (len(word) > 2 and word[0] == word[-1] == "/"):
        return bool(_pattern(word).search(text))
    import regex  # unlike re, it can be stopped

    return bool(regex.search(word[1:-1], text[:_LONGEST], regex.IGNORECASE | regex.MULTILINE, timeout=_SECONDS))


def with_section(article: Article, sections: Mapping[str, Sequence[str]]) -> Article:
    """The article in the first section that one of its categories names or one of whose words it mentions, unless
    its source has placed it already."""
    if article.section:
        return article
    categories = {category.casefold() for category in article.categories}
    for title, words in sections.items():
        if title.casefold() in categories or mentions(article, words):
            return replace(article, section=title)
    return article


@cache
def _pattern(word: str) -> re.Pattern[str]:
    open_end = word.endswith("*")
    words = r"\s+".join(re.escape(part) for part in word.rstrip("*").split())
    return re.compile(rf"(?<!\w){words or '$.'}" + ("" if open_end else r"(?!\w)"), re.IGNORECASE)
