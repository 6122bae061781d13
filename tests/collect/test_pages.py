"""Pages become articles without what surrounds them, whatever the page is made of."""

from datetime import UTC, datetime

import pytest

from digest import extract
from digest.collect.pages import extract as extract_at
from digest.errors import InputError
from digest.models import Article

URL = "https://quay.example/news/ferry"
FIRST = "The council voted on Monday to let the ferry sail again, after a debate of nearly five hours in the town hall."
SECOND = "Two of the three boats are to be ready in June, said the harbour master, who has waited for this for a year."
THIRD = "Tickets will cost as much as they did before the storm, and children under six will travel without one."
FOURTH = "The third boat stays in the yard until the autumn, because a part of its engine is no longer made anywhere."


def page(body: str, head: str = "<title>Ferry sails again</title>") -> bytes:
    return f"<html lang='en'><head>{head}</head><body>{body}</body></html>".encode()


def story(*paragraphs: str) -> str:
    lines = "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)
    return f"<article><h1>Ferry sails again</h1>{lines}</article>"


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_an_article_is_its_paragraphs_without_navigation_headline_or_footer() -> None:
    body = f"<nav><a href='/'>Home</a></nav>{story(FIRST, SECOND, THIRD, FOURTH)}<footer>Imprint</footer>"
    assert extract(page(body), URL) == Article(
        url=URL,
        title="Ferry sails again",
        text="\n\n".join((FIRST, SECOND, THIRD, FOURTH)),
        site="quay.example",
        language="en",
        blocks=extract(page(body), URL).blocks,
    )


def test_quotations_headings_and_items_stay_blocks_of_their_kind() -> None:
    quote = "“We have waited for this for a year, and now we shall sail,” said the harbour master on the quay."
    body = story(FIRST, "<h2>The boats</h2>", SECOND, f"<blockquote><p>{quote}</p></blockquote>", THIRD, f"<ul><li>{FOURTH}</li></ul>")  # fmt: skip
    assert kinds(extract(page(body), URL)) == [
        ("paragraph", FIRST),
        ("heading", "The boats"),
        ("paragraph", SECOND),
        ("quote", quote),
        ("paragraph", THIRD),
        ("list_item", FOURTH),
    ]


def test_words_inside_a_paragraph_are_not_pulled_apart_or_together() -> None:
    marked = FIRST.replace("ferry", "f<b>err</b>y").replace("Monday to", "Monday<br>to")
    assert extract(page(story(marked, SECOND, THIRD, FOURTH)), URL).text.startswith(FIRST)


def test_a_paragraph_that_is_a_link_to_another_article_is_left_out() -> None:
    linked = "<p><a href='/other'>HARBOUR MASTER RETIRES AFTER FORTY YEARS</a></p>"
    text = extract(page(story(FIRST, linked, SECOND, THIRD, FOURTH)), URL).text
    assert text == "\n\n".join((FIRST, SECOND, THIRD, FOURTH))


def test_a_sign_up_line_with_a_link_after_the_text_is_left_out_and_the_same_words_in_a_report_stay() -> None:
    report = (
        "Readers may subscribe to the new ferry pass from Monday, and the harbour master hopes that many of them do."
    )
    invitation = "<p>Subscribe to <a href='/n'>our free daily newsletter</a> and never miss a boat.</p>"
    text = extract(page(story(FIRST, report, SECOND, THIRD, invitation)), URL).text
    assert text == "\n\n".join((FIRST, report, SECOND, THIRD))


def test_the_lead_below_the_headline_is_part_of_the_text() -> None:
    lead = "The ferry will sail again in June: the council of the town voted for the boats after a long debate."
    body = f"<header><h1>Ferry sails again</h1><h2>{lead}</h2></header><div class='text'><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FOURTH}</p></div>"  # fmt: skip
    assert extract(page(body), URL).text == "\n\n".join((lead, FIRST, SECOND, THIRD, FOURTH))


INDEX = {
    "links": "<ul>"
    + "".join(f"<li><a href='/{n}'>Report number {n} from the harbour</a></li>" for n in range(60))
    + "</ul>",
    "one run of links": "".join(f"<a href='/{n}'>Report number {n} from the harbour</a><br>" for n in range(200)),
    "teasers": "".join(f"<h2><a href='/{n}'>Boat number {n}</a></h2><p>{n} boats. {FIRST}</p>" for n in range(12)),
}


