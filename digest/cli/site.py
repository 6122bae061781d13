"""digest site."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import opened, plural, say, write_file


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the archive goes.", show_default=False)],
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where it will be reached; archive_url of [web] if left out.", show_default=False
        ),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Write the sent issues as a static archive: an index, pages, RSS, Atom and JSON feeds, a sitemap.

    Only what changed is written, so that it may follow every `digest run`. No reader's data is in it.

    Example: digest site /srv/www/morning --url https://example.org/morning
    """
    from digest.config import load
    from digest.errors import ConfigError
    from digest.render import environment
    from digest.render.site import Site
    from digest.render.site import site as files_of
    from digest.store import issues

    settings = load(config)
    address = (url or settings.web.archive_url or "").rstrip("/")
    if not address.startswith(("https://", "http://")):
        raise ConfigError(
            "feeds and a sitemap need the archive's address: set archive_url in [web], or give --url https://…"
        )
    with opened(settings) as store, store.read() as conn:
        found = [issues.get(conn, settings.slug, number) for number in issues.numbers(conn, settings.slug, "sent")]
    table = settings.newsletter
    of = Site(name=table.name, tagline=table.tagline, language=table.language, url=address, look=settings.brand.look)
    env = environment(settings.templates)
    files = files_of([issue for issue in found if issue], of, env)
    changed = [path for path, body in files.items() if _written(folder / path, body.encode())]
    say(f"{plural(len(found), 'issue')} in {folder}: {plural(len(changed), 'file')} written.")


def _written(path: Path, body: bytes) -> bool:
    if path.is_file() and path.read_bytes() == body:
        return False
    write_file(path, body)
    return True
