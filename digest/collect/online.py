"""Sources on the network -> Articles: asked politely, parsed in killable workers, completed from their pages."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from digest.collect.agreement import agrees
from digest.collect.outcomes import backoff
from digest.collect.pages import Page
from digest.collect.reading import Answer, read, read_page
from digest.collect.requests import Fetched, Limits, Request
from digest.collect.sandbox import Died, parse_all
from digest.models import Article, Source
from digest.text.tokens import count_words

TEASER = 80  # words; an item with fewer is taken for a teaser whose text stands on its page
OLDEST = timedelta(days=7)  # items published longer ago are not worth their page
PAGES = 20  # of one source, at once
OFTEN = timedelta(minutes=15)  # however often it is run, no source is asked more often


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A source and what is known of it from before. ``headers`` hold its login."""

    source: Source
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What a visit came to. ``error`` is one sentence, "" when it went well; the validators are for the next visit."""

    source: Source
    articles: tuple[Article, ...] = ()
    gone: bool = False
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    error: str = ""
    next_check_at: datetime


Known = Callable[[Collection[tuple[str, str]]], Mapping[tuple[str, str], Article]]


def visit_all(
    visits: Sequence[Visit],
    known: Known,
    limits: Limits,
    user_agent: str,
    now: datetime,
) -> Iterator[Visited]:
    """Every source and its articles, whole as they come: fetching, reading and the caller's work overlap.

    ``known`` finds articles from before by (source, URL): one that has its full text is not fetched again.
    """
    if not visits:
        return
    short: list[Visited] = []
    for visited in _read(visits, known, limits, user_agent, now):
        if visited.source.full_text and any(_teasers([visited.articles], now)):
            short.append(visited)
        else:
            yield visited
    if short:
        yield from _completed(short, known, limits, user_agent, now)


def _read(visits: Sequence[Visit], known: Known, limits: Limits, user_agent: str, now: datetime) -> Iterator[Visited]:
    from digest.collect.fetch import fetch_each

    without_body: list[Visited] = []
    with_body: list[tuple[Visit, Visited]] = []

    def bodies() -> Iterator[Answer]:
        for number, answer in fetch_each([_request(visit) for visit in visits], limits, user_agent, now):
            visited = _visited(visits[number], answer, now)
            if answer.status == 200 and not answer.error:
                with_body.append((visits[number], visited))
                yield Answer(answer.body, answer.final_url, answer.content_type)
            else:
                without_body.append(visited)

    for number, parsed in parse_all(partial(read, now=now), bodies()):
        visit, visited = with_body[number]
        found = _judged(parsed, visit.source, known) if isinstance(parsed, Page) else parsed
        yield _with_articles(visited, visit, found, now)
    yield from without_body


def _request(visit: Visit) -> Request:
    return Request(
        url=visit.moved_to or visit.source.location,
        etag=visit.etag,
        last_modified=visit.last_modified,
        headers=visit.headers,
    )


def _visited(visit: Visit, answer: Fetched, now: datetime) -> Visited:
    failures = visit.failures + 1 if answer.error else 0
    again = backoff(failures, answer.retry_after, answer.max_age, now, url=visit.source.location)
    unchanged = answer.status == 304 or bool(answer.error)
    return Visited(
        source=visit.source,
        gone=answer.gone,
        moved_to=answer.moved_to or visit.moved_to,
        etag=answer.etag or (visit.etag if unchanged else None),
        last_modified=answer.last_modified or (visit.last_modified if unchanged else None),
        error=answer.error,
        next_check_at=max(now + OFTEN, again),
    )


def _judged(page: Page, source: Source, known: Known) -> tuple[Article, ...] | str:
    """A page in the place of a source is its article where it looks like one, or has been its article before."""
    if page.doubt and not known({(source.name, page.article.url)}):
        return page.doubt
    return (page.article,)


def _with_articles(visited: Visited, visit: Visit, parsed: tuple[Article, ...] | str | Died, now: datetime) -> Visited:
    """What cannot be read is a failure, and its validators are forgotten so that it is asked for whole next time."""
    if isinstance(parsed, tuple):
        return replace(visited, articles=tuple(_of_source(article, visit.source, now) for article in parsed))
    error = parsed if isinstance(parsed, str) else f"{visit.source.location}: reading it {parsed.reason}"
    later = backoff(visit.failures + 1, None, None, now, url=visit.source.location)
    return replace(visited, error=error, next_check_at=later, etag=None, last_modified=None)


def _of_source(article: Article, source: Source, now: datetime) -> Article:
    """A date in the future is wrong: what stands in a feed has been published."""
    return replace(
        article,
        published_at=min(article.published_at, now) if article.published_at else None,
        source=source.name,
        section=source.section or article.section,
        language=article.language or source.language,
    )


def _completed(
    visited: Sequence[Visited], known: Known, limits: Limits, user_agent: str, now: datetime
) -> list[Visited]:
    """Teasers become whole: from what is known already, else from their pages."""
    articles = [list(one.articles) for one in visited]
    wanted: list[tuple[int, int]] = []
    teasers = list(_teasers(articles, now))
    stored = known({(articles[place][teaser].source, articles[place][teaser].url) for place, teaser in teasers})
    for place, teaser in teasers:
        article = articles[place][teaser]
        before = stored.get((article.source, article.url))
        if before and count_words(before.text) >= TEASER and article.title in (before.title, ""):
            articles[place][teaser] = _whole(article, before)
        elif not before:
            wanted.append((place, teaser))
    for (place, teaser), page in _pages(wanted, articles, limits, user_agent, now):
        articles[place][teaser] = _whole(articles[place][teaser], page)
    return [replace(one, articles=tuple(found)) for one, found in zip(visited, articles, strict=True)]


def _pages(
    wanted: Sequence[tuple[int, int]],
    articles: Sequence[Sequence[Article]],
    limits: Limits,
    user_agent: str,
    now: datetime,
) -> Iterator[tuple[tuple[int, int], Article]]:
    """The pages of articles at these places, of those whose pages can be read."""
    if not wanted:
        return
    from digest.collect.fetch import fetch_each

    fetched: list[tuple[int, int]] = []

    def bodies() -> Iterator[Answer]:
        requests = [Request(url=articles[place][teaser].url, kind="page") for place, teaser in wanted]
        for number, answer in fetch_each(requests, limits, user_agent, now):
            if answer.status == 200 and not answer.error:
                fetched.append(wanted[number])
                yield Answer(answer.body, answer.final_url, answer.content_type)

    for number, parsed in parse_all(partial(read_page, now=now), bodies()):
        if isinstance(parsed, Page):
            yield fetched[number], parsed.article


def _teasers(articles: Sequence[Sequence[Article]], now: datetime) -> Iterator[tuple[int, int]]:
    """Places of the items worth completing: short, linked and recent, the first of each source."""
    for place, found in enumerate(articles):
        short = (
            number
            for number, article in enumerate(found)
            if count_words(article.text) < TEASER
            and article.url.startswith(("http://", "https://"))
            and (article.published_at is None or article.published_at > now - OLDEST)
        )
        yield from ((place, number) for number, _ in zip(short, range(PAGES), strict=False))


def _whole(teaser: Article, page: Article) -> Article:
    """The page's text under the feed's title, date and author, which are right more often than the page's."""
    if count_words(page.text) <= count_words(teaser.text) or not agrees(page, teaser):
        return teaser
    return replace(
        teaser,
        title=teaser.title or page.title,
        text=page.text,
        blocks=page.blocks,
        teaser=teaser.teaser or teaser.text or page.teaser,
        published_at=teaser.published_at or page.published_at,
        byline=teaser.byline or page.byline,
        language=teaser.language or page.language,
        image=teaser.image or page.image,
        excerpt=page.excerpt,
    )
