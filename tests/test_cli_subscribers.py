"""`digest subscribers …` as an operator meets it."""

import re
from pathlib import Path

import pytest
from commands import Ran, Run, runner

ANA = "ana@example.org"
COLUMNS = "address,name,language,topics,consented_at,consented_how,ended_at,ended_how,suppressed\n"
READERS = """\
email,name,consented_at,consented_how,ended_at,ended_how
ana@example.org,Ana Ruiz,2026-01-31,fair,,
bob@example.org,Bob,2026-01-31,,2026-03-01,one-click
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    command = runner(monkeypatch, capsys)
    return lambda *arguments: command("subscribers", *arguments)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsletter of which no issue was ever made, in the working directory."""
    source = '[[source]]\nname = "Wire"\npath = "wire.atom"\n'
    (tmp_path / "digest.toml").write_text(f'[newsletter]\nname = "Daily"\n{source}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(ran: Ran) -> str:
    """The only line of an error that is the data's fault."""
    assert (ran.code, ran.out, ran.err.count("\n")) == (65, "", 1), ran
    return ran.err.removeprefix("digest: ").strip()


def test_somebody_is_added_once_and_then_listed(run: Run) -> None:
    assert run("add", ANA, "--name", "Ana Ruiz", "--topics", "town,sport", "--how", "fair") == (
        0,
        "a…@example.org was added.\n",
        "",
    )
    assert run("add", "ANA@example.org") == (0, "A…@example.org is subscribed already.\n", "")
    listed = run("list")
    assert re.fullmatch(rf"{ANA} {{19}}Ana Ruiz {{18}}20\d\d-\d\d-\d\d  subscribed  fair\n", listed.out), listed
    assert (listed.code, listed.err) == (0, "1 subscribed, 0 ended, 0 suppressed\n")


def test_an_empty_list_is_no_error(run: Run) -> None:
    assert run("list", "--all") == (0, "", "0 subscribed, 0 ended, 0 suppressed\n")
    assert run("export") == (0, COLUMNS, "")


def test_who_was_removed_is_listed_only_on_request_and_comes_back_only_by_add(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"address\n{ANA}\n")
    run("add", ANA)
    assert run("remove", ANA) == (0, "a…@example.org left Daily.\n", "")
    assert run("remove", ANA) == (0, "a…@example.org had left already.\n", "")
    assert run("list") == (0, "", "0 subscribed, 1 ended, 0 suppressed\n")
    assert "  ended       added by the operator" in run("list", "--all").out
    assert ",removed by the operator,\n" in run("export").out
    assert run("import", "readers.csv").code == 65
    assert run("add", ANA) == (0, "a…@example.org was renewed.\n", "")
    assert refusal(run("remove", "bob@example.org")) == (
        "b…@example.org is not on the list of daily: see `digest subscribers list --all`"
    )


def test_a_suppressed_address_stays_out_until_that_is_lifted(run: Run) -> None:
    run("add", ANA)
    assert run("suppress", ANA, "--reason", "asked us").out == "a…@example.org is never mailed again.\n"
    assert run("suppress", ANA, "--reason", "asked us").out == "a…@example.org was suppressed already.\n"
    assert run("list").err == "0 subscribed, 0 ended, 1 suppressed\n"
    assert refusal(run("add", ANA)) == (
        "a…@example.org is suppressed and was not added: if its owner now asks to be mailed,"
        " run `digest subscribers unsuppress` first"
    )
    assert run("unsuppress", ANA).out == "a…@example.org may be subscribed again.\n"
    assert run("unsuppress", ANA).out == "a…@example.org was not suppressed.\n"
    assert run("list").err == "0 subscribed, 1 ended, 0 suppressed\n"
    assert run("add", ANA).out == "a…@example.org was renewed.\n"


def test_a_good_file_is_taken_in_and_twice_changes_nothing(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text("address\nana@example.org\nbob@example.org\n")
    assert run("import", "readers.csv") == (0, "2 added, 0 already subscribed, 0 refused\n", "")
    first = run("export").out
    assert first.count(",import readers.csv,") == 2
    assert run("import", "readers.csv", "--how", "x") == (0, "0 added, 2 already subscribed, 0 refused\n", "")
    assert run("export").out == first


def test_rows_that_are_refused_are_named_on_standard_error(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"{READERS}carla,,,,,\n")
    assert run("import", "readers.csv") == (
        65,
        "1 added, 0 already subscribed, 2 refused\n",
        "digest: readers.csv: line 3: b…@example.org unsubscribed on 2026-03-01 and stays so\n"
        "digest: readers.csv: line 4: the address cannot be used: An email address must have an @-sign.\n",
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"address\nJos\xe9@example.org\n", "readers.csv: line 2 is not UTF-8 (byte 0xe9): save the file as UTF-8, or"),
        (b"", "readers.csv: the file is empty: its first line has to name the columns"),
        (b"name\nAna\n", "readers.csv: no column is called address: name the columns in the first line"),
        (None, "readers.csv: cannot be read (No such file or directory): check its name and permissions"),
    ],
)
def test_a_file_that_is_no_list_is_one_line_and_nothing_is_taken(
    run: Run, folder: Path, body: bytes | None, reason: str
) -> None:
    if body is not None:
        (folder / "readers.csv").write_bytes(body)
    assert refusal(run("import", "readers.csv")).startswith(reason)
    assert run("export").out == COLUMNS


def test_an_export_is_private_whole_and_comes_back_without_subscribing_anybody(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(READERS)
    run("import", "readers.csv")
    assert run("export", "all.csv") == (0, "", "")
    text = (folder / "all.csv").read_text()
    assert text == COLUMNS + (
        "ana@example.org,Ana Ruiz,,,2026-01-31T00:00:00+00:00,fair,,,\n"
        "bob@example.org,Bob,,,2026-01-31T00:00:00+00:00,import readers.csv,2026-03-01T00:00:00+00:00,one-click,\n"
    )
    assert (folder / "all.csv").stat().st_mode & 0o777 == 0o600
    assert run("import", "all.csv").out == "0 added, 1 already subscribed, 1 refused\n"
    assert run("export").out == text


def test_an_export_that_cannot_be_written_leaves_nothing_behind(run: Run, folder: Path) -> None:
    (folder / "taken").mkdir()
    ran = run("export", "taken")
    assert (ran.code, ran.err) == (
        75,
        "digest: taken: cannot be written (Is a directory): check the folder, its permissions and the disk\n",
    )
    assert "no/all.csv: cannot be written" in run("export", "no/all.csv").err
    assert list(folder.glob("**/*.part")) == []


def test_no_command_but_list_and_export_prints_an_address(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"address\n{ANA}\n{ANA},\nana@@example.org\njosé@example.org\n")
    ran = [run(command, ANA) for command in ("add", "add", "remove", "remove", "unsuppress", "add")]
    ran += [run("suppress", ANA, "--reason", "asked"), run("add", ANA), run("import", "readers.csv"), run("add", "a@b")]
    assert not re.search("ana@|josé@|a@b", " ".join(text for _, *texts in ran for text in texts))


def test_every_command_and_option_has_help_and_an_example(run: Run) -> None:
    commands = re.findall(r"^  (\w+)  ", run("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert commands == ["add", "import", "export", "list", "remove", "suppress", "unsuppress"]
    for command in commands:
        text = run(command, "-h").out
        assert f"Example: digest subscribers {command}" in text
        options = [line for line in text.splitlines() if line.strip().startswith("-")]
        assert options and all(len(line.split("  ")) > 2 for line in options), text
