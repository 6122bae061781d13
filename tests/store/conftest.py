import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from postgres import SERVER, fresh_database

from digest.store import Store, open_store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "digest.db"
    open_store(path).close()
    return path


@pytest.fixture
def store(empty_database: Path, tmp_path: Path) -> Iterator[Store]:
    if SERVER:
        with fresh_database() as url, closing(open_store(url)) as store:
            yield store
    else:
        with closing(open_store(shutil.copy(empty_database, tmp_path / "digest.db"))) as store:
            yield store
