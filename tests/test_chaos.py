"""The short form of `benchmarks.chaos`: real processes, killed; a real disk limit; a real lock; a sink that misbehaves."""

from pathlib import Path

import pytest

from benchmarks import chaos

READERS = 300
LONG = ("clean", "drop after DATA + kill x8", "greylist + kill x8", "20 ms + kill x10")  # each in parts in other rows
ROWS = [pytest.param(row, marks=pytest.mark.long if row.name in LONG else (), id=row.name) for row in chaos.ROWS]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("chaos") / "prepared"
    return folder, chaos.newsletter(folder, READERS)


@pytest.mark.parametrize("row", ROWS)
def test_nobody_gets_two_and_nobody_is_forgotten(row: chaos.Row, prepared: tuple[Path, str], tmp_path: Path) -> None:
    folder, text = prepared
    end = chaos.run_row(row, folder, text, tmp_path / "run", READERS, kills=2)
    assert end.faults == []
    assert (end.runs > 1) == (end.kills > 0 or row.trouble in ("disk", "clock"))
    assert sum(end.states.values()) == READERS
    assert end.states["sent"] + end.states["failed"] + end.states["unknown"] == READERS
    assert end.states["failed"] == (READERS // 30 if "550" in row.name else 0)
    assert set(end.accepted.values()) == {1}
