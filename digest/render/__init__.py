"""Issue -> Renditions. A template of the same name in the user's folder takes the place of the shipped one,
and may extend it: ``{% extends "shipped/issue.html.j2" %}`` and then only the blocks that change."""

import re
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from digest.models import PLACEHOLDER, Issue, Rendition
from digest.render import formats

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(templates_dir: Path | None) -> "Environment":
    """Where templates come from: in this folder, and as shipped those that are not there. Raises ConfigError
    where the folder does not exist."""
    from digest.render import templates

    return templates.environment(templates_dir)


def render_issue(issue: Issue, env: "Environment | None" = None) -> tuple[Rendition, ...]:
    """The issue in every format, in the order of ``formats.names``, by default with the shipped templates; the same
    issue gives the same bytes.

    Raises ConfigError where a template does not work.
    """
    from digest.render.data import as_json
    from digest.render.escape import tidied
    from digest.render.templates import issue_body

    env, mark = env or environment(None), _mark_of(issue)
    clean = tidied(replace(issue, unsubscribe=issue.unsubscribe.replace(PLACEHOLDER, mark)))
    bodies = {each.name: issue_body(env, each, clean) for each in formats.PRINTED} | {formats.DATA: as_json(issue)}
    return tuple(Rendition(format, _placed(body, mark)) for format, body in bodies.items())


def _mark_of(issue: Issue) -> str:
    """What stands for the placeholder while templates run. Whoever writes an article cannot know it, since it is made
    of all that the issue says; and it is as long, with its hyphens, so that lines break alike."""
    letters = iter(sha256(repr(issue).encode("utf-8", "replace")).hexdigest())
    return re.sub("[a-z]", lambda _: next(letters), PLACEHOLDER)


def _placed(body: str, mark: str) -> str:
    """The placeholder where a template printed the reader's link. Where anybody else wrote it, it is none."""
    return body.replace(PLACEHOLDER, PLACEHOLDER.replace("-", "_")).replace(mark, PLACEHOLDER)


def sha256_of(renditions: Iterable[Rendition]) -> str:
    """Hex, over the format and the body of each in order. An issue's is of the renditions that it has: one that was
    made before a format was there keeps both."""
    digest = sha256()
    for rendition in renditions:
        digest.update(rendition.format.encode())
        digest.update(rendition.body.encode())
    return digest.hexdigest()
