"""What people and files say of a subscriber, made fit to be stored, mailed and printed."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from secrets import token_bytes

from digest.errors import InputError
from digest.models import Subscriber, Subscription
from digest.store.subscribers import Listed
from digest.text.addresses import checked_line, clean_address, clean_name
from digest.text.dates import instant

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
DAY_OR_MONTH = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\b(.*)", re.DOTALL)
_EPOCH = re.compile(r"\d{10}|\d{13}")


def shown(text: str) -> str:
    """Some of a file's own words, fit to stand in a message."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[:200])
    return " ".join(printable.split())[:60]


def said(text: str, what: str) -> str:
    said = checked_line(text, what)
    if not said:
        raise InputError(f"{what} is empty: say it in a few words")
    return said


def clean_listed(
    newsletter: str,
    address: str,
    *,
    name: str = "",
    language: str = "",
    topics: Iterable[str] = (),
    consented_at: datetime,
    how: str,
    ended_at: datetime | None = None,
    ended_how: str = "",
) -> Listed:
    """Raises InputError for a text that cannot be used."""
    address = clean_address(address)
    return Listed(
        subscriber=Subscriber(
            address=address, name=clean_name(name), language=_language(language), token_key=token_bytes(16)
        ),
        subscription=Subscription(
            newsletter=newsletter,
            address=address,
            consented_at=consented_at,
            consented_how=checked_line(how, "how the consent was given"),
            topics=_topics(tuple(topics)),
            ended_at=ended_at,
        ),
        ended_how=checked_line(ended_how, "how it ended"),
    )


@lru_cache(1_000)  # most readers have the topics of others
def _topics(names: tuple[str, ...]) -> tuple[str, ...]:
    asked_for = (checked_line(name, "a topic") for name in names)
    return tuple(dict.fromkeys(filter(None, asked_for)))


def _since_1900(text: str) -> datetime | None:
    """What is before that stands for no date."""
    at = instant(text)
    return at if at and at.year >= 1900 else None


def read_time(text: str, *, day_first: bool = True) -> datetime | None:
    """The instant that a cell holds, or None. ``day_first`` tells which of two small numbers is the day."""
    text = text.strip()
    if text[4:5] == "-":
        return _since_1900(text)
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if numbers := DAY_OR_MONTH.fullmatch(text):
        first, _, second, year, rest = numbers.groups()
        day, month = (first, second) if int(second) <= 12 and (day_first or int(first) > 12) else (second, first)
        text = f"{year}-{month:0>2}-{day:0>2}{rest}"
    return _since_1900(text)


def is_language(text: str) -> bool:
    return bool(_LANGUAGE.fullmatch(text.strip()))


def _language(text: str) -> str | None:
    """``de``, ``pt-BR``; also where others write ``DE`` or ``pt_BR``."""
    if not text.strip():
        return None
    match = _LANGUAGE.fullmatch(text.strip())
    if match is None:
        raise InputError("the language is no code: write it like en or pt-BR")
    return match[1].lower() + match[2].replace("_", "-")
