"""digest init."""

import os
import re
import sys
from collections.abc import Callable
from datetime import time
from difflib import get_close_matches
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar
from urllib.parse import urlsplit

import typer

from digest.cli.output import say
from digest.cli.sources import Found, PrivateOption, find
from digest.errors import ConfigError, DigestError, InputError

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.store import Store

Answer = TypeVar("Answer")
Texts = dict[tuple[str, str], str]  # (table, key) -> what was answered
Values = dict[tuple[str, str], str]  # (table, key) -> the value as TOML


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write digest.toml.")] = Path(),
    name: Annotated[str | None, typer.Option(help="What the newsletter is called.", show_default=False)] = None,
    feed: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Its first feed, or a page that names one, like example.org; or a folder.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The one reader who is mailed.", show_default=False)
    ] = None,
    sender: Annotated[
        str | None,
        typer.Option("--from", metavar="ADDRESS", help="Who mail is from; the reader if left out.", show_default=False),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--time", metavar="HH:MM", help="When it appears on weekdays.", show_default=False)
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option(metavar="ZONE", help="Whose time that is; this machine's if left out.", show_default=False),
    ] = None,
    approve: Annotated[
        str | None,
        typer.Option(
            metavar="auto|manual", help="Whether issues go out by themselves; auto for one reader.", show_default=False
        ),
    ] = None,
    relay: Annotated[
        str | None, typer.Option(metavar="HOST[:PORT]", help="The server that takes its mail.", show_default=False)
    ] = None,
    allow_private: PrivateOption = False,
) -> None:
    """Write a commented digest.toml: asks a few questions on a terminal, or takes the answers as options. Then it shows
    a first issue, and what is still to do.

    Example: digest init --name "The Morning" --feed courier.example --to me@example.org --time 07:00
    """  # fmt: skip
    from digest.config import load
    from digest.config.writing import quoted

    path = folder / "digest.toml"
    if path.exists():
        what = _what_is_there(path)
        raise ConfigError(f"{path} is there already and was left as it is: {what}: edit it, or name another folder")
    asked = sys.stdin.isatty() and not any((name, feed, to, sender, at, timezone, approve, relay))
    texts = {("newsletter", "name"): _answer(asked, "What is the newsletter called?", name, "The Morning", _name)}
    found = _first_source(asked, feed, folder, allow_private)
    texts |= _people(asked, to, sender)
    texts |= _schedule(asked, at, timezone)
    texts |= _approval_of(asked, approve, for_one=("newsletter", "to") in texts)
    values = {key: quoted(text) for key, text in texts.items()}
    values |= _answer(asked, "Which server takes its mail (host or host:port; empty for later)?", relay, "", _relay)
    _write(path, values, found)
    _first_look(load(path), folder)


def _answer(asked: bool, question: str, option: str | None, default: str, check: Callable[[str], Answer]) -> Answer:
    """What a person on a terminal says, or the option; where there is none, the default."""
    return _ask(question, default, check) if asked else check(default if option is None else option)


def _first_source(asked: bool, feed: str | None, folder: Path, allow_private: bool) -> Found | None:
    articles = "articles" if asked and any(folder.glob("articles/*")) else ""
    question = "Its first feed (its address or its site's, like example.org; or a folder; empty for later)?"
    return _answer(asked, question, feed, articles, lambda text: _source(text, folder, allow_private))


def _people(asked: bool, to: str | None, sender: str | None) -> Texts:
    """The reader who mails himself is the sender too, but where only a provider may send from such an address."""
    reader = _answer(asked, "Who is mailed (one address; empty for a list)?", to, "", _mailbox)
    if asked and (not reader or _is_of_provider(reader)):
        own = _ask("Who is it from (an address that your relay may use; empty for later)?", reader, _mailbox)
    else:
        own = _mailbox(reader if sender is None else sender)
    return {("newsletter", key): address for key, address in (("to", reader), ("from", own)) if address}


def _schedule(asked: bool, at: str | None, timezone: str | None) -> Texts:
    time_of_day = _answer(asked, "When does it appear on weekdays?", at, "07:00", _time)
    zone = _answer(asked, "In which time zone?", timezone, machine_zone(), _zone)
    return {("schedule", "time"): time_of_day, ("schedule", "timezone"): zone}


