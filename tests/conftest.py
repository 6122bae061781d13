"""What tests share: one issue that holds every difficulty, and whole files it is compared with."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import browsers
import hypothesis
import pytest
from commands import Run, quietly, runner
from handmade import handmade_issue
from postgres import SERVER
from sqlalchemy import Connection

from digest.models import Issue
from digest.render import render_issue, sha256_of
from digest.store import migrate, open_store

# neither a busy machine nor a luckless draw fails a test; .ci/run takes more examples with --hypothesis-profile=long
FORGIVEN = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.filter_too_much]
steady = hypothesis.settings(deadline=None, suppress_health_check=FORGIVEN, max_examples=20)
hypothesis.settings.register_profile("quick", steady)
hypothesis.settings.register_profile("long", steady, max_examples=100)
hypothesis.settings.load_profile("quick")

collect_ignore = [] if SERVER else ["test_postgres.py"]
GOLDEN = Path(__file__).parent / "golden"
SEEDS = Path(__file__).parent.parent / "seeds"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regenerate-golden", action="store_true", help="write tests/golden/ anew instead of comparing")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With DIGEST_NO_SKIP=1 a skipped test fails the run: nothing is left out unseen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if reporter and skipped and os.environ.get("DIGEST_NO_SKIP") == "1":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        names = ", ".join(sorted({report.nodeid for report in skipped}))
        reporter.write_line(f"\nDIGEST_NO_SKIP=1, but skipped: {names}", red=True)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compares with a whole file of tests/golden/, byte by byte."""

    def compare(name: str, body: bytes) -> None:
        if request.config.getoption("--regenerate-golden"):
            (GOLDEN / name).write_bytes(body)
        assert body.decode() == (GOLDEN / name).read_bytes().decode()

    return compare


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture(scope="session", autouse=True)
def migrated_once() -> Iterator[None]:
    """A new SQLite file gets what all migrations make at once: they take a tenth of a second, and most tests make one."""
    upgrade = migrate._upgrade

    @cache
    def made_by_migrations() -> list[str]:
        with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr(migrate, "_upgrade", upgrade)
            open_store(Path(folder) / "digest.db").close()
            with closing(sqlite3.connect(Path(folder) / "digest.db")) as made:
                return [line for line in made.iterdump() if line not in ("BEGIN TRANSACTION;", "COMMIT;")]

    def at_once(conn: Connection) -> None:
        if conn.dialect.name != "sqlite" or migrate.schema_of(conn):
            upgrade(conn)
            return
        for statement in made_by_migrations():
            conn.exec_driver_sql(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "_upgrade", at_once)
        yield


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the one that all pages are looked at with: it takes seconds to start."""
    with browsers.started(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """Only for a module: as long as playwright is there, nobody else can run an event loop in this thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as start:
        browser = start.chromium.connect_over_cdp(chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample newsletter with a draft of its issue, to be copied."""
    folder = tmp_path_factory.mktemp("drafted") / "newsletter"
    shutil.copytree(SEEDS, folder)
    quietly("build", "--date", "2012-10-10", "--config", folder / "digest.toml")
    return folder


@pytest.fixture(scope="session")
def handmade() -> Issue:
    """The issue with its renditions."""
    issue = handmade_issue()
    renditions = render_issue(issue)
    return replace(issue, renditions=renditions, sha256=sha256_of(renditions))
