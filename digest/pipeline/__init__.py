"""The order of it all: build an issue, send it, and the tick that does both when a slot is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digest.compose import pack
from digest.config import Settings
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
from digest.pipeline.sending import recognise
from digest.pipeline.sending import refuse_repetition as refuse_repetition
from digest.pipeline.sending import send as send
from digest.pipeline.sending import send_copy as send_copy
from digest.pipeline.watching import behind
from digest.proof import Finding, holds
from digest.schedule import due as due_slot
from digest.schedule import next_slot, previous_slot
from digest.store import Store, issues, marks


@dataclass(frozen=True, slots=True)
class Ran:
    """What one tick did. ``slot`` is the one that is due, or the next; ``waiting`` the draft that nobody approved, or
    the issue that the proof holds for what it ``held`` against it.

    ``behind`` is a slot that was sent though this database does not hold its issue: it was restored from a backup.
    """

    slot: datetime
    due: bool
    built: Built | None = None
    waiting: Issue | None = None
    sent: tuple[Sent, ...] = ()
    held: tuple[Finding, ...] = ()
    behind: datetime | None = None


def run(
    settings: Settings,
    store: Store,
    journal: Journal,
    clock: Clock,
    progress: Callable[[int, int], None] | None = None,
    *,
    again: bool = False,
) -> Ran:
    """One tick: collect, so that no feed loses what it drops; go on with what was begun and send what was approved;
    then build, proof, approve and send if a slot is due. Where somebody has withdrawn an issue, the next for its slot
    waits for approval.

    ``again`` sends what is due although a later slot, or this one, was sent before the database was restored.
    """
    now, plan = clock.now().astimezone(settings.schedule.zone), settings.schedule.plan
    recognise(settings, store)
    if any(source.is_online for source in settings.source):
        gather(settings, store, now, with_files=False)
    with store.read() as conn:
        newest = marks.mark_of(conn, settings.slug).slot
        after = None if again else newest
        begun = issues.numbers(conn, settings.slug, "sending")
        ready = issues.ready(conn, settings.slug, after, previous_slot(plan, now), now, plan.max_lateness)
    sent = [send(settings, store, journal, number, clock, progress) for number in begun]
    for issue in ready:
        if holds(found := proof_issue(settings, store, issue)):
            return Ran(issue.slot, due=True, waiting=issue, sent=tuple(sent), held=tuple(found))
        sent.append(send(settings, store, journal, issue.number, clock, progress))
    after = max((slot for slot in (after, *(each.issue.window.end for each in sent)) if slot), default=None)
    due = due_slot(plan, after, now)
    with store.read() as conn:
        draft = issues.for_slot(conn, settings.slug, due.slot) if due else None
    if due is None or (draft and draft.status != "draft"):
        with store.read() as conn:
            missing = None if again else behind(conn, settings, now)
        return Ran(next_slot(plan, now), due=False, sent=tuple(sent), behind=missing)
    if draft is None:
        _fold_in_failed_days(settings, store, due.slot)
    automatic = _sends_by_itself(settings, store, due.slot)
    built = None
    if draft is None or automatic:
        not_before = max((bound for bound in (due.not_before, after) if bound), default=None)
        since = _end_of_last(settings, store, due.slot) if again else None
        built = build(settings, store, due.slot, now, since, progress, not_before=not_before)
        draft = built.issue
    if draft is None or not automatic:
        return Ran(due.slot, due=True, built=built, waiting=draft, sent=tuple(sent))
    if holds(found := proof_issue(settings, store, draft)):
        return Ran(due.slot, due=True, built=built, waiting=draft, sent=tuple(sent), held=tuple(found))
    approve(settings, store, draft.number, now)
    sent.append(send(settings, store, journal, draft.number, clock, progress))
    return Ran(due.slot, due=True, built=built, sent=tuple(sent))


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


def _sends_by_itself(settings: Settings, store: Store, slot: datetime) -> bool:
    with store.read() as conn:
        return settings.newsletter.approve == "auto" and not issues.was_withdrawn(conn, settings.slug, slot)


def _end_of_last(settings: Settings, store: Store, slot: datetime) -> datetime | None:
    with store.read() as conn:
        last = issues.last_sent(conn, settings.slug, before=slot)
    return last.window.end if last else None
