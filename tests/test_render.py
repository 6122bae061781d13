import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from html import unescape
from importlib import import_module
from pathlib import Path

import lxml.html
import pytest
from full import PICTURE, full_issue
from jinja2 import Environment
from markdown import markdown as as_html
from markdown_it import MarkdownIt

from digest.errors import ConfigError
from digest.languages import known, words_of
from digest.models import (
    Addition,
    Article,
    Earlier,
    Images,
    Issue,
    Look,
    Rendition,
    Section,
    Sentence,
    Story,
    Summary,
    Theme,
)
from digest.render import environment, render_issue, sha256_of
from digest.render.escape import markdown_link, safe_link
from digest.render.formats import markdown, suffixes
from digest.render.note import note_html, note_text
from digest.render.story import direction, in_words, language_tag, long_date, reading_minutes
from digest.render.weight import fitted, size
from digest.render.wrap import columns, wrap
from digest.shipped import shipped
from digest.subscribers import PLACEHOLDER

Golden = Callable[[str, bytes], None]


def bodies(issue: Issue, env: Environment | None = None) -> dict[str, str]:
    return {rendition.format: rendition.body for rendition in render_issue(issue, env)}


def one_story(issue: Issue, **article: object) -> Issue:
    values: dict[str, object] = {"url": "https://quay.example/1", "title": "A headline", "text": "", **article}
    return replace(issue, intro="", sections=(Section("", (Story(Article(**values), Summary(())),)),))  # type: ignore[arg-type]


SUFFIXES = {**suffixes(), "json": ".json"}


@pytest.mark.parametrize("format", SUFFIXES)
def test_the_handmade_issue_renders_as_it_did(handmade: Issue, golden: Golden, format: str) -> None:
    golden(f"issue{SUFFIXES[format]}", handmade.body(format).encode())


@pytest.fixture(scope="module")
def full(handmade: Issue) -> Issue:
    return full_issue(handmade)


@pytest.mark.parametrize("theme", ["classic", "plain"])
def test_an_issue_with_all_there_is_renders_as_it_did(full: Issue, golden: Golden, theme: Theme) -> None:
    printed = bodies(replace(full, look=replace(full.look, theme=theme)))
    golden(f"full-{theme}.html", printed["html"].encode())
    for format in printed.keys() - {"html"}:
        golden(f"full{SUFFIXES[format]}", printed[format].encode())


def test_formats_come_in_their_order_and_twice_the_same(handmade: Issue) -> None:
    assert [rendition.format for rendition in handmade.renditions] == ["html", "text", "markdown", "json"]
    assert render_issue(handmade) == handmade.renditions


def test_the_hash_covers_format_and_body_of_all_renditions_in_order() -> None:
    # printf 'htmlatextb' | sha256sum
    expected = "f576bbc84430ab62608b97bdfe884c335222001c543a4d4b3faa512025b05cd0"
    assert sha256_of((Rendition("html", "a"), Rendition("text", "b"))) == expected


def test_every_sentence_is_printed_verbatim_in_html_and_text(handmade: Issue) -> None:
    html, text = handmade.renditions[0].body, handmade.renditions[1].body
    pages = lxml.html.document_fromstring(html).text_content(), text
    for story in handmade.stories:
        for sentence in story.summary.sentences:
            words = "".join(sentence.text.replace("\x1b", "").split())
            assert [words in "".join(page.split()) for page in pages] == [True, True]


def test_html_of_an_issue_has_no_script_and_no_link_that_is_not_http(handmade: Issue) -> None:
    page = lxml.html.document_fromstring(handmade.renditions[0].body)
    assert page.xpath("//script | //img | //link | //form | //iframe") == []
    assert sorted(url for url in page.xpath("//@href") if ":~:" not in url) == [
        "https://gazette.example/tram",
        "https://quay.example/cranes",
        "https://quay.example/long",
        "https://quay.example/tram?a=1&b=2",
        "https://quay.example/tram?from=2024&to=2026",
        "https://quay.example/u/your-own-link-is-in-your-own-mail-see-there",
        "https://ribao.example/dianche",
        "https://sahifa.example/tram",
        "https://www.nord.example/tram",
    ]


def test_markdown_of_an_issue_makes_only_the_links_and_headings_that_are_meant(handmade: Issue) -> None:
    page = lxml.html.document_fromstring(as_html(handmade.renditions[2].body.replace(handmade.intro, "")))
    assert page.xpath("//h1 | //h2")[1].text_content() == "Top stories"
    assert [len(page.xpath(f"//{tag}")) for tag in ("h1", "h2", "h3", "li", "script", "b", "strong")] == [
        1, 4, 7, 1, 0, 0, 1,
    ]  # fmt: skip
    assert all(url.startswith("https://") for url in page.xpath("//@href"))


