"""digest doctor."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import now, say, say_json

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.desk.deliverability import Diagnosis

_MARKS = {"ok": "ok     ", "warning": "warning", "error": "ERROR  "}


def doctor(
    online: Annotated[
        bool, typer.Option("--online", help="Also visit the sources, the relay and DNS: SPF, DKIM, DMARC, PTR.")
    ] = False,
    ip: Annotated[
        str,
        typer.Option("--ip", metavar="ADDRESS", help="Only mail: the address that yours leaves from, for SPF and PTR."),
    ] = "",
    nameserver: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Only mail: ask this DNS server, like 192.0.2.53.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Check the machine: permissions, clock, zone, templates, database; with --online sources and all that stands
    between you and your readers' inboxes.

    It sends no mail, and says what to mend or to publish. It ends with 65 when something is wrong.

    Example: digest doctor --online
    """
    from digest.config import load

    findings = list(_findings(load(config), online, ip, nameserver))
    if as_json:
        say_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            say(f"{_MARKS[finding.level]}  {finding.what}")
            if finding.mend:
                say(f"         {finding.mend}")
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(65)


def _findings(settings: "Settings", online: bool, ip: str, nameserver: str) -> "Iterator[Diagnosis]":
    from digest.deliver.dns import asking
    from digest.desk import doctor as machine
    from digest.desk.deliverability import examine

    moment = now().astimezone(settings.schedule.zone)
    only_mail = bool(ip or nameserver)
    if online or not only_mail:
        yield from machine.examine_here(settings, moment)
    if online:
        yield from machine.check_sources(settings, moment)
    if only_mail or (online and settings.newsletter.sender):
        yield from examine(settings, asking(nameserver), ip)
