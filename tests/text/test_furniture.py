"""What stands in an article without being its news."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.models import BlockKind
from digest.text.furniture import (
    find_furniture,
    is_bare_quotation,
    is_fragment,
    is_furniture,
    is_half_quotation,
    is_label,
    is_lead_in,
    speaks_in_first_person,
)
from digest.text.tokens import tokens


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
    [
        "Below are the questions and my answers.",
        "Here's what we know.",
        "Speaking in Paris, he said:",
        "AFP add:",
        "The army closed in, as AFP reports:",
        "He had this to say —",
    ],
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
        ("The keeper wrote: 'Ridiculous.", True),
        ("She does put her elbow on the rail and that is rude.'", True),
        ("It is because of that,' Ann said.", True),
        ("The keepers' boat wasn't 'lost', the mayor's office said.", False),
        ("The keeper wrote: 'It is the boats' fault.'", False),
    ],
)
def test_a_half_quotation_is_seen_in_every_style_of_marks(text: str, half: bool) -> None:
    assert is_half_quotation(text) is half


def test_a_quotation_without_a_speaker_is_bare() -> None:
    assert is_bare_quotation("“After that, we will concentrate on the north.”")
    assert is_bare_quotation('"After that, we will concentrate on the north."')
    assert not is_bare_quotation("“After that, we will rest,” the commander said.")
    assert not is_bare_quotation("The commander said: “After that, we will rest.”")


def test_fragments_begin_small_or_never_end() -> None:
    assert is_fragment("and went home.")
    assert is_fragment("A headline without a stop")
    assert is_fragment("?.. the ice is only like that because nobody cleans it.")
    assert not is_fragment("“We stay.”")


def test_first_person_counts_only_outside_quotation_marks() -> None:
    quoted, unquoted = "“I am glad,” she said.", "I am glad that we came."
    assert not speaks_in_first_person(quoted, tokens(quoted), "en")
    assert speaks_in_first_person(unquoted, tokens(unquoted), "en")


def found(*texts: str) -> list[str]:
    return [
        text for text, told in zip(texts, find_furniture([("paragraph", text) for text in texts]), strict=True) if told
    ]


PROSE = {
    "en": ("The ferry stopped for three days, and the islanders counted their bread.", "The mayor asked the navy for a ship that could carry the mail."),
    "fr": ("Le bac s’est arrêté trois jours, et les habitants ont compté leur pain.", "Le maire a demandé à la marine un navire capable de porter le courrier."),
    "de": ("Die Fähre stand drei Tage still, und die Bewohner zählten ihr Brot.", "Der Bürgermeister bat die Marine um ein Schiff für die Post der Insel."),
    "es": ("El transbordador se detuvo tres días y los vecinos contaron su pan.", "El alcalde pidió a la marina un barco que pudiera llevar el correo."),
    "it": ("Il traghetto si è fermato tre giorni e gli abitanti hanno contato il pane.", "Il sindaco ha chiesto alla marina una nave che potesse portare la posta."),
    "pt": ("A balsa parou por três dias e os moradores contaram o pão que tinham.", "O prefeito pediu à marinha um navio que pudesse levar o correio."),
    "nl": ("De veerboot lag drie dagen stil en de bewoners telden hun brood.", "De burgemeester vroeg de marine om een schip dat de post kon brengen."),
}  # fmt: skip

FURNITURE = {
    "en": (
        "We use cookies to improve your visit. Read our policy.", "Correction: the ferry has two masts, not three.",
        "An earlier version of this article gave the ferry three masts.", "Get our morning updates in your inbox.",
        "Updated at 1:23 p.m.", "Share on Facebook", "(Image credit: Sampleford Museum)", "Additional reporting by Nell Ashdown in Port Ash.",
        "Thanks for reading.", "You can unsubscribe at any time.", "3 hours ago",
    ),
    "fr": (
        "Ce site utilise des cookies pour mesurer son audience.", "Rectificatif : le bac a deux mâts.", "Une version précédente de cet article donnait trois mâts au bac.", "Recevez chaque matin notre newsletter.",
        "Publié le 12 mai 2012 à 10h04", "Partager sur Facebook", "Crédit photo : Musée de Sampleford", "Sur le même sujet : le port rouvre", "Cet article est réservé aux abonnés.", "Vous pourrez à tout moment vous désabonner.",
        "Il y a 3 heures",
    ),
    "de": (
        "Diese Seite verwendet Cookies.", "Sie können sich jederzeit wieder abmelden.", "Korrektur: Die Fähre hat zwei Masten.", "Anmerkung der Redaktion: Die Zahl der Masten wurde berichtigt.",
        "In einer früheren Version dieses Artikels hatte die Fähre drei Masten.", "Melden Sie sich für unseren Newsletter an.", "Stand: 12. Mai 2012, 10.04 Uhr",
        "Auf Facebook teilen", "Bildquelle: Museum Sampleford", "Zum Weiterlesen: Der Hafen öffnet", "vor 3 Stunden",
    ),
    "es": (
        "Utilizamos cookies para mejorar su visita.", "Corrección: el barco tiene dos mástiles.", "Fe de errores: el barco tiene dos mástiles.", "Una versión anterior de este artículo daba tres mástiles al barco.",
        "Recibe cada mañana nuestro boletín.", "12 de mayo de 2012, 10:04 horas", "Compartir en Facebook", "Fotos: Museo de Sampleford",
        "También te puede interesar: el puerto reabre", "hace 3 horas",
    ),
    "it": (
        "Questo sito utilizza i cookie per migliorare la visita.", "Errata corrige: il traghetto ha due alberi.", "Una versione precedente di questo articolo dava tre alberi al traghetto.", "Ricevi ogni mattina la nostra newsletter.",
        "Pubblicato il 12 maggio 2012 alle 10:04", "Condividi su Facebook", "Foto: Museo di Sampleford", "Per approfondire: il porto riapre", "3 ore fa",
    ),
    "pt": (
        "Este site usa cookies para melhorar a visita.", "Correção: a balsa tem dois mastros.", "Uma versão anterior deste artigo dava três mastros à balsa.", "Receba nossa newsletter todas as manhãs.",
        "Atualizado em 12 de maio de 2012, às 10h04", "Compartilhe no Facebook", "Fotos: Museu de Sampleford", "Saiba mais: o porto reabre", "há 3 horas",
    ),
    "nl": (
        "Deze site gebruikt cookies.", "Correctie: de veerboot heeft twee masten.", "In een eerdere versie van dit artikel had de veerboot drie masten.", "Ontvang onze dagelijkse nieuwsbrief.",
        "Gepubliceerd op 12 mei 2012 om 10:04", "Delen via Facebook", "Foto: Museum Sampleford", "Meer over dit onderwerp: de haven gaat open", "3 uur geleden",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", FURNITURE)
def test_furniture_is_found_between_the_paragraphs_of_each_language(language: str) -> None:
    first, last = PROSE[language]
    assert [line for line in FURNITURE[language] if found(first, last, line, first, last) != [line]] == []


@pytest.mark.parametrize("language", FURNITURE)
def test_its_words_alone_say_so_where_nothing_stands_around_it(language: str) -> None:
    assert [line for line in FURNITURE[language] if not is_furniture(line, at_edge=True)] == []


def test_subheadings_bylines_menus_and_teasers_are_known_by_their_form_in_any_language() -> None:
    prose = PROSE["en"]
    around = ("Harbour", "Konzerte", "Три дня без хлеба", "Nell Ashdown, Port Ash")
    after = ("How the islanders got their bread", "Bakers of the coast honoured", "Who carries the mail?", "Harbour")
    assert found(*around, prose[0], "Bread and letters", prose[1], *after) == [*around, "Bread and letters", *after]


def test_the_lines_of_a_match_ticker_are_furniture_and_short_prose_between_them_is_not() -> None:
    prose = "The ferrymen held the keepers to a draw on a wet evening in Port Ash."
    ticker = ["Foul by Ann Marsh (Ferrymen).", "Foul by Bob Tait (Keepers).", "Cy Roe (Keepers) wins a free kick."] * 3
    assert found(prose, *ticker) == ticker
    assert found(*["The ferry left.", "Nobody waved at it.", "Rain fell all day.", "A dog barked."], *PROSE["en"]) == []


def test_what_a_lead_in_announces_is_text() -> None:
    first, last = PROSE["en"]
    items = ("Flour for three days", "Letters of two weeks", "One goat")
    assert found(first, "The ship that came on Friday carried:", *items, last, "Bread and letters", first) == [
        "Bread and letters"
    ]
    assert found(first, last, "Aus dem Archiv:", *items) == ["Aus dem Archiv:", *items]


def test_a_list_inside_the_prose_is_text_and_one_around_it_is_a_menu() -> None:
    items: list[tuple[BlockKind, str]] = [("list_item", "Flour for three days"), ("list_item", "One goat")]
    prose: list[tuple[BlockKind, str]] = [("paragraph", text) for text in PROSE["en"]]
    assert find_furniture([*items, prose[0], *items, prose[1], *items]) == [
        True,
        True,
        False,
        False,
        False,
        False,
        True,
        True,
    ]


def test_a_sentence_broken_in_two_is_text() -> None:
    first, last = PROSE["en"]
    assert (
        found(
            first,
            "The mayor, who had not slept since Tuesday, told",
            "the navy that the islanders had bread for one more day.",
            last,
        )
        == []
    )


def test_a_text_without_a_full_stop_has_no_form_to_go_by() -> None:
    assert found("Ferry stops", "Islanders count bread", "Mayor asks navy", "Photo: Nell Ashdown") == [
        "Photo: Nell Ashdown"
    ]


def test_a_line_that_holds_a_whole_sentence_is_text() -> None:
    first, last = PROSE["en"]
    assert found(first, "The baker was asked to count again. Among other things", last) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Google will stop using third-party cookies next year, the company said.",
        "The court said that the site had used cookies without asking its visitors.",
        "Facebook and Twitter shares fell on Monday after the report.",
        "Der Minister will den Newsletter der Behörde einstellen.",
        "La Commission veut limiter les cookies publicitaires dans toute l’Union.",
        "El ministro recibe cada mañana a los vecinos de la isla.",
        "O presidente veja como quiser, disse o deputado na segunda-feira.",
        "De minister deelt de zorgen van de bewoners over de veerboot.",
        "On 12 May 2012 the ferry sailed at 10:04.",
    ],
)
def test_news_in_the_words_of_furniture_is_news(sentence: str) -> None:
    assert found(*PROSE["en"], sentence, *PROSE["en"]) == []


@given(
    st.lists(st.tuples(st.sampled_from(["paragraph", "list_item", "heading", "caption", "quote"]), st.text(min_size=1)))
)
def test_any_paragraphs_get_one_verdict_each(parts: list[tuple[BlockKind, str]]) -> None:
    told = find_furniture(parts)
    assert len(told) == len(parts)
    assert told == find_furniture(parts)


@pytest.mark.parametrize(
    "sentence", ["”Vi har väntat”, sade hon till rådet.", "»Vi har ventet«, sagde hun.", "»Vi väntar», sade hon."]
)
def test_the_marks_of_a_quotation_are_whole_in_swedish_and_danish(sentence: str) -> None:
    assert (is_half_quotation(sentence), is_bare_quotation(sentence)) == (False, False)
    assert is_half_quotation(sentence[1:])


def test_a_byline_of_one_long_word_takes_no_longer_than_another() -> None:
    begin = time.process_time()
    assert not is_label(f"By {'a' * 90}!")
    assert time.process_time() - begin < 1
