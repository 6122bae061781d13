"""French."""

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

_PAST = (
    r"déclaré|affirmé|expliqué|ajouté|estimé|assuré|précisé|indiqué|souligné|écrit|répondu|confié|lancé|dit|annoncé|raconté"
    r"|commenté|reconnu|insisté|martelé|poursuivi|conclu|rappelé|tweeté|déploré|regretté|dénoncé|averti|prévenu|relevé|noté"
)
_PRESENT = (
    r"déclare|affirme|explique|ajoute|estime|assure|précise|indique|souligne|écrit|répond|confie|lance|dit|annonce|raconte"
    r"|commente|reconnaît|insiste|poursuit|conclut|rappelle|tweete|déplore|regrette|dénonce|avertit|prévient|relève|note"
    r"|témoigne|rapporte|résume|prédit|observe|fustige|s'inquiète"
)
_ADVERBS = r"notamment|encore|également|aussi|ensuite|ainsi|dit|\w+ment"
_SAID = rf"(?:a|avait) (?:(?:{_ADVERBS}) ){{0,2}}(?:{_PAST})|(?:{_PRESENT})|déclarait"
_MORE = r"ajouté|poursuivi|conclu|insisté"

LANGUAGE = Language(
    codes=("fr", "fra", "fre"),
    name="french",
    rules=Rules(
        abbreviations=words(
            "M m mm mme mmes mlle me mgr dr pr prof st ste cf p pp art vol éd n° no p.ex av apr env tél ex chap al fig"
        ),
        word_or_short=words("no art fig"),
        compounds=(),
        endings=words("etc cie s.a a.m p.m janv févr avr juil sept oct nov déc"),
        behind_hours=frozenset(),
        ordinal_dot=False,
        starters=words(
            "le la les l un une des du de d à au aux en dans sur pour par avec sans sous chez il elle ils elles on nous"
            " vous je ce c cette ces cela ça son sa ses leur leurs mais et ou or donc car si quand lorsque comme selon"
            " après avant depuis pendant puis ainsi toutefois cependant pourtant enfin qui que quel quelle tout tous"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "il, elle, ils, elles, ce, cela, ça, cet, cette, ces, c'est, c'était, son, sa, ses, leurs, leur, mais, "
            "et, ou, or, donc, ni, car, cependant, toutefois, pourtant, ainsi, puis, ensuite, enfin, aussi, "
            "néanmoins, celui-ci, celle-ci, ceux-ci, celles-ci, ceci, lui, eux, en revanche, par ailleurs, de plus, "
            "en outre, par exemple, d'autres, d'ailleurs, autrement, désormais, du coup, après cela, ce dernier, "
            "cette dernière, ces derniers, ces dernières, tous deux, toutes deux, l'autre, les deux, en effet, dès "
            "lors, alors, y, oui"
        ),
        adding=words("aussi également"),
        first_person=words("je j moi mon ma mes nous notre nos"),
        i=words("je j"),
        pronouns=words("il elle ils elles lui on celui-ci celle-ci"),
        inside=words("cette cet ces même"),
        pointing=(
            r"\b(?:cette|cet|ces)\s+(?!semaine|année|mois|matin|soir|nuit|été|hiver|printemps|automne|fois|jour|saison|dern)\w"
            r"|\ble\s+même\s+jour\b"
        ),
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|il y a|depuis|auparavant|autrefois|par le passé|histori\w+|l['’]an dernier|l['’]année dernière"
            r"|ces derni(?:ers|ères)|avai(?:t|ent)|pourrai(?:t|ent)|serai(?:t|ent)|jamais|afp\))\b"
        ),
        unfinished=words("le la les l un une de du des d à au aux en dans par pour avec sur"),
        unjoined=frozenset(),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=_SAID,
        sources=r"selon|d['’]après|pour",
        more=rf"(?:a|avait) (?:{_MORE})|ajoute|poursuit|conclut|insiste",
        pronouns=r"il|elle|ils|elles",
        joined=rf"a[- ]t[- ]?(?:il|elle) (?:(?:{_ADVERBS}) ){{0,2}}(?:{_PAST})|(?:{_PRESENT})(?:-t)?-(?:il|elle)",
        more_joined=rf"a[- ]t[- ]?(?:il|elle) (?:{_MORE})|(?:ajoute|poursuit|conclut|insiste)-t-(?:il|elle)",
        adverbs=_ADVERBS,
    ),
    names=Names(
        short=r"Mme",
        particles=r"de la|de|du|le|la",
        courtesy=frozenset(),
        titles=words("M. Mme"),
        no_names="",
        days=frozenset(),
        joining=words("et ou &"),
        governing=words("de du des d l à au aux en dans sur pour par avec chez et le la les un une selon que qui dont"),
        belonging=words("par pour"),
        offices=words(
            "ministre président présidente maire avocat avocate député députée chef directeur directrice roi reine"
        ),
        of_office=words("de du des d"),
    ),
    bylines=Bylines(
        by=r"par",
        written=r"publié",
        label=r"texte|auteure?",
        joining=r"et",
        behind=r"pour|le",
        particles=words("de du la le"),
        desks=words("rédaction"),
        roles=words("correspondant journaliste"),
        nobody=words("anonyme inconnu invité rédacteur rédactrice utilisateur"),
    ),
    furniture=Furniture(
        invitations={
            "affiliés": r"\bcontient\s+des\s+liens\s+affiliés\b",
            "désabonner": r"\bvous\s+(?:pou(?:vez|rrez)\s+)?(?:à\s+tout\s+moment\s+)?(?:vous\s+)?désabonner\b",
            "désinscription": r"\blien\s+de\s+désinscription\b",
            "abonnez": r"\babonnez-vous\b",
            "inscrivez": r"\binscrivez-vous\b",
            "aussi": r"^\W*(?:à\s+)?(?:lire|voir)\s+aussi\b|\blire\s+aussi\s*:",
            "cliquez": r"\bcliquez\b",
            "suivez": r"\bsuivez-(?:nous|le|la|les)\b|\bsuivez\s+@",
            "droits": r"\btous\s+droits\s+réservés\b",
            "partagez": r"\bpartagez\s+(?:cet|sur|vos)\b",
            "retrouvez": r"^\W*retrouvez\s+(?:tou|l['’]|notre|nos|le|la)\b",
            "infolettre": r"\b(?:notre|l['’])\s*infolettre\b",
            "lettre": r"\bnotre\s+lettre\s+(?:d['’]information|quotidienne|hebdomadaire|du\s+matin|du\s+soir)\b",
            "recevez": r"^\W*recevez\b.{0,80}\b(?:newsletter|lettre|infolettre|mail|e-mail|alertes?|actualités)\b",
            "recevoir": r"^\W*(?:pour\s+)?recevoir\s+(?:notre|nos|la|les|des)\b.{0,60}\b(?:newsletters?|lettres?|alertes?|informations)\b",
            "rejoignez": r"\brejoignez-nous\b",
            "connectez": r"^\W*connectez-vous\b",
            "lisez": r"^\W*lisez\s+(?:aussi|également|l['’]article|la\s+suite)\b",
            "découvrez": r"^\W*découvrez\s+(?:aussi|également|notre|nos|tous\s+nos)\b",
            "précédente": r"\bversion\s+précédente\s+de\s+(?:cet|ce)\s+(?:article|texte)\b",
            "réservé": r"\b(?:article|contenu)\s+(?:est\s+)?réservé\s+aux\s+abonnés\b",
            "abonnés": r"\bréservés?\s+(?:à\s+nos|aux)\s+abonnés\b",
            "suite": r"\blire\s+la\s+suite\b",
            "crédit": r"\bcrédits?\s*(?:photos?)?\s*:",
            "crédits": r"\bcrédits?\s*(?:photos?)?\s*:",
            "newsletter": r"\b(?:notre|nos)\b.{0,20}\bnewsletter\b",
            "cookies": r"\b(?:nous|ce\s+site|notre\s+site)\b.{0,40}\butilis\w+\b.{0,20}\bcookies\b",
            "apparu": r"^\W*l['’]article\b.{1,250}\best\s+apparu\s+en\s+premier\s+sur\b",
        },
        labels=(
            r"crédits?(?: photos?)?|légende|à (?:lire|voir|écouter)|(?:lire|voir) aussi|sur le même sujet|rectificatif|mots[ -]clés"
            r"|en direct|auteure?"
        ),
        stamps=r"par\s*\.",
        buttons=words(
            "partager sur partagez imprimer copier le lien envoyer par cet article articles commenter commentaires commentaire fermer"
            " rechercher recherche accueil retour haut publicité lire la suite aussi plus suivant précédent voir tous les abonnés"
        ),
        tails=r"(?:lire|voir) (?:la suite|plus)",
        lead_ins="",
        lead_outs="",
        pictured=r"à gauche|à droite|ci-(?:contre|dessus|dessous)|sur la (?:photo|image)[^()]{0,30}|(?:photo|image)s?",
        pictures=r"illustration|photo|image",
        no_titles=phrases(
            "sans titre, pas de titre, sans objet, nouveau billet, billet, vidéo, citation, lien, statut, texte, accueil, page d accueil"
        ),
    ),
    dates=Dates(
        months=(
            "janvier janv",
            "février févr fév fev",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "décembre déc",
        ),
        days=words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        beside=words("publié mis à jour le il y a heures heure jours modifié"),
        ordinals=r"er",
        of="",
        at=r"à",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:me |se )?d[ée]s(?:abonner|inscrire)|d[ée]sabonne(?:ment|z[ -]moi)|d[ée]sinscri(?:ption|vez[ -]moi)"
            r"|r[ée]silier|arr[êe]ter"
        ),
        polite=r"s['’]il vous pla[îi]t|svp|merci de|veuillez|je (?:veux|souhaite|voudrais)",
        thanks=r"merci",
        lists=r"listes?|lettres?",
        off=r"de|du|des",
    ),
    words=Words(
        number="N° {}",
        stories={"one": "{} article", "other": "{} articles"},
        minutes={"one": "{} minute", "other": "{} minutes"},
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
        corrections={"one": "Rectificatif", "other": "Rectificatifs"},
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
)
