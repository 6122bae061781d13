"""RSS, Atom, RDF and JSON feeds, also broken ones, become entries and articles."""

import json
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Literal

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from digest import parse_feed
from digest.collect.feeds import Entry, Feed, articles_of, byline, feed_links
from digest.errors import InputError
from digest.models import Article, Block
from digest.text.dates import moment

SEEDS = Path(__file__).parents[2] / "seeds"
URL = "https://x.example/feeds/all"
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper &amp; Co</title><link>https://x.example/</link><language>en-GB</language>
<item><title>A &lt;b&gt;bold&lt;/b&gt; &amp;amp; plain title</title><link>https://x.example/1</link><guid>1</guid><dc:creator>By Nell</dc:creator>
<pubDate>Tue, 09 Oct 2012 18:10:00 +0100</pubDate><description>Teaser &lt;i&gt;here&lt;/i&gt;.</description>
<content:encoded><![CDATA[<p>One.</p><script>x()</script><p>Two.</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://x.example/2</link><description>&lt;p&gt;All there is.&lt;/p&gt;</description></item>
</channel></rss>"""


def rss(items: str, attributes: str = "", head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<rss version="2.0" {attributes}><channel><title>T</title>{items}</channel></rss>'.encode()


def atom(entries: str, attributes: str = "") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>T</title>{entries}</feed>'.encode()


def only(body: bytes, content_type: str | None = None) -> Entry:
    (entry,) = parse_feed(body, URL, content_type).entries
    return entry


def test_an_rss_item_becomes_an_article_with_its_content_as_text_and_its_description_as_teaser() -> None:
    assert articles_of(parse_feed(RSS, URL)) == [
        Article(
            url="https://x.example/1",
            title="A bold & plain title",
            text="One.\n\nTwo.",
            published_at=datetime(2012, 10, 9, 17, 10, tzinfo=UTC),
            byline="Nell",
            language="en",
            site="Paper & Co",
            teaser="Teaser here.",
            blocks=(Block(0, 4, "paragraph"), Block(6, 10, "paragraph")),
        ),
        Article(
            url="https://x.example/2",
            title="Only a summary",
            text="All there is.",
            language="en",
            site="Paper & Co",
            blocks=(Block(0, 13, "paragraph"),),
        ),
    ]


def test_an_atom_entry_is_read_whole_with_its_links_made_absolute_against_xml_base() -> None:
    body = atom(
        """<link href="/"/><entry xml:base="news/" xml:lang="fr-CH"><title>Un titre</title><id>tag:x.example,2024:1</id>
        <link href="1.html"/><link rel="enclosure" type="image/jpeg" href="https://x.example/1.jpg"/>
        <author><name>Ann</name></author><author><name>Bob</name></author><published>2024-03-05T10:00:00+0530</published>
        <updated>2024-03-06T10:00:00Z</updated><summary>Court.</summary><content type="html">&lt;p&gt;Long.&lt;/p&gt;</content>
        </entry>""",
        'xml:base="https://y.example/fr/"',
    )
    assert parse_feed(body, URL) == Feed(
        title="T",
        link="https://y.example/",
        entries=(
            Entry(
                title="Un titre",
                link="https://y.example/fr/news/1.html",
                id="tag:x.example,2024:1",
                author="Ann, Bob",
                published=datetime(2024, 3, 5, 4, 30, tzinfo=UTC),
                updated=datetime(2024, 3, 6, 10, tzinfo=UTC),
                summary="Court.",
                content="<p>Long.</p>",
                language="fr",
                image="https://x.example/1.jpg",
            ),
        ),
    )


def test_a_json_feed_is_read_whole() -> None:
    item = {
        "id": 7,
        "url": "/7",
        "title": "2 < 3",
        "content_text": "A & B.\n\nC.",
        "summary": "Sum.",
        "image": "https://x.example/7.png",
        "date_published": "2024-03-05T10:00:00+01:00",
        "attachments": [{"url": "https://x.example/7.mp3", "mime_type": "audio/mpeg"}],
    }
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Times",
        "home_page_url": "https://x.example/",
        "language": "de-AT",
        "authors": [{"name": "Ann"}, {"name": "Bob"}],
        "items": [item, "rubbish", {"id": "https://x.example/8", "authors": "?", "title": None}],
    }
    assert parse_feed(json.dumps(feed).encode("utf-8-sig"), URL, "application/feed+json") == Feed(
        title="Times",
        link="https://x.example/",
        language="de",
        entries=(
            Entry(
                title="2 &lt; 3",
                link="https://x.example/7",
                id="7",
                author="Ann, Bob",
                published=datetime(2024, 3, 5, 9, tzinfo=UTC),
                summary="Sum.",
                content="A &amp; B.\n\nC.",
                language="de",
                image="https://x.example/7.png",
            ),
            Entry(link="https://x.example/8", id="https://x.example/8", author="Ann, Bob", language="de"),
        ),
    )


def test_the_old_formats_are_feeds_too() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item rdf:about="https://x.example/1"><title>R</title>
    <link>https://x.example/1</link><dc:date>2024-03-05</dc:date></item></rdf:RDF>"""
    old_atom = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A</title><link rel="alternate"
    type="text/html" href="/1"/><id>https://x.example/1</id><issued>2024-03-05</issued></entry></feed>"""
    netscape = b"""<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "rss-0.91.dtd"><rss version="0.91">
    <channel><item><title>N</title><link>https://x.example/1</link></item></channel></rss>"""
    day = datetime(2024, 3, 5, tzinfo=UTC)
    link = "https://x.example/1"
    assert [only(body) for body in (rdf, old_atom, netscape)] == [
        Entry(title="R", link=link, id=link, updated=day),
        Entry(title="A", link=link, id=link, published=day),
        Entry(title="N", link=link, id=link),
    ]


TITLE = "Grüße – “ok” 你"
DECLARED = '<?xml version="1.0" encoding="{}"?>'


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        ("", "utf-8", None),
        ("", "utf-8-sig", "text/xml"),
        (DECLARED.format("iso-8859-1"), "utf-8", None),
        (DECLARED.format("utf-16"), "utf-8", "text/xml; charset=us-ascii"),
        (DECLARED.format("utf-8"), "utf-8", "application/rss+xml; charset=windows-1252"),
        (DECLARED.format("utf-16"), "utf-16", "application/xml"),
        (DECLARED.format("gb18030"), "gb18030", None),
        ("", "gb18030", "text/html; charset=gb18030"),
    ],
)
def test_the_words_are_right_whatever_is_declared(head: str, encoding: str, content_type: str | None) -> None:
    body = rss(f"<item><title>{TITLE}</title></item>", head=head).decode().encode(encoding)
    assert only(body, content_type).title == TITLE


