"""What the program knows of a language, by the work that it is for. Nothing has a default: what is left out is an error.

Sets hold lower-case words, but where it says "as written". A ``str`` without another word on it is a regular expression of
alternatives, ``said|(?:has )?told``, searched without regard to case; the empty one matches nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """How sentences end and what one says alone.

    abbreviations: never end a sentence ("dr", "no"); the full stop after them is part of the word. One of a single letter
    is as written ("M. Dupont").
    word_or_short: those of them that are words too, short only before a number or a capital ("no", "art").
    compounds: ends of words that are always short ("str" of "Hauptstr."), as a tuple.
    endings: abbreviations that may end a sentence ("inc", "etc"): they do where a starter follows.
    behind_hours: what goes on behind "5 p.m." with a capital (days, months, zones).
    ordinal_dot: whether a full stop makes an ordinal of a number ("am 3. Oktober").
    starters: function words that, capitalised, begin a sentence; by their share a text's language is guessed, too.
    stop_words: further words that say nothing, where sumy has no list of the language or lacks some, and those that other
    languages have too, so that no language is guessed by them ("na"); capitalised, they begin a sentence as well.
    dangling: first words, one to four, that point back at the sentence before ("she", "as a result").
    adding: what does so from the second to the fifth word ("also").
    first_person: words that only a quoted person or a columnist says ("i", "our").
    i: those of them with which somebody's words begin ("i", "my").
    pronouns: of the third person, which name nobody.
    inside: words that point back from inside a sentence where ``pointing`` says so, or ``people`` and ``introducing``.
    pointing: what does so with the words beside it ("this running gag", "sagte er").
    people: pronouns of one person, in small letters; introducing: what may have introduced that person before ("a", "the").
    background: what says that a sentence tells of before the news, or of what might be.
    unfinished: words with which no sentence ends ("the", "of").
    unjoined: words that have a capital only where a sentence begins, as written; behind a word in small letters they show
    that two sentences were glued together. Empty where they may stand so in a name.
    """

    abbreviations: frozenset[str]
    word_or_short: frozenset[str]
    compounds: tuple[str, ...]
    endings: frozenset[str]
    behind_hours: frozenset[str]
    ordinal_dot: bool
    starters: frozenset[str]
    stop_words: frozenset[str]
    dangling: frozenset[str]
    adding: frozenset[str]
    first_person: frozenset[str]
    i: frozenset[str]
    pronouns: frozenset[str]
    inside: frozenset[str]
    pointing: str
    people: str
    introducing: str
    background: str
    unfinished: frozenset[str]
    unjoined: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says something. All are written as inside a sentence, in small letters.

    verbs: behind their subject ("Ann Tait said"); inverted: before it ("said Ann Tait", "so Ann Tait").
    sources: what makes a speaker without a verb ("according to").
    more: verbs that say that the speaker before goes on ("added").
    pronouns: subjects that name nobody ("he|she"), beside such a verb.
    joined, more_joined: verb and pronoun in one form of their own ("a-t-il dit"); all of ``verbs``, and those of ``more``.
    adverbs: one word that may stand between subject and verb ("also").
    """

    verbs: str
    inverted: str
    sources: str
    more: str
    pronouns: str
    joined: str
    more_joined: str
    adverbs: str


