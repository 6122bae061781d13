"""The short form of `benchmarks.month`: days, and a week, of a reader and of a newsroom, by the command line."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from forking import Program

from benchmarks import month

pytestmark = pytest.mark.timeout(300)  # two weeks, on a machine that does other things beside


@contextmanager
def programs():
    """Starts programs for environments, and ends them all."""
    started: list[Program] = []

    def start(environment):
        started.append(Program(environment))
        return started[-1]

    try:
        yield start
    finally:
        for each in started:
            each.close()


DAYS = [
    pytest.param((date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 12), (1,)), id="days"),
    pytest.param((date(2026, 11, 16), date(2026, 11, 20), date(2026, 11, 6), (4,)), id="week", marks=pytest.mark.long),
]


@pytest.fixture(scope="module", params=DAYS)
def lives(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """What does not hold, of the reader and of the newsroom up to its weekly: both live at the same time."""
    first, last, begin, clicks = request.param
    folder: Path = tmp_path_factory.mktemp("life")
    with programs() as start, ThreadPoolExecutor(2) as both:
        reader = both.submit(
            month.lived_reader, folder / "reader", start, first=first, last=last, ticks=("07:00",), slowness=0.2,
            idle=False,
        )  # fmt: skip
        newsroom = both.submit(
            month.lived_newsroom, folder / "newsroom", start, first=begin, last=date(2026, 11, 14), ticks=("07:00",),
            readers=60, clicks=clicks,
        )  # fmt: skip
        return [{name: wrong for name, wrong in life.result()[1].items() if wrong} for life in (reader, newsroom)]


def test_a_reader_with_29_feeds_gets_each_issue_without_a_hand_and_nothing_wrong_in_it(lives) -> None:
    assert lives[0] == {}


def test_a_newsrooms_readers_get_each_issue_once_and_none_after_they_left(lives) -> None:
    assert lives[1] == {}
