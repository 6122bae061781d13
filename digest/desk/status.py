"""The store -> how a newsletter stands: what went out, what is due, what waits, and what somebody must look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from digest.config import Settings
from digest.desk.sources import silence
from digest.models import Issue
from digest.pipeline.holding import findings_in_lines, headlines, left_out_in_lines, summed_up, ways_on
from digest.pipeline.proofing import proof_issue
from digest.pipeline.timekeeping import AHEAD, BEHIND, behind
from digest.pipeline.weekly import mailable
from digest.proof import holds, shortened
from digest.schedule import PUNCTUAL, next_slot, previous_slot
from digest.schedule import due as due_slot
from digest.store import Connection, Store, counts, issues, marks, sources, ticks
from digest.store.ticks import Tick
from digest.text.counting import plural

STUCK = timedelta(hours=6)  # so long after its slot or its approval an issue should be sent to the last reader
DEAD = timedelta(hours=2)  # no tick takes so long unless it is mailing

RECENT = timedelta(hours=24)  # so long after its slot it is told what an issue could not print

Cause = Literal["late", "waiting", "held", "left out", "stuck", "restored", "collecting"]


class Concern(NamedTuple):
    """What the operator must look at, in one line; ``is_late`` where an issue is late or stuck by it. ``details``:
    more of it, and what to do, a line each."""

    cause: Cause
    text: str
    is_late: bool = True
    details: tuple[str, ...] = ()


class SourceRow(NamedTuple):
    name: str
    state: Literal["failing", "gone", "silent", "fine"]
    detail: str


@dataclass(frozen=True, slots=True)
class Status:
    """``last`` is the newest issue that went out, ``draft`` the one that waits for its slot or for somebody,
    ``due`` the slot whose issue the next run sends if there is news."""

    newsletter: str
    name: str
    now: datetime
    last: Issue | None
    last_sent_at: datetime | None
    lines: Mapping[str, int]
    draft: Issue | None
    due: datetime | None
    next_slot: datetime
    collected: int
    subscribed: int
    tick: Tick | None
    sources: tuple[SourceRow, ...]
    concerns: tuple[Concern, ...]


def status(settings: Settings, store: Store, now: datetime) -> Status:
    """``collected`` counts the articles of the last day."""
    slug, plan = settings.slug, settings.schedule.plan
    with store.read() as conn:
        last, tick = issues.last_sent(conn, slug, until=now + AHEAD), ticks.last(conn, slug)
        due = due_slot(plan, marks.mark_of(conn, slug).slot, now)
        newest = next(iter(issues.all_issues(conn, slug, limit=1)), None)
        draft = issues.wanted(conn, slug, newest.number) if newest and newest.status in ("draft", "approved") else None
        late = tuple(_late(conn, settings, now, draft, tick))
        stuck = tuple(_stuck(conn, settings, now, tick))
        found = Status(
            newsletter=slug,
            name=settings.newsletter.name,
            now=now,
            last=last,
            last_sent_at=counts.times_of(conn, slug, last.number)[1] if last else None,
            lines=counts.mailed(conn, slug, last.number) if last else {},
            draft=draft,
            due=due.slot if due and (tick is None or tick.quiet_slot != due.slot) else None,
            next_slot=next_slot(plan, now),
            collected=counts.collected(conn, now - timedelta(days=1)),
            subscribed=mailable(conn, settings),
            tick=tick,
            sources=tuple(_sources(conn, settings, now)),
            concerns=(),
        )
        nothing = tuple(_nothing(conn, now)) if settings.source else ()
    if draft and draft.status == "draft" and draft.slot <= now:
        late = tuple(_explained(settings, store, draft, late))
    lost = _left_out(now, draft or last)
    return replace(found, concerns=(*late, *stuck, *lost, *nothing))


def _explained(settings: Settings, store: Store, draft: Issue, late: tuple[Concern, ...]) -> Iterator[Concern]:
    """With what the proof says of the draft that is due, what is in it, and how to go on."""
    findings = proof_issue(settings, store, draft)
    held = settings.newsletter.approve == "auto" and holds(findings)
    said = (*findings_in_lines(findings), *ways_on(settings, draft, held=held))
    if held:
        yield Concern("held", f"issue {draft.number} is held by its proof: {summed_up(findings)}", details=said)
        return
    for each in late:
        yield each._replace(details=(*headlines(draft), *said)) if each.cause == "waiting" else each


def _left_out(now: datetime, issue: Issue | None) -> Iterator[Concern]:
    """What the newest issue could not print, although it might have been news."""
    lost = [each for each in issue.left_out if each.lost] if issue and now - issue.slot < RECENT else []
    if issue and lost:
        first = f"“{shortened(lost[0].title)}” ({lost[0].source}): {lost[0].reason}"
        what = f"issue {issue.number} left out {plural(len(lost), 'article')}{', first' if lost[1:] else ':'} {first}"
        yield Concern("left out", what, is_late=False, details=tuple(left_out_in_lines(issue)) if lost[1:] else ())


def _nothing(conn: Connection, now: datetime) -> Iterator[Concern]:
    if quiet := silence(counts.newest_articles(conn), now):
        yield Concern("collecting", f"nothing was collected for {_span(quiet)}", is_late=False)


def _late(
    conn: Connection, settings: Settings, now: datetime, draft: Issue | None, tick: Tick | None
) -> Iterator[Concern]:
    """The slot of now has no issue that went out. For one whose window had nothing new that is as it should be, and
    for one that was past when the newsletter was made."""
    slot, newest = previous_slot(settings.schedule.plan, now), marks.mark_of(conn, settings.slug).slot
    if slot is None or (newest is None and draft is None and (tick is None or tick.exit_code in (None, 0))):
        return
    if newest is not None and newest >= slot:
        if behind(conn, settings, now):
            yield Concern("restored", f"the issue for {slot:%a %Y-%m-%d %H:%M} {BEHIND}")
        return
    by = now - slot
    known = min((at for at in (tick and tick.first_at, issues.first_made(conn, settings.slug)) if at), default=now)
    is_late = by > PUNCTUAL and slot > known - PUNCTUAL
    was_run = settings.newsletter.approve == "manual" or (tick is not None and tick.began_at >= slot)
    if draft and draft.slot <= now and draft.status == "draft" and was_run:
        waits = f"has waited for approval for {_span(by)}" if by >= timedelta(minutes=1) else "waits for approval"
        yield Concern("waiting", f"issue {draft.number} for {slot:%a %H:%M} {waits}", is_late)
    elif is_late and (tick is None or tick.quiet_slot != slot):
        why = f": {tick.outcome}" if tick and tick.exit_code else ""
        yield Concern("late", f"the issue for {slot:%a %Y-%m-%d %H:%M} did not go out, {_span(by)} late{why}")


def _stuck(conn: Connection, settings: Settings, now: datetime, tick: Tick | None) -> Iterator[Concern]:
    failed = tick is not None and tick.exit_code not in (None, 0, 3)
    for number in issues.numbers(conn, settings.slug, "sending"):
        issue = issues.wanted(conn, settings.slug, number)
        approved_at = counts.times_of(conn, settings.slug, number)[0]
        if now - max(issue.slot, approved_at or issue.slot) > (PUNCTUAL if failed else STUCK):
            lines = counts.mailed(conn, settings.slug, number)
            waiting = sum(lines.get(state, 0) for state in ("pending", "claimed", "deferred"))
            why = f": {tick.outcome}" if tick and tick.outcome else ""
            yield Concern("stuck", f"issue {number} still has {plural(waiting, 'mail')} to send{why}")
    if tick and tick.ended_at is None and now - tick.began_at > DEAD:
        ago = _span(now - tick.began_at)
        yield Concern("stuck", f"a run that began {ago} ago has not ended: it hangs or was killed")


def _sources(conn: Connection, settings: Settings, now: datetime) -> Iterator[SourceRow]:
    known = sources.states(conn, settings.slug)
    for table in settings.source:
        state = known.get(table.name)
        quiet = silence(sources.publication_times(conn, table.name), now)
        if state and state.gone:
            yield SourceRow(table.name, "gone", state.error)
        elif state and state.error:
            since = f"since {state.failing_since:%Y-%m-%d %H:%M}: " if state.failing_since else ""
            yield SourceRow(table.name, "failing", since + state.error)
        elif quiet:
            yield SourceRow(table.name, "silent", f"nothing new for {_span(quiet)}, longer than is usual for it")
        else:
            yield SourceRow(table.name, "fine", "")


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 120:
        return plural(minutes, "minute")
    return plural(minutes // 60, "hour") if minutes < 48 * 60 else plural(minutes // (24 * 60), "day")
