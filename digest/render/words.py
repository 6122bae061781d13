"""The few words an issue says itself, in the newsletter's language; any other language gets the English ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``stories`` and ``minutes`` are for one and for many. ``{}`` takes the number."""

    number: str
    stories: tuple[str, str]
    minutes: tuple[str, str]
    reading: str
    also: str
    note: str
    verbatim: str


_ENGLISH = Words(
    number="No. {}",
    stories=("{} story", "{} stories"),
    minutes=("{} minute", "{} minutes"),
    reading="{}\u00a0min\u00a0read",
    also="Also in:",
    note="Editor’s note",
    verbatim="Every sentence above is verbatim from its article.",
)

_WORDS = {
    "en": _ENGLISH,
    "fr": Words(
        number="N° {}",
        stories=("{} article", "{} articles"),
        minutes=("{} minute", "{} minutes"),
        reading="{}\u00a0min\u00a0de\u00a0lecture",
        also="Également dans\u00a0:",
        note="Le mot de la rédaction",
        verbatim="Chaque phrase ci-dessus est reprise mot pour mot de son article.",
    ),
    "de": Words(
        number="Nr. {}",
        stories=("{} Meldung", "{} Meldungen"),
        minutes=("{} Minute", "{} Minuten"),
        reading="{}\u00a0Min.\u00a0Lesezeit",
        also="Auch bei:",
        note="Aus der Redaktion",
        verbatim="Jeder Satz oben steht wörtlich so in seinem Artikel.",
    ),
    "es": Words(
        number="N.º {}",
        stories=("{} noticia", "{} noticias"),
        minutes=("{} minuto", "{} minutos"),
        reading="{}\u00a0min\u00a0de\u00a0lectura",
        also="También en:",
        note="Nota de la redacción",
        verbatim="Cada frase procede palabra por palabra de su artículo.",
    ),
    "it": Words(
        number="N. {}",
        stories=("{} notizia", "{} notizie"),
        minutes=("{} minuto", "{} minuti"),
        reading="{}\u00a0min\u00a0di\u00a0lettura",
        also="Anche su:",
        note="Nota della redazione",
        verbatim="Ogni frase è tratta parola per parola dal suo articolo.",
    ),
    "pt": Words(
        number="N.º {}",
        stories=("{} notícia", "{} notícias"),
        minutes=("{} minuto", "{} minutos"),
        reading="{}\u00a0min\u00a0de\u00a0leitura",
        also="Também em:",
        note="Nota da redação",
        verbatim="Cada frase foi tirada palavra por palavra do seu artigo.",
    ),
    "nl": Words(
        number="Nr. {}",
        stories=("{} bericht", "{} berichten"),
        minutes=("{} minuut", "{} minuten"),
        reading="{}\u00a0min\u00a0leestijd",
        also="Ook in:",
        note="Van de redactie",
        verbatim="Elke zin hierboven staat letterlijk zo in het artikel.",
    ),
}


def words_of(language: str) -> Words:
    return _WORDS.get(language.split("-")[0].lower(), _ENGLISH)
