"""Files that are whole or as they were."""

from pathlib import Path

import pytest

from digest.errors import TemporaryError
from digest.files import whole


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError(), OSError(28, "No space left on device")])
def test_what_is_cut_short_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "list.csv"
    path.write_text("old")
    with pytest.raises(TemporaryError if isinstance(error, OSError) else type(error)) as caught:  # noqa: SIM117
        with whole(path, mend="free some space") as part:
            part.write_text("half of the n")
            raise error
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])
    if isinstance(error, OSError):
        assert str(caught.value) == f"{path}: cannot be written (No space left on device): free some space"


def test_a_private_file_is_private_from_its_first_byte_and_takes_the_place_of_what_a_killed_one_left(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"
    (tmp_path / "list.csv.part").write_text("left by one that was killed")
    with whole(path, mode=0o600) as part:
        assert (part.stat().st_mode & 0o777, part.read_bytes()) == (0o600, b"")
        part.write_text("new")
    assert (path.read_text(), path.stat().st_mode & 0o777, list(tmp_path.iterdir())) == ("new", 0o600, [path])
