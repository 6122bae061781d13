"""digest bounces."""

import json
import sys
from typing import Annotated

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption, now, opened, plural

_LARGEST = 1_000_000  # bytes of a mail on standard input


def bounces(
    where: Annotated[
        str | None,
        typer.Argument(
            metavar="[MAILBOX|-]",
            help="A Maildir, an mbox file, imaps://host/INBOX, or - for one mail on standard input; by default the"
            " mailbox in [bounces].",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts and what was done as JSON.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Read mail that came back: dead addresses and complaints are never mailed again, who wrote to leave leaves.

    The same mail counts once, however often it is read. It ends with 65 when a relay refused mail for a reason that
    is not the address, which somebody should look into: `digest doctor`.

    Example: digest bounces /var/mail/bounces
    """
    from digest.config import load
    from digest.pipeline.bounces import returned_mails, take_back

    settings = load(config)
    mails = [sys.stdin.buffer.read(_LARGEST)] if where == "-" else returned_mails(settings, where)
    with opened(settings) as store:
        taken = take_back(settings, store, mails, now())
    if as_json:
        done = {"mails": taken.mails, "kinds": taken.kinds, "stopped": taken.stopped, "policy": taken.policy}
        typer.echo(json.dumps(done, ensure_ascii=False, indent=2))
    else:
        for line in taken.stopped:
            typer.echo(line)
        kinds = ", ".join(f"{many} {kind}" for kind, many in sorted(taken.kinds.items()))
        typer.echo(f"{plural(taken.mails, 'mail')}: {kinds or 'nothing that came back'}.")
    for line in taken.policy:
        typer.echo(f"digest: refused, and not for the address: {line}", err=True)
    if taken.policy:
        raise typer.Exit(65)
