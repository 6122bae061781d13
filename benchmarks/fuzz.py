"""Feeds, pages, dates and front matter, broken at random: what is no refusal for people, or takes long, is a finding.

    python -m benchmarks.fuzz [--minutes 10] [--first SEED] [--only feed|page|date|front]

Every case is one number: it chooses the reader, the seed text and up to a dozen changes. A finding is printed with that
number, and `--first NUMBER --minutes 0` runs it alone. The exit code is 1 where there is one.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from contextlib import contextmanager
from datetime import UTC, datetime

from digest.collect.feeds import articles_of, parse_feed
from digest.collect.files import article_from_markdown
from digest.collect.markup import moment_in
from digest.collect.pages import extract
from digest.errors import DigestError
from digest.text.dates import moment
from digest.text.sentences import sentences

LONGEST = 5  # seconds
URL = "https://x.example/a"
NOW = datetime(2026, 11, 30, tzinfo=UTC)

# fmt: off
FEEDS = (
    b'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay</title>'
    b"<item><title>Ferry &amp; tug</title><link>https://x.example/1</link><guid>1</guid>"
    b"<dc:creator>By Nell</dc:creator><pubDate>Sun, 29 Nov 2026 12:00:00 +0100</pubDate>"
    b"<description><![CDATA[<p>The ferry sails.</p>]]></description>"
    b"</item></channel></rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title><entry><id>urn:1</id><title type="html">A</title>'
    b'<link href="/1"/><updated>2026-11-29T12:00:00Z</updated><content type="xhtml"><div>Text.</div></content>'
    b'</entry></feed>',
    b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": 1, "url": "https://x.example/1", "title": "A",'
    b' "content_html": "<p>Text.</p>", "date_published": 1795867200000, "authors": [{"name": "Nell"}]}]}',
)
PAGES = (
    b'<html lang="en"><head><title>Ferry | Quay</title><meta property="article:published_time" content="2026-11-29">'
    b'<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-11-29T12:00:00+01:00",'
    b' "author": [{"name": "Nell Ash"}]}</script></head><body><article><h1>Ferry</h1><time datetime="2026-11-29">29'
    b" November 2026</time><p>The ferry sails again from Monday, the council said in the evening.</p><p>It had been"
    b" laid up for two years after a storm, and the repair cost four million pounds.</p></article></body></html>",
    "<html><body><p class='date'>29 ноября 2026 г.</p><p>Паром снова ходит.</p></body></html>".encode("koi8-r"),
)
DATES = (
    b"Sun, 29 Nov 2026 12:00:00 +0100", b"2026-11-29T12:00:00.5+05:30", b"1795867200000", b"29 listopada 2026",
    b"November 29th, 2026 at 6:10 pm PDT", b"29.11.26 12:00", *(text.encode() for text in (
        "2026年11月29日（日）午後3時05分", "令和8年11月29日", "29 ноября 2026 г., 12:00 MSK",
        "29 พ.ย. 2569", "٢٩ نوفمبر ٢٠٢٦",
    )),
)
FRONTS = (
    b"---\ntitle: 'Ferry: it sails'\ndate: 2026-11-29 12:00\nauthor: [Nell, Priya]\ntags:\n  - quay\ndraft: false\n"
    b"---\n# Ferry\n\nThe ferry **sails** again from [Monday](https://x.example).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    b'+++\ntitle = "Ferry"\ndate = 2026-11-29T12:00:00Z\n[extra]\nx = [1, 2]\n+++\nThe ferry sails.\n\n> It *does*.\n',
)
PIECES = [
    *(bytes([number]) for number in (0, 9, 10, 13, 32, 34, 38, 39, 45, 46, 58, 60, 62, 91, 123, 0x80, 0xC3, 0xFF)),
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!DOCTYPE x [<!ENTITY e 'e'>]>", b"&e;", b"&#0;", b"&#x110000;",
    b"<p>" * 300,
    b"<b>" * 50, b"</", b"---\n", b"+++\n", b"9" * 30, b"-0001", b"0000-00-00", b"+99:99", b"1e999", b"NaN", b"null",
    b"\\ud800",
    b"[" * 2000, b'{"a":' * 500, b"\xef\xbb\xbf", b"\xff\xfe", b"!!python/object:x", b"&a [*a, *a]", b"*a", b"? ",
    b"\xc2\xb2", b"\xe2\x80\x8f", b"\xd9\xa3",
]
# fmt: on


def feed(body):
    for article in articles_of(parse_feed(body, URL)):
        assert article.published_at is None or article.published_at.year >= 1990


def page(body):
    extract(body, URL, now=NOW)


def date(body):
    text = body.decode("utf-8", "replace")
    for found in (moment(text), moment_in(text)):
        assert found is None or (found.tzinfo is UTC and found.year >= 1990)
    sentences(text, "de")


def front(body):
    article_from_markdown(body.decode("utf-8", "replace"), "file:a.md", UTC)


READERS = {"feed": (feed, FEEDS), "page": (page, PAGES), "date": (date, DATES), "front": (front, FRONTS)}


def case(seed, only=None):
    """The reader, and the bytes that it is to read."""
    chance = random.Random(seed)
    read, texts = READERS[only or chance.choice(list(READERS))]
    body = chance.choice(texts)
    for _ in range(chance.randrange(13)):
        body = changed(body, chance)
    return read, body


def changed(body, chance):
    """Cut, doubled, turned, overwritten, or with a piece of another text in it."""
    start, end = sorted((chance.randrange(len(body) + 1), chance.randrange(len(body) + 1)))
    end = min(end, start + chance.choice((1, 4, 30, 1000)))
    piece = body[start:end]
    new = chance.choice(
        (
            b"",
            piece * chance.choice((2, 20)),
            piece[::-1],
            piece.swapcase(),
            chance.randbytes(len(piece)),
            chance.choice(PIECES),
            piece + chance.choice(PIECES),
            chance.choice(DATES),
        )
    )
    return (body[:start] + new + body[end:])[:200_000]


@contextmanager
def within(seconds):
    def too_long(*_):
        raise TimeoutError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def finding(seed, only=None):
    """What is wrong with a case, or nothing: a refusal in words is right."""
    read, body = case(seed, only)
    try:
        with within(LONGEST):
            read(body)
    except DigestError:
        return ""
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"{read.__name__} {seed}: {type(error).__name__}: {str(error)[:100]} ({where.filename}:{where.lineno})"
    return ""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--minutes", type=float, default=10)
    arguments.add_argument("--first", type=int, default=0)
    arguments.add_argument("--only", choices=READERS)
    given = arguments.parse_args()
    stop = time.monotonic() + 60 * given.minutes
    seed, found = given.first, 0
    while True:
        if said := finding(seed, given.only):
            print(said, flush=True)
            found += 1
        seed += 1
        if time.monotonic() >= stop:
            break
    print(f"{seed - given.first} cases, {found} findings")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
