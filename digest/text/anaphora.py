"""Whether a sentence points back at what was told before it, so that it says little or something else alone."""

import re
from collections.abc import Sequence
from functools import cache

from digest.languages import language, pattern
from digest.languages.kinds import Rules
from digest.text.furniture import unquoted
from digest.text.letters import UPPER

_JOINT = re.compile("['.-]")


def is_dangling(sentence: str, words: Sequence[str], code: str | None) -> bool:
    """Whether a sentence of these lower-case words points back: by its first words ("He said …", "The ship also …")
    or, outside quotation marks, from inside ("… find this running gag tiresome", "“Never,” he said.")."""
    if not words:
        return False
    phrases, openings, adding = _openings(code)
    first = words[0]
    return (
        first in phrases
        or _JOINT.split(first, maxsplit=1)[0] in phrases
        or not adding.isdisjoint(words[1:5])
        or (first in openings and any(" ".join(words[:count]) in phrases for count in (2, 3, 4)))
        or _points_from_inside(sentence, words, code)
    )


def _points_from_inside(sentence: str, words: Sequence[str], code: str | None) -> bool:
    rules = language(code).rules
    if rules.inside.isdisjoint(words):
        return False
    own = unquoted(sentence)
    return bool(pattern(rules.pointing, re.IGNORECASE).search(own)) or _names_nobody(own, rules)


def _names_nobody(own: str, rules: Rules) -> bool:
    """Whether somebody is "he" or "her" before anyone was named or introduced, and nobody is after the next comma
    ("In his speech, Mr Tait …")."""
    found = pattern(rules.people).search(own)
    if not found:
        return False
    before = own[: found.start()].split()
    named = any(word.strip("\"'“‘(").istitle() for word in before[1:])
    opening = before[0].strip("\"'“‘(,.") if before else ""
    named = named or (opening[:1].isupper() and opening.lower() not in rules.starters | rules.dangling)
    return not (
        named
        or pattern(rules.introducing, re.IGNORECASE).search(own, 0, found.start())
        or pattern(rf",\s+(?:[{UPPER}]|{rules.introducing})").search(own, found.end())
    )


@cache
def _openings(code: str | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words and phrases that point back, what the phrases begin with, and words that add to the sentence before."""
    rules = language(code).rules
    return rules.dangling, frozenset(phrase.split()[0] for phrase in rules.dangling if " " in phrase), rules.adding
