"""What digest.toml may say: a class per table."""

import re
import shlex
from collections.abc import Container
from datetime import date, timedelta
from datetime import time as TimeOfDay
from email.utils import getaddresses
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from digest.deliver.message import mailbox
from digest.errors import ConfigError, InputError
from digest.models import Images, Look, Method, Theme
from digest.render.palette import unreadable
from digest.render.patterns import mistake_in
from digest.schedule import CatchUp, Schedule
from digest.shipped import extra

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


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        if not available_timezones():
            raise ValueError(f"{name!r}: this machine has no list of time zones: pip install tzdata") from error
        raise ValueError(f"{name!r} is no time zone: write it like Europe/London") from error
    return name


def _one_address(value: str) -> tuple[str, str]:
    """(name, address); what reads a header's list of them would take the first and drop the others unseen."""
    found = getaddresses([value])
    if len(found) > 1 and all("@" in address for _, address in found):
        raise ValueError(
            f"{value!r} is more than one address: name one (more readers than one are a list: leave `to` out, and add"
            " each with digest subscribers add)"
        )
    return found[0] if len(found) == 1 else ("", "")


def _mailbox(value: str) -> str:
    """One that may stand in From, or in a link; its domain may have any letters."""
    _one_address(value)
    try:
        mailbox(value, "address")
    except ConfigError as error:
        raise ValueError(f"{value!r} is no address: write it like 'The Morning <morning@example.org>'") from error
    return value


def _reader(value: str) -> str:
    """One that may be mailed."""
    from digest.subscribers import clean_address, clean_name

    name, address = _one_address(value)
    try:
        clean_name(name)
        clean_address(address)
    except InputError as error:
        raise ValueError(f"{value!r} cannot be mailed ({error}): write it like me@example.org") from error
    return value


def _contact(value: str) -> str:
    if value and not (value.isascii() and re.fullmatch(r"https?://[!-'*-~]+|[!-'*-~]+@[!-'*-~]+", value)):
        raise ValueError(
            f"{value!r} is no contact: write a URL like https://example.org/about or an address like desk@example.org"
        )
    return value


def _pattern(value: str) -> str:
    if mistake := mistake_in(value):
        raise ValueError(mistake)
    return value


def _https(value: str) -> str:
    """Mail needs https; plain http is for trying out on this machine. In the letters of ASCII, as headers need it."""
    wrong = f"{value!r} is no https URL: write it like https://news.example.org"
    try:
        parts = urlsplit(value.strip())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError as error:
        raise ValueError(wrong) from error
    local = host in ("localhost", "127.0.0.1", "::1")
    if not host or re.search(r"[^\w.:-]", host) or parts.scheme not in (("https", "http") if local else ("https",)):
        raise ValueError(wrong)
    if parts.username is not None:
        raise ValueError("a URL that readers see holds no login: write it like https://news.example.org")
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    path, query, fragment = (quote(part, safe="/%!$&'()*+,;=:@?~") for part in parts[2:])
    return urlunsplit((parts.scheme, place, path, query, fragment)).rstrip("/")


def _host(value: str) -> str:
    try:
        ip_address(value)
    except ValueError as error:
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)*\.?", value):
            raise ValueError(f"{value!r} is no host: write it like smtp.example.org, and its port as port") from error
    return value


def _command(value: str) -> str:
    """A program and its arguments, quoted as for a shell, though none reads it."""
    try:
        words = shlex.split(value)
    except ValueError as error:
        raise ValueError(f"a quotation mark is left open ({error}): write it like pass show smtp") from error
    if not words or not words[0]:
        raise ValueError("it names no program: write it like pass show smtp")
    return value


def _file(value: str) -> str:
    if len(value) > 4000 or max(len(part.encode()) for part in value.split("/")) > 255:
        raise ValueError("a file's name is longer than file systems take")
    return value


def _returns(value: str) -> str:
    """A folder or file, or a mailbox on a server."""
    _file(value)
    try:
        url = urlsplit(value)
        whole = "://" not in value or (url.scheme in ("imap", "imaps") and url.hostname and url.port != 0)
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(f"{value!r} is no mailbox: write it like imaps://imap.example.org/INBOX, or name a folder")
    return value


