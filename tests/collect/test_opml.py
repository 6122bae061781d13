"""Lists of feeds come in from other readers and go out to them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.collect.opml import OpmlFeed, read_opml, write_opml
from digest.errors import InputError

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Mine</title></head><body>
 <outline text="Loose" type="rss" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>
 <outline text="News"><outline text="Europe" title="Europa">
   <outline title="D\xe9p\xeaches &amp; Co" text="x" xmlurl="feed:https://b.example/rss"/></outline>
   <outline text="Again" xmlUrl="https://a.example/rss"/>
   <outline type="rss" url="feed://c.example/rss"/>
   <outline text="A file" xmlUrl="file:///etc/passwd"/><outline text="A link" type="link" url="https://d.example/"/>
 </outline></body></opml>"""


def test_a_list_of_another_reader_is_read_with_its_innermost_folders_as_sections() -> None:
    assert read_opml(LIST) == [
        OpmlFeed("Loose", "https://a.example/rss", "https://a.example/"),
        OpmlFeed("Dépêches & Co", "https://b.example/rss", None, "Europa"),
        OpmlFeed("http://c.example/rss", "http://c.example/rss", None, "News"),
    ]


def test_a_list_is_written_with_a_folder_for_each_section() -> None:
    feeds = [
        OpmlFeed("B", "https://b.example/?a&b", None, "News"),
        OpmlFeed("A", "https://a.example/", "https://a.example/s"),
    ]
    assert write_opml('My "list"', feeds).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>My &quot;list&quot;</title></head>\n<body>\n'
        '<outline type="rss" text="A" title="A" xmlUrl="https://a.example/" htmlUrl="https://a.example/s"/>\n'
        '<outline text="News">\n<outline type="rss" text="B" title="B" xmlUrl="https://b.example/?a&amp;b"/>\n</outline>\n'
        "</body>\n</opml>\n"
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "line 1: broken OPML (no element found)"),
        (b"\n\n<opml><body>\n<outline", "line 4: broken OPML (unclosed token)"),
        (b"<opml>\n<body></opml>", "line 2: broken OPML (mismatched tag)"),
        (b"<rss/>", "line 1: broken OPML (it begins with <rss>, not <opml>)"),
        (b"<opml/>", "line 1: no feed is listed"),
        (b'<?xml version="1.0" encoding="nonsense"?><opml t="\xff\xff"/>', "line 1: broken OPML ("),
        (b'\n<!DOCTYPE opml [\n<!ENTITY a "aaaa">]><opml/>', "line 3: broken OPML (it declares entities)"),
        (b'<!DOCTYPE opml [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><opml/>', "line 1: broken OPML (it declares"),
    ],
)
def test_a_broken_list_is_an_error_that_names_the_line(body: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read_opml(body)
    assert str(raised.value).startswith(message)


def test_folders_may_be_nested_as_deep_as_anybody_likes() -> None:
    depth = 100_000
    body = b"<opml>" + b'<outline text="f">' * depth + b'<outline xmlUrl="https://a.example/"/>'
    start = time.process_time()
    assert read_opml(body + b"</outline>" * depth + b"</opml>") == [
        OpmlFeed("https://a.example/", "https://a.example/", None, "f")
    ]
    assert time.process_time() - start < 5


WORDS = st.text(min_size=1, max_size=30).map(lambda text: "x" + " ".join(text.split()) + "x")
PLAIN = WORDS.filter(lambda text: text.isprintable())
URLS = PLAIN.map(lambda text: f"https://x.example/{text}")
FEEDS = st.lists(
    st.builds(OpmlFeed, PLAIN, URLS, st.none() | URLS, st.none() | PLAIN), min_size=1, unique_by=lambda feed: feed.url
)


@given(PLAIN, FEEDS)
def test_what_is_written_is_read_back_with_each_section_together(title: str, feeds: list[OpmlFeed]) -> None:
    order = [None, *dict.fromkeys(feed.section for feed in feeds)]
    assert read_opml(write_opml(title, feeds)) == sorted(feeds, key=lambda feed: order.index(feed.section))


@given(st.text(), st.text())
def test_any_characters_at_all_make_a_list_that_can_be_read(title: str, name: str) -> None:
    (feed,) = read_opml(write_opml(title, [OpmlFeed(name, "https://x.example/", None, name)]))
    assert feed.url == "https://x.example/"
