"""What digest.toml may say: a class per table. Each key's description stands on its page of the documentation."""

import re
from datetime import time as TimeOfDay
from datetime import timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from digest.config.values import (
    WEEKDAYS,
    Calendar,
    Colour,
    ColourOrNone,
    Command,
    Contact,
    Count,
    Date,
    Day,
    Days,
    File,
    Fonts,
    Header,
    Host,
    Https,
    KeyName,
    Language,
    Mailbox,
    Minutes,
    Name,
    Pattern,
    Picture,
    Rate,
    Reader,
    ReturnBox,
    Slug,
    Span,
    Wanted,
    Zone,
    one_address,
    public_holidays,
)
from digest.models import Headline, Images, Look, Method, Paywalled, Theme
from digest.render.palette import unreadable
from digest.schedule import CatchUp, Schedule

# what could end a header, a line of a file or of a log, or turn the order of what is read
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _is_plain(cls, value: Any, info: ValidationInfo) -> Any:
        """Pydantic would take true for 1, and texts may go into headers, file names and crontab lines."""
        if isinstance(value, bool) and cls.model_fields[info.field_name or ""].annotation is not bool:
            raise ValueError(f"{str(value).lower()} is for what is switched on or off")
        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str) and (found := _CONTROL.search(text)):
                raise ValueError(f"it holds a line break or another control character, {found[0]!r}")
            if text == "" and isinstance(value, list | tuple):
                raise ValueError("one of its entries is empty")
        return value


class NewsletterTable(Table):
    """The newsletter: its name, whom it comes from and who gets it."""

    name: Name = Field(description="What the newsletter is called, in its issues and in the inbox.")
    slug: Slug = Field(
        default="",
        description="Its short name in the addresses of pages, and what the database knows it by; made from `name`.",
    )
    tagline: str = Field(default="", description="A line under the name at the top of each issue.")
    language: Language = Field(
        default="en", description='The language of the newsletter\'s own words and dates, like "en", "en-GB" or "de".'
    )
    sender: Mailbox | None = Field(
        default=None, alias="from", description="Whom mail comes from, name and address; no mail goes out without it."
    )
    to: Reader | None = Field(
        default=None,
        description="The one reader who is mailed, who needs no list; without it the subscribers are mailed.",
    )
    reply_to: Mailbox | None = Field(default=None, description="Where answers go, if not to `from`.")
    subject: Pattern = Field(
        default="",
        description="The subject of each mail, with {name}, {number}, {headline} and {date}; without it, name, number"
        " and headline.",
    )
    preheader: Pattern = Field(
        default="",
        description="What the inbox shows behind the subject, with the words that `subject` knows; without it, the"
        " next headlines.",
    )
    postal_address: str = Field(
        default="", description="A postal address at the foot of each issue, which the law of many countries asks for."
    )
    intro: File | None = Field(
        default=None, description="The file of the editor's note, in Markdown; while there is no such file, no note."
    )
    approve: Literal["manual", "auto"] = Field(
        default="manual",
        description='"manual" waits for `digest approve`; with "auto" `digest run` sends what it builds.',
    )
    unsubscribe_url: Https | None = Field(
        default=None, description="The page where readers leave, if not that of `digest serve`."
    )
    unsubscribe_mailto: Mailbox | None = Field(
        default=None, description='The address to which readers write "unsubscribe" to leave.'
    )
    unsubscribe_one_click: bool = Field(
        default=False, description="Whether `unsubscribe_url` takes the one-click posts of RFC 8058."
    )


class BrandTable(Table):
    """How an issue looks. A colour that cannot be read on its ground is refused, with one that can."""

    theme: Theme = Field(default="classic", description='"classic", or "plain", which looks like a letter.')
    images: Images = Field(
        default="lead",
        description='The lead story\'s own picture: "lead" shows it, "link" links to it, "none" leaves it out.',
    )
    accent: Colour = Field(default=Look().accent, description="The colour of links and rules.")
    accent_dark: ColourOrNone = Field(
        default="", description="The accent's colour in dark mode; made from `accent` where it is not given."
    )
    ink: Colour = Field(default=Look().ink, description="The colour of the text.")
    paper: Colour = Field(default=Look().paper, description="The colour on which the text stands.")
    ground: Colour = Field(default=Look().ground, description="The colour around the paper.")
    font: Fonts = Field(default=Look().font, description="The fonts of the text, the first that a reader has.")
    small_font: Fonts = Field(
        default=Look().small_font, description="The fonts of what is printed small, the first that a reader has."
    )
    logo: Picture = Field(default="", description="The https URL of a picture that stands in place of the name.")
    logo_width: int = Field(default=200, ge=16, le=560, description="The width of the logo, in pixels.")

    @model_validator(mode="after")
    def _is_readable(self) -> "BrandTable":
        if fault := unreadable(self.look):
            raise ValueError(fault)
        return self

    @property
    def look(self) -> Look:
        return Look(**self.model_dump())


