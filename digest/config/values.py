"""What a value in digest.toml may be: a check for each kind, whose message shows how it would be right."""

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

from pydantic import AfterValidator, BeforeValidator, Field

from digest.deliver.message import mailbox
from digest.errors import ConfigError, InputError
from digest.shipped import extra
from digest.text.addresses import clean_address, clean_name


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        if not available_timezones():
            raise ValueError(f"{name!r}: this machine has no list of time zones: pip install tzdata") from error
        raise ValueError(f"{name!r} is no time zone: write it like Europe/London") from error
    return name


def one_address(value: str) -> tuple[str, str]:
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
    one_address(value)
    try:
        mailbox(value, "address")
    except ConfigError as error:
        raise ValueError(f"{value!r} is no address: write it like 'The Morning <morning@example.org>'") from error
    return value


def _reader(value: str) -> str:
    """One that may be mailed."""
    name, address = one_address(value)
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
    from digest.render.patterns import mistake_in  # the templates' own words come with it

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


_SPAN = re.compile(r"(\d{1,4})([mhd])")


def _span(value: Any) -> Any:
    """ "90m", "12h" or "3d"; a bare number could be any of them."""
    if not isinstance(value, str) or not (match := _SPAN.fullmatch(value)):
        raise ValueError(f"{value!r} is no span of time: write it like 90m, 12h or 3d")
    return timedelta(**{{"m": "minutes", "h": "hours", "d": "days"}[match[2]]: int(match[1])})


def _wanted(word: str) -> str:
    """A word or a phrase, or between two slashes a regular expression."""
    if not word.strip("*").strip():
        raise ValueError('it holds no word: write a word, a phrase or an expression, like "horoscope"')
    if len(word) > 2 and word[0] == word[-1] == "/":
        import regex  # what looks for it

        try:
            regex.compile(word[1:-1])
        except (regex.error, RecursionError, OverflowError) as error:
            raise ValueError(f'{word!r} cannot be read ({error}): write it like "/ferr(y|ies)/"') from error
    return word


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


_COLOUR = "#[0-9a-fA-F]{6}"

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
Wanted = Annotated[tuple[Annotated[str, AfterValidator(_wanted)], ...], BeforeValidator(_each)]
Minutes = Annotated[tuple[Minute, ...], BeforeValidator(_each)]
Days = Annotated[tuple[Day, ...], BeforeValidator(_each)]
Zone = Annotated[str, AfterValidator(_zone)]
Calendar = Annotated[str, AfterValidator(_calendar)]
Contact = Annotated[str, AfterValidator(_contact)]
Rate = Annotated[str, AfterValidator(_rate)]
ReturnBox = Annotated[str, AfterValidator(_returns)]
KeyName = Annotated[str, _matching(r"[A-Za-z0-9._-]+", "name of a key")]
Header = Annotated[str, _matching(r"[A-Za-z0-9!#$%&'*+.^_`|~-]*", "header: write it like X-Api-Key")]
Colour = Annotated[str, _matching(_COLOUR, "colour: write it like #9a3324")]
ColourOrNone = Annotated[str, _matching(f"({_COLOUR})?", "colour: write it like #e18c80")]
Fonts = Annotated[str, _matching(r"[\w ,'-]+", "list of fonts: write it like Georgia, 'Times New Roman', serif")]
Picture = Annotated[str, AfterValidator(lambda url: url and _https(url))]
