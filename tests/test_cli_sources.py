"""`digest sources`: what a person does with feeds."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from commands import Run

SEEDS = Path(__file__).parent.parent / "seeds"
CONFIG = """# my newsletter
[newsletter]
name = "Morning"   # its name

[fetch]
allow = ["127.0.0.1"]
pause = 0

# what is read
[[source]]
name = "Notes"
path = "notes"
"""


@pytest.fixture
def served() -> Iterator[str]:
    """The sample newspaper's folder over HTTP."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=SEEDS))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("Notes\n\nThe council of Sampleford met on Monday.")
    (tmp_path / "digest.toml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_adding_a_feed_says_what_it_found_and_keeps_the_comments(run: Run, desk: Path, served: str) -> None:
    added = run("sources", "add", f"{served}/courier.rss", "--section", "Town")
    assert added.out == "Added 'The Sampleford Courier (sample)': 6 articles, the newest of Tue 9 Oct 2012, 17:10.\n"
    text = (desk / "digest.toml").read_text()
    assert text.startswith(CONFIG)
    assert (
        text[len(CONFIG) :].split()
        == (
            f'[[source]] name = "The Sampleford Courier (sample)" url = "{served}/courier.rss" section = "Town"'
        ).split()
    )
    twice = run("sources", "add", f"{served}/courier.rss")
    assert (twice.code, "already" in twice.err) == (65, True)
    assert (desk / "digest.toml").read_text() == text


def test_an_address_that_is_no_feed_is_refused_and_nothing_is_written(run: Run, desk: Path, served: str) -> None:
    refused = run("sources", "add", f"{served}/README.md")
    missing = run("sources", "add", f"{served}/nothing")
    assert (refused.code, missing.code) == (65, 65)
    assert "(404)" in missing.err
    assert (desk / "digest.toml").read_text() == CONFIG


def test_a_source_that_was_added_is_listed_checked_built_and_removed(run: Run, desk: Path, served: str) -> None:
    run("sources", "add", f"{served}/wire.atom", "--name", "Wire", "--section", "World")
    assert [line.split()[0] for line in run("sources", "list").out.splitlines()] == ["Notes", "Wire"]
    checked = run("sources", "check")
    assert (checked.code, [line.split()[:2] for line in checked.out.splitlines()]) == (
        0,
        [["Notes", "file"], ["Wire", "fresh"]],
    )
    assert run("build", "--date", "2012-10-10").out.startswith(
        "Issue 1 of Morning for Wed 10 Oct 2012, 07:00: 6 stories"
    )
    assert run("sources", "remove", "Wire").out == "Removed 'Wire'.\n"
    assert (desk / "digest.toml").read_text().strip() == CONFIG.strip()
    assert run("sources", "remove", "Wire").code == 65


def test_a_failing_source_is_named_by_check(run: Run, desk: Path, served: str) -> None:
    (desk / "digest.toml").write_text(CONFIG + f'[[source]]\nname = "Gone"\nurl = "{served}/nothing.rss"\n')
    checked = run("sources", "check")
    assert checked.code == 65
    assert "Gone   failing" in checked.out and "(404)" in checked.out


def test_opml_goes_out_and_comes_in(run: Run, desk: Path, served: str) -> None:
    run("sources", "add", f"{served}/wire.atom", "--name", "Wire", "--section", "World")
    run("sources", "export", "feeds.opml")
    assert f'xmlUrl="{served}/wire.atom"' in (desk / "feeds.opml").read_text()
    assert run("sources", "export", "-").out == run("sources", "export").out != ""
    (desk / "digest.toml").write_text(CONFIG)
    assert run("sources", "import", "feeds.opml").out == "1 source added. See them: digest sources check\n"
    assert run("sources", "import", "feeds.opml").out == "0 sources added. See them: digest sources check\n"
    assert f'name = "Wire"\nurl = "{served}/wire.atom"\nsection = "World"' in (desk / "digest.toml").read_text()
    (desk / "bad.opml").write_text("<opml><body>")
    assert run("sources", "import", "bad.opml").code == 65


def test_every_command_and_option_has_help_and_an_example(run: Run) -> None:
    for command in ("add", "import", "export", "list", "check", "set", "remove"):
        text = run("sources", command, "--help").out
        assert f"Example: digest sources {command}" in text


def test_the_last_source_may_go_and_others_come_by_command_or_by_hand(run: Run, desk: Path) -> None:
    assert run("sources", "remove", "Notes").out == "Removed 'Notes'.\n"
    (desk / "feeds.opml").write_text(
        '<opml version="2.0"><body>'
        + "".join(f'<outline type="rss" text="Blog" xmlUrl="https://{host}.example/feed"/>' for host in "ab")
        + "</body></opml>"
    )
    assert run("sources", "import", "feeds.opml").out == "2 sources added. See them: digest sources check\n"
    assert run("sources", "add", "notes").out == "Added 'notes': 1 file.\n"
    assert run("sources", "add", "notes/").err == "digest: notes is there already: it is called 'notes'\n"
    with (desk / "digest.toml").open("a") as file:
        file.write('\n[[source]]\nname = "By hand"\npath = "notes"\n')
    assert run("sources", "remove", "b.example/feed/").out == "Removed 'Blog (b.example)'.\n"
    assert [line.split("  ")[0] for line in run("sources", "list").out.splitlines()] == ["Blog", "notes", "By hand"]
    text = (desk / "digest.toml").read_text()
    assert [line for line in CONFIG.splitlines() if "#" in line and line not in text] == []


def test_a_feed_inside_ones_own_network_is_added_with_its_host_once_that_is_allowed(
    run: Run, desk: Path, served: str
) -> None:
    (desk / "digest.toml").write_text(CONFIG.replace('"127.0.0.1"', '"10.0.0.0/8"'))
    refused = run("sources", "add", f"{served}/wire.atom")
    assert (refused.code, "127.0.0.1 is inside your own network (loopback)" in refused.err) == (65, True)
    added = run("sources", "add", f"{served.removeprefix('http://')}/wire.atom", "--allow-private")
    assert added.out.startswith("Added 'Sample Wire")
    assert 'allow = ["127.0.0.1", "10.0.0.0/8"]' in (desk / "digest.toml").read_text()


def test_what_is_wanted_of_a_source_is_set_checked_and_told_by_why(run: Run, desk: Path, served: str) -> None:
    (desk / "notes" / "b.md").write_text("---\ndraft: true\n---\nNot yet.")
    run("sources", "add", f"{served}/courier.rss", "--name", "Courier")
    before = (desk / "digest.toml").read_text()
    done = run("sources", "set", "Courier", "weight=0.5", "drop=/clock ?mender/", "limit=3", "max_age=9000d")
    assert done.out == "Changed 'Courier'. See it: digest sources check\n"
    assert (
        desk / "digest.toml"
    ).read_text() == before + 'weight = 0.5\ndrop = "/clock ?mender/"\nlimit = 3\nmax_age = "9000d"\n'
    assert [line.split("  ")[-1].strip() for line in run("sources", "check").out.splitlines()] == [
        "1 article, 1 not published (a draft, or expired)",
        '6 articles, 1 dropped by drop = "/clock ?mender/", 2 over limit = 3',
    ]
    run("build", "--date", "2012-10-10", "--since", "9d")
    told = run("why").out
    assert told.count("over limit = 3") == 2 and told.count('dropped by drop = "/clock ?mender/"') == 1
    run("sources", "set", f"{served}/courier.rss", "weight=", "drop=", "limit=", "max_age=")
    assert (desk / "digest.toml").read_text() == before


def test_a_setting_that_cannot_be_is_told_and_nothing_is_written(run: Run, desk: Path) -> None:
    for change, code, said in (
        ("wieght=2", 78, "did you mean 'weight'?"),
        (
            "weight=heavy",
            78,
            "'weight' in [[source]] 'Notes': 'heavy' is of the wrong kind: write it like weight = 1.0",
        ),
        ("drop=/(/", 78, "'/(/' cannot be read (missing ) at position 1): write it like"),
        ("max_age=soon", 78, "write it like 90m, 12h or 3d"),
        ("headline=mine", 78, "is none of 'own' or 'first sentence'"),
        ("weight", 2, "is no KEY=VALUE"),
    ):
        refused = run("sources", "set", "Notes", "limit=2", change)
        assert (refused.code, said in " ".join(refused.err.split())) == (code, True), refused.err
    assert run("sources", "set", "Nobody", "limit=2").code == 65
    assert (desk / "digest.toml").read_text() == CONFIG
