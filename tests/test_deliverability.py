"""`digest doctor` against a DNS server and a relay of this test's own."""

import base64
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from commands import Run

from digest.deliver.dns import asking, dkim_fault, spf
from digest.errors import ConfigError, TemporaryError

SEEDS = Path(__file__).parent.parent / "seeds"
KEY = base64.b64encode(bytes(294)).decode()
SMALL_KEY = base64.b64encode(bytes(162)).decode()
GOOD = {
    ("courier.example", "MX"): ["10 mail.courier.example."],
    ("courier.example", "TXT"): ['"v=spf1 include:spf.relay.example mx -all"', '"site-verification=7"'],
    ("spf.relay.example", "TXT"): ['"v=spf1 ip4:192.0.2.0/28 " "ip6:2001:db8::/32 ?all"'],
    ("mail.courier.example", "A"): ["192.0.2.77"],
    ("s1._domainkey.courier.example", "TXT"): [f'"v=DKIM1; k=rsa; p={KEY[:200]}" "{KEY[200:]}"'],
    ("_dmarc.courier.example", "TXT"): ['"v=DMARC1; p=none; rua=mailto:dmarc@courier.example"'],
    ("7.2.0.192.in-addr.arpa", "PTR"): ["out.relay.example."],
    ("out.relay.example", "A"): ["192.0.2.7"],
}
Zone = dict[tuple[str, str], list[str]]


@pytest.fixture
def zone() -> Zone:
    return dict(GOOD)