def test_one_wrong_byte_does_not_make_the_rest_unreadable() -> None:
    body = rss("<item><title>Grüße – @ “ok”</title></item>").replace(b"@", b"\x93")
    assert only(body).title == "Grüße – “ “ok”"
    assert only(rss("<item><title>@té</title></item>").decode().replace("@", "É").encode("latin-1")).title == "Été"


@pytest.mark.parametrize(
    "body",
    [
        b"\n\n \xef\xbb\xbf" + RSS,
        b"<br />\n<b>Warning</b>: no such file in <b>/srv/feed.php</b>\n" + RSS,
        RSS + b"<!-- cached --><script>x()</script>",
        RSS.replace(b"Teaser", b"\x0b\x01Teaser"),
        RSS.replace(b"<?xml", b"Notice: <?xml"),
    ],
)
def test_rubbish_around_or_inside_a_feed_does_not_change_its_articles(body: bytes) -> None:
    assert articles_of(parse_feed(body, URL)) == articles_of(parse_feed(RSS, URL))


def test_entities_and_character_references_that_xml_does_not_know_are_read_as_people_meant_them() -> None:
    wrong = "caf&eacute; AT&T &#xD83D;&#xDE00; &#55357;&#56832; &#99999999999; &#xD800;"
    (article,) = articles_of(parse_feed(rss(f"<item><title>{wrong}</title></item>"), URL))
    assert article.title == "café AT&T 😀 😀 � �"


def test_what_stands_in_cdata_is_not_mended() -> None:
    items = "<item><title>R&D</title><link><![CDATA[https://x.example/?a=1&b=2&copy=3]]></link></item>"
    entry = only(rss(items))
    assert (entry.title, entry.link) == ("R&D", "https://x.example/?a=1&b=2&copy=3")


