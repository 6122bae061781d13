"""An address that a person typed -> the feed that is meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten
from urllib.parse import urlsplit

from digest.collect.blocks import clean
from digest.collect.feeds import feed_links, parse_feed
from digest.collect.fetch import fetch_all
from digest.collect.guard import Unusable, checked
from digest.collect.requests import Fetched, Limits, Request
from digest.collect.sandbox import Died, parse_all
from digest.errors import DigestError, InputError, TemporaryError

LINKS = 5  # feeds that are looked at, of those that a page names
LONGEST_NAME = 80  # letters of a source's name


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was found. ``url`` is its own address, ``title`` its own, or its host where it has none."""

    url: str
    title: str
    articles: int = 0
    newest: datetime | None = None
    remark: str = ""


def look_at(address: str, limits: Limits, user_agent: str, now: datetime) -> FoundFeed:
    """The feed at an address, or the best one that the page there names. Without a scheme, https is tried before http.

    Raises InputError, or TemporaryError where it may answer later.
    """
    errors: list[DigestError] = []
    for url in spelled_out(address):
        try:
            checked(url)
            return _behind(url, limits, user_agent, now)
        except Unusable as unusable:
            raise InputError(f"{url}: {unusable}") from unusable
        except (InputError, TemporaryError) as error:
            errors.append(error)
    raise next((error for error in errors if isinstance(error, InputError)), errors[-1])


def spelled_out(address: str) -> tuple[str, ...]:
    """What an address may mean that people write without its scheme."""
    address = re.sub(r"(?i)^feed:(//)?", "", address.strip())
    return (address,) if "://" in address else (f"https://{address}", f"http://{address}")


def name_of(title: str, url: str) -> str:
    """What a source is called: what its feed says, on one line that can be read, or the host."""
    name = shorten(clean(title), LONGEST_NAME, placeholder="…")
    return (name.removesuffix("…") and name) or urlsplit(url).hostname or url


def _behind(url: str, limits: Limits, user_agent: str, now: datetime) -> FoundFeed:
    """Of the feeds that a page names, the first that holds articles; one of comments only where there is no other."""
    (found,) = _asked([url], limits, user_agent, now)
    if isinstance(found, FoundFeed):
        return found
    if isinstance(found, DigestError):
        raise found
    links = [link for link in found if not _is_of_comments(link)] or found
    answers = list(_asked(links[:LINKS], limits, user_agent, now))
    looks = [answer for answer in answers if isinstance(answer, FoundFeed)]
    if not looks:
        errors = (answer for answer in answers if isinstance(answer, DigestError))
        raise next(errors, InputError(f"{url}: the feeds that this page names are none: name one itself"))
    best = min(looks, key=lambda it: (_is_of_comments(it.url, it.title), not it.articles))
    others = ", ".join(link for link in found if link != best.url)
    also = f" It names others too: {others}." if others else ""
    return replace(best, remark=f"This feed is named by the page {url}.{also}")


def _is_of_comments(*told: str) -> bool:
    return bool(re.search(r"(?i)[ck]om+ent|reacties", " ".join(told)))


def _asked(
    urls: Sequence[str], limits: Limits, user_agent: str, now: datetime
) -> Iterator[FoundFeed | list[str] | DigestError]:
    """In their order: the feed at this very address, or the addresses of those that the page there names."""
    answers = fetch_all([Request(url=url) for url in urls], limits, user_agent, now)
    whole = [answer for answer in answers if not answer.error]
    looked = dict(parse_all(look, [(it.body, it.final_url, it.content_type) for it in whole], workers=1))
    found = iter([looked[number] for number in range(len(whole))])
    for answer in answers:
        yield _failure(answer) if answer.error else _judged(answer, next(found))


def _failure(answer: Fetched) -> DigestError:
    passing = answer.status in (0, 429) or answer.status >= 500
    return TemporaryError(answer.error) if passing else InputError(answer.error)


def _judged(answer: Fetched, found: FoundFeed | list[str] | str | Died) -> FoundFeed | list[str] | DigestError:
    match found:
        case FoundFeed():
            return replace(found, url=answer.moved_to or answer.url)
        case Died():
            return InputError(f"{answer.url}: reading it {found.reason}")
        case str():
            return InputError(found)
    return found


def look(answer: tuple[bytes, str, str | None]) -> FoundFeed | list[str] | str:
    """Runs in a worker: what the feed holds, or which feeds the page names, or in words why neither."""
    body, url, content_type = answer
    try:
        feed = parse_feed(body, url, content_type)
    except InputError as error:
        return feed_links(body, url) or str(error)
    times = [moment for entry in feed.entries if (moment := entry.published or entry.updated)]
    return FoundFeed(url, name_of(feed.title, url), len(feed.entries), max(times, default=None))
