"""What a proof finds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``check`` names what was looked at, ``what`` says what is wrong and where, ``mend`` how to put it right.

    An error is what a person must decide, and keeps an issue from going out by itself; a warning is only said.
    """

    severity: Severity
    check: str
    what: str
    mend: str


def alike(severity: Severity, check: str, found: Sequence[tuple[str, str]], many: str, mend: str) -> Iterator[Finding]:
    """One finding for all that have a fault in common, if there are any.

    ``found``: each in a sentence, and its name alone; ``many`` says of them together what is wrong.
    """
    if found:
        said, name = found[0]
        yield Finding(severity, check, said if len(found) == 1 else f"{len(found)} {many}, first {name}", mend)


def shortened(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
