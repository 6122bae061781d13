"""The languages that the program knows, one a file: its rules, its words, all of it.

A language without a file is read with the English punctuation rules and no words of its own (`und`), and gets the
English words in issues.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from digest.languages import und
from digest.languages.kinds import Language, Words


@cache
def known() -> tuple[Language, ...]:
    """Those with a file of two letters, English first, for it is the likeliest where two are as likely."""
    codes = sorted(
        (found.name for found in iter_modules(__path__) if len(found.name) == 2), key=lambda it: (it != "en", it)
    )
    return tuple(_of_file(code) for code in codes)


@cache
def language(code: str | None) -> Language:
    """That of an ISO 639 code or of a tag that begins with one ("pt-BR"); `und` where it is not known."""
    subtag = (code or "und").replace("_", "-").split("-")[0].lower()
    return next((each for each in known() if subtag in each.codes), und.LANGUAGE)


def words_of(code: str) -> Words:
    return language(code).words


def spoken(code: str) -> str:
    """The language of those words: the one asked for, or English."""
    return code if language(code) in known() else "en"


def any_of(pick: Callable[[Language], str]) -> str:
    """The alternatives of all languages as one regular expression, in a group."""
    return group(*(pick(each) for each in known()))


@cache
def pattern(alternatives: str, flags: re.RegexFlag = re.RegexFlag.NOFLAG) -> re.Pattern[str]:
    return re.compile(group(alternatives), flags)


def group(*alternatives: str) -> str:
    return f"(?:{'|'.join(dict.fromkeys(filter(None, alternatives))) or '(?!)'})"


def every(pick: Callable[[Language], frozenset[str]]) -> frozenset[str]:
    """The words of all languages."""
    return frozenset().union(*(pick(each) for each in known()))


def _of_file(code: str) -> Language:
    found: Language = import_module(f"digest.languages.{code}").LANGUAGE
    return found