def test_text_of_an_issue_keeps_to_72_columns_but_for_urls_and_words_without_end(handmade: Issue) -> None:
    wide = [line for line in handmade.renditions[1].body.splitlines() if columns(line) > 72]
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft,"
    assert wide == [word]
    assert "\x1b" not in handmade.renditions[1].body


def test_words_that_are_english_for_want_of_others_say_so_and_stand_on_their_storys_side(full: Issue) -> None:
    issue = replace(full, language="ar", sections=(full.sections[1], full.sections[0]), intro="")
    page = lxml.html.document_fromstring(bodies(issue)["html"])
    credit = page.xpath("//p[contains(@class, 'credit')]")[0]
    assert (credit.get("lang"), credit.get("dir"), credit.get("align")) == ("en", "ltr", "right")
    assert "Update: new since Friday" in page.text_content()
    assert page.get("lang") == "ar" and "23 نوفمبر 2026" in page.text_content()


def test_stories_of_a_section_without_a_name_stand_as_far_apart_as_others(full: Issue) -> None:
    first, *others = full.sections
    text = bodies(replace(full, sections=(first, *(replace(each, title="") for each in others))))["text"]
    assert not re.search("\n{4}", text)
    assert "· for subscribers\n\n\nالمجلس" in text and "2\u00a0min\u00a0read\n\n\nHarbour cranes" in text


def test_markdown_needs_no_html(full: Issue) -> None:
    assert "<br>" not in bodies(full)["markdown"]


def test_an_issue_of_corrections_alone_has_room_below_its_masthead(full: Issue) -> None:
    rows = lxml.html.document_fromstring(bodies(replace(full, intro="", sections=(), brief=(), actions=()))["html"])
    assert rows.xpath("//td[@class='opening']/../following-sibling::tr[1]//h2/text()") == ["Correction"]


def test_links_of_the_text_are_numbered_once_and_listed_before_the_foot(full: Issue) -> None:
    text = bodies(full)["text"]
    body, _, notes = text.rpartition("\nLinks\n=====\n\n")
    listed = re.findall(r"^\[(\d+)\] (\S+)$", notes, re.MULTILINE)
    assert [int(number) for number, _ in listed] == list(range(1, len(listed) + 1))
    assert len({url for _, url in listed}) == len(listed)
    assert {int(number) for number in re.findall(r"\[(\d+)\]", body)} == set(range(1, len(listed) + 1))
    linked = lxml.html.document_fromstring(bodies(full)["html"]).xpath("//a/@href")
    way_out = set(re.findall(r"^https\S+$", notes, re.MULTILINE))
    assert {url.partition("#")[0] for url in linked} == {url for _, url in listed} | way_out


@pytest.mark.parametrize(
    ("images", "pictures", "links"), [("lead", [PICTURE], []), ("link", [], [PICTURE]), ("none", [], [])]
)
def test_the_lead_has_its_own_picture_or_a_link_to_it_or_neither(
    full: Issue, images: Images, pictures: list[str], links: list[str]
) -> None:
    printed = bodies(replace(full, look=Look(images=images)))
    page = lxml.html.document_fromstring(printed["html"])
    assert json.loads(printed["json"])["sections"][0]["stories"][0]["image"] == next(iter([*pictures, *links]), None)
    assert page.xpath("//img/@src") == pictures
    assert page.xpath("//a[. = 'Picture']/@href") == links
    assert page.xpath("//img/@alt") == ["The old harbour at dawn."] * len(pictures)
    assert page.xpath("//img/@width") == ["560"] * len(pictures)


