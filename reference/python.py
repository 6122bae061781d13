"""The public names of the package."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from typing import Any

import digest
from digest import errors
from reference.commands import CODES
from reference.markdown import sentence, typed


def told_names() -> str:
    return "".join(map(told, digest.__all__))


def told(name: str) -> str:
    it = getattr(digest, name)
    if isinstance(it, type) and issubclass(it, errors.DigestError):
        kind = f"A `{it.__mro__[1].__name__}`. Exit code {it.exit_code}: {CODES[it.exit_code]}."
        return f"## `{name}`\n\n{sentence(it.__doc__) or kind}\n\n"
    given = "".join(f"    {parameter},\n" for parameter in signature(it))
    gives = "" if isinstance(it, type) else " -> " + typed(inspect.signature(it).return_annotation)
    return f"## `{name}`\n\n```python\n{name}(\n{given}){gives}\n```\n\n{inspect.getdoc(it)}\n\n"


def signature(function: Callable[..., Any]) -> Iterator[str]:
    """A parameter a line. What follows a bare ``*`` is given by name."""
    named = False
    for it in inspect.signature(function).parameters.values():
        if it.kind is it.KEYWORD_ONLY and not named:
            named = True
            yield "*"
        default = f"{type(it.default).__name__}()" if is_dataclass(it.default) else repr(it.default)
        yield f"{it.name}: {typed(it.annotation)}" + ("" if it.default is it.empty else f" = {default}")
