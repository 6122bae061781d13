"""The same article twice: under two headlines, cut, edited, quoted, at one address; in any order and any script."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.compose import Group, assemble, group_duplicates
from digest.compose.duplicates import _distinct_texts, _overlaps
from digest.compose.urls import canonical_url
from digest.models import Article, Sentence, Summary
from digest.text.tracking import without_tracking

END = datetime(2026, 5, 31, 7, tzinfo=UTC)


def prose(seed: str, words: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices("abcdefghijklmnop", k=rng.randint(2, 7))) for _ in range(words)]


def article(name: str, words: list[str] | str, hours: float = 1, **fields: object) -> Article:
    given = {
        "url": f"https://{name}.example/{name}",
        "title": f"Title {name}",
        "text": words if isinstance(words, str) else " ".join(words),
        "source": name.title(),
        "published_at": END - timedelta(hours=hours),
    }
    return Article(**{**given, **fields})  # type: ignore[arg-type]


def groups(*articles: Article, weights: dict[str, float] | None = None) -> set[Group]:
    return set(group_duplicates(articles, weights or {}))


HARBOUR = prose("harbour", 300)
FULL = article("full", HARBOUR)


def test_a_wire_report_with_another_byline_is_the_same_text() -> None:
    copy = article("copy", ["By", "A.", "Roe", "Harbour", "Wire", *HARBOUR], hours=3)
    assert groups(FULL, copy) == {(copy, FULL)}


def test_an_edited_copy_is_the_same_text() -> None:
    edited = [word if n % 20 else "changed" for n, word in enumerate(HARBOUR)]
    assert groups(FULL, article("copy", edited)) == {(article("copy", edited), FULL)}


def test_an_excerpt_never_leads_over_the_full_text_however_heavy_and_early() -> None:
    excerpt = article("heavy", HARBOUR[:60], hours=20)
    assert groups(excerpt, FULL, weights={"Heavy": 9.0}) == {(FULL, excerpt)}


def test_a_copy_that_was_cut_leads_only_for_its_heavier_source() -> None:
    cut = article("cut", HARBOUR[:230], hours=20)
    assert groups(cut, FULL) == {(FULL, cut)}
    assert groups(cut, FULL, weights={"Cut": 2.0}) == {(cut, FULL)}


def test_what_is_left_out_says_whether_it_is_a_copy_or_an_excerpt() -> None:
    found = group_duplicates([FULL, article("copy", ["By", *HARBOUR], 0), article("bit", HARBOUR[:60])], {})
    summary = Summary((Sentence("Told.", 0, 5),))
    _, others = assemble(found, [[found[0][0]]], lambda _: summary)
    assert {(item.source, item.reason) for item in others} == {
        ("Bit", "an excerpt of “Title full” (Full)"),
        ("Copy", "the same text as “Title full” (Full)"),
    }


@pytest.mark.parametrize("own", [150, 300, 900])
def test_an_article_that_quotes_half_of_another_does_not_swallow_it(own: int) -> None:
    words = prose("comment", own)
    quoting = article("quoting", [*words[:60], *HARBOUR[:150], *words[60:]])
    assert groups(FULL, quoting) == {(FULL,), (quoting,)}


def test_a_round_up_that_reprints_short_articles_leaves_them_alone() -> None:
    briefs = [article(f"brief{n}", prose(f"brief{n}", 60)) for n in range(4)]
    parts = [word for brief in briefs for word in brief.text.split()]
    roundup = article("roundup", [*prose("good morning", 60), *parts])
    assert groups(roundup, *briefs) == {(roundup,), *((brief,) for brief in briefs)}


def test_a_teaser_that_a_round_up_quotes_too_joins_its_article_and_not_both_of_them() -> None:
    teaser = article("teaser", HARBOUR[:60])
    roundup = article("roundup", [*HARBOUR[:60], *prose("second", 500)])
    assert groups(FULL, teaser, roundup) == {(FULL, teaser), (roundup,)}


def test_an_excerpt_belongs_to_the_article_it_begins_like_and_not_to_a_shorter_one_that_quotes_it() -> None:
    excerpt = article("excerpt", HARBOUR[:130])
    quoting = article("quoting", [*prose("before", 60), *HARBOUR[:130], *prose("after", 50)])
    assert groups(FULL, excerpt, quoting) == {(FULL, excerpt), (quoting,)}


def test_a_cut_copy_does_not_join_its_article_to_another_that_quotes_half() -> None:
    cut = article("cut", HARBOUR[:215])
    quoting = article("quoting", [*prose("before", 120), *HARBOUR[:165]])
    assert groups(FULL, cut, quoting) == {(FULL, cut), (quoting,)}


def test_two_cuts_without_the_article_they_were_made_from_are_told_by_the_longer() -> None:
    longer, shorter = article("longer", HARBOUR[:200], 1), article("shorter", HARBOUR[:100], 9)
    assert groups(shorter, longer) == {(longer, shorter)}


def test_copies_in_a_hundred_papers_are_one_story() -> None:
    copies = [article(f"p{n}", [f"{n}", f"paper{n}", *HARBOUR], hours=n / 9) for n in range(100)]
    assert [len(group) for group in group_duplicates(copies, {})] == [100]


def test_what_a_source_prints_under_everything_joins_nothing() -> None:
    sign_up = prose("sign up for our letter", 120)
    articles = [
        article("paper", [*prose(f"news {n}", 40), *sign_up], url=f"https://paper.example/{n}") for n in range(60)
    ]
    assert len(group_duplicates(articles, {})) == 60


def test_the_pairs_looked_at_grow_with_the_copies_and_not_with_their_square() -> None:
    copies = [article(f"p{n}", [f"{n}", f"paper{n}", *HARBOUR]) for n in range(400)]
    assert len(list(_overlaps(_distinct_texts(copies)))) < 2 * len(copies)


CHINESE = (
    "昨日上午，市政府宣布港口扩建工程正式开工，预计三年内完成。该项目总投资约二十亿元，将新增五个深水泊位。"
    "交通局长表示，工程将分两期进行，首期包括疏浚航道和修建防波堤，第二期则建设集装箱码头及配套铁路。"
    "当地渔民对施工影响表示担忧，认为捕捞区域可能缩小，政府承诺给予补偿并设立专门的协调机构。"
)
ARABIC = (
    "أعلنت بلدية المدينة صباح أمس بدء أعمال توسعة الميناء القديم على أن تنتهي خلال ثلاث سنوات وقال رئيس البلدية إن"
    " المشروع سيضيف خمسة أرصفة جديدة للسفن الكبيرة وسيوفر نحو ألف فرصة عمل لأبناء المنطقة بينما عبر الصيادون عن قلقهم"
    " من تقلص مناطق الصيد وطالبوا الحكومة بتعويضات عادلة قبل انطلاق المرحلة الثانية من الأشغال في الصيف المقبل"
)


@pytest.mark.parametrize(("text", "byline"), [(CHINESE, "本报记者王小明报道："), (ARABIC, "كتب مراسلنا من الميناء ")])
def test_copies_and_excerpts_are_found_in_chinese_and_arabic(text: str, byline: str) -> None:
    full, copy = article("full", text), article("copy", byline + text, hours=9)
    excerpt = article("excerpt", text[: len(text) * 45 // 100], hours=20)
    other = article("other", CHINESE if text is ARABIC else ARABIC)
    assert groups(excerpt, full, copy, other) == {(copy, full, excerpt), (other,)}


def test_one_address_and_one_title_are_one_article_in_other_words() -> None:
    teaser = article(
        "letter", prose("in other words", 30), url="https://m.full.example/full?utm_source=x", title="Title full"
    )
    assert groups(teaser, FULL) == {(FULL, teaser)}


def test_an_article_at_its_address_stays_itself_when_it_is_rewritten_and_named_anew() -> None:
    update = replace(
        FULL, title="Now with a reply", text=" ".join([*prose("reply", 320), *HARBOUR[:120]]), source="Late"
    )
    assert groups(FULL, update) == {(update, FULL)}
    assert groups(FULL, replace(update, url="https://other.example/")) == {
        (FULL,),
        (replace(update, url="https://other.example/"),),
    }


def test_a_name_of_the_paper_after_the_title_makes_no_other_article() -> None:
    one = article("a", prose("a", 40), url="https://x.example/1", title="Quota cut for coast")
    two = article("b", prose("b", 90), url="http://www.x.example/1/", title="Quota cut for coast | The Paper")
    assert groups(one, two) == {(two, one)}


def test_a_feed_in_which_all_items_have_one_link_keeps_them_apart() -> None:
    items = [
        article("feed", prose(f"item {n}", 80), url="https://feed.example/", title=f"Report {n}") for n in range(9)
    ]
    assert groups(*items) == {(item,) for item in items}


def test_articles_without_a_link_are_not_one_for_their_title() -> None:
    one, two = (article(name, prose(name, 50), url="", title="Weather") for name in "ab")
    assert groups(one, two) == {(one,), (two,)}


MIXED = [
    FULL,
    article("wire", ["By", "Roe", *HARBOUR]),
    article("cut", HARBOUR[:225]),
    article("first", HARBOUR[:130]),
    article("teaser", HARBOUR[:60]),
    article("middle", HARBOUR[100:190]),
    article("quoting", [*prose("q", 100), *HARBOUR[:150], *prose("r", 60)]),
    article("drift", [*HARBOUR[80:], *prose("drift", 70)]),
    article("further", [*HARBOUR[150:], *prose("drift", 70), *prose("on", 60)]),
    article("roundup", [*HARBOUR[:60], *prose("round", 100), *prose("brief", 60)]),
    article("brief", prose("brief", 60)),
    article("short", "Read it here."),
    article("short", "Read it here.", title="Another"),
    article("again", "Read it there.", url="https://short.example/short?fbclid=1", title="Title short"),
]


@given(st.permutations(MIXED), st.sets(st.integers(0, len(MIXED) - 1)))
def test_any_order_gives_the_same_groups_and_every_article_once(articles: list[Article], without: set[int]) -> None:
    kept = [each for each in articles if MIXED.index(each) not in without]
    found = group_duplicates(kept, {"Wire": 2.0})
    assert found == group_duplicates([each for each in MIXED if each in kept], {"Wire": 2.0})
    assert sorted(each.url + each.title for group in found for each in group) == sorted(e.url + e.title for e in kept)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Paper.Example:80/News/", "https://paper.example/News"),
        ("https://paper.example:8443/a#comments", "https://paper.example:8443/a"),
        (
            "https://paper.example/a?utm_source=x&amp;utm_medium=y&fbclid=1&ref=home&at_medium=RSS",
            "https://paper.example/a",
        ),
        ("https://paper.example/a?gclid=1&mc_cid=2&mc_eid=3&igshid=4&b=2&a=1", "https://paper.example/a?a=1&b=2"),
        ("https://amp.paper.example/a", "https://paper.example/a"),
        ("https://paper.example/a/amp/", "https://paper.example/a"),
        ("https://paper.example/amp/a", "https://paper.example/a"),
        ("https://paper.example/a.amp.html?outputType=amp", "https://paper.example/a.html"),
        ("https://paper.example/a?amp=1&p=7", "https://paper.example/a?p=7"),
        ("https://www.google.com/amp/s/paper.example/a", "https://paper.example/a"),
        ("https://paper-example.cdn.ampproject.org/c/s/paper.example/a", "https://paper.example/a"),
        ("https://m.paper.example/a", "https://paper.example/a"),
        ("https://mobile.paper.example/index.html", "https://paper.example"),
        ("https://en.m.wiki.example/wiki/Ice", "https://en.wiki.example/wiki/Ice"),
        ("https://paper.example/caf%c3%a9", "https://paper.example/caf%C3%A9"),
        ("https://paper.example/?p=12", "https://paper.example?p=12"),
        ("https://paper.example/show.php?article=9&id=3", "https://paper.example/show.php?article=9&id=3"),
        ("https://paper.example/?amplitude=3", "https://paper.example?amplitude=3"),
        ("https://paper.example/#!/story/5", "https://paper.example#!/story/5"),
        ("https://m.com/a", "https://m.com/a"),
        ("file:Notes/A.md", "file:Notes/A.md"),
        ("mailto:Desk@paper.example", "mailto:Desk@paper.example"),
        ("https://desk:secret@paper.example/A/", "https://desk:secret@paper.example/A/"),
        ("", ""),
    ],
)
def test_the_addresses_of_one_page_have_one_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.example/a?utm_source=rss&utm_medium=feed", "https://x.example/a"),
        ("https://x.example/?p=123&fbclid=1&q=a%20b#top", "https://x.example/?p=123&q=a%20b#top"),
        ("https://x.example/a?gclid=1&mc_cid=2#utm_campaign=x", "https://x.example/a"),
        ("https://x.example/bill?ref=PR-12", "https://x.example/bill?ref=PR-12"),
        ("https://x.example/a?ref=rss", "https://x.example/a"),
        ("https://x.example/a?#ref", "https://x.example/a?#ref"),
        ("file:a.md?utm_source=rss", "file:a.md?utm_source=rss"),
    ],
)
def test_a_link_is_followed_without_what_tells_where_its_reader_came_from(url: str, expected: str) -> None:
    assert without_tracking(url) == expected
    assert canonical_url(url) == canonical_url(expected)


PARTS = st.lists(
    st.sampled_from(["/", "amp", "index.html", ".amp", "a", "?", "&", "id=1", "utm_x=2", "#", "%2f", ":80"])
)


@given(PARTS.map("".join))
def test_a_canonical_url_is_its_own(rest: str) -> None:
    once = canonical_url(f"https://www.m.paper.example{rest}")
    assert canonical_url(once) == once
