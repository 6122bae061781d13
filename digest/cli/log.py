"""What a command that runs by itself says: as text for people, or as log lines in text or JSON."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Annotated, Any, Self

import typer

from digest.cli.output import say
from digest.errors import DigestError
from digest.text.printable import one_line, printable_json


class LogFormat(StrEnum):
    text = "text"
    json = "json"


LogFormatOption = Annotated[
    LogFormat | None,
    typer.Option("--log-format", help="Write log lines to standard error instead.", show_default=False),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing unless the run fails.")]

FIELDS = ("newsletter", "issue", "source", "exit_code")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@([\w-]+(?:\.[\w-]+)+)")


class Log:
    """Says what happens. ``quiet`` keeps it until the run has failed, and forgets it if it does not."""

    def __init__(self, log_format: LogFormat | None, quiet: bool) -> None:
        self._as_lines, self._quiet = log_format is not None, quiet
        self._kept: list[tuple[str, bool]] = []
        self._logger = logging.getLogger("digest")
        self._handler = logging.StreamHandler(sys.stderr)
        self._handler.setFormatter(_Formatter(log_format or LogFormat.text))

    def __enter__(self) -> Self:
        if self._as_lines:
            self._logger.addHandler(self._handler)
            self._logger.setLevel(logging.WARNING if self._quiet else logging.INFO)
            self._logger.propagate = False
        return self

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """A failure is told last, with what was kept; an error that became a log line is not printed once more."""
        try:
            if isinstance(error, DigestError) and self._as_lines:
                self.fail(error)
                raise typer.Exit(error.exit_code) from error
            if getattr(error, "exit_code", 1 if error else 0):
                self._tell_kept()
        finally:
            self._kept.clear()
            self._logger.removeHandler(self._handler)

    def fail(self, error: DigestError) -> None:
        """Say why a run failed, and what was kept before."""
        text = " ".join(str(error).split())
        if self._as_lines:
            level = logging.ERROR if error.exit_code else logging.INFO
            self._logger.log(level, text, extra={"exit_code": error.exit_code})
        elif error.exit_code or not self._quiet:
            self._tell_kept()
            say(f"digest: {text}", err=True)

    def _tell_kept(self) -> None:
        for text, is_error in self._kept:
            say(text, err=is_error)
        self._kept.clear()

    def say(self, text: str, **fields: Any) -> None:
        self._put(text, logging.INFO, fields)

    def warn(self, text: str, **fields: Any) -> None:
        self._put(text, logging.WARNING, fields)

    def insist(self, text: str) -> None:
        """A warning that is told even where all goes well: nobody else will see it."""
        if self._as_lines:
            self.warn(text)
        else:
            say(f"digest: {text}", err=True)

    def _put(self, text: str, level: int, fields: dict[str, Any]) -> None:
        if self._as_lines:
            self._logger.log(level, text, extra=fields)
            return
        is_warning = level > logging.INFO
        source = f"source {fields['source']!r}: " if fields.get("source") else ""
        line = f"digest: {source}{text}" if is_warning else text
        if self._quiet:
            self._kept.append((line, is_warning))
        else:
            say(line, err=is_warning)


class _Formatter(logging.Formatter):
    """Time, level, what the line is about, and the message. No address leaves by a log line, whoever wrote it."""

    def __init__(self, log_format: LogFormat) -> None:
        super().__init__()
        self._format = log_format

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        message = one_line(_ADDRESS.sub(r"…@\1", record.getMessage()))
        if record.exc_info:
            fields["traceback"] = _ADDRESS.sub(r"…@\1", self.formatException(record.exc_info))
        if self._format == LogFormat.json:
            line = {"time": when, "level": record.levelname.lower(), **fields, "message": message}
            return printable_json(json.dumps(line, ensure_ascii=False, default=str))
        about = "".join(f" {name}={value!r}" for name, value in fields.items())
        return one_line(f"{when} {record.levelname.lower()}{about} {message}")
