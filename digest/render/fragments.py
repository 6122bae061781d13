"""A link to a sentence's place in its article: a text fragment, https://wicg.github.io/scroll-to-text-fragment/.

Browsers take the first place where the words are found, ignoring case, and want whole words.
"""

import re
from urllib.parse import quote

from digest.models import Article, Quotation, Sentence
from digest.render.escape import safe_link

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CLAUSE = re.compile(r"\w.*?(?=[^\w\s]|$)")  # where no spaces end a word, punctuation does
_FIRST, _LAST = 4, 3  # words


def place(article: Article, part: Sentence | Quotation) -> str:
    """The article's link, with the shortest fragment that finds the part; nothing where there is no link."""
    link = safe_link(article.url)
    words = _squeezed(article.text[part.start : part.end].split("\n\n")[0])
    if not link.startswith("http") or not re.search(r"\w", words):
        return link
    above = article.text[: part.start]
    fragment = _fragment(words, _squeezed(f"{article.title} {above}"), _squeezed(above.rpartition("\n\n")[2]))
    return f"{link}{'' if '#' in link else '#'}:~:text={fragment}"


def _fragment(words: str, above: str, beside: str) -> str:
    """``[prefix-,]start[,end]`` of words with ``above`` before them on the page, ``beside`` in their paragraph.

    A prefix ends right before the start, and does not reach over the paragraph's beginning, where a page may put
    anything.
    """
    pairs = [(_bare(start), _bare(end)) for start, end in _pairs(words)]
    start, end = next((pair for pair in pairs if not _is_in(pair[0], above)), pairs[-1])
    mark = re.split(r"\w", words, maxsplit=1)[0]
    prefix = f"{_prefix(start, above, beside)} {mark}".strip() if beside and _is_in(start, above) else ""
    return (f"{_encoded(prefix)}-," if prefix else "") + _encoded(start) + (f",{_encoded(end)}" if end else "")


def _pairs(words: str) -> list[tuple[str, str]]:
    """Beginnings of the words that grow, each with an end where one is needed to tell how far they reach."""
    if _UNSPACED.search(words):
        return [(words[: found.end()], "") for found in _CLAUSE.finditer(words)]
    spaced = words.split(" ")
    end = " ".join(spaced[-_LAST:])
    return [(" ".join(spaced[:n]), end) for n in range(_FIRST, len(spaced) - _LAST)] + [(words, "")]


def _prefix(start: str, above: str, beside: str) -> str:
    """The last words of ``beside`` that are nowhere above followed by the start."""
    last = beside.split(" ")
    prefixes = [" ".join(last[-n:]).lstrip("“‘«»„\"'([") for n in range(2, len(last))]
    return next((prefix for prefix in prefixes if not _is_in(f"{prefix} {start}", above)), beside)


def _is_in(words: str, text: str) -> bool:
    return words.casefold() in text.casefold()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _bare(words: str) -> str:
    """Without the punctuation around them, which a page may write in another way."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", words)


def _encoded(words: str) -> str:
    """``-`` and ``,`` mean something in a fragment, and ``quote`` leaves the first."""
    return quote(words, safe="").replace("-", "%2D")
