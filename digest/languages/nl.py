"""Dutch."""

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
    r"zei|zegt|verklaarde|verklaart|vertelde|vertelt|stelde|stelt|schreef|schrijft|reageerde|reageert|benadrukte|benadrukt"
    r"|waarschuwde|waarschuwt|antwoordde|meldde|meldt|voegde|liet weten|laat weten|aldus"
)

LANGUAGE = Language(
    codes=("nl", "nld", "dut"),
    name="dutch",
    rules=Rules(
        abbreviations=words(
            "dhr mevr mw mln mld dr drs ir ing mr prof st b.v d.w.z bijv bv o.a m.b.t i.v.m t.o.v t.a.v nr blz p art vgl ca max min m.n z.g zgn a.d"
        ),
        word_or_short=words("art"),
        compounds=("str",),
        endings=words("enz etc jl jan feb mrt apr aug sept okt nov dec n.v"),
        behind_hours=frozenset(),
        ordinal_dot=False,
        starters=words(
            "de het een in op aan bij met van voor naar uit over onder door zonder om tegen na sinds tijdens hij zij ze"
            " we wij ik je u men dit dat deze die en of maar want als toen omdat hoewel dat wat wie waar hoe waarom ook"
            " niet geen alle veel volgens er"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "hij, zij, ze, het is, het was, het gaat, dit, dat, deze, die, zijn, haar, hun, hem, hen, maar, en, of, "
            "want, echter, ook, toch, dan, daarna, daarom, daarbij, daarmee, daarvan, daarvoor, daartoe, daarop, "
            "daardoor, dus, bovendien, verder, intussen, ondertussen, desondanks, niettemin, anders, beide, zo, "
            "zulke, zodoende, bijvoorbeeld, daarentegen, laatstgenoemde, toen, daar, er"
        ),
        adding=words("ook eveneens"),
        first_person=words("ik mij me mijn wij we ons onze"),
        i=words("ik"),
        pronouns=words("hij zij ze hem haar hen deze"),
        inside=words("deze dit dezelfde"),
        pointing=r"\b(?:deze|dit)\s+(?!week|maand|jaar|ochtend|avond|nacht|zomer|winter|seizoen|weekend|keer|moment|is\b)\w|\bdezelfde\s+dag\b",
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|sinds|geleden|eerder|destijds|histori\w+|ooit|hadden|had|zou|zouden|afgelopen"
            r"|vorige? (?:jaar|maand|week)|anp\))\b"
        ),
        unfinished=words("de het een van voor bij naar"),
        unjoined=frozenset(),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=_SAID,
        sources=r"volgens",
        more=r"voegde",
        pronouns=r"hij|zij|ze",
        joined="",
        more_joined="",
        adverbs=r"ook",
    ),
    names=Names(
        short="",
        particles=r"van(?: der| den| de)?|de|ter|ten",
        courtesy=frozenset(),
        titles=words("Dr."),
        no_names="",
        days=frozenset(),
        joining=words("en of &"),
        governing=words("van voor bij met in op aan door en de het een volgens tegen dat"),
        belonging=words("van voor"),
        offices=frozenset(),
        of_office=frozenset(),
    ),
    bylines=Bylines(
        by=r"door",
        written=r"geschreven",
        label=r"auteur|redactie|tekst",
        joining=r"en",
        behind=r"op|in",
        particles=words("van der den de ten ter"),
        desks=words("redactie"),
        roles=frozenset(),
        nobody=words("anoniem gebruiker onbekend redacteur"),
    ),
    furniture=Furniture(
        invitations={
            "afmelden": r"\b(?:kunt|kan)\b.{0,40}\bafmelden\b",
            "abonneer": r"\babonneer\b",
            "schrijf": r"\bschrijf\s+je\s+in\b",
            "meld": r"\bmeld\s+je\s+aan\b",
            "lees": r"\blees\s+(?:ook|meer|verder)\b",
            "klik": r"\bklik\s+hier\b",
            "volg": r"\bvolg\s+ons\b",
            "nieuwsbrief": r"\b(?:onze|deze|gratis|dagelijkse)\b.{0,30}\bnieuwsbrief\b|\bnieuwsbrief\b.{0,40}\b(?:gratis|inbox|mailbox)\b",
            "bekijk": r"^\W*bekijk\s+(?:ook|hier|de\s+video)\b",
            "deel": r"^\W*deel\s+(?:dit|deze)\s+(?:artikel|bericht|pagina)\b",
            "eerdere": r"\been\s+eerdere\s+versie\s+van\s+dit\b",
            "bedankt": r"^\W*bedankt\s+voor\s+(?:je|uw)\s+(?:aanmelding|inschrijving|bestelling)\b",
            "rechten": r"\balle\s+rechten\s+voorbehouden\b",
            "newsletter": r"\bonze\b.{0,20}\bnewsletter\b",
            "cookies": r"\b(?:wij|we|deze\s+(?:web)?site)\s+(?:gebruik\w*|maakt)\b.{0,30}\bcookies\b",
            "verscheen": r"^\W*het\s+bericht\b.{1,250}\bverscheen\s+eerst\s+op\b",
        },
        labels=(r"foto|bron(?:nen)?|beeld|correctie|rectificatie|meer (?:lezen|over\b.{0,30}?)|auteur|trefwoorden"),
        stamps="",
        buttons=words(
            "delen deel via afdrukken reacties reactie reageer sluiten zoeken zoek terug naar boven advertentie lees meer ook"
            " volgende vorige bewaar"
        ),
        tails=r"lees (?:meer|verder)",
        lead_ins="",
        lead_outs="",
        pictured=r"op de foto[^()]{0,30}|links|rechts|foto",
        pictures=r"illustratie|foto|beeld",
        no_titles=phrases(
            "zonder titel, geen titel, naamloos, geen onderwerp, nieuw bericht, bericht, foto, afbeelding, citaat, koppeling,"
            " notitie, tekst, concept, startpagina"
        ),
    ),
    dates=Dates(
        months=(
            "januari jan",
            "februari feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        days=words("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        beside=words("uur geleden om gepubliceerd bijgewerkt laatst dagen op"),
        ordinals="",
        of="",
        at=r"om",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:afmelden|afmelding|uitschrijven|uitschrijving|opzeggen)(?: mij)?|meld (?:mij|me) af|schrijf (?:mij|me) uit"
        ),
        polite=r"alstublieft|aub|graag|ik wil(?: me| mij)?",
        thanks=r"dank (?:u|je)|bedankt",
        lists=r"nieuwsbrief|nieuwsbrieven|lijst",
        off=r"van|de|der|des",
    ),
    words=Words(
        number="Nr. {}",
        stories={"one": "{} bericht", "other": "{} berichten"},
        minutes={"one": "{} minuut", "other": "{} minuten"},
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
        corrections={"one": "Correctie", "other": "Correcties"},
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
)
