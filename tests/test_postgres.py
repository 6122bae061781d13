"""What a newsroom does, on PostgreSQL: only with a server at `DIGEST_POSTGRES`; the tests of the store run there too."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import Run
from postgres import fresh_database

from benchmarks import chaos
from benchmarks.sink import Manners
from digest.config import load
from digest.store import open_store

SEEDS = Path(__file__).parent.parent / "seeds"
READERS = 400


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Path]:
    """The configuration of the sample newsletter, its database on the server, with a list of readers beside it."""
    folder = tmp_path / "newsroom"
    shutil.copytree(SEEDS, folder)
    (folder / "readers.csv").write_text("email\n" + "".join(f"reader{at}@quay.example\n" for at in range(READERS)))
    with fresh_database() as where:
        written = (folder / "digest.toml").read_text().replace('to = "reader@courier.example"\n', "")
        (folder / "digest.toml").write_text(
            f'database = "{where}"\n{written}\n[web]\npublic_url = "https://news.quay.example"\n'
        )
        yield folder / "digest.toml"


def test_an_issue_is_the_same_as_on_sqlite_and_a_backup_brings_it_back(run: Run, newsroom: Path) -> None:
    here, dump = ("-c", newsroom), newsroom.with_name("kept.dump")
    assert run("build", *here, "--date", "2012-10-10").code == 0
    on_postgres = run("show", *here, "1", "-f", "html").out
    sqlite = newsroom.with_name("sqlite.toml")
    sqlite.write_text("\n".join(newsroom.read_text().split("\n")[1:]))
    assert run("build", "-c", sqlite, "--date", "2012-10-10").code == 0
    assert run("show", "-c", sqlite, "1", "-f", "html").out == on_postgres
    run("subscribers", "import", *here, newsroom.with_name("readers.csv"))
    assert run("backup", *here, dump).code == 0
    run("approve", *here, "1")
    run("subscribers", "remove", *here, "reader1@quay.example")
    assert "--force" in run("restore", *here, dump).err
    assert run("restore", *here, "--force", dump).code == 0
    assert "draft" in run("list", *here).out
    assert run("subscribers", "list", *here).out.count("  subscribed  ") == READERS


def test_a_sender_killed_again_and_again_mails_nobody_twice(run: Run, newsroom: Path) -> None:
    here, log = ("-c", newsroom), newsroom.with_name("sink.log")
    with chaos.sink(Manners(delay=0.01), log) as port:
        relay = f'\n[delivery]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nconnections = 4\n'
        newsroom.write_text(newsroom.read_text() + relay)
        run("subscribers", "import", *here, newsroom.with_name("readers.csv"))
        run("build", *here, "--date", "2012-10-10")
        run("approve", *here, "1")
        killed = 0
        while True:
            begun = log.read_text().count("\n")
            command = [sys.executable, "-m", "digest", "send", *map(str, here), "1"]
            sender = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            while sender.poll() is None and killed < 3:
                if log.read_text().count("\n") > begun + 40:
                    sender.send_signal(signal.SIGKILL)
                    killed += 1
                    break
                time.sleep(0.01)
            if sender.wait() != -signal.SIGKILL:
                break
    mailed = [line.split()[1] for line in log.read_text().splitlines()]
    assert killed == 3
    assert len(mailed) == len(set(mailed))
    assert READERS - len(mailed) <= 4 * killed


def test_two_machines_do_not_send_at_once(run: Run, newsroom: Path) -> None:
    settings = load(newsroom)
    with closing(open_store(settings.database_url)) as other, other.alone(f"digest {settings.slug}"):
        assert run("run", "-c", newsroom) == (
            0,
            "",
            "digest: another machine is at work on this newsletter: nothing was done\n",
        )
    assert "another machine" not in run("run", "-c", newsroom).err
