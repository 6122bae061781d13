"""What a flattened page leaves inside a sentence."""

import pytest

from digest.text.glued import is_glued, is_labelled, is_pictured, notes_before


@pytest.mark.parametrize(
    "sentence",
    [
        "Killed: The keeper was found below the lamp.", "Scene of the fire: A boat shed in Port Ash.",
        "READ MORE: Ferry fares rise again", "Marsh: It is more a habit than a rule.", "Der Grund: Die Fähre steht.",
    ],
)  # fmt: skip
def test_words_before_a_colon_and_a_capital_are_a_label(sentence: str) -> None:
    assert is_labelled(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Tait said: The ferry stays.", "The keeper had one rule: never look down.",
        "The council of the island met at 10:30 on Monday.",
    ],
)  # fmt: skip
def test_a_speaker_a_clause_and_a_time_of_day_are_no_label(sentence: str) -> None:
    assert not is_labelled(sentence, "en")


def test_a_sentence_that_points_at_a_picture_is_known_by_its_brackets() -> None:
    assert is_pictured("Ann Marsh (pictured left) kept the light for ten years.")
    assert is_pictured("The keeper answered our questions in the tower (see the videos above).")
    assert is_pictured("Tait (right) with the keeper on the pier.")
    assert is_pictured("Die Bürgermeisterin (im Bild) eröffnet den Hafen.")
    assert not is_pictured("The party (left of the mayor's) won two seats (of nine).")


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry came home on Monday night The mayor met it on the pier.",
        "Ann Marsh (@annmarsh) 27 July 2017",
        "The mayor posted it on 27 July 2017Nobody on the island answered her.",
        "It was the longest night that anybody remembered.The ferry sailed at six.",
        "Watch it here: pic.twitter.com/x1y2z3",
    ],
)
def test_two_sentences_without_a_stop_or_a_space_and_posts_are_glued(sentence: str) -> None:
    assert is_glued(sentence, "en")


@pytest.mark.parametrize(
    "sentence",
    [
        "(The Harbour Gazette)The skies over Port Ash might be bright again.",
        "The keeper read The Sea, the Sea and saw The Tempest on Monday.",
        "Flight BA12 and the 1930s House rose on iPhone sales, McDonald said.",
    ],
)
def test_titles_datelines_and_names_are_not_glued(sentence: str) -> None:
    assert not is_glued(sentence, "en")


def test_numbers_of_notes_before_a_sentence_are_no_part_of_it() -> None:
    assert notes_before("[6] The keeper rowed.") == 4
    assert notes_before("[6][7] The keeper rowed.") == 7
    assert notes_before("[6]") == notes_before("The keeper [6] rowed.") == 0
