"""The commands as a person meets them: what is printed, what is left behind, and the exit code."""

import json
import os
import pty
import random
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from importlib.metadata import version
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from babel.dates import format_date
from commands import Ran, Run

SEEDS = Path(__file__).parent.parent / "seeds"
BUILD = ("build", "--date", "2012-10-10")


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with the sample newsletter, as the working directory."""
    folder = tmp_path / "newsletter"
    shutil.copytree(SEEDS, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def drafted_here(newsletter: Path, drafted: Path) -> Path:
    """The same, with its draft."""
    shutil.copy(drafted / "digest.db", newsletter)
    return newsletter


def one_line(ran: Ran, code: int) -> str:
    """The only line of an error meant for people."""
    assert ran.code == code, ran
    assert ran.err.startswith("digest: ") and ran.err.count("\n") == 1, ran.err
    return ran.err


def test_the_demo_leaves_the_same_files_every_time_and_says_where(run: Run, tmp_path: Path) -> None:
    first = run("demo", "--out", tmp_path / "out")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").glob("2012*")}
    second = run("demo", "--out", tmp_path / "out")
    assert first == second
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "out").glob("2012*")}
    assert sorted(files) == ["2012-10-10.eml", "2012-10-10.html", "2012-10-10.md", "2012-10-10.txt"]
    assert files["2012-10-10.txt"].decode() in first.out
    assert all(str(tmp_path / "out" / name) in first.err for name in files)


def test_the_demo_issue_prints_every_sentence_verbatim_and_each_story_once(run: Run, newsletter: Path) -> None:
    from zoneinfo import ZoneInfo

    from digest.clock import now
    from digest.collect import collect
    from digest.config import load

    run(*BUILD)
    issue = json.loads(run("show", "--format", "json").out)
    settings = load(newsletter / "digest.toml")
    texts = {a.title: a.text for a in collect(settings.sources, newsletter, ZoneInfo("Europe/London"), now()).articles}
    stories = [story for section in issue["sections"] for story in section["stories"]]
    assert [section["title"] for section in issue["sections"]] == ["World", "Town", "Life"]
    assert len(stories) == 15
    for story in stories:
        for sentence in story["sentences"]:
            assert texts[story["title"]][sentence["start"] : sentence["end"]] == sentence["text"]
    wire = [story for story in stories if story["also"]]
    assert [(s["title"], [a["title"] for a in s["also"]]) for s in wire] == [
        (
            "Herring quota cut by an eighth after all-night talks in Haldersund",
            ["Sampleford boats to lose one herring in eight from January"],
        )
    ]
    page = run("show", "--format", "html").out
    assert "Sign up" not in page and "Photo:" not in page and "Onion show" not in page


def test_building_twice_keeps_number_and_bytes(run: Run, newsletter: Path) -> None:
    assert run(*BUILD).out.startswith(
        "Issue 1 of The Sampleford Morning for Wed 10 Oct 2012, 07:00: 15 stories, 1 left out."
    )
    first = run("show", "1", "--format", "html").out
    assert run(*BUILD).code == 0
    assert run("show", "1", "--format", "html").out == first
    assert run("list").out == "    1  Wed 10 Oct 2012, 07:00  draft      15 stories\n"


def test_processes_give_the_same_issue_as_one_process(run: Run, drafted_here: Path) -> None:
    inline = run("show", "-f", "html").out
    (drafted_here / "digest.toml").write_text('engine = "processes"\n' + (drafted_here / "digest.toml").read_text())
    assert run(*BUILD).code == 0
    assert run("show", "-f", "html").out == inline


def test_a_printed_article_that_its_source_rewrote_comes_back_with_what_is_new(run: Run, tmp_path: Path) -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><id>wire</id><updated>2026-03-03T05:00:00Z</updated>
        <entry><id>flood</id><title>{}</title><link href="https://wire.example/flood"/>
        <published>2026-03-01T23:00:00Z</published><updated>{}</updated><content type="html">{}</content></entry></feed>"""
    night = [
        "Fourteen people died when the river Ostler burst its banks at Sampleford on Sunday night, police said.",
        "The water stood two metres high in Fore Street and Customs Quay, and the bridge at Tidewell was closed.",
        "Mayor Mirela Tait called the flood the worst that the town remembers and asked the army for boats.",
    ]
    day_after = [
        "Army engineers laid a pontoon bridge across the Ostler at Sampleford on Tuesday, and rail service resumed.",
        "Police raised the number of people who died when the river burst its banks to 16 people.",
    ]
    (tmp_path / "digest.toml").write_text(
        '[newsletter]\nname = "Quay"\nlanguage = "en"\nfrom = "quay@quay.example"\nto = "reader@quay.example"\n'
        '[[source]]\nname = "Wire"\npath = "wire.atom"\n'
    )

    def written(title: str, updated: str, paragraphs: list[str]) -> None:
        html = "".join(f"&lt;p>{paragraph}&lt;/p>" for paragraph in paragraphs)
        (tmp_path / "wire.atom").write_text(feed.format(title, updated, html))

    settings = ("-c", tmp_path / "digest.toml")
    written("Fourteen die as the Ostler bursts its banks at Sampleford", "2026-03-01T23:00:00Z", night)
    assert run("build", *settings, "--date", "2026-03-02").code == 0
    assert run("approve", *settings, "1").code == 0
    assert "Nothing new" in run("build", *settings, "--date", "2026-03-03").out
    written("Army bridges the Ostler as Sampleford counts its dead", "2026-03-02T16:00:00Z", [*day_after, *night[1:]])
    assert run("build", *settings, "--date", "2026-03-03").code == 0
    issue = json.loads(run("show", *settings, "2", "-f", "json").out)
    (story,) = issue["sections"][0]["stories"]
    assert story["update"]["number"] == 1
    assert [sentence["text"] for sentence in story["sentences"]] == day_after
    assert run("approve", *settings, "2").code == 0
    assert run("send", *settings, "2", "--dry-run").code == 0
    assert "Nothing new" in run("build", *settings, "--date", "2026-03-04").out


