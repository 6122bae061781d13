"""What the words about a mail that was refused mean for its address: the one judge of replies and of reports.

RFC 3463 and RFC 5248, and what large hosts make of them. An address is given up only for a sign that its mailbox is
not there: hosts refuse mail for what they think of us with the same codes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

Kind = Literal["hard", "soft", "policy", "refused"]

MANY = 5  # refusals of one host in the same words, and at least half of its readers: no sign of their mailboxes

_LONGEST = 1_000  # characters that are looked at
_ENHANCED = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)")
_CODE = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")
_ADDRESS = re.compile(r"[\w.+=%-]*@[\w.-]+")
_HARD = ("5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.9", "5.1.10", "5.2.1", "5.4.4")
_POLICY = ("5.7.", "4.7.")
_OF_OURS = ("5.1.7", "5.1.8", "5.2.3", "5.3.4", "5.6.")  # our address, the mail's size, its form


def kind_of(said: str) -> Kind | None:
    """What a refusal says. ``said`` is a status like ``5.1.1``, a reply like ``550 5.7.1 blocked``, or both.

    ``hard``: there is no such mailbox. ``soft``: perhaps later. ``policy``: it is about us or the mail. ``refused``: it
    does not say, and so stops nobody. None where it is no refusal.
    """
    status, code = status_in(said), _CODE.search(said)
    first = status[:1] or (code[1] if code else "")
    return judged(said, lasting=first == "5") if first else None


def judged(said: str, *, lasting: bool = True) -> Kind:
    """As ``kind_of``, of what is known to be a refusal, for good or for now, also where it holds no code."""
    from digest.deliver.wordings import ABOUT_US, FULL, LATER, NO_MAILBOX, REJECTED_BY_EXCHANGE  # long patterns

    status, words = status_in(said), _ADDRESS.sub("", said[:_LONGEST])
    if status.endswith(".2.2"):
        return "soft"
    if REJECTED_BY_EXCHANGE.search(said):
        return "hard"
    if status.startswith(_OF_OURS) or ABOUT_US.search(words):
        return "policy"
    if not lasting or FULL.search(words) or LATER.search(words):
        return "policy" if status.startswith(_POLICY) else "soft"
    if NO_MAILBOX.search(words):
        return "hard"
    if status.startswith(_POLICY):
        return "policy"
    if status in _HARD:
        return "hard"
    return "soft" if status.startswith("5.4.") else "refused"


def about_the_host(refusals: Iterable[tuple[str, str]], readers: Callable[[str], int]) -> set[tuple[str, str]]:
    """Those (address, words) whose host refused too many of its readers in the same words for it to be their mailboxes.

    ``readers``: how many there are at a host.
    """
    known = [(address, said) for address, said in refusals]
    counted = Counter((host_of(address), _wording(said)) for address, said in known)
    crowds = {it for it, count in counted.items() if count >= MANY and 2 * count >= readers(it[0])}
    return {(address, said) for address, said in known if (host_of(address), _wording(said)) in crowds}


def host_of(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def status_in(said: str) -> str:
    """The most exact enhanced status in a text; empty where it holds none."""
    found = [match.group() for match in _ENHANCED.finditer(said)]
    return next((status for status in found if not status.endswith(".0.0")), "".join(found[:1]))


def _wording(said: str) -> str:
    """Its words alone: hosts put a number of their own behind each refusal."""
    return " ".join(re.findall(r"[^\W\d_]{2,}", _ADDRESS.sub("", said)))
