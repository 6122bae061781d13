"""digest subscribers add, import, export, list, remove, suppress, unsuppress."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli import importing
from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import now, opened, say
from digest.errors import InputError
from digest.text.printable import printable

if TYPE_CHECKING:
    from digest.store.subscribers import Listed

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS", help="Their address, like ana@example.org.")]


@app.command()
def add(
    address: AddressArgument,
    name: Annotated[str, typer.Option(help="Their name, as it goes into the mail's To line.")] = "",
    language: Annotated[
        str | None,
        typer.Option(
            help="The language they read, like en or pt-BR; kept with them, and changes no mail.", show_default=False
        ),
    ] = None,
    topics: Annotated[
        str,
        typer.Option(metavar="A,B", help="The topics they asked for; kept with them: everybody gets the whole issue."),
    ] = "",
    how: Annotated[str, typer.Option(help="How their consent was given.")] = "added by the operator",
    config: ConfigOption = CONFIG,
) -> None:
    """Subscribe somebody who has agreed to it. Who has left before comes back by it; twice changes nothing.

    Example: digest subscribers add ana@example.org --name "Ana Ruiz" --how "form at the summer fair"
    """
    from digest.config import load
    from digest.subscribers import masked, subscribe

    settings = load(config)
    with opened(settings) as store, store.write() as conn:
        wanted = topics.split(",")
        outcome = subscribe(
            conn, settings.slug, address, name=name, language=language, topics=wanted, how=how, now=now()
        )
    who = masked(address.strip())
    if outcome == "suppressed":
        raise InputError(
            f"{who} is suppressed and was not added: if its owner now asks to be mailed, run"
            " `digest subscribers unsuppress` first"
        )
    say(f"{who} {'is subscribed already' if outcome == 'already' else f'was {outcome}'}.")


app.command("import")(importing.import_lists)


@app.command()
def export(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE.csv]", help="Where to write it; standard output if left out, or -.", show_default=False
        ),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the whole list as CSV, with those who left and why. It holds addresses: only its owner can read the file.

    Example: digest subscribers export readers.csv
    """
    from digest.config import load
    from digest.store import subscribers
    from digest.subscribers import csv_lines

    settings = load(config)
    with opened(settings) as store, store.read() as conn:
        lines = csv_lines(subscribers.listed(conn, settings.slug, all_states=True))
        if file is None or str(file) == "-":
            sys.stdout.writelines(map(printable, lines))
        else:
            with importing.private_file(file) as text:
                text.writelines(lines)


@app.command("list")
def list_subscribers(
    all_states: Annotated[bool, typer.Option("--all", help="Also who has left or is suppressed.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """List the subscribers: address, name, since when, how they came, state.

    Example: digest subscribers list --all
    """
    from digest.config import load
    from digest.store import subscribers

    settings = load(config)
    with opened(settings) as store, store.read() as conn:
        count = subscribers.counts(conn, settings.slug)
        rows = subscribers.listed(conn, settings.slug, all_states=all_states)
        sys.stdout.writelines(printable(_line(row)) for row in rows)
    say(f"{count.subscribed} subscribed, {count.ended} ended, {count.suppressed} suppressed", err=True)


@app.command()
def remove(address: AddressArgument, config: ConfigOption = CONFIG) -> None:
    """End a subscription, and with it the weekly one of who got that as a reader of the daily one. No import brings
    it back, only `add` with fresh consent does.

    Example: digest subscribers remove ana@example.org
    """
    from digest.config import load
    from digest.subscribers import masked, unsubscribe_address

    settings = load(config)
    with opened(settings) as store, store.write() as conn:
        how, at = "removed by the operator", now()
        left = unsubscribe_address(conn, settings.slug, address, how=how, now=at)
    names = {each.slug: each.newsletter.name for each in (settings.daily or settings).newsletters}
    told = " and ".join(names.get(slug, slug) for slug in left)
    say(f"{masked(address.strip())} {f'left {told}' if left else 'had left already'}.")


app.command()(importing.suppress)


@app.command()
def unsuppress(address: AddressArgument, config: ConfigOption = CONFIG) -> None:
    """Lift a suppression that was a mistake, or whose owner asks for mail again. Nobody is subscribed by it.

    Example: digest subscribers unsuppress ana@example.org
    """
    from digest import subscribers
    from digest.config import load

    settings = load(config)
    with opened(settings) as store, store.write() as conn:
        lifted = subscribers.unsuppress(conn, address)
    who = subscribers.masked(address.strip())
    say(f"{who} {'may be subscribed again' if lifted else 'was not suppressed'}.")


@app.command()
def erase(address: AddressArgument, config: ConfigOption = CONFIG) -> None:
    """Forget a person who asks for it: address, name, consent, what came back. A hash of the address stays, by which it
    is never mailed or imported again. Backups that were made before still hold the person.

    Example: digest subscribers erase ana@example.org
    """
    from digest import subscribers
    from digest.config import load

    settings = load(config)
    with opened(settings) as store, store.write() as conn:
        known = subscribers.erase(conn, address, now=now())
    who = subscribers.masked(address.strip())
    say(f"{who} {'is erased' if known else 'was not known'}, and is never mailed.")


def _line(listed: "Listed") -> str:
    person, consent = listed.subscriber, listed.subscription
    since = f"{consent.consented_at:%Y-%m-%d}"
    return f"{person.address:<32}  {person.name:<24}  {since}  {listed.state:<10}  {consent.consented_how}\n"
