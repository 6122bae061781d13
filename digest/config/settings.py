"""All that digest.toml says together, and what follows from it."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from digest.config.tables import (
    ActionTable,
    BouncesTable,
    BrandTable,
    DeliveryTable,
    FetchTable,
    InterestTable,
    IssueTable,
    KeepTable,
    NewsletterTable,
    OperatorTable,
    ScheduleTable,
    SectionTable,
    SourceTable,
    SummaryTable,
    Table,
    WebTable,
    WeeklyTable,
)
from digest.config.values import File
from digest.models import Action, Source

_AS_DAILY = ("sender", "to", "reply_to", "subject", "preheader", "approve")  # of the weekly one, where it says nothing
_OF_SOURCE = {"section", "weight", "language", "keep", "drop", "max_age", "limit", "headline", "paywalled"}


def slug_of(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "newsletter"


class Settings(Table):
    """Everything digest.toml says. ``folder`` is where it stands: relative paths start there.

    ``daily``: in the settings of the weekly newsletter, those of the one whose leads it tells.
    """

    folder: Path
    daily: "Settings | None" = None
    database: File = Field(
        default="digest.db",
        description="A SQLite file, or postgresql+psycopg://user@host/name (extra `postgres`).",
    )
    templates_dir: File | None = Field(
        default=None, description="A folder of your own templates: one of the same name there overrides that of digest."
    )
    engine: Literal["inline", "processes"] = Field(
        default="inline",
        description='"processes" summarises in several processes, which is worth it from some thousands of articles.',
    )
    newsletter: NewsletterTable = Field(description="Its name, whom it comes from and who gets it.")
    schedule: ScheduleTable = Field(default=ScheduleTable(), description="When an issue is due.")
    delivery: DeliveryTable = Field(default=DeliveryTable(), description="How mail goes out.")
    bounces: BouncesTable = Field(default=BouncesTable(), description="Where undeliverable mail comes back to.")
    operator: OperatorTable = Field(default=OperatorTable(), description="Who hears when it does not run as it should.")
    keep: KeepTable = Field(default=KeepTable(), description="How long `digest prune` keeps things.")
    web: WebTable = Field(default=WebTable(), description="Where `digest serve` is reached from outside.")
    brand: BrandTable = Field(default=BrandTable(), description="How an issue looks.")
    fetch: FetchTable = Field(default=FetchTable(), description="How sources on the network are asked.")
    summary: SummaryTable = Field(default=SummaryTable(), description="How an article is condensed.")
    issue: IssueTable = Field(default=IssueTable(), description="How much an issue holds.")
    section: tuple[SectionTable, ...] = Field(default=(), description="The sections, in the order of printing.")
    interest: tuple[InterestTable, ...] = Field(default=(), description="What the readers care for.")
    action: tuple[ActionTable, ...] = Field(
        default=(), max_length=3, description="What is asked of the readers at the foot of an issue; three at most."
    )
    source: tuple[SourceTable, ...] = Field(default=(), description="What is read.")
    weekly: WeeklyTable | None = Field(
        default=None, description="The second newsletter, which holds the leads of the week."
    )

    @property
    def slug(self) -> str:
        return self.newsletter.slug or slug_of(self.newsletter.name)

    @property
    def newsletters(self) -> tuple["Settings", ...]:
        """Itself, and the weekly one where there is one. Each has a slug, and all that is kept of it, of its own."""
        return (self, self._of_weekly(self.weekly)) if self.weekly and not self.daily else (self,)

    def _of_weekly(self, weekly: WeeklyTable) -> "Settings":
        """Its pages stand below those of the daily one, under its slug. It reads no sources."""
        given = weekly.model_dump()
        slug = weekly.slug or slug_of(weekly.name)
        ours = {"slug": slug} | {key: given[key] for key in ("name", "tagline", "intro")}
        ours |= {key: given[key] for key in _AS_DAILY if given[key]}
        when = {key: given[key] for key in ("times", "days", "catch_up", "max_lateness")}
        below = {key: f"{url}/{slug}" for key in ("public_url", "archive_url") if (url := getattr(self.web, key))}
        return self.model_copy(
            update={
                "daily": self,
                "source": (),
                "newsletter": self.newsletter.model_copy(update=ours),
                "schedule": self.schedule.model_copy(update=when),
                "web": self.web.model_copy(update=below),
            }
        )

    @property
    def templates(self) -> Path | None:
        """The folder of own ones, which take the place of those that come with the program."""
        return self.folder / self.templates_dir if self.templates_dir else None

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(
                name=table.name,
                location=table.path or table.url or "",
                **table.model_dump(include=_OF_SOURCE),
                full_text=table.full_text and self.fetch.full_text,
            )
            for table in self.source
        )

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(Action(table.text, table.url, table.note) for table in self.action)

    @property
    def database_url(self) -> str | Path:
        return self.database if "://" in self.database else self.folder / self.database

    @property
    def journal_path(self) -> Path:
        """Where sending writes what the database does not hold yet; its lock makes one run at a time."""
        return self._beside_database("sending")

    @property
    def mark_path(self) -> Path:
        """How far sending has come, which outlives the database: a restored one is known by it."""
        return self._beside_database("sent")

    def _beside_database(self, kind: str) -> Path:
        if "://" in self.database:
            return self.folder / f"{self.slug}.{kind}"
        database = self.folder / self.database
        return database.with_name(f"{database.name}-{self.slug}.{kind}")
