"""Polish.

A verb of speech without a subject says "he" or "she", and a name behind "według" is no longer what the person is
called: so ``joined`` has all verbs before a stop, and ``sources`` nothing.
"""

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

_SAID_ONE = (
    "powiedział powiedziała mówi mówił mówiła podkreślił podkreśliła podkreśla podkreślał podkreślała zaznaczył zaznaczyła"
    " zaznacza wyjaśnił wyjaśniła wyjaśnia wyjaśniał wyjaśniała tłumaczy tłumaczył tłumaczyła stwierdził stwierdziła"
    " stwierdza ocenił oceniła ocenia przyznał przyznała przyznaje zapewnił zapewniła zapewnia zapowiedział zapowiedziała"
    " zapowiada poinformował poinformowała informuje przekazał przekazała przekazuje oświadczył oświadczyła oznajmił"
    " oznajmiła ogłosił ogłosiła napisał napisała pisze skomentował skomentowała komentuje wskazał wskazała wskazuje"
    " zauważył zauważyła zauważa przypomniał przypomniała przypomina ostrzegł ostrzegła ostrzega ostrzegał ostrzegała"
    " zaapelował zaapelowała apeluje apelował apelowała relacjonuje relacjonował relacjonowała opowiada opowiadał"
    " opowiadała wspomina wspominał wspominała argumentuje argumentował argumentowała przekonuje przekonywał przekonywała"
    " uważa twierdzi odparł odparła odpowiedział odpowiedziała skwitował skwitowała kwituje podsumował podsumowała"
    " podsumowuje żartuje żartował zażartował podaje zeznał zeznała uzasadnił uzasadniła uzasadniał uzasadniała"
    " zadeklarował zadeklarowała deklaruje alarmuje alarmował alarmowała"
)
_SAID_MANY = (
    "powiedzieli mówią mówili podkreślili podkreślają zaznaczyli wyjaśnili wyjaśniają tłumaczą tłumaczyli stwierdzili"
    " ocenili oceniają przyznali przyznają zapewnili zapewniają zapowiedzieli zapowiadają poinformowali informują"
    " przekazali oświadczyli napisali piszą wskazują wskazali zauważają przypominają ostrzegają ostrzegli apelują"
    " zaapelowali relacjonują opowiadają wspominają przekonują przekonywali twierdzą podają alarmują zeznali"
)
_WENT_ON = "dodał dodała dodaje dodali dodają dodawał dodawała kontynuował kontynuowała kontynuuje"
_FORMS = f"{_SAID_ONE} {_SAID_MANY} {_WENT_ON}"
_MORE = _WENT_ON.replace(" ", "|")
_SAID = _FORMS.replace(" ", "|")
_ADVERBS = r"też|także|również|ponadto|jednak|później|następnie|potem|jednocześnie|zarazem|wczoraj|dziś|dzisiaj"
_WITHOUT_SUBJECT = rf"(?: (?:{_ADVERBS}))?(?=\s*(?:[.,:;!?]|$))"

# Forms behind which, or behind whose name, another person's name stands in the genitive: "rzecznik Jana Nowaka".
_OWNERS = (
    "rzecznik rzeczniczka rzecznika rzeczniczki mieszkaniec mieszkanka mieszkańcy piłkarz zawodnik zawodniczka prezydenta premiera ministra burmistrza starosty"
    " wojewody marszałka posła posłanki senatora senatorki prezesa prezeski dyrektora dyrektorki szefa szefowej trenera"
    " trenerki sędziego prokuratora profesora doktora księdza biskupa"
    " anny ewy marii katarzyny agnieszki małgorzaty barbary magdaleny joanny krystyny moniki elżbiety doroty zofii beaty"
    " aleksandry natalii julii hanny izabeli karoliny pauliny justyny renaty iwony marty urszuli teresy danuty alicji"
    " jolanty ireny martyny weroniki wiktorii kamili sylwii kingi"
)

