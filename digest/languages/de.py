"""German."""

from digest.languages.kinds import (
    Bylines,
    Dates,
    Furniture,
    Language,
    Leaving,
    Names,
    Pages,
    Rules,
    Speech,
    Words,
    phrases,
    words,
)

_SAID = (
    r"sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|berichtete|berichtet|schrieb|schreibt|kritisierte?|warnte|warnt"
    r"|erzählte|erzählt|antwortete|ergänzte|forderte|urteilt|urteilte|kündigte|teilte|versicherte|beteuerte|mahnte|hieß"
    r"|fügte hinzu"
)

LANGUAGE = Language(
    codes=("de", "deu", "ger"),
    name="german",
    rules=Rules(
        abbreviations=words(
            "hr fr frau dr prof dipl abb mio mrd ing st z.b d.h u.a u.ä o.ä i.d.r s.o s.u v.a z.t ca bzw vgl evtl ggf inkl exkl max"
            " min mind nr art abs bd hrsg jh str tel sog geb gest rd vs z d u o b h a bspw usf allg"
        ),
        word_or_short=words("art"),
        compounds=("str",),
        endings=words("usw etc co jan feb apr aug sept okt nov dez"),
        behind_hours=frozenset(),
        ordinal_dot=True,
        starters=words(
            "der die das den dem des ein eine einen einem einer in im am an auf bei mit von vom zu zum zur für nach vor"
            " seit aus über unter durch ohne um gegen er sie es wir ich ihr man und oder aber doch denn wenn als ob weil"
            " da dass wie was wer wo warum auch noch nur nicht kein keine alle viele dies diese dieser dieses so dann dort hier heute"
            " gestern danach damit dabei daher deshalb jetzt"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "er, sie, es, dies, dieser, dieses, diesem, diesen, diese, jener, jenes, jenem, jenen, jene, seiner, "
            "seines, seinem, seinen, seine, sein, ihrer, ihres, ihrem, ihren, ihre, "
            "ihr, ihm, ihn, ihnen, aber, und, oder, doch, denn, jedoch, auch, dann, danach, daher, "
            "deshalb, deswegen, darum, dabei, damit, davon, dazu, dafür, dagegen, daran, darauf, daraus, darin, "
            "allerdings, außerdem, zudem, trotzdem, dennoch, stattdessen, sonst, ebenso, beide, solche, somit, also, "
            "so, hingegen, inzwischen, unterdessen, zum beispiel, letzterer, letzteres, letzteren, letztere, "
            "ersterer, ersteres, ersteren, erstere, dort, da, das ist, das war, das sei, das habe, das hat"
        ),
        adding=words("auch ebenfalls"),
        first_person=words("ich mich mir mein meine meinen meiner wir uns unser unsere"),
        i=words("ich"),
        pronouns=words("er sie es ihm ihr ihn ihnen dieser diese"),
        inside=words("diese dieser dieses diesem diesen selben er sie"),
        pointing=(
            r"\bdiese[rsmn]?\s+(?!woche|monat|jahr|tage|morgen|abend|sommer|winter|herbst|frühling|saison|wochenende|zeit)\w"
            r"|\b(?:am|zur)\s+selben\b|^\W*(?:sagte?|erklärte?|betonte?|meinte?|schrieb|schreibt)\s+(?:er|sie)\b"
        ),
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|seit|früher|zuvor|damals|histori\w+|jemals|hatten?|könnten?|würden?|vergangene[nrs]?"
            r"|(?:letzte|vorige)[nrs]? (?:jahr|monat|woche)\w*|vor (?:\w+ )?(?:jahren|monaten|wochen|tagen)|dpa\))\b"
        ),
        unfinished=words("der die das den dem des ein eine einen einem einer für von vom zum zur im am"),
        unjoined=frozenset(),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=rf"{_SAID}|so",
        sources=r"laut",
        more=r"fügte|ergänzte",
        pronouns=r"er|sie",
        joined="",
        more_joined="",
        adverbs=r"auch",
    ),
    names=Names(
        short="",
        particles=r"von(?: der| den)?|zu",
        courtesy=frozenset(),
        titles=words("Präsident Kanzler Kanzlerin Frau Herr Ministerin Dr Dr."),
        no_names="",
        days=words(
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli August"
            " September Oktober November Dezember"
        ),
        joining=words("und oder &"),
        governing=words("von vom zu zum zur bei beim mit im am auf für aus nach der die das dem den des und laut dass"),
        belonging=words("von vom für"),
        offices=frozenset(),
        of_office=frozenset(),
    ),
    bylines=Bylines(
        by=r"von",
        written=r"verfasst|eingestellt|geschrieben|text",
        label=r"text|autor(?:in)?",
        joining=r"und",
        behind=r"am|für|vom",
        particles=words("den der vom von zu zum"),
        desks=words("agenturen onlineredaktion red redaktion redaktionsteam"),
        roles=words("artikel autor autorin kommentar kontakt mehr redakteur redakteurin"),
        nobody=words("anonym benutzer gast herausgeber unbekannt"),
    ),
    furniture=Furniture(
        invitations={
            "abmelden": r"\bjederzeit\b.{0,40}\babmelden\b|\bnewsletter\b.{0,20}\babmelden\b",
            "abonnieren": r"\babonnieren\s+sie\s+(?:jetzt|hier|unseren?|den|uns)\b|\bjetzt\s+abonnieren\b",
            "melden": r"\bmelden\s+sie\s+sich\b.{0,40}\ban\b",
            "weiterlesen": r"^\W*(?:hier\s+|jetzt\s+|zum\s+)?weiterlesen\b",
            "lesen": r"\b(?:lesen\s+sie\s+(?:auch|hier|mehr|dazu|weiter)|jetzt\s+lesen|mehr\s+lesen)\b",
            "sehen": r"\bsehen\s+sie\s+(?:auch|hier)\b",
            "klicken": r"\bklicken\s+sie\s+(?:hier|auf|bitte)\b|^\W*(?:hier|bitte)\s+klicken\b",
            "klick": r"^\W*klick\s+hier\b",
            "melde": r"\bmelde\s+dich\b.{0,60}\ban\b",
            "abonniere": r"\babonniere\s+(?:jetzt|hier|unseren|das|den|uns)\b",
            "folge": r"\bfolge\s+uns\b",
            "teilen": r"\b(?:diesen\s+)?(?:artikel|beitrag)\s+(?:jetzt\s+)?teilen\b|\bauf\s+(?:facebook|twitter|whatsapp)\s+teilen\b",
            "unterstützen": r"^\W*unterstützen\s+sie\s+(?:uns|unsere\s+arbeit)\b",
            "unterstütze": r"^\W*unterstütze\s+(?:uns|unsere\s+arbeit)\b",
            "dank": r"^\W*vielen\s+dank\s+für\s+(?:ihre?|deine?)\s+(?:anmeldung|registrierung|bestellung|interesse|abonnement)\b",
            "redaktion": r"^\W*(?:anmerkung|anm\.)\s+der\s+redaktion\b",
            "früheren": r"\bin\s+einer\s+früheren\s+(?:version|fassung)\b.{0,30}\b(?:artikels?|textes?|beitrags?|meldung)\b",
            "lust": r"^\W*lust\s+auf\s+mehr\b",
            "folgen": r"\bfolgen\s+sie\s+uns\b",
            "rechte": r"\balle\s+rechte\s+vorbehalten\b",
            "newsletter": r"\bunseren?\b.{0,20}\bnewsletter\b|\bnewsletter\b.{0,40}\b(?:abonnieren|anmelden)\b|\bzum\s+newsletter\b",
            "cookies": r"\b(?:wir|diese[r]?\s+(?:web)?(?:seite|site))\b.{0,40}\bcookies\b|\bverwendung\s+von\s+cookies\b.{0,40}\bzu\b",
            "cookie": r"\bcookie-einstellungen\b",
            "zuerst": r"^\W*der\s+beitrag\b.{1,250}\berschien\s+zuerst\s+(?:auf|bei)\b",
        },
        labels=(
            r"(?:photo|foto|bild|video|image)s?[ -]?(?: ?(?:credits?|courtesy|source|quelle|nachweis|illustration|by))?|fotos|bilder"
            r"|quellen?|mehr zum thema|zum (?:thema|weiterlesen)|schlagwort(?:e|er|worte)?|korrektur|korrigiert|autor(?:in|en)?"
            r"|liveticker|kategorien?"
        ),
        stamps=r"von\s*\.",
        buttons=words(
            "teilen auf drucken kopieren diesen artikel beitrag kommentare kommentar schließen schliessen suche suchen zurück"
            " nach oben zur startseite übersicht anzeige werbung mehr lesen weiterlesen weiter erfahren zum inhalt springen"
            " anmelden registrieren abo akzeptieren alle anzeigen merken"
        ),
        tails=r"weiterlesen|(?:mehr|weiter) lesen",
        lead_ins="",
        lead_outs="",
        pictured=r"(?:im|auf dem) (?:bild|foto)[^()]{0,30}|links|rechts|fotos?|bild",
        pictures=r"illustration|foto|bild",
        no_titles=phrases(
            "ohne titel, kein titel, unbenannt, kein betreff, neuer beitrag, beitrag, foto, fotos, bild, zitat, verweis,"
            " notiz, entwurf, startseite"
        ),
    ),
    dates=Dates(
        months=(
            "januar jänner jan",
            "februar feb",
            "märz mär mrz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "dezember dez",
        ),
        days=words("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
        beside=words(
            "jänner uhr um vor stunden stunde tagen minuten stand aktualisiert veröffentlicht zuletzt den der"
        ),
        ordinals="",
        of="",
        at=r"um",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:abmelden|abmeldung|abbestellen|abbestellung|austragen|k(?:ü|ue)ndigen|k(?:ü|ue)ndigung)(?: mich)?"
            r"|(?:den )?newsletter (?:abmelden|abbestellen)"
        ),
        polite=r"bitte|ich m(?:ö|oe)chte(?: mich)?",
        thanks=r"bitte|danke|vielen dank",
        lists=r"verteilers?|listen?",
        off=r"vom|von|aus|der|des",
    ),
    words=Words(
        number="Nr. {}",
        stories={"one": "{} Meldung", "other": "{} Meldungen"},
        minutes={"one": "{} Minute", "other": "{} Minuten"},
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
        corrections={"one": "Korrektur", "other": "Korrekturen"},
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
)
