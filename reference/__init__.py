"""The tables of the site's reference pages, made from the program itself: ``python -m reference`` writes them.

A key, an option, a block or a filter is told by the code that defines it, and has a sentence there. What has none there
has one here. The words around the tables are in the pages.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from reference import architecture, commands, configuration, python, templates

DOCS = Path(__file__).parent.parent / "docs"
PARTS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "configuration.md": {"keys": configuration.told_keys},
    "commands.md": {
        "overview": commands.told_overview,
        "exit codes": commands.told_codes,
        "commands": commands.told_commands,
    },
    "templates.md": {
        "files": templates.told_files,
        "blocks": templates.told_blocks,
        "variables": templates.told_variables,
        "filters": templates.told_filters,
        "nouns": templates.told_nouns,
        "colours": templates.told_colours,
        "words": templates.told_words,
    },
    "architecture.md": {"layers": architecture.told_layers},
    "python.md": {"names": python.told_names},
}


def made(name: str) -> str:
    """A page as it should be: what stands between ``<!-- blocks: … -->`` and ``<!-- /blocks -->`` made anew."""
    page = (DOCS / name).read_text(encoding="utf-8")
    for part, make in PARTS[name].items():
        before, begin, rest = re.split(f"(<!-- {part}: .*-->\n)", page)
        _, end, after = rest.partition(f"<!-- /{part} -->")
        page = f"{before}{begin}\n{make()}{end}{after}"
    return page


def stale() -> list[str]:
    return [name for name in PARTS if (DOCS / name).read_text(encoding="utf-8") != made(name)]


def undescribed() -> list[str]:
    """What the pages would name without a word on what it is."""
    return [*configuration.undescribed(), *commands.undescribed(), *templates.undescribed()]
