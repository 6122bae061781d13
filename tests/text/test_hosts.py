"""Hosts in links: private ones, and ones that look like another's."""

import pytest

from digest.text.hosts import is_private, shown_host

PRIVATE = [
    "127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "::ffff:10.0.0.1",
    "2130706433", "127.1", "127.0x1", "0177.0.0.1", "１２７.0.0.1", "127。0。0。1",
    "localhost", "LOCALHOST.", "router", "printer.local", "wiki.corp", "nas.home.arpa",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_nobody_outside_can_follow_a_link_to(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize(
    "host", ["example.org", "8.8.8.8", "2606:4700::1111", "brücke.example", "0x.example", "24.example"]
)
def test_everybody_can_follow_a_link_to(host: str) -> None:
    assert not is_private(host)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("exаmple.com", "xn--exmple-4nf.com"),  # with a Cyrillic а
        ("аррӏе.com", "xn--80ak6aa92e.com"),  # all Cyrillic
        ("gοοgle.com", "xn--ggle-0nda.com"),  # with two Greek ο
        ("brücke.example", "brücke.example"),
        ("пример.example", "пример.example"),
        ("東京タワー.example", "東京タワー.example"),
        ("서울abc.example", "서울abc.example"),
        ("example.com", "example.com"),
    ],
)
def test_a_name_that_looks_like_another_is_shown_in_punycode(written: str, shown: str) -> None:
    assert shown_host(written) == shown
