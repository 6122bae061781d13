"""The page of messages is complete: whatever the program tells by a name of its own stands on it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "messages.md").read_text()
MODULES = [ast.parse(path.read_text()) for path in (ROOT / "digest").rglob("*.py")]


def literal(name: str) -> set[str]:
    """What ``name = Literal[…]`` lists, wherever it stands."""
    return {
        word.value
        for module in MODULES
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name
        for word in ast.walk(node.value)
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }


def given(place: int, *functions: str) -> set[str]:
    """What these functions are called with at a place, where it is written out."""
    return set(_given(place, functions))


def _given(place: int, functions: tuple[str, ...]) -> Iterator[str]:
    for node in (node for module in MODULES for node in ast.walk(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            argument = node.args[place] if len(node.args) > place else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (literal("Cause"), "stuck"),
        (literal("DeliveryState"), "unknown"),
        (literal("Outcome"), "opted out"),
        (literal("BounceKind"), "hard"),
        (given(0, "Point"), "way out"),
        (given(1, "SourceRow", "Health"), "silent"),
        ({check for check in given(1, "Finding", "alike") if len(check.split()) < 3}, "told twice"),
    ],
    ids=["causes", "deliveries", "import", "bounces", "to do", "sources", "proof"],
)
def test_every_name_that_is_told_stands_on_the_page_of_messages(told: set[str], known: str) -> None:
    assert known in told
    assert {name for name in told if f"`{name}`" not in PAGE} == set()