def per_second(rate: str) -> float:
    """``600/min`` -> 10.0. Raises ValueError."""
    found = re.fullmatch(r"([1-9]\d{0,6})\s*/\s*(s|min|h)", rate.strip())
    if not found:
        raise ValueError(f"{rate!r} is no rate: write it like 600/min, 10/s or 20000/h")
    return int(found[1]) / {"s": 1, "min": 60, "h": 3600}[found[2]]


def _rate(rate: str) -> str:
    per_second(rate)
    return rate


def _written(value: Any) -> Any:
    """A number would be taken for seconds since midnight, or since 1970."""
    if isinstance(value, int | float):
        raise ValueError(f"{value} is a number")
    return value


def _minute(value: TimeOfDay) -> TimeOfDay:
    if value.tzinfo or value.second or value.microsecond:
        raise ValueError(f"{value} is no time of day in the newsletter's zone: write it like 07:00")
    return value


def _each(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


SPAN = re.compile(r"(\d{1,4})([mhd])")


def _span(value: Any) -> Any:
    """ "90m", "12h" or "3d"; a bare number could be any of them."""
    if not isinstance(value, str) or not (match := SPAN.fullmatch(value)):
        raise ValueError(f"{value!r} is no span of time: write it like 90m, 12h or 3d")
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[match[2]]: int(match[1])})


