"""Italian."""

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
    r"dice|afferma|dichiara|spiega|aggiunge|sottolinea|racconta|commenta|osserva|scrive|conclude|disse|affermò|dichiarò|spiegò"
    r"|aggiunse|(?:ha|aveva) (?:detto|dichiarato|spiegato|aggiunto|affermato|sottolineato|raccontato|commentato|scritto"
    r"|ribadito|concluso|osservato|assicurato|ricordato)"
)

LANGUAGE = Language(
    codes=("it", "ita"),
    name="italian",
    rules=Rules(
        abbreviations=words(
            "sig sigg sig.ra dott dott.ssa prof prof.ssa avv ing arch on sen st S s p pp pag art n vol cfr es p.es ca tel gen"
        ),
        word_or_short=words("art"),
        compounds=(),
        endings=words("ecc s.p.a spa srl"),
        behind_hours=frozenset(),
        ordinal_dot=False,
        starters=words(
            "il lo la i gli le l un uno una in nel nella nei di del della dei da dal dalla a al alla con su per tra fra"
            " egli lui lei loro noi io si e o ma se quando come perché mentre dopo prima anche non che chi questo questa"
            " questi queste quello suo sua secondo così"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "egli, ella, lui, lei, loro, esso, essa, essi, esse, questo, questa, questi, queste, quello, quella, "
            "quelli, quelle, ciò, suo, sua, suoi, sue, ma, e, ed, o, oppure, però, tuttavia, inoltre, anche, così, "
            "quindi, dunque, perciò, poi, dopo di che, infatti, invece, intanto, entrambi, entrambe, tale, tali, "
            "altro, altri, altre, per esempio, ad esempio, d'altra parte"
        ),
        adding=words("anche inoltre"),
        first_person=words("io mi me mio mia miei mie noi ci nostro nostra nostri nostre"),
        i=words("io"),
        pronouns=words("egli ella lui lei loro questi"),
        inside=words("questo questa questi queste stesso"),
        pointing=r"\bquest[oaie]\s+(?!settimana|anno|mese|mattina|sera|notte|estate|inverno|stagione|volta|giorn|è\b)\w|\blo\s+stesso\s+giorno\b",
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|fa|in passato|precedentemente|storic\w+|(?:anno|mese|settimana) scors[oa]|ultimi|aveva(?:no)?"
            r"|potrebbe(?:ro)?|sarebbe(?:ro)?|ansa\))\b"
        ),
        unfinished=words("il lo la i gli le un una di del della dei da dal a al alla con per"),
        unjoined=frozenset(),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=_SAID,
        sources=r"secondo",
        more=r"ha aggiunto|aggiunge",
        pronouns=r"lui|lei",
        joined="",
        more_joined="",
        adverbs=r"anche|poi|\w+mente",
    ),
    names=Names(
        short="",
        particles=r"di|da|del|della|al|la",
        courtesy=frozenset(),
        titles=words("Dr."),
        no_names="",
        days=frozenset(),
        joining=words("e ed &"),
        governing=words("di del della dello dei a al alla con per e il lo la gli le un in secondo che"),
        belonging=frozenset(),
        offices=words("presidente ministro ministra sindaco avvocato premier"),
        of_office=words("di del della"),
    ),
    bylines=Bylines(
        by=r"di",
        written="",
        label=r"testo|autor[ei]",
        joining=r"e",
        behind=r"il",
        particles=words("da di del della la e"),
        desks=words("redazione"),
        roles=frozenset(),
        nobody=words("anonimo ospite redattore sconosciuto utente"),
    ),
    furniture=Furniture(
        invitations={
            "disiscriverti": r"\bdisiscriverti\b",
            "iscriviti": r"\biscriviti\b",
            "abbonati": r"^\W*abbonati\b",
            "leggi": r"\bleggi\s+(?:anche|tutto|di\s+più)\b",
            "clicca": r"\bclicca\s+qui\b",
            "seguici": r"\bseguici\b",
            "leggere": r"^\W*(?:da\s+leggere|continua\s+a\s+leggere|per\s+leggere\s+tutto)\b",
            "potrebbe": r"^\W*(?:ti\s+)?potrebbe\s+(?:anche\s+)?interessart?i?\b",
            "condividi": r"^\W*condividi\b",
            "ricevi": r"^\W*ricevi\b.{0,60}\b(?:newsletter|mail|notizie|aggiornamenti)\b",
            "nostra": r"\balla\s+nostra\s+newsletter\b",
            "precedente": r"\bversione\s+precedente\s+di\s+questo\b",
            "corrige": r"^\W*errata\s+corrige\b",
            "commento": r"^\W*lascia\s+un\s+commento\b|\bper\s+inviare\s+un\s+commento\b",
            "diritti": r"\btutti\s+i\s+diritti\s+riservati\b",
            "riproduzione": r"\briproduzione\s+riservata\b",
            "clic": r"\bfai\s+clic\b",
            "cookie": r"\b(?:utilizziamo|questo\s+sito)\b.{0,40}\bcookie\b",
            "proviene": r"^\W*l['’]articolo\b.{1,250}\bproviene\s+da\b",
        },
        labels=(r"foto|fonti?|didascalia|rettifica|correzione|per approfondire|autor[ei]|in diretta|categoria"),
        stamps="",
        buttons=words(
            "condividi su stampa copia invia commenti commento chiudi cerca indietro torna su pubblicità leggi anche tutto"
            " successivo precedente vai al contenuto"
        ),
        tails=r"leggi (?:tutto|di più)|continua a leggere",
        lead_ins="",
        lead_outs="",
        pictured=r"nella foto[^()]{0,30}|a sinistra|a destra|foto",
        pictures=r"illustrazione|foto|immagine",
        no_titles=phrases(
            "senza titolo, nessun titolo, nessun oggetto, nuovo post, foto, immagine, citazione, collegamento, stato, testo, bozza, pagina iniziale"
        ),
    ),
    dates=Dates(
        months=(
            "gennaio gen",
            "febbraio feb",
            "marzo mar",
            "aprile apr",
            "maggio mag",
            "giugno giu",
            "luglio lug",
            "agosto ago",
            "settembre set",
            "ottobre ott",
            "novembre nov",
            "dicembre dic",
        ),
        days=words("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        beside=words("gen ago set ott dic ore fa alle pubblicato aggiornato giorni il"),
        ordinals=r"º",
        of="",
        at="",
    ),
    leaving=Leaving(
        wishes=(
            r"disiscriver(?:e|mi|si)|disiscrivimi|disiscrizione|cancella(?:mi|rmi|zione)|disdetta"
            r"|annulla(?:re)? (?:l['’] ?)?iscrizione"
        ),
        polite=r"per favore|vorrei|voglio",
        thanks=r"grazie",
        lists=r"lista|liste",
        off=r"dal|dalla|da",
    ),
    words=Words(
        number="N. {}",
        stories={"one": "{} notizia", "other": "{} notizie"},
        minutes={"one": "{} minuto", "other": "{} minuti"},
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
        corrections={"one": "Rettifica", "other": "Rettifiche"},
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
)
