"""What a domain has published about its mail: SPF, DKIM, DMARC, and the names of addresses."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import dns.exception
import dns.resolver
import dns.reversename

from digest.errors import ConfigError, TemporaryError

Ask = Callable[[str, str], tuple[str, ...]]
"""name, type -> what is published there, a TXT record as one text; empty where nothing is."""
Address = IPv4Address | IPv6Address

MOST_LOOKUPS = 10  # RFC 7208, 4.6.4
_SECONDS = 3
_RSA_1024, _RSA_2048 = 150, 270  # bytes of such a key as it is published, at least
_RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


def asking(nameserver: str = "") -> Ask:
    """Ask the system's name servers, or the one at ``192.0.2.53`` or ``192.0.2.53:5353``.

    What it gives raises TemporaryError when no server answers.
    """
    try:
        resolver = dns.resolver.Resolver(configure=not nameserver)
        if nameserver:
            host, _, port = nameserver.partition(":") if nameserver.count(":") == 1 else (nameserver, "", "")
            resolver.nameservers, resolver.port = [str(ip_address(host))], int(port or 53)
    except dns.resolver.NoResolverConfiguration as error:
        raise TemporaryError("this computer names no DNS server: see /etc/resolv.conf, or use --nameserver") from error
    except ValueError as error:
        raise ConfigError(f"{nameserver}: no name server: write an address like 192.0.2.53 or 192.0.2.53:53") from error
    resolver.lifetime = _SECONDS
    silent: list[TemporaryError] = []

    @cache
    def ask(name: str, kind: str) -> tuple[str, ...]:
        if silent:  # a server that did not answer is not asked again and again
            raise silent[0]
        try:
            answer = resolver.resolve(name.rstrip(".") + ".", kind)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except dns.exception.DNSException as error:
            told = TemporaryError(f"DNS does not answer for {name} ({kind}): {error}: try again later")
            silent.extend([told] if isinstance(error, dns.exception.Timeout) else [])
            raise told from error
        if kind == "TXT":
            return tuple(b"".join(record.strings).decode("utf-8", "replace") for record in answer)
        return tuple(record.to_text() for record in answer)

    return ask


def addresses(ask: Ask, host: str) -> list[Address]:
    try:
        return [ip_address(host)]
    except ValueError:
        return [ip_address(text) for kind in ("A", "AAAA") for text in ask(host, kind)]


def names_of(ask: Ask, address: Address) -> list[str]:
    return [name.rstrip(".") for name in ask(dns.reversename.from_address(str(address)).to_text(), "PTR")]


@dataclass(slots=True)
class Spf:
    """What a domain's SPF record says of an address (RFC 7208), and how many further lookups that takes in all.

    ``result`` is ``none`` without a record and ``permerror`` where there are several, or one leads nowhere.
    """

    record: str = ""
    result: str = "none"
    lookups: int = 0


def spf(ask: Ask, domain: str, address: Address | None) -> Spf:
    """All terms are followed, also those after a match: the limit of lookups is for the worst case."""
    found = Spf()
    found.result = _spf(ask, domain, address, found)
    return found


def _spf(ask: Ask, domain: str, address: Address | None, found: Spf) -> str:
    records = [text for text in ask(domain, "TXT") if text.lower().split(" ")[0] == "v=spf1"]
    if len(records) != 1:
        return "permerror" if records else "none"
    found.record = found.record or records[0]
    result, redirect = "", ""
    for term in records[0].split()[1:]:
        if term.lower().startswith("redirect="):
            redirect = term.partition("=")[2]
            continue
        sign, term = (term[0], term[1:]) if term[0] in _RESULTS else ("+", term)
        matched = _matches(ask, term, domain, address, found)
        if matched is None:
            return "permerror"
        if matched and not result:
            result = _RESULTS[sign]
    if redirect and not result and _may_look_up(found):
        return _spf(ask, redirect, address, found)
    return result or "neutral"


def _matches(ask: Ask, term: str, domain: str, address: Address | None, found: Spf) -> bool | None:
    """None where an included domain has no usable record. ``exists`` and macros are counted and never match."""
    name, _, value = term.partition(":")
    name, _, prefix = name.lower().partition("/")
    host, _, length = value.partition("/")
    if name == "all":
        return True
    if name in ("ip4", "ip6"):
        return address is not None and _within(address, value)
    if name not in ("a", "mx", "include", "exists", "ptr") or not _may_look_up(found):
        return False
    if "%" in value or name in ("exists", "ptr"):
        return False
    if name == "include":
        inner = _spf(ask, value, address, found)
        return None if inner in ("none", "permerror") else inner == "pass"
    hosts = [host or domain]
    if name == "mx":
        hosts = [text.split()[-1] for text in ask(hosts[0], "MX")]
    wide = f"/{length or prefix}" if length or prefix else ""
    return address is not None and any(_within(address, f"{each}{wide}") for h in hosts for each in addresses(ask, h))


def _may_look_up(found: Spf) -> bool:
    found.lookups += 1
    return found.lookups <= 3 * MOST_LOOKUPS  # far enough to say that it is too many


def _within(address: Address, network: str) -> bool:
    try:
        return address in ip_network(network, strict=False)
    except ValueError:
        return False


def tags(record: str) -> dict[str, str]:
    """``v=DMARC1; p=none`` -> its tags."""
    pairs = (part.partition("=") for part in record.split(";") if part.strip())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def dmarc(ask: Ask, domain: str) -> tuple[str, str]:
    """The domain that has a DMARC record, this one or the nearest above it, and the record; both empty without."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        above = ".".join(labels[start:])
        for text in ask(f"_dmarc.{above}", "TXT"):
            if tags(text).get("v") == "DMARC1":
                return above, text
    return "", ""


def organisation(ask: Ask, domain: str) -> str:
    """The domain that alignment is judged by: where DMARC is published, else the last two labels."""
    return dmarc(ask, domain)[0] or ".".join(domain.split(".")[-2:])


def dkim_fault(record: str) -> str:
    """What is wrong with a published key, in words; empty where nothing is."""
    found = tags(record)
    try:
        key = base64.b64decode("".join(found.get("p", "").split()), validate=True)
    except binascii.Error:
        return "its key cannot be decoded"
    if not key:
        return "its key is empty, which revokes it"
    if found.get("k", "rsa") == "rsa" and len(key) < _RSA_2048:
        return f"its RSA key has {'about 1024' if len(key) >= _RSA_1024 else 'fewer than 1024'} bits: use 2048"
    return ""
