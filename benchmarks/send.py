"""Messages a second with the ledger on, beside Postfix's smtp-source and a plain smtplib loop in the same run.

    python -m benchmarks.send [--mails 3000] [--rounds 3]     into Postfix's smtp-sink (an own sink where it is absent)
    python -m benchmarks.send --delay 0.02 --connections 64   into an own sink that waits before each reply
    python -m benchmarks.send --readers 1000000               a long list into nothing: memory and the time of a claim
    python -m benchmarks.send --rss2email PATH/TO/r2e         the peer that mails feeds, 200 items of 28 KB

The issue is the demo's, about 40 KB as a mail, to a list, with each reader's own links and token.
"""

import argparse
import contextlib
import os
import re
import shutil
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import chaos
from benchmarks.sink import Manners
from digest.config import load
from digest.deliver.journal import open_journal
from digest.deliver.transports import Reply
from digest.pipeline import sending
from digest.pipeline.timekeeping import Clock
from digest.store import deliveries, open_store

POSTFIX = "/usr/sbin"
SESSIONS = 8


@contextlib.contextmanager
def sink(delay):
    """The port of smtp-sink, or of our own where a delay is asked for or Postfix is absent; and its name."""
    program = shutil.which("smtp-sink", path=f"{os.environ['PATH']}:{POSTFIX}")
    if delay or not program:
        with tempfile.TemporaryDirectory() as name, chaos.sink(Manners(delay=delay), Path(name) / "log") as port:
            yield port, "own sink"
        return
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    user = ["-u", "nobody"] if os.getuid() == 0 else []
    process = subprocess.Popen([program, *user, f"127.0.0.1:{port}", "256"])
    time.sleep(0.5)
    try:
        yield port, "smtp-sink"
    finally:
        process.kill()
        process.wait()


def source(port, mails, message):
    """Mails a second of smtp-source, which records nothing: the same bytes to one address, connections reused."""
    program = shutil.which("smtp-source", path=f"{os.environ['PATH']}:{POSTFIX}")
    if not program:
        return 0.0
    addresses = ["-f", "morning@courier.example", "-t", "reader1@example.org"]
    command = [program, "-d", "-s", str(SESSIONS), "-m", str(mails), "-F", str(message), *addresses]
    begin = time.perf_counter()
    subprocess.run([*command, f"127.0.0.1:{port}"], check=True)
    return mails / (time.perf_counter() - begin)


def loop(port, mails, message):
    """Mails a second of nothing but smtplib over one connection."""
    begin = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(mails):
            smtp.sendmail("morning@courier.example", chaos.address(number), message.read_bytes())
    return mails / (time.perf_counter() - begin)


