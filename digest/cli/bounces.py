"""digest bounces."""

import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import now, opened, plural, say, say_json

if TYPE_CHECKING:
    from digest.desk.returns import TakenBack

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
    """Read mail that came back: dead addresses and complaints are never mailed again, who asked to leave leaves.

    Who asks to leave writes one line, like "unsubscribe", to the address in `unsubscribe_mailto` or `from`, or answers
    with the token that a mail's own address for it holds. Mail is believed where it holds a token of ours, or the
    reader's host vouches for its sender; of an mbox file that you name, reports are believed as they are. The same
    mail counts once, however often it is read.

    It ends with 65 when somebody should look into something: mail that was refused for a reason that is not the
    address (see `digest doctor`), a report that nothing proves, or a letter that may not be the reader's.

    Example: digest bounces old-bounces.mbox
    """
    from digest.config import load
    from digest.desk.returns import is_vouched, returned_mails, take_back

    settings = load(config)
    mails = [sys.stdin.buffer.read(_LARGEST)] if where == "-" else returned_mails(settings, where)
    with opened(settings) as store:
        taken = take_back(settings, store, mails, now(), vouched=is_vouched(settings, where))
    if as_json:
        done = {each.name: getattr(taken, each.name) for each in fields(taken)}
        say_json(done)
    else:
        for line in taken.stopped:
            say(line)
        kinds = ", ".join(f"{many} {kind}" for kind, many in sorted(taken.kinds.items()) if many)
        say(f"{plural(taken.mails, 'mail')}: {kinds or 'nothing that came back'}.")
    for line in for_the_operator(taken):
        say(f"digest: {line}", err=True)
    if taken.policy or taken.unproven or taken.asked:
        raise typer.Exit(65)


def for_the_operator(taken: "TakenBack") -> Iterator[str]:
    """What somebody should look into, a line each."""
    from digest.subscribers import masked

    for line in taken.policy:
        yield f"refused, and not for the address: {line}"
    for address, said in taken.unproven:
        yield f"unproven report about {masked(address)}: not acted on: {said}"
    for address, said in taken.asked:
        yield (
            f"{said}, in the name of {masked(address)}, and nothing proves that it is theirs: not acted on; if it is,"
            f" run `digest subscribers remove {masked(address)}` with the whole address"
        )
