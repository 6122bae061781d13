"""Issues: drafts that may still change, and what approval has frozen."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, Select, delete, func, insert, or_, select, update

from digest.errors import InputError
from digest.models import Identity, Issue, IssueStatus, Rendition
from digest.store.schema import GOES_OUT as GOES_OUT
from digest.store.schema import (
    articles,
    insert_into,
    issue_articles,
    issues,
    newsletters,
    renditions,
    told,
)

_JSON = TypeAdapter(Issue)
_BESIDE_CONTENT = {"status", "sha256", "renditions"}  # these have their own place, and the status changes later


def number_for(conn: Connection, newsletter: str, slot: datetime) -> int:
    """The number of the slot's issue, or the next one, which is given only when ``save_draft`` saves it.

    Ask in the write transaction that saves the draft: nobody else gets the same number meanwhile.
    """
    conn.execute(insert_into(conn, newsletters).values(slug=newsletter, next_number=1).on_conflict_do_nothing())
    query = select(newsletters.c.next_number).where(newsletters.c.slug == newsletter).with_for_update()
    free: int = conn.scalars(query).one()
    live: int | None = conn.scalar(select(issues.c.number).where(*_live(newsletter, slot)))
    return free if live is None else live


def save_draft(conn: Connection, issue: Issue, article_ids: Iterable[int], now: datetime) -> Issue:
    """Save the draft of its slot in place of the one there, if any. ``article_ids`` are all it prints.

    The number must be ``number_for`` the slot. Raises InputError when the slot's issue is approved or later.
    """
    number = number_for(conn, issue.newsletter, issue.slot)
    if issue.number != number:
        raise ValueError(f"the issue of {issue.newsletter} for {issue.slot} is number {number}, not {issue.number}")
    live = select(issues.c.id, issues.c.status).where(*_live(issue.newsletter, issue.slot)).with_for_update()
    old = conn.execute(live).one_or_none()
    if old is not None and old.status != "draft":
        raise InputError(
            f"issue {number} of {issue.newsletter} is {old.status} and can no longer change: "
            "withdraw it to make another for its slot"
        )
    issue_id = _insert(conn, issue, now) if old is None else _replace(conn, old.id, issue, now)
    _put_parts(conn, issue_id, issue, article_ids)
    return replace(issue, status="draft")


def approve(conn: Connection, newsletter: str, number: int, now: datetime) -> Issue:
    """Freeze a draft; an issue already approved stays as it is. Raises InputError when it is gone or withdrawn."""
    query = select(issues.c.id, issues.c.status).where(_of(newsletter), issues.c.number == number).with_for_update()
    found = conn.execute(query).one_or_none()
    if found is None:
        raise missing(number)
    if found.status == "withdrawn":
        raise InputError(f"issue {number} of {newsletter} was withdrawn: make another for its slot and approve that")
    if found.status == "draft":
        conn.execute(update(issues).where(issues.c.id == found.id).values(status="approved", approved_at=now))
    return wanted(conn, newsletter, number)


def remember(conn: Connection, newsletter: str, number: int, signatures: Sequence[bytes]) -> None:
    """Keep what an issue tells, by story; what was kept of it before is replaced."""
    issue_id = conn.scalars(select(issues.c.id).where(_of(newsletter), issues.c.number == number)).one()
    conn.execute(delete(told).where(told.c.issue_id == issue_id))
    rows = [{"issue_id": issue_id, "position": at, "signature": found} for at, found in enumerate(signatures)]
    if rows:
        conn.execute(insert(told), rows)


def remembered(
    conn: Connection, newsletter: str, since: datetime, before: datetime
) -> list[tuple[bytes, int, datetime]]:
    """What issues for slots in this time tell, approved or sent: signature, number, slot; the newest first."""
    query = (
        select(told.c.signature, issues.c.number, issues.c.slot)
        .select_from(told.join(issues))
        .where(_of(newsletter), issues.c.status.in_(GOES_OUT), issues.c.slot >= since, issues.c.slot < before)
        .order_by(issues.c.slot.desc(), issues.c.number.desc(), told.c.position)
    )
    return [(row.signature, row.number, row.slot) for row in conn.execute(query)]


def repeated_by(conn: Connection, newsletter: str, number: int) -> int | None:
    """The number of another issue, approved or sent, that prints what this one, not yet sent, prints too.

    An article that was rewritten after the other's slot, and before this one read it, is another.
    """
    here, there = issue_articles.alias(), issue_articles.alias()
    mine, other = issues.alias(), issues.alias()
    issue, rewritten = get(conn, newsletter, number), articles.c.updated_at
    if issue is None:
        return None
    query = (
        select(other.c.number)
        .select_from(mine.join(here, here.c.issue_id == mine.c.id))
        .join(there, there.c.article_id == here.c.article_id)
        .join(other, other.c.id == there.c.issue_id)
        .join(articles, articles.c.id == here.c.article_id)
        .where(mine.c.newsletter_id == _newsletter_id(newsletter), mine.c.number == number)
        .where(mine.c.status.in_(("draft", "approved")), other.c.newsletter_id == mine.c.newsletter_id)
        .where(other.c.id != mine.c.id, other.c.status.in_(GOES_OUT))
        .where(or_(rewritten.is_(None), rewritten <= other.c.slot, rewritten > (issue.collected_at or issue.slot)))
    )
    repeating: int | None = conn.scalar(query.order_by(other.c.number).limit(1))
    return repeating


def withdraw(conn: Connection, newsletter: str, number: int) -> Issue:
    """Take an issue back before it goes out: its articles are free and its number is not given again.

    Raises InputError when there is none, or when it is being sent already.
    """
    query = select(issues.c.id, issues.c.status).where(_of(newsletter), issues.c.number == number).with_for_update()
    found = conn.execute(query).one_or_none()
    if found is None:
        raise missing(number)
    if found.status in ("sending", "sent"):
        raise InputError(
            f"issue {number} of {newsletter} is {found.status} and cannot be taken back: say what was wrong in the next"
        )
    conn.execute(update(issues).where(issues.c.id == found.id).values(status="withdrawn"))
    return wanted(conn, newsletter, number)


def was_withdrawn(conn: Connection, newsletter: str, slot: datetime) -> bool:
    """Whether somebody took back an issue of this slot."""
    taken_back = select(issues.c.id).where(_of(newsletter), issues.c.slot == slot, issues.c.status == "withdrawn")
    return conn.execute(taken_back.limit(1)).first() is not None


def get(conn: Connection, newsletter: str, number: int | None = None) -> Issue | None:
    """The issue with this number; without one, that of the latest slot that is not withdrawn."""
    query = select(issues).where(_of(newsletter)).order_by(issues.c.slot.desc())
    wanted = issues.c.status != "withdrawn" if number is None else issues.c.number == number
    return _first(conn, query.where(wanted))


def wanted(conn: Connection, newsletter: str, number: int | None = None) -> Issue:
    """What ``get`` finds. Raises InputError where that is nothing."""
    found = get(conn, newsletter, number)
    if found is None:
        raise missing(number)
    return found


def missing(number: int | None) -> InputError:
    """What is said wherever somebody names an issue that there is not; or names none, and there is none yet."""
    if number is None:
        return InputError("there is no issue yet: run `digest build`")
    return InputError(f"there is no issue {number}: see `digest list`")


def get_to_change(conn: Connection, newsletter: str, number: int) -> Issue:
    """``wanted``, as nobody else changes it until the transaction ends. Locks in the order of ``save_draft``."""
    conn.execute(select(newsletters.c.id).where(newsletters.c.slug == newsletter).with_for_update())
    conn.execute(select(issues.c.id).where(_of(newsletter), issues.c.number == number).with_for_update())
    return wanted(conn, newsletter, number)


def articles_of(conn: Connection, newsletter: str, number: int) -> dict[Identity, int]:
    """The ids of the stored articles that an issue prints."""
    column = articles.c
    query = (
        select(column.source, column.url, column.title, column.id)
        .select_from(articles.join(issue_articles).join(issues))
        .where(_of(newsletter), issues.c.number == number)
    )
    return {(row.source, row.url, row.title): row.id for row in conn.execute(query)}


def for_slot(conn: Connection, newsletter: str, slot: datetime) -> Issue | None:
    """The slot's issue, unless it is withdrawn."""
    return _first(conn, select(issues).where(*_live(newsletter, slot)))


