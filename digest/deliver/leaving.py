"""A person's letter -> whether it asks to leave, and whether it is theirs.

A wish is one unmistakable line, the subject or the first of the letter: whoever writes more writes to the editor.
"""

import re
import unicodedata
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from digest.languages import any_of

_POLITE = any_of(lambda own: own.leaving.polite)
_FROM = rf"{any_of(lambda own: own.leaving.off)}( \w+){{0,3}} {any_of(lambda own: own.leaving.lists)}"
_WISH = re.compile(
    rf"({_POLITE}[, ]+)*{any_of(lambda own: own.leaving.wishes)}( {_FROM})?"
    rf"([, ]+{any_of(lambda own: own.leaving.thanks)})*"
)
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Vacation", "X-Auto-Response-Suppress", "List-Id")
_TEXT = 20_000  # characters of a letter in which its first line is looked for


def asks_to_leave(mail: Message) -> bool:
    """Whether its subject or its first line says so and nothing else."""
    return any(_WISH.fullmatch(_plain(line)) for line in (_subject(mail), _first_line(mail)))


def is_automatic(mail: Message) -> bool:
    """What nobody wrote: RFC 3834, lists, and what holiday programs said before it."""
    answered = str(mail.get("Auto-Submitted", "no")).strip().lower()
    bulk = str(mail.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list", "auto_reply")
    return not answered.startswith("no") or bulk or any(name in mail for name in _AUTOMATIC)


def author(mail: Message) -> str:
    """The one address in its one From line; empty for anything else."""
    lines = [str(value) for value in mail.get_all("From", [])]
    addresses = [address for _, address in getaddresses(lines) if address]
    return addresses[0] if len(lines) == len(addresses) == 1 else ""


def is_vouched_for(mail: Message, authserv_id: str) -> bool:
    """Whether the host that took the mail in says that the domain of its From line sent it (RFC 8601).

    Anybody can write such a line. That of our own host bears ``authserv_id``; where that is not known, it is the one
    above the first Received line, where only the host itself can write.
    """
    domain = author(mail).rpartition("@")[2].casefold()
    results = next(_results(mail, authserv_id), "")
    return bool(domain) and any(_is_aligned(found, domain) for found in _passed(results))


def _results(mail: Message, authserv_id: str) -> Iterator[str]:
    for name, value in mail.items():
        if name.lower() == "received" and not authserv_id:
            return
        if name.lower() == "authentication-results":
            said = re.sub(r'"[^"]*"|\([^()]*\)', " ", " ".join(str(value).split()))  # both may quote the sender's words
            who = said.partition(";")[0].split()
            if not authserv_id or (who and who[0].casefold() == authserv_id.casefold()):
                yield said


def _passed(results: str) -> Iterator[str]:
    """The domains for which a method passed."""
    proofs = {"dmarc": "header.from", "dkim": r"header\.[di]", "spf": r"smtp\.mailfrom"}
    for method, *properties in (part.split() for part in results.split(";")[1:] if part.strip()):
        name, _, result = method.casefold().partition("=")
        if result == "pass" and name in proofs:
            told = (re.fullmatch(rf"{proofs[name]}=(?:.*@)?([^@]+)", each.casefold()) for each in properties)
            yield from (found[1] for found in told if found)


def _is_aligned(domain: str, with_: str) -> bool:
    return domain == with_ or domain.endswith("." + with_) or (with_.endswith("." + domain) and "." in domain)


def _subject(mail: Message) -> str:
    said = next((str(value) for name, value in mail.raw_items() if name.lower() == "subject"), "")
    if not said.isascii():  # never encoded: Python keeps such bytes as surrogates
        return said.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(said)))
    except (LookupError, ValueError):  # an encoding that nobody knows
        return ""


def _first_line(mail: Message) -> str:
    for kind in ("text/plain", "text/html"):
        for part in mail.walk():
            payload = part.get_payload(decode=True) if part.get_content_type() == kind else None
            if isinstance(payload, bytes):
                text = _decoded(payload, part.get_content_charset() or "utf-8")[:_TEXT]
                if kind == "text/html":
                    text = re.sub(r"(?is)<(head|style|script)\b.*?</\1>|<[^>]*>", "\n", text)
                return next((line for line in text.splitlines() if line.strip()), "")
    return ""


def _decoded(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")


def _plain(line: str) -> str:
    """Without what surrounds the words; a question keeps its mark, for it is no wish."""
    return " ".join(unicodedata.normalize("NFKC", line).casefold().split())[:120].strip(" .!…,;:\"'“”„«»*_-–—()[]")