def test_a_title_of_atom_says_itself_whether_it_is_html() -> None:
    titles = '<entry><title>Use &lt;b&gt; &amp;amp;</title></entry><entry><title type="html">Use &lt;b&gt;it&lt;/b&gt; &amp;amp;</title></entry>'
    assert [article.title for article in articles_of(parse_feed(atom(titles), URL))] == ["Use <b> &amp;", "Use it &"]


@pytest.mark.parametrize(
    ("item", "link", "name"),
    [
        ("<link>/1?a=1&amp;b=2</link>", "https://x.example/1?a=1&b=2", "https://x.example/1?a=1&b=2"),
        ("<guid>https://x.example/9</guid>", "https://x.example/9", "https://x.example/9"),
        ("<guid>1234</guid>", "", "1234"),
        ('<guid isPermaLink="false">https://x.example/9</guid>', "", "https://x.example/9"),
        ("<guid>/nine</guid>", "https://x.example/nine", "https://x.example/nine"),
        ("<link>javascript:alert(1)</link><guid>a</guid>", "", "a"),
        ("<link>https://[broken</link><guid>a</guid>", "https://[broken", "a"),
    ],
)
def test_an_item_has_the_link_and_the_id_it_gives(item: str, link: str, name: str) -> None:
    entry = only(rss(f"<item><title>t</title>{item}</item>"))
    assert (entry.link, entry.id) == (link, name)


def test_an_item_without_link_and_id_has_an_id_of_its_own_that_stays() -> None:
    body = rss("<item><title>One</title></item><item><title>Two</title></item>")
    one, two = parse_feed(body, URL).entries
    assert one.id.startswith(f"{URL}#")
    assert one.id != two.id
    assert parse_feed(body, URL).entries == (one, two)


