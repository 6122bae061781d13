"""One clock for every command."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest
from commands import Run

from digest import clock


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_NOW", "2026-05-30T07:00+02:00")
    clock.begin()


def test_the_clock_begins_where_it_is_told_and_runs_on(told: None) -> None:
    first, second = clock.now(), clock.now()
    assert datetime(2026, 5, 30, 5, tzinfo=UTC) <= first <= second < datetime(2026, 5, 30, 5, 1, tzinfo=UTC)


def test_a_told_clock_is_put_forward_by_waiting_and_nobody_waits(told: None) -> None:
    began, first = monotonic(), clock.now()
    clock.wait(1800)
    assert timedelta(minutes=30) <= clock.now() - first < timedelta(minutes=31)
    assert monotonic() - began < 10


def test_without_being_told_it_is_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIGEST_NOW", raising=False)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=10)


@pytest.mark.parametrize("words", ["tomorrow", "2026-05-30T07:00"])
def test_what_is_no_moment_is_said_in_one_line(
    words: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIGEST_NOW", words)
    (tmp_path / "digest.toml").write_text('[newsletter]\nname = "N"\n[[source]]\nname = "a"\npath = "a"\n')
    assert run("build", "--config", tmp_path / "digest.toml")[::2] == (
        78,
        f"digest: DIGEST_NOW: {words!r} is no moment: write it like 2026-05-30T07:00+02:00, or unset it\n",
    )