def last_sent(
    conn: Connection, newsletter: str, before: datetime | None = None, until: datetime | None = None
) -> Issue | None:
    """The issue whose window reaches furthest, of those sent or being sent; of those for earlier slots, or whose
    window ends by ``until``: one beyond it was sent by a clock that was wrong."""
    gone_out = issues.c.status.in_(("sending", "sent"))
    query = select(issues).where(_of(newsletter), gone_out).order_by(issues.c.window_end.desc(), issues.c.number.desc())
    query = query.where(issues.c.slot < before) if before else query
    return _first(conn, query.where(issues.c.window_end <= until) if until else query)


def all_issues(conn: Connection, newsletter: str, *, limit: int | None = None) -> list[Issue]:
    """The newest issues, withdrawn ones too, the highest number first. Their renditions are left out."""
    query = select(issues).where(_of(newsletter)).order_by(issues.c.number.desc()).limit(limit)
    return [_issue(row) for row in conn.execute(query)]


def in_time(
    conn: Connection,
    newsletter: str,
    statuses: Collection[IssueStatus],
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Issue]:
    """Those in one of these states for slots in this time, both ends too, the earliest first; without renditions."""
    query = select(issues).where(_of(newsletter), issues.c.status.in_(statuses)).order_by(issues.c.slot)
    if since:
        query = query.where(issues.c.slot >= since)
    if until:
        query = query.where(issues.c.slot <= until)
    return [_issue(row) for row in conn.execute(query)]