class ActionTable(Table):
    """What is asked of the readers at the foot of an issue."""

    text: str = Field(min_length=1, max_length=60, description="The words of the button, at most 60 letters.")
    url: Https = Field(description="Where the button leads.")
    note: str = Field(default="", description="A sentence above the button.")


class WebTable(Table):
    """Where `digest serve` is reached from outside."""

    public_url: Https | None = Field(
        default=None,
        description="The address at which readers reach `digest serve`: mails to a list carry each reader's"
        " unsubscribe link to it.",
    )
    archive_url: Https | None = Field(
        default=None, description="The address at which readers reach what `digest site` writes."
    )
    timeout: float = Field(
        default=20, gt=0, le=600, description="Seconds that `digest serve` gives one request and its answer."
    )
    connections: int = Field(
        default=500,
        ge=1,
        le=10_000,
        description="Connections at once, at most; beyond that those that say nothing are closed.",
    )


class DeliveryTable(Table):
    """How mail goes out."""

    transport: Literal["smtp", "maildir", "eml"] = Field(
        default="smtp", description='"smtp" for a relay; "maildir" or "eml" for a folder, which `path` names.'
    )
    host: Host = Field(default="localhost", description="The relay's host.")
    port: int = Field(default=587, ge=1, le=65535, description="The relay's port: 465 where `security` is tls.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description='How the connection is encrypted; "none" only to this machine.'
    )
    ca_file: File | None = Field(
        default=None, description="A file with an authority to trust beside the system's, in PEM."
    )
    username: str | None = Field(default=None, description="The name to log in with.")
    password_env: str | None = Field(
        default=None, description="The environment variable that holds the password, which never stands in this file."
    )
    password_file: File | None = Field(
        default=None, description="The file that holds the password, which works from cron too."
    )
    password_command: Command | None = Field(
        default=None, description="The program, with its arguments, that prints the password."
    )
    path: File = Field(default="mail", description='The folder that mail is written to with "maildir" and "eml".')
    connections: int = Field(default=4, ge=1, le=64, description="Connections to the relay at once, at most.")
    timeout: float = Field(default=60, gt=0, le=600, description="Seconds that the relay may be silent.")
    retry_for: int = Field(
        default=30, ge=0, le=24 * 60, description="Minutes that deferred mail is tried again within a run."
    )
    give_up_after: float = Field(
        default=6,
        gt=0,
        le=30 * 24,
        description="Hours after which mail that is still deferred is stale and has failed.",
    )
    rate: Rate | None = Field(
        default=None,
        description="Mails at most, over all connections, like 10/s, 600/min or 20000/h; without it as many as go.",
    )
    dkim_selector: KeyName | None = Field(
        default=None, description="The name of the DKIM key that the relay signs with, which `digest doctor` looks up."
    )


class BouncesTable(Table):
    """Where undeliverable mail comes back to, for `digest bounces`."""

    address: Reader | None = Field(
        default=None,
        description="The address that undeliverable mail is returned to; mails name it with a token,"
        " bounces+token@example.org.",
    )
    token: bool = Field(default=True, description="false where the mailbox's host takes no + in addresses.")
    mailbox: ReturnBox | None = Field(
        default=None,
        description="Where the returned mail is read: a Maildir, an mbox file, or a mailbox like"
        " imaps://imap.example.org/INBOX.",
    )
    username: str | None = Field(default=None, description="The name to log in with at the IMAP server.")
    password_env: str | None = Field(default=None, description="The environment variable that holds the password.")
    password_file: File | None = Field(default=None, description="The file that holds the password.")
    password_command: Command | None = Field(
        default=None, description="The program, with its arguments, that prints the password."
    )
    authserv_id: str | None = Field(
        default=None,
        description="How the mailbox's host signs its Authentication-Results, by which a letter that asks to leave is"
        " believed; without it the one above all Received lines counts.",
    )
    ca_file: File | None = Field(
        default=None, description="A file with an authority to trust beside the system's, in PEM."
    )

    @model_validator(mode="after")
    def _has_room(self) -> "BouncesTable":
        if not (self.address and self.token):
            return self
        from digest.subscribers import BOUNCE_ROOM

        if len(one_address(self.address)[1].rpartition("@")[0]) > BOUNCE_ROOM:
            raise ValueError(
                f"address has no room for a token: at most {BOUNCE_ROOM} letters before its @, like"
                " bounces@example.org; or set token = false"
            )
        return self


