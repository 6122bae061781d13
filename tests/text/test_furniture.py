"""What stands in an article without being its news."""

import pytest

from digest.text.furniture import (
    is_bare_quotation,
    is_dangling,
    is_fragment,
    is_furniture,
    is_half_quotation,
    is_lead_in,
    speaks_in_first_person,
)
from digest.text.words import tokens


@pytest.mark.parametrize(
    "line",
    [
        "Like this article? Sign up to our weekday email for the latest news - and support our work by becoming a Supporter today.",
        "Read more: The last crossing of the Constance",
        "Photo: Priya Lander / The Sampleford Courier",
        "By Nell Ashdown",
        "Follow us on Twitter @example",
        "Click here to see the full list.",
        "© 2012 Example Media. All rights reserved.",
        "Published 12 May 2012, 10:04",
        "Advertisement",
        "Abonnez-vous à notre lettre du matin.",
        "À lire aussi : le port fermé pour trois jours",
        "Lesen Sie auch: Der Hafen bleibt zu",
        "Suscríbase a nuestro boletín.",
        "Leggi anche: Il porto resta chiuso",
        "Leia também: O porto continua fechado",
        "Lees ook: De haven blijft dicht",
    ],
)
def test_lines_that_address_the_reader_or_label_the_page_are_furniture(line: str) -> None:
    assert is_furniture(line, at_edge=True)


@pytest.mark.parametrize(
    "line",
    [
        "The minister signed the treaty on Monday and read it aloud to the chamber.",
        "Newsletters were the first newspapers, the historian said, and merchants paid for them.",
        "More than 300 people joined the march, which the police followed to the harbour.",
        "The photo of the goat won the prize.",
        "By the time the ferry came the children had gone home.",
        "Le maire a suivi les travaux depuis le quai.",
    ],
)
def test_news_about_such_things_is_not_furniture(line: str) -> None:
    assert not is_furniture(line, at_edge=True)


@pytest.mark.parametrize(
    "sentence",
    ["Speaking in Paris, he said:", "AFP add:", "The army closed in, as AFP reports:", "He had this to say —"],
)
def test_a_sentence_that_only_introduces_the_next_is_a_lead_in(sentence: str) -> None:
    assert is_lead_in(sentence)
    assert not is_lead_in("The minister said that she would stay.")


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("“We will stay,” she said.", False),
        ("“We will stay, she said.", True),
        ("We will stay,” she said.", True),
        ('He called it "odd.', True),
        ("Er nannte es „gut“.", False),
        ("« Nous restons », dit-elle.", False),
        ("The plan (drawn up in May failed.", True),
        ("No marks at all.", False),
    ],
)
def test_a_half_quotation_is_seen_in_every_style_of_marks(text: str, half: bool) -> None:
    assert is_half_quotation(text) is half


def test_a_quotation_without_a_speaker_is_bare() -> None:
    assert is_bare_quotation("“After that, we will concentrate on the north.”")
    assert not is_bare_quotation("“After that, we will rest,” the commander said.")
    assert not is_bare_quotation("The commander said: “After that, we will rest.”")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "He said no."), ("en", "It’s over."), ("en", "The latter won."), ("en", "But the ferry sailed."),
        ("fr", "Elle a dit non."), ("fr", "C’est fini."), ("de", "Sie sagte nein."), ("es", "Sin embargo, ganó."),
        ("it", "Tuttavia ha vinto."), ("pt", "No entanto, ganhou."), ("nl", "Hij zei nee."),
    ],
)  # fmt: skip
def test_a_sentence_that_points_back_is_dangling_in_each_language(language: str, sentence: str) -> None:
    assert is_dangling(tokens(sentence), language)
    assert not is_dangling(tokens("Sampleford zei dijo said disse ha detto."), language)


def test_fragments_begin_small_or_never_end() -> None:
    assert is_fragment("and went home.")
    assert is_fragment("A headline without a stop")
    assert not is_fragment("“We stay.”")


def test_first_person_counts_only_outside_quotation_marks() -> None:
    quoted, unquoted = "“I am glad,” she said.", "I am glad that we came."
    assert not speaks_in_first_person(quoted, tokens(quoted), "en")
    assert speaks_in_first_person(unquoted, tokens(unquoted), "en")