def _matching(pattern: str, what: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"{value!r} is no {what}")
        return value

    return AfterValidator(check)


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
Reader = Annotated[str, AfterValidator(_reader)]
Command = Annotated[str, AfterValidator(_command)]
File = Annotated[str, AfterValidator(_file)]
Host = Annotated[str, AfterValidator(_host)]
Https = Annotated[str, AfterValidator(_https)]
Span = Annotated[timedelta, BeforeValidator(_span)]
Minute = Annotated[TimeOfDay, BeforeValidator(_written), AfterValidator(_minute)]
Date = Annotated[date, BeforeValidator(_written)]
Count = Annotated[int, Field(ge=1, le=1000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Slug = Annotated[str, _matching(r"[a-z0-9-]{0,64}", "slug, of at most 64 letters from a to z, digits and hyphens")]
Language = Annotated[str, _matching(r"[a-z]{2}(-[A-Za-z]{2,4})?", "language: write it like en, or pt-BR")]


Pattern = Annotated[str, AfterValidator(_pattern)]


class NewsletterTable(Table):
    name: Name
    slug: Slug = ""
    tagline: str = ""
    language: Language = "en"
    sender: Mailbox | None = Field(default=None, alias="from")
    to: Reader | None = None
    reply_to: Mailbox | None = None
    subject: Pattern = ""
    preheader: Pattern = ""
    postal_address: str = ""
    intro: File | None = None
    approve: Literal["manual", "auto"] = "manual"
    unsubscribe_url: Https | None = None
    unsubscribe_mailto: Mailbox | None = None
    unsubscribe_one_click: bool = False


_COLOUR = "#[0-9a-fA-F]{6}"
Colour = Annotated[str, _matching(_COLOUR, "colour: write it like #9a3324")]
Fonts = Annotated[str, _matching(r"[\w ,'-]+", "list of fonts: write it like Georgia, 'Times New Roman', serif")]


class BrandTable(Table):
    theme: Theme = "classic"
    images: Images = "lead"
    accent: Colour = Look().accent
    accent_dark: Annotated[str, _matching(f"({_COLOUR})?", "colour: write it like #e18c80")] = ""
    ink: Colour = Look().ink
    paper: Colour = Look().paper
    ground: Colour = Look().ground
    font: Fonts = Look().font
    small_font: Fonts = Look().small_font
    logo: Annotated[str, AfterValidator(lambda url: url and _https(url))] = ""
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
    url: Https
    note: str = ""


class WebTable(Table):
    public_url: Https | None = None
    archive_url: Https | None = None
    timeout: float = Field(default=20, gt=0, le=600)
    connections: int = Field(default=500, ge=1, le=10_000)


class DeliveryTable(Table):
    transport: Literal["smtp", "maildir", "eml"] = "smtp"
    host: Host = "localhost"
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: File | None = None
    username: str | None = None
    password_env: str | None = None
    password_file: File | None = None
    password_command: Command | None = None
    path: File = "mail"
    connections: int = Field(default=4, ge=1, le=64)
    timeout: float = Field(default=60, gt=0, le=600)
    retry_for: int = Field(default=30, ge=0, le=24 * 60)
    give_up_after: float = Field(default=6, gt=0, le=30 * 24)
    rate: Annotated[str, AfterValidator(_rate)] | None = None
    dkim_selector: Annotated[str, _matching(r"[A-Za-z0-9._-]+", "name of a key")] | None = None


class BouncesTable(Table):
    address: Reader | None = None
    token: bool = True
    mailbox: Annotated[str, AfterValidator(_returns)] | None = None
    username: str | None = None
    password_env: str | None = None
    password_file: File | None = None
    password_command: Command | None = None
    authserv_id: str | None = None
    ca_file: File | None = None

    @model_validator(mode="after")
    def _has_room(self) -> "BouncesTable":
        from digest.subscribers import BOUNCE_ROOM

        local = _one_address(self.address)[1].rpartition("@")[0] if self.address and self.token else ""
        if len(local) > BOUNCE_ROOM:
            raise ValueError(
                f"address has no room for a token: at most {BOUNCE_ROOM} letters before its @, like"
                " bounces@example.org; or set token = false"
            )
        return self


class ScheduleTable(Table):
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    times: Annotated[tuple[Minute, ...], BeforeValidator(_each)] = Field(
        default=(TimeOfDay(7, 0),), alias="time", min_length=1
    )
    days: tuple[Day, ...] = Field(default=("mon", "tue", "wed", "thu", "fri"), min_length=1)
    skip_dates: tuple[Date, ...] = ()
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
    command: Command | None = None
    ping: Https | None = None


class KeepTable(Table):
    articles: Span = timedelta(days=400)
    deliveries: Span = timedelta(days=90)


class WeeklyTable(Table):
    """The second newsletter: the week's leads. What it does not say is as in [newsletter] and [schedule]."""

    name: Name
    slug: Slug = ""
    tagline: str = ""
    intro: File | None = None
    sender: Mailbox | None = Field(default=None, alias="from")
    to: Reader | None = None
    reply_to: Mailbox | None = None
    subject: Pattern = ""
    preheader: Pattern = ""
    readers: Literal["own", "same"] = "own"
    approve: Literal["manual", "auto"] | None = None
    times: Annotated[tuple[Minute, ...], BeforeValidator(_each)] = Field(
        default=(TimeOfDay(8, 0),), alias="time", min_length=1
    )
    days: Annotated[tuple[Day, ...], BeforeValidator(_each)] = Field(default=("sat",), alias="day", min_length=1)
    catch_up: CatchUp = "latest"
    max_lateness: Span = timedelta(hours=36)
    leads: Count = 1
    per_section: Count = 5
    stories: Count = 20


class FetchTable(Table):
    contact: Annotated[str, AfterValidator(_contact)] = ""
    timeout: float = Field(default=30, gt=0, le=600)
    max_mb: float = Field(default=10, gt=0, le=200)
    pause: float = Field(default=1.0, ge=0, le=60)
    allow: tuple[str, ...] = ()
    full_text: bool = True


class SummaryTable(Table):
    sentences: int = Field(default=3, ge=1, le=20)
    max_words: Count | None = None
    method: Method = "news"


class IssueTable(Table):
    stories: Count = 25
    brief: int = Field(default=6, ge=0, le=1000)
    per_source: Count | None = None
    block: tuple[str, ...] = ()


class SectionTable(Table):
    title: Annotated[str, Field(max_length=200)]
    stories: Count = 8
    words: tuple[str, ...] = ()


class InterestTable(Table):
    words: tuple[str, ...] = Field(min_length=1)
    weight: float = Field(default=2.0, gt=0, le=100)


class SourceTable(Table):
    name: Name
    path: File | None = None
    url: str | None = None
    section: str | None = None
    weight: float = Field(default=1.0, gt=0, le=100)
    language: str | None = None
    login_env: str | None = None
    header: Annotated[str, _matching(r"[A-Za-z0-9!#$%&'*+.^_`|~-]*", "header: write it like X-Api-Key")] | None = None
    header_env: str | None = None

    @property
    def is_online(self) -> bool:
        return bool(re.match(r"(?i)https?:", self.url or ""))
