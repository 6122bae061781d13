"""Against a real server on this computer: every fault of a server is one sentence, and nobody is asked twice at once."""

import gzip
import socket
import ssl
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import brotli
import pytest
import trustme
from collect.web_server import Server, answer, serving

from digest.collect.fetch import fetch_all
from digest.collect.outcomes import backoff
from digest.collect.requests import Fetched, Limits, Request

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
AGENT = "digest/0.1 (+https://paper.example/digest)"
FEED = b"<rss/>" * 1000


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every name of .test leads to this computer; no other exists."""
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *_: Any, **__: Any) -> Any:
        if host.startswith("slow"):
            time.sleep(0.7)
        if host.endswith(".busy"):
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if not host.endswith(".test"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real("127.0.0.1", port, type=socket.SOCK_STREAM)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def fetch(*requests: Request | str, **limits: Any) -> list[Fetched]:
    whole = [Request(url=request) if isinstance(request, str) else request for request in requests]
    settings = Limits(**{"per_host_pause": 0, "total_seconds": 5, "allow": ("127.0.0.0/8",), **limits})
    return fetch_all(whole, settings, AGENT, NOW)


def error_of(request: Request | str, **limits: Any) -> str:
    (result,) = fetch(request, **limits)
    assert (result.body, result.moved_to) == (b"", None)
    return result.error


def test_an_answer_comes_with_all_that_the_next_request_needs(server: Server) -> None:
    server.pages["/feed"] = answer(
        FEED,
        content_type="application/rss+xml; charset=utf-8",
        etag='W/"1"',
        last_modified="Mon, 23 Nov 2026 06:00:00 GMT",
        cache_control="public, s-maxage=5, max-age=900",
    )
    assert fetch(server.url("/feed#top")) == [
        Fetched(
            url=server.url("/feed#top"),
            final_url=server.url("/feed"),
            status=200,
            body=FEED,
            content_type="application/rss+xml; charset=utf-8",
            etag='W/"1"',
            last_modified="Mon, 23 Nov 2026 06:00:00 GMT",
            max_age=900,
        )
    ]
    assert server.asked[0].headers["user-agent"] == AGENT
    assert "application/rss+xml" in server.asked[0].headers["accept"]


def test_a_feed_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    server.pages["/feed"] = answer(status="304 Not Modified", etag='"2"', content_type="text/html")
    validators: Any = {"etag": '"1"', "last_modified": "Mon, 23 Nov 2026 06:00:00 GMT"}
    (result,) = fetch(Request(url=server.url("/feed"), **validators))
    assert (result.status, result.body, result.etag, result.error) == (304, b"", '"2"', "")
    asked = server.asked[0].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == tuple(validators.values())


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("gzip", gzip.compress(FEED[:3000], mtime=0) + gzip.compress(FEED[3000:], mtime=0)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", raw_deflate(FEED)),
        ("br", brotli.compress(FEED)),
        ("zstd", zstd.compress(FEED)),
        ("identity", FEED),
        ("UTF-8", FEED),
    ],
)
def test_every_encoding_is_undone(server: Server, encoding: str, packed: bytes) -> None:
    server.pages["/"] = answer(packed, content_encoding=encoding)
    assert [result.body for result in fetch(server.url())] == [FEED]
    assert server.asked[0].headers["accept-encoding"] == "gzip, deflate, br, zstd"


@pytest.mark.parametrize(
    ("status", "headers", "sentence"),
    [
        ("304 Not Modified", {}, "answered 304"),
        ("400 Bad Request", {}, "answered 400"),
        ("401 Unauthorized", {}, "asks for a login (401): give the source one"),
        ("403 Forbidden", {}, "refuses programs (403): ask the publisher to let this one in"),
        ("404 Not Found", {}, "nothing is there (404): check the address"),
        ("410 Gone", {}, "is gone for good (410): remove this source"),
        ("429 Too Many Requests", {"retry_after": "120"}, "asks for fewer requests (429): ask again in 120 seconds"),
        ("500 Internal Server Error", {}, "the server failed (500)"),
        (
            "503 Service Unavailable",
            {"retry_after": "Mon, 23 Nov 2026 07:01:00 GMT"},
            "the server failed (503): ask again in 60 seconds",
        ),
        ("302 Found", {}, "answered 302"),
    ],
)
def test_a_status_that_brings_nothing_is_a_sentence(
    server: Server, status: str, headers: dict[str, str], sentence: str
) -> None:
    server.pages["/feed"] = answer(b"" if status[0] == "3" else b"<html>", status, **headers)
    (result,) = fetch(server.url("/feed"))
    assert result.error == f"{server.url('/feed')}: {sentence}"
    assert (result.status, result.body, result.gone) == (int(status[:3]), b"", status[:3] == "410")


def test_a_wish_for_a_later_time_is_read_as_seconds_or_as_a_date(server: Server) -> None:
    wishes = {
        "120": 120,
        "Mon, 23 Nov 2026 08:00:00 GMT": 3600,
        "Mon, 23 Nov 2020 08:00:00 GMT": 0,
        "soon": None,
        "-5": None,
    }
    for number, wish in enumerate(wishes):
        server.pages[f"/{number}"] = answer(status="503 Service Unavailable", retry_after=wish)
    results = fetch(*(server.url(f"/{number}") for number in range(len(wishes))))
    assert [result.retry_after for result in results] == list(wishes.values())


def test_faults_of_the_line_are_sentences(server: Server) -> None:
    server.pages |= {
        "/chunk": lambda say: say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf"),
        "/short": lambda say: say(answer(b"half", content_length="4000")),
        "/packed": answer(b"no gzip at all", content_encoding="gzip"),
        "/odd": answer(b"?", content_encoding="compress"),
        "/nonsense": lambda say: say(b"SSH-2.0-OpenSSH_9.2\r\n"),
        "/nothing": lambda say: None,
        "/large": answer(bytes(3000)),
        "/headers": lambda say: say(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"),
    }
    paths = list(server.pages)
    results = fetch(*(server.url(path) for path in paths), max_bytes=2000)
    said = {
        path: result.error.removeprefix(f"{server.url(path)}: ") for path, result in zip(paths, results, strict=True)
    }
    assert said == {
        "/chunk": "broke off in the middle of its body",
        "/short": "broke off in the middle of its body",
        "/packed": "has a body that cannot be decoded (gzip)",
        "/odd": "is encoded in a way this program does not know (compress)",
        "/nonsense": "127.0.0.1 does not answer in proper HTTP",
        "/nothing": "127.0.0.1 closed the connection without an answer",
        "/large": "is larger than 0.002 MB: raise max_mb under [fetch] if it is meant to be",
        "/headers": "127.0.0.1 does not answer in proper HTTP",
    }


def test_a_slow_drip_of_headers_or_body_ends_at_the_deadline(server: Server) -> None:
    server.pages["/headers"] = server.drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")
    server.pages["/body"] = server.drip(answer(content_length="100000"), b"x")
    server.pages["/silence"] = server.silence
    for path in ("/headers", "/body", "/silence"):
        started = time.monotonic()
        assert error_of(server.url(path), total_seconds=0.3) == f"{server.url(path)}: gave no whole answer within 0.3 s"
        assert time.monotonic() - started < 1


def test_the_deadline_counts_all_hops_together(server: Server) -> None:
    def late(say: Any) -> None:
        time.sleep(0.25)
        say(answer(status="302 Found", location=f"/{time.monotonic()}"))

    class Late(dict[str, Any]):
        def get(self, *_: Any) -> Any:
            return late

    server.pages = Late()
    started = time.monotonic()
    assert "gave no whole answer within 0.6 s" in error_of(server.url(), total_seconds=0.6)
    assert time.monotonic() - started < 1.2


def test_a_gzip_bomb_of_600_megabytes_stops_at_ten(server: Server) -> None:
    packer = zlib.compressobj(9, wbits=31)
    first, again = (packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH) for _ in "12")
    server.pages["/"] = answer(first + 59 * again, content_encoding="gzip")
    program = f"""
