"""Secrets come from the environment, a file or a command, and are never in digest.toml, in argv or in a message."""

import os
import re
import shlex
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from digest.config.tables import BouncesTable, DeliveryTable, SourceTable
from digest.errors import ConfigError

_VARIABLE = re.compile(
    r"(?P<name>[A-Za-z_][A-Za-z0-9_]*)="
    r"((?P<bare>[A-Za-z0-9@%+=:,./_-]*)|'(?P<single>[^'\\]*)'|\"(?P<double>[^\"\\$`]*)\")"
)


def password(delivery: DeliveryTable | BouncesTable, folder: Path) -> str | None:
    """The password of a relay or mailbox from the environment, a file or a command, whichever is named; never from
    digest.toml itself.

    Raises ConfigError that says where it was looked for, and never what it is.
    """
    whose, table = (
        ("the relay's", "[delivery]") if isinstance(delivery, DeliveryTable) else ("the mailbox's", "[bounces]")
    )
    if delivery.password_env:
        found = os.environ.get(delivery.password_env, "")
        where = f"the environment variable {delivery.password_env}"
    elif delivery.password_file:
        where = f"the file {folder / delivery.password_file}"
        try:
            found = (folder / delivery.password_file).read_text().rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{whose} password: {where} cannot be read: check its name and permissions") from error
    elif delivery.password_command:
        where = f"the command {shlex.split(delivery.password_command)[0]!r}"
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
                shlex.split(delivery.password_command),
                capture_output=True,
                text=True,
                timeout=30,
                check=True,
                cwd=folder,
            )
        except (OSError, UnicodeDecodeError, subprocess.SubprocessError) as error:
            raise ConfigError(f"{whose} password: {where} failed: run it by hand to see why") from error
        found = done.stdout.rstrip("\r\n")
    elif delivery.username:
        raise ConfigError(f"{table} has a username and no password_env, password_file or password_command: add one")
    else:
        return None
    if not found:
        raise ConfigError(f"{whose} password: {where} is empty: set it")
    return found


def read_env_file(path: Path) -> dict[str, str]:
    """Variables of a file of KEY=VALUE lines, as systemd and a shell both read them: a value with anything else than
    letters, digits and @%+=:,./_- is in quotation marks, without a backslash, and in double ones without $ and `.

    Raises ConfigError that names the line, and never what it holds.
    """
    try:
        if path.stat().st_mode & 0o077:
            raise ConfigError(f"{path}: others may read the secrets in it: chmod 600 {shlex.quote(str(path))}")
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as a file of KEY=VALUE lines: check its name and rights") from error
    found: dict[str, str] = {}
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        if not (given := _VARIABLE.fullmatch(line)):
            raise ConfigError(f"{path}, line {number}: write it like SMTP_PASSWORD='the password'")
        found[given["name"]] = given["bare"] or given["single"] or given["double"] or ""
    return found


def login_headers(source: SourceTable) -> Mapping[str, str]:
    """What a source on the network is asked with: Basic login from ``login_env``, a header from ``header_env``."""
    headers: dict[str, str] = {}
    if source.login_env:
        login = _from_environment(source, "login_env", source.login_env)
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    if source.header_env:
        headers[source.header or "Authorization"] = _from_environment(source, "header_env", source.header_env)
    return headers


def _from_environment(source: SourceTable, key: str, variable: str) -> str:
    found = os.environ.get(variable, "")
    if not found or not found.isprintable():
        raise ConfigError(f"source {source.name!r}: the environment variable {variable} ({key}) is empty: set it")
    return found
