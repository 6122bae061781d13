"""An issue that uses whatever a template may print, and every template tried on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

from digest.errors import ConfigError
from digest.languages import spoken, words_of
from digest.models import (
    Action,
    Addition,
    Article,
    Correction,
    Earlier,
    Issue,
    LeftOut,
    Look,
    Quotation,
    Section,
    Sentence,
    Story,
    Summary,
    Theme,
    Window,
)
from digest.render import formats
from digest.render.escape import tidied
from digest.render.site import Site, site, style, title
from digest.render.templates import compiled, issue_body, printed, templates_in

if TYPE_CHECKING:
    from jinja2 import Environment

_SLOT = datetime(2026, 6, 1, 7, tzinfo=UTC)
_TEXT = "The ferry sails again from Monday. “We are glad,” said Ana Ruiz. It had stood still since March."


def sample_issue(look: Look, language: str) -> Issue:
    """Its renditions are not made yet."""
    article = Article(
        url="https://courier.example/ferry",
        title="The ferry sails again",
        text=_TEXT,
        published_at=_SLOT - timedelta(hours=9),
        byline="Ana Ruiz",
        source="The Courier",
        language=language,
        image="https://courier.example/ferry.jpg",
    )
    other = replace(article, url="https://gazette.example/ferry", title="Ferry back", source="The Gazette", byline=None)
    first, said, last = (Sentence(text, _TEXT.index(text), _TEXT.index(text) + len(text)) for text in _PLACES)
    speaker = Sentence("Ana Ruiz", _TEXT.index("Ana"), _TEXT.index("Ana") + len("Ana Ruiz"))
    summary = Summary((first,), quotation=Quotation(said.text, said.start, said.end, speaker))
    earlier = Earlier(2, _SLOT - timedelta(days=4), "https://news.example/issues/2")
    lead = Story(article, summary, (other,), Addition(other, last), note="Timetables are *new*.")
    told = Story(replace(article, url="https://courier.example/pier"), Summary((last,)), update=earlier)
    weekly = Story(replace(article, url="https://courier.example/quay", image=None), Summary(()), daily=earlier)
    return Issue(
        newsletter="sample",
        name="The Sample",
        number=3,
        slot=_SLOT,
        timezone="UTC",
        language=language,
        window=Window(_SLOT - timedelta(days=1), _SLOT),
        tagline="What happened",
        intro="Good morning. See [the timetable](https://courier.example/times).\n",
        unsubscribe="https://news.example/u/sample",
        home="https://news.example",
        postal_address="The Sample, 1 Fish Street",
        look=look,
        actions=(Action("Become a supporter", "https://courier.example/join", "We have no owner."),),
        sections=(Section("News", (lead, told)), Section("Town", (weekly,))),
        brief=(replace(other, url="https://gazette.example/brief"),),
        corrections=(Correction(2, earlier.slot, "The ferry has two decks."),),
        left_out=(LeftOut("https://courier.example/old", "Old news", "The Courier", "printed in No. 2"),),
    )


_PLACES = ("The ferry sails again from Monday.", "We are glad,", "It had stood still since March.")


def faults(env: "Environment", look: Look, language: str) -> Iterator[ConfigError]:
    """What is wrong with the templates: each that makes an issue or a page is filled, in every theme, and every
    other must be one that Jinja can read.
    """
    issue = sample_issue(look, language)
    themes = (tidied(replace(issue, look=replace(look, theme=theme))) for theme in get_args(Theme))
    trials: tuple[Callable[[], object], ...] = (
        *(lambda each=each, format=it: issue_body(env, format, each) for each in themes for it in formats.PRINTED),
        lambda: _archive(env, issue),
        lambda: _pages(env, issue),
        *(lambda each=each: compiled(env, each) for each in templates_in(env)),
    )
    told: set[str] = set()
    for trial in trials:
        try:
            trial()
        except ConfigError as error:
            if str(error) not in told:
                yield error
            told.add(str(error))


def _archive(env: "Environment", issue: Issue) -> None:
    of = Site(name=issue.name, tagline=issue.tagline, language=issue.language, url="https://a.example", look=issue.look)
    site([issue, replace(issue, number=2, slot=_SLOT - timedelta(days=4))], of, env)


def _pages(env: "Environment", issue: Issue) -> None:
    """Those of ``digest serve``."""
    words = words_of(issue.language)
    values = {"name": issue.name, "language": spoken(issue.language), "words": words.pages, "root": "./"}
    listed = {"issues": [(issue, title(issue))], "number": words.number, "others": [("weekly/", "The Week")]}
    printed(env, "page-issues.html.j2", **values, **listed)
    for name in ("page.html.j2", "page-leave.html.j2"):
        printed(env, name, **values, heading="Leave", text="Do you want to leave?", leave=True, both="Leave both")
    style(env, "page.css.j2", issue.look)
