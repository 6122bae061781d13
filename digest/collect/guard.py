"""Which addresses are asked: http and https only, and none inside a network.

The second is judged at connect time on what the name resolved to, so on every hop and after every change of mind.
"""

import errno
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from yarl import URL

from digest.text.hosts import is_private

Network = IPv4Network | IPv6Network

# What wraps or leads to an IPv4 address, and what older Pythons take for public.
_DISGUISES = (
    (ip_network("64:ff9b::/96"), "NAT64"),
    (ip_network("64:ff9b:1::/48"), "NAT64"),
    (ip_network("2002::/16"), "6to4"),
    (ip_network("192.88.99.0/24"), "6to4"),
    (ip_network("2001::/32"), "Teredo"),
    (ip_network("100.64.0.0/10"), "carrier-grade NAT"),
    (ip_network("3fff::/20"), "documentation"),
)
_KINDS = ("unspecified", "loopback", "link_local", "site_local", "multicast", "reserved")


class Unusable(Exception):
    """Why an address is not asked, or its answer not taken: a sentence without the address."""


class PrivateAddress(OSError):
    """A connection that was refused before it began. Its text is the same for all addresses of a host."""

    def __init__(self, address: str, kind: str) -> None:
        super().__init__(errno.EACCES, "an address inside a network")
        self.address = address
        self.kind = kind


def why_refused(address: str, allowed: Iterable[Network] = ()) -> str:
    """The kind of a numeric address that is not public ("loopback", "private", …), "" for one that may be asked."""
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or IPv6Address(int(ip))  # without its zone
    if any(ip in network for network in allowed):
        return ""
    for network, kind in _DISGUISES:
        if ip in network:
            return kind
    for kind in _KINDS:
        if getattr(ip, f"is_{kind}", False):
            return kind.replace("_", "-")
    return "" if ip.is_global else "private"


def guarded_socket(allowed: Sequence[Network]) -> Callable[[tuple[Any, ...]], socket.socket]:
    """A `socket_factory` for aiohttp: gets what the name resolved to, just before it is connected to."""

    def make(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        if reason := why_refused(str(address[0]), allowed):
            raise PrivateAddress(str(address[0]), reason)
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def inside(host: str, allow: Iterable[str] = ()) -> str:
    """The kind of network that a name leads into, where the guard would refuse it; "" where it would not."""
    networks, hosts = split_allowed(allow)
    try:
        found = [] if host in hosts else socket.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ""  # that it is not found is told when it is asked
    return next((kind for _, _, _, _, address in found if (kind := why_refused(str(address[0]), networks))), "")


def leads_inside(url: str, allow: Sequence[str] = ()) -> str:
    """The host of a link that leads into a private network, as its name or number says; "" of one that does not, or
    that is ``allow``ed, and of what is no web address.

    Nothing is asked: a public name may still resolve to an address inside, and who allows a network has its names.
    """
    try:
        host = (URL(url).raw_host or "").lower().rstrip(".")
    except ValueError:
        return ""
    networks, hosts = split_allowed(allow)
    if not host or host in hosts:
        return ""
    if number := _number(host):
        return host if why_refused(number, networks) else ""
    return host if is_private(host) and not networks else ""


def _number(host: str) -> str:
    """The address that a host is instead of a name, also in the ways that browsers still read: 127.1, 0x7f000001."""
    host = "127.0.0.1" if host == "localhost" else host
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host[:1].isdigit() else ""
    except OSError:
        return ""


def split_allowed(allow: Iterable[str]) -> tuple[tuple[Network, ...], frozenset[str]]:
    """Networks ("10.0.0.0/8", "192.168.1.7") and host names ("intranet.example") of an allow list."""
    networks: list[Network] = []
    hosts: set[str] = set()
    for entry in allow:
        try:
            networks.append(ip_network(entry.strip("[] "), strict=False))
        except ValueError:
            hosts.add(entry.strip().lower().rstrip("."))
    return tuple(networks), frozenset(hosts)


def checked(text: str) -> URL:
    """An http or https address without its fragment. Raises Unusable."""
    if re.search(r"[\x00-\x20\x7f\\]", text.strip()) or len(text) > 8_000:
        raise Unusable("this is no address: it holds spaces or control characters, or is too long")
    try:
        url = URL(text.strip()).with_fragment(None)
        host = url.raw_host
    except ValueError as error:
        raise Unusable(f"this is no address: {error}") from error
    if url.scheme not in ("http", "https"):
        raise Unusable("only http and https addresses are read")
    if not host:
        raise Unusable("this is no address: it names no host")
    if url.raw_user is not None or url.raw_password is not None:
        raise Unusable("a login stands in the address: give it as the source's login instead")
    return url


def joined(url: URL, location: str) -> URL:
    """Where a redirect leads. Raises Unusable."""
    try:
        return checked(str(url.join(URL(location))))
    except (ValueError, Unusable) as error:
        raise Unusable(f"redirects to {location[:200]!r}, where nothing is read: {error}") from error


def host_of(url: URL) -> str:
    """The name that turns, pauses and allowed hosts go by."""
    return (url.raw_host or "").lower().rstrip(".")