LANGUAGE = Language(
    codes=("pl", "pol"),
    name="polish",
    rules=Rules(
        abbreviations=words(
            "dr prof hab mgr inż lek dypl ks bp abp kard św bł śp red mec adw prok sędz gen płk ppłk mjr kpt por ppor chor"
            " sierż asp mł nadkom podkom kom insp podinsp nadinsp bryg dh dyr kier zast wicedyr wiceprzew sekr ul al pl os im"
            " woj pow gm nr np tj tzn tzw m.in ok ww ws ds dot nt pt zob godz tel wew art ust lit poz rys tab str sygn"
            " dz.u k.k k.p.k k.c k.p p.o jw jn ang niem łac ros fr ub fot oprac opr zm ur zam wg par szt"
        ),
        word_or_short=words("lek lit rys art ust ds par"),
        compounds=(),
        endings=words(
            "itd itp etc in proc tys mies min sek r.ż r.b br bm b.r ub.r n.e p.n.e n.p.m o.o sp st s.a jr wyd pn wt śr czw"
            " sob niedz stycz lut kwiec czerw lip sierp wrz paźdz list grudz"
        ),
        behind_hours=frozenset(),
        ordinal_dot=True,
        # without what Czech, Slovak and Croatian have too, for they have no file: "na", "do", "za"
        starters=words(
            "w we z ze i oraz lub albo że który która które którzy którego której których którym jest są był była"
            " było były będzie będą nie się tego tej tym tych jak gdy kiedy jeśli ponieważ dla przez przed przy między"
            " podczas jego jej ich on ona oni one też także również już tylko jeszcze tak więc może można kto gdzie"
            " wszystko wszyscy każdy czy jednak dlatego natomiast ponadto wtedy teraz obecnie wczoraj dziś dzisiaj"
            " jutro według zdaniem niektórzy został została zostały ma mają co mimo dzięki tymczasem tam tu jeżeli"
            " choć chociaż około wśród zostali zostało miał miała miały mieli byli swoich swoją ponad wobec pomiędzy"
        ),
        stop_words=words(
            "u za od po to ten ta te ale nad pod jako by aby a na do o bo byłby byłaby aż bardzo wszystkich zł mln"
            " mld tys proc nr nią nimi mógł mogła mogły musi muszą miało swój swojego swojej swoim"
        ),
        dangling=phrases(
            "on, ona, ono, oni, one, jego, jej, ich, jemu, mu, im, go, ją, je, ten, ta, to, te, ci, tego, tej, temu, tych, tymi,"
            " tę, tą, tamten, tamta, tamto, tamci, tamte, ów, owa, owo, owe, taki, taka, takie, tacy, ale, lecz, jednak,"
            " jednakże, i, a, oraz, lub, albo, bo, bowiem, więc, zatem, dlatego, toteż, natomiast, zaś, tymczasem, ponadto,"
            " poza tym, oprócz tego, prócz tego, mimo to, mimo tego, pomimo to, pomimo tego, wbrew temu, w związku z tym,"
            " z tego powodu, z tej przyczyny, z tego względu, wówczas, wtedy, potem, następnie, później, wcześniej, również,"
            " także, też, tak, tam, tu, tutaj, stamtąd, stąd, obaj, obie, oboje, pozostali, pozostałe, z kolei,"
            " dzięki temu, przez to, przy tym, do tego, od tego czasu, od tego momentu, od tej pory, po tym zdarzeniu, w efekcie,"
            " w rezultacie, w konsekwencji, w zamian, przeciwko byli, przeciwko był, przeciw byli, za byli, przeciw głosowało, przeciwko głosowało, na przykład, przykładowo, w tym czasie, w tym samym czasie, w ten sposób, w tej"
            " sprawie, w tym celu, w tym miejscu, za to, co więcej, co gorsza, innymi słowy, podobnie, przeciwnie, inaczej,"
            " zamiast tego, jeden z nich, jedna z nich, jedno z nich, dwóch z nich, dwoje z nich, dwie z nich, część z nich,"
            " kilku z nich, kilka z nich, wielu z nich, wiele z nich, większość z nich, niektórzy z nich, niektóre z nich,"
            " żaden z nich, żadna z nich, każdy z nich, każda z nich, u niego, u niej, do niego, do niej, dla niego, dla niej,"
            " wraz z nim, wraz z nią, razem z nim, razem z nią, po nim, po niej, przed nim, przed nią, poza nim,"
            " poza nią, obok niego, obok niej, wśród nich, pośród nich, ten pierwszy, ten drugi, wszystkie te, wszyscy oni,"
            " wszystko to, jak dodał, jak dodała, jak podkreślił, jak podkreśliła, jak zaznaczył, jak zaznaczyła, jak"
            " wyjaśnił, jak wyjaśniła, jak tłumaczył, jak tłumaczyła, jak przyznał, jak przyznała, co oznacza, czyli, zresztą,"
            " owszem, tym samym, mężczyzna, kobieta, mężczyzny, kobiety, obydwaj, obydwie, para"
        ),
        adding=words("też także również jednak natomiast zaś więc zatem bowiem ponadto"),
        first_person=words(
            "ja mnie mną my nas nam nami mój moja moje mojego mojej moją moim moich moi nasz nasza nasze naszego naszej naszą"
            " naszym naszych naszymi nasi jestem jesteśmy mamy chcę chcemy muszę musimy mogę możemy wiem wiemy myślę uważam"
            " uważamy sądzę będziemy jestem byłem byłam byliśmy byłyśmy mieliśmy miałem miałam"
        ),
        i=words(
            "ja my mój moja moje moi nasz nasza nasze nasi jestem jesteśmy mamy chcę chcemy musimy możemy myślę uważam"
        ),
        pronouns=words("on ona ono oni one jego jej ich mu im go ją nim nią niego niej nich który która którzy kto"),
        inside=words(
            f"{_FORMS} ten ta te tę tej tego temu tych tymi ci w na do z ze za od po o przed pod nie się"
            " grozi grożą groziło to on ona ono oni one mu go im niego niej nich nim nią nimi przez już"
        ),
        pointing=(
            rf"^\W*+(?:{_SAID})(?:\s*+,)?\s+(?:(?:{_ADVERBS}|przy tym|to)(?:\s*+,)?\s+)?(?:że|iż|by|aby|żeby|o|na|w|z)\b"
            rf"|(?:^|[–—,-])\s*(?:{_SAID})(?: (?:{_ADVERBS}))?\W*$"
            r"|^\W*+(?:grozi|grożą|groziło)\s+(?:mu|jej|im)\b|\b(?:jest|są|był[aoy]?)\s+to\b"
            r"|^\W*+\w[\w-]*+\s+(?:on|ona|ono|oni|one|mu|go|im(?!\.))\b"
            r"|^\W*+(?:\w[\w-]*+\s+){1,3}(?:dla|do|od|bez|u|o|na|w|we|z|za|przy|przed|przez|po|przeciwko|wobec|obok)\s+"
            r"(?:niego|niej|nich|nim|nią|nimi)\b"
            r"|^\W*+(?:został[aiy]?|zostali)\s+\w+\s+(?:w|na|do|z|przez|za|od|po|już)\b"
            r"|^\W*+(?:pierwsz[eay]|drug[iae]|kolejn[eay]|inn[eiay])\s+\w+(?:ą|ał|ała|ały|ali|ił|iła|iły|ili)\s+(?:się\s+)?"
            r"(?:w|na|do|z|ze|za|od|po|o|przed|pod|nie|już)\s"
            # "Trafił do szpitala.": a verb in the past, and no subject before what goes on
            r"|^\W*+(?!podział|wydział|dział|udział|materiał|kapitał|oddział|rozdział|kryształ|sygnał|ideał|kanał|skandal|wał\b"
            r"|zawał|upał|strzał|finał|półfinał|ćwierćfinał|był[aiy]?\b|byli\b|cał|mał|biał|stał|wspaniał|siły?\b|siła|skał|chwał"
            r"|mogił|jeśli|jeżeli|czyli|skali|fali|stali|sali|protokół|doskonał|zuchwał|trwał|nagł|świetli|izrael)"
            r"\w+(?:[aiyąę]ł|[aiyę]ła|[aiyę]li|[aiyę]ły)\s+(?:się\s+)?(?:w|na|do|z|ze|za|od|po|o|przed|pod|nie|już|tam|tylko)\s"
            r"|\b(?:ten|ta|tę|tej|tego|temu|tych|tymi|te|ci)\s+(?!rok|tygodni|tydzień|miesiąc|sezon|lata\b|jesieni|zimy|wiosny"
            r"|chwili|pory|czas|typu|rodzaju|kraju|co\b|kto|któr|jak\b|moment|spraw|dnia\b|godzin|wieczor|weekend)\w"
        ),
        people="",
        introducing="",
        background=(
            r"\b(?:1[89]\d\d|20\d\d|wcześniej|dawniej|niegdyś|kiedyś|poprzedni\w*|ubiegł\w+|zeszł\w+|minion\w+|dotychczas|dotąd"
            r"|(?:rok|lat|lata|miesięcy|miesiące|tygodni|tygodnie|dni) temu|od (?:\w+ )?(?:lat|miesięcy|dawna)"
            r"|przed (?:laty|rokiem|\w+ laty|\w+ miesiącami)|ostatni(?:ch|e) (?:lata|lat|latach|miesiąc\w+|tygodni\w*|dni\w*)"
            r"|histori[aiię]|historyczn\w+|(?:móg|mog|był|by)\w*by|anonimowo|(?:pap|afp|reuters|ap)\))\b"
        ),
        unfinished=words("w we z ze na do od po za o u i a oraz lub dla przez przed przy pod nad między że"),
        unjoined=words(
            "Nie To Jak Ale Jednak Gdy Kiedy Jeśli Ponieważ Dlatego Został Została Ona Oni Jego Jej Ich Podczas Według"
        ),
    ),
    speech=Speech(
        verbs=_SAID,
        inverted=_SAID,
        sources="",
        more=_MORE,
        pronouns=r"on|ona|oni|one",
        joined=rf"(?:{_SAID}){_WITHOUT_SUBJECT}",
        more_joined=rf"(?:{_MORE}){_WITHOUT_SUBJECT}",
        adverbs=_ADVERBS,
    ),
    names=Names(
        short=r"Ks|Bp|Abp|Kard|Płk|Mjr|Kpt|Inż|Prok|Nadkom|Podkom|Podinsp|Insp|Sierż|Bryg",
        particles="",
        courtesy=words("Pan Pani Państwo"),
        titles=words(
            "Prezydent Premier Minister Burmistrz Starosta Wójt Wojewoda Marszałek Poseł Posłanka Senator Senatorka Sędzia"
            " Prokurator Król Królowa Papież Profesor Doktor Ksiądz Biskup Arcybiskup Kardynał Generał Pułkownik Kapitan"
            " Komisarz Dyrektor Dyrektorka Trener Trenerka"
        ),
        # What stands before a name and is no part of it: participles, and offices, towns, clubs and countries in the
        # genitive ("prezydent Warszawy Jan Nowak"), by their endings where hardly a first or last name ends so.
        no_names=(
            r"\w{3,}[ijz]ąc|\w{3,}wszy|\w{3,}[wnz]ic|\w{3,}(?:owa|szczy)|\w*(?:ń|ląs|iel|łoc)ska"
            r"|(?!(?:Andrzej|Błażej|Maciej|Bartłomiej|Sergiej|Aleksiej|Andriej|Matej)$)[\w-]+(?:ej|[nwłtz]ych|[kn]ich|ów|ii|ji|wy|łki)"
            r"|Polski|Niemiec|Ukrainy|Litwy|Czech|Węgier|Europy|Lublina|Szczecina|Olsztyna|Koszalina|Konina|Torunia|Poznania"
            r"|Wrocławia|Radomia|Bytomia|Elbląga|Opola|Łodzi|Gdyni|Kielc|Suwałk|Puław|Mielca|Sopotu|Białegostoku|Zamościa|Tych"
            r"|Łomży|Pragi|Wisły|Lecha|Pogoni|Rakowa|Piasta|Tarnobrzega|Kalisza|Chełma|Prokuratury|Komendy|Urzędu|Sądu|Rady"
            r"|Ministerstwa|Kancelarii|Straży|Szpitala|Uniwersytetu|Politechniki|Instytutu|Zarządu|Związku|Stowarzyszenia"
            r"|Banku|Biura|Centrum|Platformy|Prawa|Sejmu|Senatu|Lewicy|Kolei|Izby|Państwowego|Inspektoratu|Ośrodka|Portu|Miasta"
        ),
        days=frozenset(),
        joining=words("i oraz lub albo a &"),
        governing=words(
            "o od do z ze za na w we u po przy przed pod nad dla bez przez przeciw przeciwko między ku wobec wśród obok koło"
            " około według zdaniem podczas oprócz poza i oraz a lub że iż który która które którzy którego której którym których"
            " jak jako niż gdy kiedy jeśli bo co gdzie wraz razem pt im ul pl al"
        ),
        belonging=words(
            "adwokat adwokatka obrońca obrończyni pełnomocnik pełnomocniczka prawnik prawniczka żona mąż matka ojciec syn córka"
            " brat siostra babcia dziadek wnuk wnuczka wdowa wdowiec przyjaciel przyjaciółka kolega koleżanka sąsiad sąsiadka"
            " asystent asystentka współpracownik współpracowniczka doradca doradczyni imieniu fan fanka zwolennik zwolenniczka"
        ),
        offices=words(_OWNERS),
        of_office=words(_OWNERS),
    ),
    bylines=Bylines(
        by=r"opracował[ai]?|opracowanie|oprac\.\s*|opr\.\s*",
        written="",
        label=r"autor(?:ka|zy|ki)?|tekst|opracowanie|oprac\.?|opr\.?|rozmawiał[ai]?",
        joining=r"i|oraz",
        behind=r"z|ze|dla",
        particles=frozenset(),
        desks=words("redakcja redakcji redakcyjny agencje agencja newsroom pap"),
        roles=words(
            "autor autorka autorzy artykuły dziennikarz dziennikarka korespondent korespondentka redaktor redaktorka publicysta"
            " publicystka felietonista felietonistka reporter reporterka profil kontakt więcej wpisy"
        ),
        nobody=words("anonim anonimowy gość użytkownik nieznany wydawca domyślny testowy moderator"),
    ),
    furniture=Furniture(
        invitations={
            "zapisz": r"\bzapisz\s+się\b.{0,60}\b(?:newsletter\w*|biuletyn\w*|list[ęy]|tutaj|już|teraz|dziś|bezpłatn\w+|za\s+darmo)\b"
            r"|\bzapisz\s+(?:ten\s+)?(?:artykuł|tekst)\b",
            "zapisać": r"\b(?:możesz|chcesz|aby|żeby)\s+(?:się\s+)?zapisać\b.{0,40}\bnewsletter\w*",
            "newsletter": r"\bnasz(?:ego)?\b.{0,30}\bnewsletter\b|\bzamów\b.{0,30}\bnewsletter\b",
            "newslettera": r"\b(?:nasz\w+|codzienn\w+|bezpłatn\w+|darmow\w+)\s+(?:\w+\s+)?newslettera\b|\bsubskryb\w+\b.{0,30}\bnewslettera\b",
            "newsletterze": r"\bw\s+naszym\s+(?:\w+\s+)?newsletterze\b",
            "wypisać": r"\b(?:w\s+każdej\s+chwili|w\s+dowolnym\s+momencie|zawsze)\b.{0,40}\bwypisać\b|\bmożesz\b.{0,20}\bsię\s+wypisać\b",
            "zrezygnować": r"\b(?:w\s+każdej\s+chwili|w\s+dowolnym\s+momencie)\b.{0,30}\bzrezygnować\b|\bzrezygnować\b.{0,30}\b(?:w\s+każdej\s+chwili|newsletter\w*)\b",
            "subskrybuj": r"\bsubskrybuj\b",
            "zasubskrybuj": r"\bzasubskrybuj\b",
            "zaprenumeruj": r"\bzaprenumeruj\b",
            "prenumeratorów": r"\b(?:tylko|wyłącznie|dostępn\w+)\s+dla\s+(?:\w+\s+)?prenumeratorów\b",
            "subskrybentów": r"\b(?:tylko|wyłącznie|dostępn\w+)\s+dla\s+(?:\w+\s+)?subskrybentów\b",
            "wykup": r"^\W*wykup\s+(?:\w+\s+)?(?:dostęp|prenumeratę|subskrypcję|abonament)\b",
            "zaloguj": r"\bzaloguj\s+się\b",
            "zarejestruj": r"\bzarejestruj\s+się\b",
            "czytaj": r"(?:^\W*|[.!?:|]\s*)czytaj\s+(?:też|także|również|więcej|dalej|całość|nas|na|w|o)\b",
            "przeczytaj": r"(?:^\W*|[.!?:|]\s*)przeczytaj\s+(?:też|także|również|więcej|cały|całość|nasz\w*|o)\b",
            "zobacz": r"(?:^\W*|[.!?:|]\s*)zobacz\s+(?:też|także|również|więcej|galerię|wideo|film|zdjęcia|jak)\b",
            "obejrzyj": r"(?:^\W*|[.!?:|]\s*)obejrzyj\s+(?:też|także|również|galerię|wideo|film|nagranie|zdjęcia)\b",
            "sprawdź": r"(?:^\W*|[.!?:|]\s*)sprawdź\s+(?:też|także|również|nasz\w*|tutaj)\b",
            "posłuchaj": r"(?:^\W*|[.!?:|]\s*)posłuchaj\s+(?:też|także|również|nasz\w*|podcast\w*|artykułu|tekstu)\b",
            "przewiń": r"\bprzewiń\s+(?:w\s+dół|do|niżej)\b",
            "dowiedz": r"\bdowiedz\s+się\s+więcej\b",
            "polecamy": r"^\W*(?:polecamy\b\W*$|polecamy\s+(?:też|także|również|państwa)\b)",
            "kliknij": r"\bkliknij\s+(?:tutaj|tu|w|na|poniżej|link|aby|żeby|i)\b",
            "udostępnij": r"^\W*udostępnij\b|\budostępnij\s+(?:na|ten|artykuł|tekst|post|wpis|znajomym)\b",
            "podziel": r"\bpodziel\s+się\s+(?:tym|ze?\s+(?:znajomymi|nami)|artykułem|tekstem|opinią|swoją\s+opinią)\b",
            "polub": r"\bpolub\s+(?:nas|nasz\w*|ten|stronę)\b",
            "dołącz": r"\bdołącz\s+do\s+(?:nas|naszej|naszego|dyskusji|rozmowy|grona|społeczności|czytelników)\b",
            "obserwuj": r"\bobserwuj\s+(?:nas|nasz\w*)\b",
            "śledź": r"\bśledź\s+(?:nas|nasz\w*)\b",
            "znajdziesz": r"\bznajdziesz\s+nas\s+na\b",
            "skomentuj": r"^\W*skomentuj\b",
            "przeczytasz": r"\bprzeczytasz\s+w\s+\d+\s+min",
            "pozostało": r"^\W*pozostało\s+\d+\s*%\s+(?:artykułu|tekstu)\b",
            "kawę": r"\bpostaw\s+(?:nam|mi)\s+kawę\b",
            "przechodzę": r"\bprzechodzę\s+do\s+serwisu\b",
            "komentarze": r"\bkomentarze\s+(?:są\s+|zostały\s+)?(?:zamknięte|wyłączone)\b",
            "napisz": r"\bnapisz\s+do\s+(?:nas|redakcji|autora|autorki)\b",
            "piszcie": r"\bpiszcie\s+(?:do\s+nas|na\s+adres)\b",
            "skrzynkę": r"\b(?:prosto|wprost|bezpośrednio)\s+na\s+(?:\w+\s+)?skrzynkę\b|\bna\s+(?:twoją|swoją)\s+skrzynkę\b",
            "zastrzeżone": r"\bwszelkie\s+prawa\s+zastrzeżone\b",
            "prywatności": r"\bpolityk\w+\s+prywatności\b",
            "cookies": r"\b(?:używa\w*|korzysta\w*|wykorzystuj\w+|stosuj\w+|akceptuj\w*|zgod\w+|polityk\w+|ustawieni\w+)\b.{0,60}\bcookies\b"
            r"|\bpliki?\s+cookies\b",
            "cookie": r"\bplik(?:i|ów|ach|ami)\s+cookie\b",
            "ciasteczek": r"\b(?:używa\w*|korzysta\w*|strona|serwis)\b.{0,40}\bciasteczek\b",
            "reklama": r"^\W*(?:reklama|koniec\s+reklamy|dalsza\s+część\s+(?:artykułu|tekstu)\s+pod\s+reklamą)\W*$",
            "reklamą": r"\bdalsz(?:a|y)\s+(?:część|ciąg)\b.{0,40}\bpod\s+reklamą\b",
            "materiałem": r"\bciąg\s+dalszy\b.{0,40}\bpod\s+materiałem\b",
            "sponsorowany": r"\b(?:artykuł|materiał|tekst|wpis)\s+sponsorowany\b",
            "sponsorowane": r"\b(?:treści|treść|materiały)\s+sponsorowane\b",
            "promocyjny": r"^\W*materiał\s+promocyjny\b",
            "partnera": r"^\W*materiał\s+partnera\b",
            "wesprzyj": r"^\W*wesprzyj\s+(?:nas|naszą?|nasze|niezależne)\b",
            "wspieraj": r"^\W*wspieraj\s+(?:nas|naszą?|nasze|niezależne)\b",
            "pobierz": r"\bpobierz\s+(?:naszą\s+|bezpłatną\s+|darmową\s+)?aplikację\b",
            "dziękujemy": r"^\W*dziękujemy\s+za\s+(?:zapisanie|zapis|rejestrację|przeczytanie|lekturę|subskrypcję|uwagę)\b",
            "redakcji": r"^\W*(?:od|przypis|przyp\.|uwaga)\s+redakcji\b|\bw\s+tworzeniu\s+tekstu\b.{0,40}\bredakcji\b",
            "wersja": r"\b(?:wcześniejsza|poprzednia|pierwotna)\s+wersja\s+(?:tego\s+)?(?:artykułu|tekstu|materiału)\b",
            "wersji": r"\bw\s+(?:wcześniejszej|poprzedniej|pierwotnej)\s+wersji\s+(?:tego\s+)?(?:artykułu|tekstu|materiału)\b",
            "fot": r"^\W*fot\.?\s*\S|\(fot\.[^()]*\)",
            "foto": r"^\W*foto\s*[:/]",
            "zdjęcie": r"\bzdjęcie\s+(?:ilustracyjne|poglądowe|archiwalne)\W*$",
            "wpis": r"^\W*wpis\b.{1,250}\b(?:pochodzi\s+ze?\s+(?:serwisu|strony|portalu|bloga)|(?:pojawił|ukazał)\s+się\s+(?:najpierw|pierwotnie|po\s+raz\s+pierwszy)\s+(?:na|w|we))\b",
            "artykuł": r"^\W*artykuł\b.{1,250}\b(?:pochodzi\s+ze?\s+(?:serwisu|strony|portalu|bloga)|(?:pojawił|ukazał)\s+się\s+(?:najpierw|pierwotnie|po\s+raz\s+pierwszy)\s+(?:na|w|we))\b",
            "post": r"^\W*post\b.{1,250}\b(?:pochodzi\s+ze?\s+(?:serwisu|strony|portalu|bloga)|(?:pojawił|ukazał)\s+się\s+(?:najpierw|pierwotnie|po\s+raz\s+pierwszy)\s+(?:na|w|we))\b",
        },
        labels=(
            r"foto?\.?|fotografi[ae]|zdjęci[ae](?: ilustracyjne| poglądowe)?|wideo|galeria|źródł[oa]"
            r"|(?:czytaj|zobacz|przeczytaj|obejrzyj|sprawdź)(?: też| także| również| więcej| dalej)?"
            r"|więcej(?: na ten temat| w tym temacie|(?: informacji)? o\b.{0,40}?)?|powiązane(?: artykuły| tematy)?"
            r"|podobne artykuły|polecane|podziel się|polecamy(?: także| też)?|tagi?|słowa kluczowe|kategori[ae]|udostępnij|komentarze|sprostowanie"
            r"|korekta|od redakcji|aktualizacja|opublikowano|data publikacji|ostatnia aktualizacja|reklama|autor(?:ka|zy|ki)?"
            r"|tekst|oprac(?:\.|owanie|ował[ai]?)?|opr\.?|rozmawiał[ai]?|na żywo|relacja na żywo|pilne|z ostatniej chwili"
            r"|kontakt dla mediów"
        ),
        stamps=(
            r"(?:opublikowan[oya]|data publikacji|zaktualizowan[oya])\b.{0,40}\d|(?:ostatnia )?aktualizacja\W{1,3}(?:\w+,? )?\d"
            r"|dodano\W{1,3}\d{1,2}[. ](?:\d{1,2}\.|\w+ )\d{4}"
        ),
        buttons=words(
            "udostępnij drukuj wydrukuj kopiuj skopiuj link ten artykuł tekst stronę wyślij e mailem mail zapisz komentarze"
            " komentarz skomentuj zamknij szukaj wyszukaj menu przejdź do treści strona główna strony głównej wróć powrót na"
            " górę następny następna poprzedni poprzednia dalej wstecz więcej czytaj wszystkie zobacz zaloguj się zarejestruj"
            " załóż konto prenumerata prenumeruj subskrybuj reklama reklamy ogłoszenie ogłoszenia sponsorowane wideo filmy zdjęcia"
            " galeria posłuchaj odtwórz tagi tematy powiązane artykuły podobne najnowsze popularne najczęściej czytane obserwuj nas"
            " śledź akceptuję zgadzam ustawienia polecamy polecane podziel"
        ),
        tails=r"(?:czytaj|dowiedz się|zobacz|przeczytaj) więcej|czytaj (?:dalej|całość)|przeczytaj całość",
        lead_ins=(
            r"poniżej (?:przedstawiamy|publikujemy|prezentujemy|zamieszczamy)|oto (?:lista|pełna|pełny|treść|fragment\w*)"
            r"|publikujemy (?:treść|pełn\w+|fragment\w*)"
        ),
        lead_outs="",
        pictured=(
            r"na (?:zdjęciu|zdj\.|fot\.|fotografii)[^()]{0,40}|(?:(?:pierwsz|drug|trzec)\w{1,3} )?(?:po|z|od) (?:lewej|prawej)(?: stron[iy]e?)?"
            r"|w środku|fot\.[^()]{0,40}|zdjęci[ea](?: ilustracyjne| poglądowe)?|(?:zobacz|patrz) [^()]{0,20}\b(?:zdjęci[ea]|wideo|map[aęy])"
        ),
        pictures=r"zdjęci[ea]|foto?|ilustracj[ae]|grafika",
        no_titles=phrases(
            "bez tytułu, brak tytułu, brak tematu, bez tematu, nowy wpis, nowy post, nowy artykuł, wpis, szkic,"
            " automatyczny szkic, zdjęcie, zdjęcia, galeria, wideo, cytat, odnośnik, rozmowa, notatka, aktualizacja"
        ),
    ),
    dates=Dates(
        months=(
            "stycznia styczeń styczniu stycz sty",
            "lutego luty lutym lut",
            "marca marzec marcu mar",
            "kwietnia kwiecień kwietniu kwiec kwi",
            "maja maj maju",
            "czerwca czerwiec czerwcu czerw cze",
            "lipca lipiec lipcu lip",
            "sierpnia sierpień sierpniu sierp sie",
            "września wrzesień wrześniu wrzes wrz",
            "października październik październiku paźdz paź",
            "listopada listopad listopadzie list lis",
            "grudnia grudzień grudniu grudz gru",
        ),
        days=words("poniedziałek wtorek środa czwartek piątek sobota niedziela"),
        beside=words(
            "środę sobotę niedzielę pon wt śr czw pt sob niedz sty lut kwi cze lip sie wrz paź lis gru r roku godz godzina godzinę"
            " godziny godzin minut minuty minutę min temu dzień dni dziś dzisiaj wczoraj opublikowano zaktualizowano aktualizacja"
            " ostatnia data publikacji dodano o dnia czas czytania"
        ),
        ordinals="",
        of="",
        at=r"r\.?,?(?:\s+o)?\s+godz\.?|r\.,?|o\s+godz(?:\.|inie)?|godz(?:\.|ina)?|o",
    ),
    leaving=Leaving(
        wishes=(
            r"(?:o )?(?:wypisani[ea]|wypisa[cć]|usuni[eę]ci[ea]|usun[aą][cć]|wyrejestrowani[ea]|wykre[sś]leni[ea]|wykre[sś]li[cć])"
            r"(?: mnie| si[eę]| mojego adresu| m[oó]j adres)?"
            r"|(?:wypisz|wypiszcie|wypisuj[eę]|usu[nń]|usu[nń]cie|skre[sś]l|wykre[sś]l)(?: mnie| si[eę])?"
            r"|rezygnuj[eę]|rezygnacja|zrezygnowa[cć]|anuluj(?:[eę])?(?: subskrypcj[eę])?"
            r"|(?:o )?nie (?:wysy[lł]a(?:j|jcie|nie|[cć])|przysy[lł]a(?:j|jcie|[cć]))(?: mi)?(?: (?:wi[eę]cej|ju[zż]))?(?: newslettera)?"
        ),
        polite=r"(?:bardzo )?prosz[eę]|(?:ja )?chc[eę](?: si[eę])?|chcia[lł](?:bym|abym)(?: si[eę])?|uprzejmie prosz[eę]",
        thanks=r"(?:z g[oó]ry )?dzi[eę]kuj[eę]|dzi[eę]ki|prosz[eę]|pozdrawiam",
        lists=r"newslettera|biuletynu|list[ya](?: mailingow[ea]j| adresow[ea]j| wysy[lł]kowej)?|prenumeraty|subskrypcji|bazy|mailingu",
        off=r"ze?|od",
    ),
    words=Words(
        number="Nr {}",
        stories={
            "one": "{} wiadomość",
            "few": "{} wiadomości",
            "many": "{} wiadomości",
            "other": "{} wiadomości",
        },
        minutes={"one": "{} minuta", "few": "{} minuty", "many": "{} minut", "other": "{} minuty"},
        reading="{}\u00a0min czytania",
        paid="dla prenumeratorów",
        also="O tym także:",
        adds="{} dodaje:",
        update="Aktualizacja, poprzednio: nr {} z {}",
        update_since="Aktualizacja, poprzednio: {}",
        daily="Z wydania: {}, nr {} z {}",
        brief="W skrócie",
        note="Od redakcji",
        remark="Przypis redakcji:",
        corrections={
            "one": "Sprostowanie",
            "few": "Sprostowania",
            "many": "Sprostowania",
            "other": "Sprostowania",
        },
        corrects="Nr {} z {}:",
        verbatim="Każde zdanie powyżej przytaczamy dosłownie z artykułu.",
        why="Otrzymują Państwo tę wiadomość, ponieważ zapisali się Państwo na newsletter {}.",
        unsubscribe="Rezygnuję z newslettera",
        places="Każde prowadzi do swojego miejsca w tekście.",
        picture="Zdjęcie",
        links="Linki",
        online="Wersja w przeglądarce",
        pages=Pages(
            issues="Wydania",
            none="Nie wysłano jeszcze żadnego wydania.",
            leave=(
                "Rezygnacja z newslettera {}",
                "Nie będą Państwo otrzymywać kolejnych wydań. Nic się nie zmieni, dopóki nie nacisną Państwo przycisku.",
            ),
            left=(
                "Zrezygnowali Państwo z newslettera {}",
                "Nie będą już Państwo otrzymywać kolejnych wydań. Wydanie, które jest w drodze, może jeszcze dotrzeć.",
            ),
            copy=(
                "To jest kopia wydania",
                "Państwa własny link znajduje się na końcu wiadomości, którą Państwo otrzymali.",
            ),
            missing=(
                "Nic tu nie ma",
                "Link może być niekompletny. Jeśli pochodzi z wiadomości e-mail, proszę otworzyć go z niej jeszcze raz.",
            ),
            down=(
                "Proszę spróbować później",
                "Coś po naszej stronie chwilowo nie działa. Proszę spróbować ponownie za kilka minut.",
            ),
            newer="Nowsze",
            older="Starsze",
        ),
    ),
)
