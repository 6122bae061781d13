"""What digest.toml may say: a class per table."""

import re
from collections.abc import Container
from datetime import date, timedelta
from datetime import time as TimeOfDay
from email.utils import parseaddr
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from digest.models import Images, Look, Theme
from digest.render.palette import unreadable
from digest.schedule import CatchUp, Schedule
from digest.shipped import extra
from digest.summarize import Method


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone: write it like Europe/London") from error
    return name


def _mailbox(value: str) -> str:
    address = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        raise ValueError(f"{value!r} is no address: write it like 'The Morning <morning@example.org>'")
    return value


def _https(value: str) -> str:
    """Mail needs https; plain http is for trying out on this machine."""
    parts = urlsplit(value)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or parts.scheme not in (("https", "http") if local else ("https",)):
        raise ValueError(f"{value!r} is no https URL: write it like https://news.example.org")
    return value.rstrip("/")


def per_second(rate: str) -> float:
    """``600/min`` -> 10.0. Raises ValueError."""
    found = re.fullmatch(r"([1-9]\d{0,6})\s*/\s*(s|min|h)", rate.strip())
    if not found:
        raise ValueError(f"{rate!r} is no rate: write it like 600/min, 10/s or 20000/h")
    return int(found[1]) / {"s": 1, "min": 60, "h": 3600}[found[2]]


def _rate(rate: str) -> str:
    per_second(rate)
    return rate


def _minute(value: TimeOfDay) -> TimeOfDay:
    if value.tzinfo or value.second or value.microsecond:
        raise ValueError(f"{value} is no time of day in the newsletter's zone: write it like 07:00")
    return value


def _each(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


SPAN = re.compile(r"(\d{1,4})([mhd])")


def _span(value: Any) -> Any:
    """ "90m", "12h" or "3d"."""
    if not isinstance(value, str):
        return value
    if not (match := SPAN.fullmatch(value)):
        raise ValueError(f"{value!r} is no span of time: write it like 90m, 12h or 3d")
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[match[2]]: int(match[1])})


def _calendar(name: str) -> str:
    if name:
        public_holidays(name)
    return name


def public_holidays(name: str) -> Container[date]:
    """Those of a country or a part of it: "GB", "GB-ENG". Costs a fifth of a second, so only where it is asked for."""
    try:
        import holidays
    except ImportError as error:
        raise ValueError(f"{name!r} needs the list of holidays: {extra('holidays')}") from error
    country, _, part = name.partition("-")
    try:
        found: Container[date] = holidays.country_holidays(country, subdiv=part or None)
    except (NotImplementedError, KeyError) as error:
        raise ValueError(f"{name!r} is no country or part of one: write it like GB or GB-ENG") from error
    return found


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as datetime.weekday() counts
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Mailbox = Annotated[str, AfterValidator(_mailbox)]
Span = Annotated[timedelta, BeforeValidator(_span)]
Minute = Annotated[TimeOfDay, AfterValidator(_minute)]


class NewsletterTable(Table):
    name: str = Field(min_length=1)
    slug: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    tagline: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")
    sender: Mailbox | None = Field(default=None, alias="from")
    to: Mailbox | None = None
    postal_address: str = ""
    intro: str | None = None
    approve: Literal["manual", "auto"] = "manual"
    unsubscribe_url: Annotated[str, AfterValidator(_https)] | None = None
    unsubscribe_mailto: Mailbox | None = None
    unsubscribe_one_click: bool = False


Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Fonts = Annotated[str, Field(pattern=r"^[\w ,'-]+$")]


class BrandTable(Table):
    theme: Theme = "classic"
    images: Images = "lead"
    accent: Colour = Look().accent
    accent_dark: Colour | Literal[""] = ""
    ink: Colour = Look().ink
    paper: Colour = Look().paper
    ground: Colour = Look().ground
    font: Fonts = Look().font
    small_font: Fonts = Look().small_font
    logo: Annotated[str, AfterValidator(_https)] | Literal[""] = ""
    logo_width: int = Field(default=200, ge=16, le=560)

    @model_validator(mode="after")
    def _is_readable(self) -> "BrandTable":
        if fault := unreadable(self.look):
            raise ValueError(fault)
        return self

    @property
    def look(self) -> Look:
        return Look(**self.model_dump())


