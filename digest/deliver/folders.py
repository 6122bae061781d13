"""Mail -> a Maildir, or a folder of .eml files."""

import os
import re
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from digest.clock import now
from digest.deliver.transports import Reply, Transport
from digest.errors import TemporaryError

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def open_maildir(path: Path) -> Transport:
    with _folder_in_words(path):
        for name in ("cur", "new", "tmp"):
            (path / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    host = socket.gethostname().replace("/", r"\057").replace(":", r"\072")

    def place(_recipient: str, _message: bytes) -> tuple[Path, Path]:
        name = f"{int(now().timestamp())}.R{secrets.token_hex(8)}.{host}"
        return path / "tmp" / name, path / "new" / name

    return _Folder(place)


def open_eml(path: Path) -> Transport:
    """One file per recipient and Message-ID: the same mail again replaces its file."""
    with _folder_in_words(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def place(recipient: str, message: bytes) -> tuple[Path, Path]:
        found = _MESSAGE_ID.search(message.partition(b"\r\n\r\n")[0])
        identity = found[1] if found else message
        name = sha256(recipient.encode() + b"\n" + identity).hexdigest()[:32]
        return path / f".{name}.tmp", path / f"{name}.eml"

    return _Folder(place)


@dataclass(frozen=True, slots=True)
class _Folder:
    place: Callable[[str, bytes], tuple[Path, Path]]  # recipient, message -> temporary file, final file

    def deliver(self, sender: str, recipient: str, message: bytes, before_dot: Callable[[], None]) -> Reply:
        temporary, final = self.place(recipient, message)
        try:
            with _folder_in_words(temporary.parent), open(temporary, "wb", opener=_private) as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            before_dot()
            with _folder_in_words(final.parent):
                temporary.replace(final)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        return Reply("sent", 250, f"written as {final.name}")

    def close(self) -> None:
        pass


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextmanager
def _folder_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TemporaryError(
            f"{path}: mail cannot be written ({error.strerror}): check the folder, its permissions and the free space"
        ) from error
