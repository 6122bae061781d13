"""An end to what would not end: a template is a program, and Markdown takes the square of some texts' length."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from digest.errors import ConfigError


class _TooLong(BaseException):
    """No template may catch it."""


@contextmanager
def at_most(seconds: float, what: str) -> Iterator[None]:
    """Raise ConfigError(``what``) in a block that takes longer, as soon as it is back in Python. In any thread."""
    thread, lock = threading.get_ident(), threading.Lock()
    over = interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        with lock:
            if not over:
                interrupted = True
                _raise_in(thread, _TooLong)

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except _TooLong:
        raise ConfigError(what) from None
    finally:
        with lock:
            over = True
            if interrupted:
                _raise_in(thread, None)  # where it came too late to be raised
        timer.cancel()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), error and ctypes.py_object(error))
