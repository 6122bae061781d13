"""Mail -> a program of this computer that takes one on its standard input, as sendmail does."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from digest.deliver.relay import reply_text
from digest.deliver.transports import Reply, Transport, Unreachable

SECONDS = 60


def open_command(words: Sequence[str], folder: Path) -> Transport:
    """The program and its arguments, which the recipient's address is added to; no shell reads them."""
    return _Program(tuple(words), folder)


@dataclass(frozen=True, slots=True)
class _Program:
    words: tuple[str, ...]
    folder: Path

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        before_dot()
        letter = message.replace(b"\r\n", b"\n")
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
                [*self.words, recipient],
                input=letter,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                cwd=self.folder,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unreachable(f"{self.words[0]} does not run ({reply_text(str(error))}): run it by hand") from error
        said = reply_text(done.stderr or done.stdout)[:200]
        return Reply("failed" if done.returncode else "sent", done.returncode, said)

    def close(self) -> None:
        pass
