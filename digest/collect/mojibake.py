"""UTF-8 that a source once read as Windows-1252 ("membersâ€™"), read right where it is certain, and never guessed."""

import re

_HIGH = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what the second and later bytes look like
_SURE = re.compile(  # no language puts these side by side; marks of quotation may stand behind a capital
    f"â€[{_HIGH}]|[ÂÃ][\xa1-\xaa\xac-\xba\xbc-\xbfœžŸ]|Â\xa0|(?:[ÐÑ][{_HIGH}]){{3}}|ð[Ÿ\x9f][{_HIGH}]{{2}}|ï¿½"
)
_PIECE = re.compile(f"[Â-ß][{_HIGH}]|[à-ï][{_HIGH}]{{2}}|[ð-ô][{_HIGH}]{{3}}")


def repaired(text: str) -> str:
    """The text as its author wrote it; unchanged where nothing in it is surely wrong.

    Where every letter beyond ASCII can be read so, all of it was misread; else only what is surely wrong.
    """
    if not _SURE.search(text):
        return text
    whole = _PIECE.sub(lambda match: _read(match[0]), text)
    if _PIECE.sub("", text).isascii():
        return whole
    return _SURE.sub(lambda match: _read(match[0]), text)


def _read(piece: str) -> str:
    try:
        return b"".join(_byte(char) for char in piece).decode()
    except UnicodeError:
        return piece


def _byte(char: str) -> bytes:
    """Windows-1252 leaves five bytes without a character: those stay what they are, as in browsers."""
    return char.encode("latin-1") if char < "\u0100" else char.encode("cp1252")