def first_window(conn: Connection, newsletter: str) -> datetime | None:
    """Since when the newsletter has told anything at all."""
    gone_out = issues.c.status.in_(("sending", "sent"))
    query = select(issues.c.window_start).where(_of(newsletter), gone_out).order_by(issues.c.window_start)
    found: datetime | None = conn.scalar(query.limit(1))
    return found


def first_made(conn: Connection, newsletter: str) -> datetime | None:
    """When the first issue was made, as far as it is kept."""
    found: datetime | None = conn.scalar(select(func.min(issues.c.made_at)).where(_of(newsletter)))
    return found


def made_of_the_same(conn: Connection, newsletter: str, number: int) -> int | None:
    """The number of another weekly issue, approved or sent, that is made of a daily one of which this one, not yet
    sent, is made too."""
    mine = get(conn, newsletter, number)
    if mine is None or mine.status not in ("draft", "approved"):
        return None
    others = in_time(conn, newsletter, GOES_OUT, mine.window.start)
    return next((it.number for it in others if it.number != number and set(it.week) & set(mine.week)), None)


def numbers(conn: Connection, newsletter: str, *statuses: IssueStatus) -> list[int]:
    """The numbers of the issues in one of these states, lowest first."""
    query = select(issues.c.number).where(_of(newsletter), issues.c.status.in_(statuses))
    return list(conn.scalars(query.order_by(issues.c.number)))


def ready(
    conn: Connection,
    newsletter: str,
    after: datetime | None,
    newest: datetime | None,
    now: datetime,
    most_late: timedelta,
) -> list[Issue]:
    """Approved issues whose slot has come and is later than ``after``, earliest slot first.

    One for an earlier slot than the ``newest`` that has come must have been approved since that one came. Lateness
    counts from the approval where that came after the slot; what is later than ``most_late`` is left out.
    """
    query = select(issues.c.number, issues.c.slot, issues.c.approved_at).where(
        _of(newsletter), issues.c.status == "approved", issues.c.slot <= now
    )
    found = [
        get(conn, newsletter, row.number)
        for row in conn.execute(query.order_by(issues.c.slot)).all()
        if (after is None or row.slot > after)
        and (newest is None or max(row.slot, row.approved_at) >= newest)
        and now - max(row.slot, row.approved_at) <= most_late
    ]
    return [issue for issue in found if issue]


def _of(newsletter: str) -> ColumnElement[bool]:
    return issues.c.newsletter_id == _newsletter_id(newsletter)


def _newsletter_id(newsletter: str) -> ScalarSelect[int]:
    return select(newsletters.c.id).where(newsletters.c.slug == newsletter).scalar_subquery()


def _live(newsletter: str, slot: datetime) -> tuple[ColumnElement[bool], ...]:
    return _of(newsletter), issues.c.slot == slot, issues.c.status != "withdrawn"


def _insert(conn: Connection, issue: Issue, now: datetime) -> int:
    of_newsletter = newsletters.c.slug == issue.newsletter
    conn.execute(update(newsletters).where(of_newsletter).values(next_number=issue.number + 1))
    newsletter_id = select(newsletters.c.id).where(of_newsletter).scalar_subquery()
    made = insert(issues).values(newsletter_id=newsletter_id, number=issue.number, **_columns(issue, now))
    issue_id: int = conn.execute(made.returning(issues.c.id)).scalar_one()
    return issue_id


def _replace(conn: Connection, issue_id: int, issue: Issue, now: datetime) -> int:
    conn.execute(update(issues).where(issues.c.id == issue_id).values(**_columns(issue, now)))
    conn.execute(delete(renditions).where(renditions.c.issue_id == issue_id))
    conn.execute(delete(issue_articles).where(issue_articles.c.issue_id == issue_id))
    return issue_id


def _columns(issue: Issue, now: datetime) -> dict[str, Any]:
    return {
        "slot": issue.slot,
        "status": "draft",
        "window_start": issue.window.start,
        "window_end": issue.window.end,
        "content": _JSON.dump_json(issue, exclude=_BESIDE_CONTENT).decode(),
        "sha256": issue.sha256,
        "made_at": now,
    }


def _put_parts(conn: Connection, issue_id: int, issue: Issue, article_ids: Iterable[int]) -> None:
    bodies = [
        {"issue_id": issue_id, "format": rendition.format, "position": position, "body": rendition.body}
        for position, rendition in enumerate(issue.renditions)
    ]
    prints = [{"issue_id": issue_id, "article_id": article_id} for article_id in sorted(set(article_ids))]
    if bodies:
        conn.execute(insert(renditions), bodies)
    if prints:
        conn.execute(insert(issue_articles), prints)


def _first(conn: Connection, query: Select[Any]) -> Issue | None:
    row = conn.execute(query.limit(1)).one_or_none()
    if row is None:
        return None
    of_issue = select(renditions).where(renditions.c.issue_id == row.id).order_by(renditions.c.position)
    return replace(_issue(row), renditions=tuple(Rendition(it.format, it.body) for it in conn.execute(of_issue)))


def _issue(row: Row[Any]) -> Issue:
    return replace(_JSON.validate_json(row.content), status=row.status, sha256=row.sha256)