import resource
from datetime import UTC, datetime
from digest.collect.fetch import fetch_all
from digest.collect.requests import Limits, Request
def ask(url): return fetch_all([Request(url=url)], Limits(allow=("127.0.0.1",)), "digest", datetime.now(UTC))[0]
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
ask({server.url("/none")!r})
before = peak()
result = ask({server.url()!r})
print(peak() - before, result.error)
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    growth, _, error = ended.stdout.strip().partition(" ")
    assert error == f"{server.url()}: is larger than 10 MB: raise max_mb under [fetch] if it is meant to be"
    assert int(growth) < 60_000  # KiB


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, location=location)


def test_only_a_move_for_good_is_remembered(server: Server, names: None) -> None:
    server.pages |= {
        "/moved": redirect("/moved-again", "301 Moved Permanently"),
        "/moved-again": redirect("/today", "308 Permanent Redirect"),
        "/mixed": redirect("/now", "301 Moved Permanently"),
        "/now": redirect("/today"),
        "/today": answer(FEED),
        "/lost": redirect("/nowhere", "301 Moved Permanently"),
    }
    paths = ("/moved", "/mixed", "/now", "/today", "/lost")
    results = fetch(*(server.url(path) for path in paths))
    today = server.url("/today")
    assert [result.moved_to for result in results] == [today, server.url("/now"), None, None, None]
    assert [result.final_url for result in results] == [today] * 4 + [server.url("/nowhere")]
    assert (
        results[4].error
        == f"{server.url('/lost')} → {server.url('/nowhere')}: nothing is there (404): check the address"
    )


