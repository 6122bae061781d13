"""What would embarrass us if it went out: an issue and its mail -> findings, each with the way to mend it."""

from collections.abc import Iterable, Mapping

from digest.models import Issue
from digest.proof.content import content_findings
from digest.proof.finding import Finding as Finding
from digest.proof.finding import Severity as Severity
from digest.proof.mail import HEAVY as HEAVY
from digest.proof.mail import mail_findings
from digest.proof.page import links_of as links_of
from digest.proof.page import page_findings

_ORDER = {"error": 0, "warning": 1}


def proof(
    issue: Issue,
    mail: bytes | None,
    *,
    stored: Mapping[tuple[str, str], str],
    told: Mapping[str, int],
    of_list: bool = True,
) -> list[Finding]:
    """Everything that is wrong with an issue, errors first.

    ``mail`` is the message as one reader gets it, None where none can be made. ``stored``: the text that is kept today
    of an article, by its source and URL. ``told``: URLs that earlier issues printed, with the number of the latest.
    ``of_list``: it goes to subscribers, who need a way out, and not to one reader who mails himself.
    """
    bodies = {rendition.format: rendition.body for rendition in issue.renditions}
    return in_order(
        [
            *content_findings(issue, stored, told),
            *page_findings(bodies.get("html", ""), bodies.get("text", "")),
            *(mail_findings(mail, of_list=of_list) if mail else ()),
        ]
    )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: _ORDER[each.severity])


def holds(findings: Iterable[Finding]) -> bool:
    """Whether an issue with these findings must not go out by itself."""
    return any(each.severity == "error" for each in findings)
