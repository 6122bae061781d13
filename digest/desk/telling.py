"""What has come up is told to the operator by the channels there are, and to the dead man's switch."""

import shlex
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from typing import TYPE_CHECKING

from digest.config import Settings
from digest.deliver.message import mailbox
from digest.deliver.transports import Lost, Transport
from digest.errors import ConfigError, DigestError, TemporaryError
from digest.store import Store, ticks
from digest.text.tokens import cut

if TYPE_CHECKING:
    from digest.desk.status import Concern

TELL_AGAIN = timedelta(hours=24)
SECONDS = 5.0  # of asking the switch

Tell = Callable[[Settings, Sequence["Concern"], datetime], None]
"""Says all of it at once. Raises DigestError where it could not."""


def tell_operator(settings: Settings, store: Store, now: datetime) -> None:
    """Tell what has come up by every channel that [operator] names, each cause once a day.

    A channel that fails keeps none of the others from telling, and is tried again at the next call. Raises what the
    first of them raised.
    """
    named = [channel for channel in CHANNELS if getattr(settings.operator, channel)]
    if not named:
        return
    from digest.desk.status import status  # with it comes all that can be a concern

    concerns = status(settings, store, now).concerns
    failed: list[DigestError] = []
    for channel in named:
        with store.read() as conn:
            known = ticks.told_since(conn, settings.slug, channel, now - TELL_AGAIN, now)
        fresh = [each for each in concerns if each.cause not in known]
        if not fresh:
            continue
        try:
            CHANNELS[channel](settings, fresh, now)
        except DigestError as error:
            failed.append(error)
            continue
        with store.write() as conn:
            ticks.told(conn, settings.slug, channel, [each.cause for each in fresh], now)
    if failed:
        raise type(failed[0])("; ".join(map(str, failed))) from failed[0]


def _mail(settings: Settings, concerns: "Sequence[Concern]", now: datetime) -> None:
    """By the newsletter's own way; where that fails, by the operator's, which needs no relay and no password."""
    from digest.deliver.command import open_command
    from digest.pipeline.mailing import connector

    to, command = settings.operator.email, settings.operator.command
    assert to is not None
    sender, recipient = mailbox(settings.newsletter.sender or to, "sender"), mailbox(to, "operator")[1]
    letter = _letter(settings, formataddr(sender), recipient, concerns, now)
    try:
        _hand_over(connector(settings)(), sender[1], recipient, letter)
    except DigestError as error:
        if not command:
            raise
        try:
            _hand_over(open_command(shlex.split(command), settings.folder), sender[1], recipient, letter)
        except DigestError as other:
            raise type(error)(f"{error}; and by command in [operator]: {other}") from other


def _letter(settings: Settings, sender: str, to: str, concerns: "Sequence[Concern]", now: datetime) -> bytes:
    message = EmailMessage(SMTP)
    message["From"], message["To"] = sender, to
    message["Subject"] = cut(f"[digest] {settings.newsletter.name}: {concerns[0].text}", 120)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    lines = (line for it in concerns for line in (f"- {it.text}", *(f"    {more}" for more in it.details), ""))
    message.set_content("\n".join([*lines, "More: digest status", ""]))
    return message.as_bytes()


def _hand_over(transport: Transport, sender: str, recipient: str, letter: bytes) -> None:
    try:
        reply = transport.deliver(sender, recipient, letter, lambda: None)
    except Lost as lost:
        raise TemporaryError(f"the connection to the relay was lost: {lost}") from lost
    finally:
        transport.close()
    if reply.state != "sent":
        raise ConfigError(f"mail to the operator was refused: {reply.code} {reply.text}")


CHANNELS: dict[str, Tell] = {"email": _mail}
"""How the operator is told, by the key in [operator] that names where."""


def ping(url: str | None, how: str) -> None:
    """GET ``url``, ``url/start`` or ``url/<exit code>``. It takes five seconds at most and never fails a run."""
    if not url:
        return
    address = f"{url.rstrip('/')}/{how}" if how else url
    asking = threading.Thread(target=_get, args=(address,), daemon=True)  # resolving a name knows no deadline
    asking.start()
    asking.join(SECONDS)


def _get(address: str) -> None:
    import urllib.request

    with suppress(Exception), urllib.request.urlopen(address, timeout=SECONDS):  # noqa: S310 - the operator's own URL
        pass