@pytest.fixture
def nameserver(zone: Zone) -> Iterator[str]:
    """A name server on this computer that knows the zone, and refuses what begins with ``refused``."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        host, port = server.getsockname()

        def serve() -> None:
            while True:
                raw, peer = server.recvfrom(4096)
                if raw == b"stop":
                    return
                query = dns.message.from_wire(raw)
                answer = dns.message.make_response(query)
                answer.flags |= dns.flags.RA
                asked = query.question[0]
                name = asked.name.to_text().rstrip(".").lower()
                kind = asked.to_text().split()[-1]
                if found := zone.get((name, kind)):
                    answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
                elif name.startswith("refused"):
                    answer.set_rcode(dns.rcode.REFUSED)
                elif not any(known == name for known, _ in zone):
                    answer.set_rcode(dns.rcode.NXDOMAIN)
                server.sendto(answer.to_wire(), peer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"{host}:{port}"
        finally:
            server.sendto(b"stop", (host, port))
            thread.join()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    configure(tmp_path)
    return tmp_path


def configure(folder: Path, delivery: str = 'transport = "eml"\ndkim_selector = "s1"\n', more: str = "") -> None:
    text = (SEEDS / "digest.toml").read_text()
    (folder / "digest.toml").write_text(f"{text}\n[delivery]\n{delivery}{more}")


def test_a_domain_in_order_is_told_so(run: Run, folder: Path, nameserver: str) -> None:
    told = run("doctor", "--ip", "192.0.2.7", "--nameserver", nameserver)
    assert told == (
        0,
        "ok       mail goes into the folder mail, and to no relay\n"
        "ok       courier.example takes replies\n"
        "ok       courier.example takes bounces\n"
        "ok       SPF: courier.example lets 192.0.2.7 send\n"
        "ok       DKIM: there is a key at s1._domainkey.courier.example\n"
        "ok       DMARC: courier.example says p=none\n"
        "ok       From (courier.example) and bounces (courier.example) are aligned\n"
        "ok       192.0.2.7 is out.relay.example, and out.relay.example is 192.0.2.7\n",
        "",
    )


@pytest.mark.parametrize(
    ("name", "kind", "records", "what", "mend"),
    [
        ("courier.example", "TXT", [], "courier.example has no SPF record", 'TXT "v=spf1 ip4:192.0.2.7 ~all"'),
        ("courier.example", "TXT", ['"v=spf1 -all"', '"v=spf1 ~all"'], "has several SPF records", "publish one"),
        (
            "courier.example",
            "TXT",
            ['"v=spf1 ip4:198.51.100.1 ~all"'],
            "does not let 192.0.2.7 send (softfail)",
            "ip4:",
        ),
        ("courier.example", "TXT", ['"v=spf1 include:none.example ~all"'], "includes a domain without one", "mend"),
        ("courier.example", "TXT", ['"v=spf1 +all"'], "lets everybody send", "end it with ~all"),
        ("courier.example", "TXT", [f'"v=spf1 {"mx " * 11}~all"'], "needs 11 lookups of at most 10", "take out"),
        ("courier.example", "MX", [], "courier.example takes no mail, so replies are lost", "MX 10"),
        ("s1._domainkey.courier.example", "TXT", [], "there is no key at s1._domainkey", "s1._domainkey.courier"),
        ("s1._domainkey.courier.example", "TXT", ['"v=DKIM1; p="'], "its key is empty", "publish the key"),
        ("s1._domainkey.courier.example", "TXT", [f'"p={SMALL_KEY}"'], "about 1024 bits: use 2048", "publish the key"),
        ("_dmarc.courier.example", "TXT", [], "courier.example has no DMARC record", 'TXT "v=DMARC1; p=none; rua='),
        ("_dmarc.courier.example", "TXT", ['"v=DMARC1; p=maybe"'], "has no policy", "add p=none"),
        ("7.2.0.192.in-addr.arpa", "PTR", [], "192.0.2.7 has no name in DNS", "publish a PTR record"),
        ("out.relay.example", "A", ["192.0.2.8"], "is called out.relay.example, which is another", "an A record"),
    ],
)
def test_what_is_missing_or_wrong_is_told_with_what_to_publish(
    run: Run, folder: Path, nameserver: str, zone: Zone, name: str, kind: str, records: list[str], what: str, mend: str
) -> None:
    zone[name, kind] = records
    told = run("doctor", "--ip", "192.0.2.7", "--nameserver", nameserver, "--json")
    faults = [each for each in json.loads(told.out) if each["level"] == "error"]
    assert told.code == 65
    assert any(what in fault["what"] and mend in fault["mend"] for fault in faults), faults


def test_what_cannot_be_known_is_a_warning_and_no_fault(run: Run, folder: Path, nameserver: str, zone: Zone) -> None:
    configure(folder, 'transport = "eml"\n', '\n[bounces]\naddress = "b@bounce.example"\n')
    zone["_dmarc.courier.example", "TXT"] = ['"v=DMARC1; p=reject"']
    zone["bounce.example", "A"] = ["192.0.2.7"]
    zone["bounce.example", "TXT"] = ['"v=spf1 a -all"']
    told = run("doctor", "--nameserver", nameserver)
    warnings = [line for line in told.out.splitlines() if line.startswith("warning")]
    assert told.code == 0
    assert [line.split("  ", 1)[1] for line in warnings] == [
        "bounce.example has an SPF record; whether it covers your relay is not known",
        "whether mail is signed by DKIM is not known",
        "nobody gets the DMARC reports of courier.example",
        "SPF does not count for DMARC: bounces go to bounce.example, From is courier.example",
        "whether the sending address has a name in DNS is not known",
    ]


def test_a_relay_that_cannot_be_reached_or_would_get_a_password_in_the_clear_is_a_fault(
    run: Run, folder: Path, nameserver: str
) -> None:
    configure(folder, 'host = "127.0.0.1"\nport = 1\nsecurity = "none"\n')
    down = run("doctor", "--nameserver", nameserver)
    assert (down.code, "ERROR    127.0.0.1:1: no connection" in down.out) == (65, True)
    configure(folder, 'host = "relay.example"\nsecurity = "none"\n')
    assert "would send mail in the clear over the network" in run("doctor", "--nameserver", nameserver).out


def test_a_name_server_that_refuses_or_is_none_is_told(run: Run, folder: Path, nameserver: str) -> None:
    with pytest.raises(TemporaryError, match=r"DNS does not answer for refused\.example \(TXT\)"):
        asking(nameserver)("refused.example", "TXT")
    with pytest.raises(ConfigError, match="no name server"):
        asking("resolver")
    assert "here is no address" in run("doctor", "--ip", "here", "--nameserver", nameserver).err


def test_spf_follows_includes_redirects_and_networks(nameserver: str, zone: Zone) -> None:
    from ipaddress import ip_address

    ask = asking(nameserver)
    zone["loop.example", "TXT"] = ['"v=spf1 include:loop.example -all"']
    zone["moved.example", "TXT"] = ['"v=spf1 redirect=courier.example"']
    zone["wide.example", "TXT"] = ['"v=spf1 a:mail.courier.example/28 exists:%{i}.x.example -all"']
    found = {
        (domain, text): (spf(ask, domain, ip_address(text)).result)
        for domain in ("courier.example", "moved.example", "wide.example", "nothing.example")
        for text in ("192.0.2.7", "192.0.2.77", "2001:db8::1", "198.51.100.1")
    }
    assert found == {
        ("courier.example", "192.0.2.7"): "pass",
        ("courier.example", "192.0.2.77"): "pass",
        ("courier.example", "2001:db8::1"): "pass",
        ("courier.example", "198.51.100.1"): "fail",
        ("moved.example", "192.0.2.7"): "pass",
        ("moved.example", "192.0.2.77"): "pass",
        ("moved.example", "2001:db8::1"): "pass",
        ("moved.example", "198.51.100.1"): "fail",
        ("wide.example", "192.0.2.7"): "fail",
        ("wide.example", "192.0.2.77"): "pass",
        ("wide.example", "2001:db8::1"): "fail",
        ("wide.example", "198.51.100.1"): "fail",
        ("nothing.example", "192.0.2.7"): "none",
        ("nothing.example", "192.0.2.77"): "none",
        ("nothing.example", "2001:db8::1"): "none",
        ("nothing.example", "198.51.100.1"): "none",
    }
    assert spf(ask, "loop.example", None).lookups > 10


def test_a_key_that_is_no_base64_is_a_fault_and_an_ed25519_key_is_short_and_fine() -> None:
    assert dkim_fault("v=DKIM1; p=&&") == "its key cannot be decoded"
    assert dkim_fault(f"v=DKIM1; k=ed25519; p={base64.b64encode(bytes(32)).decode()}") == ""
