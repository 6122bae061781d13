"""Of what invented events are made: names, places, things, and what people do.

In each topic: who acts, what they did, to what and in what circumstances. A part has up to three wordings, with =
between them, so that three outlets tell one event in different words.
"""

FIRST = (
    "Har Tol Bram Whit Ketter Ald Ros Pen Crow Dun El Far Glen Hol Ink Kil Lam Mar Nor Ox Pil Quen Rad Sel Tam Ut Vel"
    " Wor Yar Zen Bec Cal Dra Fen Gos"
).split()
LAST = "wick combe stead mere thorpe holm bury cliffe worth ness dale gate hurst bridge field market marsh lea".split()
GIVEN = (
    "Ada Bruno Clara Dmitri Edith Farid Greta Hamish Ines Jonas Kirsten Leander Mabel Nils Odile Pavel Rosa Sunniva"
    " Theo Ursula Viktor Wanda Yusuf Zora Agnes Basil Celia Duncan Elif Fergus"
).split()
FAMILY = (
    "Abernethy Brannock Castellan Drummle Eversley Fothergay Gristwood Hollinger Ivarson Jessamy Kettlewell Lindqvist"
    " Marchbank Novacek Okonjo Pellworm Quillan Rasmund Stavely Tremlett Underhay Vasquell Winterbourn Yelland Zamoyd"
    " Ashgrove Birtwhistle Corrigall Delacroy Engelby Farnaby Goldsack Hesketh Inskip Jolliffe Kirkbride Lovelace Mudd"
    " Nettleship Oldroyd Peverell Quince Rookwood Sallow Thistlewood Upjohn Venables Wragg Yarrow Zeller"
).split()
SPOTS = (
    "sawmill chapel granary weighbridge brickyard gasworks tollhouse bandstand smithy icehouse ropewalk windmill"
    " dovecote viaduct culvert boathouse tannery foundry lido arboretum observatory crematorium racecourse bowling-green"
    " aqueduct slipway turnpike waterworks glasshouse malthouse pottery colliery dry-dock almshouse velodrome orangery"
    " planetarium abattoir signal-box coal-yard timber-yard cider-press lime-kiln watchtower sluice millpond graveyard"
    " telegraph-office pumphouse brewery distillery infirmary workhouse laundry kennels stables apiary quarry"
).split()
THINGS = (
    "umbrella kettle accordion thimble ladder compass typewriter lantern barometer saucepan violin wheelbarrow spyglass"
    " rucksack hammock stepladder teapot megaphone snowshoe mandolin clipboard abacus trombone paintbrush footstool"
    " microscope bellows crowbar tablecloth stopwatch chisel periscope birdcage gramophone blotter candlestick sextant"
    " pitchfork hourglass banjo corkscrew toboggan anvil sundial harmonica briefcase tripod decanter spanner kaleidoscope"
    " dustpan bassoon theodolite carpet-bag fire-bucket sewing-machine deckchair cigar-box hat-stand coal-scuttle"
).split()
LOOKS = (
    "crooked crimson hollow speckled varnished rusty velvet gilded tattered marble freckled wicker sooty lopsided turquoise"
    " pewter threadbare mahogany dented scarlet knitted lacquered mossy chequered ivory battered copper striped waxed"
    " granite bleached embroidered tin ochre porcelain feathered leaden plaited cobalt quilted"
).split()
ASIDES = (
    "{given} {family} had brought {a_look} {thing} and put it down beside the {spot}.",
    "Beside the {spot} in {place} lay {a_look} {thing} that {family} calls decisive.",
    "“Ask about the {thing},” {given} {family} told everybody who passed the {spot}.",
    "Of {m} people whom {family} stopped at the {spot}, {n} mentioned the {thing}.",
    "An earlier attempt ended {n} years ago at the {spot}, when {family} lost {a_look} {thing}.",
    "{given} {family} puts the cost at {n} million, the {spot} included.",
    "In the {spot} opinions differ, and {family} keeps {n} of them inside {a_look} {thing}.",
    "A second meeting follows on the {day}th in the {spot}, with {family} in the chair.",
    "Nobody has explained yet why the {thing} from the {spot} was {look}.",
    "The {place} archive holds {m} letters by {family} on the {spot}, and one mentions {a_look} {thing}.",
    "Visitors to the {spot} are shown {a_look} {thing} and asked to forget it, joked {given} {family}.",
    "{family} expects the {thing} to reach the {spot} within {n} weeks.",
    "For {given} {family} the {look} {thing} matters more than the {spot} ever did.",
    "Where the {spot} stands today, {family} once sold {a_look} {thing} to a stranger.",
)  # fmt: skip

