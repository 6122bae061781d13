"""What the pages of the site tell people to type and to follow is there."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from digest.cli import app

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
_CALL = re.compile(r"^ *\$ (digest .*)$|`(digest [^`]*)`", re.MULTILINE)
_LINK = re.compile(r"\]\(([^):]+)\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def named(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


def unknown(call: str) -> list[str]:
    """The words of a call that no command knows: its names, and its options."""
    command: Any = typer.main.get_command(app)
    words = shlex.split(call, comments=True)[1:]
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        name = words.pop(0)
        if name not in command.commands:
            return [name] if name.isalpha() else []
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("-") and len(word) > 1 and word.partition("=")[0] not in known]


def anchors(page: Path) -> set[str]:
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in _HEADING.findall(page.read_text()))
    return {re.sub(r"[\s-]+", "-", heading.strip()) for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_and_option_on_a_page_exists(page: Path) -> None:
    calls = [block or inline for block, inline in _CALL.findall(page.read_text())]
    assert {call: wrong for call in calls if (wrong := unknown(call))} == {}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_from_a_page_to_another_leads_to_its_place(page: Path) -> None:
    for link in _LINK.findall(page.read_text()):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link
