"""What works in the shell works from cron and systemd, or `schedule install` says why it would not."""

import os
import pwd
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run

from digest.cli import scheduler
from digest.cli.scheduler import in_crontab, in_unit
from digest.config import read_env_file
from digest.errors import ConfigError

NEEDS_A_SECRET = """\
[newsletter]
name = "x"
from = "x@example.org"
to = "me@example.org"
[delivery]
transport = "eml"
[[source]]
name = "A"
path = "articles"
login_env = "COURIER_LOGIN"
"""
NOT_THERE = "digest: COURIER_LOGIN is not there when {} runs: put it into a file that only you can read: digest schedule install --env-file FILE\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A newsletter in a folder of a difficult name, the secret it needs in the shell, and a crontab of the test's own."""
    place = tmp_path / "the 100% 'quiet' $HOME"
    (place / "articles").mkdir(parents=True)
    (place / "digest.toml").write_text(NEEDS_A_SECRET)
    (place / "secrets.env").write_text("# for the source\nCOURIER_LOGIN='me:it is $ecret'\n")
    (place / "secrets.env").chmod(0o600)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "crontab").write_text('#!/bin/sh\nif [ "$1" = -l ]; then cat "$CRONTAB"; else cat > "$CRONTAB"; fi\n')
    (tools / "systemctl").write_text("#!/bin/sh\n")
    for tool in tools.iterdir():
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("CRONTAB", str(tmp_path / "crontab"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COURIER_LOGIN", "me:it is $ecret")
    monkeypatch.chdir(place)
    (tmp_path / "crontab").write_text("0 1 * * * backup\n")
    return place


def as_cron(line: str) -> subprocess.CompletedProcess[str]:
    """Runs the command of a crontab line as crontab(5) says."""
    command = re.sub(r"^(\S+ ){5}", "", line.rstrip("\n")).replace(r"\%", "%")
    me = pwd.getpwuid(os.getuid())
    bare = {"HOME": me.pw_dir, "LOGNAME": me.pw_name, "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return subprocess.run(["/bin/sh", "-c", command], env=bare, cwd=me.pw_dir, capture_output=True, text=True)


def test_a_secret_that_only_the_shell_knows_is_missed_before_a_crontab_is_written(run: Run, folder: Path) -> None:
    assert run("config", "check").code == 0
    refused = run("schedule", "install", "--cron")
    assert (refused.code, refused.out, refused.err) == (78, "", NOT_THERE.format("cron"))
    refused = run("schedule", "install", "--systemd")
    assert (refused.code, refused.out, refused.err) == (78, "", NOT_THERE.format("systemd"))
    assert (folder.parent / "crontab").read_text() == "0 1 * * * backup\n"
    assert not (folder.parent / "config").exists() and not (folder / "digest.db").exists()


def test_the_written_line_runs_in_cron_and_holds_no_secret(run: Run, folder: Path) -> None:
    assert run("schedule", "install", "--cron", "--env-file", "secrets.env").code == 0
    line = (folder.parent / "crontab").read_text().splitlines()[-1]
    assert "ecret'" not in line and line.endswith(" # digest: x")
    ran = as_cron(line)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (folder / "digest.db").exists()


def test_a_variable_of_the_crontab_counts(run: Run, folder: Path) -> None:
    (folder.parent / "crontab").write_text('COURIER_LOGIN = "me:it is $ecret"\n0 1 * * * backup\n')
    assert run("schedule", "install", "--cron").code == 0
    assert (folder.parent / "crontab").read_text().count("digest: x") == 1


def test_a_unit_names_the_file_of_variables_and_systemd_itself_is_asked_where_it_is_at_work(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run("schedule", "install", "--systemd", "--env-file", "secrets.env", "--dry-run")
    place = str(folder).replace("%", "%%")
    assert f"WorkingDirectory={place}\nEnvironmentFile={place}/secrets.env\nExecStart=" in shown.out
    quoted = f"{place}/digest.toml".replace("$", "$$")
    assert f'run --quiet --config "{quoted}"\n' in shown.out
    asked = folder.parent / "tools" / "systemd-run"
    asked.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder.parent}/asked\necho digest: no bus >&2; exit 1\n')
    asked.chmod(0o755)
    monkeypatch.setattr(scheduler, "systemd_is_there", lambda: True)
    refused = run("schedule", "install", "--systemd", "--env-file", "secrets.env")
    assert (refused.code, refused.err) == (78, "digest: when systemd runs it: no bus\n")
    assert f"--property=EnvironmentFile={folder}/secrets.env" in (folder.parent / "asked").read_text()


def test_what_send_would_refuse_is_refused_when_the_schedule_is_installed(run: Run, folder: Path) -> None:
    (folder / "digest.toml").write_text(
        NEEDS_A_SECRET.replace('login_env = "COURIER_LOGIN"', "").replace("from", "# from")
    )
    refused = run("schedule", "install", "--cron")
    assert (refused.code, refused.err.startswith("digest: when cron runs it: mail needs a sender: ")) == (78, True)


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("A=b", 0o640, "others may read the secrets in it: chmod 600 "),
        ("A=b\nexport S=tops3cret", 0o600, ", line 2: write it like SMTP_PASSWORD='the password'"),
        ("S=tops3cret with blanks", 0o600, ", line 1: "),
        ('S="tops3cret$1"', 0o600, ", line 1: "),
        ("S='tops3cret\\'", 0o600, ", line 1: "),
    ],
)
def test_a_file_of_variables_that_shells_and_systemd_read_differently_is_refused(
    tmp_path: Path, text: str, mode: int, said: str
) -> None:
    path = tmp_path / "secrets.env"
    path.write_text(text)
    path.chmod(mode)
    with pytest.raises(ConfigError) as caught:
        read_env_file(path)
    assert said in str(caught.value) and "tops3cret" not in str(caught.value)


def test_a_file_of_variables_means_what_a_shell_reads_in_it(tmp_path: Path) -> None:
    text = '# a comment\n\nA=b/c:d@e.f%g\nB=\'it is $ö "x" #\'\nC="it\'s"\nD=\n'
    path = tmp_path / "secrets.env"
    path.write_text(text)
    path.chmod(0o600)
    shell = subprocess.run(
        ["/bin/sh", "-c", 'set -a; . "$0"; exec "$@"', str(path), sys.executable, "-c", "import os; print(dict(os.environ))"],
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    expected = {"A": "b/c:d@e.f%g", "B": 'it is $ö "x" #', "C": "it's", "D": ""}
    assert read_env_file(path) == expected
    assert expected.items() <= eval(shell.stdout).items()


def test_a_name_with_a_line_break_is_refused_and_special_letters_are_escaped() -> None:
    for spell in (in_crontab, in_unit):
        with pytest.raises(ConfigError, match="a line break"):
            spell(["digest", "a\nb"])
    assert in_unit(["/bin/digest", 'a "b" \\c 5% $HOME']) == '/bin/digest "a \\"b\\" \\\\c 5%% $$HOME"'
    assert in_crontab(["digest", "5% it's"]) == """digest '5\\% it'"'"'s'"""