def ours(folder):
    """`digest send` in a process of its own, imports left out: mails a second, CPU microseconds a mail, peak MB."""
    code = (
        "import re, time\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from digest.pipeline import sending\n"
        "from digest.pipeline.timekeeping import Clock\n"
        "from digest.config import load\n"
        "from digest.deliver.journal import open_journal\n"
        "from digest.store import open_store\n"
        "settings = load(Path('digest.toml'))\n"
        "store = open_store(settings.database_url)\n"
        "clock = Clock(lambda: datetime.now(UTC), time.sleep)\n"
        "begin = time.perf_counter()\n"
        "sent = sending.send(settings, store, open_journal(settings.journal_path), None, clock)\n"
        "rate = sent.lines['sent'] / (time.perf_counter() - begin)\n"
        "cpu = time.process_time() / sent.lines['sent'] * 1e6\n"
        "print(rate, cpu, re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=environment)
    rate, cpu, peak = map(float, done.stdout.split())
    return rate, cpu, peak / 1024


def compare(options):
    ratios = []
    with sink(options.delay) as (port, name), tempfile.TemporaryDirectory() as scratch:
        prepared = Path(scratch) / "prepared"
        text = chaos.newsletter(prepared, options.mails)
        message = Path(scratch) / "mail.eml"
        message.write_bytes(one_mail(prepared, text))
        print(f"{message.stat().st_size / 1024:.0f} KB into {name}, {options.connections} connections")
        for place in range(options.rounds):
            folder = Path(scratch) / str(place)
            shutil.copytree(prepared, folder)
            extra = chaos.EXTRA.format(port=port, connections=options.connections, timeout=30, retry_for=30)
            (folder / "digest.toml").write_text(text + extra)
            rate, cpu, peak = ours(folder)
            if options.delay:
                bound = options.connections / (2 * options.delay)
                ratios.append(rate / bound)
                print(f"digest {rate:.0f}/s, {cpu:.0f} us of CPU a mail; two round trips a mail allow {bound:.0f}/s")
            else:
                best, plain = source(port, options.mails, message), loop(port, min(options.mails, 1500), message)
                ratios.append(rate / best if best else rate / plain)
                print(
                    f"digest {rate:.0f}/s, {cpu:.0f} us of CPU a mail, peak {peak:.0f} MB;"
                    f" smtp-source {best:.0f}/s; smtplib loop {plain:.0f}/s"
                )
    print(f"median {median(ratios):.2f}")


def one_mail(prepared, text):
    """The issue as it goes to one reader."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "one"
        shutil.copytree(prepared, folder)
        web = '[web]\npublic_url = "https://news.courier.example"\n'
        (folder / "digest.toml").write_text(f'{text}\n{web}[delivery]\ntransport = "eml"\n')
        settings = load(folder / "digest.toml")
        clock = Clock(lambda: datetime.now(UTC), time.sleep)
        with contextlib.closing(open_store(settings.database_url)) as store:
            sending.send(settings, store, open_journal(settings.journal_path), 1, clock, how=sending.How(limit=1))
        (mail,) = (folder / "mail").glob("*.eml")
        return mail.read_bytes()


class Nothing:
    """A transport that takes every mail; what is measured is everything but the network."""

    def deliver(self, _sender, _recipient, _message, before_dot):
        before_dot()
        return Reply("sent", 250, "ok")

    def close(self):
        pass


def long_list(readers):
    claims = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "newsletter"
        pid = os.fork()  # so that the list's own making is not in the memory that is measured
        if pid == 0:
            chaos.newsletter(folder, readers)
            os._exit(0)
        os.waitpid(pid, 0)
        settings = load(folder / "digest.toml")
        claim = deliveries.claim

        def timed(conn, *arguments):
            begin = time.perf_counter()
            found = claim(conn, *arguments)
            claims.append(time.perf_counter() - begin)
            return found

        deliveries.claim = timed
        sending.connector = lambda _settings: Nothing  # type: ignore[assignment, attr-defined]
        clock = Clock(lambda: datetime.now(UTC), time.sleep)
        with contextlib.closing(open_store(settings.database_url)) as store:
            begin = time.perf_counter()
            sent = sending.send(settings, store, open_journal(settings.journal_path), None, clock)
            seconds = time.perf_counter() - begin
    peak = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
    first, last = median(claims[1:6]), median(claims[-6:-1])
    many = sent.lines["sent"]
    print(
        f"{many} sent in {seconds:.0f} s ({many / seconds:.0f}/s), peak memory {peak:.0f} MB;"
        f" a claim of 1,000 takes {first * 1000:.1f} ms at first and {last * 1000:.1f} ms at last ({last / first:.2f}x)"
    )


def rss2email(program, items=200):
    """Mails a second of `r2e run`: a feed of so many items, each of 28 KB."""
    with sink(0) as (port, name), tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        body = "&lt;p&gt;" + "A sentence of the article, as long as such are. " * 580 + "&lt;/p&gt;"
        entries = "".join(
            f"<item><title>Story {n}</title><link>https://courier.example/{n}</link><guid>https://courier.example/{n}"
            f"</guid><description>{body}</description></item>"
            for n in range(items)
        )
        rss = (
            f'<rss version="2.0"><channel><title>C</title><link>https://courier.example</link>{entries}</channel></rss>'
        )
        (folder / "feed.xml").write_text(rss)
        (folder / "r2e.cfg").write_text(
            "[DEFAULT]\nfrom = morning@courier.example\nto = reader1@example.org\nemail-protocol = smtp\n"
            f"smtp-server = 127.0.0.1\nsmtp-port = {port}\nsmtp-ssl = False\nsmtp-auth = False\n"
            f"[feed.c]\nurl = {folder}/feed.xml\n"
        )
        command = [program, "-c", str(folder / "r2e.cfg"), "-d", str(folder / "r2e.json")]
        begin = time.perf_counter()
        subprocess.run([*command, "run"], check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - begin
    print(f"rss2email: {items} items of 28 KB into {name} in {seconds:.1f} s: {items / seconds:.0f}/s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=SESSIONS)
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--readers", type=int)
    parser.add_argument("--rss2email", metavar="R2E")
    options = parser.parse_args()
    if options.readers:
        long_list(options.readers)
    elif options.rss2email:
        rss2email(options.rss2email)
    else:
        compare(options)


if __name__ == "__main__":
    main()
