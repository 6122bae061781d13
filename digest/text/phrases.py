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
    "newsletter": r"\b(?:our|this|the|free|daily|weekly|email)\b.{0,30}\bnewsletter\b|\bnewsletter\b.{0,40}\b(?:inbox|free|here|today|delivered|abonnieren|anmelden)\b|\bzum\s+newsletter\b",
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
    "cookies": r"\bcookies\b.{0,80}\b(?:accept|consent|polic\w+|settings)|\b(?:accept|consent)\b.{0,60}\bcookies\b",
    "cookie": r"\bcookie\s+(?:policy|settings|notice)\b",
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
    "suite": r"\blire\s+la\s+suite\b",
    "crédit": r"\bcrédits?\s*(?:photos?)?\s*:",
    "crédits": r"\bcrédits?\s*(?:photos?)?\s*:",
    # German
    "abonnieren": r"\b(?:abonnieren\s+sie|jetzt\s+abonnieren)\b",
    "melden": r"\bmelden\s+sie\s+sich\b.{0,40}\ban\b",
    "lesen": r"\b(?:lesen\s+sie\s+(?:auch|hier|mehr|dazu|weiter)|jetzt\s+lesen|mehr\s+lesen)\b",
    "sehen": r"\bsehen\s+sie\s+(?:auch|hier)\b",
    "klicken": r"\bklicken\s+sie\b",
    "folgen": r"\bfolgen\s+sie\s+uns\b",
    "rechte": r"\balle\s+rechte\s+vorbehalten\b",
    # Spanish
    "suscríbase": r"\bsuscríbase\b",
    "suscríbete": r"\bsuscríbete\b",
    "también": r"^\W*lea?e?\s+también\b",
    "clic": r"\bhag?[az]?\s+clic\b",
    "síguenos": r"\bsíguenos\b",
    "derechos": r"\btodos\s+los\s+derechos\s+reservados\b",
    "comparte": r"\bcomparte\s+(?:en|este)\b",
    # Italian
    "iscriviti": r"\biscriviti\b",
    "abbonati": r"^\W*abbonati\b",
    "leggi": r"\bleggi\s+(?:anche|tutto|di\s+più)\b",
    "clicca": r"\bclicca\s+qui\b",
    "seguici": r"\bseguici\b",
    "diritti": r"\btutti\s+i\s+diritti\s+riservati\b",
    "riproduzione": r"\briproduzione\s+riservata\b",
    # Portuguese
    "inscreva": r"\binscreva-se\b",
    "assine": r"^\W*assine\b",
    "leia": r"\bleia\s+(?:também|mais)\b",
    "clique": r"\bclique\s+(?:aqui|em)\b",
    "siga": r"\bsiga-nos\b",
    "direitos": r"\btodos\s+os\s+direitos\s+reservados\b",
    # Dutch
    "abonneer": r"\babonneer\b",
    "schrijf": r"\bschrijf\s+je\s+in\b",
    "meld": r"\bmeld\s+je\s+aan\b",
    "lees": r"\blees\s+(?:ook|meer|verder)\b",
    "klik": r"\bklik\s+hier\b",
    "volg": r"\bvolg\s+ons\b",
    "rechten": r"\balle\s+rechten\s+voorbehouden\b",
}
_PATTERNS = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in _BY_WORD.items()}
_WORD = re.compile(r"[^\W\d_]+")


def invites(text: str) -> bool:
    """Whether the text asks its reader to do something with the page: sign up, share, read more, accept cookies."""
    lower = text.lower()
    return "©" in text or any(_PATTERNS[word].search(text) for word in _PATTERNS.keys() & set(_WORD.findall(lower)))
