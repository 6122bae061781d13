"""digest sources add, import, export, list, check, set, remove."""

import re
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import urlsplit

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import in_words, now, opened, plural, say, write_file
from digest.errors import ConfigError, InputError, TemporaryError

if TYPE_CHECKING:
    from digest.config import Settings

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
SectionOption = Annotated[str | None, typer.Option(help="The section its articles are printed in.", show_default=False)]
PrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Its host may be inside your own network: [fetch] allow will name it.")
]


class Found(NamedTuple):
    """A source as digest.toml says it: ``name``, and ``url`` or ``path``. ``allow`` is its host, where that is inside
    the operator's own network and he said that it may be asked; ``told`` is what is there, in words."""

    table: dict[str, str]
    allow: str
    told: str


def find(settings: "Settings", place: str, *, allow_private: bool) -> Found:
    """What a person means by an address, with or without its scheme, or by a folder or file.

    On a terminal it is asked whether a host inside one's own network is meant. Raises InputError, or TemporaryError
    where an address may answer later.
    """
    if "://" in place:
        return _feed(settings, place, allow_private)
    try:
        return _files(settings, place)
    except InputError as no_file:
        if Path(settings.folder, place).exists() or not _may_be_address(place):
            raise
        try:
            return _feed(settings, place, allow_private)
        except TemporaryError as error:
            raise InputError(f"{no_file}; and as an address: {error}") from error


def _feed(settings: "Settings", address: str, allow_private: bool) -> Found:
    from digest.desk.sources import look_at, network_of

    host, kind = network_of(settings, address)
    if kind:
        meant = f"{host} is inside your own network ({kind})"
        if not allow_private and not (sys.stdin.isatty() and typer.confirm(f"{meant}. May it be asked?")):
            raise InputError(f"{meant}: if it is meant, add --allow-private")
        allowed = (*settings.fetch.allow, host)
        settings = settings.model_copy(update={"fetch": settings.fetch.model_copy(update={"allow": allowed})})
    found = look_at(settings, address, now())
    newest = f", the newest of {in_words(found.newest)}" if found.newest else ""
    told = f"{plural(found.articles, 'article')}{newest}. {found.remark}".rstrip()
    return Found({"name": found.title, "url": found.url}, host if kind else "", told)


def _files(settings: "Settings", place: str) -> Found:
    """Beside digest.toml, or where the person stands."""
    from digest.collect.files import find_files

    path = str(Path(place).expanduser())
    try:
        files = find_files(path, settings.folder)
    except InputError:
        if Path(settings.folder, path).exists():
            raise
        files, path = find_files(path, Path.cwd()), str(Path.cwd() / path)
    name = Path(path).resolve().stem if Path(path).stem.strip("*.") else "Articles"
    return Found({"name": name, "path": path}, "", f"{plural(len(files), 'file')}.")


def _may_be_address(place: str) -> bool:
    try:
        parts = urlsplit(f"//{place}")
        host = (parts.hostname or "").strip(".")
    except ValueError:
        return False
    return not any(map(str.isspace, place)) and ("." in host or ":" in parts.netloc or host == "localhost")


def free_name(title: str, url: str, taken: Collection[str]) -> str:
    """Two sites may have one name."""
    from digest.collect.looking import name_of

    name = name_of(title, url)
    names = (name, f"{name} ({urlsplit(url).hostname or url})", url)
    return next((each for each in names if each not in taken), url)


