"""Words, counts, stems and the guess at a language."""

import pytest

from digest.text.tokens import count_words, guess_language, stemmer, stop_words, tokens


def test_tokens_keep_apostrophes_and_hyphens_inside_words_and_split_chinese() -> None:
    assert tokens("Assad’s so-called “truce” 他说 3.5") == ["assad's", "so-called", "truce", "他", "说", "3.5"]


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert count_words("The 7.42 a.m. grows – again") == 6
    assert count_words("他说 yes") == 3


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council said on Monday that it would not pay for the new bridge over the river."),
        ("fr", "Le conseil a annoncé lundi qu’il ne paierait pas pour le nouveau pont sur la rivière."),
        ("de", "Der Rat sagte am Montag, dass er nicht für die neue Brücke über den Fluss zahlen werde."),
        ("es", "El consejo dijo el lunes que no pagaría por el nuevo puente sobre el río de la ciudad."),
        ("it", "Il consiglio ha detto lunedì che non pagherà per il nuovo ponte sul fiume della città."),
        ("pt", "O conselho disse na segunda-feira que não pagaria para a nova ponte sobre o rio da cidade."),
        ("nl", "De raad zei op maandag dat hij niet voor de nieuwe brug over de rivier in de stad betaalt."),
        ("pl", "Rada przyznała w poniedziałek, że nie zapłaci za nowy most przez rzekę, który jest już gotowy."),
        (
            "hr",
            "Gradsko vijeće u petak je kupilo stari trajekt za 1,2 milijuna eura. Brod će od rujna ponovno voziti putnike na otoke, a iz luke kreće već u svibnju. Obnova će trajati do proljeća i stajat će tri milijuna. Prema riječima policije nitko nije ozlijeđen.",
        ),
        ("zh", "市议会周一表示不会为新桥付款。"),
        ("ja", "市議会は月曜日、新しい橋の費用を支払わないと述べた。"),
        ("ar", "قال المجلس يوم الاثنين إنه لن يدفع ثمن الجسر الجديد."),
        (
            "fi",
            "Hallitus on päättänyt korottaa bensiinin veroa ensi vuoden tammikuusta alkaen, sanoo valtiovarainministeri maanantaina.",
        ),
        (None, "qwx zzt 12345"),
        (None, ""),
    ],
)
def test_the_language_is_guessed_from_script_and_function_words(language: str | None, text: str) -> None:
    assert guess_language(text) == language


def test_a_language_without_sumy_tables_is_unstemmed_and_not_an_error() -> None:
    assert stemmer("xx")("Running") == "running"
    assert stop_words("xx") == frozenset()
    assert "de" in stop_words("nl")
