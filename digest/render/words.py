"""The few words an issue and the web pages say themselves, in the newsletter's language; any other language gets the
English ones."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """What the web pages say. A pair is a heading, where ``{}`` takes the newsletter's name, and a text."""

    issues: str
    none: str
    leave: tuple[str, str]
    left: tuple[str, str]
    copy: tuple[str, str]
    missing: tuple[str, str]
    down: tuple[str, str]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Words:
    """``stories``, ``minutes`` and ``corrections`` are for one and for many.

    ``{}`` takes the number, in ``why`` the newsletter, in ``adds`` the publisher, in ``update_since`` a weekday, in
    ``update`` and ``corrects`` number and date, in ``daily`` the newsletter before them.
    """

    number: str
    stories: tuple[str, str]
    minutes: tuple[str, str]
    reading: str
    paid: str
    also: str
    adds: str
    update: str
    update_since: str
    daily: str
    brief: str
    note: str
    remark: str
    corrections: tuple[str, str]
    corrects: str
    verbatim: str
    why: str
    unsubscribe: str
    places: str
    picture: str
    links: str
    online: str
    pages: Pages


_ENGLISH = Words(
    number="No. {}",
    stories=("{} story", "{} stories"),
    minutes=("{} minute", "{} minutes"),
    reading="{}\u00a0min\u00a0read",
    paid="for subscribers",
    also="Also in:",
    adds="{} adds:",
    update="Update: new since No. {} of {}",
    update_since="Update: new since {}",
    daily="From {}, No. {} of {}",
    brief="In brief",
    note="Editor’s note",
    remark="Editor’s note:",
    corrections=("Correction", "Corrections"),
    corrects="No. {} of {}:",
    verbatim="Every sentence above is verbatim from its article.",
    why="You receive this because you subscribed to {}.",
    unsubscribe="Unsubscribe",
    places="Each leads to its place there.",
    picture="Picture",
    links="Links",
    online="Read on the web",
    pages=Pages(
        issues="Issues",
        none="No issue has been sent yet.",
        leave=(
            "Unsubscribe from {}",
            "You will get no further issues. Nothing changes until you press the button.",
        ),
        left=(
            "You are unsubscribed from {}",
            "You will get no further issues. One that is on its way already may still arrive.",
        ),
        copy=(
            "This is a copy of the issue",
            "Your own link is in your own mail, at its foot.",
        ),
        missing=(
            "There is nothing here",
            "The link may not be whole. If it is from a mail, open it from there again.",
        ),
        down=(
            "Please try again later",
            "Something on our side does not work at the moment. Try again in a few minutes.",
        ),
        newer="Newer",
        older="Older",
    ),
)

