"""digest.toml -> Settings. An unknown key is an error that names it and the nearest valid one."""

import difflib
import os
import re
import shlex
import subprocess
import tomllib
from datetime import time as TimeOfDay
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from digest.errors import ConfigError
from digest.models import Source
from digest.summarize import Method


class _Table(BaseModel):
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


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as datetime.weekday() counts
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Mailbox = Annotated[str, AfterValidator(_mailbox)]


class NewsletterTable(_Table):
    name: str = Field(min_length=1)
    slug: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    tagline: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")
    sender: Mailbox | None = Field(default=None, alias="from")
    to: Mailbox | None = None
    intro: str | None = None
    approve: Literal["manual", "auto"] = "manual"
    unsubscribe_url: Annotated[str, AfterValidator(_https)] | None = None
    unsubscribe_mailto: Mailbox | None = None
    unsubscribe_one_click: bool = False


class WebTable(_Table):
    public_url: Annotated[str, AfterValidator(_https)] | None = None


class DeliveryTable(_Table):
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


class ScheduleTable(_Table):
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    time: TimeOfDay = TimeOfDay(7, 0)
    days: tuple[Day, ...] = Field(default=("mon", "tue", "wed", "thu", "fri"), min_length=1)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class FetchTable(_Table):
    contact: str = ""
    timeout: float = Field(default=30, gt=0, le=600)
    max_mb: float = Field(default=10, gt=0, le=200)
    pause: float = Field(default=1.0, ge=0, le=60)
    allow: tuple[str, ...] = ()
    full_text: bool = True


class SummaryTable(_Table):
    sentences: int = Field(default=3, ge=1, le=20)
    max_words: int | None = Field(default=None, ge=1)
    method: Method = "news"


class IssueTable(_Table):
    stories: int = Field(default=25, ge=1)


class SectionTable(_Table):
    title: str
    stories: int = Field(default=8, ge=1)


class SourceTable(_Table):
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


class Settings(_Table):
    """Everything digest.toml says. ``folder`` is where it stands: relative paths start there."""

    folder: Path
    database: str = "digest.db"
    templates_dir: str | None = None
    engine: Literal["inline", "processes"] = "inline"
    newsletter: NewsletterTable
    schedule: ScheduleTable = ScheduleTable()
    delivery: DeliveryTable = DeliveryTable()
    web: WebTable = WebTable()
    fetch: FetchTable = FetchTable()
    summary: SummaryTable = SummaryTable()
    issue: IssueTable = IssueTable()
    section: tuple[SectionTable, ...] = ()
    source: tuple[SourceTable, ...] = Field(min_length=1)

    @property
    def slug(self) -> str:
        return (
            self.newsletter.slug or re.sub(r"[^a-z0-9]+", "-", self.newsletter.name.lower()).strip("-") or "newsletter"
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(name=s.name, location=s.path or s.url or "", section=s.section, weight=s.weight, language=s.language)
            for s in self.source
        )

    @property
    def database_url(self) -> str | Path:
        return self.database if "://" in self.database else self.folder / self.database

    @property
    def journal_path(self) -> Path:
        """Where sending writes what the database does not hold yet; its lock makes one run at a time."""
        if "://" in self.database:
            return self.folder / f"{self.slug}.sending"
        database = self.folder / self.database
        return database.with_name(f"{database.name}-{self.slug}.sending")


def password(delivery: DeliveryTable, folder: Path) -> str | None:
    """The relay's password from the environment, a file or a command, whichever is named; never from the file itself.

    Raises ConfigError that says where it was looked for, and never what it is.
    """
    if delivery.password_env:
        found = os.environ.get(delivery.password_env, "")
        where = f"the environment variable {delivery.password_env}"
    elif delivery.password_file:
        where = f"the file {folder / delivery.password_file}"
        try:
            found = (folder / delivery.password_file).read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"the relay's password: {where} cannot be read: check its name and permissions"
            ) from error
    elif delivery.password_command:
        where = f"the command {shlex.split(delivery.password_command)[0]!r}"
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
                shlex.split(delivery.password_command),
                capture_output=True,
                text=True,
                timeout=30,
                check=True,
                cwd=folder,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ConfigError(f"the relay's password: {where} failed: run it by hand to see why") from error
        found = done.stdout.rstrip("\r\n")
    elif delivery.username:
        raise ConfigError("[delivery] has a username and no password_env, password_file or password_command: add one")
    else:
        return None
    if not found:
        raise ConfigError(f"the relay's password: {where} is empty: set it")
    return found


def load(path: Path) -> Settings:
    """Settings of a configuration file. Raises ConfigError that names file, key and mend."""
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such file: run `digest init` to write one, or name yours with --config"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 (byte {error.start}): save the file as UTF-8") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    try:
        settings = Settings(**{**tables, "folder": path.resolve().parent})
    except ValidationError as error:
        raise ConfigError(f"{path}: {_explain(error, tables)}") from error
    _check_sources(path, settings)
    return settings


def _check_sources(path: Path, settings: Settings) -> None:
    seen: set[str] = set()
    for source in settings.source:
        if (source.path is None) == (source.url is None):
            raise ConfigError(f"{path}: source {source.name!r}: give it either a path or a url")
        if source.url or re.match(r"(?i)https?:", source.path or ""):
            raise ConfigError(
                f"{path}: source {source.name!r}: reading from the network is not possible yet:"
                " save the feed and name its path"
            )
        if source.name in seen:
            raise ConfigError(f"{path}: two sources are named {source.name!r}: give each its own name")
        seen.add(source.name)


def _explain(error: ValidationError, tables: dict[str, Any]) -> str:
    first, *others = error.errors()
    where = _where(first["loc"], tables)
    key = str(first["loc"][-1]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(key, _keys_beside(first["loc"]), 1, 0.5)
        what = f"unknown key {where}" + (f": did you mean {near[0]!r}?" if near else ": remove it")
    elif first["type"] == "missing":
        what = f"{where} is missing: add it"
    else:
        what = f"{where}: {first['msg'].removeprefix('Value error, ')}"
    return what + (f" (and {len(others)} more)" if others else "")


def _where(location: tuple[int | str, ...], tables: dict[str, Any]) -> str:
    """("source", 1, "wieght") -> "wieght in [[source]] 'Wire'"."""
    key = location[-1]
    table = location[:-1]
    if not table:
        return (
            repr(key)
            if key not in ("newsletter", "source")
            else ("[newsletter]" if key == "newsletter" else "[[source]]")
        )
    if len(table) == 2 and isinstance(table[1], int):
        entry = tables[str(table[0])][table[1]]
        name = entry.get("name") or entry.get("title") or f"number {table[1] + 1}"
        return f"{key!r} in [[{table[0]}]] {name!r}"
    return f"{key!r} in [{'.'.join(map(str, table))}]"


def _keys_beside(location: tuple[int | str, ...]) -> list[str]:
    table = Settings.model_fields[str(location[0])].annotation if len(location) > 1 else Settings
    model: Any = (get_args(table) or (table,))[0]
    return [field.alias or name for name, field in model.model_fields.items() if name != "folder"]
