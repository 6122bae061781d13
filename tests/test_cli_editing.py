"""digest edit and correct as an editor meets them, with a real $EDITOR."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from commands import Ran, Run, quietly

from digest.config import load
from digest.store import issues, open_store
from digest.store.schema import issues as table

SEEDS = Path(__file__).parent.parent / "seeds"
BUILD = ("build", "--date", "2012-10-10")
SLUG = "the-sampleford-morning"


@pytest.fixture(scope="module")
def drafted_for_a_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newsletter with a draft. Mail goes into a folder."""
    folder = tmp_path_factory.mktemp("drafted") / "newsletter"
    shutil.copytree(SEEDS, folder)
    (folder / "digest.toml").write_text((folder / "digest.toml").read_text() + '\n[delivery]\ntransport = "eml"\n')
    quietly(*BUILD, "--config", folder / "digest.toml")
    return folder


@pytest.fixture
def newsroom(drafted_for_a_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the working directory."""
    folder = tmp_path / "newsletter"
    shutil.copytree(drafted_for_a_folder, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "kept"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.delenv("VISUAL", raising=False)
    (tmp_path / "kept").mkdir()
    return folder


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Python lines that change ``text``, as the program that $EDITOR names."""
    path = folder / "editor.py"
    begin = "import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text()\n"
    path.write_text(f"{begin}{script}\npath.write_text(text)\n")
    monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{path}' --wait")


def one_line(ran: Ran, code: int) -> str:
    assert ran.code == code, ran
    assert ran.err.startswith("digest: ") and ran.err.count("\n") == 1, ran.err
    return ran.err


def shown(run: Run) -> dict[str, object]:
    data = json.loads(run("show", "1", "--format", "json").out)
    assert isinstance(data, dict)
    return data


def titles(run: Run) -> list[str]:
    return [line.strip() for line in run("why", "1").out.splitlines() if re.match(r" +\d+\. ", line)]


def kept(folder: Path) -> list[Path]:
    return sorted((folder.parent / "kept").iterdir())


def send(run: Run, number: int) -> None:
    assert run("approve", number).code == 0
    assert run("send", number).code == 0


SWAP = 'text = text.replace("headline = \\"Quillara", "headline = \\"At last: Quillara", 1).replace("note = \\"\\"", "note = \\"Read this.\\"", 1)'


def test_what_the_editor_saves_becomes_the_draft_and_is_recorded(
    run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(run)
    editor(monkeypatch, newsroom, SWAP)
    ran = run("edit", "1")
    assert (ran.code, ran.err, kept(newsroom)) == (0, "", [])
    assert ran.out.startswith("Issue 1 is edited: note on “Ban Ki-moon")
    assert "headline of “Quillara’s president" in ran.out and ran.out.endswith("Read it: digest show 1\n")
    after = shown(run)
    assert [each["change"].partition(" “")[0] for each in after["edits"]] == ["note on", "headline of"]  # type: ignore[attr-defined]
    assert after["left_out"] == before["left_out"]
    for format in ("html", "text", "markdown"):
        page = run("show", "1", "--format", format).out
        assert "At last: Quillara" in page and "Read this." in page and "Editor’s note:" in page
    assert run("show", "1").err.count("digest") == 0 and "Edited " in run("show", "1").err
    assert "note on “Ban Ki-moon" in run("why", "1").out
    assert run("list").out.endswith("15 stories, edited\n")


def test_an_editor_that_changes_nothing_changes_nothing(
    run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("show", "1", "-f", "html")
    editor(monkeypatch, newsroom, "")
    assert run("edit") == (0, "Nothing was changed: issue 1 is as it was.\n", "")
    assert (run("show", "1", "-f", "html"), kept(newsroom)) == (before, [])


def test_what_is_printed_can_be_edited_elsewhere_and_given_back(run: Run, newsroom: Path) -> None:
    text = run("edit", "1", "--print").out
    file = newsroom / "mine.toml"
    file.write_text(text)
    assert run("edit", "1", "--file", file).out == "Nothing was changed: issue 1 is as it was.\n"
    file.write_text(text.replace("pin = false", "pin = true", 2).replace("drop = false", "drop = true", 1))
    assert "dropped “Ban Ki-moon" in run("edit", "1", "--file", file).out
    assert "Quillara’s president loses by 312 votes" in titles(run)[0]


def test_a_mistake_keeps_the_draft_and_the_file_which_can_be_given_again(
    run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("show", "1")
    editor(monkeypatch, newsroom, 'text = text.replace("drop = false", "dorp = true", 1)')
    error = one_line(run("edit", "1"), 65)
    (file,) = kept(newsroom)
    assert re.match(r"digest: line \d+: unknown key 'dorp': did you mean 'drop'\? \(the draft is as it was", error)
    assert error.endswith(f"your file is kept: mend it and run `digest edit 1 --file {file}`)\n")
    assert run("show", "1") == before
    file.write_text(file.read_text().replace("dorp", "drop"))
    assert run("edit", "1", "--file", file).out.startswith("Issue 1 is edited: dropped “Ban Ki-moon")


def test_on_a_terminal_a_mistake_is_shown_and_the_editor_opens_again(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    script = 'text = text.replace("dorp", "drop") if "dorp" in text else text.replace("drop = false", "dorp = true", 1)'
    editor(monkeypatch, newsroom, script)
    ours, theirs = pty.openpty()
    seen: list[bytes] = []

    def watch() -> None:
        with suppress(OSError):
            while part := os.read(ours, 10_000):
                seen.append(part)

    screen = threading.Thread(target=watch)
    screen.start()
    os.write(ours, b"y\n")
    command = [sys.executable, "-m", "digest", "edit", "1"]
    done = subprocess.run(command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    screen.join()
    os.close(ours)
    assert b"unknown key 'dorp'" in b"".join(seen) and b"Edit again?" in b"".join(seen)
    assert "Issue 1 is edited: dropped “Ban Ki-moon".encode() in done.stdout


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("no-such-editor", 78, "cannot be started"),
        ("false", 65, "the editor 'false' ended with 1"),
        ("'", 78, "cannot"),
    ],
)
def test_an_editor_that_does_not_work_is_named(
    run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch, command: str, code: int, message: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    assert message in one_line(run("edit", "1"), code)
    assert kept(newsroom) == []


def test_of_two_editors_the_second_is_told_that_the_draft_is_another(run: Run, newsroom: Path) -> None:
    text = run("edit", "1", "--print").out
    (newsroom / "first.toml").write_text(text.replace("drop = false", "drop = true", 1))
    (newsroom / "second.toml").write_text(text.replace("pin = false", "pin = true", 1))
    assert run("edit", "1", "--file", "first.toml").code == 0
    told = one_line(run("edit", "1", "--file", "second.toml"), 65)
    assert "the draft of issue 1 was built or edited since this file was made" in told
    assert "pinned" not in run("why", "1").out


def test_only_a_draft_is_edited_and_others_say_what_to_do(run: Run, newsroom: Path) -> None:
    run("approve", "1")
    assert "issue 1 is approved, and only a draft is edited: run `digest withdraw 1`" in one_line(run("edit", "1"), 65)
    run("withdraw", "1")
    assert "issue 1 is withdrawn, and only a draft is edited" in one_line(run("edit", "1", "--print"), 65)
    run(*BUILD)
    send(run, 2)
    assert "say what was wrong with `digest correct 2`" in one_line(run("edit", "2"), 65)
    assert "there is no issue 7" in one_line(run("edit", "7"), 65)


def test_a_build_leaves_an_edited_draft_alone_and_with_force_keeps_only_its_pins(run: Run, newsroom: Path) -> None:
    text = run("edit", "1", "--print").out
    third = text.index("key = 3 ")
    changed = text[:third] + text[third:].replace("pin = false", "pin = true", 1)
    (newsroom / "mine.toml").write_text(changed.replace("Good morning", "Good evening"))
    run("edit", "1", "--file", "mine.toml")
    edited = run("show", "1")
    (newsroom / "articles" / "quay-bun.md").unlink()
    assert run(*BUILD) == (0, "Issue 1 for Wed 10 Oct 2012, 07:00 was edited and stays as it is; --force makes it anew.\n", "")  # fmt: skip
    assert run("show", "1") == edited
    forced = run(*BUILD, "--force")
    assert forced.out.startswith("Issue 1 of The Sampleford Morning for Wed 10 Oct 2012, 07:00: 14 stories")
    assert forced.err.startswith(
        "digest: this edit is lost: wrote the intro\ndigest: this edit is lost: pinned “Herring"
    )
    page = run("show", "1").out
    assert "Good morning" in page and "A bun to throw" not in page
    assert "Herring quota cut" in titles(run)[0]
    assert run(*BUILD).err == ""
    assert "Herring quota cut" in titles(run)[0]


def test_what_is_edited_while_a_build_is_at_work_stays(run: Run, newsroom: Path) -> None:
    from digest.pipeline import building

    (newsroom / "mine.toml").write_text(run("edit", "1", "--print").out.replace("Good morning", "Good evening"))
    settings, store = load(newsroom / "digest.toml"), open_store(newsroom / "digest.db")
    now = datetime(2012, 10, 10, 6, tzinfo=ZoneInfo("Europe/London"))

    def edits(*_: int) -> None:
        run("edit", "--file", "mine.toml")

    built = building.build(settings, store, now.date(), now, progress=edits)
    store.close()
    assert built.issue is not None and [each.change for each in built.issue.edits] == ["wrote the intro"]
    assert "Good evening" in run("show", "1").out


def test_a_dropped_story_is_not_used_up_but_does_not_return_by_itself(run: Run, newsroom: Path) -> None:
    text = run("edit", "1", "--print").out
    (newsroom / "mine.toml").write_text(text.replace("drop = false", "drop = true", 1))
    run("edit", "1", "--file", "mine.toml")
    dropped = run("why", "1", "file:ban-ki-moon-truce.txt").out
    assert dropped.splitlines()[1] == "            dropped by the editor"
    send(run, 1)
    late = (
        "---\ntitle: Fair\ndate: 2012-10-11T05:00:00+01:00\n---\nThe fair opens on Friday at the quay of Sampleford.\n"
    )
    (newsroom / "articles" / "fair.md").write_text(late)
    assert run("build", "--date", "2012-10-11").out.startswith("Issue 2 of The Sampleford Morning for Thu 11 Oct 2012, 07:00: 1 story")  # fmt: skip
    assert "Ban Ki-moon" not in run("show", "2").out
    assert "Ban Ki-moon" not in run("why", "2").out
    assert run("build", "--date", "2012-10-11", "--since", "3d").code == 0
    assert "Ban Ki-moon" in run("show", "2").out


def test_a_correction_stands_in_the_next_issue_and_is_used_up_when_that_is_approved(run: Run, newsroom: Path) -> None:
    assert "issue 1 is draft and needs no correction: edit it" in one_line(run("correct", "1", "No."), 65)
    send(run, 1)
    told = run("correct", "1", "The bun  weighs\n90 grams.")
    assert told.out == "The next issue that is built prints this correction of issue 1.\n"
    fair = "---\ntitle: Fair {0}\ndate: 2012-10-{0}T05:00:00+01:00\n---\nThe fair of day {0} opens at the quay of Sampleford.\n"
    for day in (11, 12):
        (newsroom / "articles" / f"fair{day}.md").write_text(fair.format(day))
    run("build", "--date", "2012-10-11")
    for format in ("html", "text", "markdown"):
        page = run("show", "2", "-f", format).out
        assert all(part in page for part in ("Correction", "No. 1 of 10 October:", "The bun weighs 90 grams."))
    assert json.loads(run("show", "2", "-f", "json").out)["corrections"] == [
        {"number": 1, "slot": "2012-10-10T07:00:00+01:00", "text": "The bun weighs 90 grams."}
    ]
    run("withdraw", "2")
    run("build", "--date", "2012-10-11")
    assert "The bun weighs 90 grams." in run("show", "3").out
    send(run, 3)
    run("build", "--date", "2012-10-12")
    assert "The bun weighs 90 grams." not in run("show", "4").out


def test_a_correction_that_an_editor_leaves_out_waits_for_the_next_issue(run: Run, newsroom: Path) -> None:
    send(run, 1)
    run("correct", "1", "The bun weighs 90 grams.")
    fair = "---\ntitle: Fair {0}\ndate: 2012-10-{0}T05:00:00+01:00\n---\nThe fair of day {0} opens at the quay of Sampleford.\n"
    for day in (11, 12):
        (newsroom / "articles" / f"fair{day}.md").write_text(fair.format(day))
    run("build", "--date", "2012-10-11")
    (newsroom / "mine.toml").write_text(
        run("edit", "2", "--print").out.replace('  "No. 1: The bun weighs 90 grams.",\n', "")
    )
    assert "left out a correction" in run("edit", "2", "--file", "mine.toml").out
    send(run, 2)
    run("build", "--date", "2012-10-12")
    assert "The bun weighs 90 grams." in run("show", "3").out and "The bun weighs" not in run("show", "2").out


def test_a_correction_that_waits_is_taken_back(run: Run, newsroom: Path) -> None:
    send(run, 1)
    (newsroom / "right.txt").write_text("The bun weighs 80 grams.\n")
    run("correct", "1", "--file", "right.txt")
    assert run("correct", "1", "--take-back").out == "Of issue 1, 1 waited and is forgotten.\n"
    assert run("correct", "1", "--take-back").out == "Of issue 1, 0 waited and are forgotten.\n"
    assert run("correct", "1").code == 2
    assert run("correct", "1", "No.", "--take-back").code == 2
    assert "the correction is empty" in one_line(run("correct", "1", "  "), 65)
    assert "there is no issue 9" in one_line(run("correct", "9", "No."), 65)


def test_an_issue_of_its_own_holds_a_correction_and_takes_no_article_from_the_next(run: Run, newsroom: Path) -> None:
    send(run, 1)
    numbers = [run("correct", "1", text, "--now").out.split()[1] for text in ("The bun weighs 90 grams.", "Again.")]
    assert numbers == ["2", "3"]
    assert run("list").out.splitlines()[1].endswith("draft      1 correction")
    assert (run("why", "2").out, run("why", "2").code) == ("\n", 0)
    page = run("show", "2").out
    assert "No. 1 of 10 October: The bun weighs 90 grams." in page and "verbatim" not in page
    assert "has no story" not in run("proof", "2").out
    run("show", "2", "--save", "out")
    assert "Subject: The Sampleford Morning No. 2: Correction" in next((newsroom / "out").glob("*.eml")).read_text()
    send(run, 2)
    fair = (
        "---\ntitle: Fair\ndate: 2012-10-10T09:00:00+01:00\n---\nThe fair opens at the quay of Sampleford on Friday.\n"
    )
    (newsroom / "articles" / "fair.md").write_text(fair)
    built = run("build", "--date", "2012-10-11").out
    assert built.startswith("Issue 4 of The Sampleford Morning for Thu 11 Oct 2012, 07:00: 1 story")
    assert "The bun weighs" not in run("show", "4").out


def test_the_tick_sends_an_edited_draft_as_it_was_edited(run: Run, newsroom: Path) -> None:
    from digest.deliver.journal import open_journal
    from digest.pipeline import tick
    from digest.pipeline.timekeeping import Clock

    (newsroom / "mine.toml").write_text(run("edit", "1", "--print").out.replace("Good morning", "Good evening"))
    run("edit", "1", "--file", "mine.toml")
    edited = run("show", "1", "-f", "html").out
    path = newsroom / "digest.toml"
    path.write_text(path.read_text().replace("[schedule]", 'approve = "auto"\n\n[schedule]'))
    store, journal = open_store(newsroom / "digest.db"), open_journal(newsroom / "journal")
    now = datetime(2012, 10, 10, 7, 5, tzinfo=ZoneInfo("Europe/London"))
    try:
        ran = tick.run(load(path), store, journal, Clock(lambda: now, lambda _: None))
        with store.read() as conn:
            sent = issues.get(conn, SLUG, 1)
            states = conn.scalars(table.select().with_only_columns(table.c.status)).all()
    finally:
        journal.close()
        store.close()
    assert [each.issue.number for each in ran.sent] == [1]
    assert sent is not None and sent.body("html") == edited
    assert states == ["sent"]
