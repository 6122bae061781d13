"""Articles to measure with: the evaluation sets where they are at hand, else the sample newspaper."""

import gzip
import json
import os
from datetime import UTC
from pathlib import Path

from digest.clock import now
from digest.collect import collect
from digest.config import load
from digest.shipped import shipped

EVAL = Path(os.environ.get("DIGEST_EVAL", Path(__file__).parents[2] / "shared" / "eval"))
SETS = ("cnndm", "inshorts", "writers", "summeval", "gum")


def evaluation_set(name):
    """Rows with id, title, text, references, lang; None where the evaluation data is absent."""
    path = EVAL / "data" / f"{name}.dev.jsonl.gz"
    if not path.exists():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def texts(count):
    """(title, text, language) of `count` articles, repeated where there are not as many."""
    rows = evaluation_set("cnndm")
    if rows:
        found = [(row["title"] or "", row["text"], row["lang"]) for row in rows]
    else:
        settings = load(shipped("seeds") / "digest.toml")
        articles = collect(settings.sources, settings.folder, UTC, now()).articles
        found = [(article.title, article.text, article.language or "en") for article in articles]
    return [found[n % len(found)] for n in range(count)]