@pytest.mark.parametrize("made_of", INDEX)
def test_an_index_page_is_refused_in_one_line(made_of: str) -> None:
    with pytest.raises(InputError) as error:
        extract(page(f"<h1>The Quay</h1><div>{INDEX[made_of]}</div>"), "https://quay.example/")
    assert str(error.value) == (
        "https://quay.example/ is an index page, not an article: give the address of the article itself"
    )


def test_a_short_article_among_many_links_is_not_an_index_page() -> None:
    links = "".join(f"<li><a href='/{n}'>Report number {n} from the harbour</a></li>" for n in range(60))
    head = "<title>Ferry</title><meta property='og:type' content='article'>"
    assert (
        extract(page(f"{story(FIRST, SECOND)}<aside><ul>{links}</ul></aside>", head), URL).text
        == f"{FIRST}\n\n{SECOND}"
    )


def test_a_chinese_article_of_short_paragraphs_is_not_an_index_page() -> None:
    links = "".join(f"<li><a href='/{n}'>港口新闻报道第{n}号:渡轮与码头的最新消息</a></li>" for n in range(40))
    lines = [
        f"镇议会周一经过近五个小时的辩论之后投票决定让第{n}艘渡轮在六月重新启航,港务长对此表示欢迎。" for n in range(8)
    ]
    text = extract(page(f"{story(*lines)}<aside><ul>{links}</ul></aside>"), URL).text
    assert text == "\n\n".join(lines)


@pytest.mark.parametrize("body", [b"", b"\0" * 100, b"<html><body></body></html>", b"GIF89a\x01\x00"])
def test_what_holds_no_article_is_refused(body: bytes) -> None:
    with pytest.raises(InputError, match=r"^https://quay\.example/news/ferry: no article found in this page: .*[^\n]$"):
        extract(body, URL)


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"\xef\xbb\xbf", "iso-8859-1"),
        ("utf-16-le", b"\xff\xfe", ""),
        ("cp1252", b"", "iso-8859-1"),
        ("iso-2022-jp", b"", "iso-2022-jp"),
        ("utf-8", b"", "iso-8859-1"),
        ("koi8-r", b"", "koi8-r"),
    ],
)
def test_the_encoding_is_the_marks_then_what_fits_then_what_the_page_says(encoding: str, mark: bytes, named: str) -> None:  # fmt: skip
    word = {"iso-2022-jp": "港のフェリー", "koi8-r": "Паром"}.get(encoding, "Fähre")
    head = f"<meta charset='{named}'><title>{word}</title>"
    html = page(story(FIRST, SECOND, THIRD, FOURTH).replace("Ferry sails again", word), head).decode()
    assert extract(mark + html.encode(encoding), URL).title == word


def test_dates_are_not_believed_after_the_time_that_is_given() -> None:
    head = "<title>Ferry</title><meta property='article:published_time' content='2026-05-30T07:00:00Z'>"
    html = page(story(FIRST, SECOND, THIRD), head)
    found = [extract_at(html, URL, now=datetime(2026, month, 1, tzinfo=UTC)).published_at for month in (5, 6)]
    assert found == [None, datetime(2026, 5, 30, 7, tzinfo=UTC)]


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000,
        "<blockquote class='author date'>" * 100_000,
        f"<div class='{'a' * 5_000_000}'>",
        "&amp;" * 300_000,
        "<!--" * 100_000 + "-->",
        "<h1>" + " | " * 100_000 + "</h1>",
        "<svg><title>" + "a - " * 50_000 + "</title></svg>",
    ],
)
def test_a_hostile_page_gives_an_article_or_a_refusal(hostile: str) -> None:
    try:
        assert extract(page(f"{story(FIRST, SECOND, THIRD, FOURTH)}{hostile}"), URL).url == URL
    except InputError as error:
        assert str(error).startswith(URL)


@pytest.mark.parametrize(
    ("head", "excerpt"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>', True),
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>', False),
        ('<meta property="article:content_tier" content="locked">', True),
        ('<meta property="article:content_tier" content="free">', False),
        ("", False),
    ],
)
def test_a_page_that_shows_only_its_beginning_to_those_who_do_not_pay_is_marked(head: str, excerpt: bool) -> None:
    body = "".join(
        f"<p>The council voted on item {n} of its long list of repairs to the harbour.</p>" for n in range(9)
    )
    page = f"<html><head><title>Repairs</title>{head}</head><body><article>{body}</article></body></html>"
    assert extract(page.encode(), "https://a.example/repairs").excerpt is excerpt