@pytest.mark.parametrize(
    "url",
    [
        "http://quay.example/1.jpg",
        "/1.jpg",
        "https://quay.example/1.svg",
        "https://quay.example/1.webp?w=9",
        "https://quay.example/pixel.gif?reader=1",
        "https://quay.example/img/1x1.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_no_picture_is_insecure_counts_readers_or_is_of_a_kind_that_clients_do_not_show(full: Issue, url: str) -> None:
    assert lxml.html.document_fromstring(bodies(one_story(full, image=url))["html"]).xpath("//img") == []


def test_a_hostile_picture_stays_in_its_attribute(full: Issue) -> None:
    url = 'https://quay.example/a.jpg?" onerror="alert(1)'
    picture = lxml.html.document_fromstring(bodies(one_story(full, image=url))["html"]).xpath("//img")[0]
    assert sorted(picture.keys()) == ["alt", "class", "src", "style", "width"]
    assert picture.get("src") == "https://quay.example/a.jpg?%22%20onerror=%22alert(1)"


def test_the_foot_has_only_links_that_something_serves(handmade: Issue) -> None:
    served = replace(handmade, home="https://quay.example", unsubscribe="")
    links = lxml.html.document_fromstring(bodies(served)["html"]).xpath("(//td[contains(., 'verbatim')])[last()]//a")
    assert [(link.text, link.get("href")) for link in links] == [("Read on the web", "https://quay.example/issues/12")]
    assert "\nRead on the web\nhttps://quay.example/issues/12\n" in bodies(served)["text"]


def test_a_brand_is_in_the_page_and_its_fonts_cannot_leave_their_rule(handmade: Issue) -> None:
    look = Look(accent="#0b5fff", font="'Brand Serif', serif; } </style><script>", logo="https://quay.example/l.png")
    html = bodies(replace(handmade, look=look))["html"]
    assert "border-top:5px solid #0b5fff" in html and "color: #71a2ff" in html
    assert "font-family:'Brand Serif', serif  stylescript" in html
    logo = lxml.html.document_fromstring(html).xpath("//h1/img")[0]
    assert [logo.get(name) for name in ("src", "alt", "width")] == [look.logo, "The Quay & Morning", "200"]


def test_chinese_and_japanese_sentences_follow_each_other_without_a_space(handmade: Issue) -> None:
    printed = bodies(handmade)
    assert "争论。工程" in printed["markdown"] and "争论。 工程" not in printed["text"]
    assert "争论。</a><a" in printed["html"]


NOTHING_MORE = {
    "image": None,
    "headline": None,
    "note": None,
    "excerpt": False,
    "quotation": None,
    "adds": None,
    "update": None,
    "score": {},
}


def test_json_of_an_issue_is_its_data_without_full_texts_or_local_paths(handmade: Issue) -> None:
    data = json.loads(handmade.renditions[3].body)
    assert list(data) == sorted(data)
    assert data["sections"][2] == {
        "title": "In brief",
        "stories": [
            {
                "title": "Harbour cranes go quiet",
                "url": "https://quay.example/cranes",
                "source": "The Quay",
                "byline": None,
                "published_at": None,
                "language": None,
                "minutes": 0,
                **NOTHING_MORE,
                "sentences": [],
                "also": [],
            },
            {
                "title": "A note on eels",
                "url": None,
                "source": "Our notes",
                "byline": None,
                "published_at": None,
                "language": None,
                "minutes": 1,
                **NOTHING_MORE,
                "sentences": [{"text": "The eels are back.", "start": 0, "end": 18, "link": None}],
                "also": [],
            },
        ],
    }
    assert data["left_out"] == [
        {"title": "Old news", "url": "https://quay.example/old", "source": "The Quay", "reason": "printed in No. 11"}
        | {"score": {}}
    ]


def test_updates_additions_briefs_and_articles_that_cost_say_so_in_every_format(handmade: Issue) -> None:
    tram, *others = handmade.sections[0].stories
    other = Article(url="https://gazette.example/t", title="Tram", text="It costs 90 million. More.", source="Gazette")
    story = replace(
        tram,
        article=replace(tram.article, excerpt=True),
        adds=Addition(other, Sentence("It costs 90 million.", 0, 20)),
        update=Earlier(10, datetime(2026, 11, 20, 7, tzinfo=UTC)),
        headline="The tram is coming",
    )
    section = replace(handmade.sections[0], stories=(story, *others))
    found = bodies(replace(handmade, sections=(section,), brief=(replace(other, title="Eels <are> back"),)))
    for format in ("html", "text", "markdown"):
        body = found[format]
        assert "Update: new since Friday" in body
        assert "The tram is coming" in body and tram.article.title not in body
        assert re.search(
            r"Gazette adds:(?:</span> <a [^>]*>|\]\(<https://gazette.example/t>\)\* | )It costs 90 million\.", body
        )
        assert "for subscribers" in body
        assert "In brief" in body and "https://gazette.example/t" in body
    assert "Eels &lt;are&gt; back" in found["html"]
    data = json.loads(found["json"])
    assert data["brief"] == [{"title": "Eels <are> back", "url": "https://gazette.example/t", "source": "Gazette"}]
    assert data["sections"][0]["stories"][0]["update"] == {"number": 10, "slot": "2026-11-20T07:00:00+00:00"}


def test_an_update_links_to_the_earlier_issue_where_one_is_served(handmade: Issue) -> None:
    tram, *others = handmade.sections[0].stories
    served = "https://quay.example/mail/issues/10"
    story = replace(tram, update=Earlier(10, datetime(2026, 11, 10, 7, tzinfo=UTC), served))
    section = replace(handmade.sections[0], stories=(story, *others))
    found = bodies(replace(handmade, sections=(section,)))
    assert re.search(rf'<a [^>]*href="{served}"[^>]*>Update: new since No. 10 of November 10</a>', found["html"])
    number = re.search(r"Update: new since No\. 10 of November 10\xa0(\[\d+\])\n", found["text"])
    assert number and f"\n{number[1]} {served}\n" in found["text"]
    assert f"*[Update: new since No. 10 of November 10](<{served}>)*" in found["markdown"]
    update = json.loads(found["json"])["sections"][0]["stories"][0]["update"]
    assert update == {"number": 10, "slot": "2026-11-10T07:00:00+00:00", "url": served}


def test_a_french_newsletter_is_french(handmade: Issue) -> None:
    issue = replace(handmade, language="fr", timezone="Europe/Paris")
    text = bodies(issue)["text"]
    assert "Lundi 23 novembre 2026\nN° 12 · 7 articles, 1 minute\n" in text
    assert "The Quay · Ana Ruiz · 06:42 · 3\xa0min\xa0de\xa0lecture\n" in text
    assert "Également dans\xa0: Coast Gazette\xa0[3], Our notes, nord.example\xa0[4]\n" in text
    assert text.splitlines()[-7:] == [
        "Chaque phrase ci-dessus est reprise mot pour mot de son article.",
        "The Quay & Morning · N° 12 · Lundi 23 novembre 2026",
        "",
        "Vous recevez cette lettre en raison de votre abonnement à The Quay &",
        "Morning.",
        "Se désabonner",
        handmade.unsubscribe,
    ]


def test_a_language_without_words_of_its_own_keeps_its_dates_and_gets_english_words(handmade: Issue) -> None:
    text = bodies(one_story(replace(handmade, language="fi")))["text"]
    assert "Maanantai 23. marraskuuta 2026\nNo. 12 · 1 story, 1 minute\n" in text


def test_every_language_of_the_words_has_them_all_and_takes_its_numbers() -> None:
    for code in (own.codes[0] for own in known()):
        words = words_of(f"{code}-XX")
        counted = [in_words(n, forms, code) for n in (1, 2, 5, 22) for forms in (words.stories, words.minutes)]
        said = [words.number.format(7), words.reading.format(7), *counted]
        assert [any(digit.isdigit() for digit in each) for each in said] == [True] * 10
        named = [sentence.format("Quay") for sentence in (words.why, words.pages.leave[0], words.pages.left[0])]
        assert [sentence.count("Quay") for sentence in named] == [1] * 3
    assert words_of("tlh") == words_of("en") == words_of("EN")
    assert words_of("de").also == "Auch bei:"


def test_a_newsletter_in_arabic_runs_from_right_to_left(handmade: Issue) -> None:
    page = lxml.html.document_fromstring(bodies(replace(handmade, language="ar"))["html"])
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.xpath("//td[h3[contains(., 'Council')]]")[0].get("dir") == "ltr"


def test_a_story_in_another_language_says_so_on_its_own_cell(handmade: Issue) -> None:
    page = lxml.html.document_fromstring(handmade.renditions[0].body)
    cells = [(cell.get("lang"), cell.get("dir")) for cell in page.xpath("//td[h3]")]
    assert cells == [(None, None)] * 3 + [("ar", "rtl"), ("zh-Hans", "ltr")] + [(None, None)] * 2
    assert page.xpath("//td[@lang='ar']/p[last()]/@align") == ["right"]


def test_an_issue_without_stories_still_renders(handmade: Issue) -> None:
    empty = bodies(replace(handmade, sections=(), corrections=(), intro="", tagline="", unsubscribe=""))
    assert empty["text"] == (
        "The Quay & Morning\n==================\n\nMonday, November 23, 2026\nNo. 12\n\n\n--------\n"
        "The Quay & Morning · No. 12 · Monday, November 23, 2026\n"
    )
    assert "<title>The Quay &amp; Morning No. 12</title>" in empty["html"]


def test_an_issue_of_nothing_but_corrections_says_so_in_its_subject(handmade: Issue) -> None:
    issue = replace(handmade, sections=(), corrections=handmade.corrections * 2, intro="", language="fr")
    page = bodies(issue)
    assert "<title>The Quay &amp; Morning N° 12: Rectificatifs</title>" in page["html"]
    assert "Rectificatifs\n=============\n\nN° 11 du 20 novembre : The *tram*" in page["text"]


def test_the_way_out_is_printed_whole_and_once_where_people_read(handmade: Issue) -> None:
    printed = [rendition.body.count(handmade.unsubscribe) for rendition in handmade.renditions]
    assert printed == [1, 1, 1, 0]
    assert [rendition.body.count(PLACEHOLDER) for rendition in handmade.renditions] == printed
    assert f"\nUnsubscribe\n{handmade.unsubscribe}\n" in handmade.renditions[1].body
    links = [
        lxml.html.document_fromstring(page).xpath("//a[. = 'Unsubscribe']/@href")
        for page in (handmade.renditions[0].body, as_html(handmade.renditions[2].body))
    ]
    assert links == [[handmade.unsubscribe]] * 2


def test_somebody_elses_way_out_may_have_a_query(handmade: Issue) -> None:
    url = "https://lists.example/leave?list=a&lang=en"
    printed = bodies(replace(handmade, unsubscribe=url))
    pages = printed["html"], as_html(printed["markdown"])
    assert [lxml.html.document_fromstring(page).xpath("//a[. = 'Unsubscribe']/@href") for page in pages] == [[url]] * 2
    assert printed["text"].endswith(f"\nUnsubscribe\n{url}\n")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)"])
def test_without_a_way_out_no_page_speaks_of_one(handmade: Issue, url: str) -> None:
    printed = bodies(replace(handmade, unsubscribe=url))
    assert [page.casefold().count("subscribe") for page in printed.values()] == [0] * 4


def test_times_are_local_and_carry_the_day_where_it_is_not_the_issues(handmade: Issue) -> None:
    issue = replace(handmade, timezone="America/New_York", slot=datetime.fromisoformat("2026-11-23T07:00-05:00"))
    early, late = datetime(2026, 11, 23, 4, 59, tzinfo=UTC), datetime(2026, 11, 23, 5, 1, tzinfo=UTC)
    lines = [bodies(one_story(issue, published_at=when, source="Wire"))["text"] for when in (early, late)]
    assert "Wire · Nov\xa022,\xa011:59\xa0PM\n" in lines[0]
    assert "Wire · 12:01\xa0AM\n" in lines[1]


def test_the_inbox_preview_goes_on_where_the_subject_ends(handmade: Issue) -> None:
    page = lxml.html.document_fromstring(bodies(one_story(handmade))["html"])
    assert page.find("body")[0].text_content() == "A headline"
    first = lxml.html.document_fromstring(handmade.renditions[0].body).find("body")[0]
    assert first.text_content().endswith(" · المجلس يوافق على ترام الميناء")


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://a.example/x?a=1&b=2", "https://a.example/x?a=1&b=2"),
        (" HTTP://A.example ", "HTTP://A.example"),
        ("https://ü.example/ä", "https://ü.example/ä"),
        ('https://a.example/a b<"`\\>', "https://a.example/a%20b%3C%22%60%5C%3E"),
        ("mailto:desk@a.example", "mailto:desk@a.example"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("https://a.example/\nx", ""),
        ("data:text/html,x", ""),
        ("file:///srv/x.md", ""),
        ("notes/x.md", ""),
        ("//a.example/x", ""),
        ("https://", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_only_what_a_reader_may_follow_is_a_link(url: str, printed: str) -> None:
    assert safe_link(url) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("- a - b", r"\- a - b"),
        ("+ a", r"\+ a"),
        ("===", r"\==="),
        ("# a #1", r"\# a \#1"),
        ("> a", r"\> a"),
        ("[x](javascript:y)", r"\[x\](javascript:y)"),
        ("*a* _b_ `c` ~d~ | \\", r"\*a\* \_b\_ \`c\` \~d\~ \| \\"),
        ("<b>&copy;", r"&lt;b\>&amp;copy;"),
        ("AT&T at 9.50, in 2026.", "AT&T at 9.50, in 2026."),
        ("http://a.example www.a.example", r"http\://a.example www\.a.example"),
    ],
)
def test_markdown_prints_text_as_it_is(text: str, printed: str) -> None:
    assert markdown(text) == printed


@pytest.mark.parametrize("text", ["1. a", "- a", "+ a", "# a", "> a", "[x](y)", "*a* _b_ `c`", "<b>&copy;", "AT&T"])
def test_markdown_read_back_is_the_text_for_two_readers(text: str) -> None:
    pages = as_html(markdown(text)), MarkdownIt("commonmark").render(markdown(text)).strip()
    assert [unescape(page) for page in pages] == [f"<p>{text}</p>"] * 2


def test_a_title_in_a_markdown_link_cannot_end_it() -> None:
    assert markdown_link("a](b)", "https://x.example/(>&lt;") == r"[a\](b)](<https://x.example/(%3E&amp;lt;>)"
    assert markdown_link("a](b)", "javascript:x") == r"a\](b)"


def test_what_an_editor_may_not_write_is_taken_out_of_the_note() -> None:
    note = (
        '# Hi\n\n<script>alert(1)</script><b onclick="x">bold</b> [a](javascript:x) [b](/c) [d](https://e.example)\n\n'
        '![](https://e.example/1.png) <img src="https://e.example/2.png" onerror="x"> <img src="http://e.example/3.png">'
    )
    assert note_html(note) == (
        "<h2>Hi</h2>\n\n<p>bold a b "
        '<a href="https://e.example" rel="noopener">d</a></p>\n'
        '<p><img alt="" src="https://e.example/1.png"> <img alt="" src="https://e.example/2.png"> </p>'
    )


def test_the_note_reads_well_as_text() -> None:
    note = (
        "## Today\n\nHello *you*, see [this](https://e.example/a) or <https://e.example>.  \nNew line & ![a map]"
        f"(https://e.example/m.png)\n\n> Quoted {'word ' * 14}\n\n1. one\n2. two {'word ' * 14}\n    - nested"
    )
    asked: list[str] = []
    assert note_text(note, lambda url: f"[{asked.append(url) or len(asked)}]") == (  # type: ignore[func-returns-value]
        "Today\n-----\n\n"
        "Hello you, see this [1] or https://e.example [2].\nNew line & [a map]\n\n"
        f"> Quoted {'word ' * 11}word\n> word word\n\n"
        f"1. one\n2. two {'word ' * 12}word\n   word\n   - nested"
    )
    assert asked == ["https://e.example/a", "https://e.example"]


def test_wrapping_counts_columns_as_a_terminal_does() -> None:
    assert wrap("one two three", 7) == "one two\nthree"
    assert wrap("市议会批准，港口", 8) == "市议会批\n准，港口"
    assert wrap("市议会批准，港口", 10) == "市议会批\n准，港口"
    assert wrap("a https://e.example/a-long-one b", 8) == "a\nhttps://e.example/a-long-one\nb"
    assert [columns(text) for text in ("abc", "市议", "e\u0301", "")] == [3, 4, 1, 0]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("", 0), ("one", 1), ("word " * 344, 1), ("word " * 345, 2), ("市" * 1000, 2), ("市" * 500 + " word" * 230, 2)],
)
def test_reading_takes_a_minute_for_230_words_or_500_characters(text: str, minutes: int) -> None:
    assert reading_minutes(text) == minutes


