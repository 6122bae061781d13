"""Titles, dates, authors and addresses as pages state them."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from trafilatura import load_html

from digest.collect.markup import moment_in
from digest.collect.metadata import Metadata, read_metadata
from digest.collect.names import desk, people, without_site
from digest.collect.trees import show_headings

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
URL = "https://www.quay.example/news/ferry"


def read(head: str = "", body: str = "", url: str = URL) -> Metadata:
    page = f"<html lang='en-GB'><head>{head}</head><body>{body}<p>The ferry sails again.</p></body></html>"
    return read_metadata(load_html(page), url, NOW)


def json_ld(thing: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(thing)}</script>"


def test_an_article_in_a_graph_gives_all_it_states() -> None:
    graph = [
        {"@type": "WebSite", "name": "The Quay"},
        {"@type": "Person", "@id": "#nell", "name": "Nell Ashdown"},
        {
            "@type": ["NewsArticle"], "headline": "Ferry sails again | The Quay", "author": {"@id": "#nell"},
            "datePublished": "2026-05-30T07:30:00+01:00", "dateModified": "2026-05-30T09:00:00+01:00",
            "image": [{"url": "/ferry.jpg"}], "isAccessibleForFree": "False",
        },
    ]  # fmt: skip
    head = json_ld({"@context": "https://schema.org", "@graph": graph})
    head += "<meta name='description' content='It was &amp;quot;time&amp;quot;.'><link rel='canonical' href='/news/ferry-2'>"
    bst = timezone(timedelta(hours=1))
    assert read(head) == Metadata(
        title="Ferry sails again",
        url="https://www.quay.example/news/ferry-2",
        published_at=datetime(2026, 5, 30, 7, 30, tzinfo=bst),
        updated_at=datetime(2026, 5, 30, 9, tzinfo=bst),
        byline="Nell Ashdown",
        site="The Quay",
        language="en",
        image="https://www.quay.example/ferry.jpg",
        teaser='It was "time".',
        excerpt=True,
        is_article=True,
    )


def test_a_page_that_states_nothing_is_known_by_its_heading_and_host() -> None:
    assert read(body="<h1>Ferry sails</h1>") == Metadata(
        title="Ferry sails", url=URL, site="quay.example", language="en"
    )


def test_of_several_articles_in_json_ld_the_one_at_this_address_counts() -> None:
    others = [{"@type": "NewsArticle", "headline": f"Other {n}", "author": "Ann Other", "datePublished": "2026-01-01", "url": f"/o/{n}"} for n in (1, 2)]  # fmt: skip
    own = {"@type": "NewsArticle", "headline": "The ferry", "datePublished": "2026-05-30", "author": {"name": "Nell Ashdown"}, "url": URL}  # fmt: skip
    found = read(json_ld([others[0], own, others[1]]))
    assert (found.title, found.byline) == ("The ferry", "Nell Ashdown")


@pytest.mark.parametrize("broken", ["{", "[" * 200_000, '{"@graph": 3}', '{"@type": {"a": 1}, "author": 7}', "null"])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    head = f"<script type='application/ld+json'>{broken}</script><meta property='og:title' content='Ferry'>"
    assert read(head).title == "Ferry"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry sails | The Quay", "Ferry sails"),
        ("Ferry sails - quay.example", "Ferry sails"),
        ("The Quay: Ferry sails", "Ferry sails"),
        ("Ferry sails – News – The Quay Online", "Ferry sails – News"),
        ("Ferry: the vote – and what follows", "Ferry: the vote – and what follows"),
        ("Twenty-one sail", "Twenty-one sail"),
        ("The Quay", "The Quay"),
    ],
)
def test_only_the_name_of_the_site_is_taken_off_a_title(title: str, expected: str) -> None:
    assert without_site(title, ["The Quay", "quay.example"]) == expected


@pytest.mark.parametrize(
    ("stated", "heading", "expected"),
    [
        ("Transport: Ferry sails again after vote", "Ferry sails again after vote", "Ferry sails again after vote"),
        ("Ferry sails again after vote", "Transport Ferry sails again after vote", "Ferry sails again after vote"),
        ("Ferry sails again", "The Quay", "Ferry sails again"),
        ("The ferry's back", "The ferry’s back", "The ferry’s back"),
        ("You will not believe this boat", "Ferry sails again after vote", "You will not believe this boat"),
    ],
)
def test_the_printed_headline_is_the_title_where_it_says_what_the_page_states(stated: str, heading: str, expected: str) -> None:  # fmt: skip
    head = f'<meta property="og:title" content="{stated} | The Quay"><meta property="og:site_name" content="The Quay">'
    assert read(head, f"<h1>{heading}</h1>").title == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Nell Ashdown and Priya Lander", ["Nell Ashdown", "Priya Lander"]),
        ("Von Jörg Müller und Anna von der Au", ["Jörg Müller", "Anna von der Au"]),
        ("By NELL ASHDOWN, Staff Writer", ["Nell Ashdown"]),
        ("Posted by Nell Ashdown on 30 May 2026", ["Nell Ashdown"]),
        ("Sadie O'Neill; Nell Ashdown; Sadie O'Neill", ["Sadie O'Neill", "Nell Ashdown"]),
        ("https://www.facebook.com/nell", []),
        ("nell@quay.example", []),
        ("admin", []),
        ("The Quay", []),
        ("the ferry sails again", []),
        ("Redaktion", []),
        ("村上春樹", ["村上春樹"]),
    ],
)
def test_bylines_are_read_as_names_of_people(byline: str, expected: list[str]) -> None:
    assert people([byline], ["The Quay", "quay.example"]) == expected


def test_a_desk_is_the_byline_only_where_nobody_is_named() -> None:
    marked = "<div><h1>Ferry</h1><span class='author'>{}</span></div>"
    assert [read(body=marked.format(name)).byline for name in ("Redaktion", "By Nell Ashdown", "Quay", "admin")] == [
        "Redaktion",
        "Nell Ashdown",
        None,
        None,
    ]
    assert [desk("By Reuters Staff"), desk("Nell Ashdown")] == ["Reuters Staff", None]


def test_authors_of_comments_and_of_other_articles_are_not_the_author() -> None:
    boxes = "".join(
        f"<div class='{box}'><span class='author'>Ann Other</span></div>" for box in ("comments", "related")
    )
    assert read(body=f"<main><h1>Ferry</h1></main>{boxes}").byline is None


def test_a_source_that_lists_all_authors_is_preferred_to_one_with_the_first() -> None:
    story = {"@type": "Article", "headline": "Ferry", "author": {"name": "Nell Ashdown"}}
    assert read(json_ld(story) + "<meta name='author' content='Nell Ashdown, Priya Lander'>").byline == (
        "Nell Ashdown, Priya Lander"
    )


def test_a_name_turned_round_in_dublin_core_is_turned_back() -> None:
    assert read("<meta name='DC.creator' content='Ashdown, Nell'>").byline == "Nell Ashdown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-30T07:30:00Z", datetime(2026, 5, 30, 7, 30, tzinfo=UTC)),
        ("2026-5-3", datetime(2026, 5, 3, tzinfo=UTC)),
        ("2026-05-30 07:30", datetime(2026, 5, 30, 7, 30, tzinfo=UTC)),
        ("Sat, 30 May 2026 07:30:00 GMT", datetime(2026, 5, 30, tzinfo=UTC)),
        ("Veröffentlicht am 7. Dezember 2025, 10 Uhr", datetime(2025, 12, 7, tzinfo=UTC)),
        ("Updated May 30, 2026", datetime(2026, 5, 30, tzinfo=UTC)),
        ("30 de mayo de 2026", datetime(2026, 5, 30, tzinfo=UTC)),
        ("am 4. 2. 2022.", datetime(2022, 2, 4, tzinfo=UTC)),
        ("03/04/2024", None),
        ("2026-13-45", None),
        ("yesterday", None),
        ("Опубликовано 29 ноября 2026 г.", datetime(2026, 11, 29, tzinfo=UTC)),
        ("Megjelent: 2026. november 29. 12:30", datetime(2026, 11, 29, tzinfo=UTC)),
        ("2026年11月29日 12:00 更新", datetime(2026, 11, 29, 12, tzinfo=UTC)),
        ("Fecha: 29 de noviembre del 2026", datetime(2026, 11, 29, tzinfo=UTC)),
        ("Date: 29-11-2026 10:00", datetime(2026, 11, 29, tzinfo=UTC)),
        ("1795867200", datetime(2026, 11, 28, 12, tzinfo=UTC)),
        ("2026-11-29T12:00:00+99:00", datetime(2026, 11, 29, 12, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_pages_write_them(text: str, expected: datetime | None) -> None:
    assert moment_in(text) == expected


def test_a_date_in_the_future_or_before_the_web_is_not_believed() -> None:
    head = "<meta property='article:published_time' content='{}'>"
    found = [read(head.format(date)).published_at for date in ("2031-01-01", "1970-01-01", "2026-05-30")]
    assert found == [None, None, datetime(2026, 5, 30, tzinfo=UTC)]


def test_the_date_of_a_page_is_stated_shown_or_in_its_address_in_that_order() -> None:
    shown = "<h1>Ferry</h1><time datetime='2026-05-02'>2 May</time>"
    address = "https://quay.example/2026/05/01/ferry"
    stated = "<meta property='article:published_time' content='2026-05-03'>"
    found = [read(stated, shown, address), read("", shown, address), read("", "<h1>Ferry</h1>", address)]
    assert [page.published_at for page in found] == [datetime(2026, 5, day, tzinfo=UTC) for day in (3, 2, 1)]


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://quay.example/news/ferry-2#top", "https://quay.example/news/ferry-2"),
        ("https://elsewhere.example/news/ferry", URL),
        ("https://www.quay.example/", URL),
        ("javascript:alert(1)", URL),
        ("http://[broken", URL),
    ],
)
def test_a_canonical_address_is_believed_on_the_same_host_only(canonical: str, expected: str) -> None:
    assert read(f"<link rel='canonical' href='{canonical}'>").url == expected


def test_an_image_without_https_is_no_image() -> None:
    head = "<meta property='og:image' content='http://quay.example/a.jpg'>"
    secure = "<meta property='og:image' content='https://quay.example/b.jpg'>"
    assert [read(head).image, read(head + secure).image] == [None, "https://quay.example/b.jpg"]


CRUMBS = "<nav class='breadcrumb'><a href='/'>Home</a> <a href='/t'>Town hall</a></nav>"
SITE = "<meta property='og:site_name' content='The Quay'>"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>The Quay: Ferry sails again</title>", "", "Ferry sails again"),
        (f"{SITE}<title>News | Ferry sails again | The Quay</title>", "", "Ferry sails again"),
        (f"{SITE}<title>Ferry sails again | Town hall | The Quay</title>", CRUMBS, "Ferry sails again"),
        (f"{SITE}<meta property='article:section' content='Port'><title>Port: Ferry sails again</title>", "", "Ferry sails again"),
        ("<title>Ferry sails again: captain resigns</title>", CRUMBS, "Ferry sails again: captain resigns"),
        (f"{SITE}<title>The Quay</title>", "<h1>Ferry sails again</h1>", "Ferry sails again"),
        (f"{SITE}<title>The Quay</title>", "<h1>The Quay</h1>", ""),
        ("<title>Ferry</title>", "<h1>Ferry <span hidden>secret</span>sails<sup>1</sup></h1>", "Ferry sails"),
    ],
)  # fmt: skip
def test_a_title_is_without_the_names_of_its_site_and_section(head: str, body: str, title: str) -> None:
    tree = load_html(f"<html lang='en'><head>{head}</head><body>{body}<p>The ferry sails again.</p></body></html>")
    show_headings(tree, "en")
    assert read_metadata(tree, URL, NOW).title == title


def test_a_date_that_is_searched_for_does_not_hang_on_the_clock_of_the_machine() -> None:
    page = load_html("<html><body><p>Published on 2033-05-12</p><p>The ferry sails.</p></body></html>")
    assert read_metadata(page, URL, datetime(2040, 1, 1, tzinfo=UTC)).published_at == datetime(2033, 5, 12, tzinfo=UTC)


def test_a_number_in_the_data_of_a_page_is_a_date() -> None:
    data = {"@type": "NewsArticle", "headline": "Ferry", "datePublished": 1779883200}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    assert read(head).published_at == datetime(2026, 5, 27, 12, tzinfo=UTC)
