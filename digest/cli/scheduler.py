"""What cron and systemd make of a command: its spelling in their files, and a trial in the environment they give it."""

import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digest.cli.output import say
from digest.errors import ConfigError, TemporaryError

if TYPE_CHECKING:
    from digest.config import Settings

SECONDS = 180  # for a trial
_ASSIGNMENT = re.compile(r"\s*([\"']?)(?P<name>[A-Za-z_]\w*)\1\s*=\s*(?P<value>.*?)\s*")
_SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True)
class Call:
    """`digest run` for a configuration, with a file of variables, if there is one. Paths are absolute."""

    config: Path
    env_file: Path | None = None

    @property
    def words(self) -> tuple[str, ...]:
        program = shutil.which("digest")
        begin = [str(Path(program).absolute())] if program else [sys.executable, "-m", "digest"]
        return (*begin, "run", "--quiet", "--config", str(self.config))

    @property
    def with_file(self) -> tuple[str, ...]:
        """For cron, which reads no file of variables: the names of files are no secret, what is in them is."""
        return (*self.words, *(("--env-file", str(self.env_file)) if self.env_file else ()))


def in_crontab(words: Sequence[str]) -> str:
    """Quoted for the shell that cron calls, where % would end the command."""
    return _on_one_line(shlex.join(words)).replace("%", r"\%")


def in_unit(words: Sequence[str]) -> str:
    """Quoted for systemd, which reads \\, % and $ inside quotation marks as well."""
    return _on_one_line(" ".join(word if re.fullmatch(r"[\w@+=:,./-]+", word) else _unit_word(word) for word in words))


def _unit_word(word: str) -> str:
    for special, escaped in (("\\", r"\\"), ('"', r"\""), ("%", "%%"), ("$", "$$")):
        word = word.replace(special, escaped)
    return f'"{word}"'


def _on_one_line(command: str) -> str:
    if not command.isprintable():
        raise ConfigError("a file's name holds a line break or a control character: give it another one")
    return command


def crontab() -> list[str]:
    if not shutil.which("crontab"):
        return []
    return subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False).stdout.splitlines()  # noqa: S607


def try_line(settings: "Settings", call: Call) -> None:
    """The line of a crontab in cron's environment. Raises DigestError where a run would fail there."""
    line = _as_cron_reads(in_crontab((*call.with_file, "--dry-run")))
    environment = _given_by_cron()
    _try([environment["SHELL"], "-c", line], environment, Path(environment["HOME"]), settings, "cron")


def try_timer(settings: "Settings", call: Call) -> None:
    """What the timer calls, by systemd where it is at work, or else in as bare an environment."""
    words = (*call.words, "--dry-run")
    if shutil.which("systemd-run") and systemd_is_there():
        options = ["--user", "--wait", "--collect", "--pipe", "--quiet", f"--working-directory={settings.folder}"]
        file = [f"--property=EnvironmentFile={call.env_file}"] if call.env_file else []
        command = ["systemd-run", *options, *file, *(word.replace("$", "$$") for word in words)]
        _try(command, os.environ, settings.folder, settings, "systemd")
        return
    from digest.config import read_env_file

    variables = read_env_file(call.env_file) if call.env_file else {}
    _try(words, {**_user(), "PATH": _SYSTEM_PATH, **variables}, settings.folder, settings, "systemd")


def systemd_is_there() -> bool:
    return bool(shutil.which("systemctl")) and Path(f"/run/user/{os.getuid()}/systemd").exists()


def _given_by_cron() -> dict[str, str]:
    """And by the assignments of the crontab."""
    environment = {**_user(), "PATH": "/usr/bin:/bin"}
    for line in crontab():
        if found := _ASSIGNMENT.fullmatch(line):
            value = found["value"]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            environment[found["name"]] = value[1:-1] if quoted else value
    return environment


def _user() -> dict[str, str]:
    user = pwd.getpwuid(os.getuid())
    return {"HOME": user.pw_dir, "LOGNAME": user.pw_name, "USER": user.pw_name, "SHELL": "/bin/sh"}


def _as_cron_reads(line: str) -> str:
    r"""``\%`` is a %, and a bare % ends the command."""
    return re.sub(r"\\(.)|%.*", lambda found: "%" if found[1] == "%" else found[0] if found[1] else "", line)


def _try(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, settings: "Settings", scheduler: str
) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            command,
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TemporaryError(f"`digest run` could not be tried as {scheduler} calls it: {error}") from error
    told = [line.removeprefix("digest: ") for line in done.stderr.splitlines() if line.strip()]
    wrong = [line for line in told if not line.startswith("warning: ")]
    if done.returncode:
        first, *more = wrong or [f"it ends with {done.returncode}"]
        kind = TemporaryError if done.returncode == TemporaryError.exit_code else ConfigError
        raise kind(
            _in_words(first, settings, scheduler) + (f" (and {len(more)} more: digest config check)" if more else "")
        )
    for line in told:
        say(f"digest: {line}", err=True)


def _in_words(said: str, settings: "Settings", scheduler: str) -> str:
    way = "digest schedule install --env-file FILE"
    for variable, table in _variables(settings):
        if variable in said:
            file = f"put it into a file that only you can read and name it password_file in {table}, or: "
            gone = f"{variable} is not there when {scheduler} runs"
            return f"{gone}: {file if table else 'put it into a file that only you can read: '}{way}"
    return f"when {scheduler} runs it: {said}"


def _variables(settings: "Settings") -> Iterator[tuple[str, str]]:
    """Those of the environment that the configuration names, and the table where a file may be named instead."""
    for variable, table in (
        (settings.delivery.password_env, "[delivery]"),
        (settings.bounces.password_env, "[bounces]"),
        *((each, "") for source in settings.source for each in (source.login_env, source.header_env)),
    ):
        if variable:
            yield variable, table
