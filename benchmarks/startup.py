"""Start-up: `digest --help` beside the `--help` of an empty typer app, in turn, the fastest of each.

python -m benchmarks.startup
"""

import subprocess
import sys
import time

EMPTY = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
DIGEST = "import sys; sys.argv[0] = 'digest'; from digest.cli import main; main()"


def seconds(code):
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


if __name__ == "__main__":
    rounds = [(seconds(EMPTY), seconds(DIGEST)) for _ in range(15)]
    empty, digest = (min(column) for column in zip(*rounds, strict=True))
    print(
        f"\nempty typer app --help {empty * 1000:.0f} ms, digest --help {digest * 1000:.0f} ms: {digest / empty:.2f}x"
    )