def _approval_of(asked: bool, approve: str | None, *, for_one: bool) -> Texts:
    question = "Does an issue go out by itself (auto), or when you approve it (manual)?"
    how = _answer(asked, question, approve, "auto" if for_one else "manual", _approval)
    return {("newsletter", "approve"): how}


def _write(path: Path, values: Values, found: Found | None) -> None:
    """The commented file with the answers in it. Raises ConfigError, and writes nothing, where they do not fit."""
    from digest.cli.output import write_file
    from digest.config import parsed
    from digest.config.writing import quoted, with_sources
    from digest.shipped import shipped

    if found and found.allow:
        values = {**values, ("fetch", "allow"): f"[{quoted(found.allow)}]"}
    text = filled((shipped("templates") / "digest.toml").read_text(encoding="utf-8"), values)
    text = with_sources(text, [found.table]) if found else text
    _, mistakes = parsed(text, path.parent.resolve())
    if mistakes:  # what was answered does not fit together
        raise ConfigError(f"nothing was written: {mistakes[0].text}")
    write_file(path, text.encode(), private=True)
    say(f"Wrote {path}." + (f" It reads {found.table['name']}: {found.told}" if found else ""))


def _what_is_there(path: Path) -> str:
    from digest.cli.output import in_words, now, plural
    from digest.config import read
    from digest.schedule import next_slot

    settings, mistakes = read(path)
    if not settings:
        return f"{plural(len(mistakes), 'mistake')} in it, which `digest config check` explains"
    slot = next_slot(settings.schedule.plan, now())
    readers = "one reader" if settings.newsletter.to else "a list"
    return (
        f"{settings.newsletter.name}, {plural(len(settings.source), 'source')}, {readers}, next issue {in_words(slot)}"
        " (digest status says more)"
    )


def _ask(question: str, default: str, check: Callable[[str], Answer]) -> Answer:
    """Until the answer holds."""
    while True:
        answer = typer.prompt(question, default=default, show_default=bool(default))
        try:
            return check(answer.strip())
        except DigestError as error:
            say(f"  {error}", err=True)


def _name(answer: str) -> str:
    if not answer or not answer.isprintable():
        raise InputError("a name has at least one letter, on one line")
    return answer


def _source(answer: str, folder: Path, allow_private: bool) -> Found | None:
    from digest.config import Settings

    if not answer:
        return None
    settings = Settings.model_validate({"folder": folder.resolve(), "newsletter": {"name": "first"}})
    return find(settings, answer, allow_private=allow_private)


def _mailbox(answer: str) -> str:
    from digest.subscribers import clean_address

    found = getaddresses([answer]) if answer else []
    if len(found) > 1:
        raise InputError(f"{answer!r} is more than one address: leave it empty, and readers are added to a list")
    return next((answer if name and clean_address(address) else clean_address(address) for name, address in found), "")


def _is_of_provider(address: str) -> bool:
    """Whether only its provider may send mail from it."""
    from digest.desk.deliverability import FREE

    return address.rpartition("@")[2].strip(">") in FREE


def _time(answer: str) -> str:
    try:
        return f"{time.fromisoformat(answer):%H:%M}"
    except ValueError as error:
        raise InputError(f"{answer!r} is no time: write it like 07:00") from error


def _zone(answer: str) -> str:
    """The zone of this name, or of the one place that is called so."""
    from zoneinfo import available_timezones

    zones = {zone.lower(): zone for zone in sorted(available_timezones())}
    wanted = answer.strip().replace(" ", "_").lower()
    places = [zone for low, zone in zones.items() if low.rpartition("/")[2] == wanted and "/" in low]
    if wanted in zones or len(places) == 1:
        return zones.get(wanted) or places[0]
    near = get_close_matches(wanted, zones, 1, 0.7)
    hint = (
        f"did you mean {places[0] if places else zones[near[0]]}?" if places or near else "write it like Europe/London"
    )
    raise InputError(f"{answer!r} is no time zone: {hint}")


