"""The order of it all: build an issue, send it, and the tick that does both when a slot is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digest.compose import pack
from digest.config import WEEKDAYS, Settings
from digest.deliver.journal import Journal
from digest.models import Format, Issue, Rendition, Story, Summary
from digest.pipeline.building import Built as Built
from digest.pipeline.building import build as build
from digest.pipeline.correcting import correct_now as correct_now
from digest.pipeline.gathering import gather as gather
from digest.pipeline.proofing import proof_issue
from digest.pipeline.sending import Clock as Clock
from digest.pipeline.sending import How as How
from digest.pipeline.sending import Sent as Sent
from digest.pipeline.sending import preview as preview
from digest.pipeline.sending import refuse_repetition as refuse_repetition
from digest.pipeline.sending import send as send
from digest.pipeline.sending import send_copy as send_copy
from digest.proof import Finding, holds
from digest.schedule import slot_on
from digest.store import Store, issues


@dataclass(frozen=True, slots=True)
class Ran:
    """What one tick did. ``slot`` is the one that is due, or the next; ``waiting`` the draft that nobody approved, or
    the issue that the proof holds for what it ``held`` against it."""

    slot: datetime
    due: bool
    built: Built | None = None
    waiting: Issue | None = None
    sent: tuple[Sent, ...] = ()
    held: tuple[Finding, ...] = ()


def run(
    settings: Settings,
    store: Store,
    journal: Journal,
    clock: Clock,
    progress: Callable[[int, int], None] | None = None,
) -> Ran:
    """One tick: collect, so that no feed loses what it drops; go on with what was begun; then build, proof, approve and
    send if today's slot is due. Where somebody has withdrawn an issue, the next for its slot waits for approval."""
    now = clock.now().astimezone(settings.schedule.zone)
    with store.read() as conn:
        begun = issues.numbers(conn, settings.slug, "sending")
    if any(source.is_online for source in settings.source):
        gather(settings, store, now, with_files=False)
    sent = [send(settings, store, journal, number, clock, progress) for number in begun]
    slot = slot_on(now.date(), settings.schedule.time, settings.schedule.zone)
    if WEEKDAYS[now.weekday()] not in settings.schedule.days or now < slot:
        return Ran(_next_slot(settings, now), due=False, sent=tuple(sent))
    with store.read() as conn:
        issue = issues.for_slot(conn, settings.slug, slot)
        taken_back = issues.was_withdrawn(conn, settings.slug, slot)
    if issue and issue.status in ("sending", "sent"):
        return Ran(_next_slot(settings, now), due=False, sent=tuple(sent))
    if issue is None:
        _fold_in_failed_days(settings, store, slot)
    automatic = settings.newsletter.approve == "auto" and not taken_back
    built = None
    if issue is None or (issue.status == "draft" and automatic):
        built = build(settings, store, now.date(), now)
        issue = built.issue
    if issue is None or (issue.status == "draft" and not automatic):
        return Ran(slot, due=True, built=built, waiting=issue, sent=tuple(sent))
    findings = proof_issue(settings, store, issue)
    if holds(findings):
        return Ran(slot, due=True, built=built, waiting=issue, sent=tuple(sent), held=tuple(findings))
    approve(settings, store, issue.number, now)
    sent.append(send(settings, store, journal, issue.number, clock, progress))
    return Ran(slot, due=True, built=built, sent=tuple(sent))


def _fold_in_failed_days(settings: Settings, store: Store, slot: datetime) -> None:
    """What was approved for an earlier slot and could not even begin to go out is today's to tell."""
    with store.write() as conn:
        for number in issues.numbers(conn, settings.slug, "approved"):
            waiting = issues.get(conn, settings.slug, number)
            if waiting and waiting.stories and waiting.slot < slot:
                issues.withdraw(conn, settings.slug, number)


def approve(settings: Settings, store: Store, number: int, now: datetime) -> Issue:
    """Freeze a draft, and keep what it will have told once it goes out. Raises DigestError as the store, and when
    another issue that was approved meanwhile prints an article of it."""
    with store.write() as conn:
        refuse_repetition(conn, settings, number)
        issue = issues.approve(conn, settings.slug, number, now)
        in_brief = [Story(article, Summary(())) for article in issue.brief]
        issues.remember(conn, settings.slug, number, [pack(story) for story in (*issue.stories, *in_brief)])
    return issue


def rendition(issue: Issue, format: Format) -> Rendition:
    return next(rendition for rendition in issue.renditions if rendition.format == format)


def _next_slot(settings: Settings, now: datetime) -> datetime:
    days = (now.date() + timedelta(days=ahead) for ahead in range(8))
    slots = (slot_on(day, settings.schedule.time, settings.schedule.zone) for day in days)
    return next(slot for slot in slots if slot > now and WEEKDAYS[slot.weekday()] in settings.schedule.days)
