"""Twenty-nine outlets and what each of them publishes in a month, and the event that every item is about."""

import random
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.life import words
from benchmarks.life.vocabulary import FAMILY, GIVEN

LONDON = ZoneInfo("Europe/London")
QUIET = time(10, 20), time(12, 20)  # at weekends nothing appears then: a tick can find every feed unchanged


@dataclass(frozen=True)
class Outlet:
    """``form`` is how its feed is made, ``days`` when it publishes (0 is Monday), ``each`` how much on such a day;
    ``planted`` are words of its furniture, which belong into no issue."""

    slug: str
    title: str
    form: str
    section: str = ""
    days: str = "0123456"
    each: int = 1
    length: int = 8  # sentences of an article
    planted: tuple[str, ...] = ()

    @property
    def host(self):
        return f"{self.slug}.example"

    @property
    def feed(self):
        return f"http://{self.host}/feed"


@dataclass(frozen=True)
class Item:
    """``title`` is empty where the outlet gives none; ``published`` is what the feed says. ``kind``: "report",
    "further" (the event moved on), "copy" (the same words and address elsewhere) or "link" (the address alone)."""

    outlet: str
    event: int
    kind: str
    url: str
    title: str
    paragraphs: tuple[str, ...]
    appears: datetime
    published: datetime | None
    author: str
    later: tuple[str, ...] = ()  # paragraphs that its publisher adds
    later_at: datetime | None = None
    place: str = ""

    def text_at(self, moment):
        return self.paragraphs + (self.later if self.later_at and moment >= self.later_at else ())


WORDPRESS = (
    "appeared first on",
    "Click to share on",
    "Share this:",
    "Get new posts straight to your inbox",
    "Type your email",
)
PAGE = ("We use cookies", "Sign up to the morning briefing", "All rights reserved", "Most read", "Read more:")
NEWS = (
    Outlet("courier", "The Courier", "atom", "Town", length=8, planted=PAGE),
    Outlet("gazette", "Gazette Online", "wordpress", "Town", each=0, length=9, planted=WORDPRESS),
    Outlet("herald", "The Herald", "rdf", "World", each=0, length=7),
    Outlet("argus", "Argus – Zeitgeschehen & Café", "latin", "World", each=0, length=7),
    Outlet("bulletin", "Bulletin", "json", "World", each=0, length=8),
    Outlet(
        "ledger", "The Ledger", "paywalled", "World", each=0, length=2,
        planted=("Subscribe to continue reading", "Already a subscriber", "From £1 a week"),
    ),
    Outlet("post", "Evening Post", "wordpress", "Town", each=0, length=8, planted=WORDPRESS),
)  # fmt: skip
SUBSTACK = ("Thanks for reading", "Subscribe for free", "Share this post", "Leave a comment", "Type your email")
OTHERS = (
    Outlet("tidetable", "The Tide Table", "substack", "Letters", "14", length=10, planted=SUBSTACK),
    Outlet("slowletter", "Slow Letter", "substack", "Letters", "03", length=11, planted=SUBSTACK),
    Outlet(
        "lantern", "Lantern", "ghost", "Letters", "024", length=9,
        planted=("Email sent!", "No spam", "Unsubscribe anytime", "Sign up for Lantern", "members only"),
    ),
    Outlet(
        "northernnotes", "Northern Notes - Medium", "medium", "Letters", "135", length=9,
        planted=("was originally published in", "continuing the conversation"),
    ),
    Outlet("ropewalk", "Ropewalk", "hugo", "Blogs", "03", length=9),
    Outlet("millpond", "Notes from a Millpond", "hugo", "Blogs", "2", length=8),
    Outlet("toots", "@wren@toots.example", "mastodon", "Short", each=3, length=2),
    Outlet("micro", "wren.micro.blog", "mastodon", "Short", length=2),
    Outlet("tumbling", "Tumbling Views", "tumblr", "Short", length=3, planted=("View On WordPress",)),
    Outlet(
        "harbourtv", "Harbour TV", "youtube", "Watch", "024", length=4,
        planted=("Patreon", "00:00", "Intro", "Follow us on", "Subscribe to the channel", "Chapters"),
    ),
    Outlet(
        "quayside", "Quayside Talk", "acast", "Watch", "01234", length=4,
        planted=("Hosted on Acast", "acast.com/privacy"),
    ),
    Outlet(
        "nightferry", "Night Ferry", "megaphone", "Watch", "14", length=5,
        planted=("ad choices", "megaphone.fm", "California Privacy"),
    ),
    Outlet(
        "reddit", "r/townsandtrams", "reddit", "Links", each=4, length=0,
        planted=("submitted by", "[link]", "[comments]"),
    ),
    Outlet(
        "orange", "Orange News", "links", "Links", each=0,
        planted=("Article URL", "Comments URL", "Points:", "# Comments"),
    ),
    Outlet("planet", "Planet Water", "planet", "Blogs", each=0),
    Outlet("releases", "Release notes from lathe", "github", "Links", "14", length=5, planted=("Full Changelog",)),
    Outlet("undated", "Parish Pump", "undated", "Town", length=8),
    Outlet("ahead", "Tomorrow's Paper", "ahead", "World", length=8),
    Outlet("slow", "Slow Wire", "rss", "World", length=8),
    Outlet("busy", "Busy Bee", "rss", "Town", length=8),
    Outlet("gone", "Gone Fishing", "rss", "Town", length=8),
    Outlet("refusing", "The Bolted Door", "rss", "World", length=8),
)  # fmt: skip
OUTLETS = {each.slug: each for each in (*NEWS, *OTHERS)}


