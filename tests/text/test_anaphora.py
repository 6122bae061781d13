import pytest

from digest.text.anaphora import is_dangling
from digest.text.tokens import tokens


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "He said no."), ("en", "It’s over."), ("en", "The latter won."), ("en", "But the ferry sailed."),
        ("en", "Which is what she did."), ("en", "The ferry also carried the mail."), ("en", "While most of them left, she stayed."),
        ("en", "From these, two were lost."), ("en", "The organisation said so."), ("de", "Die Fähre ist auch alt."),
        ("fr", "Elle a dit non."), ("fr", "C’est fini."), ("de", "Sie sagte nein."), ("es", "Sin embargo, ganó."),
        ("it", "Tuttavia ha vinto."), ("pt", "No entanto, ganhou."), ("nl", "Hij zei nee."),
    ],
)  # fmt: skip
def test_a_sentence_that_points_back_is_dangling_in_each_language(language: str, sentence: str) -> None:
    assert is_dangling(sentence, tokens(sentence), language)
    plain = "Sampleford zei dijo said disse ha detto."
    assert not is_dangling(plain, tokens(plain), language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Parents who ask about school may find this running gag tiresome."),
        ("en", "Ms Holt opposed the appointment and resigned the same day."),
        ("en", "“If this happens, the harbour is lost,” he wrote."),
        ("en", "We know very little about his back story from the Gospels."),
        ("fr", "Le maire de Lyon refuse de commenter cette décision du tribunal."),
        ("de", "Der Stadtrat will dieses Vorhaben nicht unterstützen."),
        ("de", "„Das wird nicht reichen“, sagte sie."),
        ("es", "El alcalde de Vigo rechaza esta propuesta del gobierno."),
        ("it", "Il sindaco di Bari non commenta questa decisione."),
        ("pt", "O prefeito do Recife rejeitou essa proposta."),
        ("nl", "De burgemeester van Gouda wil dit plan niet steunen."),
    ],
)
def test_a_sentence_may_point_back_from_inside(language: str, sentence: str) -> None:
    assert is_dangling(sentence, tokens(sentence), language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The bridge will close for repairs this summer."),
        ("en", "“We will not pay for this bridge,” said Mayor Tait."),
        ("en", "A ferryman said that he had seen her drown."),
        ("en", "In his speech, President Holt promised a bridge."),
        ("en", "Mayor Tait said he would resign."),
        ("fr", "La neige est attendue cette semaine dans les Alpes."),
        ("de", "Der Bahnhof wird in diesem Jahr nicht mehr fertig."),
        ("es", "El puente del este de Madrid se cerró este lunes."),
        ("it", "La funivia resterà chiusa questa settimana."),
        ("pt", "A ponte foi fechada nesta segunda-feira."),
        ("nl", "De brug gaat deze week dicht."),
    ],
)
def test_a_season_a_quotation_and_a_named_person_point_nowhere(language: str, sentence: str) -> None:
    assert not is_dangling(sentence, tokens(sentence), language)
