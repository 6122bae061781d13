"""What must be so before issues go out by themselves, point by point, and what mends each."""

from collections.abc import Iterator
from email.utils import parseaddr
from typing import NamedTuple

from digest.config import NO_SOURCE, Settings, password
from digest.desk.status import Status
from digest.desk.telling import CHANNELS
from digest.errors import ConfigError
from digest.schedule import PUNCTUAL
from digest.subscribers import masked
from digest.text.hosts import is_loopback


class Point(NamedTuple):
    """``mend`` is the command or the key that does it; it is empty where it is done."""

    name: str
    is_done: bool
    what: str
    mend: str = ""


def checklist(settings: Settings, found: Status, *, is_called: bool) -> tuple[Point, ...]:
    """Of the daily newsletter. ``is_called``: something is installed that calls ``digest run``.

    What an issue that went out has shown to work is taken for done. Nothing on the network is asked.
    """
    return tuple(
        point
        for points in (
            _sources(settings),
            _sender(settings),
            _list(settings, found),
            _relay(settings, found),
            _schedule(found, is_called=is_called),
            _approval(settings),
        )
        for point in points
    )


def _sources(settings: Settings) -> Iterator[Point]:
    what, _, mend = NO_SOURCE.partition(": ")
    count = len(settings.source)
    yield Point("sources", True, f"{count} named") if count else Point("sources", False, what, mend)


def _sender(settings: Settings) -> Iterator[Point]:
    if sender := settings.newsletter.sender:
        yield Point("sender", True, masked(parseaddr(sender)[1]))
    else:
        yield Point("sender", False, "mail has no From", 'from = "Name <name@example.org>" in [newsletter]')


def _list(settings: Settings, found: Status) -> Iterator[Point]:
    if settings.newsletter.to:
        return
    if settings.newsletter.unsubscribe_url or settings.web.public_url:
        yield Point("way out", True, "each mail says where to leave")
    else:
        mend = "public_url in [web], with `digest serve` behind it; or unsubscribe_url in [newsletter]"
        yield Point("way out", False, "readers of a list have no way to leave it", mend)
    if found.subscribed:
        yield Point("readers", True, f"{found.subscribed} subscribed")
    else:
        yield Point("readers", False, "nobody is subscribed", "digest subscribers add ADDRESS, or import FILE.csv")


def _relay(settings: Settings, found: Status) -> Iterator[Point]:
    table = settings.delivery
    if table.transport != "smtp":
        yield Point("relay", True, f"mail goes into the folder {table.path}")
        return
    tried = "" if found.last else "; not tried yet: digest doctor --online"
    if found.last or "host" in table.model_fields_set:
        yield Point("relay", True, f"{table.host}:{table.port}, security {table.security}{tried}")
    else:
        yield Point("relay", False, "no server is named that takes mail", "host, port and security in [delivery]")
    yield _login(settings, found)


def _login(settings: Settings, found: Status) -> Point:
    table = settings.delivery
    if table.username or table.password_env or table.password_file:
        try:
            password(table, settings.folder)
        except ConfigError as error:
            what, _, mend = str(error).rpartition(": ")
            return Point("login", False, what, mend)
        return Point("login", True, f"as {table.username}")
    if found.last or ("host" in table.model_fields_set and is_loopback(table.host)):
        return Point("login", True, "none")
    return Point("login", False, "none, and most relays want one", "username and password_file in [delivery]")


def _schedule(found: Status, *, is_called: bool) -> Iterator[Point]:
    last = found.last
    was_punctual = last and found.last_sent_at and found.last_sent_at - last.slot <= PUNCTUAL
    if is_called or was_punctual:
        yield Point("schedule", True, f"next issue {found.next_slot:%a %Y-%m-%d %H:%M}")
    else:
        mend = "digest schedule install; in a container: digest run --loop"
        yield Point("schedule", False, "nothing calls `digest run` by itself", mend)


def _approval(settings: Settings) -> Iterator[Point]:
    if settings.newsletter.approve == "auto":
        yield Point("approval", True, "an issue goes out by itself")
    elif any(getattr(settings.operator, channel) for channel in CHANNELS):
        yield Point("approval", True, "a draft waits for `digest approve`, and the operator is told")
    else:
        mend = 'email in [operator], or approve = "auto" in [newsletter]'
        yield Point("approval", False, "a draft waits for `digest approve`, and nobody is told", mend)