_WORDS = {
    "en": _ENGLISH,
    "fr": Words(
        number="N° {}",
        stories=("{} article", "{} articles"),
        minutes=("{} minute", "{} minutes"),
        reading="{}\u00a0min\u00a0de\u00a0lecture",
        paid="réservé aux abonnés",
        also="Également dans\u00a0:",
        adds="{} ajoute\u00a0:",
        update="Mise à jour\u00a0: nouveau depuis le n° {} du {}",
        update_since="Mise à jour\u00a0: nouveau depuis {}",
        daily="Paru dans {}, n° {} du {}",
        brief="En bref",
        note="Le mot de la rédaction",
        remark="Note de la rédaction\u00a0:",
        corrections=("Rectificatif", "Rectificatifs"),
        corrects="N° {} du {}\u00a0:",
        verbatim="Chaque phrase ci-dessus est reprise mot pour mot de son article.",
        why="Vous recevez cette lettre en raison de votre abonnement à {}.",
        unsubscribe="Se désabonner",
        places="Chacune y renvoie à sa place.",
        picture="Image",
        links="Liens",
        online="Lire en ligne",
        pages=Pages(
            issues="Numéros",
            none="Aucun numéro n’a encore été envoyé.",
            leave=(
                "Se désabonner de {}",
                "Vous ne recevrez plus aucun numéro. Rien ne change tant que vous n’avez pas appuyé sur le bouton.",
            ),
            left=(
                "Votre abonnement à {} a pris fin",
                "Vous ne recevrez plus aucun numéro. Celui qui est déjà en route peut encore vous parvenir.",
            ),
            copy=(
                "Ceci est une copie du numéro",
                "Votre propre lien se trouve au bas du message que vous avez reçu.",
            ),
            missing=(
                "Il n’y a rien ici",
                "Le lien n’est peut-être pas complet. S’il vient d’un message, ouvrez-le de nouveau à partir de là.",
            ),
            down=(
                "Réessayez un peu plus tard",
                "Quelque chose ne fonctionne pas de notre côté en ce moment. Réessayez dans quelques minutes.",
            ),
            newer="Plus récent",
            older="Plus ancien",
        ),
    ),
    "de": Words(
        number="Nr. {}",
        stories=("{} Meldung", "{} Meldungen"),
        minutes=("{} Minute", "{} Minuten"),
        reading="{}\u00a0Min.\u00a0Lesezeit",
        paid="für Abonnenten",
        also="Auch bei:",
        adds="{} ergänzt:",
        update="Aktualisiert: neu seit Nr. {} vom {}",
        update_since="Aktualisiert: neu seit {}",
        daily="Aus {}, Nr. {} vom {}",
        brief="Kurz notiert",
        note="Aus der Redaktion",
        remark="Anmerkung der Redaktion:",
        corrections=("Korrektur", "Korrekturen"),
        corrects="Nr. {} vom {}:",
        verbatim="Jeder Satz oben steht wörtlich so in seinem Artikel.",
        why="Sie erhalten diese E-Mail, weil Sie {} abonniert haben.",
        unsubscribe="Abbestellen",
        places="Jeder führt an seine Stelle dort.",
        picture="Bild",
        links="Links",
        online="Online lesen",
        pages=Pages(
            issues="Ausgaben",
            none="Es wurde noch keine Ausgabe verschickt.",
            leave=(
                "{} abbestellen",
                "Sie erhalten dann keine weiteren Ausgaben. Es ändert sich nichts, bevor Sie auf den Knopf drücken.",
            ),
            left=(
                "Sie haben {} abbestellt",
                "Sie erhalten keine weiteren Ausgaben. Eine, die schon unterwegs ist, kann noch ankommen.",
            ),
            copy=(
                "Dies ist eine Kopie der Ausgabe",
                "Ihr eigener Link steht am Ende Ihrer eigenen E-Mail.",
            ),
            missing=(
                "Hier ist nichts",
                "Der Link ist vielleicht nicht vollständig. Steht er in einer E-Mail, öffnen Sie ihn dort noch einmal.",
            ),
            down=(
                "Bitte versuchen Sie es später noch einmal",
                "Bei uns funktioniert gerade etwas nicht. Versuchen Sie es in einigen Minuten noch einmal.",
            ),
            newer="Neuer",
            older="Älter",
        ),
    ),
    "es": Words(
        number="N.º {}",
        stories=("{} noticia", "{} noticias"),
        minutes=("{} minuto", "{} minutos"),
        reading="{}\u00a0min\u00a0de\u00a0lectura",
        paid="para suscriptores",
        also="También en:",
        adds="{} añade:",
        update="Actualización: nuevo desde el n.º {} del {}",
        update_since="Actualización: nuevo desde el {}",
        daily="De {}, n.º {} del {}",
        brief="En breve",
        note="Nota de la redacción",
        remark="Nota de la redacción:",
        corrections=("Corrección", "Correcciones"),
        corrects="N.º {} del {}:",
        verbatim="Cada frase procede palabra por palabra de su artículo.",
        why="Recibe este correo porque se suscribió a {}.",
        unsubscribe="Darse de baja",
        places="Cada una lleva a su lugar en él.",
        picture="Imagen",
        links="Enlaces",
        online="Leer en línea",
        pages=Pages(
            issues="Números",
            none="Todavía no se ha enviado ningún número.",
            leave=(
                "Darse de baja de {}",
                "No recibirá más números. Nada cambia hasta que pulse el botón.",
            ),
            left=(
                "Se ha dado de baja de {}",
                "No recibirá más números. Puede que aún le llegue uno que ya esté en camino.",
            ),
            copy=(
                "Esto es una copia del número",
                "Su propio enlace está al pie de su propio correo.",
            ),
            missing=(
                "Aquí no hay nada",
                "Puede que el enlace no esté completo. Si viene de un correo, ábralo de nuevo desde allí.",
            ),
            down=(
                "Inténtelo de nuevo más tarde",
                "Algo no funciona por nuestra parte en este momento. Inténtelo de nuevo en unos minutos.",
            ),
            newer="Más reciente",
            older="Anterior",
        ),
    ),
    "it": Words(
        number="N. {}",
        stories=("{} notizia", "{} notizie"),
        minutes=("{} minuto", "{} minuti"),
        reading="{}\u00a0min\u00a0di\u00a0lettura",
        paid="per abbonati",
        also="Anche su:",
        adds="{} aggiunge:",
        update="Aggiornamento: nuovo dal n. {} del {}",
        update_since="Aggiornamento: nuovo da {}",
        daily="Da {}, n. {} del {}",
        brief="In breve",
        note="Nota della redazione",
        remark="Nota della redazione:",
        corrections=("Rettifica", "Rettifiche"),
        corrects="N. {} del {}:",
        verbatim="Ogni frase è tratta parola per parola dal suo articolo.",
        why="Riceve questa email in seguito alla sua iscrizione a {}.",
        unsubscribe="Annulla l’iscrizione",
        places="Ognuna rimanda al suo punto nel testo.",
        picture="Immagine",
        links="Link",
        online="Leggi online",
        pages=Pages(
            issues="Numeri",
            none="Non è ancora stato inviato nessun numero.",
            leave=(
                "Annulla l’iscrizione a {}",
                "Non riceverà altri numeri. Nulla cambia finché non preme il pulsante.",
            ),
            left=(
                "La sua iscrizione a {} è annullata",
                "Non riceverà altri numeri. Uno già in viaggio potrebbe ancora arrivare.",
            ),
            copy=(
                "Questa è una copia del numero",
                "Il suo link personale si trova in fondo alla sua email.",
            ),
            missing=(
                "Qui non c’è nulla",
                "Il link potrebbe non essere completo. Se viene da un’email, lo apra di nuovo da lì.",
            ),
            down=(
                "Riprovi più tardi",
                "In questo momento qualcosa da parte nostra non funziona. Riprovi tra qualche minuto.",
            ),
            newer="Più recente",
            older="Precedente",
        ),
    ),
    "pt": Words(
        number="N.º {}",
        stories=("{} notícia", "{} notícias"),
        minutes=("{} minuto", "{} minutos"),
        reading="{}\u00a0min\u00a0de\u00a0leitura",
        paid="para assinantes",
        also="Também em:",
        adds="{} acrescenta:",
        update="Atualização: novo desde o n.º {} de {}",
        update_since="Atualização: novo desde {}",
        daily="De {}, n.º {} de {}",
        brief="Em resumo",
        note="Nota da redação",
        remark="Nota da redação:",
        corrections=("Correção", "Correções"),
        corrects="N.º {} de {}:",
        verbatim="Cada frase foi tirada palavra por palavra do seu artigo.",
        why="Recebe este e-mail por causa da sua assinatura de {}.",
        unsubscribe="Cancelar a assinatura",
        places="Cada uma leva ao seu lugar no texto.",
        picture="Imagem",
        links="Ligações",
        online="Ler online",
        pages=Pages(
            issues="Edições",
            none="Ainda não foi enviada nenhuma edição.",
            leave=(
                "Cancelar a assinatura de {}",
                "Não receberá mais edições. Nada muda enquanto não usar o botão.",
            ),
            left=(
                "A sua assinatura de {} foi cancelada",
                "Não receberá mais edições. Uma que já esteja a caminho ainda pode chegar.",
            ),
            copy=(
                "Isto é uma cópia da edição",
                "O seu próprio link está no fim do seu próprio e-mail.",
            ),
            missing=(
                "Não há nada aqui",
                "O link pode não estar completo. Se vem de um e-mail, abra-o de novo a partir dele.",
            ),
            down=(
                "Tente de novo mais tarde",
                "Algo não funciona do nosso lado neste momento. Tente de novo dentro de alguns minutos.",
            ),
            newer="Mais recente",
            older="Anterior",
        ),
    ),
    "nl": Words(
        number="Nr. {}",
        stories=("{} bericht", "{} berichten"),
        minutes=("{} minuut", "{} minuten"),
        reading="{}\u00a0min\u00a0leestijd",
        paid="voor abonnees",
        also="Ook in:",
        adds="{} voegt toe:",
        update="Update: nieuw sinds nr. {} van {}",
        update_since="Update: nieuw sinds {}",
        daily="Uit {}, nr. {} van {}",
        brief="Kort",
        note="Van de redactie",
        remark="Noot van de redactie:",
        corrections=("Correctie", "Correcties"),
        corrects="Nr. {} van {}:",
        verbatim="Elke zin hierboven staat letterlijk zo in het artikel.",
        why="U ontvangt deze e-mail omdat u op {} bent geabonneerd.",
        unsubscribe="Afmelden",
        places="Elke zin leidt naar zijn plaats daar.",
        picture="Beeld",
        links="Links",
        online="Online lezen",
        pages=Pages(
            issues="Nummers",
            none="Er is nog geen nummer verstuurd.",
            leave=(
                "Afmelden voor {}",
                "U krijgt dan geen nummers meer. Er verandert niets voordat u op de knop drukt.",
            ),
            left=(
                "U bent afgemeld voor {}",
                "U krijgt geen nummers meer. Een nummer dat al onderweg is, kan nog aankomen.",
            ),
            copy=(
                "Dit is een kopie van het nummer",
                "Uw eigen link staat onder aan uw eigen e-mail.",
            ),
            missing=(
                "Hier is niets",
                "Misschien is de link niet volledig. Komt hij uit een e-mail, open hem daar dan nog eens.",
            ),
            down=(
                "Probeer het later nog eens",
                "Er werkt bij ons op dit moment iets niet. Probeer het over een paar minuten nog eens.",
            ),
            newer="Nieuwer",
            older="Ouder",
        ),
    ),
}


def words_of(language: str) -> Words:
    return _WORDS.get(language.split("-")[0].lower(), _ENGLISH)


def spoken(language: str) -> str:
    """The language of those words: the one asked for, or English."""
    return language if language.split("-")[0].lower() in _WORDS else "en"
