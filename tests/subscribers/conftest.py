from collections.abc import Iterator
from pathlib import Path

import pytest

from digest.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "digest.db")
    yield store
    store.close()


@pytest.fixture
def other_store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "other.db")
    yield store
    store.close()
