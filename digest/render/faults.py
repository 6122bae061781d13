"""A template that does not work, in one line: the file, the line, what is wrong and how to mend it."""

import re
import sys
from collections.abc import Iterable
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from types import FrameType

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.defaults import DEFAULT_NAMESPACE

from digest.errors import ConfigError
from digest.text.printable import one_line

# A template is a program: besides Jinja's own errors it can raise what any expression can.
TEMPLATE_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


def config_error(error: Exception, template: str) -> ConfigError:
    if isinstance(error, TemplateSyntaxError):
        where, line = error.name or template, error.lineno
        return ConfigError(one_line(f"{where}, line {line}: {_clause(error)}; mend it there"))
    frame = _template_frame(error)
    place = f"{Path(frame.f_code.co_filename).name}, line {_line(error, frame)}" if frame else template
    return ConfigError(one_line(f"{place}: {_fault(error, frame)}"))


def _fault(error: Exception, frame: FrameType | None) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template '{error.name}'; put it into the folder of templates or mend the name"
    if isinstance(error, UnicodeDecodeError):
        return "the file is not UTF-8; save it as UTF-8"
    if isinstance(error, UndefinedError):
        return _undefined(error.message or "", frame)
    if isinstance(error, TemplateError):
        return f"{_clause(error)}; mend it there"
    return f"{type(error).__name__}: {_clause(error)}; mend the expression there"


def _undefined(message: str, frame: FrameType | None) -> str:
    if found := re.fullmatch(r"'(digest\.[\w.]+)\.(\w+) object' has no attribute '(\w+)'", message):
        module, noun, name = found.groups()
        return f"{noun} has no '{name}'{_nearest(name, _attributes(getattr(sys.modules[module], noun)))}"
    if frame and (found := re.fullmatch(r"'(\w+)' is undefined", message)):
        known = {name for name in frame.f_locals if not name.startswith("_")} - set(DEFAULT_NAMESPACE)
        return message + _nearest(found[1], known)
    return f"{message}; mend it there"


def _attributes(kind: type) -> set[str]:
    properties = {name for name, value in vars(kind).items() if isinstance(value, property)}
    return {field.name for field in fields(kind)} | properties


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(name, names, n=1)
    return (f" (did you mean '{near[0]}'?)" if near else "") + f"; known names: {', '.join(names)}"


def _template_frame(error: Exception) -> FrameType | None:
    """The innermost frame of a template: Jinja rewrites tracebacks to point into the template's file."""
    frame, step = None, error.__traceback__
    while step:
        frame = step.tb_frame if step.tb_frame.f_code.co_filename.endswith(".j2") else frame
        step = step.tb_next
    return frame


def _line(error: Exception, frame: FrameType) -> int:
    line, step = 0, error.__traceback__
    while step:
        line = step.tb_lineno if step.tb_frame is frame else line
        step = step.tb_next
    return line


def _clause(error: Exception) -> str:
    return str(error).rstrip(".")
