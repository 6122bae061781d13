"""Swedish."""

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
    r"säger|sade|sa|(?:har|hade) (?:sagt|berättat|uppgett|uppgivit|förklarat|skrivit|hävdat|meddelat|svarat)|uppger|uppgav"
    r"|berättar|berättade|förklarar|förklarade|menar|menade|anser|ansåg|hävdar|hävdade|tillägger|tillade|skriver|skrev"
    r"|konstaterar|konstaterade|påpekar|påpekade|betonar|betonade|understryker|underströk|poängterar|poängterade|varnar"
    r"|varnade|kommenterar|kommenterade|svarar|svarade|meddelar|meddelade|framhåller|framhöll|påstår|påstod|försäkrar"
    r"|försäkrade|medger|medgav|bekräftar|bekräftade|rapporterar|rapporterade|vittnar|vittnade|invänder|invände"
    r"|resonerar|resonerade|utropade|utbrast|slår fast|slog fast"
)
_ASKED = r"tycker|tyckte|tror|trodde|undrar|undrade|frågar|frågade"

LANGUAGE = Language(
    codes=("sv", "swe"),
    name="swedish",
    rules=Rules(
        abbreviations=words(
            "dr prof doc hr kapt löjtn ing tekn jur fil.dr med.dr tekn.dr jur.dr fil.kand nr sid kap art vol bd kl ca c:a tel tfn"
            " t.ex bl bl.a d.v.s dvs s.k f.d t.f tf p.g.a pga fr.o.m t.o.m fr.om m.a.o å.k dåv nuv ordf sekr kv s:t s:ta"
            " ev eg enl inkl exkl resp jfr ang avd forts anm övers utg uppl mom d.y d.ä e.d"
        ),
        word_or_short=words("art kap bd mom"),
        compounds=(),
        endings=words(
            "osv o.s.v etc m.m mm m.fl fl o.d o.dyl dyl e.dyl e.kr f.kr kr tkr mkr mdkr milj st tim min sek ggr max ex inc ltd"
            " co corp jr sr jan feb mar apr jun aug sept sep okt nov dec mån tis ons tors fre lör sön"
        ),
        behind_hours=frozenset(),
        ordinal_dot=False,
        starters=words(
            "och att är inte för på som av med den det en ett har till om från jag vi han hon de du ni man sig men efter"
            " också mot under när eller över hos vid nu så kan ska skulle var varit blev blir blivit där här hur vad vem vilken"
            " varför hade sedan än vara utan genom mellan innan inom enligt samt denna detta dessa deras hans hennes sin sitt"
            " sina i då eftersom trots bara mycket många flera även alla ingen inga måste vill fick får både dock"
        ),
        stop_words=words("kl bland annat under samtidigt ju väl cirka drygt knappt hela in ut upp ner"),
        dangling=phrases(
            "han, hon, hen, honom, henne, hans, hennes, dem, deras, dess, denna, denne, detta, dessa, sådan, sådant, sådana, "
            "den här, det här, de här, den där, det där, de där, den är, den var, den har, den hade, den ska, den skulle, "
            "den kan, den kunde, den blev, den blir, den kommer, den får, den fick, den gick, den går, den ligger, den låg, "
            "den stod, den står, den som, den senare, den förra, den andra, den andre, det är, det var, det har, det hade, "
            "det ska, det skulle, det kan, det kunde, det blev, det blir, det kommer, det får, det fick, det gick, det går, "
            "det gäller, det gällde, det ligger, det låg, det innebär, det innebar, det betyder, det gör, det gjorde, "
            "det säger, det sade, det sa, det skriver, det skrev, det uppger, det uppgav, det visar, det framgår, det framgick, "
            "det meddelar, det meddelade, det rapporterar, det rapporterade, det berättar, det berättade, det senare, "
            "det förra, det andra, det krävs, det krävdes, det räcker, det handlar, det handlade, det tycker, det tror, "
            "det anser, det menar, det bekräftar, det konstaterar, det hela, det finns inte, det slår, "
            "de är, de var, de har, de hade, de ska, de skulle, de kan, de kunde, de blev, de blir, de kommer, de får, "
            "de fick, de gick, de går, de döms, de dömdes, de åtalas, de greps, de fördes, de nekar, de vill, de ville, "
            "de bor, de båda, de bägge, de två, de andra, de övriga, båda, bägge, men, och, eller, dock, utan, "
            "emellertid, också, även, likaså, dessutom, däremot, därför, därefter, därmed, därav, därigenom, därtill, "
            "däribland, därifrån, därutöver, därpå, däri, därom, därvid, där, dit, då, så, ändå, alltså, således, följaktligen, "
            "vidare, samtidigt, senare, annars, istället, i stället, tvärtom, likväl, exempelvis, till exempel, i sin tur, "
            "sedan dess, sedan blev, sedan kom, sedan gick, innan dess, dessförinnan, efter det, efter detta, efteråt, "
            "under tiden, trots det, trots detta, trots den, på så sätt, på så vis, på det sättet, av den anledningen, "
            "av det skälet, å andra sidan, å ena sidan, för det andra, för det tredje, i samband med det, i och med det, "
            "som en följd, en av dem, ett av dem, flera av dem, många av dem, några av dem, ingen av dem, två av dem, "
            "tre av dem, en del av, en annan, ett annat, samma, vid samma, i samma, på samma, under samma, av dessa, av dem, för detta, med detta, med det, för det, "
            "i detta, i dessa, om detta, till detta, ja, jo, nej, visst, vilket, vilka, bolaget, företaget, "
            "enligt honom, enligt henne, enligt dem, enligt bolaget, enligt företaget, enligt myndigheten, enligt organisationen, "
            "den dömde, den dömda, den åtalade, den tilltalade, den misstänkte, den misstänkta, den gripne, den häktade, "
            "organisationen, gruppen, föreningen, myndigheten, paret, duon, trion, mannen, kvinnan, männen, kvinnorna, pojken, "
            "flickan, pojkarna, flickorna, händelsen, beslutet"
        ),
        adding=words("också även dessutom däremot heller dock"),
        first_person=words("jag mig mej min mitt mina vi oss vår vårt våra"),
        i=words("jag min mitt mina"),
        pronouns=words("han hon hen honom henne dem hans hennes deras denne"),
        inside=words("denna denne detta dessa här samma han hon hen honom henne hans hennes"),
        pointing=(
            r"\b(?:denn[ae]|detta|dessa)\s+(?!vecka|månad|år|morgon|kväll|natt|sommar|vinter|höst|vår|säsong|helg|gång|dag|tid)\w"
            r"|\b(?:den|det|de)\s+här\s+(?!veckan|månaden|året|morgonen|kvällen|sommaren|vintern|hösten|våren|säsongen|helgen"
            r"|gången|tiden)\w"
            r"|\b(?:vid|på|i|under)?\s*samma\s+(?:dag|kväll|natt|morgon|vecka|månad|år|tid|tillfälle|plats|ställe|man|kvinna)\b"
            rf"|(?:^\W*|,\s+)(?:{_SAID}|{_ASKED})\s+(?:han|hon|hen)\b"
        ),
        people=r"\b(?:han|hon|hen|honom|henne|hans|hennes)\b",
        introducing=(
            r"\b(?:en|ett|någon|ingen|varje|alla|vars|två|tre|\d+)\b|(?<=\w\w)s\b"
            r"|\w*(?:aren|isten|oren|ören|enten|anten|mannen|kvinnan|pojken|flickan|barnet|åringen|chefen|ministern|domaren"
            r"|advokaten|mamman|pappan|modern|fadern|sonen|dottern|maken|hustrun|kungen|drottningen|åtalade|misstänkte"
            r"|misstänkta|skadade|tilltalade)\b"
        ),
        background=(
            r"\b(?:1[89]\d\d|20\d\d)\b|\b(?:\d0-talet|tidigare|dittills|förr|fordom|i fjol|i fjor|histori\w+|någonsin|hade"
            r"|(?:år|månader|veckor|dagar|länge|tidigare) sedan|sedan (?:dess|länge|tidigare|flera|många)"
            r"|(?:förra|föregående) (?:året|månaden|veckan|sommaren|hösten|vintern|våren|seklet)"
            r"|(?:i )?(?:somras|höstas|vintras|våras)|(?:de |det )?senaste (?:åren|året|månaderna|veckorna|decennierna)"
            r"|skulle kunna|kunde|kritiker|tt\))(?!\w)"
        ),
        unfinished=words("en ett och att eller samt men för mellan från till av med hos vid sin sitt sina"),
        unjoined=words("Enligt Därför Dessutom Däremot Därefter"),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=rf"{_SAID}|{_ASKED}",
        sources=r"enligt",
        more=r"tillägger|tillade|lägger till|lade till",
        pronouns=r"han|hon|hen|de",
        joined="",
        more_joined="",
        adverbs=r"också|även|vidare|senare|själv|nu",
    ),
    names=Names(
        short="",
        particles=r"von(?: der)?|af|de(?: la)?",
        courtesy=words("Herr Fru Fröken"),
        titles=words(
            "Statsminister Statsministern Minister Ministern President Presidenten Kung Kungen Drottning Prins Prinsessan"
            " Kronprinsessan Professor Doktor Dr Dr. Kommissarie Åklagare Advokat Rådman"
        ),
        no_names="",
        days=frozenset(),
        joining=words("och eller samt &"),
        governing=words(
            "av för till från på med i mot om hos vid och eller samt en ett den det de att som under efter före inför enligt åt"
            " bakom kring över mellan när där vars vilken vilket än utan genom"
        ),
        belonging=words("av för till åt från hos"),
        offices=frozenset(),
        of_office=frozenset(),
    ),
    bylines=Bylines(
        by=r"av",
        written=r"skriven|skrivet|skrivit|text|publicera[dt]|artikel",
        label=r"text(?: (?:och|&) (?:foto|bild))?|författare|skribent|reporter|journalist",
        joining=r"och",
        behind=r"den|i|på|för|från",
        particles=words("af von der de la"),
        desks=words("redaktion redaktionen nyhetsredaktionen webbredaktionen centralredaktionen tt nyhetsbyrån"),
        roles=words(
            "reporter reportrar journalist redaktör skribent ledarskribent författare krönikör korrespondent fotograf"
            " utrikeskorrespondent chefredaktör nyhetschef artiklar kontakt mer"
        ),
        nobody=words("anonym gäst användare okänd administratör utgivare webbredaktör ingen"),
    ),
    furniture=Furniture(
        invitations={
            "läs": r"(?:^|[.!?:|]\s*)\W*läs\s+(?:mer|också|även|vidare|hela|fler|här|artikeln)\b",
            "läsa": r"\bför\s+att\s+läsa\s+(?:mer|vidare|hela|artikeln)\b|^\W*fortsätt\s+läsa\b|^\W*(?:vill\s+du|du\s+kan)\s+läsa\b",
            "prenumerera": r"^\W*prenumerera\b|\bprenumerera\s+(?:nu|här|gratis|på\s+(?:vår|vårt|våra|nyhetsbrevet))\b",
            "prenumerant": r"\b(?:bli|redan|är\s+du)\s+prenumerant\b",
            "prenumeration": r"^\W*(?:köp|teckna|starta|testa|beställ)\b.{0,30}\bprenumeration\b|\bavsluta\s+(?:din\s+)?prenumeration\s+(?:när|här)\b",
            "anmäl": r"\banmäl\s+dig\b.{0,60}\b(?:här|nu|i\s+dag|nyhetsbrev\w*|gratis)\b|\banmäl\s+dig\s+till\s+(?:vårt|våra)\b",
            "registrera": r"^\W*registrera\s+dig\b|\bregistrera\s+dig\s+(?:här|nu|gratis)\b",
            "nyhetsbrev": r"\b(?:vårt|våra|detta|gratis|dagliga)\b.{0,30}\bnyhetsbrev\b|\bnyhetsbrev\b.{0,40}\b(?:inkorg\w*|mejl\w*|gratis|här)\b",
            "nyhetsbrevet": r"^\W*(?:få|anmäl|prenumerera|beställ|missa)\b.{0,60}\bnyhetsbrevet\b|\bi\s+nyhetsbrevet\b.{0,40}\bdu\b",
            "inkorg": r"\b(?:i|till)\s+din\s+inkorg\b",
            "inkorgen": r"\bdirekt\s+(?:i|till)\s+inkorgen\b",
            "få": r"^\W*få\s+(?:\S+\s+){0,5}(?:nyhet\w*|notiser|uppdateringar|det\s+senaste)\b.{0,60}\b(?:mejl|mobil|inkorg)\w*",
            "klicka": r"^\W*klicka\s+(?:här|på|för)\b|\bklicka\s+här\b",
            "följ": r"\bfölj\s+oss\b|^\W*följ\s+(?:@\w+|\w+(?:\s+\w+)?\s+på\s+(?:facebook|twitter|x|instagram|bluesky|linkedin))\b",
            "gilla": r"^\W*gilla\s+(?:oss|sidan|artikeln|inlägget)\b",
            "dela": r"^\W*dela\s+(?:artikeln|inlägget|sidan|nyheten|den\s+här|denna|på\s+(?:facebook|twitter|x|linkedin|whatsapp))\b",
            "tipsa": r"^\W*tipsa\b|\btipsa\s+(?:oss|redaktionen)\b",
            "mejla": r"\bmejla\s+(?:oss|redaktionen|reportern)\b",
            "gå": r"^\W*gå\s+med\s+i\s+vår\b",
            "tt": r"^\W*(?:(?:av\s+)?(?:\w[\w.-]*\s+){1,3}\w[\w-]+\s*/\s*)?tt\W*$",
            "kommenterande": r"\ben\s+kommenterande\s+text\b",
            "ledarartikel": r"^\W*(?:detta|det\s+här)\s+är\s+en\s+ledarartikel\b",
            "debattartikel": r"^\W*(?:detta|det\s+här)\s+är\s+en\s+debattartikel\b",
            "skribentens": r"\b(?:åsikter\w*|analyser\w*|ställningstaganden)\b.{0,60}\bskribentens\s+egna\b",
            "kakinställningar": r"\bkakinställningar\b",
            "kontakta": r"^\W*kontakta\s+(?:oss|redaktionen|reportern|skribenten|kundservice)\b",
            "kommentera": r"^\W*kommentera\s+(?:artikeln|inlägget|här)\b",
            "missa": r"^\W*missa\s+inte\s+(?:vårt|våra|vår|nästa|en\s+nyhet|nyheterna)\b",
            "lyssna": r"^\W*lyssna\s+(?:på\s+(?:artikeln|avsnittet|podden|poddavsnittet|oss)|här)\b",
            "se": r"^\W*se\s+(?:också|även|videon|klippet|bilderna|bildspelet|hela\s+(?:intervjun|inslaget|klippet))\b",
            "titta": r"^\W*titta\s+(?:på\s+(?:klippet|videon|inslaget)|här)\b",
            "logga": r"^\W*logga\s+in\b|\blogga\s+in\s+(?:för\s+att|här)\b",
            "ladda": r"\bladda\s+(?:ner|ned|hem)\b.{0,20}\b(?:app|appen)\b",
            "swisha": r"^\W*swisha\b",
            "stöd": r"^\W*stöd\s+(?:oss|vår|vårt|den\s+fria|oberoende)\b",
            "rättigheter": r"\balla\s+rättigheter\s+(?:förbehåll\w+|reserverade)\b",
            "upphovsrätt": r"^\W*upphovsrätt\b|\bskydda[dst]\s+(?:av|enligt)\s+upphovsrätt\b",
            "eftertryck": r"\beftertryck\b.{0,30}\bförbjud\w+",
            "användarvillkor": r"\b(?:våra|godkänn\w*)\b.{0,20}\banvändarvillkor\b",
            "integritetspolicy": r"\bintegritetspolicy\b",
            "personuppgifter": r"\b(?:vi|så)\s+(?:behandlar|hanterar)\b.{0,20}\bpersonuppgifter\b",
            "annonssamarbete": r"\bannonssamarbete\b",
            "artikeln": r"\bartikeln\s+(?:är|har|publicerades|uppdaterades|uppdateras)\b.{0,40}\b(?:uppdatera\w+|rätta\w+|korrigera\w+|publicera\w+)\b|^\W*artikeln\s+uppdatera\w+",
            "artikel": r"\bdenna\s+artikel\s+(?:är|har|publicerades|uppdaterades)\b",
            "texten": r"\btexten\s+(?:är|har)\b.{0,30}\b(?:uppdatera\w+|rätta\w+|korrigera\w+)\b|^\W*texten\s+uppdatera\w+",
            "tidigare": r"\ben\s+tidigare\s+version\b.{0,30}\b(?:artikel\w*|text\w*|nyheten)\b",
            "först": r"^\W*(?:inlägget|artikeln)\b.{1,250}\b(?:dök\s+först\s+upp|(?:publicerades|visades)\s+först)\s+(?:på|i|hos)\b",
            "anm": r"^\W*(?:red(?:aktionen)?:?s?|reds)\.?\s+anm\b",
            "cookies": r"\b(?:vi|sajten|webbplatsen|sidan)\s+använder\b.{0,40}\bcookies\b|\b(?:godkänn\w*|acceptera\w*|samtyck\w*)\b.{0,60}\bcookies\b|\bcookies\b.{0,60}\b(?:godkänn\w*|acceptera\w*|samtyck\w*|inställningar)\b",
            "kakor": r"\b(?:vi|sajten|webbplatsen|sidan)\s+använder\s+(?:\w+\s+){0,2}kakor\b|\b(?:godkänn|acceptera)\s+(?:alla\s+)?kakor\b",
            "tack": r"^\W*tack\s+för\s+(?:att\s+du\s+(?:läser|läste|lyssnar|prenumererar|(?:har\s+)?(?:anmält|registrerat))|din\s+(?:anmälan|beställning|prenumeration|registrering))\b",
            "arkivbild": r"\barkivbild\b",
            "arkivfoto": r"\barkivfoto\b",
            "genrebild": r"\bgenrebild\b",
            "foto": r"\bfoto\s*(?:[:/]|av\b)",
            "annons": r"^\W*(?:annons|artikeln\s+fortsätter\s+efter\s+annonsen)\W*$",
            "annonsen": r"\bfortsätter\s+(?:efter|under)\s+annonsen\b",
        },
        labels=(
            r"(?:arkiv|genre|press|privat)?(?:foto|bild)(?:er|text|källa|montage)?|fotograf|illustration|grafik|fotnot|av|text(?: (?:och|&) (?:foto|bild))?|reporter|ansvarig utgivare"
            r"|läs (?:mer|också|även|vidare)(?: om\b.{0,40}?)?|se (?:också|även)|källa|källor|rättelser?|korrigering|förtydligande"
            r"|annons|annonssamarbete|reklam|fakta(?:ruta)?|relatera(?:t|de)(?: artiklar| nyheter)?|mer (?:om|från)\b.{0,40}?"
            r"|dela|taggar|ämnen|ämne|kommentarer|författare|skribent|senast (?:uppdatera|ändra)[dt]|uppdatera[dt]|publicera[dt]"
            r"|krönika|debatt|insändare|ledare|analys|lyssna|missa inte|kontakt|redaktionens anmärkning|fler nyheter|just nu"
        ),
        stamps=(
            r"(?:(?:senast|först) )?(?:publicera|uppdatera|ändra|skapa)[dt][:\s]*"
            r"(?:(?:den|i dag|idag|i går|igår|kl\.?|klockan|(?:mån|tis|ons|tors?|fre|lör|sön)\w*)[,:.\s]*)*\d"
        ),
        buttons=words(
            "dela nytt skriv ut kopiera länk länken denna artikel artikeln sida sidan spara kommentarer kommentar kommentera stäng"
            " sök meny hoppa till innehåll innehållet huvudinnehåll huvudinnehållet startsida startsidan hem tillbaka upp toppen"
            " nästa föregående läs mer visa fler alla prenumerera logga in annons reklam sponsrat video videor bilder bildspel"
            " ljud lyssna spela taggar ämnen relaterade relaterat artiklar nyheter populärt senaste mest läst lästa laddar följ"
            " oss e post mejl tipsa godkänn acceptera via på och mina sidor konto kundservice"
        ),
        tails=r"läs (?:mer|vidare|hela artikeln)|fortsätt läsa",
        lead_ins=r"här (?:är|följer)|nedan (?:är|följer)|följande (?:är|gäller)",
        lead_outs="",
        pictured=(
            r"(?:till |längst till )?(?:vänster|höger)(?: (?:på|i) bilden)?|(?:på|i) bilden[^()]{0,30}|i mitten|bilden|bild|foto"
            r"|arkivbild|se (?:bild|bilden|karta|kartan|grafik|grafiken|faktaruta)"
        ),
        pictures=r"illustration|foto|bild",
        no_titles=phrases(
            "utan titel, ingen titel, utan rubrik, ingen rubrik, namnlös, namnlöst, inget ämne, nytt inlägg, inlägg, utkast,"
            " automatiskt utkast, bild, bilder, foto, bildspel, citat, länk, notis, titel, rubrik, svar"
        ),
    ),
    dates=Dates(
        months=(
            "januari jan",
            "februari feb",
            "mars mar",
            "april apr",
            "maj",
            "juni jun",
            "juli jul",
            "augusti aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "december dec",
        ),
        days=words("måndag tisdag onsdag torsdag fredag lördag söndag"),
        beside=words(
            "måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen mån tis ons tor tors fre lör sön jan feb mar apr jun"
            " jul aug sep sept okt nov dec kl klockan den i går dag igår idag för sedan sen min minut minuter tim timme timmar"
            " dagar vecka veckor publicerad publicerat uppdaterad uppdaterat senast först ändrad skapad"
        ),
        ordinals=r":?[ae]",
        of="",
        at=r"klockan|kl\.?",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:avprenumerera|avregistrera|avanm(?:ä|a)l|avsluta|stoppa|stryk|ta bort)(?: mig| oss)?"
            r"|(?:avsluta|s(?:ä|a)g upp|s(?:ä|a)ga upp|stoppa)(?: min)? prenumeration(?:en)?|avprenumeration|avregistrering"
            r"|(?:jag )?vill inte ha(?: (?:fler|mer|era|n(?:å|a)gra))? (?:mejl|mail|nyhetsbrev(?:et)?|utskick)|(?:vill )?bli borttagen"
            r"|ta bort min (?:mejl|e-post|mail)?adress|sluta skicka(?: (?:mejl|nyhetsbrev(?:et)?))?|(?:avsluta|stoppa) nyhetsbrevet"
        ),
        polite=r"sn(?:ä|a)lla|v(?:ä|a)nligen|var (?:sn(?:ä|a)ll|v(?:ä|a)nlig) och|(?:jag|vi) (?:vill|(?:ö|o)nskar|skulle vilja)|hej",
        thanks=r"tack(?: s(?:å|a) mycket| p(?:å|a) f(?:ö|o)rhand)?",
        lists=r"nyhetsbrev(?:et)?|listan?|s(?:ä|a)ndlistan?|mejllistan?|utskick(?:et)?|mejl(?:en)?|mail(?:en)?",
        off=r"fr(?:å|a)n|ur|p(?:å|a)|av|till",
    ),
    words=Words(
        number="Nr {}",
        stories={"one": "{} nyhet", "other": "{} nyheter"},
        minutes={"one": "{} minut", "other": "{} minuter"},
        reading="{}\u00a0min\u00a0lästid",
        paid="för prenumeranter",
        also="Även i:",
        adds="{} tillägger:",
        update="Uppdatering: nytt sedan nr {} den {}",
        update_since="Uppdatering: nytt sedan i {}s",
        daily="Ur {}, nr {} den {}",
        brief="I korthet",
        note="Från redaktionen",
        remark="Redaktionens anmärkning:",
        corrections={"one": "Rättelse", "other": "Rättelser"},
        corrects="Nr {} den {}:",
        verbatim="Varje mening ovan är ordagrant hämtad ur sin artikel.",
        why="Du får det här mejlet eftersom du prenumererar på {}.",
        unsubscribe="Avsluta prenumerationen",
        places="Var och en är länkad till sitt ställe där.",
        picture="Bild",
        links="Länkar",
        online="Läs på webben",
        pages=Pages(
            issues="Utgåvor",
            none="Ingen utgåva har skickats ut än.",
            leave=(
                "Avsluta prenumerationen på {}",
                "Du får då inga fler utgåvor. Ingenting ändras förrän du trycker på knappen.",
            ),
            left=(
                "Din prenumeration på {} är avslutad",
                "Du får inga fler utgåvor. En som redan är på väg kan ändå komma fram.",
            ),
            copy=(
                "Det här är en kopia av utgåvan",
                "Din egen länk finns längst ner i ditt eget mejl.",
            ),
            missing=(
                "Här finns ingenting",
                "Länken är kanske inte fullständig. Om den kommer från ett mejl kan du öppna den därifrån igen.",
            ),
            down=(
                "Försök igen senare",
                "Något fungerar inte hos oss just nu. Försök igen om några minuter.",
            ),
            newer="Nyare",
            older="Äldre",
        ),
    ),
)