def test_languages_that_are_none_say_nothing() -> None:
    tags = ["en", "zh-Hans", "pt_BR", None, "", 'en" onclick="x', "English language"]
    assert [language_tag(tag) for tag in tags] == ["en", "zh-Hans", "pt-BR", "", "", "", ""]
    assert [direction(tag) for tag in ("ar-EG", "he", "fa", "ur", "en", None)] == ["rtl"] * 4 + ["ltr"] * 2


def test_dates_follow_the_newsletters_language() -> None:
    day = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert [long_date(day, language) for language in ("en", "en-GB", "de", "xx-invalid", "")] == [
        "Monday, November 23, 2026",
        "Monday, 23 November 2026",
        "Montag, 23. November 2026",
        "Monday, November 23, 2026",
        "Monday, November 23, 2026",
    ]


def test_line_breaks_and_control_characters_of_a_feed_reach_no_page(handmade: Issue) -> None:
    issue = one_story(handmade, title="A\r\nB\x00\u202e \ud800C\u2028D", source="S\x1b[2J", byline="\n")
    printed = bodies(issue)
    assert "\n\nA B C D\xa0[1]\n-----------\n\nS[2J\n" in printed["text"]
    pages = [printed["html"], printed["text"], printed["markdown"]]
    assert [mark for mark in "\x00\x1b\u202e\ud800\u2028\r" for page in pages if mark in page] == []
    assert json.loads(printed["json"])["sections"][0]["stories"][0]["title"] == "A\r\nB\x00\u202e ?C\u2028D"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "\n\n{{ isue.name }}",
            "issue.html.j2, line 3: 'isue' is undefined (did you mean 'issue'?); "
            "known names: dark, font, issue, light, minutes, note, notes, preheader, small_font, spoken, subject, words",
        ),
        (
            "{% for one in issue.stories %}\n{{ one.artcle }}{% endfor %}",
            "issue.html.j2, line 2: Story has no 'artcle' (did you mean 'article'?); "
            "known names: adds, also, article, daily, headline, note, pinned, score, summary, title, update",
        ),
        (
            "{{ words.nte }}",
            "issue.html.j2, line 1: Words has no 'nte' (did you mean 'note'?); "
            "known names: adds, also, brief, corrections, corrects, daily, links, minutes, note, number, online, pages, paid, picture, places, reading, remark, stories, unsubscribe, update, update_since, verbatim, why",
        ),
        ("\n{{ issue.name | shout }}", "issue.html.j2, line 2: No filter named 'shout'; mend it there"),
        ("{% if %}", "issue.html.j2, line 1: Expected an expression, got 'end of statement block'; mend it there"),
        (
            "\n{% include 'foot.j2' %}",
            "issue.html.j2, line 2: there is no template 'foot.j2'; "
            "put it into the folder of templates or mend the name",
        ),
        (
            "{{ 1 / 0 }}",
            "issue.html.j2, line 1: ZeroDivisionError: division by zero; mend the expression there",
        ),
        (
            "{{ 'a' * 3000000000 }}",
            "issue.html.j2, line 1: 1 times 3000000000 is too much to print; mend it there",
        ),
        (
            "{{ 9 ** 9 ** 9 }}",
            "issue.html.j2, line 1: 387420489 ** 9 is too large; mend it there",
        ),
        (
            "{{ issue.__class__.__mro__ }}",
            "issue.html.j2, line 1: access to attribute '__class__' of 'Issue' object is unsafe; mend it there",
        ),
    ],
)
def test_a_template_that_does_not_work_says_where_and_how_to_mend_it(
    handmade: Issue, tmp_path: Path, template: str, message: str
) -> None:
    (tmp_path / "issue.html.j2").write_text(template)
    with pytest.raises(ConfigError) as caught:
        render_issue(handmade, environment(tmp_path))
    assert str(caught.value) == message


