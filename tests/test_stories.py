"""Articles on one event are one story, whoever wrote them."""

import math
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

import digest
from digest.compose.stories import Linked, events_of, link_stories
from digest.models import Article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def article(number: int, title: str, text: str, source: str = "") -> Article:
    return Article(
        url=f"https://paper.example/{number}", title=title, text=text, source=source or f"Paper {number}",
        published_at=NOON - timedelta(minutes=number), language="en",
    )  # fmt: skip


SLIPWAY = [
    article(
        1,
        "Council votes for a ferry slipway at Customs Quay",
        "Sampleford council voted by 21 to 20 on Monday to build a ferry slipway at Customs Quay. The slipway will cost"
        " 1.4 million pounds and open in April, Mayor Tait said after the vote. Opponents wanted to mend the bridge.",
    ),
    article(
        2,
        "Ferry slipway wins by one vote",
        "By a single vote Sampleford council decided on Monday that a ferry slipway will be built at Customs Quay."
        " Mayor Tait called the 1.4 million pounds well spent. The bridge stays closed.",
    ),
]
OTHERS = [
    article(
        3,
        "Goalkeeper scores from her own area",
        "Kezia Brand, the goalkeeper of Sampleford Town, won the County Cup tie against Tidewell Athletic with a punt"
        " that bounced over the other goalkeeper in the last minute.",
    ),
    article(
        4,
        "Museum shows glass plates found under a floor",
        "Builders found 412 glass negatives wrapped in prescription paper in Fore Street, and the museum shows them"
        " from Saturday. An assistant took the photographs between 1896 and 1911.",
    ),
]
DAY = [*SLIPWAY, *OTHERS]


def urls(stories: list[list[Article]]) -> set[frozenset[str]]:
    return {frozenset(each.url[-1] for each in story) for story in stories}


def test_two_reports_of_one_vote_are_one_story_and_other_news_is_not() -> None:
    assert urls(digest.group_stories(DAY)) == {frozenset("12"), frozenset("3"), frozenset("4")}


def test_headlines_without_texts_are_grouped_too() -> None:
    bare = [replace(each, text="") for each in DAY]
    assert urls(digest.group_stories(bare)) == {frozenset("12"), frozenset("3"), frozenset("4")}


def test_the_order_of_the_input_changes_nothing() -> None:
    found = digest.group_stories(DAY)
    for seed in range(5):
        assert digest.group_stories(random.Random(seed).sample(DAY, len(DAY))) == found


def test_the_fuller_article_leads_then_the_weightier_source() -> None:
    longer = replace(
        SLIPWAY[1], text=SLIPWAY[1].text + " The ferry sailed from Customs Quay until the bridge came." * 20
    )
    assert link_stories([SLIPWAY[0], longer], {})[0][0].article is longer
    assert link_stories(SLIPWAY, {"Paper 2": 3.0})[0][0].article is SLIPWAY[1]
    assert link_stories(SLIPWAY, {"Paper 1": 3.0})[0][0].article is SLIPWAY[0]


def test_only_what_shares_much_with_the_lead_is_one_event_for_an_issue() -> None:
    one, two, three = (article(number, "T", "x") for number in (1, 2, 3))
    story = [Linked(one, math.inf), Linked(two, 1.0), Linked(three, 0.99)]
    assert events_of(story) == [[one, two], [three]]
    assert link_stories([], {}) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), max_size=12))
def test_every_article_is_in_exactly_one_story(pairs: list[tuple[str, str]]) -> None:
    articles = [article(number, title, text) for number, (title, text) in enumerate(pairs)]
    stories = digest.group_stories(articles)
    assert sorted(each.url for story in stories for each in story) == sorted(each.url for each in articles)
