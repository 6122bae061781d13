"""Every write of a run as the point where it is killed, stopped or finds its disk full: the long form of
tests/test_landings.py.

    PYTHONPATH=tests python -m benchmarks.landings
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, "tests")

from forking import Program
from test_landings import Newsroom, check_whole


def main() -> None:
    began, program = time.monotonic(), Program()
    for fault in ("SIGKILL", "SIGTERM", "full"):
        ends: Counter[int] = Counter()
        for point in range(1, 41):
            with tempfile.TemporaryDirectory(prefix="digest-") as folder:
                room = Newsroom(Path(folder), program)
                ends[room.run("10T07:00", f"{fault} {point}").code] += 1
                check_whole(room, "10T07")
            if 0 in ends:  # the run has no so many writes
                break
        print(f"{fault}: {point} points, exit codes {dict(ends)}; each healed, nothing twice, nothing lost")
    program.close()
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
