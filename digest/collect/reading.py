"""What came back from a source -> its Articles: the part that runs in a worker, which imports this and no more."""

from datetime import datetime
from typing import NamedTuple

from digest.collect.feeds import articles_of, feed_links, parse_feed
from digest.collect.pages import Page
from digest.collect.pages import read as read_whole
from digest.errors import InputError
from digest.models import Article


class Answer(NamedTuple):
    """What ``parse_feed`` and ``extract`` are given."""

    body: bytes
    url: str
    content_type: str | None


def read(answer: Answer, now: datetime) -> tuple[Article, ...] | Page | str:
    """The articles of a feed, a page that may be an article, or in words why there are none."""
    try:
        return tuple(articles_of(parse_feed(*answer)))
    except InputError as error:
        if not _is_page(answer):
            return str(error)
    if links := feed_links(answer.body, answer.url):
        return f"{answer.url}: this is a web page; its feed is {links[0]}: name that as the source's url"
    return read_page(answer, now)


def read_page(answer: Answer, now: datetime) -> Page | str:
    try:
        return read_whole(answer.body, answer.url, answer.content_type, now)
    except InputError as error:
        return str(error)


def _is_page(answer: Answer) -> bool:
    return "html" in (answer.content_type or "") or b"<html" in answer.body[:2000].lower()
