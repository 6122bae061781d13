"""The order of it all: build an issue, send it, and the tick that does both when a slot is due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from digest.compose import pack
from digest.config import Settings
from digest.deliver.journal import Journal
from digest.errors import InputError
from digest.models import Format, Issue, Rendition, Story, Summary
from digest.pipeline.building import Built as Built
from digest.pipeline.building import build as build
from digest.pipeline.correcting import correct_now as correct_now
from digest.pipeline.framing import is_stale, made_with, reframed
from digest.pipeline.gathering import gather as gather
from digest.pipeline.holding import ways_on
from digest.pipeline.proofing import proof_issue
from digest.pipeline.sending import Clock as Clock
from digest.pipeline.sending import How as How
from digest.pipeline.sending import Sent as Sent
from digest.pipeline.sending import preview as preview
from digest.pipeline.sending import recognise, refuse_unsendable
from digest.pipeline.sending import refuse_repetition as refuse_repetition
from digest.pipeline.sending import send as send
from digest.pipeline.sending import send_copy as send_copy
from digest.pipeline.timekeeping import behind, set_right
from digest.proof import Finding, holds
from digest.schedule import due as due_slot
from digest.schedule import next_slot, previous_slot
from digest.store import Store, issues, marks


@dataclass(frozen=True, slots=True)
class Ran:
    """What one tick did. ``slot`` is the one that is due, or the next; ``waiting`` the draft that nobody approved, or
    the one that the proof holds for what it ``held`` against it; ``ways_on`` says how to go on with that one.

    ``behind`` is a slot that was sent though this database does not hold its issue: it was restored from a backup.
    """

    slot: datetime
    due: bool
    built: Built | None = None
    waiting: Issue | None = None
    sent: tuple[Sent, ...] = ()
    held: tuple[Finding, ...] = ()
    ways_on: tuple[str, ...] = ()
    behind: datetime | None = None
    clock: str = ""


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
    waits for approval. A draft that was made before its slot, or with other settings, is made anew when it is due,
    unless somebody edited it. What somebody approved goes out, whatever the proof says: that was theirs to decide.

    ``again`` sends what is due although a later slot, or this one, was sent before the database was restored.
    """
    now = clock.now().astimezone(settings.schedule.zone)
    recognise(settings, store)
    wrong = set_right(settings, store, now)
    ran = _run(settings, store, journal, clock, progress, again=again)
    return replace(ran, clock=wrong)


def _run(
    settings: Settings,
    store: Store,
    journal: Journal,
    clock: Clock,
    progress: Callable[[int, int], None] | None,
    *,
    again: bool,
) -> Ran:
    now, plan = clock.now().astimezone(settings.schedule.zone), settings.schedule.plan
    if any(source.is_online for source in settings.source):
        gather(settings, store, now, with_files=False)
    with store.read() as conn:
        newest = marks.mark_of(conn, settings.slug).slot
        after = None if again else newest
        begun = issues.numbers(conn, settings.slug, "sending")
        ready = issues.ready(conn, settings.slug, after, previous_slot(plan, now), now, plan.max_lateness)
    sent = [send(settings, store, journal, number, clock, progress) for number in begun]
    sent += [send(settings, store, journal, issue.number, clock, progress) for issue in ready]
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
    if draft is None or automatic or is_stale(settings, draft):
        not_before = max((bound for bound in (due.not_before, after) if bound), default=None)
        since = _end_of_last(settings, store, due.slot) if again else None
        built = build(settings, store, due.slot, now, since, not_before=not_before)
        draft = built.issue
    if draft is None or not automatic:
        return Ran(due.slot, due=True, built=built, waiting=draft, sent=tuple(sent))
    if holds(found := proof_issue(settings, store, draft)):
        ways = tuple(ways_on(settings, draft, held=True))
        return Ran(due.slot, due=True, built=built, waiting=draft, sent=tuple(sent), held=tuple(found), ways_on=ways)
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
    """Freeze a draft, and keep what it will have told once it goes out.

    Raises DigestError as the store, when another issue that was approved meanwhile prints an article of it, and for
    what ``send`` would refuse or was made with other settings than those of now.
    """
    _refuse_stale(settings, store, number, now)
    with store.write() as conn:
        refuse_repetition(conn, settings, number)
        issue = issues.approve(conn, settings.slug, number, now)
        in_brief = [Story(article, Summary(())) for article in issue.brief]
        issues.remember(conn, settings.slug, number, [pack(story) for story in (*issue.stories, *in_brief)])
    return issue


def _refuse_stale(settings: Settings, store: Store, number: int, now: datetime) -> None:
    """What holds no work of an editor is to be built anew; of the rest all but the stories is, here."""
    with store.read() as conn:
        issue = issues.get(conn, settings.slug, number)
    if issue is None or issue.status != "draft":
        return
    if issue.stories and not issue.edits and issue.made_with != made_with(settings):
        raise InputError(
            f"issue {number} was made with other settings than digest.toml has now: make it anew with"
            f" `digest build --date {issue.slot:%Y-%m-%d}`, read it, and approve it then"
        )
    refuse_unsendable(settings, reframed(settings, store, issue, now))


def rendition(issue: Issue, format: Format) -> Rendition:
    return next(rendition for rendition in issue.renditions if rendition.format == format)


def _sends_by_itself(settings: Settings, store: Store, slot: datetime) -> bool:
    with store.read() as conn:
        return settings.newsletter.approve == "auto" and not issues.was_withdrawn(conn, settings.slug, slot)


def _end_of_last(settings: Settings, store: Store, slot: datetime) -> datetime | None:
    with store.read() as conn:
        last = issues.last_sent(conn, settings.slug, before=slot)
    return last.window.end if last else None