def test_the_order_of_sources_and_of_their_files_does_not_matter(run: Run, newsletter: Path) -> None:
    settings = newsletter / "digest.toml"
    head, *sources = settings.read_text().split("[[source]]")
    (newsletter / "courier.rss").rename(newsletter / "a-courier.rss")
    sources = [source.rstrip().replace("courier.rss", "a-courier.rss") + "\n\n" for source in sources]
    copied = shutil.copytree(newsletter / "articles", newsletter / "copies")  # of every article the same text twice
    sources.append(f'\nname = "Copies"\npath = "{copied.name}"\nsection = "World"\n')
    printed = set()
    for order in ([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1], [3, 0, 4, 1, 2]):
        settings.write_text(head + "".join("[[source]]" + sources[at] for at in order))
        (newsletter / "digest.db").unlink(missing_ok=True)
        assert run(*BUILD).code == 0
        printed.add(tuple(run("show", "-f", form) for form in ("html", "text", "markdown", "json")))
    assert len(printed) == 1
    assert all(shown.code == 0 and "Quillara" in shown.out for shown in printed.pop())


def test_an_approved_issue_stays_as_it_is(run: Run, drafted_here: Path) -> None:
    approved = run("approve", "1")
    assert approved.out.startswith("Issue 1 for Wed 10 Oct 2012, 07:00 is approved, SHA-256 ")
    assert run("approve", "1") == approved
    before = run("show", "1").out
    (drafted_here / "articles" / "quay-bun.md").unlink()
    assert run(*BUILD) == (0, "Issue 1 for Wed 10 Oct 2012, 07:00 is approved already and stays as it is.\n", "")
    assert run("show", "1").out == before
    assert "there is no issue 7" in run("approve", "7").err