def machine_zone(etc: Path = Path("/etc")) -> str:
    """What this machine goes by, or UTC where it does not say."""
    from zoneinfo import available_timezones

    told = [os.environ.get("TZ", "").lstrip(":")]
    for name, read in (("localtime", os.readlink), ("timezone", lambda path: Path(path).read_text().strip())):
        try:
            told.append(str(read(etc / name)))
        except (OSError, UnicodeDecodeError):
            continue
    names = (re.sub(r"^.*zoneinfo/(?:posix/|right/)?", "", place) for place in told)
    return next((name for name in names if name in available_timezones()), "UTC")


def _approval(answer: str) -> str:
    if answer.lower() not in ("auto", "manual"):
        raise InputError(f"{answer!r}: say auto or manual")
    return answer.lower()


def _relay(answer: str) -> Values:
    """A relay on this machine is asked whether it speaks TLS."""
    from digest.text.hosts import is_loopback

    if not answer:
        return {}
    try:
        parts = urlsplit(f"//{answer}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not re.fullmatch(r"[\w.:-]+", host) or "@" in answer or "/" in answer or port == 0:
        raise InputError(f"{answer!r} is no relay: write it like smtp.example.org or smtp.example.org:587")
    port = port or (25 if is_loopback(host) else 587)
    security = "tls" if port == 465 else _security_here(host, port) if is_loopback(host) else "starttls"
    values = {"host": f'"{host}"', "port": str(port), "security": f'"{security}"'}
    return {("delivery", key): value for key, value in values.items()}


def _security_here(host: str, port: int) -> str:
    """Without TLS where the relay offers none, or none that can be trusted: the mail leaves this machine later."""
    from digest.deliver.relay import Relay, connect, tls_context
    from digest.errors import TemporaryError

    for security in ("starttls", "none"):
        relay = Relay(host=host, port=port, security=security, timeout=5)
        try:
            connect(relay, tls_context(relay)).close()
        except ConfigError:
            continue
        except TemporaryError:
            break
        return security
    return "starttls"


def filled(text: str, values: Values) -> str:
    """The commented file with values in the place of its examples; what was a comment counts then."""
    for (table, key), value in values.items():
        start = re.search(rf"(?m)^(?:# )?\[{table}\]$", text)
        assert start, table
        head, body = text[: start.start()], text[start.start() :].removeprefix("# ")
        line = re.compile(rf"(?m)^(?:# )?{key} = (?:\".*?\"|\[.*?\]|\S+)(?P<rest>.*)$")
        old = line.search(body)
        assert old, key
        rest = old["rest"].lstrip()
        column = len(old[0]) - len(rest)  # where the remark stands
        text = head + body[: old.start()] + f"{f'{key} = {value}':<{column - 1}} {rest}".rstrip() + body[old.end() :]
    return text


def _first_look(settings: "Settings", folder: Path) -> None:
    """What the sources give for an issue of now, so that there is something to see within a minute; what is to do."""
    from digest.cli.output import opened
    from digest.cli.status import checked, status_of

    with opened(settings) as store:
        if settings.source:
            _first_issue(settings, store)
        points = checked(settings, status_of(settings, store))
    say("" if folder.resolve() == Path.cwd() else f"\nFrom here on: cd {folder}\n")
    for point in points:
        say(f"{'✓' if point.is_done else '✗'} {point.name:<9} {point.what}")
        if not point.is_done:
            say(f"{'':<12}→ {point.mend}")
    if not all(point.is_done for point in points):
        say("`digest status` repeats what is left to do.")


def _first_issue(settings: "Settings", store: "Store") -> None:
    from datetime import timedelta

    from digest.cli.output import now
    from digest.pipeline.building import build
    from digest.schedule import next_slot

    moment = now().astimezone(settings.schedule.zone).replace(second=0, microsecond=0)
    slot = next_slot(settings.schedule.plan, moment)
    try:
        built = build(settings, store, slot, moment, moment - timedelta(days=7), trial=True)
    except DigestError as error:
        say(f"The first issue could not be made yet: {error}", err=True)
        return
    if built.issue:
        say(f"\n{built.issue.body('text')}")
        say(f"That is draft {built.issue.number}. See it as mail shows it: digest preview")
    else:
        say("There is nothing of the last week in it yet: digest sources check")
