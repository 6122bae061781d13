"""One table of formats: a row and a template make another one."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Run

from digest.errors import ConfigError, InputError
from digest.models import Issue
from digest.render import environment, formats, render_issue, sha256_of

GEMINI = formats.Printed("gemini", ".gmi", lambda text: text.replace("=>", "= >"))
ADDED = """
import contextlib, io, json, sys
from digest.render import formats
formats.PRINTED += (formats.Printed("gemini", ".gmi", lambda text: text.replace("=>", "= >")),)
from digest.cli import main
said = []
for arguments in json.loads(sys.argv[1]):
    out, code = io.StringIO(), 0
    sys.argv = ["digest", *arguments]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    said.append((code, out.getvalue()))
print(json.dumps(said))
"""


def test_a_format_is_a_row_and_a_template_and_every_command_knows_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "issue.gmi.j2").write_text("# {{ issue.name }} {{ '=> x' }}\n")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "issue.gmi.j2").write_text("{{ nonsense.x }}")
    (tmp_path / "news.txt").write_text(
        "The ferry sails again\n\nThe ferry sails again from Monday, the council said.\n"
    )
    head = '[newsletter]\nname = "Quay"\nto = "a@quay.example"\nfrom = "b@quay.example"\n[schedule]\ntimezone = "UTC"\n'
    config = head + '[delivery]\ntransport = "eml"\n[[source]]\nname = "Town"\npath = "news.txt"\n'
    for name in ("own", "broken"):
        (tmp_path / f"{name}.toml").write_text(f'templates_dir = "{name}"\ndatabase = "digest.db"\n' + config)
    monkeypatch.chdir(tmp_path)
    commands = [
        ("build", "-c", "own.toml", "--since", "2012-10-10"),
        ("show", "1", "-f", "gemini", "-c", "own.toml"),
        ("show", "1", "--save", "out", "-c", "own.toml"),
        ("export", "all", "-c", "own.toml"),
        ("show", "--help"),
        ("config", "check", "-c", "broken.toml"),
    ]
    done = subprocess.run([sys.executable, "-c", ADDED, json.dumps(commands)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    built, shown, saved, exported, helped, checked = json.loads(done.stdout)
    assert built[0] == 0 and shown == [0, "# Quay = > x\n"]
    assert [Path(line).suffix for line in saved[1].split()] == [".html", ".txt", ".md", ".gmi", ".eml"]
    assert exported[0] == 0 and next(Path("all").rglob("*.gmi")).read_text() == "# Quay = > x\n"
    assert "html|text|markdown|gemini|json" in helped[1] and ".md, .gmi and .eml" in " ".join(helped[1].split())
    assert checked[0] == 78 and "broken.toml:1:1: issue.gmi.j2, line 1: 'nonsense' is undefined" in checked[1]
    with closing(sqlite3.connect("digest.db")) as conn, conn:  # as one that is older than a format has it
        conn.execute("DELETE FROM renditions WHERE format = 'markdown'")
    shown_again = run("show", "1", "-f", "markdown", "-c", "own.toml")
    assert shown_again == (65, "", "digest: issue 1 was made before markdown: build it again\n")


def test_an_issue_of_before_a_format_keeps_its_renditions_and_its_hash(
    handmade: Issue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "issue.gmi.j2").write_text("# {{ issue.name }}\n")
    monkeypatch.setattr(formats, "PRINTED", (*formats.PRINTED, GEMINI))
    assert sha256_of(handmade.renditions) == handmade.sha256
    anew = render_issue(handmade, environment(tmp_path))
    assert [each.format for each in anew] == ["html", "text", "markdown", "gemini", "json"]
    assert tuple(each for each in anew if each.format != "gemini") == handmade.renditions
    with pytest.raises(InputError) as caught:
        replace(handmade, status="sent").body("gemini")
    assert str(caught.value) == f"issue {handmade.number} was made before gemini: it is sent and stays as it is"


@pytest.mark.parametrize("name", ["greeting.j2", "greeting.gmi.j2", "html.j2", "greeting.html"])
def test_what_nobody_knows_how_to_escape_is_not_printed(handmade: Issue, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{{ issue.name }}")
    (tmp_path / "issue.txt.j2").write_text(f'{{% include "{name}" %}}')
    with pytest.raises(ConfigError) as caught:
        render_issue(handmade, environment(tmp_path))
    assert str(caught.value) == (
        f"{name}: its name does not say what it makes, so nothing can be escaped in it: let it end in one of .html.j2,"
        " .txt.j2, .md.j2, .css.j2, .xml.j2"
    )