class ActionTable(Table):
    text: str = Field(min_length=1, max_length=60)
    url: Annotated[str, AfterValidator(_https)]
    note: str = ""


class WebTable(Table):
    public_url: Annotated[str, AfterValidator(_https)] | None = None
    archive_url: Annotated[str, AfterValidator(_https)] | None = None


class DeliveryTable(Table):
    transport: Literal["smtp", "maildir", "eml"] = "smtp"
    host: str = "localhost"
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: str | None = None
    username: str | None = None
    password_env: str | None = None
    password_file: str | None = None
    password_command: str | None = None
    path: str = "mail"
    connections: int = Field(default=4, ge=1, le=64)
    timeout: float = Field(default=60, gt=0)
    retry_for: int = Field(default=30, ge=0)
    give_up_after: float = Field(default=6, gt=0)
    rate: Annotated[str, AfterValidator(_rate)] | None = None
    dkim_selector: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._-]+$")


class BouncesTable(Table):
    address: Mailbox | None = None
    token: bool = True
    mailbox: str | None = None
    username: str | None = None
    password_env: str | None = None
    password_file: str | None = None
    password_command: str | None = None
    ca_file: str | None = None


class ScheduleTable(Table):
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    times: Annotated[tuple[Minute, ...], BeforeValidator(_each)] = Field(
        default=(TimeOfDay(7, 0),), alias="time", min_length=1
    )
    days: tuple[Day, ...] = Field(default=("mon", "tue", "wed", "thu", "fri"), min_length=1)
    skip_dates: tuple[date, ...] = ()
    holidays: Annotated[str, AfterValidator(_calendar)] = ""
    catch_up: CatchUp = "latest"
    max_lateness: Span = timedelta(hours=12)

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
    email: Mailbox | None = None
    ping: Annotated[str, AfterValidator(_https)] | None = None


class KeepTable(Table):
    articles: Span = timedelta(days=400)
    deliveries: Span = timedelta(days=90)


class WeeklyTable(Table):
    """The second newsletter: the week's leads. What it does not say is as in [newsletter] and [schedule]."""

    name: str = Field(min_length=1)
    slug: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    tagline: str = ""
    intro: str | None = None
    sender: Mailbox | None = Field(default=None, alias="from")
    to: Mailbox | None = None
    readers: Literal["own", "same"] = "own"
    approve: Literal["manual", "auto"] | None = None
    times: Annotated[tuple[Minute, ...], BeforeValidator(_each)] = Field(
        default=(TimeOfDay(8, 0),), alias="time", min_length=1
    )
    days: Annotated[tuple[Day, ...], BeforeValidator(_each)] = Field(default=("sat",), alias="day", min_length=1)
    catch_up: CatchUp = "latest"
    max_lateness: Span = timedelta(hours=36)
    leads: int = Field(default=1, ge=1)
    per_section: int = Field(default=5, ge=1)
    stories: int = Field(default=20, ge=1)


class FetchTable(Table):
    contact: str = ""
    timeout: float = Field(default=30, gt=0, le=600)
    max_mb: float = Field(default=10, gt=0, le=200)
    pause: float = Field(default=1.0, ge=0, le=60)
    allow: tuple[str, ...] = ()
    full_text: bool = True


class SummaryTable(Table):
    sentences: int = Field(default=3, ge=1, le=20)
    max_words: int | None = Field(default=None, ge=1)
    method: Method = "news"


class IssueTable(Table):
    stories: int = Field(default=25, ge=1)
    brief: int = Field(default=6, ge=0)
    per_source: int | None = Field(default=None, ge=1)
    block: tuple[str, ...] = ()


class SectionTable(Table):
    title: str
    stories: int = Field(default=8, ge=1)
    words: tuple[str, ...] = ()


class InterestTable(Table):
    words: tuple[str, ...] = Field(min_length=1)
    weight: float = Field(default=2.0, gt=0, le=100)


class SourceTable(Table):
    name: str
    path: str | None = None
    url: str | None = None
    section: str | None = None
    weight: float = Field(default=1.0, gt=0, le=100)
    language: str | None = None
    login_env: str | None = None
    header: str | None = None
    header_env: str | None = None

    @property
    def is_online(self) -> bool:
        return bool(re.match(r"(?i)https?:", self.url or ""))
