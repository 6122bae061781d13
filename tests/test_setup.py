"""Setting up: config check, schedule install, and help that leaves nothing out."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from commands import Run

from digest.cli import app
from digest.config import load

ARTICLE = "---\ntitle: Ferry\ndate: {}\n---\nThe ferry of Sampleford sails again from Thursday, its owner said.\n"

WHOLE = """\
[newsletter]
name = "x"
from = "x@example.org"
to = "me@example.org"
[delivery]
transport = "eml"
[[source]]
name = "A"
path = "articles"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGEST_NOW", "2012-10-10T06:00+01:00")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "ferry.md").write_text(ARTICLE.format("2012-10-09T05:00:00+01:00"))
    return tmp_path


def test_config_check_explains_every_mistake_with_line_and_column(run: Run, folder: Path) -> None:
    text = '[newsletter]\nname = "x"\nform = "a@example.org"\n\n[schedule]\n  time = "25:00"\n[[source]]\nname = "A"\npath = "articles"\n[[source]]\nname = "B"\n wieght = 2\npath = "articles"\n'
    (folder / "digest.toml").write_text(text)
    found = run("config", "check")
    assert found.code == 78
    assert [line.split(": ")[0] for line in found.out.splitlines()] == ["digest.toml:3:1", "digest.toml:6:3", "digest.toml:12:2"]  # fmt: skip
    assert "unknown key 'wieght' in [[source]] 'B': did you mean 'weight'?" in found.out
    (folder / "digest.toml").write_text('[newsletter]\nname = "x\n')
    assert run("config", "check").out.startswith("digest.toml:2:10: not valid TOML")
    (folder / "digest.toml").write_text(WHOLE.replace('"articles"', '"none"'))
    assert run("config", "check").out == f"digest.toml:9:1: source 'A': there is no none in {folder}\n"
    (folder / "digest.toml").write_text(WHOLE)
    assert run("config", "check") == (0, "digest.toml: x, 1 source: nothing to mend.\n", "")


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ('time = "07:00:30"', "no time of day in the newsletter's zone"),
        ('max_lateness = "soon"', "'soon' is no span of time: write it like 90m, 12h or 3d"),
        ('holidays = "XX-YY"', "'XX-YY'"),
        ("time = []", "is empty: write it like time"),
        ('catch_up = "all"', "'latest', 'fold' or 'none'"),
    ],
)
def test_a_schedule_that_cannot_be_is_explained(run: Run, folder: Path, schedule: str, message: str) -> None:
    text = f'[newsletter]\nname = "x"\n[schedule]\n{schedule}\n[[source]]\nname = "A"\npath = "articles"\n'
    (folder / "digest.toml").write_text(text)
    found = run("config", "check")
    assert (found.code, found.out.startswith("digest.toml:4:1: ")) == (78, True), found
    assert message in found.out


def test_days_off_are_named_or_come_from_a_list_of_holidays(folder: Path) -> None:
    pytest.importorskip("holidays", reason="extra holidays")
    text = '[newsletter]\nname = "x"\n[schedule]\ntime = ["07:00", "17:00"]\nholidays = "GB-ENG"\nskip_dates = [2026-12-24]\ntimezone = "Europe/London"\n[[source]]\nname = "A"\npath = "articles"\n'
    (folder / "digest.toml").write_text(text)
    from datetime import UTC, datetime

    from digest.schedule import slots_between

    plan = load(folder / "digest.toml").schedule.plan
    found = slots_between(plan, datetime(2026, 12, 23, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC))
    assert [f"{slot:%d %H}" for slot in found] == ["23 07", "23 17", "29 07", "29 17"]


@pytest.fixture
def crontab(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A crontab of the test's own, and a systemctl that only listens."""
    tools = folder / "tools"
    tools.mkdir()
    script = '#!/bin/sh\nif [ "$1" = -l ]; then cat "$CRONTAB"; else cat > "$CRONTAB"; fi\n'
    (tools / "crontab").write_text(script)
    (tools / "systemctl").write_text('#!/bin/sh\necho "$@" >> "$CALLS"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("CRONTAB", str(folder / "crontab"))
    monkeypatch.setenv("CALLS", str(folder / "calls"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    (folder / "crontab").write_text("0 1 * * * backup\n")
    (folder / "digest.toml").write_text(WHOLE)
    return folder / "crontab"


def test_a_crontab_line_is_written_once_shown_and_removed_and_others_stay(run: Run, crontab: Path) -> None:
    dry = run("schedule", "install", "--cron", "--dry-run")
    assert crontab.read_text() == "0 1 * * * backup\n"
    for _ in range(2):
        assert run("schedule", "install", "--cron").code == 0
    assert crontab.read_text() == f"0 1 * * * backup\n{dry.out}"
    assert dry.out.startswith("*/10 * * * * ") and dry.out.endswith(" # digest: x\n")
    assert f"run --quiet --config {crontab.parent / 'digest.toml'}" in dry.out
    assert run("schedule", "show").out.splitlines()[-1] == dry.out.strip()
    assert run("schedule", "remove").out == "Removed.\n"
    assert crontab.read_text() == "0 1 * * * backup\n"
    assert run("schedule", "remove").out == "There was nothing to remove.\n"


def test_a_timer_catches_up_and_hints_at_lingering(run: Run, crontab: Path) -> None:
    done = run("schedule", "install", "--systemd")
    assert "loginctl enable-linger" in done.out
    units = crontab.parent / "config" / "systemd" / "user"
    assert "Persistent=true" in (units / "digest-x.timer").read_text()
    assert "run --quiet" in (units / "digest-x.service").read_text()
    calls = (crontab.parent / "calls").read_text()
    assert calls == "--user daemon-reload\n--user enable --now digest-x.timer\n"
    assert str(units / "digest-x.timer") in run("schedule", "show").out
    run("schedule", "remove")
    assert list(units.iterdir()) == []


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_command_has_an_example_and_every_option_help() -> None:
    found = dict(commands(typer.main.get_command(app), "digest"))
    assert len(found) > 30
    for path, command in found.items():
        assert f"Example: {path} " in " ".join(f"{command.help} ".split()) + " ", path
        for parameter in command.params:
            assert parameter.help, f"{path}: {parameter.name}"


def test_the_shell_completes_commands() -> None:
    environment = os.environ | {"_DIGEST_COMPLETE": "complete_bash", "COMP_WORDS": "digest sta", "COMP_CWORD": "1"}
    script = "import sys; sys.argv = ['digest']; from digest.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["status"]


def test_a_loop_ticks_until_it_is_stopped(folder: Path) -> None:
    (folder / "digest.toml").write_text(WHOLE + '[schedule]\ndays = ["sun"]\n')
    command = [sys.executable, "-m", "digest", "run", "--loop", "--every", "1"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout
    lines = [child.stdout.readline() for _ in range(2)]
    child.terminate()
    _, err = child.communicate(timeout=30)
    assert child.returncode in (0, 75), err
    assert set(lines) == {"Nothing is due until Sun 14 Oct 2012, 07:00.\n"}
