"""English."""

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

LANGUAGE = Language(
    codes=("en", "eng"),
    name="english",
    rules=Rules(
        abbreviations=words(
            "mr mrs ms mx dr prof st sr rev hon gen brig maj col lt sgt cpl capt cmdr adm gov sen rep pres supt det"
            " insp messrs mt ft fr no nos fig figs vol vols pp p ed eds ch sec art vs v cf e.g i.e viz approx dept"
            " ave blvd rd hwy ste apt tel ext ph.d m.d b.a m.a op cit al ca c rs pvt tech"
        ),
        word_or_short=words("no art fig"),
        compounds=(),
        endings=words(
            "inc ltd co corp plc bros llc jr esq etc u.s u.k u.n e.u u.s.a a.m p.m d.c l.a n.y est min max"
            " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun"
        ),
        behind_hours=words(
            "monday tuesday wednesday thursday friday saturday sunday january jan february feb march mar april apr may"
            " june jun july jul august aug september sept sep october oct november nov december dec et ct mt pt est edt"
            " cst cdt mst mdt pst pdt gmt bst cest utc ist eastern central mountain pacific local"
        ),
        ordinal_dot=False,
        starters=words(
            "the a an in on at by for from with to of as but and so yet or if when while after before since until"
            " he she it they we i you this that these those there here his her its their our my your what who how"
            " why where which not no all some many most more one two both each every another others however are did can"
            " could would should have nobody somebody everybody everyone nothing neither"
            " meanwhile although though because once under over during despite about also then now still even"
        ),
        stop_words=frozenset(),
        dangling=phrases(
            "he, she, it, they, this, that, these, those, his, hers, her, its, theirs, their, him, them, himself, "
            "herself, themselves, but, however, and, so, or, yet, nor, also, moreover, furthermore, nevertheless, "
            "nonetheless, still, then, thus, therefore, instead, otherwise, similarly, likewise, besides, conversely, "
            "such, both, neither, another, others, meanwhile, hence, afterwards, afterward, later, too, either, all "
            "of them, all of this, all of that, all of these, all of those, all them, all this, all that, all these, "
            "all those, one of them, one of these, one of those, some of them, some of these, some of those, many of "
            "them, many of these, many of those, most of them, most of these, most of those, none of them, none of "
            "these, none of those, each of them, each of these, each of those, two of them, two of these, two of "
            "those, three of them, three of these, three of those, the latter, the former, the pair, the duo, the "
            "two, the same, the others, the other, the trio, the move, the incident, the decision, in addition, in "
            "contrast, in turn, in response, in reply, in return, for example, for instance, for this, for that, as a "
            "result, as such, on the other, on the contrary, after that, after this, after all, by contrast, by then, "
            "at the same time, because of this, because of that, despite this, despite that, to that end, what is "
            "more, that said, even so, if so, if not, not only that, since then, until then, yes, indeed, "
            "well, which is, which are, which was, which were, which has, which means, which makes, with these, from these, "
            "to these, of these, in these, on these, under these, beyond these, among these, given these, despite these, "
            "amid these, through these, from this, with this, to this, under this, beyond this, against this, given this, "
            "amid this, following this, through this, the organisation, the organization, the group, the company, the firm, "
            "the body, the agency, the charity"
        ),
        adding=words("also them"),
        first_person=words("i i'm i've i'd i'll me my mine myself we we're we've we'd we'll us our ours ourselves"),
        i=words("i my"),
        pronouns=words("he she it they him her his them their its who"),
        inside=words("this these that those same he she him her his hers himself herself"),
        pointing=(
            r"\b(?:this|these)\s+(?!(?:past\s+)?(?:week|month|year|morning|evening|afternoon|night|season|summer|winter|spring"
            r"|autumn|fall|weekend|century|decade|time|point|stage|country|day)s?\b)[a-z]"
            r"|\b(?:that|those|the\s+same)\s+(?:day|night|week|month|year|evening|morning|time|afternoon|place|man|woman)s?\b"
        ),
        people=r"\b(?:he|she|him|her|his|hers|himself|herself)\b",
        introducing=r"\b(?:an?|the|one|no|every|each|another|my|our|your|whose|who|any|some|two|three|\d+)\b|['’]s?\b",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|\d0s|(?:last|past|recent|previous|few|several) (?:days?|weeks?|months?|years?|decades?)|ago"
            r"|earlier this \w+|years earlier|this year|previously|formerly|in the past|histor(?:y|ic|ically)|since|ever"
            r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"
            r"|ha[sv]e? been|had (?!a\b|an\b|the\b|to\b|no\b)\w+|known (?:as|for)|anonymously|contact|if you|anyone|critics"
            r"|(?:could|would|might)|(?:reuters|afp|ap|dpa|xinhua)\))\b"
        ),
        unfinished=words("a an at by for from in of the to with"),
        unjoined=words(
            "The This These That He She They It But And There His Her Their In After When While As At On With From"
        ),
    ),
    speech=Speech(
        verbs=(
            r"said|says?|told|tells|asked|added|adds?|warned|explained|explains|insisted|replied|wrote|writes?|reports?|reported|noted?"
            r"|notes|argued|claimed|stated|continued|concluded|commented|comments|tweeted|recalled|admitted|announced|declared"
            r"|remarked|joked|observed|acknowledged|stressed|posted|testified|complained|conceded|predicted|urged|telling|saying|adding"
        ),
        inverted=r"said|says|wrote|added|explains|explained|asked|comments|commented",
        sources=r"according to",
        more=r"added|adds|continued|concluded",
        pronouns=r"he|she|they",
        joined="",
        more_joined="",
        adverbs=r"also|later|then|further|previously|tearfully|recently|\w+ly",
    ),
    names=Names(
        short=r"Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Prof|St|Rev|Jr|Sr",
        particles=r"bin|ben|ibn|al|el",
        courtesy=words("Mr Ms Mr. Ms."),
        titles=words(
            "President Minister Chancellor Mayor Senator Sen. Gov. Rep. Judge King Queen Pope Mrs Mrs. Dr Dr. M."
        ),
        no_names=r"\w{3,}ing",
        days=words(
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
            " September October November December"
        ),
        joining=words("and or &"),
        governing=words(
            "of for to at from by with in on against about near like and or the an alongside beside between after before than"
            " that which who whom whose what when while if because told tell tells"
        ),
        belonging=words("of for to from by"),
        offices=frozenset(),
        of_office=frozenset(),
    ),
    bylines=Bylines(
        by=r"by",
        written=r"written|words|posted|published|reported|story|text",
        label=r"text|author|words",
        joining=r"and",
        behind=r"on|in|at|for",
        particles=words("al bin ibn"),
        desks=words("agencies desk editorial editors newsdesk newsroom online staff team"),
        roles=words(
            "articles author bio columnist contributor correspondent editor follow journalist more posts profile reporter"
            " reporters writer writers"
        ),
        nobody=words(
            "anonymous chief default demo guest in moderator nobody publisher site staff test the undefined unknown web"
        ),
    ),
    furniture=Furniture(
        invitations={
            "sign": r"\bsign(?:ed)?[ -]?up\b.{0,60}\b(?:news|e-?mail|alerts?|updates?|free|today|here|our|daily|weekly|for|to)\b|\bsign\s+in\s+(?:to|or)\b",
            "signup": r"\bsignup\b",
            "log": r"\blog\s+in\s+(?:to|or)\b",
            "register": r"\bregister\s+(?:now|here|today|for\s+free)\b",
            "subscribe": r"\bsubscribe\b",
            "subscribing": r"\bsubscribing\b",
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
            "copyright": r"\bcopyright\s+(?:©|\d{4}|\(c\)|\w+\s+\d{4})|^\W*copyright\b",
            "terms": r"\bterms\s+(?:of|and)\s+(?:use|service|conditions)\b",
            "privacy": r"\bprivacy\s+policy\b",
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
            "photo": r"\bfile\s+photo\b|\bphoto\s*(?:credit|courtesy|by\b|:|/)",
            "photos": r"\bphotos?\s*(?:credit|courtesy|by\b|:|/)",
            "picture": r"\bpicture\s*(?:credit|by\b|:|/)",
            "newsletter": r"\b(?:our|this|the|free|daily|weekly|email)\b.{0,30}\bnewsletter\b|\bnewsletter\b.{0,40}\b(?:inbox|free|here|today|delivered)\b",
            "cookies": r"\bcookies\b.{0,80}\b(?:accept|consent|polic\w+|settings)|\b(?:accept|consent)\b.{0,60}\bcookies\b|\b(?:we|(?:this|our)\s+(?:web)?site)\s+uses?\s+cookies\b",
            "cookie": r"\bcookie\s+(?:policy|settings|notice)\b",
            "appeared": r"^\W*the\s+(?:post|article)\b.{1,250}\b(?:appeared\s+first|first\s+appeared)\s+on\b",
        },
        labels=(
            r"(?:photo|image|picture|video)s?[ -]?(?: ?(?:credits?|courtesy|source|illustration|by))?|photograph|pictured|credits?"
            r"|caption|above|below|watch|listen|related(?: (?:stories|articles|content|links?))?"
            r"|more(?: (?:from|on|information|about)\b.{0,40}?)?|also read|read(?: more| also| next)?|see also|sources?|tags?|topics?"
            r"|filed (?:to|under)|share|comments?|corrections?|clarification|editor['’]?s? note|updated?|published|posted"
            r"|first published|advertisement|breaking|live|by line|authors?|contact|media contact|notes? to editors|factbox"
            r"|explainer|opinion|analysis|contributing|publish date"
        ),
        stamps=r"(?:posted|published|updated|created|modified)\b.{0,40}\d|by\s*\.",
        buttons=words(
            "email e mail share shares tweet print copy link on via to this article story page save"
            " comment comments close search menu skip content sidebar main back top next previous prev more read view all home"
            " subscribe login log in sign up register advertisement ad ads advert sponsored video videos photos gallery audio"
            " listen play replay embed tags topics related stories articles trending popular latest loading show follow us"
        ),
        tails=r"(?:read|learn) more|continue reading",
        lead_ins=r"(?:below|here|the following)(?:['’]s|\s+(?:are|is))",
        lead_outs=r"(?:as|which)\s+[\w .&’']{2,40}\s+(?:reports?|reported|writes?|wrote|adds?|explains?|notes?|puts? it)",
        pictured=(
            r"[^()]{0,40}\bpictured\b[^()]{0,40}"
            r"|(?:(?:main|far|top|bottom|second|third) )?(?:left|right|centre|center|above|below|inset)(?: (?:and|with)\b[^()]{0,40})?"
            r"|see [^()]{0,20}\b(?:videos?|photos?|pictures?|graphics?|map|chart|gallery|below|above)\b[^()]{0,20}"
            r"|(?:file )?(?:photo|picture|pic|image|photograph)s?(?: (?:of|above|below|left|right)\b[^()]{0,40})?"
        ),
        pictures=r"illustration|photo|image",
        no_titles=phrases(
            "untitled, no title, no subject, untitled post, untitled document, untitled page, new post, auto draft, draft,"
            " title, none, null, undefined, n a, photo, photos, picture, image, gallery, video, audio, quote, link, chat,"
            " answer, ask, text, post, status, status update, note, item, entry, home, home page, homepage, index"
        ),
    ),
    dates=Dates(
        months=(
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        days=words("monday tuesday wednesday thursday friday saturday sunday"),
        beside=words(
            "jan feb mar apr jun jul aug"
            " sep sept oct nov dec mon tue tues wed thu thur thurs fri"
            " sat sun am pm a p m gmt utc bst cet cest est edt cst cdt mst mdt pst pdt et ct pt uk us ist z t h min mins minute"
            " minutes hour hours day days week weeks ago read at on last updated update published posted modified created first"
        ),
        ordinals=r"st|nd|rd|th",
        of="",
        at=r"at",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:unsubscribe|stop|remove|opt[ -]?out|cancel|cancel (?:my |the )?subscription|sign ?off|leave)(?: me| us)?"
            r"|take me off"
        ),
        polite=r"please|pls|kindly|(?:i|we) (?:want|wish|would like|['’]d like) to",
        thanks=r"please|thanks|thank you|thx|now",
        lists=r"(?:mailing ?)?lists?|newsletters?|e?-?mails?|digests?",
        off=r"from|of|off",
    ),
    words=Words(
        number="No. {}",
        stories={"one": "{} story", "other": "{} stories"},
        minutes={"one": "{} minute", "other": "{} minutes"},
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
        corrections={"one": "Correction", "other": "Corrections"},
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
    ),
)
