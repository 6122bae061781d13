"""What of a text may be shown: in a terminal, a log, a mail, a page. Whoever wrote it may be hostile."""

import re

_SPACE = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
# Control characters of both kinds, halves of surrogate pairs and non-characters; what turns a line round (embeddings,
# overrides, isolates); what is there and not seen (soft hyphens, zero-width spaces and byte order marks, tags). The
# joiners stay, which make letters and emoji, and so do the marks of direction, which turn nothing round.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_ESCAPED = re.compile("[\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def printable(text: str) -> str:
    """The text without what is not seen or changes how the rest is seen; tabs and line breaks stay."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """What is printable of it, with single spaces for all white space."""
    return printable(_SPACE.sub(" ", text)).strip(" ")


def squeezed(text: str) -> str:
    """One line in which every space is a single plain one, those that forbid a break too."""
    return " ".join(one_line(text).split())


def printable_json(text: str) -> str:
    """JSON whose strings say by escapes what would not be printable: the same data, safe to show."""
    return _ESCAPED.sub(lambda found: _escape(ord(found[0])), text)


def _escape(code: int) -> str:
    """RFC 8259, section 7: two halves of a surrogate pair beyond the basic plane."""
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code - 0x10000 & 0x3FF):04x}"
