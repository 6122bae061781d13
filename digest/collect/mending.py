"""What is wrong with the bytes of many feeds, mended before a parser sees them. Every step is linear."""

import re
from html.entities import name2codepoint

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_NOT_ASCII_BASED = re.compile(r"gb|big|euc|jis|jp|kr|hz|ksc|utf-?7|cp9|ebcdic|cp037", re.IGNORECASE)
_START = re.compile(rb"<\?xml\s|<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_BASE = re.compile(rb"base\s*=\s*[\"']")
_CAPTION = re.compile(rb"(</?)media:description(?=[\s>/])")
_HIGH = rb"&#(?:[xX]0{0,9}(?:[dD][89a-fA-F]..|[0-9a-fA-F]{6,99})|0{0,9}(?:5[5-7]\d{3}|\d{7,99}));"
_HIGH_REFERENCES = re.compile(_HIGH + rb"(?:" + _HIGH + rb")*")  # begins with letters alone: that is searched for fast
_UNKNOWN = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9a-fA-F]+);)(?:(\w{2,31});)?")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|(\d+));")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")
_CP1252 = {0xDC00 + code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0x100)}


def mended(body: bytes, content_type: str | None) -> tuple[bytes, str, bool]:
    """The bytes, the content type to read them by, and whether they set a base address (xml:base) of their own.

    UTF-8 is UTF-8 whatever the server or the XML declaration say. What stands before the XML declaration, control
    characters and impossible character references go, and every & is one to XML. Picture captions (media:description)
    are renamed, as feedparser would take them for the article's text.
    """
    if "xml" not in (content_type or ""):
        content_type = f"application/xml{_charset(content_type)}"
    assert content_type
    if b"\x00" in body[:64] or body[:2] in (b"\xff\xfe", b"\xfe\xff") or _is_other(body, content_type):
        return body, content_type, True
    if (utf8 := _as_utf8(body)) is not None:
        body, content_type = utf8, "application/xml; charset=utf-8"
    body = _from_the_start(body.translate(None, _CONTROLS))
    body = _HIGH_REFERENCES.sub(_possible, body)
    if _UNKNOWN.search(body) and b"<!ENTITY" not in body[:100_000]:
        body = _with_known_entities(body)
    if b"media:description" in body:
        body = _CAPTION.sub(rb"\1info", body)
    return body, content_type, bool(_BASE.search(body))


def _charset(content_type: str | None) -> str:
    match = _CHARSET.search(content_type or "")
    return f"; charset={match.group(1)}" if match else ""


def _is_other(body: bytes, content_type: str) -> bool:
    """Whether an encoding is declared whose bytes do not read as ASCII, or may happen to read as UTF-8."""
    declared = _DECLARED.search(body[:1000])
    names = [*_CHARSET.findall(content_type), *([declared.group(1).decode("ascii")] if declared else [])]
    return any(_NOT_ASCII_BASED.search(name) for name in names)


def _as_utf8(body: bytes) -> bytes | None:
    """The same in clean UTF-8, where it is UTF-8 but for a few bytes; those are read as Windows-1252."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        body.decode()
        return body
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
    wrong = len(text.encode("utf-8", "surrogatepass")) - len(text.encode("utf-8", "ignore"))
    high = len(text) - len(text.encode("ascii", "ignore"))
    if wrong // 3 * 4 > high:
        return None
    return text.translate(_CP1252).encode()


def _from_the_start(body: bytes) -> bytes:
    """Without blank lines, warnings and other rubbish before the XML declaration or, without one, the root."""
    match = _START.search(body[:10_000])
    if match and (match.group().startswith(b"<?xml") or not body.lstrip().startswith(b"<")):
        return body[match.start() :]
    return body.lstrip()


def _with_known_entities(body: bytes) -> bytes:
    first, *others = body.split(b"<![CDATA[")
    parts = [_UNKNOWN.sub(_known, first)]
    for other in others:
        cdata, end, markup = other.partition(b"]]>")
        parts.append(cdata + end + _UNKNOWN.sub(_known, markup))
    return b"<![CDATA[".join(parts)


def _known(match: re.Match[bytes]) -> bytes:
    """The entities of HTML as numbers, and any other & as the & it is meant to be."""
    code = name2codepoint.get((match.group(1) or b"").decode("ascii", "replace"))
    return f"&#{code};".encode() if code else b"&amp;" + match.group()[1:]


def _possible(match: re.Match[bytes]) -> bytes:
    """Surrogate pairs become the one character they mean, what is no character at all becomes U+FFFD."""
    codes = [int(x, 16) if x else int(d) for x, d in _REFERENCE.findall(match.group()[:2000])]
    text = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(f"&#{ord(char)};" for char in text).encode()
