"""What is old enough to go."""

from datetime import datetime, timedelta
from pathlib import Path

from digest.config import Settings
from digest.pipeline.window import LATE, REMEMBERED
from digest.store import Store, keeping
from digest.store.keeping import Pruned

_LEDGER_KEPT = timedelta(days=7)  # bounces and complaints come so late


def prune(settings: Settings, store: Store, now: datetime) -> Pruned:
    """By the ages of [keep]; never what the memory of told stories or a late bounce still needs."""
    texts = now - max(settings.keep.articles, REMEMBERED + LATE)
    with store.write() as conn:
        pruned = keeping.prune(conn, settings.slug, texts, now - max(settings.keep.deliveries, _LEDGER_KEPT))
    if any(pruned) and isinstance(settings.database_url, Path):
        keeping.give_back(settings.database_url)
    return pruned
