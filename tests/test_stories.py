"""Articles on one event are one story, whoever wrote them."""

import math
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import digest
from digest.compose.events import average_link, supported
from digest.compose.sparse import product, rows_of, transposed
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


FIVE = [
    ("en", "Council votes for ferry slipway at Customs Quay", "Ferry slipway at Customs Quay wins council vote"),
    (
        "de",
        "Stadtrat beschließt Neubau der Elbbrücke in Torgau",
        "Elbbrücke in Torgau wird neu gebaut, Stadtrat stimmt zu",
    ),
    (
        "fr",
        "Incendie dans une usine de papier près de Grenoble",
        "Près de Grenoble, une usine de papier détruite par un incendie",
    ),
    (
        "es",
        "Huelga de maquinistas paraliza trenes en Sevilla",
        "Trenes parados en Sevilla por la huelga de maquinistas",
    ),
    (
        "it",
        "Riapre il museo archeologico di Taranto dopo i restauri",
        "Taranto, dopo i restauri riapre il museo archeologico",
    ),
]


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


def test_of_two_equal_articles_the_later_leads_and_a_weightier_source_outdoes_a_few_hours() -> None:
    later, earlier = SLIPWAY[0], replace(SLIPWAY[1], published_at=NOON - timedelta(hours=6))
    assert link_stories([earlier, later], {})[0][0].article is later
    assert link_stories([earlier, later], {earlier.source: 1.5})[0][0].article is earlier
    assert link_stories([earlier, later], {earlier.source: 1.05})[0][0].article is later


def test_nothing_one_article_and_the_same_article_many_times() -> None:
    assert digest.group_stories([]) == []
    assert digest.group_stories(SLIPWAY[:1]) == [SLIPWAY[:1]]
    assert digest.group_stories([SLIPWAY[0]] * 2) == [[SLIPWAY[0]] * 2]
    assert digest.group_stories([SLIPWAY[0]] * 40) == [[SLIPWAY[0]] * 40]
    assert digest.group_stories([article(1, "", "")] * 2) == [[article(1, "", "")]] * 2


def test_a_headline_joins_the_full_report_of_its_event() -> None:
    headline = article(5, "Ferry slipway at Customs Quay: council says yes", "")
    assert urls(digest.group_stories([*DAY, headline])) == {frozenset("125"), frozenset("3"), frozenset("4")}


def test_five_languages_at_once_keep_their_stories_apart() -> None:
    day = [replace(article(2 * at + half, title, ""), language=code)
           for at, (code, *titles) in enumerate(FIVE) for half, title in enumerate(titles)]  # fmt: skip
    assert urls(digest.group_stories(day)) == {frozenset({str(2 * at), str(2 * at + 1)}) for at in range(5)}


def test_two_alike_events_with_other_names_and_figures_are_two_stories() -> None:
    quakes = [
        article(at + 5, title, f"{title}. {more}")
        for at, (title, more) in enumerate(
            [
                ("Earthquake of magnitude 6.1 shakes Aceh", "In Bener Meriah 22 were killed, Sutopo Nugroho said."),
                ("Aceh earthquake kills 22 in Bener Meriah", "Sutopo Nugroho said magnitude 6.1 was measured."),
                ("Sonoma wakes to a 4.6 earthquake", "Wine bottles fell at The Geysers, Leslie Gordon said."),
                ("Geysers area in Sonoma jolted by 4.6 quake", "Leslie Gordon said bottles fell; nobody was hurt."),
            ]
        )
    ]
    assert urls(digest.group_stories([*quakes, *DAY])) == {
        frozenset("12"), frozenset("3"), frozenset("4"), frozenset("56"), frozenset("78"),
    }  # fmt: skip


def test_only_what_shares_much_with_the_lead_is_one_event_for_an_issue() -> None:
    one, two, three = (article(number, "T", "x") for number in (1, 2, 3))
    story = [Linked(one, math.inf), Linked(two, 1.0), Linked(three, 0.99)]
    assert events_of(story) == [[one, two], [three]]
    assert link_stories([], {}) == []


WORDS = [
    "ferry",
    "quay",
    "vote",
    "mayor",
    "slipway",
    "keeper",
    "goal",
    "cup",
    "museum",
    "glass",
    "plates",
    "fire",
    "storm",
    "bridge",
    "court",
    "verdict",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


@given(st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(["en", "de", "zh", None])), max_size=12), st.randoms())
def test_every_article_is_in_exactly_one_story_in_whatever_order_they_come(
    found: list, shuffled: random.Random
) -> None:
    articles = [replace(article(at, title, text), language=code) for at, (title, text, code) in enumerate(found)]
    stories = digest.group_stories(articles)
    assert Counter(each.url for story in stories for each in story) == Counter(each.url for each in articles)
    assert digest.group_stories(shuffled.sample(articles, len(articles))) == stories


MATRICES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.sampled_from([0.0, 0.0, 0.5, 2.0]), min_size=width, max_size=width), min_size=1)
)


@given(MATRICES)
def test_the_product_of_sparse_rows_is_that_of_the_matrices(rows: list[list[float]]) -> None:
    dense = np.array(rows)
    at = np.nonzero(dense)
    sparse = rows_of(at[0], at[1], dense[at], dense.shape)
    found = product(sparse, transposed(sparse))
    full = np.zeros((len(rows), len(rows)))
    full[found.numbers, found.columns] = found.values
    assert np.array_equal(full, dense @ dense.T)


def test_neighbours_in_common_make_two_texts_more_alike_and_strangers_do_not() -> None:
    pairs = {(0, 1): 0.4, (0, 2): 0.4, (1, 2): 0.1, (3, 4): 0.1}
    one, other = np.array([*pairs, *((b, a) for a, b in pairs)]).T
    similar = rows_of(one, other, np.array([*pairs.values()] * 2), (5, 5))
    linked = supported(similar, 0.0)
    found = dict(zip(zip(linked.numbers.tolist(), linked.columns.tolist(), strict=True), linked.values, strict=True))
    taken = np.eye(5)
    for (a, b), value in pairs.items():
        taken[a, b] = taken[b, a] = value
    whole = taken @ taken @ taken.T
    assert math.isclose(found[1, 2], whole[1, 2] / math.sqrt(whole[1, 1] * whole[2, 2]))
    assert found[1, 2] > 4 * 0.1 and found[3, 4] < 4 * 0.1


def test_groups_are_merged_while_all_their_pairs_are_alike_on_the_average() -> None:
    one, other = np.array([(0, 1), (1, 2), (2, 3)]).T
    chain = rows_of(one, other, np.array([0.9, 0.5, 0.8]), (4, 4))
    assert average_link(chain, 0.3) == [[0, 1], [2, 3]]  # between the two pairs: .5 / 4
    assert average_link(chain, 0.125) == [[0, 1, 2, 3]]


def test_headlines_without_a_text_are_one_story_only_where_half_of_the_words_agree() -> None:
    """A turn of phrase that few others use, as on a board of links, is no event."""
    titles = (
        "Substitutes off a weary bench in Worholm fence off beavers in the mill stream",
        "Substitutes off a weary bench in Tamness boycott a course on soil and compost",
        "Beavers in the mill stream of Worholm are fenced off",
    )
    board = [
        Article(url=f"https://board.example/{n}", title=title, text="", source="Board", language="en")
        for n, title in enumerate(titles)
    ]
    stories = [sorted(it.title for it in event) for story in link_stories(board, {}) for event in events_of(story)]
    assert [titles[0], titles[1]] not in stories
    assert not any({titles[0], titles[1]} <= set(story) for story in stories)
