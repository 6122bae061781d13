"""Workers that are killed: every kind of bomb costs its own item and nothing else."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from digest.collect import parse_feed
from digest.collect.pages import extract
from digest.collect.sandbox import Died, parse_all
from digest.errors import InputError


def double(number: int) -> int:
    return 2 * number


def act(deed: str) -> Any:
    """Does as it is told."""
    match deed:
        case "burn":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "hog":
            return len([bytearray(10_000_000) for _ in range(1000)])
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "flood":
            return bytes(70_000_000)
        case "refuse":
            raise InputError("a.xml: no feed: check the file")
        case "nest":
            return act(deed)
        case "error":
            raise LookupError("a bug of ours")
        case "secrets":
            return [name for name in os.environ if name.startswith("DIGEST_")]
    return deed.upper()


def outcomes(*deeds: str, **limits: Any) -> dict[str, Any]:
    limits = {"workers": 2, "cpu_seconds": 1, "memory_mb": 200, "wall_seconds": 20, **limits}
    return {deeds[index]: outcome for index, outcome in parse_all(act, deeds, **limits)}


def test_a_bomb_costs_its_own_item_and_all_others_come_back() -> None:
    assert outcomes("a", "burn", "b", "hog", "crash", "leave", "c", "flood", "refuse", "nest", "d") == {
        "a": "A",
        "b": "B",
        "c": "C",
        "d": "D",
        "burn": Died("took more than 1 s of CPU"),
        "hog": Died("needed more than 200 MB"),
        "crash": Died("crashed (signal 11)"),
        "leave": Died("ended by itself (exit code 3)"),
        "flood": Died("gave more than 64 MB"),
        "refuse": Died("a.xml: no feed: check the file"),
        "nest": Died("is nested too deeply"),
    }


def test_a_worker_that_only_waits_is_killed_by_the_clock() -> None:
    started = time.monotonic()
    assert outcomes("sleep", "a", wall_seconds=0.5) == {"sleep": Died("took more than 0.5 s"), "a": "A"}
    assert time.monotonic() - started < 3


def test_a_bug_is_raised_here_with_the_place_where_it_happened() -> None:
    with pytest.raises(LookupError, match="a bug of ours") as caught:
        outcomes("a", "error", "b")
    assert "test_sandbox.py" in caught.value.__notes__[0]


def test_a_function_that_no_worker_can_import_is_a_bug_and_no_endless_hiring() -> None:
    program = "from digest.collect.sandbox import parse_all\ndef f(x): return x\nprint(list(parse_all(f, [1, 2])))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=20)
    assert "AttributeError: Can't get attribute 'f'" in ended.stderr


def whoami(_item: int) -> int:
    return os.getpid()


def test_a_handful_of_items_is_read_by_one_worker() -> None:
    assert len({process for _, process in parse_all(whoami, range(8))}) == 1


def test_two_hundred_items_are_shared_by_a_few_workers() -> None:
    started = time.monotonic()
    results = dict(parse_all(double, list(range(200)), workers=2))
    assert results == {number: 2 * number for number in range(200)}
    assert time.monotonic() - started < 3


def test_limits_count_from_each_item_and_not_from_a_worker_s_first() -> None:
    assert dict(parse_all(burn_a_little, [0.8] * 3, workers=1, cpu_seconds=1)) == dict.fromkeys(range(3), 0.8)


def burn_a_little(seconds: float) -> float:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


def test_no_items_take_no_worker() -> None:
    assert list(parse_all(double, [])) == []


def test_a_worker_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_PASSWORD", "s3cret")
    assert outcomes("secrets") == {"secrets": []}


def test_whoever_stops_listening_leaves_no_worker_behind() -> None:
    before = children()
    results = parse_all(act, ["a", "sleep"], workers=2)
    assert next(results) == (0, "A")
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined] # it is a generator
    assert time.monotonic() - started < 2
    assert children() == before


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


RSS = '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>t</title>{}</channel></rss>'


def attacks() -> dict[str, bytes]:
    laughs = '<!DOCTYPE r [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    storm = f"<item><description><![CDATA[{'<!--' * 100_000}]]></description></item>"
    texts = {
        "billion laughs": RSS.format(laughs + "]>", "<item><title>&a11;</title></item>"),
        "quadratic": RSS.format(
            f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>', f"<item><title>{'&a;' * 100_000}</title></item>"
        ),
        "nested": RSS.format("", "<x>" * 100_000),
        "nested html": RSS.format("", f"<item><description>{'&lt;div&gt;' * 100_000}</description></item>"),
        "comments": RSS.format("", storm),
        "items": RSS.format("", "<item><title>a</title><link>http://a.example/</link></item>" * 50_000),
        "attribute": RSS.format("", f'<item><link href="{"a" * 50_000_000}"/></item>'),
        "text": RSS.format("", f"<item><title>{'a' * 2_000_000}</title></item>"),
        "attributes": RSS.format("", "<item " + " ".join(f"a{n}='b'" for n in range(10_000)) + "/>"),
        "external": RSS.format(
            '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "<item><title>&a;</title></item>"
        ),
        "zeros": bytes(5_000_000).decode(),
    }
    return {name: text.encode() for name, text in texts.items()}


def read(body: bytes) -> str:
    return repr(parse_feed(body, "http://a.example/feed"))[:10_000]


def test_eleven_attacks_on_the_feed_parser_end_in_time_and_the_good_feed_between_them_is_read() -> None:
    good = RSS.format("", "<item><title>Good news</title></item>").encode()
    names, bodies = zip(*attacks().items(), strict=True)
    started = time.monotonic()
    results = dict(parse_all(read, [*bodies, good], cpu_seconds=1, memory_mb=500, wall_seconds=4))
    took = timedelta(seconds=time.monotonic() - started)
    assert sorted(results) == list(range(12))
    assert "Good news" in str(results[11])
    assert "root:" not in str(results[names.index("external")])
    assert took < timedelta(seconds=25)


def page_attacks() -> dict[str, bytes]:
    laughs = '<!DOCTYPE r [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    said = "The council of the harbour town voted on the long list of repairs. " * 100
    boxes = "<div class='date published'>" * 200 + f"<p>{said}</p>" + "</div>" * 200
    texts = {
        "nested": "<html><body>" + "<div>" * 100_000 + f"<p>{said}</p>",
        "attribute": f'<html><body><p class="{"a" * 50_000_000}">{said}</p>',
        "entities": f"<html><body><p>{said}</p><p>{'&amp;&#x41;&bogus;' * 300_000}</p>",
        "laughs": f"{laughs}]><html><body><p>&a11;</p>",
        "dated boxes": "<html><body>" + boxes * (8_000_000 // len(boxes)),
        "links": "<html><body>" + "<a href='/x'>A link that says something</a> " * 200_000,
        "unclosed": "<html><body>" + "<p><b><i><a href=x>" * 100_000,
        "script": f"<html><body><p>{said}</p><script>{'<!--' * 500_000}",
    }
    return {name: text.encode() for name, text in texts.items()}


def read_page(body: bytes) -> str:
    return extract(body, "http://a.example/page").text[:10_000]


def test_attacks_on_the_page_reader_end_in_time_and_the_good_page_between_them_is_read() -> None:
    said = "".join(
        f"<p>The council voted on item {n} of its long list of repairs to the harbour.</p>" for n in range(9)
    )
    names, bodies = zip(*page_attacks().items(), strict=True)
    good = f"<html><body><article><h1>Repairs</h1>{said}</article></body></html>".encode()
    started = time.monotonic()
    results = dict(parse_all(read_page, [*bodies, good], cpu_seconds=2, memory_mb=700, wall_seconds=5))
    took = timedelta(seconds=time.monotonic() - started)
    assert sorted(results) == list(range(len(names) + 1))
    assert str(results[len(names)]).startswith("The council voted on item 0")
    assert took < timedelta(seconds=30)
