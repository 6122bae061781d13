"""Which stories an issue prints, in which order, and why the rest is left out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.compose import Limits, compose, group_duplicates
from digest.models import Article, LeftOut, Sentence, Summary, Window

END = datetime(2026, 5, 31, 7, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=24), END)
SUMMARY = Summary((Sentence("Told.", 0, 5),))


def article(number: int, hours: float = 1, words: int = 200, **fields: object) -> Article:
    text = " ".join(f"word{number}x{i}" for i in range(words))
    given = {
        "url": f"https://x.example/{number}",
        "title": f"Title {number}",
        "text": text,
        "source": "Paper",
        "section": "News",
    }
    return Article(published_at=END - timedelta(hours=hours), **{**given, **fields})  # type: ignore[arg-type]


def composed(
    articles: list[Article],
    stories: int = 10,
    sections: dict[str, int] | None = None,
    weights: dict[str, float] | None = None,
):  # type: ignore[no-untyped-def]
    groups = group_duplicates(articles, weights or {})
    return compose(groups, [SUMMARY] * len(groups), WINDOW, weights or {}, Limits(stories, sections or {}))


def titles(articles: list[Article], **options: object) -> dict[str, list[str]]:
    sections, _ = composed(articles, **options)  # type: ignore[arg-type]
    return {section.title: [story.article.title for story in section.stories] for section in sections}


def test_recent_long_and_heavily_weighted_articles_come_first() -> None:
    old, short, recent, heavy = article(1, 23), article(2, 1, words=10), article(3, 1), article(4, 12, source="Wire")
    assert titles([old, short, recent, heavy], weights={"Wire": 2.0}) == {
        "News": ["Title 4", "Title 3", "Title 2", "Title 1"]
    }


def test_the_same_text_under_two_headlines_is_one_story_that_says_where_else_it_stood() -> None:
    wire = article(1, 5, source="Wire", title="Quota cut")
    local = replace(article(1, 3), title="Boats lose out", url="https://y.example/")
    sections, left_out = composed([local, wire])
    (story,) = sections[0].stories
    assert (story.article, story.also) == (wire, (local,))
    assert left_out == (
        LeftOut("https://y.example/", "Boats lose out", "Paper", "the same text as “Quota cut” (Wire)"),
    )


def test_short_texts_are_not_the_same_by_chance() -> None:
    assert len(group_duplicates([article(1, text="Read it here."), article(2, text="Read it here.")], {})) == 2


def test_sections_keep_the_order_of_the_configuration_and_their_limits() -> None:
    articles = [
        article(1, 1, section="Town"),
        article(2, 2, section="World"),
        article(3, 3, section="World"),
        article(4, 4, section=None),
    ]
    limits = {"World": 1, "Town": 5, "": 5}
    assert titles(articles, sections=limits) == {"World": ["Title 2"], "Town": ["Title 1"], "": ["Title 4"]}
    _, left_out = composed(articles, sections=limits)
    assert [item.reason for item in left_out] == ["over the 1 stories of its section"]


def test_an_issue_holds_no_more_than_its_stories() -> None:
    sections, left_out = composed([article(n, n) for n in range(1, 6)], stories=3)
    assert sum(len(section.stories) for section in sections) == 3
    assert {item.title: item.reason for item in left_out} == dict.fromkeys(
        ("Title 4", "Title 5"), "over the 3 stories of an issue"
    )


def test_a_story_without_summary_is_a_headline_if_it_has_a_link() -> None:
    linked, local = article(1), article(2, url="file:a.txt")
    sections, left_out = compose([(linked,), (local,)], [Summary(()), Summary(())], WINDOW, {}, Limits(5, {}))
    assert [story.article for section in sections for story in section.stories] == [linked]
    assert [item.title for item in left_out] == ["Title 2"]


@given(
    st.permutations([article(n, n % 5, words=30 * n + 1, section=("A", "B")[n % 2]) for n in range(8)]),
    st.integers(1, 8),
)
def test_permuted_input_gives_the_same_issue_and_accounts_for_every_article(
    articles: list[Article], stories: int
) -> None:
    in_order = sorted(articles, key=lambda a: a.url)
    limits = {"A": 3, "B": 4}
    sections, left_out = composed(list(articles), stories=stories, sections=limits)
    assert (sections, left_out) == composed(in_order, stories=stories, sections=limits)
    printed = [story.article.url for section in sections for story in section.stories]
    assert sorted([*printed, *(item.url for item in left_out)]) == [a.url for a in in_order]
