"""`digest subscribers …` as an operator meets it."""

import io
import re
import sqlite3
from contextlib import closing
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
    assert run("import", "readers.csv").out == "readers.csv: CSV file, 1 row: 0 added, 1 opted out stays out\n"
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


def test_of_who_is_erased_only_a_hash_stays_and_no_list_brings_them_back(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"address\n{ANA}\n")
    run("add", ANA, "--name", "Ana Ruiz")
    run("suppress", ANA, "--reason", "asked us")
    assert run("erase", "ANA@example.org") == (0, "A…@example.org is erased, and is never mailed.\n", "")
    with closing(sqlite3.connect(folder / "digest.db")) as conn:
        assert not re.search("(?i)ana@example|ruiz|asked us", "\n".join(conn.iterdump()))
    assert run("list", "--all") == (0, "", "0 subscribed, 0 ended, 0 suppressed\n")
    assert run("import", "readers.csv").out == "readers.csv: CSV file, 1 row: 0 added, 1 suppressed stays out\n"
    assert run("erase", ANA).out == "a…@example.org was not known, and is never mailed.\n"


def test_a_good_file_is_taken_in_and_twice_changes_nothing(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text("address\nana@example.org\nbob@example.org\n")
    assert run("import", "readers.csv") == (0, "readers.csv: CSV file, 2 rows: 2 added\n", "")
    first = run("export").out
    assert first.count(",import readers.csv,") == 2
    assert run("export", "-").out == first
    again = "readers.csv: CSV file, 2 rows: 0 added, 2 subscribed already\n"
    assert run("import", "readers.csv", "--how", "x") == (0, again, "")
    assert run("export").out == first


def test_rows_that_are_refused_are_named_on_standard_error(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"{READERS}carla,,,,,\n")
    assert run("import", "readers.csv") == (
        65,
        "readers.csv: digest export, 3 rows: 1 added, 1 opted out stays out, 1 unreadable\n",
        'digest: readers.csv: line 3: opted out, b…@example.org: ended_at says "2026-03-01"\n'
        "digest: readers.csv: line 4: unreadable: the address cannot be used: An email address must have an @-sign.\n",
    )


def test_a_dry_run_says_what_would_be_and_the_import_says_the_same_of_what_is(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"{READERS}carla,,,,,\n")
    would = run("import", "readers.csv", "--dry-run")
    assert would.out == ("readers.csv: digest export, 3 rows: 1 would be added, 1 opted out stays out, 1 unreadable\n")
    assert run("export").out == COLUMNS
    did = run("import", "readers.csv")
    assert (did.code, did.out, did.err) == (would.code, would.out.replace("would be added", "added"), would.err)


def test_rows_that_do_not_come_in_are_bounded_on_the_terminal_and_all_in_the_report(run: Run, folder: Path) -> None:
    rows = "".join(f"r{n}@example.org,{'unsubscribed' if n % 2 else 'active'}\n" for n in range(40))
    (folder / "readers.csv").write_text(f"email,status\n{rows}=x@example.org,bounced\nno,active\n")
    ran = run("import", "readers.csv", "--report", "out.csv")
    assert (ran.code, ran.err.count("opted out"), ran.err.count("\n")) == (65, 10, 13)
    assert ran.err.endswith("digest: and 10 more: out.csv names them all\n")
    lines = (folder / "out.csv").read_text().splitlines()
    assert (len(lines), lines[0]) == (1 + 20 + 2, "file,line,address,outcome,reason")
    assert lines[1] == 'readers.csv,line 3,r1@example.org,opted out,"status says ""unsubscribed"""'
    assert lines[-2].startswith("readers.csv,line 42,'=x@example.org,suppressed,")
    assert lines[-1].startswith("readers.csv,line 43,,unreadable,")
    assert (folder / "out.csv").stat().st_mode & 0o777 == 0o600
    refused = run("import", "readers.csv", "--report", "no/out.csv")
    assert refused.err.startswith("digest: no/out.csv: cannot be written") and refused.code == 75


def test_an_unknown_state_stops_with_the_line_that_mends_it(run: Run, folder: Path) -> None:
    (folder / "readers.csv").write_text(f"email,status\n{ANA},gold\nbob@example.org,off\n")
    assert '"gold", "off"' in refusal(run("import", "readers.csv"))
    assert "gold=STATE" in refusal(run("import", "readers.csv", "--value", "off=unsubscribed"))
    assert run("export").out == COLUMNS
    ran = run("import", "readers.csv", "--value", "off=unsubscribed", "--value", "gold=subscribed")
    assert ran.out == "readers.csv: CSV file, 2 rows: 1 added, 1 opted out stays out\n"


@pytest.mark.parametrize(
    "option",
    [("--map", "email"), ("--map", "adress=email"), ("--value", "gold=good"), ("--state", "gone"), ("--map", "name=")],
)
def test_an_option_that_makes_no_sense_is_a_usage_error(run: Run, folder: Path, option: tuple[str, str]) -> None:
    (folder / "readers.csv").write_text(f"email\n{ANA}\n")
    ran = run("import", "readers.csv", *option)
    assert (ran.code, ran.out) == (2, "") and option[0] in ran.err
    assert run("export").out == COLUMNS


def test_several_addresses_a_file_and_standard_input_are_suppressed(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "left.csv").write_text("Name,Mail\nBob,bob@example.org\nX,none\nAna,ana@example.org\n")
    ran = run("suppress", ANA, "eva@example.org", "left.csv", "--reason", "asked")
    assert ran == (
        65,
        "3 addresses suppressed, 0 were so before.\n",
        "digest: left.csv: line 3: the address cannot be used: An email address must have an @-sign.\n",
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"bob@example.org\nfinn@example.org\n")))
    assert run("suppress", "-", "--reason", "asked").out == "1 address suppressed, 1 was so before.\n"
    assert refusal(run("suppress", "gita@example.org", "none@", "--reason", "asked")).startswith("the address cannot")
    (folder / "all.csv").write_text("".join(f"{n}@example.org\n" for n in ("ana", "bob", "eva", "finn", "gita")))
    assert run("import", "all.csv").out == "all.csv: list of addresses, 5 rows: 1 added, 4 suppressed stay out\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "readers.csv: the file is empty: its first line has to name the columns"),
        (b"name\nAna\n", "readers.csv: no column holds addresses: name the columns in the first line"),
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
        "bob@example.org,Bob,,,2026-01-31T00:00:00+00:00,import readers.csv,2026-03-01T00:00:00+00:00,one-click,\n"
        "ana@example.org,Ana Ruiz,,,2026-01-31T00:00:00+00:00,fair,,,\n"
    )
    assert (folder / "all.csv").stat().st_mode & 0o777 == 0o600
    done = "all.csv: digest export, 2 rows: 0 added, 1 subscribed already, 1 opted out stays out\n"
    assert run("import", "all.csv").out == done
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
    assert commands == ["add", "import", "export", "list", "remove", "suppress", "unsuppress", "erase"]
    for command in commands:
        text = run(command, "-h").out
        assert f"Example: digest subscribers {command}" in text
        options = [line for line in text.splitlines() if line.strip().startswith("-")]
        assert options and all(len(line.split("  ")) > 2 for line in options), text
