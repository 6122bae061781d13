"""Host names as a reader meets them in links: which lead into a private network, and which look like another's."""

import re
import unicodedata
from ipaddress import ip_address

_PRIVATE = (
    ".local", ".localhost", ".localdomain", ".internal", ".intranet", ".lan", ".corp", ".home", ".home.arpa",
    ".private",
)  # fmt: skip
# Scripts that are written together (Unicode Technical Standard 39, section 5.1: highly restrictive).
_TOGETHER = ({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}, {"LATIN", "CJK", "BOPOMOFO"}, {"LATIN", "CJK", "HANGUL"})
_LIKE_LATIN = set("аԁеһіјӏорԛѕԝхуcα\u03bfνρ")  # of Cyrillic and Greek: a name of these alone reads as a Latin one


def is_private(host: str) -> bool:
    """Whether only somebody inside a network could follow: not a public address, or a name that none has."""
    host = unicodedata.normalize("NFKC", host).replace("。", ".").rstrip(".").lower()  # as browsers read it
    try:
        return not ip_address(host).is_global
    except ValueError:
        pass
    last = host.rpartition(".")[2]
    if last.isdigit() or re.fullmatch("0x[0-9a-f]*", last):  # browsers read 2130706433 and 127.0x1 as addresses
        return True
    return "." not in host or host.endswith(_PRIVATE)


def is_loopback(host: str) -> bool:
    """Whether it is this machine itself."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def shown_host(host: str) -> str:
    """The name, or its Punycode where its letters are of several scripts or look like other ones: `exаmple.com` with a
    Cyrillic а must not pass for example.com."""
    if host.isascii() or not any(map(_deceives, host.split("."))):
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _deceives(label: str) -> bool:
    letters = [letter for letter in label if letter.isalpha()]
    scripts = {re.split("[ -]", unicodedata.name(letter, "?"))[0] for letter in letters}
    mixed = len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
    return mixed or (not label.isascii() and set(letters) <= _LIKE_LATIN)
