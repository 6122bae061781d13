"""digest.toml -> Settings. An unknown key is an error that names it and the nearest valid one."""

import difflib
import re
import tomllib
from datetime import time as TimeOfDay
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Any, Literal
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


Mailbox = Annotated[str, AfterValidator(_mailbox)]


class NewsletterTable(_Table):
    name: str = Field(min_length=1)
    slug: str = Field(default="", pattern=r"^[a-z0-9-]*$")
    tagline: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")
    sender: Mailbox | None = Field(default=None, alias="from")
    to: Mailbox | None = None
    intro: str | None = None


class ScheduleTable(_Table):
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    time: TimeOfDay = TimeOfDay(7, 0)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


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


class Settings(_Table):
    """Everything digest.toml says. ``folder`` is where it stands: relative paths start there."""

    folder: Path
    database: str = "digest.db"
    templates_dir: str | None = None
    engine: Literal["inline", "processes"] = "inline"
    newsletter: NewsletterTable
    schedule: ScheduleTable = ScheduleTable()
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
    model: Any = {
        "newsletter": NewsletterTable, "schedule": ScheduleTable, "summary": SummaryTable, "issue": IssueTable,
        "section": SectionTable, "source": SourceTable,
    }.get(str(location[0]) if len(location) > 1 else "", Settings)  # fmt: skip
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return [key for key in keys if key != "folder"]