def test_redirects_end(server: Server) -> None:
    server.pages |= {
        "/a": redirect("/b"),
        "/b": redirect("/a"),
        "/self": redirect(""),
        "/mail": redirect("mailto:a@b.example"),
        "/file": redirect("file:///etc/passwd"),
        "/broken": redirect("http://[::1"),
        "/login": redirect(server.url("/", "me:secret@127.0.0.1")),
        **{f"/{n}": redirect(f"/{n + 1}") for n in range(7)},
        "/7": answer(b"never"),
        "/5th": redirect("/3"),
    }
    said = {path: error_of(server.url(path)) for path in ("/a", "/self", "/mail", "/file", "/broken", "/login", "/1")}
    assert f"redirects in a circle, to {server.url('/a')}" in said["/a"]
    assert f"redirects in a circle, to {server.url('/self')}" in said["/self"]
    assert "where nothing is read: only http and https addresses are read" in said["/mail"]
    assert "where nothing is read: only http and https addresses are read" in said["/file"]
    assert "where nothing is read: " in said["/broken"]
    assert "a login stands in the address" in said["/login"]
    assert f"redirects more than 5 times, now to {server.url('/7')}" in said["/1"]
    assert fetch(server.url("/5th"))[0].body == b"never"


def test_a_login_goes_to_its_own_host_only_and_does_not_move_with_the_feed(server: Server, names: None) -> None:
    server.pages |= {
        "home.test/feed": redirect("/next", "301 Moved Permanently"),
        "home.test/next": redirect(server.url("/there", "other.test"), "301 Moved Permanently"),
        "other.test/there": redirect(server.url("/back", "home.test"), "301 Moved Permanently"),
        "home.test/back": redirect("/last", "301 Moved Permanently"),
        "home.test/last": answer(FEED),
    }
    (result,) = fetch(
        Request(url=server.url("/feed", "home.test"), headers={"Authorization": "Basic c2VjcmV0", "X-Key": "1"})
    )
    assert (result.body, result.moved_to) == (FEED, None)
    seen = [(asked.host, asked.headers.get("authorization"), asked.headers.get("x-key")) for asked in server.asked]
    login = ("home.test", "Basic c2VjcmV0", "1")
    assert seen == [login, login, *((host, None, None) for host in ("other.test", "home.test", "home.test"))]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://a.test/", "only http and https addresses are read"),
        ("feed.xml", "only http and https addresses are read"),
        ("http://", "this is no address: it names no host"),
        ("http://a b.test/", "this is no address: it holds spaces or control characters, or is too long"),
        ("http://a.test:99999/", "this is no address: Port out of range 0-65535"),
        ("http://[::1/", "this is no address: Invalid IPv6 URL"),
        ("http://a.nowhere/", "there is no host named a.nowhere: check the address"),
        ("http://a.busy/", "the name a.busy cannot be looked up at present"),
    ],
)
def test_an_address_that_leads_nowhere_says_why(names: None, url: str, sentence: str) -> None:
    assert error_of(url) == f"{url}: {sentence}"


def test_a_login_in_an_address_is_not_repeated() -> None:
    assert error_of("https://me:s3cret@a.test/") == (
        "https://a.test/: a login stands in the address: give it as the source's login instead"
    )


def test_odd_addresses_are_results_and_never_exceptions(names: None) -> None:
    urls = ["", "http://", "http://\udcff/", "http://" + "a" * 300 + ".test/", "http://a..test/", "\x00", "http://a.test:0/",
            "http://xn--.test/", "http://[fe80::1%25eth0]/", "https://" + "a." * 4000]  # fmt: skip
    assert [bool(result.error) for result in fetch(*urls)] == [True] * len(urls)


