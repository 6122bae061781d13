"""What differs between languages, in one table each. To support another language, add a row.

Words are lower case; an abbreviation of one letter is as written ("M. Dupont"). A language without a row is read with the English punctuation rules, no abbreviations
of its own and no dangling starts, which is sensible for most scripts.
"""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Language:
    """One language's tables.

    abbreviations: never end a sentence ("Dr.", "No."); a full stop after them is part of the word.
    endings: abbreviations that may end one ("Inc.", "a.m."): they do when a starter follows.
    starters: function words that, capitalised, begin a sentence.
    dangling: first words, one to four, that point back at the sentence before.
    background: what says that a sentence tells of before the news, or of what might be (a regular expression).
    adding: "also", which does so from the second to the fifth word; in English "them" too ("While most of them").
    speech: verbs that introduce or attribute somebody's words (a regular expression).
    first_person: words that only a quoted person or a columnist says.
    pronouns: of the third person, which name nobody.
    inside: words that point back from inside a sentence, where pointing says so, or people and introducing.
    pointing: what does so with the words beside it ("this running gag", "sagte er"; a regular expression).
    people: pronouns of one person; introducing: what may have introduced that person before (regular expressions).
    ordinal_dot: whether a full stop makes an ordinal of a number ("am 3. Oktober").
    """

    abbreviations: frozenset[str]
    endings: frozenset[str]
    starters: frozenset[str]
    dangling: frozenset[str]
    speech: str
    first_person: frozenset[str]
    pronouns: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    pointing: str = r"(?!)"
    people: str = r"(?!)"
    introducing: str = r"(?!)"
    background: str = r"\b(?:1[89]|20)\d\d\b"
    adding: frozenset[str] = frozenset()
    ordinal_dot: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


