"""The issues that a daily newsletter sent -> what its weekly one tells of them, and to whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.compose import Composed, Lead, Told, leads_of, of_the_week
from digest.compose.ranking import in_order
from digest.config import Settings
from digest.models import Correction, Identity, LeftOut
from digest.pipeline.composing import earlier_of, fault_of
from digest.store import Connection, Store, corrections, deliveries, issues
from digest.store import subscribers as stored


@dataclass(frozen=True, slots=True)
class Week:
    """What a weekly issue holds, the numbers of the daily ones it is made of, and what was wrong in those and in
    those of earlier weeks."""

    composed: Composed
    numbers: tuple[int, ...]
    corrections: tuple[Correction, ...]


def week_of(
    settings: Settings,
    store: Store,
    since: datetime,
    slot: datetime,
    told: Sequence[Told],
    pinned: Collection[Identity],
) -> Week:
    """Of the daily issues that went out for slots ``since`` then and that no other weekly one, approved or sent, was
    made of: one that went out after its week was told is the next week's."""
    daily, table = settings.daily, settings.weekly
    assert daily is not None
    assert table is not None
    with store.read() as conn:
        sent = issues.in_time(conn, daily.slug, ("sending", "sent"), since, slot)
        weeks = issues.in_time(conn, settings.slug, issues.GOES_OUT, since)
        wrong = corrections.waiting(conn, daily.slug, settings.slug)
        first = issues.first_window(conn, settings.slug)
    others = {number for issue in weeks if issue.slot != slot for number in issue.week}
    mine = [issue for issue in sent if issue.stories and issue.number not in others]
    numbers = tuple(issue.number for issue in mine)
    zone, name = daily.schedule.zone, daily.newsletter.name
    leads = [
        lead
        for issue in mine
        for lead in leads_of(issue, earlier_of(daily, issue.number, issue.slot, name), table.leads)
    ]
    titles = [section.title for section in settings.section] + [lead.section for lead in leads]
    faults = [fault_of(settings, lead.story.article) for lead in leads]
    printable = [_followable(settings, lead) for lead, fault in zip(leads, faults, strict=True) if not fault]
    composed = of_the_week(printable, told, titles, table.per_section, table.stories, pinned)
    lost = [(lead.story.article, fault) for lead, fault in zip(leads, faults, strict=True) if fault]
    left_out = [LeftOut(it.url, it.title, it.source, fault, lost=True) for it, fault in lost]
    composed = replace(composed, left_out=in_order([*composed.left_out, *left_out]))
    told_of = [each for each in wrong if each.number in numbers or (first and each.slot >= first)]
    return Week(composed, numbers, tuple(replace(each, slot=each.slot.astimezone(zone), name=name) for each in told_of))


def _followable(settings: Settings, lead: Lead) -> Lead:
    """Without what the daily issue named under it where only its own reader can follow."""
    story = lead.story
    adds = story.adds if story.adds and not fault_of(settings, story.adds.article) else None
    also = tuple(article for article in story.also if not fault_of(settings, article))
    return replace(lead, story=replace(story, also=also, adds=adds))


def mailable(conn: Connection, settings: Settings) -> int:
    """How many readers an issue that begins to go out now has."""
    same = _same_readers(settings)
    joining = stored.joining(conn, settings.slug, same.slug) if same else 0
    return deliveries.mailable(conn, settings.slug) + joining


def enrol(conn: Connection, settings: Settings, now: datetime) -> None:
    """Subscribe the readers of the daily newsletter who join the weekly one."""
    if same := _same_readers(settings):
        stored.enrol(conn, settings.slug, same.slug, f"reads {same.newsletter.name}", now)


def _same_readers(settings: Settings) -> Settings | None:
    """The daily newsletter whose readers the weekly one has too."""
    return settings.daily if settings.weekly and settings.weekly.readers == "same" else None
