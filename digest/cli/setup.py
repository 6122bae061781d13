"""digest init."""

import sys
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.errors import ConfigError, DigestError, InputError

if TYPE_CHECKING:
    from digest.config import Settings


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write digest.toml.")] = Path(),
    name: Annotated[str | None, typer.Option(help="What the newsletter is called.", show_default=False)] = None,
    feed: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Its first feed, or a page that names one; or a folder.", show_default=False),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The one reader who is mailed.", show_default=False)
    ] = None,
    at: Annotated[
        str | None, typer.Option("--time", metavar="HH:MM", help="When it appears on weekdays.", show_default=False)
    ] = None,
    relay: Annotated[
        str | None, typer.Option(metavar="HOST[:PORT]", help="The server that takes its mail.", show_default=False)
    ] = None,
) -> None:
    """Write a commented digest.toml: asks five questions on a terminal, or takes the answers as options.

    Example: digest init --name "The Morning" --feed https://courier.example/feed --to me@example.org --time 07:00
    """
    from digest.cli.output import write_file
    from digest.config import load
    from digest.shipped import shipped

    path = folder / "digest.toml"
    if path.exists():
        raise ConfigError(f"{path} is there already and was left as it is: edit it, or name another folder")
    text = (shipped("templates") / "digest.toml").read_text(encoding="utf-8")
    asked = sys.stdin.isatty() and not any((name, feed, to, at, relay))
    answers: dict[str, str] = {}
    questions: tuple[tuple[str, str, str | None, str, Callable[[str], str]], ...] = (
        ("name", "What is the newsletter called?", name, "The Morning", _name),
        ("feed", "Its first feed (the address of a feed or of a page with one; or a folder)?", feed, "articles", _feed),
        ("to", "Who is mailed (one address; empty for a list)?", to, "", _address),
        ("time", "When does it appear on weekdays?", at, "07:00", _time),
        ("relay", "Which server takes its mail (host or host:port; empty for later)?", relay, "", _relay),
    )
    for key, question, given, default, check in questions:
        answers[key] = _ask(question, default, check) if asked else check(default if given is None else given)
    write_file(path, _filled(text, answers).encode())
    settings = load(path)  # what was asked fits together, or this says what does not
    if feed is None and not asked:
        typer.echo(f"Wrote {path}. Name your sources in it, then run: digest build")
        return
    typer.echo(f"Wrote {path}.")
    _first_issue(settings)


def _ask(question: str, default: str, check: Callable[[str], str]) -> str:
    """Until the answer holds."""
    while True:
        answer = typer.prompt(question, default=default, show_default=bool(default))
        try:
            return check(answer.strip())
        except DigestError as error:
            typer.echo(f"  {error}", err=True)


def _name(answer: str) -> str:
    if not answer or not answer.isprintable():
        raise InputError("a name has at least one letter, on one line")
    return answer


def _feed(answer: str) -> str:
    """The feed's own address: a page that names one is looked at."""
    if "://" not in answer:
        return answer or "articles"
    from digest.cli.output import now
    from digest.config import Settings
    from digest.pipeline.gathering import look_at

    source = {"name": "first", "url": answer}
    settings = Settings.model_validate({"folder": Path(), "newsletter": {"name": "first"}, "source": [source]})
    return look_at(settings, answer, now()).url


def _address(answer: str) -> str:
    from digest.subscribers import clean_address

    return clean_address(answer) if answer else ""


def _time(answer: str) -> str:
    try:
        return f"{time.fromisoformat(answer):%H:%M}"
    except ValueError as error:
        raise InputError(f"{answer!r} is no time: write it like 07:00") from error


def _relay(answer: str) -> str:
    host, _, port = answer.partition(":")
    if answer and (not host or not (port.isdecimal() or not port)):
        raise InputError(f"{answer!r} is no relay: write it like smtp.example.org or smtp.example.org:587")
    return answer


def _filled(text: str, answers: dict[str, str]) -> str:
    """The commented file with the answers in the place of its examples."""
    changes = [
        ('name = "The Morning"', f"name = {_quoted(answers['name'])}"),
        ('time = "07:00" ', f'time = "{answers["time"]}" '),
    ]
    if answers["to"]:
        changes += [
            ('# to = "me@example.org" ', f"to = {_quoted(answers['to'])} "),
            ('# from = "The Morning <morning@example.org>"', f"from = {_quoted(answers['to'])}"),
        ]
    if answers["relay"]:
        host, _, port = answers["relay"].partition(":")
        changes += [("# [delivery]", "[delivery]"), ('# host = "smtp.example.org"', f"host = {_quoted(host)}")]
        changes += [("# port = 587", f"port = {port}"), ("# security", _security(port))] if port else []
    where = "url" if "://" in answers["feed"] else "path"
    changes += [('path = "articles"', f"{where} = {_quoted(answers['feed'])}")]
    changes += [('name = "My articles"', 'name = "First feed"')] if where == "url" else []
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def _security(port: str) -> str:
    return {"465": 'security = "tls"\n# security', "25": 'security = "none"\n# security'}.get(port, "# security")


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _first_issue(settings: "Settings") -> None:
    """Print what the feed gives for an issue of now, so that there is something to see within a minute."""
    from datetime import timedelta

    from digest import pipeline
    from digest.cli.output import now, opened
    from digest.schedule import next_slot

    moment = now().astimezone(settings.schedule.zone).replace(second=0, microsecond=0)
    with opened(settings) as store:
        slot = next_slot(settings.schedule.plan, moment)
        built = pipeline.build(settings, store, slot, moment, moment - timedelta(days=7))
    if built.issue:
        typer.echo(pipeline.rendition(built.issue, "text").body)
        typer.echo(f"That is draft {built.issue.number}. See it: digest preview. Send it: digest schedule install")
    else:
        typer.echo("The feed holds nothing of the last week: digest sources check")
