"""What was told is known again without its articles, and comes back only with something new."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digest.compose import addition, follow
from digest.compose.memory import Signature, Told, pack, recall, signature_of, unpack
from digest.compose.novelty import has_changed_number, history, novelty, stems
from digest.models import Addition, Article, Earlier, Story, Summary
from digest.summarize import independent, summary_of

MONDAY = Earlier(12, datetime(2026, 3, 2, 7, tzinfo=UTC), "https://quay.example/issues/12")
FLOOD = Article(
    url="https://courier.example/flood",
    title="Fourteen die as the Ostler bursts its banks at Sampleford",
    text="Fourteen people died when the river Ostler burst its banks at Sampleford on Sunday night, police said.\n\n"
    "The water stood two metres high in Fore Street and Customs Quay, and the bridge at Tidewell was closed.\n\n"
    "Mayor Mirela Tait called the flood the worst that the town remembers and asked the army for boats.\n\n"
    "Three hundred households spent the night in the hall of Sampleford grammar school.\n\n"
    "Rain is forecast to stop before Tuesday evening, the harbour office said in its bulletin.",
    source="Courier",
    language="en",
    published_at=MONDAY.slot - timedelta(hours=8),
)
BISHOP = Article(
    url="https://courier.example/organ",
    title="Cathedral buys an organ from a closed cinema",
    text="The chapter of Tidewell cathedral bought the organ of the Regal cinema for 40,000 pounds on Friday.\n\n"
    "Builders from Leeds will move its 900 pipes in May and restore the console that plays bird song and bells.\n\n"
    "Canon Edith Ware said the instrument fills a hole left by the fire.",
    source="Courier",
    language="en",
)
RETOLD = replace(
    FLOOD,
    url="https://wire.example/9931?utm_source=x",
    title="Sampleford under water after Ostler floods",
    source="Wire",
    published_at=MONDAY.slot + timedelta(hours=20),
)
MOVED_ON = replace(
    RETOLD,
    title="Army engineers lay a bridge as Sampleford counts its dead",
    text="Army engineers laid a pontoon bridge across the Ostler at Sampleford on Tuesday, and rail service resumed.\n\n"
    "Police raised the number of people who died when the river burst its banks to 16 people.\n\n"
    "The water stood two metres high in Fore Street and Customs Quay.\n\n"
    "The town had built a flood wall in 1954 after an earlier disaster in Fore Street.\n\n"
    "“We will never forget this night, and we will build this town again,” said Mayor Mirela Tait.",
)


def told(*stories: Story, issue: Earlier = MONDAY) -> list[Told]:
    return [unpack(pack(story), issue) for story in stories]


PRINTED = told(Story(FLOOD, Summary(())), Story(BISHOP, Summary(())))


def followed(*articles: Article) -> tuple[list[list[str]], dict[str, list[str]], list[tuple[str, str]]]:
    """Titles of the events, the new sentences of each update, and what is left out and why."""
    found = follow([[each] for each in articles], {each.identity: () for each in articles}, PRINTED, independent)
    updates = {each.article.title: [sentence.text for sentence in each.sentences] for each in found.updates.values()}
    events = [[article.title for article in event] for event in found.events]
    return events, updates, [(each.title, each.reason) for each in found.left_out]


def test_a_story_does_not_return_under_another_headline_and_address() -> None:
    assert followed(RETOLD) == ([], {}, [(RETOLD.title, "told in No. 12")])


def test_an_excerpt_of_what_was_told_is_told() -> None:
    teaser = replace(RETOLD, title="Flood at Sampleford", text="\n\n".join(FLOOD.text.split("\n\n")[:3]))
    assert followed(teaser) == ([], {}, [(teaser.title, "told in No. 12")])


def test_a_story_that_moved_on_is_led_by_what_is_new_without_background_and_quotes() -> None:
    news = MOVED_ON.text.split("\n\n")[:2]
    assert followed(MOVED_ON) == ([[MOVED_ON.title]], {MOVED_ON.title: news}, [])


def test_background_is_known_in_other_languages_too() -> None:
    flood = Article(
        url="https://bote.example/flut",
        title="Vierzehn Tote bei Flut in Sampleford",
        text="Vierzehn Menschen starben, als der Ostler am Sonntagabend in Sampleford über die Ufer trat.\n\n"
        "Das Wasser stand zwei Meter hoch in der Fore Street, die Brücke von Tidewell war gesperrt.",
        source="Bote",
        language="de",
        published_at=MONDAY.slot - timedelta(hours=8),
    )
    moved_on = replace(
        flood,
        url="https://bote.example/bruecke",
        title="Pioniere legen Brücke über den Ostler",
        text="Pioniere der Armee legten am Dienstag in Sampleford eine Pontonbrücke über den Ostler.\n\n"
        "Die Stadt Sampleford hatte nach einer früheren Flut des Ostler eine Mauer gebaut.\n\n"
        "Das Wasser stand zwei Meter hoch in der Fore Street, die Brücke von Tidewell war gesperrt.",
        published_at=MONDAY.slot + timedelta(hours=20),
    )
    found = follow([[moved_on]], {moved_on.identity: ()}, told(Story(flood, Summary(()))), independent)
    (update,) = found.updates.values()
    assert [sentence.text for sentence in update.sentences] == moved_on.text.split("\n\n")[:1]


def test_what_another_outlet_had_before_the_issue_went_out_is_no_update_of_it() -> None:
    late = replace(MOVED_ON, published_at=MONDAY.slot)
    assert followed(late) == ([], {}, [(late.title, "told in No. 12")])
    since = replace(late, updated_at=MONDAY.slot + timedelta(minutes=1))
    assert list(followed(since)[1]) == [late.title]


def test_a_changed_number_beside_the_same_word_is_new_and_a_date_is_not() -> None:
    earlier = history([stems("Fourteen people died in the flood on Monday, 2 March 2026.", "en")])
    changed = {
        "The flood killed 16 people.": True,
        "Sixteen people died in the flood.": True,
        "14 people died in the flood.": False,
        "People died in the flood of 4 March 2026.": False,
        "The flood took 16 boats.": False,
        "The council meets at 16 places.": False,
    }
    assert {text: has_changed_number(earlier, stems(text, "en")) for text in changed} == changed


def test_what_was_said_word_for_word_is_not_new_and_what_nobody_said_is() -> None:
    earlier = history(signature_of(FLOOD)[1:])
    old, restated, new = (
        novelty(earlier, stems(text, "en"))
        for text in (
            FLOOD.text.split("\n\n")[1],
            "Water stood two metres high at the quay in Fore Street.",
            "Divers recovered a bronze bell from the wreck of a Danish steamer.",
        )
    )
    assert (round(old, 9), novelty(earlier, ()), novelty(history([]), stems("News.", "en")) > 1) == (0, 0, True)
    assert old < restated < 0.9 < 1.1 < new


def test_other_news_of_the_same_town_is_not_taken_for_the_story() -> None:
    fair = replace(
        RETOLD,
        title="Fair opens on the green at Sampleford",
        text="The spring fair of Sampleford opens on the green on Friday with nine rides and a tent for farmers.\n\n"
        "Mayor Mirela Tait will cut the ribbon at noon, and the grammar school's band plays until six.\n\n"
        "Entry is free for children, the fair's committee said.",
    )
    assert followed(fair) == ([[fair.title]], {}, [])


def test_a_column_that_says_something_else_under_its_headline_is_no_update_and_said_again_it_is_told() -> None:
    column = replace(
        FLOOD,
        url="https://wire.example/anglers/27",
        title="What anglers caught this week",
        text="Two carp of eight pounds were landed at Mill Pond, and a pike of twelve at Customs Quay.\n\n"
        "The lake at Easterby stays closed until the weed is cut.\n\n"
        "Anglers are asked to put small fish back and to take their lines home with them.",
        source="Wire",
    )
    following = replace(
        column,
        url="https://wire.example/anglers/28",
        text="Nobody had a bite on the Ostler, but the canal gave nine perch and an eel of two feet.\n\n"
        "The lake at Easterby is open again.\n\n"
        "Anglers are asked to put small fish back and to take their lines home with them.",
    )
    moved = replace(column, url="https://wire.example/sport/anglers/27")
    elsewhere = replace(following, source="Courier")
    known = told(Story(column, Summary(())))
    found = recall([signature_of(each) for each in (following, moved, elsewhere)], known)
    assert [len(each) for each in found] == [0, 1, 1]


def test_a_headline_alone_is_known_again_by_its_words_and_a_column_is_not() -> None:
    headline = replace(BISHOP, text="", title="Cathedral buys organ of closed Regal cinema in Tidewell")
    column = replace(BISHOP, text="", title="Morning briefing", url="https://courier.example/monday")
    known = told(Story(headline, Summary(())), Story(column, Summary(())))
    again = [replace(each, url="https://courier.example/other") for each in (headline, column)]
    assert [len(found) for found in recall([signature_of(each) for each in (*again, column)], known)] == [1, 0, 1]


def test_the_latest_of_several_issues_is_named_and_copies_share_the_fate_of_their_article() -> None:
    friday = Earlier(11, MONDAY.slot - timedelta(days=3))
    copy = replace(RETOLD, source="Post")
    known = told(Story(FLOOD, Summary(())), issue=friday) + PRINTED
    found = follow([[RETOLD]], {RETOLD.identity: [copy]}, known, independent)
    assert [(each.source, each.reason) for each in found.left_out] == [
        ("Wire", "told in No. 12"),
        ("Post", "told in No. 12"),
    ]


def test_a_summary_of_new_sentences_holds_no_others() -> None:
    new = [sentence for sentence in independent(MOVED_ON) if "Army" in sentence.text or "raised" in sentence.text]
    found = summary_of(MOVED_ON, new, sentences=3, max_words=None, method="news")
    assert [sentence.text for sentence in found.sentences] == MOVED_ON.text.split("\n\n")[:2]
    assert all(MOVED_ON.text[each.start : each.end] == each.text for each in found.sentences)


def test_another_outlet_adds_what_the_lead_does_not_say() -> None:
    other = replace(
        FLOOD,
        source="Wire",
        title="River Ostler floods Sampleford",
        text="At least fourteen people have died in a flood at Sampleford, police say.\n\n"
        "The Ostler burst its banks on Sunday night after days of rain.\n\n"
        "“It was like the sea,” said a woman at Customs Quay who spent the whole night on the roof of her house.\n\n"
        "Divers from Kilmorran pulled eleven people alive from cars at Customs Quay in Sampleford, the fire chief said.\n\n"
        "The town is known for its bridge.",
    )
    divers = other.text.split("\n\n")[3]
    found = addition(FLOOD, [RETOLD, other], independent)
    assert found is not None
    assert (found.article, found.sentence.text) == (other, divers)
    assert addition(FLOOD, [RETOLD], independent) is None
    assert isinstance(found, Addition) and other.text[found.sentence.start : found.sentence.end] == divers


def test_a_signature_is_small() -> None:
    story = Story(FLOOD, Summary(()), (RETOLD, MOVED_ON))
    assert len(pack(story)) < 800


TERMS = st.lists(st.integers(0, 2**24 - 1), max_size=254).map(tuple)


@given(st.lists(st.lists(TERMS, min_size=2, max_size=6).map(tuple), min_size=1, max_size=4))
def test_what_is_packed_is_unpacked(articles: list[Signature]) -> None:
    from digest.compose import memory

    packed = b"".join(memory._packed(signature) for signature in articles)
    assert unpack(packed, MONDAY) == Told(tuple(articles), MONDAY)


@given(st.permutations([RETOLD, MOVED_ON, BISHOP, replace(FLOOD, title="Other", text="Short.")]), st.booleans())
def test_the_order_of_articles_and_of_issues_does_not_matter(articles: list[Article], backwards: bool) -> None:
    known = PRINTED[::-1] if backwards else PRINTED
    found = follow([[each] for each in articles], {each.identity: () for each in articles}, known, independent)
    assert sorted(event[0].title for event in found.events) == [MOVED_ON.title, "Other"]
    assert sorted(each.title for each in found.left_out) == [BISHOP.title, RETOLD.title]
