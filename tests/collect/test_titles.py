"""Headlines of items that have none."""

import pytest

from digest.collect.feeds import articles_of, parse_feed
from digest.collect.titles import headline
from digest.summarize import summarize_article

LONG = "The town will open its old harbour again on Monday, after two years of repairs that cost far more than planned."


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("", "The ferry sails again. It is late.", "The ferry sails again."),
        ("", LONG, "The town will open its old harbour again on Monday, after two years of repairs that cost far…"),
        ("", "Look at this: https://x.example/a/b/c", "Look at this…"),
        ("", "https://x.example/a A new map of the bay", "A new map of the bay"),
        ("", "https://x.example/a", ""),
        ("", "", ""),
        ("Photo", "Fog over the bay.", "Fog over the bay."),
        ("(untitled)", "Fog over the bay.", "Fog over the bay."),
        ("Ohne Titel", "Nebel über der Bucht.", "Nebel über der Bucht."),
        ("Sans titre #3", "Du brouillard.", "Du brouillard."),
        ("2026-11-23 07:15", "Fog over the bay.", "Fog over the bay."),
        ("https://x.example/p/1", "Fog over the bay.", "Fog over the bay."),
        ("Video", "", ""),
        ("The town will open its old har", LONG, headline("", [LONG], "en")),
        ("The town will open its old har…", LONG, headline("", [LONG], "en")),
        ("The town will open its old …", LONG, "The town will open its old …"),
        ("Photo of the year", "A heron won.", "Photo of the year"),
        ("1984", "A book.", "1984"),
        (
            "",
            "昨日上午，市政府宣布港口扩建工程正式开工，预计三年内完成，该项目总投资约二十亿元，将新增五个深水泊位，并且修建防波堤",
            "昨日上午，市政府宣布港口扩建工程正式开工，预计三年内完成，该项目总投资约二十亿元…",
        ),
    ],
)
def test_an_item_is_headed_by_its_title_or_by_its_first_words_whole(title: str, text: str, expected: str) -> None:
    assert headline(title, [text] if text else [], None) == expected


def test_a_summary_goes_on_behind_the_words_that_became_the_headline() -> None:
    body = f"""<rss version="2.0"><channel><title>Notes</title>
    <item><description>The ferry sails again. It leaves the quay at nine on Monday.</description></item>
    <item><description>{LONG} The first boat leaves the quay at nine in the morning.</description></item>
    <item><description>Good morning!</description></item></channel></rss>"""
    found = articles_of(parse_feed(body.encode(), "https://x.example/feed"))
    assert [(article.title, summarize_article(article).text) for article in found] == [
        ("The ferry sails again.", "It leaves the quay at nine on Monday."),
        (headline("", [LONG], "en"), "The first boat leaves the quay at nine in the morning."),
        ("Good morning!", ""),
    ]
