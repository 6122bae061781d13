"""Files that are whole or as they were, whenever a program is killed or the power goes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.errors import TemporaryError

MEND = "check the folder, its permissions and the disk"


@contextmanager
def whole(path: Path, *, mode: int = 0o666, mend: str = MEND) -> Iterator[Path]:
    """A new file beside ``path`` to write into, which takes its place when the block ends well and else is gone.

    It is made with ``mode``, less what the process masks: nobody else ever reads one of 0o600. Raises TemporaryError.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))
        yield part
        descriptor = os.open(part, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        part.replace(path)
    except OSError as error:
        raise TemporaryError(f"{path}: cannot be written ({error.strerror}): {mend}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
