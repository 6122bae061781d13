"""Spanish."""

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
    r"dijo|dice|afirmó|afirma|aseguró|asegura|explicó|explica|señaló|señala|declaró|declara|añadió|añade|agregó|agrega|indicó"
    r"|indica|sostuvo|sostiene|manifestó|manifiesta|comentó|comenta|expresó|advirtió|advierte|cuestionó|escribió|relató|contó"
    r"|recordó|recuerda|subrayó|subraya|insistió|insiste|lamentó|concluyó|respondió|ha dicho"
    r"|ha asegurado|ha afirmado|ha explicado"
)

LANGUAGE = Language(
    codes=("es", "spa"),
    name="spanish",
    rules=Rules(
        abbreviations=words(
            "sr sra srta sres dr dra prof D d dña ee st sta sto ud uds vd p pp pág págs art núm n° vol cf p.ej ej av avda tel aprox gral"
        ),
        word_or_short=words("art"),
        compounds=(),
        endings=words("etc ee.uu uu s.a cía a.m p.m"),
        behind_hours=frozenset(),
        ordinal_dot=False,
        starters=words(
            "el la los las un una unos unas en de del al a por para con sin sobre tras según desde hasta entre él ella"
            " ellos ellas se su sus este esta estos estas ese esa esto eso y o pero si cuando como porque aunque mientras"
            " no que quien lo le les también además así ya hay"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "él, ella, ellos, ellas, este, esta, esto, estos, estas, ese, esa, eso, esos, esas, su, sus, pero, y, e, "
            "o, u, ni, sin embargo, no obstante, además, también, así, asimismo, entonces, luego, después, por eso, "
            "por ello, por lo tanto, por tanto, por otra parte, por otro lado, por ejemplo, en cambio, ambos, ambas, "
            "tal, tales, otro, otra, otros, otras, aun así, de hecho, lo que"
        ),
        adding=words("también"),
        first_person=words("yo me mi mis mí nosotros nosotras nos nuestro nuestra nuestros nuestras"),
        i=words("yo"),
        pronouns=words("él ella ellos ellas este esta"),
        inside=words("esta este estas estos esa ese esas esos mismo"),
        pointing=(
            r"\b(?:est[ea]|est[oa]s|es[ea]|es[oa]s)\s+(?!semana|año|mes|mañana|noche|tarde|verano|invierno|temporada|siglo|fin|vez|día"
            r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|de\b|del\b|y\b|a\b|es\b)\w|\bel\s+mismo\s+día\b"
        ),
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|desde|hace|anteriormente|antes|históric\w+|(?:año|mes|semana) pasad[oa]|últimos|había[n]?"
            r"|podría[n]?|sería[n]?|jamás|efe\))\b"
        ),
        unfinished=words("el la los las un una de del al a por para con en"),
        unjoined=frozenset(),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=_SAID,
        sources=r"según",
        more=r"añadió|agregó",
        pronouns=r"él|ella",
        joined="",
        more_joined="",
        adverbs=r"también|\w+mente",
    ),
    names=Names(
        short=r"Sr|Sra",
        particles=r"de(?: la| los| las)?|del|al|el|la",
        courtesy=frozenset(),
        titles=words("Dr."),
        no_names="",
        days=frozenset(),
        joining=words("y e &"),
        governing=words("de la el del a al con por para y los las un en según que"),
        belonging=words("por para"),
        offices=words("presidente presidenta ministro ministra alcalde abogado"),
        of_office=words("de del"),
    ),
    bylines=Bylines(
        by=r"por",
        written=r"escrito",
        label=r"texto|autora?",
        joining=r"y",
        behind=r"el",
        particles=words("de del el la y"),
        desks=words("redacción"),
        roles=words("autor"),
        nobody=words("anónimo anonimo desconocido invitado redactor redactora usuario"),
    ),
    furniture=Furniture(
        invitations={
            "darse": r"\bdarse\s+de\s+baja\b.{0,40}\b(?:momento|boletín|newsletter)\b",
            "suscríbase": r"\bsuscríbase\b",
            "suscríbete": r"\bsuscríbete\b",
            "también": r"^\W*lea?e?\s+también\b",
            "boletín": r"\bnuestro\s+boletín\b",
            "lee": r"^\W*(?:lee|lea)\s+(?:también|más|aquí|además)\b|^\W*(?:le\s+)?puede\s+(?:leer|interesar)\b",
            "leer": r"^\W*(?:leer|seguir\s+leyendo)\s+(?:más|también|la\s+nota)\b",
            "interesar": r"^\W*(?:te|le|también\s+te|también\s+le)\s+(?:puede|podría)\s+interesar\b",
            "regístrate": r"^\W*regístrate\b",
            "únete": r"^\W*únete\s+a\b",
            "recibe": r"^\W*recib[ea]\b.{0,60}\b(?:newsletter|boletín|correo|noticias)\b",
            "errores": r"^\W*fe\s+de\s+errores\b",
            "síguenos": r"\bsíguenos\b",
            "derechos": r"\btodos\s+los\s+derechos\s+reservados\b",
            "comparte": r"\bcomparte\s+(?:en|este)\b",
            "newsletter": r"\bnuestra\b.{0,20}\bnewsletter\b",
            "cookies": r"\b(?:utilizamos|usamos|este\s+sitio)\b.{0,40}\bcookies\b",
            "clic": r"\bha(?:ga|z)\s+clic\b",
            "anterior": r"\buna\s+versión\s+anterior\s+de(?:ste|\s+este|sta|\s+esta)\b",
            "primero": r"^\W*la\s+entrada\b.{1,250}\b(?:aparece|apareció|se\s+publicó)\s+primero\s+en\b",
        },
        labels=r"fotos?|fuentes?|crédito|más (?:información|noticias)|etiquetas|corrección|autora?|en vivo",
        stamps="",
        buttons=words(
            "compartir en imprimir copiar enlace comentarios comentar cerrar buscar inicio volver arriba publicidad leer más"
            " también siguiente anterior ver todo todos guardar"
        ),
        tails=r"leer más|seguir leyendo|sigue leyendo",
        lead_ins="",
        lead_outs="",
        pictured=r"en la (?:foto|imagen)[^()]{0,30}|izquierda|derecha|fotos?",
        pictures=r"ilustración|foto|imagen",
        no_titles=phrases(
            "sin título, sin titulo, sin asunto, nueva entrada, entrada, cita, enlace, foto, imagen, nota, estado, texto, borrador, inicio, portada"
        ),
    ),
    dates=Dates(
        months=(
            "enero ene",
            "febrero feb",
            "marzo mar",
            "abril abr",
            "mayo may",
            "junio jun",
            "julio jul",
            "agosto ago",
            "septiembre setiembre sept sep set",
            "octubre oct",
            "noviembre nov",
            "diciembre dic",
        ),
        days=words("lunes martes miércoles jueves viernes sábado domingo"),
        beside=words("hace horas hora días publicado actualizado actualizada a de del las los el"),
        ordinals=r"º",
        of=r"de|del",
        at="",
    ),
    leaving=Leaving(
        wishes=r"baja|dar(?:me|se)? de baja|(?:cancelar|anular)(?: (?:la|mi) suscripci[óo]n)?|desuscribir(?:me|se)?",
        polite=r"por favor|quiero|quisiera|deseo",
        thanks=r"gracias",
        lists=r"listas?|bolet[íi]n",
        off=r"de|del",
    ),
    words=Words(
        number="N.º {}",
        stories={"one": "{} noticia", "other": "{} noticias"},
        minutes={"one": "{} minuto", "other": "{} minutos"},
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
        corrections={"one": "Corrección", "other": "Correcciones"},
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
)
