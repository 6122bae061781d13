"""digest config check."""

from operator import itemgetter

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import plural, say
from digest.errors import ConfigError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def config() -> None:
    """Look at the configuration file."""


@app.command()
def check(config: ConfigOption = CONFIG) -> None:
    """Explain every mistake in digest.toml, with line and column, and what a run would be refused for: a login, a
    folder, a template; 78 when there is one. It sends, collects and connects to nothing.

    Example: digest config check --config /srv/morning/digest.toml
    """
    from digest.config import named, read, text_of
    from digest.config.positions import place_of
    from digest.pipeline.preflight import preflight

    settings, mistakes = read(config)
    for place, text in mistakes:
        say(f"{config}:{place.line}:{place.column}: {text}")
    if settings is None:
        raise typer.Exit(ConfigError.exit_code)
    text, found = text_of(named(config)[0]), list(preflight(settings))
    for place, finding in sorted(((place_of(text, it.at), it) for it in found), key=itemgetter(0)):
        mark = "warning: " if finding.level == "warning" else ""
        say(f"{config}:{place.line}:{place.column}: {mark}{finding.text}")
    if any(finding.level == "error" for finding in found):
        raise typer.Exit(ConfigError.exit_code)
    names = " and ".join(each.newsletter.name for each in settings.newsletters)
    rest = "nothing else to mend" if found else "nothing to mend"
    say(f"{config}: {names}, {plural(len(settings.source), 'source')}: {rest}.")