@dataclass(frozen=True, slots=True)
class Names:
    """Names of people in a text.

    short: titles with a full stop that are a part of names, as written and without it ("Mr|Dr").
    particles: words in small letters inside names ("van der|de"). Both hold in texts of any language.
    courtesy: what stands before a name and is none of it, as written ("Mr", "Ms.").
    titles: what may stand before a last name in place of the first one, as written ("President", "Dr.").
    no_names: words in capitals that name nobody and are no function words ("(accus)ing"), as one word.
    days: days and months that have a capital inside a sentence, as written.
    joining: "and", "or", "&".
    governing: behind these a name is no subject, or is the name of a thing ("of", "to", "who").
    belonging: before a name they say that somebody else speaks ("a lawyer for the actor").
    offices: behind one of these and ``of_office`` too ("le cabinet du premier ministre").
    """

    short: str
    particles: str
    courtesy: frozenset[str]
    titles: frozenset[str]
    no_names: str
    days: frozenset[str]
    joining: frozenset[str]
    governing: frozenset[str]
    belonging: frozenset[str]
    offices: frozenset[str]
    of_office: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bylines:
    """Lines that say who wrote an article; those of all languages hold for every page.

    by: what stands before the names ("by"); written: what may stand before it ("words", "written").
    label: what stands before them and a colon ("author", "text").
    joining: between two names ("and").
    behind: what begins a place, date or picture behind a name ("in", "on").
    particles: words in small letters inside names.
    desks: words that name a newsroom ("newsroom", "staff"). roles: words for those who write ("reporter").
    nobody: other words that name nobody ("anonymous", "guest").
    """

    by: str
    written: str
    label: str
    joining: str
    behind: str
    particles: frozenset[str]
    desks: frozenset[str]
    roles: frozenset[str]
    nobody: frozenset[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands in an article without being its news; that of all languages holds for every text.

    invitations: what asks the reader to do something with the page, or labels it, by a word that each match contains, in
    letters alone and small ones: {"subscribe": r"\\bsubscribe\\b"}.
    labels: with a colon, dash or alone they name what stands beside them ("photo", "read more").
    stamps: before a date they make it a line of its own ("published"), or are such a line.
    buttons: a line of nothing but these words is a menu or a row of buttons.
    tails: what ends a teaser ("read more").
    lead_ins, lead_outs: with these a sentence begins or ends that only introduces what follows ("the following are").
    pictured: in brackets they point at a picture ("pictured left").
    pictures: words for one ("photo").
    no_titles: what a program writes where an item has no title, without signs and figures ("untitled").
    """

    invitations: Mapping[str, str]
    labels: str
    stamps: str
    buttons: frozenset[str]
    tails: str
    lead_ins: str
    lead_outs: str
    pictured: str
    pictures: str
    no_titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates as feeds and pages write them; those of all languages are read everywhere.

    months: the twelve, each its name and its other forms ("september sept sep").
    days: the seven, in full.
    beside: what else a line of nothing but a date, time or age may have ("updated", "ago", "jan").
    ordinals: behind a day ("th"); of: between day, month and year ("de"); at: before the time ("at").
    """

    months: tuple[str, ...]
    days: frozenset[str]
    beside: frozenset[str]
    ordinals: str
    of: str
    at: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter that asks to be taken off the list and says nothing else, in any language, accents left out or not.

    wishes: the whole wish ("unsubscribe"); polite: before it ("please"); thanks: behind it ("thanks").
    lists: what is left ("newsletter"); off: before that ("from").
    """

    wishes: str
    polite: str
    thanks: str
    lists: str
    off: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What the web pages say. A pair is a heading, where ``{}`` takes the newsletter's name, and a text."""

    issues: str
    none: str
    leave: tuple[str, str]
    left: tuple[str, str]
    copy: tuple[str, str]
    missing: tuple[str, str]
    down: tuple[str, str]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Words:
    """What an issue says itself; texts, no regular expressions.

    ``stories``, ``minutes`` and ``corrections`` are by the language's plural categories as CLDR has them ("one", "few",
    "many", "other"); "other" is a must. ``{}`` takes the number, in ``why`` the newsletter, in ``adds`` the publisher, in
    ``update_since`` a weekday, in ``update`` and ``corrects`` number and date, in ``daily`` the newsletter before them.
    """

    number: str
    stories: Mapping[str, str]
    minutes: Mapping[str, str]
    reading: str
    paid: str
    also: str
    adds: str
    update: str
    update_since: str
    daily: str
    brief: str
    note: str
    remark: str
    corrections: Mapping[str, str]
    corrects: str
    verbatim: str
    why: str
    unsubscribe: str
    places: str
    picture: str
    links: str
    online: str
    pages: Pages


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """``codes``: ISO 639 codes that mean it, its file's name first. ``name``: as Snowball and sumy call it in English."""

    codes: tuple[str, ...]
    name: str
    rules: Rules
    speech: Speech
    names: Names
    bylines: Bylines
    furniture: Furniture
    dates: Dates
    leaving: Leaving
    words: Words


def words(text: str) -> frozenset[str]:
    """The words between the spaces."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The words or phrases between the commas."""
    return frozenset(phrase.strip() for phrase in text.split(",")) - {""}
