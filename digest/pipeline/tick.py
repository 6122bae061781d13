"""One tick, the order of it all: collect, go on with what was begun, build what is due, proof, approve, send; and what
it came to, written down."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from digest.config import Settings
from digest.deliver.journal import Journal
from digest.errors import DigestError
from digest.models import Issue
from digest.pipeline.approving import approve
from digest.pipeline.building import Built, build
from digest.pipeline.composing import Progress
from digest.pipeline.framing import is_stale
from digest.pipeline.gathering import gather
from digest.pipeline.holding import ways_on
from digest.pipeline.preflight import refuse
from digest.pipeline.proofing import proof_issue
from digest.pipeline.sending import Clock, Sent, recognise, send
from digest.pipeline.timekeeping import behind, set_right
from digest.proof import Finding, holds
from digest.schedule import Due, next_slot, previous_slot
from digest.schedule import due as due_slot
from digest.store import Store, issues, marks, ticks


@dataclass(frozen=True, slots=True)
class Ran:
    """What one tick did. ``slot`` is the one that is due, or the next; ``waiting`` the draft that nobody approved, or
    the one that the proof holds for what it ``held`` against it; ``ways_on`` says how to go on with that one.

    ``behind`` is a slot that was sent though this database does not hold its issue: it was restored from a backup.
    ``clock`` says what a wrong clock had written, if anything.
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


def tick(
    settings: Settings,
    store: Store,
    journal: Journal,
    clock: Clock,
    progress: Callable[[int, int], None] | None = None,
    *,
    again: bool = False,
) -> Ran:
    """``run``, and in the database when it began, how it ended and what the operator was told. Raises what it does."""
    with store.write() as conn:
        ticks.begin(conn, settings.slug, clock.now())
    try:
        refuse(settings)
        ran = run(settings, store, journal, clock, progress, again=again)
    except BaseException as error:
        code = 75 if isinstance(error, KeyboardInterrupt) else getattr(error, "exit_code", 1)
        words = str(error) if isinstance(error, DigestError) else type(error).__name__
        with suppress(DigestError):  # the error that is under way says more
            _end(settings, store, clock.now(), code, " ".join(words.split()))
        raise
    quiet = ran.slot if ran.due and ran.built and ran.built.issue is None else None
    _end(settings, store, clock.now(), 65 if ran.held else 0, "", quiet)
    return ran


def _end(
    settings: Settings, store: Store, now: datetime, code: int, outcome: str, quiet_slot: datetime | None = None
) -> None:
    with store.write() as conn:
        ticks.end(conn, settings.slug, now, code, outcome, quiet_slot)


def run(
    settings: Settings,
    store: Store,
    journal: Journal,
    clock: Clock,
    progress: Progress | None = None,
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
    mail = partial(send, settings, store, journal, clock=clock, progress=progress)
    recognise(settings, store)
    wrong = set_right(settings, store, now)
    _collect(settings, store, now)
    before = None if again else _sent_until(settings, store)
    sent = tuple(mail(number) for number in _begun_and_approved(settings, store, before, now))
    after = max((slot for slot in (before, *(each.issue.window.end for each in sent)) if slot), default=None)
    due = due_slot(settings.schedule.plan, after, now)
    ran = Ran(next_slot(settings.schedule.plan, now), due=False, sent=sent, clock=wrong)
    if due is None or _is_decided(settings, store, due.slot):
        return replace(ran, behind=None if again else _behind(settings, store, now))
    ran = replace(ran, slot=due.slot, due=True)
    automatic = _sends_by_itself(settings, store, due.slot)
    built, draft = _drafted(settings, store, due, after, now, progress, again=again, anew=automatic)
    ran = replace(ran, built=built)
    if draft is None or not automatic:
        return replace(ran, waiting=draft)
    if holds(found := proof_issue(settings, store, draft)):
        return replace(ran, waiting=draft, held=tuple(found), ways_on=tuple(ways_on(settings, draft, held=True)))
    approve(settings, store, draft.number, now)
    return replace(ran, sent=(*sent, mail(draft.number)))


def _collect(settings: Settings, store: Store, now: datetime) -> None:
    """What feeds would have dropped by the time an issue is due. Files stay where they are until then."""
    if any(source.is_online for source in settings.source):
        gather(settings, store, now, with_files=False)


def _sent_until(settings: Settings, store: Store) -> datetime | None:
    with store.read() as conn:
        return marks.mark_of(conn, settings.slug).slot


def _begun_and_approved(settings: Settings, store: Store, after: datetime | None, now: datetime) -> Sequence[int]:
    plan = settings.schedule.plan
    with store.read() as conn:
        begun = issues.numbers(conn, settings.slug, "sending")
        ready = issues.ready(conn, settings.slug, after, previous_slot(plan, now), now, plan.max_lateness)
    return [*begun, *(issue.number for issue in ready)]


def _is_decided(settings: Settings, store: Store, slot: datetime) -> bool:
    """Whether somebody approved the slot's issue, or it went out."""
    with store.read() as conn:
        issue = issues.for_slot(conn, settings.slug, slot)
    return issue is not None and issue.status != "draft"


def _behind(settings: Settings, store: Store, now: datetime) -> datetime | None:
    with store.read() as conn:
        return behind(conn, settings, now)


def _sends_by_itself(settings: Settings, store: Store, slot: datetime) -> bool:
    with store.read() as conn:
        return settings.newsletter.approve == "auto" and not issues.was_withdrawn(conn, settings.slug, slot)


def _drafted(
    settings: Settings,
    store: Store,
    due: Due,
    after: datetime | None,
    now: datetime,
    progress: Progress | None,
    *,
    again: bool,
    anew: bool,
) -> tuple[Built | None, Issue | None]:
    """The draft that is due, made anew where it must be or is to be; its window begins where somebody said it does."""
    with store.read() as conn:
        draft = issues.for_slot(conn, settings.slug, due.slot)
    if draft is None:
        _fold_in_failed_days(settings, store, due.slot)
    elif not anew and not is_stale(settings, draft):
        return None, draft
    since = draft.since if draft else None
    if again and not since:
        since = _end_of_last(settings, store, due.slot)
    not_before = max((bound for bound in (due.not_before, after) if bound), default=None)
    built = build(settings, store, due.slot, now, since, progress, not_before=not_before)
    return built, built.issue


def _fold_in_failed_days(settings: Settings, store: Store, slot: datetime) -> None:
    """What was approved for an earlier slot and could not even begin to go out is today's to tell."""
    with store.write() as conn:
        for number in issues.numbers(conn, settings.slug, "approved"):
            waiting = issues.wanted(conn, settings.slug, number)
            if waiting.stories and waiting.slot < slot:
                issues.withdraw(conn, settings.slug, number)


def _end_of_last(settings: Settings, store: Store, slot: datetime) -> datetime | None:
    with store.read() as conn:
        last = issues.last_sent(conn, settings.slug, before=slot)
    return last.window.end if last else None