def test_a_closed_port_and_a_certificate_of_nobody_are_sentences(names: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert error_of(f"http://a.test:{port}/") == f"http://a.test:{port}/: a.test refuses the connection"
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("a.test").configure_cert(context)
    with serving(context) as server:
        url = server.url("/", "a.test", "https")
        assert error_of(url).startswith(f"{url}: the TLS certificate of a.test is not valid: ")
    with serving() as server:
        url = server.url("/", "a.test", "https")
        assert error_of(url).startswith(f"{url}: no secure connection (TLS) to a.test: ")


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_and_hosts_side_by_side(server: Server, names: None) -> None:
    def slow(say: Any) -> None:
        time.sleep(0.1)
        say(answer(FEED))

    hosts = [f"h{n}.test" for n in range(8)]
    server.pages = {f"/{n}": slow for n in range(3)}
    started = time.monotonic()
    results = fetch(*(server.url(f"/{n}", host) for n in range(3) for host in hosts), per_host_pause=0.2)
    took = time.monotonic() - started
    assert [result.status for result in results] == [200] * 24
    assert {asked.open for asked in server.asked} == {1}
    for host in hosts:
        times = [asked.at for asked in server.asked if asked.host == host]
        assert all(later - earlier >= 0.29 for earlier, later in pairwise(times))
    assert 0.7 <= took < 2.5


def test_slow_names_hold_up_nobody(server: Server, names: None) -> None:
    server.pages["/"] = answer(FEED)
    slow = [server.url("/", f"slow{n}.test") for n in range(40)]
    *late, quick = fetch(*slow, server.url("/", "quick.test"), total_seconds=0.4)
    assert quick.body == FEED
    assert all("gave no whole answer within 0.4 s" in result.error for result in late)


def test_a_host_that_wants_fewer_requests_or_says_nothing_is_left_alone_for_the_rest_of_the_call(
    server: Server, names: None
) -> None:
    server.pages["busy.test/0"] = answer(status="429 Too Many Requests", retry_after="60")
    server.pages |= {f"dead.test/{n}": (lambda say: None) for n in range(5)}
    busy = fetch(*(server.url(f"/{n}", "busy.test") for n in range(5)))
    assert [(result.status, result.retry_after) for result in busy] == [(429, 60)] * 5
    assert len(server.asked) == 1
    assert all(
        "closed the connection" in result.error
        for result in fetch(*(server.url(f"/{n}", "dead.test") for n in range(5)))
    )
    assert {asked.path for asked in server.asked if asked.host == "dead.test"} == {"/0", "/1", "/2"}


def test_robots_txt_is_asked_once_per_host_and_for_pages_only(server: Server, names: None) -> None:
    server.pages |= {
        "a.test/robots.txt": answer(b"User-agent: *\nDisallow: /\n\nUser-agent: Digest\nDisallow: /private/\n"),
        "down.test/robots.txt": answer(status="503 Service Unavailable"),
        "odd.test/robots.txt": redirect("/robots2.txt"),
        "/robots2.txt": answer(b"User-agent: *\nDisallow: /private/"),
        "/open": answer(FEED),
        "/private/1": answer(FEED),
        "free.test/hop": redirect(server.url("/private/1", "a.test")),
    }
    asked = [
        ("a", "/open"),
        ("a", "/private/1"),
        ("down", "/open"),
        ("free", "/private/1"),
        ("odd", "/private/1"),
        ("free", "/hop"),
    ]
    results = fetch(*(Request(url=server.url(path, f"{host}.test"), kind="page") for host, path in asked))
    assert [result.error.partition(": ")[2] for result in results] == [
        "",
        "the robots.txt of a.test asks programs not to read this page",
        "the robots.txt of down.test cannot be read at present, so its pages are not either",
        "",
        "the robots.txt of odd.test asks programs not to read this page",
        "the robots.txt of a.test asks programs not to read this page",
    ]
    robots = [entry.host for entry in server.asked if entry.path == "/robots.txt"]
    assert sorted(robots) == ["a.test", "down.test", "free.test", "odd.test"]
    assert fetch(server.url("/private/1", "a.test"))[0].body == FEED


def test_a_hostile_robots_txt_costs_no_time(server: Server) -> None:
    agents = "".join(f"User-agent: a{n}\n" for n in range(15_000))
    server.pages["/robots.txt"] = answer((agents + "".join(f"Disallow: /{n}*x\n" for n in range(15_000))).encode())
    server.pages["/"] = answer(FEED)
    started = time.monotonic()
    assert fetch(Request(url=server.url(), kind="page"))[0].body == FEED
    assert time.monotonic() - started < 2


def test_a_proxy_in_the_environment_is_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    server.pages["/"] = answer(FEED)
    assert fetch(server.url())[0].body == FEED


def test_the_next_check_waits_longer_after_each_failure_but_always_comes() -> None:
    waits = [backoff(failures, None, None, NOW, url="http://a.test/") - NOW for failures in range(20)]
    whole = [timedelta(minutes=30) * 2**n for n in range(6)] + [timedelta(hours=24)] * 13
    assert waits[0] == timedelta()
    assert all(0.9 * most <= wait <= most for wait, most in zip(waits[1:], whole, strict=True))
    assert backoff(10**9, None, None, NOW) - NOW > timedelta(hours=21)


def test_the_next_check_keeps_a_server_s_wish_but_no_daily_run_misses_its_day() -> None:
    assert backoff(0, None, 900, NOW) == NOW + timedelta(minutes=15)
    assert backoff(1, 7200, None, NOW) == NOW + timedelta(hours=2)
    assert backoff(0, 10**8, 86400, NOW) == NOW + timedelta(hours=23)
    assert (
        backoff(3, None, None, NOW, url="a")
        == backoff(3, None, None, NOW, url="a")
        != backoff(3, None, None, NOW, url="b")
    )