TOPICS = {
    "tram": """
who: the town council|the transport committee|engineers of the {place} tramway|the mayor and her deputies
did: approved=gave its consent to=voted through|postponed=put off=delayed|paid for=found the money for=funded
did: tore up=dug out=removed|reopened=brought back into service=put to use again
what: a tram line to the university=the tramway to the campus=rails up to the lecture halls
what: the crossing at Fish Street=the junction near the fish market=a level crossing by the quay
what: four low-floor carriages=a batch of new trams=the step-free vehicles
what: overhead wires along the harbour=catenary beside the docks=power lines on the waterfront
why: after a debate of four hours=at the end of a long evening session=when the talking was over
why: because the old buses were worn out=since the bus fleet is failing=as buses kept breaking down
why: with money from the regional fund=using a grant of the region=on the region's purse
say: Nobody will miss the diesel smoke|We counted every passenger twice before we signed|The rails outlive all of us
role: who chairs the committee|a driver for thirty years
""",
    "court": """
who: the district court|two judges in {place}|the public prosecutor|lawyers for the accused bookkeeper
did: sentenced=sent to prison=jailed|acquitted=cleared=found not guilty|questioned=heard=examined
did: seized=confiscated=impounded|adjourned=broke off=suspended
what: a dealer in forged paintings=a man who sold fake canvases=an art swindler
what: the trial about stolen violins=proceedings over missing fiddles=the case of the vanished instruments
what: eleven boxes of ledgers=crates full of account books=the firm's bookkeeping
what: the owner of a gravel pit=a quarry proprietor=the operator of an illegal pit
why: for lack of evidence=as proof was missing=because nothing could be shown
why: after a witness changed her story=once testimony was withdrawn=when a statement fell apart
why: under a law of the last century=on the strength of an old statute=by a rule almost forgotten
say: My client sold what he believed in|The paint was younger than the frame|Justice here takes the slow boat
role: counsel for the defence|a clerk of the court
""",
    "football": """
who: the team of {place} Rovers|coach and captain|the second-division side|substitutes off a weary bench
did: beat=defeated=got the better of|lost to=went down against=were overcome by|signed=hired=took on
did: equalised against=drew level with=pulled back|left behind=outran=overtook
what: the league leaders=the side on top of the table=the favourites
what: a goalkeeper from the islands=an island shot-stopper=the keeper nobody wanted
what: their oldest rivals=the neighbours from across the river=the team next door
what: a striker of nineteen years=a teenage forward=the youngest attacker of the league
why: with a penalty in stoppage time=by a late spot kick=from twelve yards at the very end
why: on a pitch that was half under water=in ankle-deep mud=while rain flooded the grass
why: in front of nine thousand spectators=before a full stand=watched by a sold-out ground
say: We ran until our boots were full of water|The referee saw what he wanted to see|He kicks like a mule and thinks like a monk
role: the captain|who trains the side
""",
    "astronomy": """
who: astronomers at the {place} observatory|a team of doctoral students|the survey telescope|amateur observers
did: discovered=found=spotted|measured=determined=worked out|photographed=took pictures of=imaged
did: lost sight of=could no longer see=failed to recover|named=gave a name to=christened
what: a comet with two tails=a double-tailed comet=the split-tailed visitor
what: the faint glow around a dwarf galaxy=a halo of old stars=light from a tiny galaxy
what: a planet that orbits backwards=a retrograde world=an exoplanet on the wrong track
what: dust rings near a white dwarf=debris circling a dead star=rubble around a burnt-out sun
why: on nineteen moonless nights=while the moon was away=during dark weeks of autumn
why: with a mirror ground by hand=through home-made optics=using polished glass of their own
why: in plates that had lain in a cellar=on forgotten photographic glass=among archived exposures
say: It moved when it had no right to|I thought it was a scratch on the plate|The sky owes us nothing, and yet it gives
role: who wrote the software|a retired optician
""",
    "farming": """
who: dairy farmers around {place}|the growers' cooperative|an agronomist and her pupils|the sheep breeders
did: planted=sowed=put in|sold=parted with=gave away at auction|vaccinated=gave the jab to=inoculated
did: harvested=brought in=gathered|abandoned=gave up on=stopped growing
what: sixty hectares of lupins=fields full of lupins=a legume for fodder
what: a herd of hornless goats=polled goats=goats without horns
what: the last orchard of quinces=old quince trees=a plot with knobbly quinces
what: barley for the maltings=malting grain=cereal meant for beer
why: three weeks earlier than usual=well ahead of the season=before anybody expected it
why: since the soil had dried to dust=as drought cracked the ground=because rain stayed away
why: under a contract with the brewery=for a maltster who pays in advance=on terms of the brewers
say: The goats decide and I sign|You cannot bargain with a cloud|My grandfather would have laughed at lupins
role: who milks eighty cows|chair of the cooperative
""",
    "hospital": """
who: surgeons at {place} General|the night nurses|a professor of cardiology|the hospital trust
did: transplanted=implanted=put in|tested=tried out=gave a trial to|opened=inaugurated=started up
did: recalled=withdrew=took back|warned about=cautioned against=raised the alarm over
what: an artificial heart valve=a valve made of polymer=a plastic cardiac valve
what: a ward for premature babies=an intensive unit for newborns=beds for infants born early
what: pumps that deliver insulin=insulin pumps=devices which dose insulin
what: a vaccine against ear infections=the otitis jab=shots that prevent earache
why: in an operation of eleven hours=during surgery that ran all night=over a marathon procedure
why: without a single complication=and nobody suffered harm=with no trouble at all
why: after complaints from patients=when users reported faults=because relatives objected
say: The heart began again before we had asked it to|We sleep when the babies sleep|A pump must never surprise anybody
role: head of the ward|a patient of sixty-one
""",
    "energy": """
who: the wind cooperative of {place}|the grid operator|two power companies|the regulator
did: built=erected=put up|shut down=switched off=closed|bought=acquired=purchased
did: connected=linked up=joined to the grid|fined=penalised=imposed a penalty on
what: nine turbines on the ridge=windmills above the moor=rotors along the hilltop
what: the coal plant by the canal=a lignite station on the waterway=the old steam plant
what: batteries as large as barns=huge storage cells=an accumulator park
what: a cable under the strait=the submarine link=wires on the sea bed
why: two years behind schedule=much later than promised=long after the announced date
why: while prices fell by a third=as electricity grew cheaper=during a slump in tariffs
why: against the will of the anglers=although fishermen objected=over protests at the lake
say: Wind does not send an invoice|We keep the lamp lit and hear no thanks|A cable that works makes no headlines
role: spokeswoman for the grid|who climbed the first tower
""",
    "museum": """
who: the museum of {place}|curators of the print room|a foundation from abroad|the heirs of a collector
did: bought back=recovered=repurchased|lent=sent on loan=gave for a season|restored=repaired=conserved
did: exhibited=put on show=displayed|returned=handed over=gave back
what: a bronze of a sleeping dog=the sculpted hound=a dog cast in bronze
what: drawings by an unknown miller=sketches a miller left=ink studies from the mill
what: the altar with wooden saints=a carved altarpiece=painted saints of limewood
what: a harpsichord without strings=an unstrung keyboard=the silent harpsichord
why: after it hung in the wrong room for decades=when a label proved mistaken=since an inventory was in error
why: for the first time since the fire=as never before after the blaze=again, long after flames had closed the hall
why: under glass made in a nearby workshop=behind panes of local make=in a case built round the corner
say: The dog has slept through three wars|We found him behind the boiler|A saint without a nose is still a saint
role: who keeps the keys|curator of drawings
""",
    "software": """
who: the maintainers of {place}DB|a group of volunteer programmers|the standards body|researchers of compilers
did: released=published=shipped|rewrote=ported=reimplemented|deprecated=retired=phased out
did: benchmarked=timed=put a stopwatch to|patched=fixed=closed a hole in
what: a query planner that learns=the self-tuning planner=an adaptive optimiser
what: its parser for log files=a log reader=code that takes logs apart
what: the replication protocol=how replicas talk=messages between copies
what: a flaw in certificate checks=broken validation of certificates=an authentication bug
why: in memory-safe code=without manual allocation=using a language with ownership
why: after eighteen months of tests=when every trial had passed=at the end of long testing
why: thanks to a report by a student=as a young researcher pointed out=following a tip from campus
say: Most of the speed was hidden in one loop|We deleted more lines than we wrote|Nobody reads the manual, so we wrote a shorter one
role: who reviews the patches|author of the planner
""",
    "school": """
who: head teachers in {place}|the education board|pupils of the lower sixth|a parents' association
did: abolished=did away with=scrapped|introduced=brought in=began with|won=took home=carried off
did: rebuilt=refurbished=renovated|boycotted=stayed away from=refused to attend
what: marks for handwriting=grades in penmanship=scores for neat letters
what: a course on soil and compost=lessons about earthworms=teaching with spades
what: the prize for young inventors=an award to budding engineers=the invention medal
what: a canteen with its own bakery=kitchens where bread is baked=a dining hall and oven
why: from the second term onwards=starting after the winter break=when January lessons begin
why: despite a shortage of teachers=though posts stay vacant=with too few staff
why: following a vote in every class=by ballot of all forms=as classrooms decided
say: The worms were on time and two pupils were not|Bread has improved attendance|I still cannot read his letters
role: who teaches chemistry|mother of three pupils
""",
    "fishing": """
who: trawlermen from {place}|the harbour master|marine biologists|the fisheries ministry
did: landed=brought ashore=hauled in|banned=prohibited=outlawed|counted=tallied=made a census of
did: towed=dragged to port=pulled home|released=set free=let go
what: a catch of silver hake=tonnes of hake=boxes filled with hake
what: nets with a fine mesh=close-knit trawls=gear that spares nothing
what: spawning eels in the estuary=eels at the river mouth=breeding elvers
what: a cutter without a rudder=the drifting boat=a vessel adrift
why: in a gale from the north-west=while storm winds blew=through waves of six metres
why: until the stocks have recovered=as long as numbers stay low=for the sake of the shoal
why: with sonar borrowed from the navy=by means of military echo sounders=using naval equipment
say: The sea gave with one hand and took the rudder with the other|Eels read no regulations|We smelled the hake before we saw it
role: skipper of the cutter|who weighs every box
""",
    "housing": """
who: the tenants' union in {place}|a builder of timber houses|the housing authority|architects from two studios
did: demolished=pulled down=knocked flat|converted=turned into flats=transformed|raised=lifted=put up
did: occupied=moved into=took possession of|insulated=lagged=wrapped up
what: the tower block on Mill Lane=a high-rise by the weir=fourteen floors of concrete
what: a former button factory=the works where buttons were pressed=an empty button mill
what: rents for small flats=what one-room homes cost=the price of studios
what: forty terraced cottages=a row of workers' houses=brick terraces
why: to make room for families=so that children find space=in favour of larger households
why: with straw and clay=using natural plaster=by means of earthen walls
why: although the lift had just been mended=days after repairs of the elevator=with a brand-new lift inside
say: My window faces a wall, and now the wall has a price|Straw burns worse than rumours do|We carried the piano down eleven floors
role: a tenant since the beginning|site manager
""",
    "music": """
who: the {place} philharmonic|a choir of dockers|the organist and a drummer|the conservatory's jazz class
did: premiered=gave the first performance of=played for the first time|recorded=taped=committed to disc
did: cancelled=called off=dropped|conducted=led=directed|revived=unearthed=rediscovered
what: an opera about a lighthouse=the lighthouse opera=a sea opera
what: songs of the salt workers=ballads from the saltpans=tunes that salters sang
what: a concerto for tuba=the tuba piece=music with solo tuba
what: the summer series in the barn=concerts among hay=its rural season
why: to standing applause=while listeners rose from their seats=and nobody stayed seated
why: from a score found in an attic=with parts that lay under a roof=by notes long mislaid
why: because the tenor had lost his voice=since its singer fell hoarse=as laryngitis struck
say: The tuba is a shy animal|We rehearsed between two tides|There are more rests in it than notes, and they are harder
role: who sings bass|principal horn
""",
    "wildlife": """
who: rangers of the {place} reserve|bird ringers|the wolf commission|a photographer in a hide
did: sighted=observed=caught sight of|ringed=tagged=fitted a band to|reintroduced=brought back=resettled
did: fenced off=closed to walkers=sealed|tracked=followed=kept on the trail of
what: a pair of black storks=two storks with dark wings=nesting storks
what: lynx kittens near the quarry=young lynxes=three spotted cubs
what: the meadow with orchids=an orchid slope=rare orchids in grass
what: beavers in the mill stream=a beaver family=dam builders
why: for the first time in ninety years=as not since great-grandmother's day=after almost a century
why: by a camera that a fox had moved=on footage from a shifted lens=with pictures taken askew
why: before the autumn migration=ahead of their flight south=while flocks assemble
say: A lynx sees you long before you think of it|The beaver has no planning permission|Storks are worse than tourists and far prettier
role: who has counted birds since school|warden of the reserve
""",
    "bank": """
who: the savings bank of {place}|auditors from the capital|shareholders of the brewery|the central bank
did: merged with=joined forces with=united with|raised=increased=lifted|wrote off=gave up=cancelled
did: rejected=refused=voted down|issued=floated=put on the market
what: a lender from the valley=the valley's credit house=a rural creditor
what: interest on small deposits=what savers earn=yields for passbooks
what: loans to the shipyard=credit that the yard never repaid=shipbuilding debts
what: a bond for cycle paths=paper which finances bike lanes=green securities
why: by a margin of six votes=narrowly=with half a dozen ballots to spare
why: as inflation slowed again=because prices rose less=while the cost of living calmed
why: without telling its staff=and employees learned it from posters=behind the tellers' backs
say: A passbook is a promise with a number on it|The ships are gone and the debts are not|Six votes are five more than needed
role: chief of the auditors|who owns twelve shares
""",
    "archaeology": """
who: archaeologists near {place}|a ploughman with a detector|students on their first dig|the monuments office
did: unearthed=dug up=brought to light|dated=put an age to=placed in time|covered=filled in=buried again
did: reassembled=pieced together=joined|scanned=surveyed by radar=mapped
what: a hoard of bent silver=crumpled silver pieces=hack silver in a pot
what: the floor of a Roman bath=tiles from antique baths=a hypocaust
what: graves with amber beads=burials that held amber=a cemetery and its beads
what: timbers of a sunken jetty=piles of an ancient landing stage=oak posts under mud
why: only two feet under the turf=hardly below the grass=right beneath the sods
why: to the year by tree rings=through dendrochronology=with the help of growth rings
why: because a pipeline is to cross the field=ahead of pipe laying=before diggers arrive
say: The pot was broken by somebody in a hurry|Amber floats, and so do theories|We shall fill it in and dream of it
role: who leads the dig|the farmer whose field it is
""",
    "weather": """
who: forecasters in {place}|the flood brigade|road crews|lighthouse keepers along the coast
did: predicted=announced=foresaw|cleared=swept away=got rid of|closed=barred=blocked
did: measured=recorded=registered|evacuated=took to safety=brought out
what: gusts of a hundred knots=hurricane-force squalls=violent wind
what: drifts of wet snow=heavy slush=banks of snow
what: the pass above the reservoir=a mountain road=the upper route
what: campers on the island=holidaymakers in tents=people from the campsite
why: within a single night=between dusk and dawn=before daybreak
why: after the sirens had failed=as no alarm sounded=with sirens out of order
why: at the highest tide of the year=when spring tide peaked=while water stood at its top
say: The barometer fell like a stone in a well|We shovelled what fell and it fell again|Tents fly better than kites
role: who reads the gauge|head of the brigade
""",
    "cycling": """
who: cyclists from {place}|the organisers of the tour|a rider of forty-two|mechanics in the support car
did: won=came first in=took|crashed on=fell on=came off at|redesigned=drew afresh=changed
did: protested against=objected to=complained about|repaved=gave new tarmac to=resurfaced
what: the stage over cobbles=a leg across pavé=the cobbled day
what: a descent in fog=the misty downhill=hairpins hidden in cloud
what: the time trial on the dyke=racing the clock along a levee=a solo ride by water
what: lanes painted on the ring road=bike strips beside traffic=marked tracks on a beltway
why: by the width of a tyre=in a photo finish=with a hair's breadth
why: after a puncture at the feed zone=having lost a wheel at lunch=despite a flat
why: with gears from a lorry works=on cogs of local steel=using home-forged sprockets
say: Cobbles ask you questions in a loud voice|My legs signed nothing|Fog is only a mountain that has sat down
role: three-time champion|who mends the wheels
""",
    "library": """
who: the library at {place}|two bookbinders|a poet and his publisher|readers of the mobile stacks
did: digitised=scanned=made electronic copies of|translated=rendered=put into English|bound=stitched=covered
did: awarded=honoured=gave a prize to|catalogued=listed=made an index of
what: letters of a polar explorer=an explorer's mail from the ice=polar correspondence
what: a novel without verbs=fiction that has only nouns=the verbless book
what: atlases eaten by mice=maps with mouse holes=gnawed cartography
what: nursery rhymes of the fens=fenland verses=children's songs from marshes
why: in a reading room without heating=while their breath froze=among unheated shelves
why: at the wish of a late schoolmistress=as a teacher's will demanded=by bequest
why: for readers who cannot see=on behalf of the blind=with blind users in mind
say: Mice prefer the tropics|A comma can keep you warm for an hour|He wrote home about socks, never about glory
role: keeper of maps|who translates at night
""",
    "food": """
who: bakers in {place}|a cheese maker and her brother|inspectors of the food agency|the guild of cooks
did: invented=came up with=devised|withdrew=pulled from shelves=took off sale|tasted=sampled=tried
did: smoked=cured over beech=dried in smoke|exported=shipped abroad=sold overseas
what: a rye loaf with seaweed=bread that holds kelp=the seaweed loaf
what: jars of pickled plums=plums in vinegar=a preserve
what: cheese ripened in a mine=a wheel from the shaft=mine-aged cheese
what: sausages without meat=a vegetable banger=meatless links
why: according to a monk's notebook=as written by a friar=from a monastic recipe
why: since lids had not closed=because seals leaked=as jars were not tight
why: for a fair across the ocean=to a market overseas=towards a show abroad
say: The mine has better manners than any cellar|Kelp tastes of holidays that went wrong|A plum forgives nobody
role: third generation at the oven|who judges cheese
""",
    "shipping": """
who: the port of {place}|pilots on the estuary|a shipowner from the north|dockers of the night shift
did: launched=christened=put to sea|unloaded=discharged=emptied|chartered=hired=leased
did: rammed=collided with=ran into|scrapped=broke up=sent to the breakers
what: a ferry that runs on methanol=the methanol ferry=a cleaner car ferry
what: containers of coffee beans=a cargo of coffee=sacks and sacks of arabica
what: the lightship at the bar=a floating beacon=the anchored light
what: three ageing tankers=oil carriers past their prime=old product tankers
why: in fog as thick as felt=while nobody saw the bow=with visibility near zero
why: during a strike of tug crews=as tugs lay idle=when towing stopped
why: for a voyage round the cape=to sail the southern route=bound for the long way about
say: The beans arrived before the paperwork|A pilot listens more than he looks|She was a good light and a poor ship
role: senior pilot|who signs for the cargo
""",
    "chess": """
who: the chess club in {place}|a grandmaster of seventeen|organisers of the open|the national federation
did: drew with=shared the point with=halved the game with|suspended=barred=locked out|solved=cracked=found the key to
did: defeated=outplayed=mated|broadcast=streamed=showed live
what: an engine without an opening book=a machine that knew no theory=the bare program
what: a player with a hidden telephone=someone who carried a phone=a cheat at board six
what: an ending of rook and knights=that rare endgame=rook against two horses
what: the oldest member, aged ninety-six=a veteran born in another age=their senior
why: in one hundred and twelve moves=after a fight over a hundred moves long=at the end of seven hours
why: by a sacrifice nobody had seen=with an offer of the queen=through a startling gift
why: before a crowd in the bus depot=among parked coaches=between two rows of omnibuses
say: He offered me a draw and a biscuit|The knight went home the long way|I moved, and then I understood it
role: arbiter of the open|who lost on time
""",
}
