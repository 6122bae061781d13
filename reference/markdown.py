"""What the pages are written in."""

import inspect
import re
from collections.abc import Iterable
from html import escape
from typing import Any


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; nothing where there are no rows."""
    lines = ["| " + " | ".join(map(cell, row)) + " |" for row in rows]
    rule = "|" + " --- |" * len(head)
    return "\n".join(["| " + " | ".join(head) + " |", rule, *lines]) + "\n\n" if lines else ""


def cell(text: str) -> str:
    """A bar would end the cell, and not every Markdown knows how to escape one within code."""
    spans = re.sub(r"`([^`]*\|[^`]*)`", lambda code: f"<code>{escape(code[1], quote=False)}</code>", text)
    return spans.replace("|", "&#124;")


def sentence(text: str | None) -> str:
    """The first paragraph of a docstring, in one line."""
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


def typed(annotation: Any) -> str:
    """``tuple[digest.models.Story, ...]`` -> ``tuple[Story, ...]``."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:[a-z_]\w*\.)+(?=\w)", "", text)
