"""Who speaks: verbs of speech in the languages that are known, and the one name that stands as their subject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from digest.languages import any_of, group, kinds, language, pattern
from digest.models import Sentence
from digest.text.letters import LOWER, UPPER
from digest.text.tokens import stop_words

Span = tuple[int, int]

# A name has the titles and particles of its own language, whatever the text's.
_CAPITAL = (
    rf"(?:(?:[A-Z]\.)+|{any_of(lambda it: it.names.short)}\."
    rf"|(?:[A-Z]{{2,}}-)?[{UPPER}](?:[{LOWER}]|['’][A-Z])\w*(?:[-'’](?!s\b)\w+)*|[Aa]l-[A-Z]\w+)"
)
_PARTICLE = any_of(lambda it: it.names.particles)
_NAME = re.compile(rf"(?<![\w.]){_CAPITAL}(?:  ?(?:{_PARTICLE} )?{_CAPITAL})*(?!\w)")


@dataclass(frozen=True, slots=True)
class Speech:
    """A language's patterns. ``verb`` follows its subject, ``inverted`` stands before it, ``source`` is as "according
    to"; ``pronoun`` is a verb with a pronoun for its subject, and ``more`` one that goes on ("she added"). All but
    ``verb`` begin where they are matched. ``claim`` finds where words without marks end before their ``inverted``."""

    verb: re.Pattern[str]
    inverted: re.Pattern[str]
    source: re.Pattern[str]
    pronoun: re.Pattern[str]
    more: re.Pattern[str]
    claim: re.Pattern[str]


@cache
def speech_of(code: str | None) -> Speech | None:
    """The patterns of an ISO 639-1 code, None for a language without."""
    own = language(code).speech
    if not own.verbs:
        return None
    verbs, inverted, more, pronouns = map(group, (own.verbs, own.inverted, own.more, own.pronouns))
    adverb = rf"(?:{group(own.adverbs)} )?"
    start = r"[\s,–—-]*"
    said = group(rf"{pronouns} {adverb}{verbs}\b", rf"{inverted} {pronouns}\b", own.joined)
    added = group(rf"{pronouns} {adverb}{more}", rf"{more} {pronouns}", own.more_joined)
    return Speech(
        re.compile(rf"(?<!\w){adverb}{verbs}(?![\w'’])"),
        re.compile(rf"{start}{inverted}(?=\s)"),
        re.compile(rf"{start}{group(own.sources)}\s*", re.IGNORECASE),
        re.compile(rf"{start}{said}(?!\w)", re.IGNORECASE),
        re.compile(rf"{start}{added}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:,|(?<=[?!…]))(?= {inverted}\s)"),
    )


def says_pronoun(text: str, start: int, end: int, speech: Speech) -> bool:
    """Whether the words that begin there give the speech to a pronoun: "he said", "a-t-elle déclaré"."""
    return speech.pronoun.match(text, start, end) is not None


def goes_on(text: str, start: int, end: int, speech: Speech) -> bool:
    """Whether these words say that the speaker before goes on: "she added", "a-t-il poursuivi"."""
    return speech.more.match(text, start, end) is not None


_LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a text. ``own``: how its language has them. ``stops``: words that name nobody. ``fuller``: what
    ``_fuller`` found so far."""

    text: str
    own: kinds.Names
    stops: frozenset[str]
    fuller: dict[str, Span | Literal[False] | None] = field(default_factory=dict)


def names_of(text: str, code: str | None) -> Names:
    return Names(text, language(code).names, stop_words(code))


def _fuller(last: str, names: Names) -> Span | Literal[False] | None:
    """The shortest longer form of a name that the text has, by its last word: "Ed Tomba" of "Tomba". False where it
    has none, None where two people have that name or the longer form is a title ("Mayor Tait")."""
    if last not in names.fuller:
        names.fuller[last] = _fullest(last, names)
    return names.fuller[last]


def _fullest(last: str, names: Names) -> Span | Literal[False] | None:
    text, found, longer = names.text, None, False
    given = ""  # the word before the last: two people of one name differ in it
    end = 0
    while (at := text.find(last, end)) >= 0:
        end = at + len(last)
        near = runs(text, max(0, at - _LONGEST_NAME), min(len(text), end + _LONGEST_NAME), names)
        start = next((a for a, b in near if a < at and b == end), at)
        before = text[start:at].split()
        if not before or not text[at - 1].isspace():
            continue
        longer = True
        if before[-1] in names.own.titles or (len(before) > 1 and _is_governed(text, start, 0, names)):
            continue
        if given and given != before[-1]:
            return None
        given = before[-1]
        if found is None or end - start < found[1] - found[0]:
            found = start, end
    return found if longer else False


