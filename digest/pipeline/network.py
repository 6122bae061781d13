"""Settings -> the network: how servers are asked, as whom, and what of it readers can reach."""

from importlib.metadata import version

from digest.collect.requests import Limits
from digest.config import Settings


def limits_of(settings: Settings) -> Limits:
    table = settings.fetch
    return Limits(
        total_seconds=table.timeout,
        max_bytes=int(table.max_mb * 1_000_000),
        per_host_pause=table.pause,
        allow=table.allow,
    )


def user_agent_of(settings: Settings) -> str:
    """It goes to strangers: whom to ask is only what was meant for them, never an address that mail comes from or goes
    to."""
    name, contact = f"digest/{version('digest')}", settings.fetch.contact or settings.web.public_url
    return f"{name} ({contact})" if contact else name


def reachable(settings: Settings) -> tuple[str, ...]:
    """The hosts and networks inside that readers can follow a link to: the one reader's own."""
    return settings.fetch.allow if settings.newsletter.to else ()
