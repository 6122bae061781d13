"""What a proof finds."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` names what was looked at, ``what`` says what is wrong and where, ``mend`` how to put it right.

    An error keeps an issue from going out by itself; a warning is only said.
    """

    severity: Severity
    check: str
    what: str
    mend: str


def shortened(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
