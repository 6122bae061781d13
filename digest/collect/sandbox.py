"""Hostile bytes are parsed in workers that can be killed: a bomb costs one item, and all others come back.

A worker is a fresh interpreter without our environment (no passwords) that reads one pickled item after the other
from a pipe. The kernel limits its memory and its CPU time, the parent its time by the clock.
"""

import math
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from operator import length_hint
from pathlib import Path
from time import monotonic, process_time
from typing import Any, Literal, TypeVar

from digest.errors import InputError

Item = TypeVar("Item")
Result = TypeVar("Result")

_Kind = Literal["ready", "done", "failed", "died", "bug"]

_MOST_START = 60.0  # seconds until a worker has imported the function's module
_WORTH_A_WORKER = 8  # items: to start one takes as long as to read so many feeds
_MOST_RESULT = 64_000_000  # bytes, pickled
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "TMPDIR")
_START = "import sys; sys.path[:] = sys.argv[2:]; from digest.collect.sandbox import work; work(int(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Died:
    """No result: the item's parser was killed or gave up. ``reason`` goes on from "it …" or is an InputError's text."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Limits:
    cpu_seconds: float
    memory_mb: int
    wall_seconds: float


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    pipe: Connection
    index: int | None = None  # of the item it has
    deadline: float = math.inf


def parse_all(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    workers: int | None = None,
    cpu_seconds: float = 5,
    memory_mb: int = 1024,
    wall_seconds: float = 20,
) -> Iterator[tuple[int, Result | Died]]:
    """Apply a function to every item in other processes; yields (index of the item, its result) as they come.

    Items are taken only when a worker is free. ``function`` is importable, items and results can be pickled.
    ``memory_mb`` is what an item may need beyond what its worker holds already. Unless ``workers`` says how many
    there are, one begins and more come with the items, up to the number of processors. What ``function`` raises on
    an item is its `Died` when it is an InputError, a MemoryError or a RecursionError; anything else is a bug and is
    raised here.
    """
    limits = _Limits(cpu_seconds, memory_mb, wall_seconds)
    rest = enumerate(items)
    waiting: deque[tuple[int, Item]] = deque()

    def more() -> bool:
        if not waiting and (item := next(rest, None)):
            waiting.append(item)
        return bool(waiting)

    crew: list[_Worker] = []
    begin, most, given = workers or 1, workers or os.cpu_count() or 1, 0
    try:
        if more():
            crew += (_hire(function, limits) for _ in range(min(begin, length_hint(items, begin))))
        while waiting or any(worker.index is not None for worker in crew) or more():
            for worker, kind, value in _listen(crew, limits):
                index = worker.index
                worker.index, worker.deadline = None, math.inf
                if kind == "bug":
                    raise value
                if kind == "died":
                    crew.remove(worker)
                    _dismiss(worker)
                    given += _WORTH_A_WORKER  # among hostile items nobody should wait for the next
                    if more():
                        crew.append(_hire(function, limits))
                elif more():
                    if len(crew) < most and given >= _WORTH_A_WORKER * len(crew):
                        crew.append(_hire(function, limits))
                    _give(worker, *waiting.popleft(), limits)
                    given += 1
                if index is not None:
                    yield index, value if kind == "done" else Died(value)
                elif kind == "died":
                    raise RuntimeError(f"a worker for {function} did not start: it {value}")
    finally:
        for worker in crew:
            _dismiss(worker)


def _hire(function: Callable[..., Any], limits: _Limits) -> _Worker:
    ours, theirs = Pipe()
    with theirs:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-c", _START, str(theirs.fileno()), *sys.path],
            pass_fds=(theirs.fileno(),),
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    worker = _Worker(process, ours, deadline=monotonic() + _MOST_START)
    with suppress(OSError):  # whoever is dead already is found by _listen
        ours.send_bytes(pickle.dumps((function, limits)))
    return worker


def _give(worker: _Worker, index: int, item: object, limits: _Limits) -> None:
    worker.index, worker.deadline = index, monotonic() + limits.wall_seconds
    with suppress(OSError):
        worker.pipe.send_bytes(pickle.dumps(item))


def _listen(crew: Sequence[_Worker], limits: _Limits) -> list[tuple[_Worker, _Kind, Any]]:
    """What workers have to say, as soon as one has; for the dead and the late, what became of them."""
    patience = min(worker.deadline for worker in crew) - monotonic()
    readable = wait([worker.pipe for worker in crew], None if math.isinf(patience) else max(0.0, patience))
    heard: list[tuple[_Worker, _Kind, Any]] = []
    for worker in crew:
        if worker.pipe in readable:
            try:
                heard.append((worker, *pickle.loads(worker.pipe.recv_bytes(_MOST_RESULT))))  # noqa: S301
            except (EOFError, OSError):
                heard.append((worker, "died", _cause_of_death(worker, limits)))
        elif monotonic() >= worker.deadline:
            heard.append((worker, "died", f"took more than {limits.wall_seconds:g} s"))
    return heard


def _cause_of_death(worker: _Worker, limits: _Limits) -> str:
    try:
        code = worker.process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "stopped answering"
    if code == -signal.SIGXCPU:
        return f"took more than {limits.cpu_seconds:g} s of CPU"
    return f"crashed (signal {-code})" if code < 0 else f"ended by itself (exit code {code})"


def _dismiss(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.wait()


def work(descriptor: int) -> None:
    """The life of a worker: a function and its limits, then items until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    with Connection(descriptor) as pipe:
        try:
            function, limits = pickle.loads(pipe.recv_bytes())  # noqa: S301
        except Exception as error:
            pipe.send_bytes(_bug(error))
            return
        pipe.send_bytes(pickle.dumps(("ready", None)))
        with suppress(EOFError):
            while True:
                item = pipe.recv_bytes()
                _restrict(limits)
                pipe.send_bytes(_outcome(function, item, limits))


def _restrict(limits: _Limits) -> None:
    """For the next item, counted from what the process has used and holds now."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _soft(resource.RLIMIT_CPU, math.ceil(process_time() + limits.cpu_seconds))
    held = Path("/proc/self/statm")
    if held.exists():  # elsewhere than on Linux nobody says what is held, and the limit is not kept either
        pages = int(held.read_text().split()[0])
        _soft(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory_mb * 2**20)


def _soft(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _outcome(function: Callable[[Any], Any], item: bytes, limits: _Limits) -> bytes:
    try:
        result = pickle.dumps(("done", function(pickle.loads(item))))  # noqa: S301
    except MemoryError:
        size = f"{limits.memory_mb / 1024:g} GB" if limits.memory_mb >= 1024 else f"{limits.memory_mb} MB"
        return pickle.dumps(("died", f"needed more than {size}"))
    except RecursionError:
        return pickle.dumps(("failed", "is nested too deeply"))
    except InputError as error:
        return pickle.dumps(("failed", str(error)))
    except Exception as error:
        return _bug(error)
    if len(result) > _MOST_RESULT:
        return pickle.dumps(("failed", f"gave more than {_MOST_RESULT / 1e6:g} MB"))
    return result


def _bug(error: Exception) -> bytes:
    error.add_note(f"in a worker of digest.collect.sandbox:\n{''.join(traceback.format_exception(error))}")
    try:
        message = pickle.dumps(("bug", error))
        pickle.loads(message)  # noqa: S301 - some can be written and not read
    except Exception:
        return pickle.dumps(("bug", RuntimeError("\n".join(error.__notes__))))
    return message