def test_an_article_whose_id_is_no_address_hangs_on_the_address_of_the_site() -> None:
    body = rss("<link>https://x.example/</link><item><title>One</title><guid>a b</guid></item>")
    assert [article.url for article in articles_of(parse_feed(body, URL))] == ["https://x.example/#a%20b"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 09 Oct 2012 18:10:00 CEST", datetime(2012, 10, 9, 16, 10, tzinfo=UTC)),
        ("Tue, 9 Oct 12 18:10 EST", datetime(2012, 10, 9, 23, 10, tzinfo=UTC)),
        ("Tue, 09 Oct 2012 24:00:00 GMT+0200", datetime(2012, 10, 9, 22, tzinfo=UTC)),
        ("2012-10-09 18:10:05.25 +05:30", datetime(2012, 10, 9, 12, 40, 5, tzinfo=UTC)),
        ("20121009T181000Z", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("2012-10", datetime(2012, 10, 1, tzinfo=UTC)),
        ("October 9th, 2012 6:10 pm PDT", datetime(2012, 10, 10, 1, 10, tzinfo=UTC)),
        ("Tue Oct  9 18:10:00 2012", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("mar., 9 octobre 2012 18:10:00 +0200", datetime(2012, 10, 9, 16, 10, tzinfo=UTC)),
        ("9 de octubre de 2012", datetime(2012, 10, 9, tzinfo=UTC)),
        ("09.10.2012 18:10", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("23/10/2012 18:10", datetime(2012, 10, 23, 18, 10, tzinfo=UTC)),
        ("03/04/2012", None),
        ("Tue, 30 Feb 2012 10:00:00 GMT", None),
        ("9999-12-31T23:59:59-10:00", None),
        ("18:10", None),
        ("yesterday", None),
        ("2012年10月9日 18:10", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("２０１２年１０月９日（火）午後6時10分", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("2012년 10월 9일 오후 6:10", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("令和元年10月9日", datetime(2019, 10, 9, tzinfo=UTC)),
        ("民國101年10月9日", datetime(2012, 10, 9, tzinfo=UTC)),
        ("1349806200", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("1349806200000", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("20121009181000", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("ma, 9 mrt 2012 12:00:00 +0100", datetime(2012, 3, 9, 11, tzinfo=UTC)),
        ("вт, 9 окт 2012 18:10:00 +0400", datetime(2012, 10, 9, 14, 10, tzinfo=UTC)),
        ("9 listopada 2012", datetime(2012, 11, 9, tzinfo=UTC)),
        ("9. listopada 2012.", datetime(2012, 10, 9, tzinfo=UTC)),
        ("2012 m. spalio 9 d.", datetime(2012, 10, 9, tzinfo=UTC)),
        ("9. marraskuuta 2012", datetime(2012, 11, 9, tzinfo=UTC)),
        ("9 ตุลาคม 2555", datetime(2012, 10, 9, tzinfo=UTC)),
        ("ngày 9 tháng 10 năm 2012", datetime(2012, 10, 9, tzinfo=UTC)),
        ("23.10.12", datetime(2012, 10, 23, tzinfo=UTC)),
        ("10/23/12", datetime(2012, 10, 23, tzinfo=UTC)),
        ("12-10-23", None),
        ("12. 10. 23.", None),
        ("04/04/2012", datetime(2012, 4, 4, tzinfo=UTC)),
        ("The 9 led lamps of 2012", None),
        ("Tue, 09 Oct 2012 18:10:00 +9900", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("2012-10-09T18:10:00+23:00", datetime(2012, 10, 9, 18, 10, tzinfo=UTC)),
        ("Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0000-00-00 00:00:00", None),
        ("0", None),
    ],
)
def test_a_date_is_read_as_people_write_it_or_not_at_all(written: str, expected: datetime | None) -> None:
    assert only(rss(f"<item><title>t</title><pubDate>{written}</pubDate></item>")).published == expected


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2069, 12, 31)))
def test_every_moment_is_read_back_from_both_of_the_formats_that_standards_name(when: datetime) -> None:
    when = when.replace(microsecond=0, tzinfo=UTC)
    assert moment(when.isoformat()) == moment(when.strftime("%a, %d %b %Y %H:%M:%S GMT")) == when


@pytest.mark.parametrize("style", ["full", "long"])
@pytest.mark.parametrize(
    "language",
    [
        "ar",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "ko",
        "lt",
        "lv",
        "nb",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "th",
        "tr",
        "uk",
        "vi",
        "zh",
    ],
)
def test_a_date_is_read_as_each_language_writes_it(language: str, style: Literal["full", "long"]) -> None:
    days = [date(2026, 1, 3) + timedelta(days=17 * number) for number in range(21)]
    assert [moment(format_date(day, style, language)) for day in days] == [
        datetime(day.year, day.month, day.day, tzinfo=UTC) for day in days
    ]


def test_an_english_date_loads_no_table_of_months() -> None:
    code = (
        "import sys; from digest.text.dates import moment; moment('9th October 2012'); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


PIECES = [
    *"-./:, +年月日",
    "9",
    "31",
    "2026",
    "0000",
    "99999",
    "окт",
    "lis",
    "mar",
    "Tue",
    "T",
    "PM",
    "GMT",
    "令和",
    "٣",
    "²",
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_text_at_all_breaks_the_reading_of_dates(written: str) -> None:
    found = moment(written)
    assert found is None or found.tzinfo is UTC


def test_a_feed_cannot_name_a_file_of_this_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.rss").write_bytes(RSS)
    with pytest.raises(InputError, match="no RSS or Atom feed"):
        parse_feed(str(tmp_path / "secret.rss").encode(), URL)
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{tmp_path / "secret.rss"}">]>'
    assert only(rss("<item><title>[&x;]</title></item>", head=entity)).title in ("[]", "[&x;]")


def test_the_caption_of_a_picture_is_no_part_of_the_text() -> None:
    items = """<item><title>t</title><description>What happened.</description><media:content medium="image" width="300"
    url="https://x.example/s.jpg"/><media:content medium="image" width="900" url="https://x.example/l.jpg"/><media:thumbnail
    url="http://x.example/t.jpg"/><media:description>A far longer caption that tells who took the picture.</media:description></item>"""
    (article,) = articles_of(parse_feed(rss(items, 'xmlns:media="http://search.yahoo.com/mrss/"'), URL))
    assert (article.text, article.teaser, article.image) == ("What happened.", None, "https://x.example/l.jpg")


def test_a_headline_alone_has_no_text() -> None:
    items = (
        "<item><title>Just this</title></item><item><title>And this</title><description>And this</description></item>"
    )
    found = [(article.title, article.text, article.blocks) for article in articles_of(parse_feed(rss(items), URL))]
    assert found == [("Just this", "", ()), ("And this", "", ())]


def test_lines_with_addresses_and_times_are_lines_of_their_own_and_a_teaser_before_an_invitation_is_text() -> None:
    listed = "The ferry\nsails again.\nMore: https://x.example/a\n0:00 Intro\nThanks to all"
    marked = "The ferry<br>sails again.<br><a href='https://x.example/a'>More</a><br>0:00 Intro<br>Thanks to all"
    teaser = "The ferry sails again. Read more"
    items = "".join(
        f"<item><title>t</title><description>{escape(text)}</description></item>" for text in (listed, marked, teaser)
    )
    found = articles_of(parse_feed(rss(items), URL))
    assert [article.text.split("\n\n") for article in found] == [
        ["The ferry sails again.", "More: https://x.example/a", "0:00 Intro", "Thanks to all"],
        ["The ferry sails again.", "More", "0:00 Intro", "Thanks to all"],
        ["The ferry sails again.", "Read more"],
    ]
    assert [block.kind for block in found[2].blocks] == ["paragraph", "furniture"]


@pytest.mark.parametrize(
    "foot",
    [
        "Der Beitrag Das Boot ist wieder da erschien zuerst auf Marler Blatt.",
        "L'articolo <a href='https://x.example/1'>Das Boot ist wieder da</a> proviene da <a>Marler Blatt</a>.",
    ],
)
def test_a_line_that_says_little_more_than_the_titles_of_item_and_feed_is_no_text(foot: str) -> None:
    item = f"""<item><title>Das Boot ist wieder da</title><description>{escape("<p>Sie legt um neun ab.</p><p>" + foot)}
    </description></item>"""
    body = f"<rss version='2.0'><channel><title>Marler Blatt – Nachrichten</title>{item}</channel></rss>"
    assert [article.text for article in articles_of(parse_feed(body.encode(), URL))] == ["Sie legt um neun ab."]


def test_plain_text_keeps_its_paragraphs_and_a_teaser_loses_its_furniture() -> None:
    items = """<item><title>t</title><description>The council met […]&lt;p&gt;The post t appeared first on T.&lt;/p&gt;</description>
    <content:encoded>First paragraph.\n\nSecond paragraph &amp;amp; more.</content:encoded></item>"""
    (article,) = articles_of(parse_feed(rss(items, 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'), URL))
    assert (article.text, article.teaser) == ("First paragraph.\n\nSecond paragraph & more.", "The council met")


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("By <b>Nell Gwyn</b>", "Nell Gwyn"),
        ("nell@x.example (Nell Gwyn)", "Nell Gwyn"),
        ("Nell Gwyn (nell@x.example)", "Nell Gwyn"),
        ("Nell Gwyn <nell@x.example>", "Nell Gwyn"),
        ("Nell Gwyn, https://x.example/nell", "Nell Gwyn"),
        ("Nell Gwyn (Reuters)", "Nell Gwyn (Reuters)"),
        ("nell@x.example", None),
        (None, None),
        ("admin", None),
        ("Unbekannt", None),
        ("Staff Writer", None),
        ("user12345", None),
        ("/u/nell", "nell"),
        ("Newsroom | 01 November 2026", "Newsroom"),
        ("Posted by admin on 3 May 2026", None),
        ("Nell Gwyn, 1 Nov 2026", "Nell Gwyn"),
        ("Nell Gwyn, Editor", "Nell Gwyn"),
        ("Harbour TV · Harbour TV", None),
        ("Theresa May", "Theresa May"),
        ("France 24", "France 24"),
    ],
)
def test_a_byline_is_the_names_alone(author: str | None, expected: str | None) -> None:
    assert byline(author, ["Harbour TV"]) == expected


def test_the_sample_feeds_are_read_whole() -> None:
    rss = articles_of(parse_feed((SEEDS / "courier.rss").read_bytes(), "courier.rss"))
    atom = articles_of(parse_feed((SEEDS / "wire.atom").read_bytes(), "wire.atom"))
    assert (len(rss), len(atom)) == (6, 5)
    assert all(a.title and a.byline and a.published_at and a.teaser and len(a.text) > 800 for a in [*rss, *atom])
    assert {a.text for a in rss} & {a.text for a in atom}, "one wire story stands in both"


def test_a_web_page_in_place_of_a_feed_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match=r"feed\.rss: this is a web page \(HTML\), not a feed"):
        parse_feed(b"<!DOCTYPE html><html><body>Hello</body></html>", "feed.rss")


def test_the_feeds_of_a_web_page_are_found_in_its_order() -> None:
    page = b"""<html><head><!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->
    <LINK REL='alternate' TYPE="application/rss+xml" title="a > b" HREF=/rss?a=1&amp;b=2><base href="https://y.example/n/">
    <link href="atom" rel="alternate nofollow" type="application/atom+xml; charset=utf-8"/>
    <link rel="alternate" type="application/feed+json" href="https://z.example/f.json">
    <link rel="alternate" type="application/json" href="/wp-json"><link rel="alternate" hreflang="de" href="/de">
    <link rel="stylesheet" type="application/rss+xml" href="/no"><link rel="alternate" type="application/rss+xml" href="javascript:x">"""
    found = ["https://x.example/rss?a=1&b=2", "https://y.example/n/atom", "https://z.example/f.json"]
    assert feed_links(page, "https://x.example/page") == found
    assert feed_links(b"", URL) == feed_links(b"\x00\xff<link", URL) == []


@pytest.mark.parametrize(
    "body", [b"", b"not a feed at all", b"\x00\x01\x02", b"<rss", b"<", b"\xff\xfe", b"&#xffffffff;"]
)
def test_bytes_that_are_no_feed_are_an_error_in_words(body: bytes) -> None:
    try:
        feed = parse_feed(body, "feed.rss")
    except InputError as error:
        assert str(error).startswith("feed.rss: no RSS or Atom feed")
    else:
        assert feed.entries == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"a": [1, }', "feed: no feed: broken JSON at line 1, column 11"),
        (b'{"items": 1}', "feed: this is JSON, but no JSON Feed"),
        (b'{"items": [{"id": 1}]}', "feed: this is JSON, but no JSON Feed"),
        (b'{"items": ' + b"[" * 200_000, "feed: no feed: JSON nested too deep"),
        (b'{"items": ' + b"9" * 20_000 + b"}", "feed: no feed: JSON nested too deep or with an endless number"),
    ],
)
def test_json_that_is_no_feed_is_an_error_in_words(body: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_feed(body, "feed")
    assert str(raised.value).startswith(message)


@given(st.binary(max_size=300))
def test_whatever_stands_inside_a_feed_it_is_read_or_refused_in_words(inside: bytes) -> None:
    try:
        articles_of(parse_feed(b"<rss><channel><item><title>" + inside + b"</title></item></channel></rss>", URL))
        feed_links(inside, URL)
    except InputError as error:
        assert str(error).startswith(URL)


STORMS = [
    "<b>",
    "<!--",
    "<![CDATA[",
    "<!x",
    "<?x",
    "<a ",
    '<a b="',
    "</",
    "<",
    "&",
    "&#",
    "<![>",
    "<div><p>",
    "<br/>",
    "<li>",
]


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("end", ["", ">", "\n\n x"])
def test_reading_hostile_html_takes_time_in_proportion_to_its_length(storm: str, end: str) -> None:
    hostile = storm * (100_000 // len(storm)) + end
    entry = Entry(title=hostile, summary=hostile, content=hostile, author=hostile)
    start = time.process_time()
    feed_links(hostile.encode(), URL)
    assert len(articles_of(Feed(entries=(entry,)))) == 1
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The Courier: Ferry sails again", "Ferry sails again"),
        ("Ferry sails again - The Courier", "Ferry sails again"),
        ("The Courier", "The boat is back."),
        ("Ferry: captain resigns", "Ferry: captain resigns"),
    ],
)
def test_a_headline_does_not_name_its_feed(title: str, expected: str) -> None:
    entry = Entry(title=title, content="<p>The boat is back. It sails on Monday.</p>")
    assert articles_of(Feed(title="The Courier – news of the coast", entries=(entry,)))[0].title == expected


def test_of_two_alternates_the_one_in_the_feeds_language_is_linked() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Kurier</title><entry><title>F</title><id>urn:1</id>
    <link rel="alternate" hreflang="en" href="https://x.example/en/1"/><link rel="alternate" hreflang="de-AT" href="https://x.example/de/1"/>
    <content xml:lang="en">The ferry sails again, and it does so on Monday.</content>
    <content xml:lang="de">Das Boot ist wieder da.</content></entry></feed>"""
    (article,) = articles_of(parse_feed(atom, URL))
    assert (article.url, article.text) == ("https://x.example/de/1", "Das Boot ist wieder da.")