def test_a_template_and_a_note_that_do_not_end_are_ended(
    handmade: Issue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also beside the main thread, as in a web page; what comes after is undisturbed."""
    for module in ("templates", "note"):
        monkeypatch.setattr(import_module(f"digest.render.{module}"), "SECONDS", 0.3)
    (tmp_path / "issue.txt.j2").write_text(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    )
    said = []
    for issue, env in ((handmade, environment(tmp_path)), (replace(handmade, intro="[" * 9000), None)):
        for call in (lambda work: work(), in_a_thread):
            with pytest.raises(ConfigError) as caught:
                call(partial(render_issue, issue, env))
            said.append(str(caught.value))
    assert said == [
        "issue.txt.j2: not printed within 0.3 seconds; mend the loops of your template",
        "issue.txt.j2: not printed within 0.3 seconds; mend the loops of your template",
        "the editor's note cannot be read as Markdown within 0.3 seconds; shorten it",
        "the editor's note cannot be read as Markdown within 0.3 seconds; shorten it",
    ]
    monkeypatch.undo()
    assert render_issue(handmade) == handmade.renditions


def in_a_thread(work: Callable[[], object]) -> object:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_a_template_that_is_not_utf8_is_named(handmade: Issue, tmp_path: Path) -> None:
    (tmp_path / "issue.txt.j2").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError) as caught:
        render_issue(handmade, environment(tmp_path))
    assert str(caught.value) == "issue.txt.j2: the file is not UTF-8; save it as UTF-8"


def test_a_folder_of_templates_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        environment(tmp_path / "none")
    assert str(caught.value) == f"{tmp_path}/none: no such folder of templates; make it, or take the setting out"


def test_a_users_template_takes_our_place_or_changes_one_block_of_ours(handmade: Issue, tmp_path: Path) -> None:
    (tmp_path / "issue.txt.j2").write_text("{{ issue.name }}\n")
    (tmp_path / "issue.md.j2").write_text(
        '{% extends "shipped/issue.md.j2" %}{% block story scoped %}{{ story.article.title }}\n{% endblock %}'
    )
    ours, theirs = handmade.renditions, render_issue(handmade, environment(tmp_path))
    assert (theirs[0], theirs[1], theirs[3]) == (ours[0], Rendition("text", "The Quay & Morning\n"), ours[3])
    assert "## In brief\nHarbour cranes go quiet\nA note on eels\n\n## Correction\n" in theirs[2].body
    assert r"&lt;script\>alert(1)&lt;/script\> & \[x\]" in theirs[2].body


@pytest.mark.parametrize("theme", ["classic", "plain"])
def test_a_users_template_changes_one_block_of_the_page_in_both_themes(
    full: Issue, tmp_path: Path, theme: Theme
) -> None:
    (tmp_path / "issue.html.j2").write_text(
        '{% extends "shipped/issue.html.j2" %}'
        "{% block lead scoped %}<tr><td>Lead: {{ story.title }} {{ credits(story, own, '') }}</td></tr>{% endblock %}"
        "{% block footer %}<tr><td>Ours: {{ super() }}</td></tr>{% endblock %}"
    )
    issue = replace(full, look=Look(theme=theme))
    ours, theirs = (
        lxml.html.document_fromstring(render_issue(issue, env)[0].body) for env in (None, environment(tmp_path))
    )
    said = " ".join(theirs.text_content().split())
    assert "Lead: Council approves the harbour tram Editor’s note: We asked" in said and "We have argued" not in said
    assert "Ours: Every sentence above is verbatim" in said
    assert ours.xpath("//h3")[1:] and [h.text_content() for h in theirs.xpath("//h3")] == [
        h.text_content() for h in ours.xpath("//h3")[1:]
    ]
    assert theirs.xpath("//style/text()") == ours.xpath("//style/text()")


def test_styles_of_a_users_template_go_onto_elements_and_media_rules_stay(handmade: Issue, tmp_path: Path) -> None:
    (tmp_path / "issue.html.j2").write_text("<style>p { margin: 0 } @media print { p { color: red } }</style><p>Hi</p>")
    html = render_issue(handmade, environment(tmp_path))[0].body
    assert '<p style="margin:0">Hi</p>' in html
    assert "<style>@media print { p { color: red } }" in html


def test_styles_that_cannot_be_read_name_the_template_of_their_theme(handmade: Issue, tmp_path: Path) -> None:
    (tmp_path / "plain.html.j2").write_text("<style>a{color:red}</style><a style='}{:;@'>x</a>")
    with pytest.raises(ConfigError) as caught:
        render_issue(replace(handmade, look=replace(handmade.look, theme="plain")), environment(tmp_path))
    assert str(caught.value).startswith("plain.html.j2: its styles cannot be read")


def test_templates_ship_beside_the_package_or_inside_it() -> None:
    assert sorted(path.name for path in shipped("templates").glob("issue.*")) == [
        "issue.html.j2",
        "issue.md.j2",
        "issue.txt.j2",
    ]


def heavy(issue: Issue, stories: int, brief: int = 0, also: int = 1) -> Issue:
    """Stories as they come: an address of a hundred characters, three sentences of thirty words, two lines of credit."""
    words = "the city council voted late on Sunday to build a tram line from the old harbour to the university " * 2
    sentences = [f"On day {day} {words[:170].strip()} number {day}." for day in range(40)]
    text = "\n\n".join(sentences)
    parts = tuple(
        Sentence(sentences[day], text.index(sentences[day]), text.index(sentences[day]) + len(sentences[day]))
        for day in (0, 3, 7)
    )
    made = []
    for number in range(stories):
        article = Article(
            url=f"https://www.quay.example/news/2026/11/23/the-city-council-voted-late-on-sunday-to-build-a-tram-{number}",
            title=f"Council approves the harbour tram after nine hours of debate and {number} amendments",
            text=text,
            published_at=issue.slot,
            byline="Ana Ruiz and Mirela Costin",
            source="The Quay",
        )
        others = (replace(article, source=f"Gazette {other}") for other in range(also))
        made.append(Story(article, Summary(parts), tuple(others)))
    short = tuple(replace(made[0].article, title=f"{words[:90]} {number}") for number in range(brief))
    return replace(issue, sections=(Section("Top", tuple(made)),), brief=short)


@pytest.mark.parametrize("theme", ["classic", "plain"])
def test_an_issue_of_twenty_stories_stays_below_80_kilobytes(full: Issue, theme: Theme) -> None:
    issue = heavy(replace(full, look=Look(theme=theme)), 20, brief=6)
    assert size(render_issue(issue)) < 80_000
    assert fitted(issue)[0] == issue and fitted(issue)[2] == ()


@pytest.mark.parametrize(
    ("stories", "brief", "also", "taken"),
    [
        (20, 120, 1, ("brief",)),
        (20, 120, 20, ("brief", "also")),
        (46, 1, 1, ("brief", "also", "sentences")),
    ],
)
def test_a_longer_issue_loses_its_briefs_then_who_else_told_it_then_third_sentences(
    full: Issue, stories: int, brief: int, also: int, taken: tuple[str, ...]
) -> None:
    issue = heavy(full, stories, brief, also)
    shorter, renditions, said = fitted(issue)
    assert len(said) == len(taken)
    assert size(render_issue(issue)) > 102_000 >= size(renditions)
    assert renditions == render_issue(shorter)
    assert shorter.brief == () and len(shorter.left_out) == len(issue.left_out) + brief
    assert {len(story.also) for story in shorter.stories} == ({0} if "also" in taken else {also})
    assert {len(story.summary.sentences) for story in shorter.stories} == ({2} if "sentences" in taken else {3})


def test_an_issue_that_is_still_too_long_loses_what_ranks_lowest_and_first_what_takes_a_page_by_itself(
    full: Issue,
) -> None:
    issue = heavy(full, 150)
    endless = replace(issue.stories[0], headline="Tram " * 5000)
    ranked = tuple(replace(story, score=(("source", 2.0 if n < 20 else 1.0),)) for n, story in enumerate(issue.stories))
    issue = replace(issue, sections=(Section("Top", ranked[:75]), Section("Last", (*ranked[75:], endless))))
    shorter, renditions, said = fitted(issue)
    assert size(renditions) <= 102_000 and renditions == render_issue(shorter)
    kept = len(shorter.stories)
    assert said[-1] == f"{151 - kept} stories" and 40 < kept < 60
    assert shorter.stories == tuple(
        replace(story, also=(), summary=replace(story.summary, sentences=story.summary.sentences[:2]))
        for story in ranked[:kept]
    )
    assert [section.title for section in shorter.sections] == ["Top"]
    assert [each.reason for each in shorter.left_out[len(issue.left_out) :]] == ["no room in the mail"] * (151 - kept)


def test_a_byline_that_says_who_published_it_again_is_not_printed(handmade: Issue) -> None:
    again, named = (one_story(handmade, source="Harbour TV", byline=who) for who in ("HARBOUR TV", "Ana Ruiz"))
    assert ["HARBOUR TV" in render_issue(again)[1].body, "Harbour TV · Ana Ruiz" in render_issue(named)[1].body] == [
        False,
        True,
    ]