def test_without_a_number_the_newest_draft_is_approved(run: Run, newsletter: Path) -> None:
    none = run("approve")
    assert (none.code, none.err) == (65, "digest: no draft waits: see `digest list`, or make one: digest build\n")
    run(*BUILD)
    assert run("approve").out.startswith("Issue 1 for Wed 10 Oct 2012, 07:00 is approved, SHA-256 ")
    assert run("approve").code == 65


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, f"digest {version('digest')}\n", "")


def test_what_an_approved_issue_printed_is_not_printed_again(run: Run, drafted_here: Path) -> None:
    run("approve", "1")
    ran = run("build", "--date", "2012-10-11", "--since", "3d")
    assert ran.out.startswith("Nothing new since Mon 8 Oct 2012, 07:00")
    assert run("list").out.count("\n") == 1


def test_a_file_taken_out_of_its_folder_is_taken_out_of_the_draft(run: Run, drafted_here: Path) -> None:
    assert "A bun to throw from a boat" in run("show").out
    (drafted_here / "articles" / "quay-bun.md").unlink()
    run(*BUILD)
    assert "A bun to throw from a boat" not in run("show").out


def test_an_older_window_takes_in_older_articles(run: Run, newsletter: Path) -> None:
    run(*BUILD, "--since", "2012-10-06")
    assert "Onion show goes indoors" in run("show").out


def test_nothing_new_makes_no_issue_and_is_no_error(run: Run, newsletter: Path) -> None:
    (newsletter / "digest.toml").write_text('[newsletter]\nname = "N"\n[[source]]\nname = "W"\npath = "wire.atom"\n')
    ran = run("build", "--date", "2026-01-05")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Nothing new since Fri 2 Jan 2026, 07:00 in 5 articles collected: no issue made.\n"
    assert run("list").out == "There is no issue yet: run `digest build`.\n"
    assert "there is no issue yet" in one_line(run("show"), 65)


def test_saving_an_issue_writes_its_files_and_the_mail(run: Run, drafted_here: Path) -> None:
    saved = run("show", "--save", "out").out.split()
    assert saved == [f"out/2012-10-10{suffix}" for suffix in (".html", ".txt", ".md", ".eml")]
    assert (drafted_here / "out/2012-10-10.md").read_text() == run("show", "-f", "markdown").out


def test_the_saved_mail_is_the_one_that_a_list_gets(run: Run, newsletter: Path) -> None:
    config = newsletter / "digest.toml"
    listed = 'unsubscribe_url = "https://courier.example/leave"\nunsubscribe_one_click = true\n'
    config.write_text(config.read_text().replace('to = "reader@courier.example"\n', listed))
    run(*BUILD)
    run("show", "--save", "out")
    mail = message_from_bytes((newsletter / "out/2012-10-10.eml").read_bytes())
    assert mail["List-Unsubscribe"] == "<https://courier.example/leave>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == '"The Sampleford Morning" <the-sampleford-morning.courier.example>'


def test_a_user_template_takes_the_place_of_ours(run: Run, newsletter: Path) -> None:
    (newsletter / "mine").mkdir()
    (newsletter / "mine" / "issue.txt.j2").write_text("{{ issue.name }}: {{ issue.stories | length }}\n")
    (newsletter / "digest.toml").write_text('templates_dir = "mine"\n' + (newsletter / "digest.toml").read_text())
    run(*BUILD)
    assert run("show").out == "The Sampleford Morning: 15\n"


def test_a_template_variable_that_is_missing_names_file_and_line_and_leaves_no_draft(
    run: Run, newsletter: Path
) -> None:
    (newsletter / "mine").mkdir()
    (newsletter / "mine" / "issue.txt.j2").write_text("{{ issue.name }}\n{{ isue.number }}\n")
    (newsletter / "digest.toml").write_text('templates_dir = "mine"\n' + (newsletter / "digest.toml").read_text())
    assert "issue.txt.j2, line 2" in one_line(run(*BUILD), 78)
    assert run("list").out == "There is no issue yet: run `digest build`.\n"


