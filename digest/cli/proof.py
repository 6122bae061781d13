"""digest proof."""

from collections.abc import Iterable
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption, NumberArgument
from digest.cli.output import issue_of, now, opened, plural, say, say_json

if TYPE_CHECKING:
    from digest.models import Issue
    from digest.proof import Finding

_COLUMNS = 80


def proof(
    number: NumberArgument = None,
    online: Annotated[bool, typer.Option("--online", help="Also ask every address that the issue links to.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Look for what would embarrass us if the issue went out; ends with 65 when something must not.

    Example: digest proof 12 --online
    """
    from digest.config import load
    from digest.pipeline.proofing import ask_links, proof_issue
    from digest.proof import holds, in_order

    settings = load(config)
    issue = issue_of(settings, number)
    with opened(settings) as store:
        findings = proof_issue(settings, store, issue)
    if online:
        findings = in_order([*findings, *ask_links(settings, issue, now().astimezone(settings.schedule.zone))])
    if as_json:
        say_json([asdict(each) for each in findings])
    else:
        say("\n".join(table(issue, findings)))
    if holds(findings):
        raise typer.Exit(65)


def table(issue: "Issue", findings: "Iterable[Finding]") -> list[str]:
    """80 columns: severity and check, what is wrong, and how to mend it."""
    found = list(findings)
    lines = []
    for each in found:
        first, *rest = wrap(each.what, _COLUMNS - 22, break_long_words=False, break_on_hyphens=False)
        lines.append(f"{each.severity:<8} {each.check:<12} {first}")
        mend = wrap(f"→ {each.mend}", _COLUMNS - 22, break_long_words=False, break_on_hyphens=False)
        lines += [" " * 22 + line for line in (*rest, *mend)]
    errors = sum(each.severity == "error" for each in found)
    counts = f"{plural(errors, 'error')}, {plural(len(found) - errors, 'warning')}" if found else "nothing to mend"
    return [*lines, f"Issue {issue.number}, {plural(len(issue.stories), 'story')}: {counts}."]
