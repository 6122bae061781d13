"""Markdown as its many tools write it -> HTML that nh3 has been over, without what they do not print themselves."""

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)|(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\s*\n)){1,2000}?(?<!`)\2(?!`)",
    re.MULTILINE | re.DOTALL,
)
_HIDDEN = re.compile("\ue000(\\d+)\ue001")  # code, while the rules are at work
_ATTRIBUTE = r"(?:[.#][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']+)|-)"
_ATTRIBUTES = rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"

Replacement = str | Callable[[re.Match[str]], str]


def _rule(pattern: str, by: Replacement = "") -> tuple[re.Pattern[str], Replacement]:
    return re.compile(pattern, re.MULTILINE | re.DOTALL), by


def _math(match: re.Match[str]) -> str:
    """What is as plain as text is; the rest is left out, and marked as that. Brackets may just be escaped ones."""
    inside = match["dollar"] or match["bracketed"]
    if re.search(r"[\\^_{}]", inside):
        return "…"
    return inside if match["dollar"] else match[0]


def _with_blank_line(match: re.Match[str]) -> str:
    """Everybody but the reader of Markdown below lets a list begin right below a line."""
    return match["before"] + "\n"


# In this order: what stands around others goes first. What can be long ends where the next begins, or is bounded, so
# that no text costs more than its length.
_RULES = [
    _rule(r"<!--(?:(?!<!--).)*?(?:-->|\Z)|%%[^%]+%%|\{%-?\s*comment\s*-?%\}.{0,2000}?\{%-?\s*endcomment\s*-?%\}"),
    _rule(r"\{\{[^{}]{0,2000}\}\}|\{%[^{}]{0,2000}%\}"),  # Hugo's and Liquid's tags; what stands between two is text
    _rule(r"^\[\^[^\]\s]{1,80}\]:[^\n]*(?:\n(?:[ \t]*\n)*(?: {4}|\t)[^\n]*|\n(?![ \t]*\n|\[\^)[^\n]+)*"),  # a footnote
    _rule(  # its mark; a citation
        r"[ \t]?\[\^[^\]\s]{1,80}\]|\^\[[^\[\]]{1,2000}\]|[ \t]?\[-?@[^\]\n]{1,500}\](?![(\[])"
    ),
    _rule(  # a table of contents; the fences of Pandoc's divisions
        r"^[ \t]*(?:(?i:\[TOC\]|\[\[_?toc_?\]\]|\$\{toc\})|\\newpage|:::+[^\n]*)[ \t]*$"
        r"|^[*-][^\n]*\n\{:toc[^}\n]*\}[ \t]*$"
    ),
    _rule(r"!\[\[[^\[\]]{1,500}\]\]"),
    _rule(
        r"\[\[(?P<page>[^\[\]|\n]{1,300})(?:\\?\|(?P<shown>[^\[\]\n]{1,300}))?\]\]",
        lambda match: match["shown"] or match["page"].partition("#^")[0].strip("#").replace("#", " > "),
    ),
    _rule(rf"\[(?P<span>[^\[\]\n]{{1,500}})\](?={_ATTRIBUTES})", lambda match: match["span"]),
    _rule(rf"(?<![ \t])[ \t]*(?:{_ATTRIBUTES}|\{{:[^{{}}\n]{{0,300}}\}})"),
    _rule(r"(?P<quoted>^[ \t]*(?:>[ \t]*)+)\[![\w|-]{1,40}\][+-]?[ \t]*", lambda match: match["quoted"]),
    _rule(r"^[ \t]*\$\$[^$]+\$\$[ \t]*$|\$\$[^$]+\$\$"),
    _rule(
        r"(?<![\\$\w])\$(?P<dollar>[^\s$](?:[^$\n]{0,300}[^\s$\\])?)\$(?![\d$])|\\[(\[](?P<bracketed>[^\])]{1,300})\\[)\]]",
        _math,
    ),
    _rule(r"(?<![\w=])==(?P<marked>[^\s=](?:[^=\n]{0,500}[^\s=])?)==(?![\w=])", lambda match: match["marked"]),
    _rule(r"~~[^~\n]{1,1000}~~"),
    _rule(  # tags; the name of a block; the mark of a line's end
        r"^[ \t]*#[^\s#]+(?:[ \t]+#[^\s#]+)*[ \t]*$|(?<![ \t])[ \t]+\^[\w-]{1,60}[ \t]*$|\\$"
    ),
    _rule(
        r"(?P<before>^(?![ \t]*(?:[-*+]|\d+[.)])[ \t])[ \t]*\S[^\n]*\n)(?=(?:[-*+]|1[.)])[ \t]+\S)", _with_blank_line
    ),
    _rule(r"(?P<item>^[ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[[ xX/-]\][ \t]+", lambda match: match["item"]),
]

_UNCLOSED = 200  # brackets
_BRACKET = "\ue05b"  # of no meaning in Markdown


def safe_html(text: str) -> str:
    """Markdown as HTML without scripts. Raises RecursionError where it is nested too deep.

    The parser reads on from each bracket that is never closed: where hundreds are, none begins a link.
    """
    import markdown
    import nh3

    text = without_marks(text)
    hidden = text.count("[") - text.count("]") > _UNCLOSED
    text = text.replace("[", _BRACKET) if hidden else text
    html = nh3.clean(markdown.markdown(text, extensions=["extra", "sane_lists"]))
    return html.replace(_BRACKET, "[") if hidden else html


def without_marks(text: str) -> str:
    """Markdown without what readers of its own site do not see as such: shortcodes, marks of footnotes and links
    between notes, attributes, comments, formulas. What they see there stays, and so does code, whatever it holds."""
    code: list[str] = []

    def hidden(match: re.Match[str]) -> str:
        code.append(match[0])
        return f"\ue000{len(code) - 1}\ue001"

    text = _CODE.sub(hidden, text.replace("\ue000", ""))
    for pattern, by in _RULES:
        text = pattern.sub(by, text)
    return _HIDDEN.sub(lambda match: code[int(match[1])], text)