def test_init_writes_a_configuration_that_builds(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(
        "Ferry wins\n\nThe council of Sampleford voted for the slipway on Monday."
    )
    assert run("init", "--feed", "articles").out.startswith("Wrote digest.toml. It reads articles: 1 file.\n")
    assert run("build").code == 0
    assert "The council of Sampleford voted for the slipway on Monday." in run("show").out
    assert "is there already and was left as it is" in one_line(run("init"), 78)


def test_an_unknown_key_is_named_with_the_nearest(run: Run, newsletter: Path) -> None:
    (newsletter / "digest.toml").write_text("datbase = 'x'\n" + (newsletter / "digest.toml").read_text())
    assert one_line(run(*BUILD), 78) == "digest: digest.toml: unknown key 'datbase': did you mean 'database'?\n"


def test_a_bad_source_is_named_and_the_issue_is_made_without_it(run: Run, newsletter: Path) -> None:
    (newsletter / "courier.rss").write_text("<!DOCTYPE html><html><body>We have moved</body></html>")
    (newsletter / "articles" / "latin.txt").write_bytes(b"Caf\xe9")
    ran = run(*BUILD)
    assert ran.code == 65
    assert ran.out.startswith("Issue 1 of The Sampleford Morning")
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == [
        "source 'The Sampleford Courier'",
        "source 'Courier Weekend'",
    ]
    assert (
        "courier.rss: this is a web page (HTML), not a feed" in ran.err and "latin.txt: line 1 is not UTF-8" in ran.err
    )


def test_no_readable_source_makes_no_issue(run: Run, newsletter: Path) -> None:
    (newsletter / "digest.toml").write_text('[newsletter]\nname = "N"\n[[source]]\nname = "W"\npath = "gone.atom"\n')
    assert "no article could be read" in one_line(run(*BUILD), 65)
    assert run("list").out.startswith("There is no issue yet")


def test_a_database_in_a_missing_folder_or_of_another_kind_is_an_error_in_words(run: Run, newsletter: Path) -> None:
    text = (newsletter / "digest.toml").read_text()
    (newsletter / "digest.toml").write_text('database = "no/where.db"\n' + text)
    assert "there is no folder" in one_line(run(*BUILD), 78)
    (newsletter / "digest.toml").write_text('database = "intro.md"\n' + text)
    one_line(run(*BUILD), 78)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "--date", "tomorrow"), "'tomorrow' is no date: write it like 2026-05-31"),
        (("build", "--since", "a while"), "write it like 2026-05-30, 2026-05-30T18:00, 36h or 3d"),
        (("summarize", "x.txt", "--method", "gpt"), "use one of news, lexrank"),
        (("show", "--format", "pdf"), "pdf"),
        (("bild",), "bild"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_is_right(
    run: Run, newsletter: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert message in " ".join(ran.err.split())


def test_a_window_that_ends_before_it_begins_is_an_error_in_words(run: Run, newsletter: Path) -> None:
    assert "name a later --date or an earlier --since" in one_line(run(*BUILD, "--since", "2012-10-11"), 65)


def test_summarize_prints_sentences_and_their_places(run: Run, newsletter: Path) -> None:
    ran = run("summarize", "ban-ki-moon-truce.txt", "--sentences", 2)
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("UN Secretary-General Ban Ki-moon has urged the Syrian regime")
    assert len(ran.out.splitlines()) == 2
    data = json.loads(run("summarize", "ban-ki-moon-truce.txt", "--json", "--words", 60).out)
    assert [data["text"][s["start"] : s["end"]] == s["text"] for s in data["sentences"]] == [True] * len(
        data["sentences"]
    )
    assert data["title"].startswith("Ban Ki-moon urges Assad")


@pytest.mark.parametrize("name", ["articles/long-spit.md", "articles/echantillon-sur-mer.md"])
def test_summarize_reads_markdown_in_any_language(run: Run, newsletter: Path, name: str) -> None:
    assert run("summarize", name, "-m", "lexrank").code == 0


def test_summarize_says_why_there_is_nothing_to_print(run: Run, newsletter: Path) -> None:
    (newsletter / "empty.txt").write_text("  \n")
    (newsletter / "furniture.txt").write_text("Read more: all\n\nSign up to our newsletter today.")
    assert "empty.txt: nothing to summarise" in one_line(run("summarize", "empty.txt"), 65)
    assert "furniture.txt: no sentence of it can stand alone" in one_line(run("summarize", "furniture.txt"), 65)
    assert "missing.txt: cannot be read" in one_line(run("summarize", "missing.txt"), 65)
    assert "a folder" in one_line(run("summarize", "articles"), 65)
    assert "a feed with 5 articles" in one_line(run("summarize", "wire.atom"), 65)


def test_summarize_works_in_a_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (SEEDS / "ban-ki-moon-truce.txt").read_bytes()
    command = [sys.executable, "-m", "digest", "summarize", "-", "-n", "1"]
    ran = subprocess.run(command, input=text, capture_output=True, check=True)
    assert ran.stdout.decode().startswith("UN Secretary-General Ban Ki-moon")
    assert ran.stdout.count(b"\n") == 1
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"\xff")))
    bad = run("summarize", "-", "-n", "1")
    assert (bad.code, bad.out) == (65, "")
    assert bad.err.startswith("digest: standard input: line 1 is not UTF-8")


