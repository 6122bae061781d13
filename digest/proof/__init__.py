"""What would embarrass us if it went out: an issue and its mail -> findings, each with the way to mend it."""

from collections.abc import Iterable, Mapping, Sequence

from digest.models import Issue
from digest.proof.content import content_findings
from digest.proof.content import not_verbatim as not_verbatim
from digest.proof.content import told_in as told_in
from digest.proof.finding import Finding as Finding
from digest.proof.finding import Severity as Severity
from digest.proof.finding import shortened as shortened
from digest.proof.mail import HEAVY as HEAVY
from digest.proof.mail import mail_findings

_ORDER = {"error": 0, "warning": 1}


def proof(
    issue: Issue,
    mail: bytes | None,
    *,
    stored: Mapping[tuple[str, str], str],
    told: Mapping[tuple[str, str], int],
    of_list: bool = True,
    own_mailbox: bool = False,
    allow: Sequence[str] = (),
) -> list[Finding]:
    """Everything that is wrong with an issue, errors first; what has one fault in common is one finding.

    Only what a person must decide is an error: what the program can mend, or leave out and tell, it does when it
    composes the issue, so that such a fault is only there where an editor made it.

    ``mail`` is the message as one reader gets it, None where none can be made. ``stored``: the text that is kept today
    of an article, by its source and URL. ``told``: source and URL of what earlier issues printed, with the number of
    the latest. ``of_list``: it goes to subscribers, who need a way out, and not to one reader who mails himself.
    ``own_mailbox``: the relay knows the sender by its login. ``allow``: hosts and networks inside where readers are.
    """
    from digest.proof.page import page_findings  # with it come the readers of HTML and CSS

    bodies = {rendition.format: rendition.body for rendition in issue.renditions}
    return in_order(
        [
            *content_findings(issue, stored, told),
            *page_findings(bodies.get("html", ""), bodies.get("text", ""), allow),
            *(mail_findings(mail, of_list=of_list, own_mailbox=own_mailbox) if mail else ()),
        ]
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: _ORDER[each.severity])


def holds(findings: Iterable[Finding]) -> bool:
    """Whether an issue with these findings must not go out by itself."""
    return any(each.severity == "error" for each in findings)
