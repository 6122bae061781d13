"""Norwegian: Bokmål, and what Nynorsk shares with it."""

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
    r"sier|sa|forteller|fortalte|forklarer|forklarte|mener|mente|opplyser|opplyste|uttaler|uttalte|skriver|skrev|svarer(?! til)"
    r"|svarte(?! til)|spør|spurte|understreker|understreket|påpeker|påpekte|poengterer|poengterte|presiserer|presiserte"
    r"|advarer|advarte|bekrefter|bekreftet|hevder|hevdet|kommenterer|kommenterte|konstaterer|konstaterte|konkluderer|konkluderte"
    r"|fastslår|fastslo|slår fast|slo fast|melder(?! seg)|meldte(?! seg)|rapporterer|rapporterte|innrømmer|innrømmet|erkjenner|erkjente"
    r"|medgir|medga|vedgår|vedgikk|beklager|beklaget|fortsetter|fortsatte|utdyper|utdypet|tilføyer|tilføyde|oppsummerer|oppsummerte"
    r"|gjentar|gjentok|kunngjør|kunngjorde|informerer|informerte|ropte|jubler|jublet|seier|meiner|fortel"
)
_HAS_SAID = (
    r"har (?:også |tidligere )?(?:sagt|fortalt|forklart|ment|opplyst|uttalt|skrevet|svart|understreket|påpekt|bekreftet|hevdet|kommentert)"
    r"|legger til|la til"
)

_LISTS = r"(?:e-?post|adresse)?list(?:en|a|e)|nyhetsbrev(?:et|ene)?|abonnement(?:et)?|utsendelse(?:n|ne|r)"

