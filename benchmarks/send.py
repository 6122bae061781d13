"""Messages a second into an own sink on loopback, with the ledger on, beside a plain smtplib loop in the same run.

    python -m benchmarks.send [--mails 3000] [--connections 2] [--memory]

The issue is the demo's, about 40 KB as a mail. The loop sends one prepared message over one reused connection and
records nothing. `--memory` sends to 200,000 subscribers and prints the peak memory of the sending process.
"""

import argparse
import os
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from digest.shipped import shipped

EXTRA = """
[web]
public_url = "https://news.courier.example"

[delivery]
host = "127.0.0.1"
port = {port}
security = "none"
connections = {connections}
"""


@contextmanager
def sink():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.sink", str(port)], stdout=subprocess.PIPE)
    process.stdout.readline()
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def newsletter(folder, port, connections, subscribers):
    """A folder with the demo's issue approved, and its list."""
    shutil.copytree(shipped("seeds"), folder, dirs_exist_ok=True)
    text = (folder / "digest.toml").read_text().replace('to = "reader@courier.example"\n', "")
    (folder / "digest.toml").write_text(text + EXTRA.format(port=port, connections=connections))
    rows = "\n".join(f"reader{number}@example.org" for number in range(subscribers))
    (folder / "list.csv").write_text(f"address\n{rows}\n")
    digest(folder, "build", "--date", "2012-10-10")
    digest(folder, "approve", "1")
    digest(folder, "subscribers", "import", "list.csv")


def digest(folder, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "digest", *arguments]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment)


def loop(port, message, mails):
    """The peer: nothing but smtplib."""
    begin = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(mails):
            smtp.sendmail("morning@courier.example", f"reader{number}@example.org", message)
    return mails / (time.perf_counter() - begin)


def send_all(folder):
    """Seconds of sending in a process that has imported what it needs, and its peak memory in MB."""
    code = (
        "import resource, time\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from digest import pipeline\n"
        "from digest.config import load\n"
        "from digest.deliver.journal import open_journal\n"
        "from digest.store import open_store\n"
        "settings = load(Path('digest.toml'))\n"
        "store = open_store(settings.database_url)\n"
        "clock = pipeline.Clock(lambda: datetime.now(UTC), time.sleep)\n"
        "begin = time.perf_counter()\n"
        "sent = pipeline.send(settings, store, open_journal(settings.journal_path), None, clock)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(time.perf_counter() - begin, peak, sent.lines['sent'])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True, env=environment
    )
    seconds, peak, sent = done.stdout.split()
    return float(seconds), float(peak), int(sent)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=3000)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    mails = 200_000 if options.memory else options.mails
    with sink() as port, tempfile.TemporaryDirectory() as name:
        rates = []
        for place in range(1 if options.memory else 3):
            folder = Path(name) / str(place)
            newsletter(folder, port, options.connections, mails)
            digest(folder, "show", "1", "--save", "out")
            message = (folder / "out" / "2012-10-10.eml").read_bytes()
            peer = loop(port, message, min(mails, 3000))
            seconds, peak, sent = send_all(folder)
            rates.append((sent / seconds) / peer)
            print(
                f"{len(message) / 1024:.0f} KB: smtplib loop {peer:.0f}/s, with the ledger {sent / seconds:.0f}/s"
                f" over {options.connections} connections: {rates[-1]:.2f}x; peak memory {peak:.0f} MB"
            )
        print(f"median {sorted(rates)[len(rates) // 2]:.2f}x")


if __name__ == "__main__":
    main()
