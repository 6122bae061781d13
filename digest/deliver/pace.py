"""How fast a relay is given mail: a token bucket, and as many connections as it likes."""

import threading
from collections.abc import Callable
from datetime import datetime

GROW = 50  # mails accepted before one more connection is tried
PATIENCE = 6  # refusals in a row, on the only connection that is left, before the relay is given up
FIRST_REST = 0.25  # seconds after a refused connection; doubled by each refusal of the last one


class Pace:
    """A token bucket: so many mails a second over all connections, at most those of one second at once."""

    def __init__(self, per_second: float, clock: Callable[[], datetime]) -> None:
        self._per_second = per_second
        self._clock = clock
        self._tokens, self._filled_at = 1.0, clock()
        self._lock = threading.Lock()

    def take(self) -> float:
        """Reserve one mail; the seconds to wait before it may leave."""
        with self._lock:
            now = self._clock()
            passed = max(0.0, (now - self._filled_at).total_seconds())  # a clock that is set back gives nothing
            self._tokens = min(max(1.0, self._per_second), self._tokens + passed * self._per_second) - 1
            self._filled_at = now
            return max(0.0, -self._tokens / self._per_second)


class Width:
    """How many connections may be open: half as many when the relay refuses one, slowly more again while it serves."""

    def __init__(self, most: int) -> None:
        self._most = self._limit = most
        self._inside = 0
        self._served = 0
        self._refusals = 0
        self._changed = threading.Condition()

    def enter(self, patience: float) -> bool:
        """Whether there is room for one more, after so many seconds at the latest."""
        with self._changed:
            if self._inside >= self._limit:
                self._changed.wait(patience)
            if self._inside >= self._limit:
                return False
            self._inside += 1
            return True

    def leave(self) -> None:
        with self._changed:
            self._inside -= 1
            self._changed.notify()

    def leave_if_crowded(self) -> bool:
        with self._changed:
            crowded = self._inside > self._limit
            self._inside -= crowded
            return crowded

    def served(self) -> None:
        with self._changed:
            self._refusals = 0
            self._served += 1
            if self._served >= GROW and self._limit < self._most:
                self._limit += 1
                self._served = 0
                self._changed.notify()

    def refused(self) -> float | None:
        """The seconds to rest before another try; None when even the last connection is refused again and again."""
        with self._changed:
            self._served = 0
            if self._inside <= self._limit:  # else it has shrunk already, and the refusal is of the same moment
                self._refusals += self._limit == 1
                self._limit = max(1, self._inside // 2)
            return FIRST_REST * 2**self._refusals if self._refusals < PATIENCE else None
