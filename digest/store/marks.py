"""How far a newsletter has been sent, kept in the database and in a small file beside it.

Both are written before the first mail of a sending and after its last one, the database first. So a file that counts
more than its database means that the database is older than what was sent: it was restored from a backup, or made anew.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, update

from digest.errors import ConfigError, TemporaryError
from digest.files import whole
from digest.store.schema import deliveries, issues, newsletters
from digest.store.subscribers import newsletter_id


@dataclass(frozen=True, slots=True)
class Mark:
    """``sendings`` only ever grows; ``slot`` is the newest that was sent; ``next_number`` the first never given."""

    sendings: int = 0
    slot: datetime | None = None
    next_number: int = 1


def mark_of(conn: Connection, newsletter: str) -> Mark:
    column = newsletters.c
    query = select(column.sendings, column.newest_slot, column.next_number).where(column.slug == newsletter)
    row = conn.execute(query).one_or_none()
    return Mark(*row) if row else Mark()


def advance(conn: Connection, newsletter: str, slot: datetime, now: datetime) -> Mark:
    """Count a sending of the slot's issue. A newest slot that has not come yet gives way to one that is sent now."""
    old = mark_of(conn, newsletter)
    newest = max(old.slot, slot) if old.slot and old.slot <= now else slot
    _put(conn, newsletter, Mark(old.sendings + 1, newest, old.next_number))
    return mark_of(conn, newsletter)


def adopt(conn: Connection, newsletter: str, mark: Mark) -> None:
    """Take what the file knows into a database that is older: nothing up to its slot is sent again by itself.

    What such a database believes to be unsent may have been sent, and becomes unknown.
    """
    line, of_newsletter = deliveries.c, issues.c.newsletter_id == newsletter_id(conn, newsletter)
    begun = select(issues.c.id).where(of_newsletter, issues.c.status == "sending")
    open_lines = update(deliveries).where(line.issue_id.in_(begun), line.state.in_(("pending", "claimed", "deferred")))
    conn.execute(open_lines.values(state="unknown", reply="sent or not before the database was restored"))
    ended = {"status": "sent", "sent_at": issues.c.approved_at}
    conn.execute(update(issues).where(of_newsletter, issues.c.status == "sending").values(**ended))
    old = mark_of(conn, newsletter)
    newest = max((slot for slot in (old.slot, mark.slot) if slot), default=None)
    _put(conn, newsletter, Mark(mark.sendings, newest, max(old.next_number, mark.next_number)))


def set_back(conn: Connection, newsletter: str, until: datetime) -> Mark:
    """Count as newest the last slot up to then that was sent, for one beyond it was sent by a clock that was wrong."""
    sent = select(func.max(issues.c.window_end)).where(
        issues.c.newsletter_id == newsletter_id(conn, newsletter),
        issues.c.status.in_(("sending", "sent")),
        issues.c.window_end <= until,
    )
    old = mark_of(conn, newsletter)
    _put(conn, newsletter, Mark(old.sendings + 1, conn.scalar(sent), old.next_number))
    return mark_of(conn, newsletter)


def moments(conn: Connection, newsletter: str) -> list[datetime]:
    """When its issues were approved and sent, as the clock said it then."""
    column = issues.c
    query = select(column.approved_at, column.sent_at).select_from(issues.join(newsletters))
    rows = conn.execute(query.where(newsletters.c.slug == newsletter))
    return [moment for row in rows for moment in row if moment]


def _put(conn: Connection, newsletter: str, mark: Mark) -> None:
    values = {"sendings": mark.sendings, "newest_slot": mark.slot, "next_number": mark.next_number}
    newsletter_id(conn, newsletter)
    conn.execute(update(newsletters).where(newsletters.c.slug == newsletter).values(**values))


def read_file(path: Path) -> Mark:
    try:
        found = json.loads(path.read_text())
        slot = datetime.fromisoformat(found["slot"]) if found["slot"] else None
        return Mark(int(found["sendings"]), slot, int(found["next_number"]))
    except FileNotFoundError:
        return Mark()
    except OSError as error:
        raise TemporaryError(f"{path}: cannot be read ({error.strerror}): check its permissions") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{path}: damaged: it keeps a restored database from sending twice; remove it if this one is the newest"
        ) from error


def write_file(path: Path, mark: Mark) -> None:
    """The file is whole or the old one, also when the power goes."""
    slot = mark.slot.isoformat() if mark.slot else None
    body = json.dumps({"sendings": mark.sendings, "slot": slot, "next_number": mark.next_number}) + "\n"
    with whole(path, mend="free some space or mend its permissions; nothing is sent without it") as part:
        part.write_text(body)
