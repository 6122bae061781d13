"""`digest doctor` about the machine itself, before it asks anybody else."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from commands import Run

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    folder = tmp_path / "n"
    shutil.copytree(SEEDS, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DIGEST_NOW", "2012-10-10T08:00+01:00")
    run("build", "--date", "2012-10-10")
    return folder


def levels(run: Run) -> list[str]:
    found = run("doctor")
    assert found.code == (65 if "ERROR" in found.out else 0)
    return [line for line in found.out.splitlines() if not line.startswith("ok")]


def test_a_machine_in_order_is_told_so(run: Run, newsletter: Path) -> None:
    found = run("doctor")
    assert found.code == 0
    assert [line.split()[0] for line in found.out.splitlines()] == ["ok"] * 7
    assert "the next issue is due 2012-10-11 07:00 +0100 (Europe/London)" in found.out


def test_templates_of_every_format_and_theme_are_tried_and_named(run: Run, newsletter: Path) -> None:
    (newsletter / "own").mkdir()
    (newsletter / "own" / "plain.html.j2").write_text("<style>{{ broken }}</style>")
    (newsletter / "own" / "issue.txt.j2").write_text("\n{{ nonsense.x }}")
    (newsletter / "own" / "issue.md.j2").write_text("{{ issue.nmae }}")
    text = (newsletter / "digest.toml").read_text()
    (newsletter / "digest.toml").write_text('templates_dir = "own"\n' + text + '[brand]\ntheme = "plain"\n')
    errors = [line for line in levels(run) if line.startswith("ERROR")]
    assert [line.split(": ")[0] for line in errors] == [
        "ERROR    issue.txt.j2, line 2",
        "ERROR    issue.md.j2, line 1",
        "ERROR    plain.html.j2, line 1",
    ]


def test_what_is_wrong_is_told_with_its_mend(run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (newsletter / "digest.db").chmod(0o644)
    assert "holds addresses and others may read it" in levels(run)[0]
    (newsletter / "digest.db").chmod(0o600)
    monkeypatch.setenv("DIGEST_NOW", "2011-10-10T08:00+01:00")
    assert "it is 2011-10-10 08:00, and the database was changed 2012-10-10 07:00" in levels(run)[0]
    monkeypatch.setenv("DIGEST_NOW", "2012-10-10T08:00+01:00")
    (newsletter / "own").mkdir()
    (newsletter / "own" / "issue.txt.j2").write_text("{% if %}")
    text = (newsletter / "digest.toml").read_text()
    (newsletter / "digest.toml").write_text('templates_dir = "own"\n' + text)
    assert levels(run)[0].startswith("ERROR    issue.txt.j2, line 1: Expected an expression")
    (newsletter / "digest.toml").write_text(text)
    with sqlite3.connect(newsletter / "digest.db") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE issues SET newsletter_id = 7")
    assert "rows of issues hang in the air" in levels(run)[0]
    (newsletter / "digest.db").write_bytes(b"damaged " * 4096)
    assert "its contents are damaged: restore it from a backup" in levels(run)[0]
