"""digest schedule install, show, remove."""

import os
import shlex
import subprocess
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import in_words, now, say, write_file
from digest.cli.scheduler import Call, crontab, in_crontab, in_unit, systemd_is_there, try_line, try_timer
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
{variables}ExecStart={command}
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
    env_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="KEY=VALUE lines that a run needs, such as passwords.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be written, and write nothing.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Have `digest run` called every ten minutes: by systemd where it is there, or else by cron. Twice changes nothing.

    First it tries `digest run --dry-run` as they would call it, with none of your shell's variables, and writes nothing
    when something is missing there.

    Example: digest schedule install --cron --env-file secrets.env --dry-run
    """
    from digest.config import load, named, read_env_file

    if systemd and cron:
        raise typer.BadParameter("say one of --systemd and --cron", param_hint="--systemd")
    settings = _whole(load(config))
    call = Call(named(config)[0].absolute(), env_file.absolute() if env_file else None)
    if env_file:
        read_env_file(env_file)
    by_timer = systemd or (not cron and systemd_is_there())
    if dry_run:
        say(_units_in_words(settings, call) if by_timer else _line(settings, call))
    (try_timer if by_timer else try_line)(settings, call)
    if not dry_run:
        (_install_timer if by_timer else _install_line)(settings, call)


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
        say(f"{in_words(slot)}{f'  {name}' if name else ''}")
    found = callers(settings)
    for caller in found:
        say(caller)
    if not found:
        say("Nothing calls `digest run` by itself: digest schedule install")


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
    lines = crontab()
    kept = [line for line in lines if not line.endswith(_mark(settings))]
    if kept != lines:
        _write_crontab(kept)
        found = True
    say("Removed." if found else "There was nothing to remove.")


def callers(settings: "Settings") -> list[str]:
    """What `install` wrote: units of systemd and lines of the crontab."""
    lines = [line for line in crontab() if line.endswith(_mark(settings))]
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


def _unit_texts(settings: "Settings", call: Call) -> tuple[str, str]:
    names = " and ".join(each.newsletter.name for each in settings.newsletters).replace("%", "%%")
    values = {"name": names, "folder": str(settings.folder).replace("%", "%%"), "command": in_unit(call.words)}
    file = f"EnvironmentFile={call.env_file}\n".replace("%", "%%") if call.env_file else ""
    return SERVICE.format(**values, variables=file), TIMER.format(**values)


def _units_in_words(settings: "Settings", call: Call) -> str:
    both = zip(_units(settings), _unit_texts(settings, call), strict=True)
    return "\n".join(f"# {path}\n{text}" for path, text in both)


def _install_timer(settings: "Settings", call: Call) -> None:
    service, timer = _units(settings)
    for path, text in zip((service, timer), _unit_texts(settings, call), strict=True):
        write_file(path, text.encode())
    _call("systemctl", "--user", "daemon-reload")
    _call("systemctl", "--user", "enable", "--now", timer.name)
    say(f"Wrote {timer} and its service: `digest run` is called every ten minutes.")
    say("So that it is called while you are logged out too: loginctl enable-linger")


def _line(settings: "Settings", call: Call) -> str:
    return f"*/10 * * * * {in_crontab(call.with_file)} {_mark(settings)}"


def _install_line(settings: "Settings", call: Call) -> None:
    others = (line for line in crontab() if not line.endswith(_mark(settings)))
    _write_crontab([*others, _line(settings, call)])
    say("Wrote a line into your crontab: `digest run` is called every ten minutes.")


def _units(settings: "Settings") -> tuple[Path, Path]:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return folder / f"digest-{settings.slug}.service", folder / f"digest-{settings.slug}.timer"


def _mark(settings: "Settings") -> str:
    return f"# digest: {settings.slug}"


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
