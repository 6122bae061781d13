from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from postgres import SERVER, fresh_database

from digest.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    if SERVER:
        with fresh_database() as url, closing(open_store(url)) as store:
            yield store
    else:
        with closing(open_store(tmp_path / "digest.db")) as store:
            yield store


@pytest.fixture
def other_store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "other.db")) as store:
        yield store
