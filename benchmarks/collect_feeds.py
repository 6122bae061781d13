"""Feeds per CPU second of parse_feed beside feedparser alone, its sanitiser off, on the same bytes in the same run.

    python -m benchmarks.collect_feeds [--rounds N]

`entries` is what `eval_feeds.py --call benchmarks.collect_feeds:entries` calls.
"""

import argparse
import gzip
import json
import time
from contextlib import suppress
from io import BytesIO

import feedparser

from benchmarks.articles import EVAL
from digest import InputError, parse_feed
from digest.shipped import shipped


def entries(body, url, content_type):
    return list(parse_feed(body, url, content_type).entries)


def alone(body, url, content_type):
    headers = {"content-location": url, "content-type": content_type}
    parsed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    return parsed.entries


def documents():
    """(body, url, content type): the evaluation feeds that are no attacks and XML, or else the sample feeds."""
    folder = EVAL / "ingest" / "feeds"
    if not (folder / "cases.json").exists():
        paths = (shipped("seeds") / name for name in ("courier.rss", "wire.atom"))
        return [(path.read_bytes(), f"https://x.example/{path.name}", "application/xml") for path in paths]
    cases = json.loads((folder / "cases.json").read_text("utf-8"))["cases"]
    return [
        (gzip.decompress((folder / case["file"]).read_bytes()), case["url"], case["content_type"])
        for case in cases
        if not {"attack", "json"} & set(case["tags"])
    ]


def seconds(parse, feeds):
    start = time.process_time()
    for feed in feeds:
        with suppress(InputError):  # some of the feeds are none, and both have to find that out
            parse(*feed)
    return time.process_time() - start


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    feeds = documents()
    feeds *= max(1, 40 // len(feeds))
    size = sum(len(body) for body, _, _ in feeds) / 1e6
    best = {name: float("inf") for name in ("feedparser alone", "parse_feed")}
    for _ in range(rounds + 1):  # the first round warms up both and is as good as any for a minimum
        for name, parse in (("feedparser alone", alone), ("parse_feed", entries)):
            best[name] = min(best[name], seconds(parse, feeds))
    print(f"{len(feeds)} feeds, {size:.1f} MB, CPU seconds, best of {rounds + 1}\n")
    print("| parser | feeds/s | MB/s | of feedparser |\n|---|---|---|---|")
    for name, took in best.items():
        ratio = best["feedparser alone"] / took
        print(f"| {name} | {len(feeds) / took:.0f} | {size / took:.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
