"""digest serve."""

import signal
import socket
from contextlib import suppress
from errno import EADDRINUSE
from typing import Annotated

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption
from digest.errors import ConfigError, TemporaryError


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    config: ConfigOption = CONFIG,
) -> None:
    """Serve the issues that were sent, and the page to unsubscribe on, behind a web server that speaks HTTPS.

    Example: digest serve --port 8000
    """
    try:
        import uvicorn

        from digest.web import make_app
    except ModuleNotFoundError as error:
        raise ConfigError(f"`digest serve` needs {error.name}, which is missing: pip install 'digest[web]'") from error
    from digest.config import load
    from digest.store import open_store

    settings = load(config)
    store = open_store(settings.database_url)
    try:
        app = make_app(store, settings.slug, settings.newsletter.name, settings.newsletter.language)
        # No access log: the paths hold tokens, and a token is all it takes to unsubscribe somebody.
        server = uvicorn.Server(
            uvicorn.Config(
                app, lifespan="off", ws="none", access_log=False, log_level="warning", server_header=False,
                timeout_graceful_shutdown=5,
            )
        )  # fmt: skip
        with _listening(host, port) as listener, suppress(KeyboardInterrupt):
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            typer.echo(f"Serving {settings.newsletter.name} on {_url(listener)}: Ctrl-C stops it.")
            server.run([listener])
    finally:
        store.close()


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
