"""digest schedule install, show, remove."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption, in_words, now, write_file
from digest.errors import ConfigError, TemporaryError

if TYPE_CHECKING:
    from digest.config import Settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
COMING = 5  # slots that are shown

SERVICE = """\
[Unit]
Description=digest: {name}

[Service]
Type=oneshot
WorkingDirectory={folder}
ExecStart={command}
"""
TIMER = """\
[Unit]
Description=digest looks every ten minutes whether an issue of {name} is due

[Timer]
OnCalendar=*:0/10
Persistent=true

[Install]
WantedBy=timers.target
"""


@app.command()
def install(
    systemd: Annotated[bool, typer.Option("--systemd", help="A timer of this user, with its service.")] = False,
    cron: Annotated[bool, typer.Option("--cron", help="A marked line in this user's crontab.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be written, and write nothing.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Have `digest run` called every ten minutes: by systemd where it is there, or else by cron. Twice changes nothing.

    Example: digest schedule install --cron --dry-run
    """
    from digest.config import load, named

    if systemd and cron:
        raise typer.BadParameter("say one of --systemd and --cron", param_hint="--systemd")
    settings = _whole(load(config))
    config = named(config)[0]
    if systemd or (not cron and _systemd_is_there()):
        _install_timer(settings, config, dry_run)
    else:
        _install_line(settings, config, dry_run)


@app.command()
def show(config: ConfigOption = CONFIG) -> None:
    """Say when the next issues are due, and what calls `digest run`.

    Example: digest schedule show
    """
    from digest.config import load

    settings = _whole(load(config))
    coming = [
        (slot, each.newsletter.name if each.daily else "")
        for each in settings.newsletters
        for slot in islice(_slots(each), COMING)
    ]
    for slot, name in sorted(coming)[:COMING]:
        typer.echo(f"{in_words(slot)}{f'  {name}' if name else ''}")
    found = callers(settings)
    for caller in found:
        typer.echo(caller)
    if not found:
        typer.echo("Nothing calls `digest run` by itself: digest schedule install")


@app.command()
def remove(config: ConfigOption = CONFIG) -> None:
    """Take away what `install` wrote, the timer and the crontab line.

    Example: digest schedule remove
    """
    from digest.config import load

    settings = _whole(load(config))
    found = False
    units = [path for path in _units(settings) if path.exists()]
    if units:
        _call("systemctl", "--user", "disable", "--now", units[-1].name, must=False)
        for path in units:
            path.unlink()
        _call("systemctl", "--user", "daemon-reload", must=False)
        found = True
    lines = _crontab()
    kept = [line for line in lines if not line.endswith(_mark(settings))]
    if kept != lines:
        _write_crontab(kept)
        found = True
    typer.echo("Removed." if found else "There was nothing to remove.")


def callers(settings: "Settings") -> list[str]:
    """What `install` wrote: units of systemd and lines of the crontab."""
    lines = [line for line in _crontab() if line.endswith(_mark(settings))]
    return [*(str(path) for path in _units(settings) if path.exists()), *lines]


def _whole(settings: "Settings") -> "Settings":
    """One call of `digest run` is for both newsletters of a configuration."""
    return settings.daily or settings


def _slots(settings: "Settings") -> Iterator[datetime]:
    from digest.schedule import next_slot

    slot = now()
    while True:
        slot = next_slot(settings.schedule.plan, slot)
        yield slot


def _install_timer(settings: "Settings", config: Path, dry_run: bool) -> None:
    names = " and ".join(each.newsletter.name for each in settings.newsletters)
    values = {"name": names, "folder": settings.folder, "command": _command(config)}
    service, timer = _units(settings)
    for path, text in ((service, SERVICE.format(**values)), (timer, TIMER.format(**values))):
        if dry_run:
            typer.echo(f"# {path}\n{text}")
        else:
            write_file(path, text.encode())
    if dry_run:
        return
    _call("systemctl", "--user", "daemon-reload")
    _call("systemctl", "--user", "enable", "--now", timer.name)
    typer.echo(f"Wrote {timer} and its service: `digest run` is called every ten minutes.")
    typer.echo("So that it is called while you are logged out too: loginctl enable-linger")


def _install_line(settings: "Settings", config: Path, dry_run: bool) -> None:
    line = f"*/10 * * * * {_command(config).replace('%', chr(92) + '%')} {_mark(settings)}"
    if dry_run:
        typer.echo(line)
        return
    _write_crontab([*(line for line in _crontab() if not line.endswith(_mark(settings))), line])
    typer.echo("Wrote a line into your crontab: `digest run` is called every ten minutes.")


def _command(config: Path) -> str:
    program = shutil.which("digest")
    call = [program] if program else [sys.executable, "-m", "digest"]
    return shlex.join([*call, "run", "--quiet", "--config", str(config.absolute())])


def _units(settings: "Settings") -> tuple[Path, Path]:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return folder / f"digest-{settings.slug}.service", folder / f"digest-{settings.slug}.timer"


def _mark(settings: "Settings") -> str:
    return f"# digest: {settings.slug}"


def _systemd_is_there() -> bool:
    return bool(shutil.which("systemctl")) and Path(f"/run/user/{os.getuid()}/systemd").exists()


def _crontab() -> list[str]:
    if not shutil.which("crontab"):
        return []
    return subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False).stdout.splitlines()  # noqa: S607


def _write_crontab(lines: list[str]) -> None:
    _call("crontab", "-", given="".join(f"{line}\n" for line in lines))


def _call(*command: str, must: bool = True, given: str | None = None) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, input=given)  # noqa: S603
    except OSError as error:
        if must:
            raise ConfigError(f"{command[0]} is missing: install it, or see the other way with --dry-run") from error
        return
    if done.returncode and must:
        said = (done.stderr or done.stdout).strip().partition("\n")[0]
        raise TemporaryError(f"{shlex.join(command)}: {said}: see `digest schedule install --dry-run`")
