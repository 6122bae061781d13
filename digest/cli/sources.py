"""digest sources add, import, export, list, check, remove."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption, in_words, now, opened, plural, write_file

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
SectionOption = Annotated[str | None, typer.Option(help="The section its articles are printed in.", show_default=False)]


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of a feed, or of a page that names its feed.")],
    name: Annotated[
        str | None, typer.Option(help="What it is called; its own title if left out.", show_default=False)
    ] = None,
    section: SectionOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Look at a feed once and add it to digest.toml, whose comments stay.

    Example: digest sources add https://example.org/feed --section World
    """
    from digest.config import load
    from digest.config.editing import add_sources
    from digest.pipeline.gathering import look_at

    found = look_at(load(config), url, now())
    title = name or found.title
    add_sources(config, [{"name": title, "url": found.url, "section": section or ""}])
    newest = f", the newest of {in_words(found.newest)}" if found.newest else ""
    typer.echo(f"Added {title!r}: {plural(found.articles, 'article')}{newest}. {found.remark}".rstrip())


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
    from digest.config.editing import add_sources

    tables = load(config).source
    known = {table.url for table in tables}
    names = {table.name for table in tables}
    fresh = []
    for feed in read_opml(read_bytes(file)):
        if feed.url not in known:
            name = feed.title if feed.title not in names else feed.url
            fresh.append({"name": name, "url": feed.url, "section": feed.section or ""})
            known.add(feed.url)
            names.add(name)
    if fresh:
        add_sources(config, fresh)
    typer.echo(f"{plural(len(fresh), 'source')} added. See them: digest sources check")


@app.command()
def export(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE.opml]", help="Where to; standard output if left out.", show_default=False),
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
    if file:
        write_file(file, body)
    else:
        typer.echo(body.decode())


@app.command("list")
def list_sources(config: ConfigOption = CONFIG) -> None:
    """List the sources: name, section, weight, where.

    Example: digest sources list
    """
    from digest.config import load

    settings = load(config)
    width = max((len(table.name) for table in settings.source), default=0)
    for table in settings.source:
        typer.echo(f"{table.name:<{width}}  {table.section or '-':<12}  {table.weight:>4g}  {table.path or table.url}")


@app.command()
def check(config: ConfigOption = CONFIG) -> None:
    """Visit every source now and say how it does: fresh, unchanged, failing or silent. 65 when one fails.

    Example: digest sources check
    """
    from digest.config import load
    from digest.pipeline.gathering import check_all

    settings = load(config)
    with opened(settings) as store:
        rows = check_all(settings, store, now())
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        typer.echo(f"{row.name:<{width}}  {row.state:<9}  {row.detail}")
    if any(row.state in ("failing", "gone") for row in rows):
        raise typer.Exit(65)


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The source's name, as `digest sources list` says it.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Take a source out of digest.toml, whose comments stay. Articles it gave stay in printed issues.

    Example: digest sources remove "Old Feed"
    """
    from digest.config.editing import remove_source

    remove_source(config, name)
    typer.echo(f"Removed {name!r}.")