class ScheduleTable(Table):
    """When an issue is due."""

    timezone: Zone = Field(default="UTC", description="The newsletter's time zone, like Europe/London.")
    times: Minutes = Field(
        default=(TimeOfDay(7, 0),),
        alias="time",
        min_length=1,
        description="The time of day an issue is due, which holds what was published until then; a list makes several"
        " a day.",
    )
    days: tuple[Day, ...] = Field(
        default=("mon", "tue", "wed", "thu", "fri"), min_length=1, description="The weekdays on which an issue is due."
    )
    skip_dates: tuple[Date, ...] = Field(default=(), description="Dates on which none is.")
    holidays: Calendar = Field(
        default="",
        description='A country, or a part of one, on whose public holidays none is due: "GB", "GB-ENG" (extra'
        " `holidays`).",
    )
    catch_up: CatchUp = Field(
        default="latest",
        description='What becomes of issues that were missed by over an hour: "latest": the latest goes out late;'
        ' "fold": the next holds it; "none": it is not told.',
    )
    max_lateness: Span = Field(
        default=timedelta(hours=12),
        description="How late an issue may go out, in minutes, hours or days: 90m, 12h or 3d; after that the next"
        " holds it.",
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def time(self) -> TimeOfDay:
        """The day's first."""
        return min(self.times)

    @property
    def plan(self) -> Schedule:
        return Schedule(
            zone=self.zone,
            times=self.times,
            days=frozenset(WEEKDAYS.index(day) for day in self.days),
            skip=(frozenset(self.skip_dates), *((public_holidays(self.holidays),) if self.holidays else ())),
            catch_up=self.catch_up,
            max_lateness=self.max_lateness,
        )


class OperatorTable(Table):
    """Who hears when it does not run as it should."""

    email: Mailbox | None = Field(
        default=None,
        description="Who is mailed, once a day by cause, when a draft waits, an issue did not go, and the like.",
    )
    command: Command | None = Field(
        default=None, description="The program, with its arguments, that takes that mail where the relay fails."
    )
    ping: Https | None = Field(
        default=None,
        description="A URL that is asked at the start (/start), the success and the failure (/exit code) of a run.",
    )


class KeepTable(Table):
    """How long `digest prune` keeps things; issues and counts stay."""

    articles: Span = Field(default=timedelta(days=400), description="How long article texts are kept: 90m, 12h or 3d.")
    deliveries: Span = Field(
        default=timedelta(days=90), description="How long the lines of deliveries are kept: 90m, 12h or 3d."
    )


class WeeklyTable(Table):
    """The second newsletter: the week's leads. What it does not say is as in [newsletter] and [schedule]."""

    name: Name = Field(description="What the weekly newsletter is called.")
    slug: Slug = Field(
        default="", description="Its short name, below which its pages stand; made from `name`, and unlike the daily's."
    )
    tagline: str = Field(default="", description="A line under the name at the top of each issue.")
    intro: File | None = Field(default=None, description="The file of its editor's note, in Markdown.")
    sender: Mailbox | None = Field(
        default=None, alias="from", description="Whom mail comes from; as in [newsletter] where it is not given."
    )
    to: Reader | None = Field(
        default=None, description="The one reader who is mailed; as in [newsletter] where it is not given."
    )
    reply_to: Mailbox | None = Field(
        default=None, description="Where answers go; as in [newsletter] where it is not given."
    )
    subject: Pattern = Field(
        default="", description="The subject of each mail; as in [newsletter] where it is not given."
    )
    preheader: Pattern = Field(
        default="",
        description="What the inbox shows behind the subject; as in [newsletter] where it is not given.",
    )
    readers: Literal["own", "same"] = Field(
        default="own",
        description='"own": it has subscribers of its own; "same": who reads the daily one gets it too, until they'
        " leave it.",
    )
    approve: Literal["manual", "auto"] | None = Field(
        default=None,
        description='"manual" or "auto", whether it goes out by itself; as in [newsletter] where it is not given.',
    )
    times: Minutes = Field(
        default=(TimeOfDay(8, 0),), alias="time", min_length=1, description="The time of day it is due."
    )
    days: Days = Field(
        default=("sat",),
        alias="day",
        min_length=1,
        description="The weekday it is due, or a list; time zone, `skip_dates` and `holidays` are those of [schedule].",
    )
    catch_up: CatchUp = Field(
        default="latest", description="What becomes of issues that were missed by over an hour, as in [schedule]."
    )
    max_lateness: Span = Field(
        default=timedelta(hours=36),
        description="How late it may go out: 90m, 12h or 3d; a week that is missed by more is told by the next.",
    )
    leads: Count = Field(default=1, description="Stories taken from the top of each section of a daily issue.")
    per_section: Count = Field(default=5, description="Stories in one section of the weekly issue, at most.")
    stories: Count = Field(default=20, description="Stories in the weekly issue, at most.")


class FetchTable(Table):
    """How sources on the network are asked."""

    contact: Contact = Field(
        default="",
        description="A URL or an address that is told to all servers, so that they can write to you; without it,"
        " `public_url` of [web].",
    )
    timeout: float = Field(default=30, gt=0, le=600, description="Seconds for one source, redirects and all.")
    max_mb: float = Field(default=10, gt=0, le=200, description="Megabytes of one decoded answer, at most.")
    pause: float = Field(default=1.0, ge=0, le=60, description="Seconds between two requests to one host.")
    allow: tuple[str, ...] = Field(
        default=(), description="Networks or hosts inside your own network that may be asked, like 10.0.0.0/8."
    )
    full_text: bool = Field(default=True, description="Whether teasers are completed from their pages.")


class SummaryTable(Table):
    """How an article is condensed."""

    sentences: int = Field(default=3, ge=1, le=20, description="Sentences of each story, at most.")
    max_words: Count | None = Field(
        default=None, description="Words of each story, at most; of the two limits the tighter one wins."
    )
    method: Method = Field(default="news", description="The method that chooses the sentences.")


class IssueTable(Table):
    """How much an issue holds."""

    stories: Count = Field(default=25, description="Stories in an issue, at most.")
    brief: int = Field(default=6, ge=0, le=1000, description='Headlines "In brief" after the stories, at most.')
    per_source: Count | None = Field(default=None, description="Stories of one source, at most; without it, no limit.")
    block: tuple[str, ...] = Field(default=(), description="Words or phrases: an article with one of them is left out.")


class SectionTable(Table):
    """A section; they are printed in this order, and one that only a source names comes after these."""

    title: str = Field(max_length=200, description="Its heading, and what `section` of a [[source]] calls it.")
    stories: Count = Field(default=8, description="Stories in it, at most.")
    words: tuple[str, ...] = Field(
        default=(), description="Words by which articles come here whose source has no section."
    )


class InterestTable(Table):
    """What the readers care for."""

    words: tuple[str, ...] = Field(
        min_length=1, description="Words or phrases: an article with one of them is ranked higher."
    )
    weight: float = Field(
        default=2.0, gt=0, le=100, description="How many times as good such an article is; below 1 it is ranked lower."
    )


class SourceTable(Table):
    """What is read: a feed, a page, a folder or a file."""

    name: Name = Field(description="What the source is called in issues and reports; each has its own.")
    path: File | None = Field(
        default=None,
        description="In place of `url`: a folder or glob of .txt, .md and .html articles, or a feed file.",
    )
    url: str | None = Field(default=None, description="The http or https address of a feed or a page.")
    section: str | None = Field(default=None, description="The section that its articles come to.")
    weight: float = Field(
        default=1.0,
        gt=0,
        le=100,
        description="How much its news counts: a source of weight 2 is ranked as if its news were twice as good.",
    )
    language: str | None = Field(
        default=None, description="The language of its articles, where they do not say it themselves."
    )
    keep: Wanted = Field(
        default=(),
        description="Words, phrases or /regular expressions/: of its articles only those with one of them in headline"
        " or text are told. A word that ends in * stands for all that begin so.",
    )
    drop: Wanted = Field(
        default=(), description="As `keep`: its articles with one of them in headline or text are left out."
    )
    max_age: Span | None = Field(
        default=None,
        description="How old its articles may be when the issue is due: 90m, 12h or 3d; older ones are left out.",
    )
    limit: Count | None = Field(
        default=None, description="How many of its articles an issue chooses from, the newest; without it, from all."
    )
    full_text: bool = Field(
        default=True, description="Whether its teasers are completed from their pages, if `full_text` of [fetch] is on."
    )
    headline: Headline = Field(
        default="own",
        description='"own": the headline that it gives; "first sentence": its text\'s first sentence in place of that.',
    )
    paywalled: Paywalled = Field(
        default="excerpt",
        description='What is printed of an article that only payers can read whole: "excerpt": sentences of what all'
        ' may read; "headline only": its headline.',
    )
    login_env: str | None = Field(
        default=None, description="The environment variable that holds user:password for the source."
    )
    header: Header | None = Field(
        default=None, description='The request header that `header_env` fills; without it, "Authorization".'
    )
    header_env: str | None = Field(default=None, description="The environment variable that holds that header's value.")

    @property
    def is_online(self) -> bool:
        return bool(re.match(r"(?i)https?:", self.url or ""))
