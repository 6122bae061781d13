"""digest serve, preview."""

import signal
import socket
from contextlib import suppress
from errno import EADDRINUSE
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.options import CONFIG, ConfigOption, NumberArgument
from digest.cli.output import opened, say
from digest.errors import ConfigError, TemporaryError
from digest.shipped import extra

if TYPE_CHECKING:
    from digest.config.tables import WebTable


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    config: ConfigOption = CONFIG,
) -> None:
    """Serve the issues that were sent, and the page to unsubscribe on, behind a web server that speaks HTTPS.

    Example: digest serve --port 8000
    """
    from digest.config import load
    from digest.render import environment

    web = _web("serve")
    settings = load(config)
    served = [
        web.Newsletter(each.slug, each.newsletter.name, each.newsletter.language, each.brand.look)
        for each in (settings.daily or settings).newsletters
    ]
    with opened(settings) as store:
        app = web.make_app(store, environment(settings.templates), *served)
        _serve(app, settings.web, host, port, f"Serving {settings.newsletter.name}")


def preview(
    number: NumberArgument = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8001,
    config: ConfigOption = CONFIG,
) -> None:
    """Show a draft in a browser on this machine: as small and large screens have it, light and dark, without images,
    as text and as mail, beside its proof and what was left out. It loads itself anew when the draft or a template
    changes.

    Example: digest preview 12
    """
    from digest.config import load

    web = _web("preview")
    settings = load(config)
    with opened(settings) as store:
        _serve(web.make_preview(settings, store, number), settings.web, "127.0.0.1", port, "Preview")


def _web(command: str) -> Any:
    try:
        import uvicorn  # noqa: F401

        from digest import web
    except ModuleNotFoundError as error:
        raise ConfigError(f"`digest {command}` needs {error.name}, which is missing: {extra('web')}") from error
    return web


def _serve(app: Any, table: "WebTable", host: str, port: int, what: str) -> None:
    """Until Ctrl-C or a signal. No access log: the paths hold tokens, and a token is all it takes to unsubscribe."""
    from digest.web.server import server_of

    server = server_of(
        app,
        timeout=table.timeout,
        connections=table.connections,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    with _listening(host, port) as listener, suppress(KeyboardInterrupt):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        say(f"{what} on {_url(listener)}: Ctrl-C stops it.")
        server.run([listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == EADDRINUSE:
            raise TemporaryError(
                f"port {port} of {host} is in use: stop the program that listens there, or name another --port"
            ) from error
        reason = error.strerror or error
        raise ConfigError(f"{host} port {port}: {reason}: name another --host or --port") from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
