"""Where work runs: in this process or in local processes, behind the interface of `concurrent.futures`."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from typing import Any, Literal, TypeVar

from digest.errors import TemporaryError
from digest.text.counting import plural

Kind = Literal["inline", "processes"]
Item = TypeVar("Item")
Result = TypeVar("Result")

_MOST_TRIES = 3  # of a chunk whose worker died


class InlineExecutor(Executor):
    """Runs what is submitted at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def executor_factory(kind: Kind) -> Callable[[], Executor]:
    if kind == "inline":
        return InlineExecutor
    # spawn: a forked child would inherit the database connection and every lock held at that moment
    return partial(ProcessPoolExecutor, max_workers=os.cpu_count(), mp_context=get_context("spawn"))


def run_chunks(
    make: Callable[[], Executor],
    function: Callable[[Sequence[Item]], Sequence[Result]],
    chunks: Sequence[Sequence[Item]],
    window: int = 8,
) -> Iterator[tuple[int, Sequence[Result]]]:
    """Apply a function to every chunk; yields (index of the chunk, its results) as they come.

    At most ``window`` chunks are under way. ``function`` is importable, pure and gets plain data: a chunk whose
    worker died is run again, up to three times. Raises TemporaryError when it keeps dying; whatever
    ``function`` raises is raised here.
    """
    waiting = [(index, 1) for index in reversed(range(len(chunks)))]
    executor = make()
    try:
        running: dict[Future[Sequence[Result]], tuple[int, int]] = {}
        while waiting or running:
            while waiting and len(running) < window:
                index, attempt = waiting.pop()
                running[executor.submit(function, chunks[index])] = (index, attempt)
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            lost = [running.pop(future) for future in list(done) if isinstance(future.exception(), BrokenProcessPool)]
            for future in done & running.keys():
                yield running.pop(future)[0], future.result()
            if lost:
                lost += running.values()  # a broken pool loses everything it had
                running.clear()
                executor.shutdown(wait=False, cancel_futures=True)
                executor = make()
                waiting += (_again(index, attempt) for index, attempt in lost)
    finally:
        executor.shutdown(cancel_futures=True)


def _again(index: int, attempt: int) -> tuple[int, int]:
    if attempt >= _MOST_TRIES:
        raise TemporaryError(
            f"a worker process died {plural(attempt, 'time')} on the same articles (chunk {index + 1}):"
            ' is memory short? try engine = "inline"'
        )
    return index, attempt + 1
