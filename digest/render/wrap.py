"""Plain text in columns, as a terminal counts them: Chinese and Japanese characters take two and need no spaces."""

import re
from unicodedata import category, east_asian_width

COLUMNS = 72

_IDEOGRAPH = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(f"( *)([「『（《〈【“]*[{_IDEOGRAPH}][、。，．：；！？」』）》〉】”…]*|[^ {_IDEOGRAPH}]+)")


def columns(text: str) -> int:
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int = COLUMNS) -> str:
    """Each line of the text in lines no wider than ``width``; longer words and URLs stay whole."""
    return "\n".join(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(text: str, width: int) -> str:
    lines, line, used = [], "", 0
    for gap, piece in _PIECE.findall(text):
        more = columns(piece)
        if line and used + len(gap) + more > width:
            lines.append(line)
            line, used = piece, more
        else:
            gap = gap if line else ""
            line, used = line + gap + piece, used + len(gap) + more
    return "\n".join([*lines, line])


def underlined(text: str, mark: str) -> str:
    """The text in lines, with a line of ``mark`` below as long as the longest of them."""
    return f"{text}\n{mark * min(max(map(columns, text.split(chr(10)))), COLUMNS)}"
