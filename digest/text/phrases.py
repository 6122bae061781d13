"""Phrases that address the reader or label the page, in the seven languages, keyed by a word that each contains.

A sentence is matched only against the patterns of the words in it, so the table may grow without slowing anything.
"""

import re

_BY_WORD = {
    # English
    "sign": r"\bsign(?:ed)?[ -]?up\b.{0,60}\b(?:news|e-?mail|alerts?|updates?|free|today|here|our|daily|weekly|for|to)\b|\bsign\s+in\s+(?:to|or)\b",
    "signup": r"\bsignup\b",
    "log": r"\blog\s+in\s+(?:to|or)\b",
    "register": r"\bregister\s+(?:now|here|today|for\s+free)\b",
    "subscribe": r"\bsubscribe\b",
    "subscribing": r"\bsubscribing\b",
    "newsletter": r"\b(?:unseren?|notre|nos|nuestra|nossa|onze)\b.{0,20}\bnewsletter\b|\b(?:our|this|the|free|daily|weekly|email)\b.{0,30}\bnewsletter\b|\bnewsletter\b.{0,40}\b(?:inbox|free|here|today|delivered|abonnieren|anmelden)\b|\bzum\s+newsletter\b",
    "newsletters": r"\bnewsletters\b.{0,40}\b(?:inbox|free|here|today|delivered)\b|\bour\b.{0,30}\bnewsletters\b",
    "like": r"\blike\s+this\s+(?:article|story|post)\b|\blike\s+us\s+on\b",
    "enjoy": r"\benjoy(?:ed)?\s+this\s+(?:article|story|post)\b",
    "enjoyed": r"\benjoyed\s+this\s+(?:article|story|post)\b",
    "click": r"\bclick\s+(?:here|on|the|to|through|below|for)\b",
    "read": r"(?:^|[.!?:|]\s*)read\s+(?:more|also|next|on|the\s+full|our|about)\b|\bto\s+read\s+(?:more|the\s+full)\b",
    "scroll": r"\bscroll\s+(?:down|for|through|to)\b",
    "follow": r"\bfollow\s+(?:us|me|@\w+|(?:him|her|them|\w+|the\s+\w+)\s+on)\b",
    "find": r"\bfind\s+us\s+on\b",
    "join": r"\bjoin\s+(?:us\s+on|the\s+(?:discussion|conversation|debate)|our\s+(?:\w+\s+){0,2}(?:list|community|channel|group))\b",
    "share": r"\bshare\s+(?:this|on\s+(?:facebook|twitter|x|whatsapp|linkedin)|with\s+us|your\s+(?:story|stories|views|thoughts|photos|comments))\b",
    "email": r"\bemail\s+(?:us|to\s+a\s+friend|this)\b|\b(?:enter|confirm|your)\s+(?:your\s+)?email\b(?:\s+address)?",
    "e": r"\be-mail\s+(?:us|to\s+a\s+friend|this)\b|\b(?:enter|confirm)\s+your\s+e-mail\b",
    "video": r"\b(?:watch|see|play)\s+(?:the\s+)?(?:full\s+)?video\b|\bvideo:\s",
    "gallery": r"\b(?:see|view|open)\s+(?:the\s+)?(?:photo\s+)?gallery\b",
    "rights": r"\ball\s+rights\s+reserved\b",
    "c": r"\(c\)\s*\d{4}",
    "copyright": r"\bcopyright\s+(?:©|\d{4}|\(c\)|\w+\s+\d{4})|^\W*copyright\b",
    "terms": r"\bterms\s+(?:of|and)\s+(?:use|service|conditions)\b",
    "privacy": r"\bprivacy\s+policy\b",
    "cookies": r"\bcookies\b.{0,80}\b(?:accept|consent|polic\w+|settings)|\b(?:accept|consent)\b.{0,60}\bcookies\b"
    r"|\b(?:we|(?:this|our)\s+(?:web)?site)\s+uses?\s+cookies\b|\b(?:nous|ce\s+site|notre\s+site)\b.{0,40}\butilis\w+\b.{0,20}\bcookies\b"
    r"|\b(?:wir|diese[r]?\s+(?:web)?(?:seite|site))\b.{0,40}\bcookies\b|\bverwendung\s+von\s+cookies\b.{0,40}\bzu\b|\bcookie-einstellungen\b"
    r"|\b(?:utilizamos|usamos|este\s+sitio|este\s+site)\b.{0,40}\bcookies\b|\b(?:wij|we|deze\s+(?:web)?site)\s+(?:gebruik\w*|maakt)\b.{0,30}\bcookies\b",
    "cookie": r"\bcookie\s+(?:policy|settings|notice)\b|\b(?:utilizziamo|questo\s+sito)\b.{0,40}\bcookie\b",
    "advertisement": r"\badvertisement\b",
    "sponsored": r"\bsponsored\s+content\b",
    "last": r"\blast\s+(?:updated|modified)\b",
    "confidential": r"\bfor\s+confidential\s+(?:support|help)\b",
    "comments": r"\bcomments\s+(?:are\s+closed|section\s+below|below)\b",
    "article": r"\bthis\s+article\s+(?:was|is|has|first|originally)\b.{0,40}\b(?:published|appeared|updated|amended|corrected|adapted)\b",
    "story": r"\bthis\s+story\s+(?:was|is|has|first|originally)\b.{0,40}\b(?:published|appeared|updated|amended|corrected|adapted)\b",
    "post": r"\bthis\s+post\s+(?:was|is|has|first|originally)\b.{0,40}\b(?:published|appeared|updated|amended|corrected)\b",
    "donate": r"\bdonate\s+(?:now|today|here)\b",
    "becoming": r"\bby\s+becoming\s+a\b.{0,40}\b(?:supporter|subscriber|member|patron)\b",
    "become": r"\bbecome\s+a\b.{0,40}\b(?:supporter|subscriber|patron)\b.{0,20}\b(?:today|now|here)\b",
    "journalism": r"\bsupport\s+(?:our|independent)\s+journalism\b",
    "app": r"\bdownload\s+(?:our|the)\b.{0,20}\bapp\b",
    "earlier": r"\b(?:an\s+)?earlier\s+version\s+of\s+this\s+(?:article|story|report|post)\b",
    "page": r"\b(?:on|(?:bottom|top|foot)\s+of)\s+this\s+(?:web)?page\b",
    "thanks": r"^\W*thanks?\s+(?:you\s+)?for\s+(?:watching|reading|subscribing|signing|registering)\b",
    "thank": r"^\W*thank\s+you\s+for\s+(?:watching|reading|subscribing|signing|registering)\b",
    "contributed": r"\bcontributed\s+(?:to\s+this\s+(?:report|article|story)|reporting)\b",
    "reporting": r"^\W*(?:additional\s+)?reporting\s+by\b",
    "get": r"^\W*get\s+(?:\w+\s+){1,6}(?:in|to)\s+your\s+inbox\b|^\W*get\s+(?:our|the\s+latest|breaking)\b.{0,80}\b(?:updates|newsletter|alerts)\b",
    "inbox": r"\b(?:straight|direct(?:ly)?|delivered)\s+(?:in)?to\s+your\s+inbox\b",
    "vimeo": r"\bfrom\b.{1,60}\bon\s+vimeo\.?$",
    "tuned": r"^\W*stay\s+tuned\b",
    "unsubscribe": r"\bunsubscribe\s+(?:at\s+any|any\s*time|here|from\s+(?:this|our))\b",
    "reprints": r"^\W*order\s+reprints\b|^\W*to\s+order\b.{0,80}\breprints\b|\breprints\.com\b",
    "affiliate": r"\baffiliate\s+links?\b.{0,60}\b(?:commission|earn|purchase|post|page|article)\b|\bcontains?\s+affiliate\s+links?\b",
    "commission": r"\bwe\s+(?:may|might)\s+(?:earn|receive|get)\s+an?\s+(?:\w+\s+)?commission\b",
    "affiliés": r"\bcontient\s+des\s+liens\s+affiliés\b",
    "désabonner": r"\bvous\s+(?:pou(?:vez|rrez)\s+)?(?:à\s+tout\s+moment\s+)?(?:vous\s+)?désabonner\b",
    "désinscription": r"\blien\s+de\s+désinscription\b",
    "abmelden": r"\bjederzeit\b.{0,40}\babmelden\b|\bnewsletter\b.{0,20}\babmelden\b",
    "darse": r"\bdarse\s+de\s+baja\b.{0,40}\b(?:momento|boletín|newsletter)\b",
    "disiscriverti": r"\bdisiscriverti\b",
    "afmelden": r"\b(?:kunt|kan)\b.{0,40}\bafmelden\b",
    "window": r"\bwindow\.\w+",
    "photo": r"\bfile\s+photo\b|\bphoto\s*(?:credit|courtesy|by\b|:|/)",
    "photos": r"\bphotos?\s*(?:credit|courtesy|by\b|:|/)",
    "picture": r"\bpicture\s*(?:credit|by\b|:|/)",
    "getty": r"\bgetty\s+images\b",
    "shutterstock": r"\bshutterstock\b",
    # French
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
    # German
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
    # Spanish
    "suscríbase": r"\bsuscríbase\b",
    "suscríbete": r"\bsuscríbete\b",
    "también": r"^\W*lea?e?\s+también\b",
    "clic": r"\bha(?:ga|z)\s+clic\b|\bfai\s+clic\b",
    "boletín": r"\bnuestro\s+boletín\b",
    "lee": r"^\W*(?:lee|lea)\s+(?:también|más|aquí|además)\b|^\W*(?:le\s+)?puede\s+(?:leer|interesar)\b",
    "leer": r"^\W*(?:leer|seguir\s+leyendo)\s+(?:más|también|la\s+nota)\b",
    "interesar": r"^\W*(?:te|le|también\s+te|también\s+le)\s+(?:puede|podría)\s+interesar\b",
    "regístrate": r"^\W*regístrate\b",
    "únete": r"^\W*únete\s+a\b",
    "recibe": r"^\W*recib[ea]\b.{0,60}\b(?:newsletter|boletín|correo|noticias)\b",
    "anterior": r"\bu[nm]a\s+(?:versión|versão)\s+anterior\s+de(?:ste|\s+este|sta|\s+esta)\b",
    "errores": r"^\W*fe\s+de\s+errores\b",
    "síguenos": r"\bsíguenos\b",
    "derechos": r"\btodos\s+los\s+derechos\s+reservados\b",
    "comparte": r"\bcomparte\s+(?:en|este)\b",
    # Italian
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
    # Portuguese
    "inscreva": r"\binscreva-se\b",
    "assine": r"^\W*assine\b",
    "leia": r"\bleia\s+(?:também|mais)\b",
    "clique": r"\bclique\s+(?:aqui|em)\b",
    "siga": r"\bsiga-nos\b|^\W*siga\s+(?:o|a|nosso|nossa)\b.{0,40}\b(?:instagram|facebook|twitter|whatsapp|telegram|canal)\b",
    "receba": r"^\W*receba\b.{0,60}\b(?:newsletter|boletim|e-mail|email|notícias)\b",
    "compartilhe": r"^\W*compartilhe\b",
    "partilhe": r"^\W*partilhe\b",
    "veja": r"^\W*veja\s+(?:também|mais|aqui)\b",
    "cadastre": r"\bcadastre-se\b",
    "direitos": r"\btodos\s+os\s+direitos\s+reservados\b",
    # Dutch
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
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


# A line of nothing but these words is a row of buttons or a menu.
PAGE_WORDS = _words(
    "facebook twitter x linkedin pinterest whatsapp telegram email e mail reddit flipboard tumblr instagram youtube rss"
    " messenger bluesky threads mastodon xing share shares tweet print copy link on via to this article story page save"
    " comment comments close search menu skip content sidebar main back top next previous prev more read view all home"
    " subscribe login log in sign up register advertisement ad ads advert sponsored video videos photos gallery audio"
    " listen play replay embed tags topics related stories articles trending popular latest loading show follow us"
    " partager sur partagez imprimer copier le lien envoyer par cet commenter commentaires commentaire fermer rechercher"
    " recherche accueil retour haut publicité lire la suite aussi plus suivant précédent voir tous les articles abonnés"
    " teilen auf drucken kopieren diesen artikel beitrag kommentare kommentar schließen schliessen suche suchen zurück"
    " nach oben zur startseite übersicht anzeige werbung mehr lesen weiterlesen weiter erfahren zum inhalt springen"
    " anmelden registrieren abo akzeptieren alle anzeigen merken"
    " compartir en imprimir copiar enlace comentarios comentar cerrar buscar inicio volver arriba publicidad leer más"
    " también siguiente anterior ver todo todos guardar"
    " condividi su stampa copia invia commenti commento chiudi cerca indietro torna su pubblicità leggi anche tutto"
    " successivo precedente vai al contenuto"
    " compartilhar compartilhe partilhar no na copiar comentários fechar pesquisar início voltar ao topo publicidade"
    " leia mais também próximo salvar"
    " delen deel via afdrukken reacties reactie reageer sluiten zoeken zoek terug naar boven advertentie lees meer ook"
    " volgende vorige bewaar"
)
# What a program writes where an item has no title, without signs and figures.
NO_TITLES = _phrases(
    "untitled, no title, no subject, untitled post, untitled document, untitled page, new post, auto draft, draft,"
    " title, none, null, undefined, n a, photo, photos, picture, image, gallery, video, audio, quote, link, chat,"
    " answer, ask, text, post, status, status update, note, item, entry, home, home page, homepage, index,"
    " accueil, page d accueil, startseite, inicio, portada, página inicial, pagina iniziale, startpagina,"
    " sans titre, pas de titre, sans objet, nouveau billet, billet, vidéo, citation, lien, statut, texte,"
    " ohne titel, kein titel, unbenannt, kein betreff, neuer beitrag, beitrag, foto, fotos, bild, zitat, verweis,"
    " notiz, entwurf,"
    " sin título, sin titulo, sin asunto, nueva entrada, entrada, cita, enlace, imagen, nota, estado, texto, borrador,"
    " senza titolo, nessun titolo, nessun oggetto, nuovo post, immagine, citazione, collegamento, stato, testo, bozza,"
    " sem título, sem titulo, sem assunto, nova publicação, publicação, imagem, citação, ligação, rascunho,"
    " zonder titel, geen titel, naamloos, geen onderwerp, nieuw bericht, bericht, afbeelding, citaat, koppeling,"
    " notitie, tekst, concept"
)
# A line of nothing but these words and figures is a date, a time or an age.
STAMP_WORDS = _words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun am pm a p m gmt utc bst cet cest est edt cst cdt mst mdt pst pdt et ct pt uk us ist z t h min mins minute"
    " minutes hour hours day days week weeks ago read at on last updated update published posted modified created first"
    " janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi"
    " vendredi samedi dimanche publié mis à jour le il y heures heure jours modifié"
    " januar jänner februar märz mai juni juli august oktober dezember montag dienstag mittwoch donnerstag freitag"
    " samstag sonntag uhr um vor stunden stunde tagen minuten stand aktualisiert veröffentlicht zuletzt den der"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles"
    " jueves viernes sábado domingo hace horas hora días publicado actualizado actualizada de del las los el"
    " gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre gen ago set ott dic lunedì"
    " martedì mercoledì giovedì venerdì sabato domenica ore fa alle pubblicato aggiornato giorni il"
    " janeiro fevereiro março maio junho julho setembro outubro novembro dezembro segunda terça quarta quinta sexta"
    " feira há às atualizado atualizada dias em"
    " januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag uur geleden om"
    " gepubliceerd bijgewerkt laatst dagen op"
)
_PATTERNS = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in _BY_WORD.items()}
_WORD = re.compile(r"[^\W\d_]+")


def invites(text: str) -> bool:
    """Whether the text asks its reader to do something with the page: sign up, share, read more, accept cookies."""
    lower = text.lower()
    return "©" in text or any(_PATTERNS[word].search(text) for word in _PATTERNS.keys() & set(_WORD.findall(lower)))


def is_made_of(text: str, words: frozenset[str]) -> bool:
    """Whether every word of the text is one of these; figures and signs do not count."""
    found = _WORD.findall(text.lower())
    return bool(found) and words.issuperset(found)
