"""RSS and Atom files become articles."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import parse_feed
from digest.collect.feeds import articles_of
from digest.errors import InputError

SEEDS = Path(__file__).parents[2] / "seeds"
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper &amp; Co</title><link>https://x.example/</link><language>en-GB</language>
<item><title>A &lt;b&gt;bold&lt;/b&gt; &amp;amp; plain title</title><link>https://x.example/1</link><guid>1</guid><dc:creator>By Nell</dc:creator>
<pubDate>Tue, 09 Oct 2012 18:10:00 +0100</pubDate><description>Teaser &lt;i&gt;here&lt;/i&gt;.</description>
<content:encoded><![CDATA[<p>One.</p><script>x()</script><p>Two.</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://x.example/2</link><description>&lt;p&gt;All there is.&lt;/p&gt;</description></item>
</channel></rss>"""


def test_an_rss_item_becomes_an_article_with_its_content_as_text_and_its_description_as_teaser() -> None:
    first, second = articles_of(parse_feed(RSS, "https://x.example/feed"))
    assert (first.title, first.url, first.byline, first.language, first.site) == (
        "A bold & plain title",
        "https://x.example/1",
        "Nell",
        "en",
        "Paper & Co",
    )
    assert (first.text, first.teaser) == ("One.\n\nTwo.", "Teaser here.")
    assert first.published_at == datetime(2012, 10, 9, 17, 10, tzinfo=UTC)
    assert (second.text, second.teaser, second.published_at) == ("All there is.", None, None)


def test_the_sample_feeds_are_read_whole() -> None:
    rss = articles_of(parse_feed((SEEDS / "courier.rss").read_bytes(), "courier.rss"))
    atom = articles_of(parse_feed((SEEDS / "wire.atom").read_bytes(), "wire.atom"))
    assert (len(rss), len(atom)) == (6, 5)
    assert all(a.title and a.byline and a.published_at and a.teaser and len(a.text) > 800 for a in [*rss, *atom])
    assert {a.text for a in rss} & {a.text for a in atom}, "one wire story stands in both"


def test_a_web_page_in_place_of_a_feed_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match=r"feed\.rss: this is a web page \(HTML\), not a feed"):
        parse_feed(b"<!DOCTYPE html><html><body>Hello</body></html>", "feed.rss")


@pytest.mark.parametrize("body", [b"", b"not a feed at all", b"\x00\x01\x02", b"<rss"])
def test_bytes_that_are_no_feed_are_an_error_in_words(body: bytes) -> None:
    try:
        feed = parse_feed(body, "feed.rss")
    except InputError as error:
        assert str(error).startswith("feed.rss: no RSS or Atom feed")
    else:
        assert feed.entries == ()