LANGUAGE = Language(
    codes=("nb", "no", "nn", "nor", "nob", "nno"),
    name="norwegian",
    rules=Rules(
        abbreviations=words(
            "hr frk mr mrs ms dr prof siv ing cand stud mag lic adv adm adm.dir dir ass kapt kpt sgt lt st red vit avd kap art pkt"
            " nr fv rv kr s f d v p ca kl bl.a f.eks feks d.v.s dvs jf jfr evt ev inkl ekskl iflg vedr ref hhv resp pga p.g.a mht m.h.t"
            " ifm i.f.m ift iht vha sml maks min tlf mob adr postb pb gt str fig tab bd utg forts vs off int eksp pr p.t m.a.o"
            " t.o.m f.o.m s.k såk innst prop ot.prp st.meld meld d.e d.y kgl"
        ),
        word_or_short=words("kr art ass min red off kap int tab meld maks utg"),
        compounds=(),
        endings=words(
            "osv etc mv m.v m.m mfl m.fl o.l ol o.a mill mrd jr sr e.kr f.kr inc ltd co corp t.v t.h"
            " jan feb apr aug sep sept okt nov des"
        ),
        behind_hours=frozenset(),
        ordinal_dot=False,  # months are small, so that a capital behind "3–1." begins a sentence
        starters=words(
            "det den de en et ei i på av til for med fra om ved hos etter før under over mellom mot uten gjennom siden blant"
            " ifølge tross han hun vi jeg du dere man hva hvem hvor hvordan hvorfor når da mens fordi hvis dersom selv som at og"
            " men eller så også ikke ingen noen noe alle flere mange bare nå dette disse denne der her å er var ble blir har"
            " hadde skal kan vil må seg opp ut dermed derfor likevel samtidig imidlertid"
            " ikkje frå eg ho kva korleis vart"
        ),
        stop_words=words(
            "være vært blitt bli ha hatt skulle kunne ville måtte bør burde får fikk fått få gjør gjøre gjorde gjort går gikk gå"
            " gått kommer kom komme kommet tar tok ta tatt sier sa sagt si ser så sett se sin sitt hennes dens dets ham henne dem"
            " deres deg din ditt dine inn ned fram frem bort igjen enda ennå alltid aldri ofte kun nok svært veldig mye mer mest"
            " mindre minst fleste første andre annen annet ny nye nytt stor store stort god gode godt samme slik slike hver"
            " hvert hele helt litt både enten verken innen innenfor utenfor foran bak rundt sammen videre fordi ettersom enn"
            " tidligere senere allerede langs rett derimot dessuten fortsatt gjerne altså gang ganger"
            " ett to tre år kroner prosent vere vore blei dei desse ein eit nokon mykje"
        ),
        dangling=phrases(
            "han, hun, dem, ham, henne, dette, disse, denne, hennes, deres, dens, dets, men, og, eller, også, dermed, derfor,"
            " derimot, likevel, imidlertid, dessuten, videre, deretter, derpå, derfra, derved, samtidig, ellers, slik, slike,"
            " begge, der, dit, her, altså, således, følgelig, førstnevnte, sistnevnte, heller, uansett, ja, nei, jo, nettopp,"
            " senere, hvilket, paret, duoen, trioen, hendelsen, selskapet, bedriften, organisasjonen, vedkommende, ho, dei, ikkje,"
            " det er, det var, det blir, det ble, det har, det hadde, det skal, det skulle, det vil, det ville, det kan, det"
            " kunne, det må, det måtte, det bør, det sier, det sa, det skriver, det skrev, det opplyser, det opplyste, det melder,"
            " det meldte, det forteller, det fortalte, det bekrefter, det bekreftet, det mener, det viser, det viste, det gjør,"
            " det gjorde, det betyr, det betød, det får, det fikk, det kommer, det kom, det går, det gikk, det førte, det fører,"
            " det handler, det gjelder, det samme, det skjer, det skjedde, det gir, det ga, det tar, det tok, det står, det sto,"
            " det fremgår, det framgår, det heter, det skyldes, det innebærer, det koster, det kostet, det ser, det så, det finnes,"
            " den er, den var, den blir, den ble, den har, den hadde, den skal, den vil, den kan, den må, den får, den fikk, den"
            " kommer, den kom, den gikk, den går, den viser, den samme, den andre, den gang, den gangen,"
            " de er, de var, de blir, de ble, de har, de hadde, de skal, de vil, de kan, de må, de får, de fikk, de kommer, de kom,"
            " de gikk, de går, de mener, de sier, de sa, de tok, de to, de tre, de fire, de andre, de øvrige, de samme,"
            " da var, da ble, da hadde, da kom, da skal, da fikk, da må, da kan, da har, da er, da vil, da tok, da skulle,"
            " så kom, så ble, så gikk, så tok, så fikk, så var, så er, så har, så skal,"
            " for det, for han, for hun, i tillegg, i stedet, i så fall, i tur og orden, for øvrig, for eksempel, blant annet,"
            " på den annen side, på den andre siden, på sin side, på samme måte, på samme tid, av den grunn, som følge av dette,"
            " til sammenligning, til tross for dette, til tross for det, tross dette, etter dette, etter det, før det, før dette,"
            " med dette, med det, med disse, tvert imot, tvert om, like fullt, like etter, kort tid etter, noe senere,"
            " samme dag, samme kveld, samme natt, samme år, dagen etter, kvelden etter, dagen derpå, uka etter, uken etter,"
            " måneden etter, året etter, året før, dagen før, siden da, siden den gang, siden den gangen, siden har,"
            " ifølge ham, ifølge henne, ifølge dem, ikke bare det, ikke minst, en av dem, ett av dem, to av dem, tre av dem, noen av"
            " dem, flere av dem, mange av dem, alle disse, alle dem, ingen av dem, begge disse, en annen, et annet, noe som, av dem,"
            " av disse, til det, til dette, om dette, mot dette, under dette"
        ),
        adding=words("også"),
        first_person=words("jeg meg min mitt mine vi oss vår vårt våre eg"),
        i=words("jeg vi min mitt vår vårt eg"),
        pronouns=words("han hun ham henne dem"),
        inside=words("denne dette disse samme han hun hans hennes deres ham henne den det de"),
        pointing=(
            r"\b(?:denne|dette|disse)\s+(?!uka|uken|måneden|året|gangen|sesongen|sommeren|vinteren|høsten|våren|helga|helgen"
            r"|morgenen|ettermiddagen|kvelden|natta|natten|dagen|tiden|tida|øyeblikket|tiåret|århundret)[a-zæøå]"
            r"|\bsamme\s+(?:dag|kveld|natt|uke|måned|år|sted|mann|kvinne)\b"
            rf"|(?:^\W*|,\s+)(?:{_SAID}|legger|la)\s+(?:han|hun)\b"
            rf"|^\W*hans\s+(?-i:[a-zæøå])|(?:^\W*|,\s+(?:{_SAID})\s+)\w+\s+(?:hans|hennes|deres)\b"
            r"|^\W*(?:den|det|de)\s+\w+r\b|^\W*(?:den|de)\s+\w+et\b"
        ),
        people=r"\b(?:han|hun|ham|henne)\b",
        introducing=(
            r"\b(?:en|ei|et|den|det|de|hver|ingen|noen|hvem|min|vår)\b|\b\w{3,}(?:en|ene|a)\b|\b(?:offeret|vitnet|barnet|paret)\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d|siden|har tidligere|tidligere (?:i år|denne|har|var|ble)|den gangen?|histori\w+|noensinne"
            r"|noen gang|hadde|kunne|skulle|ville|i fjor|forrige (?:år|måned|uke)|(?:siste|foregående) (?:årene?|månedene?|ukene?)"
            r"|ntb\))\b"
        ),
        unfinished=words("og å eller at"),
        unjoined=words("Hun Dette Disse Ifølge Mens Dermed Derfor Samtidig"),
    ),
    speech=Speech(
        verbs=rf"{_HAS_SAID}|{_SAID}",
        inverted=rf"{_SAID}|legger|la",
        sources=r"ifølge|i følge|ifølgje",
        more=r"legger|la|fortsetter|fortsatte|tilføyer|tilføyde|utdyper|utdypet",
        pronouns=r"han|hun|vedkommende|ho",
        joined="",
        more_joined="",
        adverbs=r"også|videre|senere|nå|deretter|selv",
    ),
    names=Names(
        short="",
        particles="",
        courtesy=words(
            "Herr Fru Frk Frk. Advokat Leder Professor Dommer Statsråd Rektor Biskop Lege Sjef Direktør Trener Forsker Redaktør"
            " Prest Lensmann"
        ),
        titles=words("President Kong Kongen Dronning Prins Prinsesse Kronprins Kronprinsesse Pave Minister Dr. Dr"),
        no_names=(
            r"\w+(?:minister|leder|sjef|direktør|fører|mester|advokat|talsmann|talskvinne|talsperson|dommer|professor|redaktør|forsker"
            r"|president|sekretær|rektor|lege|biskop|kaptein|trener|representant|ansvarlig|formann|betjent|inspektør)"
        ),
        days=frozenset(),
        joining=words("og eller &"),
        governing=words(
            "av for til fra med hos ved om mot på i under etter før mellom over overfor og at som der hvor når ifølge enn den det de en et"
        ),
        belonging=words("for av til hos"),
        offices=frozenset(),
        of_office=frozenset(),
    ),
    bylines=Bylines(
        by=r"av(?!:| (?:de|dem|disse|dette|hensyn|alle|totalt|i alt)\b)",
        written=r"skrevet|publisert|lagt ut|tekst",
        label=r"tekst|tekst og foto|journalist|forfatter|skribent|av",
        joining=r"og",
        behind=r"på",
        particles=words("af von"),
        desks=words("ntb redaksjonen redaksjon nyhetsredaksjonen nettredaksjonen desken"),
        roles=words(
            "artikler forfatter fotograf frilansjournalist journalist journalister kommentator kontakt korrespondent mer redaktør"
            " reporter sjefredaktør skribent"
        ),
        nobody=words("anonym bruker gjest ukjent utgiver"),
    ),
    furniture=Furniture(
        invitations={
            "abonner": r"\babonner\s+(?:på|nå|her|i\s+dag)\b",
            "abonnent": r"\bbli\s+abonnent\b|\ballerede\s+abonnent\b",
            "abonnement": r"\b(?:kjøp|bestill|velg)\s+abonnement\b",
            "abonnenter": r"\b(?:saken|artikkelen|innholdet)\s+er\s+(?:kun\s+|bare\s+|forbeholdt\s+)?(?:for\s+)?(?:våre\s+)?abonnenter\b",
            "meld": r"\bmeld\s+deg\s+(?:på|av)\b",
            "melde": r"\bdu\b.{0,40}\bmelde\s+deg\s+(?:på|av)\b|\bmelde\s+deg\s+(?:på|av)\s+(?:når|her)\b",
            "få": r"^\W*få\s+(?:nyhetsbrevet|nyhetene|de\s+siste\s+nyhetene|siste\s+nytt|dagens|varsler?)\b.{0,80}\b(?:innboks\w*|e-?post\w*|mobil\w*|nyhetsbrev\w*|gratis|her)\b",
            "nyhetsbrev": r"\b(?:vårt|våre|dette|gratis|daglige?|ukentlige?)\b.{0,30}\bnyhetsbrev\b|\bnyhetsbrev\b.{0,40}\b(?:gratis|innboks\w*|her|e-post)\b",
            "nyhetsbrevet": r"\bnyhetsbrevet\s+(?:vårt|ditt|her)\b|\b(?:få|motta|meld)\b.{0,40}\bnyhetsbrevet\b",
            "nyhetsbrevene": r"\bnyhetsbrevene\s+våre\b",
            "innboksen": r"\brett\s+i\s+innboksen\b|\binnboksen\s+din\b",
            "les": r"(?:^|[.!?:|]\s*)les\s+(?:mer|også|videre|flere|hele\s+(?:saken|artikkelen|innlegget|intervjuet))\b",
            "klikk": r"\bklikk\s+(?:her|på\s+(?:lenken?|bildet|knappen))\b",
            "trykk": r"\btrykk\s+her\b",
            "følg": r"\bfølg\s+(?:oss|@\w+|\w+(?:\s+\w+)?\s+på\s+(?:facebook|instagram|twitter|tiktok|linkedin))\b|\bfølg\s+(?:saken|utviklingen)\s+(?:her|hos|direkte)\b",
            "del": r"^\W*del\s+(?:denne|artikkelen|saken|innlegget|på\s+(?:facebook|twitter|x|linkedin|e-post))\b",
            "lik": r"\blik\s+oss\s+på\b",
            "se": r"(?:^|[.!?:|]\s*)se\s+(?:også|video(?:en)?|bildene|flere\s+bilder|hele\s+(?:videoen|intervjuet|sendingen))\b",
            "hør": r"^\W*hør\s+(?:også|podkasten|episoden)\b",
            "tips": r"\btips\s+oss\b|\bhar\s+du\s+(?:et\s+)?tips\b|\bsend\s+(?:oss\s+)?(?:et\s+)?tips\b",
            "tipse": r"\btipse\s+oss\b",
            "kontakt": r"^\W*(?:kontakt\s+oss|ta\s+kontakt\s+med\s+(?:oss|journalisten|redaksjonen))\b",
            "annonse": r"^\W*annonse\W*$",
            "annonsen": r"\b(?:fortsetter|les\s+videre)\s+(?:under|etter|nedenfor)\s+annonsen\b",
            "annonsørinnhold": r"\bannonsørinnhold\b",
            "reklame": r"^\W*reklame\W*$",
            "fortsetter": r"\b(?:artikkelen|saken|teksten|innlegget)\s+fortsetter\s+(?:under|etter|nedenfor)\b",
            "versjon": r"\ben\s+tidligere\s+versjon\s+av\s+(?:denne|saken|artikkelen|teksten)\b|\bi\s+en\s+tidligere\s+versjon\s+(?:sto|stod|skrev|het)\b",
            "publisert": r"\b(?:saken|artikkelen|innlegget|teksten|kronikken)\s+(?:er|ble|var)\s+(?:først|opprinnelig)\s+publisert\b",
            "oppdateres": r"^\W*(?:saken|artikkelen)\s+oppdateres\b",
            "oppdatert": r"\b(?:saken|artikkelen)\s+(?:er|ble|blir)\s+(?:sist\s+)?oppdatert\b|\bsist\s+oppdatert\b",
            "rettet": r"^\W*artikkelen\s+(?:er|ble)\s+rettet\b",
            "korrigert": r"^\W*(?:saken|artikkelen)\s+(?:er|ble)\s+korrigert\b",
            "rettigheter": r"\balle\s+rettigheter\s+(?:er\s+)?(?:forbeholdt|reservert)\b",
            "opphavsrettslig": r"\binnhold(?:et)?\s+er\s+opphavsrettslig\b",
            "presseskikk": r"\bvær\s+varsom\b.{0,60}\bpresseskikk\b",
            "cookies": r"\b(?:vi|nettstedet|nettsiden|denne\s+(?:siden|nettsiden)|dette\s+nettstedet)\s+bruker\b.{0,30}\bcookies\b|\bgodta\b.{0,40}\bcookies\b",
            "informasjonskapsler": r"\b(?:vi|nettstedet|nettsiden|denne\s+(?:siden|nettsiden)|dette\s+nettstedet)\s+bruker\b.{0,30}\binformasjonskapsler\b|\bgodta\b.{0,40}\binformasjonskapsler\b",
            "personvernerklæring": r"\b(?:les|se|vår)\b.{0,40}\bpersonvernerklæring\b",
            "kommentarfeltet": r"\bkommentarfeltet\s+(?:er\s+(?:stengt|lukket)|nedenfor|under)\b",
            "debatten": r"^\W*delta\s+i\s+debatten\b",
            "takk": r"^\W*takk\s+for\s+(?:at\s+du\s+(?:leser|leste|abonnerer|meldte)|påmeldingen|bestillingen)\b",
            "appen": r"\blast\s+ned\s+appen\b",
            "støtt": r"^\W*støtt\s+(?:oss|arbeidet\s+vårt|vårt\s+arbeid|uavhengig\s+journalistikk)\b",
            "logg": r"\blogg\s+inn\s+(?:for|her|eller)\b",
            "arkivfoto": r"\barkivfoto\s*[:/]",
            "illustrasjonsfoto": r"\billustrasjonsfoto\s*[:/]|^\W*illustrasjonsfoto\b",
            "foto": r"\bfoto\s*[:/]",
            "innlegget": r"^\W*innlegget\b.{1,250}\b(?:dukket\s+først\s+opp|ble\s+først\s+publisert|sto(?:d)?\s+først)\s+(?:på|i|hos)\b",
        },
        labels=(
            r"(?:arkiv|illustrasjons)?foto(?:graf)?|illustrasjon|bilder?|bildetekst|video|grafikk|skjermdump|faksimile|kilder?"
            r"|les (?:mer|også|videre|hele saken)(?: (?:om|på)\b.{0,30}?)?|se (?:også|video)|hør også|rettelse|presisering"
            r"|publisert|(?:sist )?oppdatert|fakta(?:boks)?(?: om\b.{0,40}?)?|emner?|emneord|stikkord|tema(?:er)?"
            r"|relater(?:t|te saker|te artikler)|flere saker|flere nyheter|mer om\b.{0,30}?|kommentar(?:er)?|annonser?|reklame"
            r"|direkte|ansvarlig redaktør|sjefredaktør|tips oss|journalist(?:er)?|tekst(?: og foto)?|av|abonnent|red\.? ?anm\.?"
            r"|redaksjonens merknad"
        ),
        stamps=r"(?:publisert|oppdatert|lagt ut|opprettet|sist (?:endret|oppdatert))\b.{0,40}\d",
        buttons=words(
            "del dele skriv ut lukk søk meny hopp til innhold innholdet hovedinnhold toppen forsiden tilbake neste forrige annonse"
            " annonser reklame les mer også logg inn registrer deg bli abonnent abonner kommentar kommentarer kopier lenke lagre"
            " følg oss vis flere saker siste nytt nyheter mest lest tips kontakt godta avvis kundeservice epost nyhetsbrev"
        ),
        tails=r"les (?:mer|videre|hele saken)",
        lead_ins=r"her er|nedenfor (?:er|følger)",
        lead_outs="",
        pictured=(
            r"t\. ?[vh]\.?[^()]{0,30}|til (?:venstre|høyre)[^()]{0,30}|(?:på )?bildet[^()]{0,30}|avbildet[^()]{0,30}|i midten"
            r"|(?:arkiv)?foto"
        ),
        pictures=r"illustrasjon|illustrasjonsfoto|arkivfoto|foto|bilde",
        no_titles=phrases(
            "uten tittel, ingen tittel, uten navn, uten emne, intet emne, ingen emne, nytt innlegg, innlegg, bilde, bilder, sitat,"
            " lenke, notat, utkast, kladd, tekst"
        ),
    ),
    dates=Dates(
        months=(
            "januar jan",
            "februar feb",
            "mars mar",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "desember des",
        ),
        days=words("mandag tirsdag onsdag torsdag fredag lørdag søndag"),
        beside=words(
            "kl klokka klokken publisert oppdatert sist endret siden for dag dager time timer minutt minutter uke uker den i går"
            " okt des man tir ons tor fre lør søn"
        ),
        ordinals="",
        of="",
        at=r"kl\.?|klokka|klokken",
    ),
    leaving=Leaving(
        wishes=(
            rf"(?:avmelding|avmelde?(?: meg| oss)?|avbestill(?:e|ing)?|avslutte?|stoppe?|si opp|melde? (?:meg |oss )?av"
            rf"|ta (?:meg|oss) av)(?: (?:{_LISTS}))?|fjerne?(?: meg| oss)?|slette?(?: meg| oss)?|stryke? (?:meg|oss)"
        ),
        polite=r"vennligst|v(?:æ|ae?)r s[åa] snill(?: [åa]| og)?|kan dere|kunne dere|(?:jeg|vi) (?:vil|(?:ø|o|oe)nsker)(?: gjerne)?(?: [åa])?",
        thanks=r"(?:på forhånd |mange |tusen )?takk|er du snill",
        lists=_LISTS,
        off=r"fra|av|på",
    ),
    words=Words(
        number="Nr. {}",
        stories={"one": "{} sak", "other": "{} saker"},
        minutes={"one": "{} minutt", "other": "{} minutter"},
        reading="{}\u00a0min\u00a0lesetid",
        paid="for abonnenter",
        also="Også i:",
        adds="{} tilføyer:",
        update="Oppdatering: nytt siden nr. {} fra {}",
        update_since="Oppdatering: nytt siden {}",
        daily="Fra {}, nr. {}, {}",
        brief="Kort fortalt",
        note="Fra redaksjonen",
        remark="Merknad fra redaksjonen:",
        corrections={"one": "Rettelse", "other": "Rettelser"},
        corrects="Nr. {} fra {}:",
        verbatim="Hver setning over står ordrett i artikkelen den er hentet fra.",
        why="Du får denne e-posten fordi du abonnerer på {}.",
        unsubscribe="Meld deg av",
        places="Hver av dem lenker til stedet der den står.",
        picture="Bilde",
        links="Lenker",
        online="Les på nett",
        pages=Pages(
            issues="Utgaver",
            none="Ingen utgave er sendt ut ennå.",
            leave=(
                "Meld deg av {}",
                "Du får da ingen flere utgaver. Ingenting endres før du trykker på knappen.",
            ),
            left=(
                "Du er meldt av {}",
                "Du får ingen flere utgaver. En som allerede er på vei, kan likevel komme fram.",
            ),
            copy=(
                "Dette er en kopi av utgaven",
                "Din egen lenke står nederst i e-posten du selv har fått.",
            ),
            missing=(
                "Her er det ingenting",
                "Lenken er kanskje ikke fullstendig. Står den i en e-post, kan du åpne den derfra på nytt.",
            ),
            down=(
                "Prøv igjen senere",
                "Noe hos oss virker ikke akkurat nå. Prøv igjen om noen minutter.",
            ),
            newer="Nyere",
            older="Eldre",
        ),
    ),
)