@app.command()
def add(
    url: Annotated[
        str,
        typer.Argument(metavar="URL", help="The address of a feed, or of a page that names its feed; or a folder."),
    ],
    name: Annotated[
        str | None, typer.Option(help="What it is called; its own title if left out.", show_default=False)
    ] = None,
    section: SectionOption = None,
    allow_private: PrivateOption = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Look at a feed once and add it to digest.toml, whose comments stay. A page's address finds the page's feed.

    Example: digest sources add example.org --section World
    """
    from digest.config import load
    from digest.config.writing import add_sources, bare

    settings = load(config)
    found = find(settings.daily or settings, url, allow_private=allow_private)
    where = found.table.get("url") or found.table["path"]
    for known in settings.source:
        if bare(known.url or known.path or "") == bare(where):
            raise InputError(f"{where} is there already: it is called {known.name!r}")
    title = name or free_name(found.table["name"], where, {known.name for known in settings.source})
    add_sources(config, [found.table | {"name": title, "section": section or ""}], found.allow)
    say(f"Added {title!r}: {found.told}")


@app.command("import")
def import_opml(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="Feeds as another reader exports them.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Add the feeds of an OPML file to digest.toml; its folders become sections.

    Example: digest sources import feeds.opml
    """
    from digest.collect.files import read_bytes
    from digest.collect.opml import read_opml
    from digest.config import load
    from digest.config.writing import add_sources

    tables = load(config).source
    known = {table.url for table in tables}
    names = {table.name for table in tables}
    fresh = []
    for feed in read_opml(read_bytes(file)):
        if feed.url not in known:
            name = free_name(feed.title, feed.url, names)
            fresh.append({"name": name, "url": feed.url, "section": feed.section or ""})
            known.add(feed.url)
            names.add(name)
    if fresh:
        add_sources(config, fresh)
    say(f"{plural(len(fresh), 'source')} added. See them: digest sources check")


@app.command()
def export(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE.opml]", help="Where to; standard output if left out, or -.", show_default=False),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the feeds of digest.toml as OPML, with sections as folders.

    Example: digest sources export feeds.opml
    """
    from digest.collect.opml import OpmlFeed, write_opml
    from digest.config import load

    settings = load(config)
    feeds = [OpmlFeed(title=t.name, url=t.url or "", section=t.section) for t in settings.source if t.is_online]
    body = write_opml(settings.newsletter.name, feeds)
    if file is None or str(file) == "-":
        say(body.decode())
    else:
        write_file(file, body)


@app.command("list")
def list_sources(config: ConfigOption = CONFIG) -> None:
    """List the sources: name, section, weight, where.

    Example: digest sources list
    """
    from digest.config import NO_SOURCE, load

    settings = load(config)
    if not settings.source:
        say(NO_SOURCE, err=True)
    width = max((len(table.name) for table in settings.source), default=0)
    for table in settings.source:
        say(f"{table.name:<{width}}  {table.section or '-':<12}  {table.weight:>4g}  {table.path or table.url}")


@app.command()
def check(config: ConfigOption = CONFIG) -> None:
    """Visit every source now and say how it does: fresh, unchanged, failing or silent. 65 when one fails.

    Example: digest sources check
    """
    from digest.config import NO_SOURCE, load
    from digest.desk.sources import check_all

    settings = load(config)
    if not settings.source:
        raise ConfigError(NO_SOURCE)
    with opened(settings) as store:
        rows = check_all(settings, store, now())
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        say(f"{row.name:<{width}}  {row.state:<9}  {row.detail}")
    if any(row.state in ("failing", "gone") for row in rows):
        raise typer.Exit(65)


@app.command("set")
def set_keys(
    name: Annotated[str, typer.Argument(help="The source's name or address, as `digest sources list` says them.")],
    changes: Annotated[
        list[str],
        typer.Argument(metavar="KEY=VALUE...", help="A key of [[source]] and its value; one without a value goes."),
    ],
    config: ConfigOption = CONFIG,
) -> None:
    """Change what digest.toml says of a source; comments stay. The next issue is made by it.

    Example: digest sources set "Old Feed" weight=0.5 drop=horoscope max_age=
    """
    from digest.config.writing import set_keys

    wanted = {}
    for change in changes:
        key, mark, value = change.partition("=")
        if not mark or not re.fullmatch(r"[\w-]+", key.strip(), re.ASCII):
            raise typer.BadParameter(f"{change!r} is no KEY=VALUE: write it like weight=0.5, or weight= to take it out")
        wanted[key.strip()] = value.strip()
    found = set_keys(config, name, wanted)
    say(f"Changed {found!r}. See it: digest sources check")


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The source's name or address, as `digest sources list` says them.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Take a source out of digest.toml, whose comments stay. Articles it gave stay in printed issues.

    Example: digest sources remove "Old Feed"
    """
    from digest.config.writing import remove_source

    say(f"Removed {remove_source(config, name)!r}.")
