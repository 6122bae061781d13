"""Which stories an issue prints, in which order, and why the rest is left out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.compose import Composed, Room, Taste, assemble, compose, group_duplicates, with_section
from digest.compose.ranking import in_order
from digest.models import Article, LeftOut, Section, Sentence, Story, Summary, Window

END = datetime(2026, 5, 31, 7, tzinfo=UTC)
WINDOW = Window(END - timedelta(hours=24), END)
NO_TASTE = Taste()
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
    taste: Taste = NO_TASTE,
    summary: Summary = SUMMARY,
    **limits: int,
) -> Composed:
    groups = group_duplicates(articles, taste.weights)
    found, others = assemble(groups, [[group[0]] for group in groups], lambda _: summary)
    issue = compose(found, WINDOW, taste, Room(stories, sections or {}, **limits))
    return replace(issue, left_out=in_order([*issue.left_out, *others]))


def titles(articles: list[Article], **options: object) -> dict[str, list[str]]:
    return titles_of(composed(articles, **options).sections)  # type: ignore[arg-type]


def titles_of(sections: tuple[Section, ...]) -> dict[str, list[str]]:
    return {section.title: [story.article.title for story in section.stories] for section in sections}


def said(story: Story, text: str) -> Story:
    return replace(story, summary=Summary((Sentence(text, 0, len(text)),)))


def test_an_address_stands_once_in_an_issue_and_a_copy_there_still_counts_for_its_size() -> None:
    lead, planet = article(1, 1), article(2, 2, url="http://www.x.example/1/?utm_source=p", source="Planet")
    other, paper = (
        article(3, 2, url="https://y.example/3", source="Other"),
        article(4, 3, url="https://x.example/1#top"),
    )
    second, shared = article(5, 20, words=60), replace(other, source="Third", title="Shared")
    stories = [
        Story(lead, SUMMARY, (planet, other)),
        Story(second, SUMMARY, (shared, replace(article(6), url=""))),
        Story(paper, SUMMARY),
        Story(replace(article(7, 23), url="https://x.example/1?fbclid=7"), SUMMARY),
        Story(replace(article(8, 23), url="https://m.y.example/3"), SUMMARY),
    ]
    issue = compose(stories, WINDOW, NO_TASTE, Room(3, {}, brief=5))
    (section,) = issue.sections
    assert [(story.article, story.also) for story in section.stories] == [
        (lead, (other,)),
        (paper, ()),
        (second, (replace(article(6), url=""),)),
    ]
    assert dict(section.stories[0].score)["size"] > 1.4 and issue.brief == ()
    assert [(each.title, each.reason) for each in issue.left_out] == [
        ("Title 8", "over the 3 stories of an issue"),
        ("Title 7", "over the 3 stories of an issue"),
    ]
    assert [(each.title, each.reason) for each in compose(stories, WINDOW, NO_TASTE, Room(9, {})).left_out] == [
        ("Title 7", "at the same address as “Title 1” (Paper)")
    ]


def test_of_two_stories_with_one_sentence_the_better_stays_and_the_next_takes_the_place_of_the_other() -> None:
    text = "The council will vote on the budget for the whole harbour on Thursday."
    better, worse, third = (Story(article(n, n), SUMMARY) for n in (1, 2, 3))
    stories = [said(worse, text.replace("Thursday", "Friday")), third, said(better, text)]
    issue = compose(stories, WINDOW, NO_TASTE, Room(2, {}))
    assert titles_of(issue.sections) == {"News": ["Title 1", "Title 3"]}
    reason = (
        "says the same as “Title 1” (Paper): “The council will vote on the budget for the whole harbour on Friday.”"
    )
    assert [(each.title, each.reason) for each in issue.left_out] == [("Title 2", reason)]


def test_recent_long_and_heavily_weighted_articles_come_first() -> None:
    old, short, recent, heavy = article(1, 23), article(2, 1, words=10), article(3, 1), article(4, 12, source="Wire")
    assert titles([old, short, recent, heavy], taste=Taste({"Wire": 2.0})) == {
        "News": ["Title 4", "Title 3", "Title 2", "Title 1"]
    }


def test_the_same_text_under_two_headlines_is_one_story_that_says_where_else_it_stood() -> None:
    wire = article(1, 5, source="Wire", title="Quota cut")
    local = replace(article(1, 3), title="Boats lose out", url="https://y.example/")
    issue = composed([local, wire])
    (story,) = issue.sections[0].stories
    assert (story.article, story.also) == (wire, (local,))
    assert issue.left_out == (
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
    assert titles(articles[1:], sections=limits) == {"World": ["Title 2"], "": ["Title 4"]}
    assert [item.reason for item in composed(articles, sections=limits).left_out] == ["over the 1 story of its section"]


def test_an_issue_holds_no_more_than_its_stories() -> None:
    issue = composed([article(n, n) for n in range(1, 6)], stories=3)
    assert sum(len(section.stories) for section in issue.sections) == 3
    assert {item.title: item.reason for item in issue.left_out} == dict.fromkeys(
        ("Title 4", "Title 5"), "over the 3 stories of an issue"
    )


def test_a_story_without_summary_is_a_headline_if_it_has_a_link() -> None:
    linked, local = article(1), article(2, url="file:a.txt")
    issue = composed([linked, local], summary=Summary(()))
    assert [story.article for section in issue.sections for story in section.stories] == [linked]
    assert [item.title for item in issue.left_out] == ["Title 2"]


def test_the_best_story_leads_whatever_its_section() -> None:
    articles = [article(1, 5, section="World"), article(2, 1, section="Town"), article(3, 2, section="Town")]
    two = Summary((Sentence("Told.", 0, 5), Sentence("Twice.", 6, 12)))
    issue = composed(articles, sections={"World": 5, "Town": 5}, summary=two)
    assert [(section.title, [story.article.title for story in section.stories]) for section in issue.sections] == [
        ("", ["Title 2"]),
        ("World", ["Title 1"]),
        ("Town", ["Title 3"]),
    ]


def test_what_is_over_a_quota_is_told_in_brief_and_then_left_out() -> None:
    issue = composed([article(n, n) for n in range(1, 6)], stories=2, brief=2)
    assert [each.title for each in issue.brief] == ["Title 3", "Title 4"]
    assert [item.title for item in issue.left_out] == ["Title 5"]


def test_a_source_that_has_a_story_already_weighs_less_and_has_its_quota() -> None:
    wire = [article(n, 1, source="Wire") for n in (1, 2, 3)]
    paper = article(4, 6)
    assert titles([*wire, paper], stories=2) == {"News": ["Title 1", "Title 4"]}
    issue = composed([*wire, paper], stories=4, per_source=1)
    assert [item.reason for item in issue.left_out] == ["over the 1 story of one source"] * 2


def test_an_interest_lifts_what_mentions_it_and_its_part_of_the_score_says_so() -> None:
    plain, fish = article(1, 1), article(2, 12, title="Fishing quota cut", categories=("Seas",))
    taste = Taste(interests=[(("fish*",), 1.5), (("seas",), 2.0), (("farm*",), 9.0)])
    issue = composed([plain, fish], taste=taste)
    assert titles_of(issue.sections) == {"News": ["Fishing quota cut", "Title 1"]}
    assert dict(issue.sections[0].stories[0].score)["interest"] == 3.0


def test_an_event_is_one_story_that_names_the_others_on_it() -> None:
    lead, other, alone = article(1), article(2, source="Wire"), article(3, source="Post")
    groups = group_duplicates([lead, other, alone], {})
    stories, others = assemble(groups, [[lead, other], [alone]], lambda _: SUMMARY)
    assert stories == [Story(lead, SUMMARY, (other,)), Story(alone, SUMMARY)]
    assert [(item.title, item.reason) for item in others] == [("Title 2", "on the same event as “Title 1” (Paper)")]


def test_categories_and_words_place_an_article_whose_source_has_no_section() -> None:
    sections = {"Sea": ("harbour", "quota*"), "Town": ("council",)}
    by_word = article(1, section=None, title="Quotas fall")
    by_category = article(2, section=None, categories=("TOWN",))
    placed, nowhere = article(3, title="Harbour"), article(4, section=None)
    assert [with_section(each, sections).section for each in (by_word, by_category, placed, nowhere)] == [
        "Sea",
        "Town",
        "News",
        None,
    ]


@given(
    st.permutations([article(n, n % 5, words=30 * n + 1, section=("A", "B")[n % 2]) for n in range(8)]),
    st.integers(1, 8),
)
def test_permuted_input_gives_the_same_issue_and_accounts_for_every_article(
    articles: list[Article], stories: int
) -> None:
    ordered = sorted(articles, key=lambda a: a.url)
    limits = {"A": 3, "B": 4}
    issue = composed(list(articles), stories=stories, sections=limits, brief=1)
    assert issue == composed(ordered, stories=stories, sections=limits, brief=1)
    printed = [story.article.url for section in issue.sections for story in section.stories]
    printed += [each.url for each in issue.brief]
    assert sorted([*printed, *(item.url for item in issue.left_out)]) == [a.url for a in ordered]
