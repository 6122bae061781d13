"""digest doctor."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption

_MARKS = {"ok": "ok     ", "warning": "warning", "error": "ERROR  "}


def doctor(
    ip: Annotated[
        str, typer.Option("--ip", metavar="ADDRESS", help="The address that your mail leaves from, for SPF and PTR.")
    ] = "",
    nameserver: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Ask this DNS server, like 192.0.2.53, and not the system's.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Check what stands between you and your readers' inboxes: the relay and its login, SPF, DKIM, DMARC, PTR.

    It sends no mail and says what to publish. It ends with 65 when something is wrong.

    Example: digest doctor --ip 192.0.2.1
    """
    from digest.config import load
    from digest.deliver.dns import asking
    from digest.pipeline.doctor import examine

    findings = list(examine(load(config), asking(nameserver), ip))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            typer.echo(f"{_MARKS[finding.level]}  {finding.what}")
            if finding.mend:
                typer.echo(f"         {finding.mend}")
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(65)