@dataclass
class World:
    """All items, in the order of their appearance; and the texts and events of every address, whoever lists it."""

    items: list[Item]
    by_url: dict[str, list[Item]] = field(default_factory=dict)

    def __post_init__(self):
        self.items.sort(key=lambda item: (item.appears, item.url, item.outlet))
        for item in self.items:
            self.by_url.setdefault(item.url, []).append(item)

    def events(self, url):
        return {item.event for item in self.by_url.get(url, ())}

    def text(self, url):
        return "\n".join("\n".join((*item.paragraphs, *item.later)) for item in self.by_url.get(url, ()))

    def listed(self, slug, moment, most=20):
        return [item for item in self.items if item.outlet == slug and item.appears <= moment][-most:][::-1]


class _Press:
    """Writes the items day by day."""

    def __init__(self, seed):
        self.seed, self.dice, self.items, self.number = seed, random.Random(seed), [], 0

    def event(self):
        self.number += 1
        return words.event(self.number, self.seed)

    def moment(self, day, earliest=5, latest=21):
        while True:
            moment = datetime.combine(day, time(self.dice.randint(earliest, latest), self.dice.randint(0, 59)), LONDON)
            if day.weekday() < 5 or not QUIET[0] <= moment.time() <= QUIET[1]:
                return moment

    def publish(self, outlet, it, moment, voice=0, kind="report", paragraphs=None, title=None):
        paragraphs = paragraphs or words.paragraphs(it, voice, self.dice, max(1, outlet.length))
        number, author = len(self.items), f"{self.dice.choice(GIVEN)} {self.dice.choice(FAMILY)}"
        if outlet.form == "github":
            paragraphs = (paragraphs[0], *(f"{line} by @{author.split()[0].lower()}" for line in paragraphs[1:]))
        dated = {"undated": None, "ahead": moment + timedelta(days=2 * (number % 3 == 0))}
        item = Item(
            outlet=outlet.slug,
            event=it.number,
            kind=kind,
            url=f"http://{outlet.host}/{moment:%Y/%m}/{it.place.lower()}-{number}",
            title=self.title(outlet, it, voice) if title is None else title,
            paragraphs=paragraphs,
            appears=moment,
            published=dated.get(outlet.form, moment),
            author=author,
            place=it.place,
        )
        self.items.append(item)
        return item

    def title(self, outlet, it, voice):
        if outlet.form == "mastodon":
            return ""
        if outlet.form == "tumblr":
            return "Photo"
        if outlet.form == "github":
            return f"v1.{self.number}.0"
        return it.heads[voice]

    def day(self, day):
        busy = day.weekday() < 5
        today = [self.told(day) for _ in range(9 if busy else 4)]
        for outlet in NEWS[:2]:
            self.publish(outlet, self.event(), self.moment(day))
        for outlet in OTHERS:
            if str(day.weekday()) in outlet.days:
                for _ in range(outlet.each):
                    item = self.publish(outlet, self.event(), self.moment(day))
                    if outlet.form in ("hugo", "medium"):
                        self.copy(item)
        for item in self.dice.sample([item for items in today for item in items], 3):
            self.link(item)

    def told(self, day):
        """An event, by one outlet or up to three in words of their own; perhaps more of it the next day."""
        it, moment = self.event(), self.moment(day, latest=18)
        outlets = self.dice.sample(NEWS, self.dice.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 3)))
        items = []
        for voice, outlet in enumerate(outlets):
            items.append(self.publish(outlet, it, self._later(moment, self.dice.randint(0, 170) * (voice > 0)), voice))
        first = items[0]
        said = "\n".join(first.paragraphs)
        unsaid = [told[0] for fact in it.facts if (told := [*filter(None, fact)]) and not any(w in said for w in told)]
        if outlets[0].form != "paywalled" and len(unsaid) >= 3:
            if self.dice.random() < 0.2:
                again = self._later(first.appears + timedelta(days=1), 90)
                lines = (it.facts[0][2], *unsaid)
                self.publish(outlets[0], it, again, 2, "further", lines, f"More from {it.place}: {it.heads[2]}")
            elif self.dice.random() < 0.15:
                at = self.items.index(first)
                self.items[at] = Item(
                    **{name: getattr(first, name) for name in first.__dataclass_fields__}
                    | {"later": tuple(unsaid[:1]), "later_at": self._later(first.appears, 300)}
                )
                items[0] = self.items[at]
        return items

    def _later(self, moment, minutes):
        moment += timedelta(minutes=minutes)
        return moment + timedelta(hours=2) if moment.weekday() > 4 and QUIET[0] <= moment.time() <= QUIET[1] else moment

    def copy(self, item):
        self._elsewhere(item, "planet", "copy", item.paragraphs, 40)

    def link(self, item):
        self._elsewhere(item, "orange", "link", (), 60)

    def _elsewhere(self, item, outlet, kind, paragraphs, minutes):
        moment = self._later(item.appears, self.dice.randint(5, minutes))
        values = {name: getattr(item, name) for name in item.__dataclass_fields__}
        values |= {"outlet": outlet, "kind": kind, "paragraphs": paragraphs, "appears": moment, "published": moment}
        self.items.append(Item(**values | {"later": (), "later_at": None}))


def world(first, days, seed):
    """What appears on so many days from the first on, and on the three before it."""
    press = _Press(seed)
    for number in range(-3, days):
        press.day(first + timedelta(days=number))
    return World(press.items)
