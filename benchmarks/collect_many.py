"""1,000 feeds of 50 items from a local server with 50 ms latency on 200 host names: collected, stored, and asked again.

    python -m benchmarks.collect_many [--feeds 1000] [--items 50] [--hosts 200]

The resolver is stubbed, nothing leaves the machine. Beside it feedparser alone (its sanitiser off) on the same bytes:
the floor is its CPU seconds by cores, plus the latency of the slowest host. The second run is all 304.
"""

import argparse
import asyncio
import atexit
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

LATENCY = 0.05  # seconds
SENTENCE = "The council of the harbour town {feed} voted on item {item} of its long list, and paid {sum} for it."


def feed(number, items):
    entries = "".join(
        f"<item><title>Item {item} of feed {number}</title>"
        f"<link>http://host{number % 200}.example/{number}/{item}</link>"
        f"<guid>{number}-{item}</guid><pubDate>Sat, 30 May 2026 {item % 24:02d}:00:00 +0000</pubDate>"
        "<description><![CDATA[<p>"
        + "</p><p>".join(SENTENCE.format(feed=number, item=item, sum=item * 100 + n) for n in range(6))
        + "</p>]]></description></item>"
        for item in range(items)
    )
    title = f"<title>Feed {number}</title>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{title}{entries}</channel></rss>".encode()


async def serve(port, feeds, items):
    from aiohttp import web

    bodies = [feed(number, items) for number in range(feeds)]  # beforehand: the client has the machine to itself

    async def answer(request):
        await asyncio.sleep(LATENCY)
        tag = f'"{request.match_info["number"]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        body = bodies[int(request.match_info["number"])]
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag})

    app = web.Application()
    app.router.add_get("/{number}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("listening", flush=True)
    await asyncio.Event().wait()


def stub_resolver():
    real = socket.getaddrinfo

    def getaddrinfo(host, port, *rest, **named):
        return real("127.0.0.1" if str(host).endswith(".example") else host, port, *rest, **named)

    socket.getaddrinfo = getaddrinfo


def cpu():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def feedparser_alone(feeds, items):
    import feedparser

    sample = [feed(number, items) for number in range(0, feeds, 20)]
    begin = time.process_time()
    for body in sample:
        feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    return (time.process_time() - begin) * feeds / len(sample)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--serve", type=int)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.serve, options.feeds, options.items))
        return
    from digest.config import load
    from digest.pipeline.gathering import gather
    from digest.store import open_store

    stub_resolver()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.collect_many", "--serve", str(port), "--items", str(options.items)]
    command += ["--feeds", str(options.feeds)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE)
    atexit.register(server.kill)
    assert server.stdout
    server.stdout.readline()
    alone = feedparser_alone(options.feeds, options.items)
    floor = alone / os.cpu_count() + LATENCY * options.feeds / options.hosts
    with tempfile.TemporaryDirectory() as name:
        sources = "".join(
            f'[[source]]\nname = "Feed {n}"\nurl = "http://host{n % options.hosts}.example:{port}/{n}"\n'
            for n in range(options.feeds)
        )
        path = Path(name) / "digest.toml"
        path.write_text(
            '[newsletter]\nname = "Many"\n[fetch]\npause = 0\nallow = ["127.0.0.0/8"]\nfull_text = false\n' + sources
        )
        settings, store = load(path), open_store(Path(name) / "digest.db")
        now = datetime(2026, 5, 31, 6, tzinfo=UTC)
        walls = []
        for run in ("first", "all 304"):
            begin, spent = time.perf_counter(), cpu()
            collected = gather(settings, store, now + timedelta(hours=len(walls)))
            walls.append(time.perf_counter() - begin)
            print(
                f"{run}: {len(collected.articles)} articles, {len(collected.problems)} problems,"
                f" {walls[-1]:.1f} s, {cpu() - spent:.1f} CPU s"
            )
        store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"feedparser alone {alone:.1f} CPU s, floor {floor:.1f} s: first run {walls[0] / floor:.2f}x of it;"
        f" the 304 run {walls[1] / walls[0]:.2f}x of the first; peak memory {peak:.0f} MB,"
        f" largest child {worker:.0f} MB"
    )


if __name__ == "__main__":
    main()
