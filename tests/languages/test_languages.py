"""Every known language on one article of its own, from the file to the printed issue."""

import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, fields, is_dataclass, replace
from pathlib import Path

import pytest
from babel import Locale

from digest.collect.files import article_from_text
from digest.collect.markup import moment_in
from digest.languages import group, known
from digest.languages.kinds import Language
from digest.models import Correction, Issue, Section, Story
from digest.render import render_issue
from digest.summarize import summarize_article
from digest.summarize.candidates import find_candidates
from digest.summarize.quotations import find_quotations
from digest.text.furniture import is_furniture
from digest.text.sentences import sentences
from digest.text.tokens import guess_language

HERE = Path(__file__).parent
LANGUAGES = pytest.mark.parametrize("own", known(), ids=lambda own: own.codes[0])


@LANGUAGES
def test_a_language_is_read_and_printed_as_its_files_say(
    own: Language, handmade: Issue, golden: Callable[[str, bytes], None]
) -> None:
    code = own.codes[0]
    article = article_from_text((HERE / f"{code}.txt").read_text("utf-8"), f"file:{code}.txt")
    assert guess_language(article.text) == code
    article = replace(article, language=code)
    parts = [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
    parts = [("furniture" if is_furniture(text, at_edge=True) else kind, text) for kind, text in parts]
    dates = [found for kind, text in parts if kind == "furniture" and (found := moment_in(text))]
    quotations = find_quotations(article.text, find_candidates(article.text, code, article.blocks), code)
    summary = summarize_article(article, sentences=3)
    story = Story(replace(article, source="Mole", excerpt=True), summary, also=(replace(article, source="Bode"),))
    issue = replace(
        handmade,
        language=code,
        intro="",
        sections=(Section("", (story,)),),
        corrections=tuple(Correction(number, handmade.slot, article.title) for number in (10, 11)),
        left_out=(),
    )
    printed = {rendition.format: rendition.body for rendition in render_issue(issue)}
    lines = [
        f"# {article.title}",
        f"byline: {article.byline}",
        f"dates: {', '.join(date.isoformat() for date in dates)}",
        *(f"{kind}: {text}" for kind, text in parts),
        "# sentences",
        *(sentence for kind, text in parts if kind == "paragraph" for sentence in _sentences(text, code)),
        "# summary",
        *(sentence.text for sentence in summary.sentences),
        "# quotations",
        *(f"{each.speaker.text}: {each.text}" for each in quotations),
        "# issue",
        printed["text"],
    ]
    golden(f"../languages/{code}.golden", "\n".join(lines).encode())


@LANGUAGES
def test_a_language_says_all_that_an_issue_and_its_pages_say(own: Language) -> None:
    said = list(_leaves(own.words))
    assert all(text.strip() for text in said)
    for forms in (own.words.stories, own.words.minutes, own.words.corrections):
        whole = {Locale(own.codes[0]).plural_form(number) for number in range(1, 1000)}
        assert whole <= set(forms), f"CLDR counts in {sorted(whole)}"


@LANGUAGES
def test_a_languages_months_and_days_are_those_of_cldr(own: Language) -> None:
    names = Locale(own.codes[0])
    months = [
        {
            names.months[use][width][number].lower().strip(".")
            for use in names.months
            for width in ("wide", "abbreviated")
        }
        for number in range(1, 13)
    ]
    missing = [found - set(ours.split()) for found, ours in zip(months, own.dates.months, strict=True)]
    assert missing == [set()] * 12
    assert {name.lower() for name in names.days["format"]["wide"].values()} == own.dates.days


@LANGUAGES
def test_the_patterns_of_a_language_compile_and_take_nothing_for_everything(own: Language) -> None:
    parts = (own.rules, own.speech, own.names, own.bylines, own.furniture, own.dates, own.leaving)
    patterns = [(field.name, getattr(part, field.name)) for part in parts for field in fields(part)]
    for name, pattern in [*patterns, *own.furniture.invitations.items()]:
        if isinstance(pattern, str):
            assert not re.compile(group(pattern), re.IGNORECASE).fullmatch(""), f"{name} matches nothing at all"


@LANGUAGES
def test_the_words_of_a_language_are_written_as_they_are_looked_for(own: Language) -> None:
    as_written = {"abbreviations", "unjoined", "courtesy", "titles"} | {"days"}
    parts = (own.rules, own.names, own.bylines, own.furniture, own.dates)
    sets = [(field.name, getattr(part, field.name)) for part in parts for field in fields(part)]
    for name, words in sets:
        if isinstance(words, frozenset) and name not in as_written:
            assert {word for word in words if word != word.lower()} == set(), name
    assert all(re.fullmatch(r"[^\W\d_]+", word) and word.islower() for word in own.furniture.invitations)


def test_a_file_of_a_language_without_an_article_fails() -> None:
    articles = {path.stem for path in HERE.glob("*.txt")}
    assert articles == {own.codes[0] for own in known()} == {path.stem for path in HERE.glob("*.golden")}


def _sentences(text: str, code: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, code)]


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _leaves(astuple(value))
    elif isinstance(value, dict):
        yield from _leaves(tuple(value.values()))
    elif isinstance(value, tuple):
        for each in value:
            yield from _leaves(each)