def runs(text: str, start: int, end: int, names: Names) -> Iterator[Span]:
    """Spans of words in a row that begin with a capital: without function words ("But Smith"), days and months."""
    for match in _NAME.finditer(text, start, end):
        a, b = match.span()
        while a < b and _names_nobody(first := text[a:b].split(" ", 1)[0], names):
            a = min(b, a + len(first) + 1)
        while a < b and text[a:b].split(" ", 1)[0] in names.own.days and " " in text[a:b]:
            a = text.index(" ", a) + 1
        while a < b and _last(text[a:b]) in names.own.days:
            b = max(a, text.rfind(" ", a, b))
        if a < b:
            yield a, b


def _names_nobody(word: str, names: Names) -> bool:
    """Whether a word stands with a capital only because it begins a sentence: "But Smith", "Accusing Smith"."""
    own = names.own
    return word.lower() in names.stops or word in own.courtesy or bool(pattern(own.no_names).fullmatch(word))


def subject_in(text: str, start: int, end: int, names: Names) -> Sentence | None:
    """As ``named_in``, of the words before a verb: behind the name stands nothing or "of the council"."""
    return named_in(text, start, end, names, subject=True)


def named_in(text: str, start: int, end: int, names: Names, *, subject: bool = False) -> Sentence | None:
    """The one name among these words that nothing governs, as its text gives it in full; else None.

    "spokesman Mark Wright" has one, "a friend of Mark Wright" none, "Wright and Jones" two. A single word is a name
    only where a longer one ends with it.
    """
    own = names.own
    free = [span for span in runs(text, start, end, names) if not _is_governed(text, span[0], start, names)]
    if len(free) > 1:
        role = re.findall(r"\w+|\S", text[free[0][1] : free[-1][0]].lower())
        if own.governing.isdisjoint(role) and own.joining.isdisjoint(role) and "".join(role).isalnum():
            free = free[-1:]  # "CNN legal analyst Sunny Hostin", "White House spokesman John Kirby"
        elif not text[start : free[0][0]].strip() and role[0] in own.governing:
            free = free[:1]  # "sagte Weikert zum Thema der freien Meinung"
        else:
            return None
    if not free or text[free[0][1] : free[0][1] + 2] in ("'s", "’s"):
        return None
    a, b = free[0]
    if _belongs(re.findall(r"\w+", text[start:a].lower()), own):
        return None
    follower = re.match(r"\s*(\w+|&)", text[b:end])
    word = follower.group(1).lower() if follower else ""
    if word in own.joining or (subject and word and word not in own.governing):
        return None
    if text[b - 1] == "s" and word and word not in own.governing and _is_genitive(_last(text[a:b]), text):
        return None
    if " " not in text[a:b]:
        fuller = _fuller(text[a:b], names)
        if fuller is False:
            return None
        a, b = fuller or (a, b)
    return Sentence(text[a:b], a, b)


def _is_governed(text: str, start: int, begin: int, names: Names) -> bool:
    before = text[max(begin, start - 20) : start]
    if before.endswith(("'", "’")):
        return True
    words = before.split()
    return bool(words) and words[-1].lower() in names.own.governing


def _belongs(words: list[str], own: kinds.Names) -> bool:
    """Whether somebody else speaks, before the name: "a lawyer for the actor", "le cabinet du Premier ministre"."""
    office = bool(words) and words[-1] in own.offices and not own.of_office.isdisjoint(words[-3:])
    return office or not own.belonging.isdisjoint(words)


def _is_genitive(last: str, text: str) -> bool:
    """Whether the text has the name without its "s" too: "Tait" of "säger Anna Taits advokat"."""
    return re.search(rf"\b{re.escape(last[:-1])}\b", text) is not None


def is_name(text: str, start: int, end: int, names: Names) -> Sentence | None:
    """These words, when they are a name of two words or more and nothing else."""
    name = text[start:end]
    whole = " " in name and _NAME.fullmatch(name) and name.split(" ", 1)[0].lower() not in names.stops
    return Sentence(name, start, end) if whole else None


def _last(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