def test_every_command_and_option_has_help_and_an_example(run: Run) -> None:
    for command in ("init", "build", "show", "list", "approve", "edit", "correct", "summarize", "demo"):
        text = run(command, "--help").out
        assert f"Example: digest {command}" in text
        options = [line for line in text.splitlines() if line.strip().startswith("-")]
        assert options and all(len(line.split("  ")) > 1 for line in options), text


def test_an_issue_that_there_is_not_is_the_same_mistake_to_every_command(newsletter: Path, run: Run) -> None:
    run("list")
    commands = ("show", "why", "proof", "edit", "approve", "withdraw", "send")
    calls: list[tuple[str, ...]] = [(command, "99") for command in commands] + [
        ("correct", "99", "Wrong."),
        ("send", "99", "--dry-run"),
    ]
    calls += [("send", "99", "--to", "me@example.org"), ("correct", "99", "Wrong.", "--now")]
    told = {(ran.code, ran.out, ran.err) for call in calls for ran in [run(*call)]}
    assert told == {(65, "", "digest: there is no issue 99: see `digest list`\n")}


def test_help_does_not_load_what_the_commands_need() -> None:
    code = (
        "import sys; sys.argv = ['digest', '--help']\n"
        "from digest.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'sqlalchemy', 'alembic', 'pydantic', 'jinja2', 'feedparser', 'trafilatura', 'sumy', 'rich', 'lxml'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.endswith("loaded: []\n")


def test_looking_and_approving_load_neither_mail_nor_network_nor_summarizer_nor_templates(
    newsletter: Path, run: Run
) -> None:
    run(*BUILD)
    code = (
        "import sys\n"
        "from digest.cli import main\n"
        "for words in ('list',), ('status',), ('approve', '1'):\n"
        "    sys.argv = ['digest', *words]\n"
        "    try: main()\n"
        "    except SystemExit: pass\n"
        "heavy = {'smtplib', 'aiohttp', 'feedparser', 'trafilatura', 'sumy.summarizers', 'numpy', 'jinja2',\n"
        "    'digest.summarize.summarizer', 'digest.pipeline.sending', 'digest.pipeline.building'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "draft        No. 1" in out and "Issue 1 for Wed 10 Oct 2012, 07:00 is approved" in out
    assert out.endswith("loaded: []\n")


def test_a_full_disk_is_one_line_and_leaves_nothing_half_written(run: Run, newsletter: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
        "sys.argv = ['digest', 'build', '--date', '2012-10-10']\n"
        "from digest.cli import main\n"
        "main()\n"
    )
    full = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert one_line(Ran(full.returncode, full.stdout, full.stderr), 75)
    assert full.stdout == ""
    assert run(*BUILD).out.startswith("Issue 1 of The Sampleford Morning")


def test_a_build_killed_at_any_moment_leaves_the_next_one_whole(run: Run, newsletter: Path) -> None:
    for seconds in (0.3, 0.6, 0.8, 1.0, 1.2):
        child = subprocess.Popen([sys.executable, "-m", "digest", *BUILD], stdout=subprocess.DEVNULL)
        time.sleep(seconds)
        child.kill()
        child.wait()
    assert run(*BUILD).out.startswith("Issue 1 of The Sampleford Morning for Wed 10 Oct 2012, 07:00: 15 stories")
    killed = run("show", "-f", "html").out
    (newsletter / "digest.db").rename(newsletter / "other.db")
    for left in newsletter.glob("digest.db-*"):
        left.unlink()
    run(*BUILD)
    assert run("show", "-f", "html").out == killed


def test_a_folder_that_cannot_be_written_is_an_error_in_words(run: Run, drafted_here: Path) -> None:
    (drafted_here / "taken").write_text("a file")
    assert "cannot be written" in one_line(run("show", "--save", "taken/here"), 75)
    assert "cannot be used" in one_line(run("demo", "--out", "taken"), 75)


def test_a_terminal_sees_a_progress_bar_and_a_log_does_not(
    run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pty.openpty()
    seen: list[bytes] = []

    def watch() -> None:
        """A terminal that nobody reads fills up, and the program waits for it."""
        with suppress(OSError):  # Linux says so when the last writer is gone
            while part := os.read(ours, 10_000):
                seen.append(part)

    screen = threading.Thread(target=watch)
    screen.start()
    with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        done = run(*BUILD)
    screen.join()
    os.close(ours)
    assert done.code == 0
    assert b"Summarising" in b"".join(seen)
    assert "Summarising" not in done.out


def test_a_reader_that_goes_away_is_no_error(newsletter: Path) -> None:
    command = f"{sys.executable} -m digest demo --out out | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert done.stdout == "The Sampleford Morning\n"
    assert "Traceback" not in done.stderr


def test_why_says_of_every_article_of_the_window_what_became_of_it(run: Run, newsletter: Path) -> None:
    built = run(*BUILD, "--explain").out
    told = run("why").out
    assert built.endswith(told)
    rows = json.loads(run("why", "1", "--json").out)
    issue = json.loads(run("show", "--format", "json").out)
    stories = [story for section in issue["sections"] for story in section["stories"]]
    assert [row["title"] for row in rows if row["place"]] == [story["title"] for story in stories]
    assert [row["place"] for row in rows if row["place"]] == list(range(1, len(stories) + 1))
    assert len(rows) == len(stories) + len(issue["left_out"])
    one = run("why", "1", "file:ban-ki-moon-truce.txt").out
    assert one.splitlines()[1:] == [
        "            in World",
        "            source 2 × recency 0.75 × length 1 × size 1 × prominence 1 × interest 1 × summary 1",
    ]
    assert "was not in the window of issue 1" in one_line(run("why", "1", "https://nowhere.example/x"), 65)


def test_summarize_explains_every_sentence(run: Run, newsletter: Path) -> None:
    told = run("summarize", "ban-ki-moon-truce.txt", "--explain").out
    assert told.startswith("*   1. 100  taken\n")
    assert "somebody's words, and their speaker stands before them" in told
    assert max(map(len, told.splitlines())) <= 80
    rows = json.loads(run("summarize", "ban-ki-moon-truce.txt", "--explain", "--json").out)["sentences"]
    plain = json.loads(run("summarize", "ban-ki-moon-truce.txt", "--json").out)["sentences"]
    assert [(row["text"], row["start"]) for row in rows if row["taken"]] == [(s["text"], s["start"]) for s in plain]


def test_a_withdrawn_issue_frees_its_articles_and_keeps_its_number(run: Run, drafted_here: Path) -> None:
    run("approve", "1")
    assert "Issue 1 for Wed 10 Oct 2012, 07:00 is withdrawn" in run("withdraw", "1").out
    assert run(*BUILD).out.startswith("Issue 2 of The Sampleford Morning for Wed 10 Oct 2012, 07:00: 15 stories")
    assert "there is no issue 7" in one_line(run("withdraw", "7"), 65)


def test_nothing_that_a_feed_says_reaches_the_terminal_but_its_letters(newsletter: Path, run: Run) -> None:
    """Not the bytes that set a window's title, nor one of the characters that turn a line round; in JSON as escapes."""
    hostile = "Ferry\x1b]0;owned\x07 \x9b31m\u202eevil\u2066\U000e0041 sails"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": hostile,
        "items": [{"id": "1", "url": "https://a.example/1", "title": hostile, "content_text": hostile + " again today.",
                   "date_published": "2012-10-10T05:00:00+01:00"}],
    }  # fmt: skip
    (newsletter / "wire.atom").write_text(json.dumps(feed, ensure_ascii=False))
    build = run("build", "--date", "2012-10-10", "--explain")
    shown = [
        run(*words.split())
        for words in (
            "show",
            "show --format json",
            "show --format markdown",
            "why",
            "why --json",
            "proof",
            "status",
            "list",
            "sources list",
            "sources check",
        )
    ]
    for ran in (build, *shown):
        said = ran.out + ran.err
        assert [letter for letter in said if not letter.isprintable() and letter not in "\n\t\xa0"] == []
        assert not set(said) & set("\u202e\u2066\U000e0041")
    assert "\\u009b31m\\u202eevil" in shown[1].out


def test_what_is_printed_was_published_in_the_window_or_has_no_date_that_can_be_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    codes = "ar bg cs da de el en es fi fr he hi hr hu id it ja ko lt lv nl pl pt ro ru sk sv th tr uk vi zh"
    languages = codes.split()
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    whens = [noon - timedelta(days=chance.choice((0, 3, 40, 400, 3000))) for _ in languages]
    written = [format_date(when, "long", code) for when, code in zip(whens, languages, strict=True)]
    whens += [noon, noon, noon - timedelta(days=400)]
    written += ["1795953600", "1795953600000", str(int(whens[-1].timestamp()))]
    unread = ["Mon, 30 Nov -0001 00:00:00 +0000", "1970-01-01T00:00:00Z", "03/04/2020", "soon"]
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(12 * len(written + unread))]
    items = "".join(
        f"<item><title>Story {' '.join(words[12 * n : 12 * n + 3])}</title><link>https://quay.example/{n}.</link>"
        f"<description>The {' '.join(words[12 * n + 3 : 12 * n + 12])}.</description><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(written + unread)
    )
    (tmp_path / "quay.rss").write_text(f'<rss version="2.0"><channel><title>Quay</title>{items}</channel></rss>')
    (tmp_path / "digest.toml").write_text(
        '[newsletter]\nname = "Quay"\nlanguage = "en"\nfrom = "quay@quay.example"\nto = "reader@quay.example"\n'
        '[issue]\nstories = 40\n[[source]]\nname = "Quay"\npath = "quay.rss"\n'
    )
    monkeypatch.setenv("DIGEST_NOW", "2026-11-30T06:30:00+00:00")
    assert run("build", "-c", tmp_path / "digest.toml", "--date", "2026-11-30", "--since", "2d").code == 0
    told = run("show", "-c", tmp_path / "digest.toml", "1", "-f", "json").out
    printed = {n for n in range(len(written + unread)) if f"quay.example/{n}." in told}
    assert printed == {n for n, when in enumerate(whens) if when == noon} | {
        *range(len(written), len(written + unread))
    }
