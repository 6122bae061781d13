"""Issue -> Renditions. A template of the same name in the user's folder takes the place of the shipped one,
and may extend it: ``{% extends "shipped/issue.html.j2" %}`` and then only the blocks that change."""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from digest.models import PLACEHOLDER, Format, Issue, Rendition, Theme

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

    env, mark = env or environment(), _mark_of(issue)
    clean = tidied(replace(issue, unsubscribe=issue.unsubscribe.replace(PLACEHOLDER, mark)))
    bodies: tuple[tuple[Format, str], ...] = (
        ("html", inlined(filled(env, PAGES[clean.look.theme], clean))),
        ("text", filled(env, "issue.txt.j2", clean)),
        ("markdown", filled(env, "issue.md.j2", clean)),
        ("json", as_json(issue)),
    )
    return tuple(Rendition(format, _placed(body, mark)) for format, body in bodies)


def rendition(issue: Issue, format: Format) -> Rendition:
    """The issue in this format, as it was rendered when it was made."""
    return next(rendition for rendition in issue.renditions if rendition.format == format)


def _mark_of(issue: Issue) -> str:
    """What stands for the placeholder while templates run. Whoever writes an article cannot know it, since it is made
    of all that the issue says; and it is as long, with its hyphens, so that lines break alike."""
    letters = iter(sha256(repr(issue).encode("utf-8", "replace")).hexdigest())
    return re.sub("[a-z]", lambda _: next(letters), PLACEHOLDER)


def _placed(body: str, mark: str) -> str:
    """The placeholder where a template printed the reader's link. Where anybody else wrote it, it is none."""
    return body.replace(PLACEHOLDER, PLACEHOLDER.replace("-", "_")).replace(mark, PLACEHOLDER)


def sha256_of(renditions: Iterable[Rendition]) -> str:
    """Hex, over the format and the body of each in order."""
    digest = sha256()
    for rendition in renditions:
        digest.update(rendition.format.encode())
        digest.update(rendition.body.encode())
    return digest.hexdigest()