_ROWS = {
    "en": Language(
        abbreviations=_words(
            "mr mrs ms mx dr prof st sr rev hon gen brig maj col lt sgt cpl capt cmdr adm gov sen rep pres supt det"
            " insp messrs mt ft fr no nos fig figs vol vols pp p ed eds ch sec art vs v cf e.g i.e viz approx dept"
            " ave blvd rd hwy ste apt tel ext ph.d m.d b.a m.a op cit al ca c rs pvt tech"
        ),
        endings=_words(
            "inc ltd co corp plc bros llc jr esq etc u.s u.k u.n e.u u.s.a a.m p.m d.c l.a n.y est min max"
            " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun"
        ),
        starters=_words(
            "the a an in on at by for from with to of as but and so yet or if when while after before since until"
            " he she it they we i you this that these those there here his her its their our my your what who how"
            " why where which not no all some many most more one two both each every another others however are did can"
            " could would should have nobody somebody everybody everyone nothing neither"
            " meanwhile although though because once under over during despite about also then now still even"
        ),
        dangling=_phrases(
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
        speech=(
            r"said|says?|told|tells|asked|added|adds?|warned|explained|insisted|replied|wrote|writes?|reports?|reported|noted?|notes"
            r"|argued|claimed|stated|continued|concluded|commented|tweeted|recalled|admitted|announced|declared|telling|saying|adding"
        ),
        first_person=_words("i i'm i've i'd i'll me my mine myself we we're we've we'd we'll us our ours ourselves"),
        pronouns=_words("he she it they him her his them their its who"),
        inside=_words("this these that those same he she him her his hers himself herself"),
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
        adding=_words("also them"),
    ),
    "fr": Language(
        abbreviations=_words(
            "M m mm mme mmes mlle me mgr dr pr prof st ste cf p pp art vol éd n° no p.ex av apr env tél ex chap al fig"
        ),
        endings=_words("etc cie s.a a.m p.m janv févr avr juil sept oct nov déc"),
        starters=_words(
            "le la les l un une des du de d à au aux en dans sur pour par avec sans sous chez il elle ils elles on nous"
            " vous je ce c cette ces cela ça son sa ses leur leurs mais et ou or donc car si quand lorsque comme selon"
            " après avant depuis pendant puis ainsi toutefois cependant pourtant enfin qui que quel quelle tout tous"
        ),
        dangling=_phrases(
            "il, elle, ils, elles, ce, cela, ça, cet, cette, ces, c'est, c'était, son, sa, ses, leurs, leur, mais, "
            "et, ou, or, donc, ni, car, cependant, toutefois, pourtant, ainsi, puis, ensuite, enfin, aussi, "
            "néanmoins, celui-ci, celle-ci, ceux-ci, celles-ci, ceci, lui, eux, en revanche, par ailleurs, de plus, "
            "en outre, par exemple, d'autres, d'ailleurs, autrement, désormais, du coup, après cela, ce dernier, "
            "cette dernière, ces derniers, ces dernières, tous deux, toutes deux, l'autre, les deux, en effet, dès "
            "lors, alors, y, oui"
        ),
        speech=(
            r"dit|déclare|a déclaré|déclarait|affirme|a affirmé|explique|a expliqué|ajoute|a ajouté|estime|a estimé|assure|a assuré"
            r"|précise|a précisé|indique|a indiqué|rapporte|raconte|souligne|écrit|répond|confie|lance"
        ),
        first_person=_words("je j moi mon ma mes nous notre nos"),
        pronouns=_words("il elle ils elles lui on celui-ci celle-ci ce dernier"),
        inside=_words("cette cet ces même"),
        pointing=(
            r"\b(?:cette|cet|ces)\s+(?!semaine|année|mois|matin|soir|nuit|été|hiver|printemps|automne|fois|jour|saison|dern)\w"
            r"|\ble\s+même\s+jour\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|il y a|depuis|auparavant|autrefois|par le passé|histori\w+|l['’]an dernier|l['’]année dernière"
            r"|ces derni(?:ers|ères)|avai(?:t|ent)|pourrai(?:t|ent)|serai(?:t|ent)|jamais|afp\))\b"
        ),
        adding=_words("aussi également"),
    ),
    "de": Language(
        abbreviations=_words(
            "hr fr frau dr prof dipl abb mio mrd ing st z.b d.h u.a u.ä o.ä i.d.r s.o s.u v.a z.t ca bzw vgl evtl ggf inkl exkl max"
            " min mind nr art abs bd hrsg jh str tel sog geb gest rd vs z d u o b h a bspw usf allg"
        ),
        endings=_words("usw etc co jan feb apr aug sept okt nov dez"),
        starters=_words(
            "der die das den dem des ein eine einen einem einer in im am an auf bei mit von vom zu zum zur für nach vor"
            " seit aus über unter durch ohne um gegen er sie es wir ich ihr man und oder aber doch denn wenn als ob weil"
            " da dass wie was wer wo warum auch noch nur nicht kein keine alle viele dies diese dieser dieses so dann dort hier heute"
            " gestern danach damit dabei daher deshalb jetzt"
        ),
        dangling=_phrases(
            "er, sie, es, dies, dieser, dieses, diesem, diesen, diese, jener, jenes, jenem, jenen, jene, seiner, "
            "seines, seinem, seinen, seine, seinr, seins, seinm, seinn, sein, ihrer, ihres, ihrem, ihren, ihre, ihrr, "
            "ihrs, ihrm, ihrn, ihr, ihm, ihn, ihnen, aber, und, oder, doch, denn, jedoch, auch, dann, danach, daher, "
            "deshalb, deswegen, darum, dabei, damit, davon, dazu, dafür, dagegen, daran, darauf, daraus, darin, "
            "allerdings, außerdem, zudem, trotzdem, dennoch, stattdessen, sonst, ebenso, beide, solche, somit, also, "
            "so, hingegen, inzwischen, unterdessen, zum beispiel, letzterer, letzteres, letzteren, letztere, "
            "ersterer, ersteres, ersteren, erstere, dort, da, das ist, das war, das sei, das habe, das hat"
        ),
        speech=(
            r"sagte?|sagt|erklärte?|erklärt|betonte?|betont|meinte?|meint|fügte hinzu|warnte?|warnt|berichtete?|berichtet|schrieb|schreibt"
            r"|teilte mit|kritisierte?|so"
        ),
        first_person=_words("ich mich mir mein meine meinen meiner wir uns unser unsere"),
        pronouns=_words("er sie es ihm ihr ihn ihnen dieser diese"),
        inside=_words("diese dieser dieses diesem diesen selben er sie"),
        pointing=(
            r"\bdiese[rsmn]?\s+(?!woche|monat|jahr|tage|morgen|abend|sommer|winter|herbst|frühling|saison|wochenende|zeit)\w"
            r"|\b(?:am|zur)\s+selben\b|^\W*(?:sagte?|erklärte?|betonte?|meinte?|schrieb|schreibt)\s+(?:er|sie)\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|seit|früher|zuvor|damals|histori\w+|jemals|hatten?|könnten?|würden?|vergangene[nrs]?"
            r"|(?:letzte|vorige)[nrs]? (?:jahr|monat|woche)\w*|vor (?:\w+ )?(?:jahren|monaten|wochen|tagen)|dpa\))\b"
        ),
        adding=_words("auch ebenfalls"),
        ordinal_dot=True,
    ),
    "es": Language(
        abbreviations=_words(
            "sr sra srta sres dr dra prof D d dña ee st sta sto ud uds vd p pp pág págs art núm n° vol cf p.ej ej av avda tel aprox gral"
        ),
        endings=_words("etc ee.uu uu s.a cía a.m p.m"),
        starters=_words(
            "el la los las un una unos unas en de del al a por para con sin sobre tras según desde hasta entre él ella"
            " ellos ellas se su sus este esta estos estas ese esa esto eso y o pero si cuando como porque aunque mientras"
            " no que quien lo le les también además así ya hay"
        ),
        dangling=_phrases(
            "él, ella, ellos, ellas, este, esta, esto, estos, estas, ese, esa, eso, esos, esas, su, sus, pero, y, e, "
            "o, u, ni, sin embargo, no obstante, además, también, así, asimismo, entonces, luego, después, por eso, "
            "por ello, por lo tanto, por tanto, por otra parte, por otro lado, por ejemplo, en cambio, ambos, ambas, "
            "tal, tales, otro, otra, otros, otras, aun así, de hecho, lo que"
        ),
        speech=r"dijo|dice|afirmó|afirma|explicó|explica|añadió|añade|aseguró|asegura|señaló|señala|indicó|indica|declaró|declara|según",
        first_person=_words("yo me mi mis mí nosotros nosotras nos nuestro nuestra nuestros nuestras"),
        pronouns=_words("él ella ellos ellas este esta"),
        inside=_words("esta este estas estos esa ese esas esos mismo"),
        pointing=(
            r"\b(?:est[ea]|est[oa]s|es[ea]|es[oa]s)\s+(?!semana|año|mes|mañana|noche|tarde|verano|invierno|temporada|siglo|fin|vez|día"
            r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|de\b|del\b|y\b|a\b|es\b)\w|\bel\s+mismo\s+día\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|desde|hace|anteriormente|antes|históric\w+|(?:año|mes|semana) pasad[oa]|últimos|había[n]?"
            r"|podría[n]?|sería[n]?|jamás|efe\))\b"
        ),
        adding=_words("también"),
    ),
    "it": Language(
        abbreviations=_words(
            "sig sigg sig.ra dott dott.ssa prof prof.ssa avv ing arch on sen st S s p pp pag art n vol cfr es p.es ca tel gen"
        ),
        endings=_words("ecc s.p.a spa srl"),
        starters=_words(
            "il lo la i gli le l un uno una in nel nella nei di del della dei da dal dalla a al alla con su per tra fra"
            " egli lui lei loro noi io si e o ma se quando come perché mentre dopo prima anche non che chi questo questa"
            " questi queste quello suo sua secondo così"
        ),
        dangling=_phrases(
            "egli, ella, lui, lei, loro, esso, essa, essi, esse, questo, questa, questi, queste, quello, quella, "
            "quelli, quelle, ciò, suo, sua, suoi, sue, ma, e, ed, o, oppure, però, tuttavia, inoltre, anche, così, "
            "quindi, dunque, perciò, poi, dopo di che, infatti, invece, intanto, entrambi, entrambe, tale, tali, "
            "altro, altri, altre, per esempio, ad esempio, d'altra parte"
        ),
        speech=r"ha detto|disse|dice|ha dichiarato|dichiara|afferma|ha affermato|spiega|ha spiegato|aggiunge|ha aggiunto|secondo|sottolinea",
        first_person=_words("io mi me mio mia miei mie noi ci nostro nostra nostri nostre"),
        pronouns=_words("egli ella lui lei loro questi"),
        inside=_words("questo questa questi queste stesso"),
        pointing=(
            r"\bquest[oaie]\s+(?!settimana|anno|mese|mattina|sera|notte|estate|inverno|stagione|volta|giorn|è\b)\w|\blo\s+stesso\s+giorno\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|fa|in passato|precedentemente|storic\w+|(?:anno|mese|settimana) scors[oa]|ultimi|aveva(?:no)?"
            r"|potrebbe(?:ro)?|sarebbe(?:ro)?|ansa\))\b"
        ),
        adding=_words("anche inoltre"),
    ),
    "pt": Language(
        abbreviations=_words(
            "sr sra dr dra prof profa st sto sta D R d p pp pág art n nº n.º vol cf ex p.ex av tel eng gen"
        ),
        endings=_words("etc s.a ltda cia eua"),
        starters=_words(
            "o a os as um uma em no na nos nas de do da dos das por para com sem sobre após segundo desde até entre ele"
            " ela eles elas se seu sua este esta esse essa isto isso e ou mas quando como porque embora enquanto não que"
            " quem também além já"
        ),
        dangling=_phrases(
            "ele, ela, eles, elas, este, esta, isto, estes, estas, esse, essa, isso, esses, essas, seus, seu, suas, "
            "sua, mas, e, ou, nem, porém, contudo, no entanto, entretanto, todavia, além disso, também, assim, então, "
            "depois, por isso, portanto, em vez disso, ambos, ambas, tal, tais, outro, outra, outros, outras, por "
            "exemplo, por outro lado, de fato"
        ),
        speech=r"disse|diz|afirmou|afirma|explicou|explica|acrescentou|acrescenta|declarou|declara|segundo|ressaltou|destacou",
        first_person=_words("eu me mim meu minha meus minhas nós nosso nossa nossos nossas"),
        pronouns=_words("ele ela eles elas este esta"),
        inside=_words("esta este estas estes essa esse essas esses mesmo"),
        pointing=(
            r"\b(?:est[ea]|ess[ea])s?\s+(?!semana|ano|mês|manhã|noite|tarde|verão|inverno|temporada|vez|dia|segunda|terça|quarta|quinta"
            r"|sexta|sábado|domingo|é\b)\w|\bno\s+mesmo\s+dia\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|desde|há|anteriormente|antes|históric\w+|(?:ano|mês|semana) passad[oa]|últimos|havia[m]?"
            r"|tinha[m]?|poderia[m]?|seria[m]?|jamais)\b"
        ),
        adding=_words("também"),
    ),
    "nl": Language(
        abbreviations=_words(
            "dhr mevr mw mln mld dr drs ir ing mr prof st b.v d.w.z bijv bv o.a m.b.t i.v.m t.o.v t.a.v nr blz p art vgl ca max min m.n z.g zgn a.d"
        ),
        endings=_words("enz etc jl jan feb mrt apr aug sept okt nov dec n.v"),
        starters=_words(
            "de het een in op aan bij met van voor naar uit over onder door zonder om tegen na sinds tijdens hij zij ze"
            " we wij ik je u men dit dat deze die en of maar want als toen omdat hoewel dat wat wie waar hoe waarom ook"
            " niet geen alle veel volgens er"
        ),
        dangling=_phrases(
            "hij, zij, ze, het is, het was, het gaat, dit, dat, deze, die, zijn, haar, hun, hem, hen, maar, en, of, "
            "want, echter, ook, toch, dan, daarna, daarom, daarbij, daarmee, daarvan, daarvoor, daartoe, daarop, "
            "daardoor, dus, bovendien, verder, intussen, ondertussen, desondanks, niettemin, anders, beide, zo, "
            "zulke, zodoende, bijvoorbeeld, daarentegen, laatstgenoemde, toen, daar, er"
        ),
        speech=r"zei|zegt|aldus|verklaarde|verklaart|vertelde|vertelt|voegde|meldt|meldde|schrijft|schreef|volgens|stelt|stelde",
        first_person=_words("ik mij me mijn wij we ons onze"),
        pronouns=_words("hij zij ze hem haar hen deze"),
        inside=_words("deze dit dezelfde"),
        pointing=(
            r"\b(?:deze|dit)\s+(?!week|maand|jaar|ochtend|avond|nacht|zomer|winter|seizoen|weekend|keer|moment|is\b)\w|\bdezelfde\s+dag\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|sinds|geleden|eerder|destijds|histori\w+|ooit|hadden|had|zou|zouden|afgelopen"
            r"|vorige? (?:jaar|maand|week)|anp\))\b"
        ),
        adding=_words("ook eveneens"),
    ),
}

_OTHER = Language(frozenset(), frozenset(), frozenset(), frozenset(), r"(?!)", frozenset())


@cache
def language(code: str | None) -> Language:
    """The tables of an ISO 639-1 code or a tag that begins with one ("pt-BR"); empty tables when unknown."""
    return _ROWS.get((code or "")[:2].lower(), _OTHER)


def known_languages() -> tuple[str, ...]:
    return tuple(_ROWS)
