"""What every way of sending mail has in common: one mail at a time, each with what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from digest.errors import TemporaryError

State = Literal["sent", "deferred", "failed"]


@dataclass(frozen=True, slots=True)
class Reply:
    """The last word on one mail: the SMTP code, 250 for a folder, and one printable line without the recipient."""

    state: State
    code: int
    text: str


class Unreachable(TemporaryError):
    """The relay takes no mail now."""


class Lost(Exception):
    """The connection died under one mail. ``after_dot``: the relay may hold it all, so it may be sent already."""

    def __init__(self, text: str, *, after_dot: bool) -> None:
        super().__init__(text)
        self.after_dot = after_dot


class Transport(Protocol):
    """Belongs to one thread."""

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        """Hand over one mail: an RFC 5322 message with CRLF line ends, to a bare address.

        ``before_dot`` is called once, just before the bytes that complete the mail leave, and not at all for a mail
        refused before that; what it raises is raised here, and the mail does not leave. Raises Lost; any DigestError
        (Unreachable, ConfigError, a folder's TemporaryError) means that the mail surely did not leave.
        """

    def close(self) -> None: ...
