"""What a sender writes down around the final dot of each mail, so that a kill at any moment can be told apart.

Before the dot a line ``D issue subscriber``, after the reply a line ``R issue subscriber state reply``: plain appends,
which outlive the process (though not the power). The database is written in groups; the journal covers what it does
not hold yet and is emptied when it does. Its lock makes one sender at a time.
"""

import fcntl
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, get_args

from digest.errors import AlreadyRunning, TemporaryError
from digest.models import DeliveryState

_WHOLE = " ."
_LINE = re.compile(r"[DR] (?P<issue>\d{1,18}) (?P<subscriber>\d{1,18})(?: (?P<state>[a-z]+) (?P<reply>.*))? \.")


class Attempt(NamedTuple):
    """``state`` and ``reply`` are None where the final dot may have left and no reply was written down."""

    issue_id: int
    subscriber_id: int
    state: DeliveryState | None
    reply: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    path: Path
    descriptor: int

    def before_dot(self, issue_id: int, subscriber_id: int) -> None:
        self._append(f"D {issue_id} {subscriber_id}")

    def after_reply(self, issue_id: int, subscriber_id: int, state: DeliveryState, reply: str) -> None:
        self._append(f"R {issue_id} {subscriber_id} {state} {' '.join(reply.split())}")

    def lines(self) -> list[Attempt]:
        """What an earlier run left, the last word on each mail. A line that a full disk cut short is passed over."""
        found: dict[tuple[int, int], Attempt] = {}
        for text in self.path.read_text(errors="replace").splitlines():
            if line := _LINE.fullmatch(text):
                key = int(line["issue"]), int(line["subscriber"])
                state = next((state for state in get_args(DeliveryState) if state == line["state"]), None)
                found[key] = Attempt(*key, state, line["reply"])
        return list(found.values())

    def clear(self) -> None:
        os.ftruncate(self.descriptor, 0)

    def close(self) -> None:
        os.close(self.descriptor)

    def _append(self, line: str) -> None:
        """One write call, so that lines of several threads do not mix.

        The line feed before it keeps it apart from what a full disk may have cut short.
        """
        body = f"\n{line}{_WHOLE}\n".encode()
        try:
            whole = os.write(self.descriptor, body) == len(body)
        except OSError:
            whole = False
        if not whole:
            raise TemporaryError(
                f"{self.path}: cannot be written: free some space on its disk and run the command again"
            )


def open_journal(path: Path) -> Journal:
    """Raises AlreadyRunning while another process holds it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError as error:
        raise TemporaryError(
            f"{path}: cannot be opened ({error.strerror}): check the folder and its permissions"
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        raise AlreadyRunning("another run is at work on this newsletter: nothing was done") from error
    return Journal(path, descriptor)
