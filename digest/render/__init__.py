"""Issue -> Renditions. A template of the same name in the user's folder takes the place of the shipped one,
and may extend it: ``{% extends "shipped/issue.html.j2" %}`` and then only the blocks that change."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from digest.models import Issue, Rendition, Theme

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES: dict[Theme, str] = {"classic": "issue.html.j2", "plain": "plain.html.j2"}


def environment(templates_dir: Path | None = None) -> "Environment":
    """Where ``render`` finds its templates. Raises ConfigError where the folder does not exist."""
    from digest.render import templates

    return templates.environment(templates_dir)


def render(issue: Issue, env: "Environment | None" = None) -> tuple[Rendition, ...]:
    """The issue as HTML, plain text, Markdown and JSON, in this order; the same issue gives the same bytes.

    Raises ConfigError where a template does not work.
    """
    from digest.render.data import as_json
    from digest.render.escape import tidied
    from digest.render.templates import filled, inlined

    env = env or environment()
    clean = tidied(issue)
    return (
        Rendition("html", inlined(filled(env, PAGES[clean.look.theme], clean))),
        Rendition("text", filled(env, "issue.txt.j2", clean)),
        Rendition("markdown", filled(env, "issue.md.j2", clean)),
        Rendition("json", as_json(issue)),
    )


def sha256_of(renditions: Iterable[Rendition]) -> str:
    """Hex, over the format and the body of each in order."""
    digest = sha256()
    for rendition in renditions:
        digest.update(rendition.format.encode())
        digest.update(rendition.body.encode())
    return digest.hexdigest()
