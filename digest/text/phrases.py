"""Phrases that address the reader or label the page, those of all known languages: a page speaks its site's, not the
text's."""

import re
from collections import defaultdict
from functools import cache

from digest.languages import every, known
from digest.languages.kinds import Language, words

_OF_NO_LANGUAGE = {
    "c": r"\(c\)\s*\d{4}",
    "getty": r"\bgetty\s+images\b",
    "shutterstock": r"\bshutterstock\b",
    "window": r"\bwindow\.\w+",
}
_SITES = words(
    "facebook twitter x linkedin pinterest whatsapp telegram reddit flipboard tumblr instagram youtube rss messenger"
    " bluesky threads mastodon xing"
)


def _stamp_words(own: Language) -> frozenset[str]:
    return frozenset(names.split()[0] for names in own.dates.months) | own.dates.days | own.dates.beside


# A line of nothing but these words is a row of buttons or a menu.
PAGE_WORDS = _SITES | every(lambda own: own.furniture.buttons)
# What a program writes where an item has no title, without signs and figures.
NO_TITLES = every(lambda own: own.furniture.no_titles)
# A line of nothing but these words and figures is a date, a time or an age.
STAMP_WORDS = every(_stamp_words)

_BY_WORD = defaultdict(list, {word: [pattern] for word, pattern in _OF_NO_LANGUAGE.items()})
for _own in known():
    for _word, _pattern in _own.furniture.invitations.items():
        _BY_WORD[_word].append(_pattern)
_WORD = re.compile(r"[^\W\d_]+")


def invites(text: str) -> bool:
    """Whether the text asks its reader to do something with the page: sign up, share, read more, accept cookies.

    It is matched only against the patterns of the words in it, so the tables may grow without slowing anything.
    """
    lower = text.lower()
    return "©" in text or any(_invitation(word).search(text) for word in _BY_WORD.keys() & set(_WORD.findall(lower)))


@cache
def _invitation(word: str) -> re.Pattern[str]:
    return re.compile("|".join(_BY_WORD[word]), re.IGNORECASE)


def is_made_of(text: str, words: frozenset[str]) -> bool:
    """Whether every word of the text is one of these; figures and signs do not count."""
    found = _WORD.findall(text.lower())
    return bool(found) and words.issuperset(found)
