"""The formats of an issue. What is known of each is one row here; all else asks this table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from digest.errors import ConfigError
from digest.models import Theme

_MARKDOWN = re.compile(r"[\\`*_\[\]#|~>]")
_AUTOLINK = re.compile(r"(?=://)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_LINE_START = re.compile(r"^(?:(\d+)(?=[.)])|(?=[-+=]))")
ENTITY = re.compile(r"&(?=#?\w+;)")


def html(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))


def markdown(text: str) -> str:
    """Text that Markdown prints as it is, also where it begins a line. Entities rather than backslashes for
    ``<`` and ``&``, which not every Markdown lets one escape otherwise."""
    text = ENTITY.sub("&amp;", text)
    text = _MARKDOWN.sub(r"\\\g<0>", text).replace("<", "&lt;")
    text = _AUTOLINK.sub(r"\\", text)
    return _LINE_START.sub(r"\1\\", text)


@dataclass(frozen=True, slots=True)
class Printed:
    """A format that templates make and files keep. ``suffix``: of its files and, before ``.j2``, of its templates.

    ``escape`` makes of any text what prints as that text. ``themes``: the templates of those that look different in it.
    """

    name: str
    suffix: str
    escape: Callable[[str], str]
    themes: Mapping[Theme, str] = field(default_factory=dict)

    def template(self, theme: Theme) -> str:
        return self.themes.get(theme, f"issue{self.suffix}.j2")


PRINTED: tuple[Printed, ...] = (
    Printed("html", ".html", html, {"plain": "plain.html.j2"}),
    Printed("text", ".txt", str),
    Printed("markdown", ".md", markdown),
)
DATA = "json"  # for programs, which ask for it: no template makes it, and no file keeps it
_OF_PAGES = {".css": html, ".xml": html}  # what templates make besides issues


def names() -> tuple[str, ...]:
    """All formats in the order of an issue's renditions."""
    return (*(each.name for each in PRINTED), DATA)


def suffixes() -> dict[str, str]:
    """Format -> suffix of the files that keep it."""
    return {each.name: each.suffix for each in PRINTED}


def escape_of(template: str) -> Callable[[str], str]:
    """How what a template prints is escaped. Raises ConfigError where its name does not say of which format it is."""
    known = {each.suffix: each.escape for each in PRINTED} | _OF_PAGES
    stem, _, last = template.rpartition(".")
    suffix = f".{stem.rpartition('.')[2]}" if last == "j2" and "." in stem else ""
    if suffix not in known:
        raise ConfigError(
            f"{template}: its name does not say what it makes, so nothing can be escaped in it: let it end in one of"
            f" {', '.join(f'{each}.j2' for each in known)}"
        )
    return known[suffix]
