"""The real program in processes of its own, without the second that each would take to start: one that has imported it
forks for every command. ``python forking.py`` is that one; ``Program`` talks to it.

A fault is built in after the fork: "SIGKILL 3" and "SIGTERM 3" come at the third write transaction, "full 3" fills the
disk there; "nobody" takes root's rights away; "busy" waits for other writers for a moment only.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple


class Ended(NamedTuple):
    """``code`` is negative where a signal ended it, as in subprocess."""

    code: int
    out: str
    err: str


class Program:
    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._server = subprocess.Popen(
            [sys.executable, __file__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, folder: Path, *arguments: str, now: str = "", fault: str = "") -> Ended:
        assert self._server.stdin and self._server.stdout
        order = {"folder": str(folder), "arguments": arguments, "now": now, "fault": fault}
        print(json.dumps(order), file=self._server.stdin, flush=True)
        return Ended(*json.loads(self._server.stdout.readline()))

    def close(self) -> None:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.close()
        self._server.wait(timeout=20)
        self._server.stdout.close()


def serve() -> None:
    warm_up()
    for line in sys.stdin:
        out, err = os.pipe(), os.pipe()  # what a command says fits into them
        child = os.fork()
        if not child:
            os._exit(command(json.loads(line), out[1], err[1]))
        _, status = os.waitpid(child, 0)
        said = []
        for reading, writing in (out, err):
            os.close(writing)
            with os.fdopen(reading, encoding="utf-8") as file:
                said.append(file.read())
        print(json.dumps([os.waitstatus_to_exitcode(status), *said]), flush=True)


def warm_up() -> None:
    """Import whatever a run imports, by one that is thrown away."""
    import digest.collect.fetch
    import digest.deliver.smtp
    import digest.pipeline.tick  # noqa: F401
    from digest.cli import demo

    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        demo.demo(Path(folder))


def command(order: dict[str, Any], out: int, err: int) -> int:
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    os.close(0)
    os.chdir(order["folder"])
    os.environ["DIGEST_NOW"] = order["now"]
    sys.argv = ["digest", *order["arguments"]]
    build_in(order["fault"])
    import digest.cli

    try:
        digest.cli.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def build_in(fault: str) -> None:
    what, _, number = fault.partition(" ")
    if what == "nobody" and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    elif what == "busy":
        import digest.store.database

        digest.store.database.BUSY_SECONDS = 1
    elif number:
        at_write(what, int(number))


def at_write(what: str, number: int) -> None:
    """Counts entering and leaving a transaction alike: odd ones have written nothing yet, even ones have saved."""
    import digest.store.database as database

    whole, count = database.Store.write, 0

    def strike() -> None:
        nonlocal count
        count += 1
        if count != number:
            return
        if what == "full":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        else:
            os.kill(os.getpid(), signal.Signals[what])

    @contextmanager
    def write(self: database.Store) -> Iterator[Any]:
        strike()
        with whole(self) as conn:
            yield conn
        strike()

    database.Store.write = write  # type: ignore[method-assign]


if __name__ == "__main__":
    serve()
