"""What a relay's words about a mail mean for its address (RFC 3463, RFC 5248, and what large hosts make of them)."""

import re
from typing import Literal

Kind = Literal["hard", "soft", "policy"]

_ENHANCED = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)")
_CODE = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")
_HARD = ("5.1.", "5.2.1", "5.4.1", "5.4.4", "5.5.0")
_POLICY = ("5.1.7", "5.1.8", "5.6.", "5.7.")  # the first two are about the sender's address
_ABOUT_POLICY = re.compile(
    r"\b(spam|spamhaus|blocked|block ?list|black ?list|blacklisted|reputation|policy|dmarc|spf|dkim|relay(ing)?"
    r"|authenticat\w+|not permitted|access denied|virus|content)\b",
    re.IGNORECASE,
)
_FULL = re.compile(r"over ?quota|quota (is )?exceeded|mailbox (is )?full|insufficient storage", re.IGNORECASE)


def kind_of(said: str) -> Kind | None:
    """``hard``: there is no such mailbox. ``soft``: perhaps later. ``policy``: the relay dislikes the mail or us.

    ``said`` is a status like ``5.1.1``, a reply like ``550 5.7.1 blocked``, or both. The most exact status in it
    counts, and its words where there is none. None where it says nothing of the kind.
    """
    status = status_in(said)
    if status and not status.endswith(".0.0"):
        if status.startswith(_POLICY):
            return "policy"
        return "hard" if status.startswith(_HARD) else "soft"
    code = _CODE.search(said)
    first = status[:1] or (code[1] if code else "")
    if not first:
        return None
    if first == "4" or says_full(said):
        return "soft"
    return "policy" if _ABOUT_POLICY.search(said) else "hard"


def status_in(said: str) -> str:
    """The most exact enhanced status in a text; empty where it holds none."""
    found = [match.group() for match in _ENHANCED.finditer(said)]
    return next((status for status in found if not status.endswith(".0.0")), "".join(found[:1]))


def says_full(said: str) -> bool:
    return bool(_FULL.search(said))
