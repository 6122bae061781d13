"""What an operator wants of a source, and how its articles are printed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest

from digest.compose import choose, in_form
from digest.models import Article, Block, Source

DUE = datetime(2026, 7, 2, 7, tzinfo=UTC)
PLAIN = Source(name="Quay", location="quay")


def article(title: str, text: str = "", hours: int = 1) -> Article:
    return Article(url=title, title=title, text=text, source="Quay", published_at=DUE - timedelta(hours=hours))


def reasons(source: Source, *articles: Article) -> dict[str, str]:
    kept, left_out = choose(articles, {"Quay": source}, DUE)
    return dict.fromkeys((each.title for each in kept), "") | {each.title: each.reason for each in left_out}


CRANE = article("A new crane", "It came by ship.\n\nThe Harbours Board paid.")
PIER = article("The pier", "It is long.", hours=30)
STARS = article("Your stars", "A good day for cranes.", hours=2)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (replace(PLAIN, drop=("your stars",)), ["", "", 'dropped by drop = "your stars"']),
        (replace(PLAIN, drop=("crane",)), ['dropped by drop = "crane"', "", ""]),
        (replace(PLAIN, keep=("crane*", "pie")), ["", 'not kept by keep = "crane*", "pie"', ""]),
        (replace(PLAIN, keep=("/harbours? board|^the p/",)), ["", "", 'not kept by keep = "/harbours? board|^the p/"']),
        (
            replace(PLAIN, keep=("crane*",), drop=("/STARS/",)),
            ["", 'not kept by keep = "crane*"', 'dropped by drop = "/STARS/"'],
        ),
        (replace(PLAIN, max_age=timedelta(days=1)), ["", "older than max_age = 1d", ""]),
        (replace(PLAIN, max_age=timedelta(minutes=90)), ["", "older than max_age = 90m", "older than max_age = 90m"]),
        (replace(PLAIN, limit=1), ["", "over limit = 1", "over limit = 1"]),
        (replace(PLAIN, limit=1, drop=("ship",)), ['dropped by drop = "ship"', "over limit = 1", ""]),
    ],
)
def test_what_is_not_wanted_is_left_out_with_the_line_that_says_so(source: Source, said: list[str]) -> None:
    found = reasons(source, CRANE, PIER, STARS)
    assert [found[each.title] for each in (CRANE, PIER, STARS)] == said


def test_articles_of_other_sources_are_not_touched() -> None:
    other = replace(CRANE, source="Wire")
    assert choose([other], {"Quay": replace(PLAIN, keep=("nothing",))}, DUE) == ([other], [])


def test_an_expression_that_a_text_makes_slow_is_stopped_and_told_as_a_fault() -> None:
    hostile = [article(f"No. {number}", "a" * 60 + "b") for number in range(200)]
    began = process_time()
    kept, left_out = choose([*hostile, CRANE], {"Quay": replace(PLAIN, drop=("/(a|aa)+$/",))}, DUE)
    assert process_time() - began < 20
    assert (kept, len(left_out), {(each.reason, each.lost) for each in left_out}) == (
        [],
        201,
        {("an expression in keep or drop of its source takes too long on it: write it simpler", True)},
    )


def test_the_first_sentence_takes_the_place_of_a_headline_and_the_text_goes_on_behind_it() -> None:
    heading, first, second = "By Ida", "It came by ship. It lifts.", "It is long."
    text = f"{heading}\n\n{first}\n\n{second}"
    blocks = (Block(0, 6, "heading"), Block(8, 34, "paragraph"), Block(36, 47, "quote"))
    told = in_form(replace(article("Post 7", text), blocks=blocks), replace(PLAIN, headline="first sentence"))
    assert told.title == "It came by ship."
    assert [(block.kind, told.text[block.start : block.end]) for block in told.blocks] == [
        ("heading", "By Ida"),
        ("paragraph", "It lifts."),
        ("quote", "It is long."),
    ]
    bare = article("Post 8")
    assert in_form(bare, replace(PLAIN, headline="first sentence")) == bare


def test_of_what_stands_behind_a_paywall_the_headline_alone_is_told_where_that_is_wanted() -> None:
    paid = replace(CRANE, excerpt=True, teaser="It came.")
    wanted = replace(PLAIN, paywalled="headline only")
    assert in_form(paid, wanted) == replace(paid, text="", teaser=None)
    assert (in_form(CRANE, wanted), in_form(paid, PLAIN)) == (CRANE, paid)
