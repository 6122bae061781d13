"""The world -> Articles: every source is read, and one that cannot be is a recorded problem, never the end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import InputError
from digest.models import Article, Source

if TYPE_CHECKING:
    from digest.collect.feeds import Feed


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the source's name and one line that says where, what and the mend."""

    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Collected:
    """``complete`` names the sources that were read as a whole: what their folder no longer holds is gone. ``withheld``
    names a source once for each of its files that is not published: a draft, or one that has expired."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    complete: frozenset[str]
    withheld: tuple[str, ...] = ()


def collect(sources: Sequence[Source], folder: Path, zone: tzinfo, now: datetime) -> Collected:
    """Articles of all sources, in their order.

    Paths are relative to ``folder``; dates without a zone are in ``zone``. What expires by ``now`` is left
    out, and what its author calls a draft; the dates of pages are not after it.
    """
    from digest.collect.files import ARTICLE_SUFFIXES, find_files, read_articles

    articles: list[Article] = []
    problems: list[Problem] = []
    complete: set[str] = set()
    withheld: list[str] = []
    for source in sources:
        try:
            paths = find_files(source.location, folder)
        except InputError as error:
            problems.append(Problem(source.name, str(error)))
            continue
        if all(path.suffix.lower() in ARTICLE_SUFFIXES for path in paths):
            complete.add(source.name)
        for path in paths:
            try:
                found = read_articles(path, folder, zone, now)
            except InputError as error:
                problems.append(Problem(source.name, str(error)))
                continue
            if not found and path.suffix.lower() in ARTICLE_SUFFIXES:
                withheld.append(source.name)
            articles += (
                replace(
                    article,
                    source=source.name,
                    section=source.section or article.section,
                    language=article.language or source.language,
                )
                for article in found
            )
    return Collected(tuple(articles), tuple(problems), frozenset(complete), tuple(withheld))


def parse_feed(body: bytes, url: str, content_type: str | None = None) -> "Feed":
    """The entries of an RSS or Atom feed. ``url`` is its address, for relative links. Raises InputError."""
    from digest.collect import feeds

    return feeds.parse_feed(body, url, content_type)


def extract(html: bytes, url: str) -> Article:
    """The article of a web page, without what surrounds it. Raises InputError when there is none."""
    from digest.collect import pages

    return pages.extract(html, url)
