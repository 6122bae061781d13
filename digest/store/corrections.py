"""Corrections of issues that were sent. One waits until an issue that carries it is on its way."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from digest.errors import InputError
from digest.models import Correction, Issue
from digest.store.issues import missing
from digest.store.schema import corrections, issue_corrections, issues, newsletters


def add(conn: Connection, newsletter: str, number: int, text: str, now: datetime) -> None:
    """Keep what was wrong in a sent issue for the next one. Raises InputError where no such issue was sent."""
    issue_id = sent_issue(conn, newsletter, number).id
    conn.execute(insert(corrections).values(issue_id=issue_id, text=text, made_at=now))


def sent_issue(conn: Connection, newsletter: str, number: int) -> Any:
    """Row of the issue, of which something may be corrected. Raises InputError where it has not gone out."""
    query = select(issues).join(newsletters).where(newsletters.c.slug == newsletter, issues.c.number == number)
    found = conn.execute(query).one_or_none()
    if found is None:
        raise missing(number)
    if found.status not in ("sending", "sent"):
        mend = (
            "edit it" if found.status == "draft" else "withdraw it" if found.status == "approved" else "nobody got it"
        )
        raise InputError(f"issue {number} is {found.status} and needs no correction: {mend}")
    return found


def waiting(conn: Connection, newsletter: str, carrier: str = "") -> tuple[Correction, ...]:
    """What no issue of the newsletter, or of another that is to carry it, has on its way yet; in the order it was
    noticed."""
    query = _waiting(newsletter, carrier or newsletter).order_by(corrections.c.id)
    return tuple(Correction(row.number, row.slot, row.text) for row in conn.execute(query))


def carry(conn: Connection, issue: Issue, daily: str = "") -> None:
    """Record which of the waiting ones a saved draft prints; in a weekly one, of its ``daily`` newsletter too."""
    carrier = select(issues.c.id).join(newsletters).where(newsletters.c.slug == issue.newsletter)
    issue_id = conn.scalars(carrier.where(issues.c.number == issue.number)).one()
    conn.execute(delete(issue_corrections).where(issue_corrections.c.issue_id == issue_id))
    printed = {(bool(each.name), each.number, each.text) for each in issue.corrections}
    rows = [
        {"issue_id": issue_id, "correction_id": row.id}
        for newsletter in filter(None, (issue.newsletter, daily))
        for row in conn.execute(_waiting(newsletter, issue.newsletter))
        if (newsletter == daily, row.number, row.text) in printed
    ]
    if rows:
        conn.execute(insert(issue_corrections), rows)


def take_back(conn: Connection, newsletter: str, number: int) -> int:
    """Forget what waits of an issue, and say how many there were."""
    ids = [row.id for row in conn.execute(_waiting(newsletter, newsletter).where(issues.c.number == number))]
    conn.execute(delete(issue_corrections).where(issue_corrections.c.correction_id.in_(ids)))
    conn.execute(delete(corrections).where(corrections.c.id.in_(ids)))
    return len(ids)


def _waiting(newsletter: str, by: str) -> Select[Any]:
    carrier = issues.alias()
    carrying = select(newsletters.c.id).where(newsletters.c.slug == by).scalar_subquery()
    told = (
        select(issue_corrections.c.correction_id)
        .join(carrier, carrier.c.id == issue_corrections.c.issue_id)
        .where(carrier.c.status.not_in(("draft", "withdrawn")), carrier.c.newsletter_id == carrying)
    )
    return (
        select(corrections.c.id, corrections.c.text, issues.c.number, issues.c.slot)
        .select_from(corrections.join(issues).join(newsletters))
        .where(newsletters.c.slug == newsletter, corrections.c.id.not_in(told))
    )
