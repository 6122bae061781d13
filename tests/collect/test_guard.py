"""Whatever an address is dressed up as, what it leads to decides."""

import socket
from datetime import UTC, datetime
from typing import Any

import pytest
from collect.web_server import answer, serving

from digest.collect.fetch import fetch_all
from digest.collect.guard import split_allowed, why_refused
from digest.collect.requests import Limits, Request

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("::1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("fd00::1", "private"),
        ("169.254.169.254", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::127.0.0.1", "reserved"),
        ("100.64.0.1", "carrier-grade NAT"),
        ("192.0.2.1", "private"),
        ("198.18.0.1", "private"),
        ("64:ff9b::7f00:1", "NAT64"),
        ("64:ff9b:1::7f00:1", "NAT64"),
        ("2002:7f00:1::", "6to4"),
        ("192.88.99.1", "6to4"),
        ("2001:0:7f00:1::", "Teredo"),
        ("2001:db8::1", "private"),
        ("3fff::1", "documentation"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:100.64.0.1", "carrier-grade NAT"),
        ("8.8.8.8", ""),
        ("::ffff:8.8.8.8", ""),
        ("2606:4700::1111", ""),
    ],
)
def test_only_public_addresses_are_let_through(address: str, kind: str) -> None:
    assert why_refused(address) == kind


def test_an_allowed_network_is_let_through_in_every_spelling_and_no_other() -> None:
    networks, hosts = split_allowed(["10.0.0.0/8", "192.168.1.7", "[::1]", "Intranet.Example."])
    assert hosts == {"intranet.example"}
    assert [why_refused(address, networks) for address in ("10.9.9.9", "::ffff:10.9.9.9", "192.168.1.7", "::1")] == [
        ""
    ] * 4
    assert why_refused("192.168.1.8", networks) == "private"


DISGUISES = [
    "http://127.0.0.1:{}/",
    "http://127.1:{}/",
    "http://2130706433:{}/",
    "http://0177.0.0.1:{}/",
    "http://0x7f.0.0.1:{}/",
    "http://0x7f000001:{}/",
    "http://0:{}/",
    "http://0.0.0.0:{}/",
    "http://[::ffff:127.0.0.1]:{}/",
    "http://[::ffff:7f00:1]:{}/",
    "http://[::1]:{}/",
    "http://[::]:{}/",
    "http://localhost:{}/",
    "http://localhost.:{}/",
    "http://LOCALHOST:{}/",
    "http://127.0.0.1.:{}/",
    "http://ⓛocalhost:{}/",
    "http://１２７.0.0.1:{}/",
    "http://example.com@127.0.0.1:{}/",
    "http://127.0.0.1:{}\\@example.com/",
    "http://example.com#@127.0.0.1:{}/",
    "http://%31%32%37.0.0.1:{}/",
]


def test_no_disguise_of_this_computer_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    offline(monkeypatch, {})
    with serving() as server:
        server.pages["/"] = answer(b"secret")
        requests = [Request(url=disguise.format(server.port)) for disguise in DISGUISES]
        results = fetch_all(requests, Limits(per_host_pause=0, total_seconds=3), "digest/1", NOW)
    assert [(result.url, result.status) for result in results if result.status or not result.error] == []
    assert server.asked == []
    assert results[0].error == (
        f"http://127.0.0.1:{server.port}/: leads to 127.0.0.1, an address inside a network (loopback):"
        " add its host to allow under [fetch] if it is meant"
    )


def test_a_public_name_that_leads_inside_is_refused_at_every_hop(monkeypatch: pytest.MonkeyPatch) -> None:
    offline(monkeypatch, {"front.test": ["127.0.0.1"], "evil.test": ["127.0.0.1"], "both.test": ["10.0.0.1", "::1"]})
    with serving() as server:
        server.pages["front.test/"] = answer(status="302 Found", location=server.url("/", "evil.test"))
        server.pages["/"] = answer(b"secret")
        requests = [Request(url=server.url("/", name)) for name in ("front.test", "evil.test", "both.test")]
        results = fetch_all(requests, Limits(per_host_pause=0, allow=("front.test",)), "digest/1", NOW)
    assert [asked.host for asked in server.asked] == ["front.test"]
    assert [result.body for result in results] == [b"", b"", b""]
    assert f"{server.url('/', 'front.test')} → {server.url('/', 'evil.test')}: leads to 127.0.0.1" in results[0].error
    assert "an address inside a network" in results[2].error


def test_a_name_that_changes_its_address_between_two_hops_is_refused_at_the_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    offline(monkeypatch, {"rebind.test": answers})
    with serving() as server:
        server.pages["/"] = answer(status="302 Found", location="/inside", connection="close")
        limits = Limits(per_host_pause=0, allow=("127.0.0.1",))
        first, second = (
            fetch_all([Request(url=server.url("/", "rebind.test"))], limits, "digest/1", NOW)[0] for _ in "12"
        )
    assert "nothing is there (404)" in first.error
    assert "leads to 127.0.0.2" in second.error
    assert server.paths() == ["/", "/inside"]


def offline(monkeypatch: pytest.MonkeyPatch, names: dict[str, Any]) -> None:
    """Names that lead where a test says, numbers as ever, and no other name."""
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *_: Any, **__: Any) -> Any:
        found = names.get(host, [host])
        addresses = found.pop(0) if isinstance(found[0], list) else found
        known = host in names or host.rstrip(".").lower() == "localhost"
        flags = 0 if known else socket.AI_NUMERICHOST
        return [entry for each in addresses for entry in real(each, port, type=socket.SOCK_STREAM, flags=flags)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
