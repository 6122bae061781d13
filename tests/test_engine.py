"""One contract for every place where work runs."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from digest.engine import executor_factory, run_chunks
from digest.errors import TemporaryError

CHUNKS = [[1, 2, 3], [4], [5, 6]]


def squares(chunk: Sequence[int]) -> list[int]:
    return [number * number for number in chunk]


def failing(chunk: Sequence[int]) -> list[int]:
    raise ZeroDivisionError(f"chunk {chunk}")


def dies_once(chunk: Sequence[str]) -> list[str]:
    """The worker is killed the first time it meets the chunk."""
    marker = Path(chunk[0])
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return list(chunk)


def always_dies(chunk: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return list(chunk)


@pytest.mark.parametrize("kind", ["inline", "processes"])
def test_every_chunk_comes_back_once_with_its_index(kind: str) -> None:
    results = dict(run_chunks(executor_factory(kind), squares, CHUNKS, window=2))  # type: ignore[arg-type]
    assert results == {0: [1, 4, 9], 1: [16], 2: [25, 36]}


@pytest.mark.parametrize("kind", ["inline", "processes"])
def test_an_error_of_the_work_itself_is_raised(kind: str) -> None:
    with pytest.raises(ZeroDivisionError, match="chunk"):
        list(run_chunks(executor_factory(kind), failing, CHUNKS))  # type: ignore[arg-type]


def test_nothing_to_do_starts_nothing() -> None:
    assert list(run_chunks(executor_factory("processes"), squares, [])) == []


def test_a_killed_worker_loses_no_chunk(tmp_path: Path) -> None:
    chunks = [[str(tmp_path / str(number))] for number in range(3)]
    (tmp_path / "0").touch()
    (tmp_path / "2").touch()
    assert dict(run_chunks(executor_factory("processes"), dies_once, chunks)) == dict(enumerate(chunks))


def test_a_chunk_that_always_kills_its_worker_is_an_error_in_words() -> None:
    with pytest.raises(TemporaryError, match="a worker process died 3 times on the same articles"):
        list(run_chunks(executor_factory("processes"), always_dies, [[1]]))
