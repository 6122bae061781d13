"""Web pages -> Articles, through trafilatura in precision mode: a line of junk costs more than a lost paragraph.

What it finds is laid beside the lines of the page itself, which know what it drops: how much of a line is a link,
whether it is a caption or a quotation, and which sentences stand between two that it found.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from digest.collect.blocks import Part, assemble, in_bounds
from digest.collect.lines import PROSE, Line, lines_of_extract, lines_of_page
from digest.collect.metadata import Metadata, read_metadata
from digest.collect.names import kernel
from digest.collect.titles import headline
from digest.collect.trees import load_page, show, show_headings
from digest.collect.walls import has_marks, wall
from digest.errors import InputError
from digest.models import Article
from digest.text.furniture import is_furniture
from digest.text.tracking import without_tracking

NOTHING = "no article found in this page: save the article itself, not an index page"
NO_MARKS = (
    "is a web page, not a feed, and has none of the marks of an article: look at the address, or name the feed's own"
)
LONG = 250  # words of a text that is an article whatever its markup
SHORT = 500  # characters: less than this is asked for again in trafilatura's default mode
MOST_MISSING = 300  # lines looked up in the text: each costs a search


@dataclass(frozen=True, slots=True)
class Page:
    """``doubt``: why it may be no article, in words: it has none of the marks of one. "" where it has."""

    article: Article
    doubt: str = ""


def extract(html: bytes, url: str, *, content_type: str | None = None, now: datetime | None = None) -> Article:
    """The article of a page. Dates after ``now``, where it is given, are not believed.

    Raises InputError when the page holds no article, or many.
    """
    return read(html, url, content_type, now).article


def read(html: bytes, url: str, content_type: str | None, now: datetime | None) -> Page:
    """The article of a page, and whether it looks like one. Raises InputError when there is none, or a wall."""
    tree = load_page(html, content_type)
    if tree is None:
        raise InputError(_refusal(url, NOTHING))
    elements = list(tree.iter())  # lxml makes an element anew at each visit unless somebody holds it
    code = tree.get("lang")
    show_headings(tree, code)
    metadata = read_metadata(tree, url, now)  # which also stands in what a browser hides
    marked = metadata.is_article or bool(metadata.byline) or has_marks(tree)
    show(elements, metadata.language or code)
    page = list(lines_of_page(tree))
    del elements
    found = _with_lead(_complete(_found(tree), page), page, kernel(metadata.title))
    known = {line.key: line for line in reversed(page)}
    kept = _without_boxes(_without_headline(found, metadata), known)
    text, blocks = assemble(_part(line, known) for line in kept)
    sure = marked or len(text.split()) >= LONG
    if not (sure and text) and (what := wall(load_page(html, content_type), metadata.title, text)):
        raise InputError(_refusal(url, f"is {what}, not an article: open it in a browser"))
    if not text:
        raise InputError(_refusal(url, NOTHING))
    if _is_index(kept, page, known, metadata):
        raise InputError(_refusal(url, "is an index page, not an article: give the address of the article itself"))
    article = Article(
        url=without_tracking(metadata.url),
        title=headline(metadata.title, text.split("\n\n"), metadata.language) or url,
        text=text,
        published_at=metadata.published_at,
        updated_at=metadata.updated_at,
        byline=metadata.byline,
        site=metadata.site,
        image=metadata.image,
        teaser=metadata.teaser,
        language=metadata.language,
        blocks=blocks,
        excerpt=metadata.excerpt,
    )
    return Page(in_bounds(article), "" if sure else _refusal(url, NO_MARKS))


def _refusal(url: str, reason: str) -> str:
    return f"{url.removeprefix('file:')}{' ' if reason.startswith('is ') else ': '}{reason}"


def _found(tree: Any) -> list[Line]:
    """What trafilatura takes for the article: in precision mode, and once more where that is little."""
    lines = _extracted(tree, favor_precision=True)
    size = sum(len(line.text) for line in lines)
    if size < SHORT:
        more = _extracted(tree, favor_precision=False)
        if sum(len(line.text) for line in more) > 1.5 * size:
            return more
    return lines


def _extracted(tree: Any, *, favor_precision: bool) -> list[Line]:
    from trafilatura import bare_extraction

    document: Any = bare_extraction(tree, favor_precision=favor_precision, include_comments=False)
    return list(lines_of_extract(document.body)) if document is not None else []


def _complete(found: list[Line], page: Sequence[Line]) -> list[Line]:
    """With the prose of the page that stands just before or between what was found, in the same element."""
    wanted = {line.key: place for place, line in reversed(list(enumerate(found))) if len(line.text) >= 40}
    places = {at: wanted[line.key] for at, line in enumerate(page) if line.key in wanted and not line.aside}
    if not places:
        return found
    holders = {_place(page[at].holder) for at in places}
    first, last = min(places), max(places)
    said = kernel(" ".join(line.text for line in found))
    keys = {line.key for line in found}
    missing: dict[int, list[Line]] = {}
    place = -1
    left = MOST_MISSING
    for at in range(max(0, first - 3), last):
        place = max(place, places.get(at, -1))
        line = page[at]
        if at in places or not left or _place(line.holder) not in holders or line.aside:
            continue
        heads = line.kind == "heading" and at + 1 in places and line.linked < 0.5 and first < at
        if heads or (line.kind != "heading" and line.is_prose):
            left -= 1
            if line.key not in keys and (heads or not _is_said(line, said)):
                missing.setdefault(place, []).append(line)
    return [
        *missing.get(-1, ()),
        *(line for at, own in enumerate(found) for line in (own, *missing.get(at, ()))),
    ]


def _place(holder: Any) -> Any:
    """Boxes of one class are one place: many systems put every paragraph into a box of its own."""
    return (holder.tag, holder.get("class")) if holder is not None and holder.get("class") else holder


def _with_lead(found: list[Line], page: Sequence[Line], title: str) -> list[Line]:
    """With the whole sentences that stand right below the headline, which many templates keep out of the text."""
    keys = {line.key for line in found if len(line.text) >= 40}
    first = next((at for at, line in enumerate(page) if line.key in keys), 0)
    heads = [at for at, line in enumerate(page[:first]) if _same(line.key, title)][-3:]
    text = " ".join(line.text for line in found)
    said, words = kernel(text), _long_words(text) | _long_words(" ".join(page[at].text for at in heads))
    for line in (page[at] for head in heads for at in range(head + 1, min(head + 4, first))):
        own = _long_words(line.text)
        on_topic = len(own & words) >= 0.3 * len(own)
        sentence = line.kind != "caption" and line.size >= PROSE and line.text.endswith(".")
        if on_topic and sentence and line.linked < 0.3 and not _is_said(line, said):
            return [Line(line.text, "paragraph", line.linked, line.holder, False), *found]
    return found


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{5,}", text.casefold()))


def _is_said(line: Line, said: str) -> bool:
    own = kernel(line.text)
    middle = len(own) // 2
    return any(piece in said for piece in (own[:30], own[middle : middle + 30], own[-30:]))


def _without_headline(lines: list[Line], metadata: Metadata) -> list[Line]:
    title = kernel(metadata.title)
    head = [line for line in lines[:4] if not _same(line.key, title)]
    return head + lines[4:]


def _same(key: str, title: str) -> bool:
    return bool(title) and (key == title[:160] or (len(key) > 15 and title.startswith(key)))


def _without_boxes(lines: list[Line], known: Mapping[str, Line]) -> list[Line]:
    """Without links to other articles, and without what stands around the prose and is no prose."""
    links = [known[line.key].linked if line.key in known else line.linked for line in lines]
    prose = [
        line.is_prose and link < 0.4 and not is_furniture(line.text, at_edge=True)
        for line, link in zip(lines, links, strict=True)
    ]
    if not any(prose):
        return lines
    first, last = prose.index(True), len(prose) - 1 - prose[::-1].index(True)
    said: set[str] = set()
    kept: list[Line] = []
    for at, (line, link) in enumerate(zip(lines, links, strict=True)):
        again = line.key in said and len(line.text) >= 60
        said.add(line.key)
        if again or (line.kind == "paragraph" and link >= 0.9):
            continue
        if not first <= at <= last and _is_box(line, link):
            continue
        kept.append(line)
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept if sum(len(line.text) for line in kept) > 0.6 * sum(len(line.text) for line in lines) else lines


def _is_box(line: Line, linked: float) -> bool:
    """Whether a line around the prose is a sign-up, share or related line: by its words only where a link agrees."""
    if linked >= 0.5 and not line.text.endswith("."):
        return True
    return is_furniture(line.text, at_edge=True) and (linked >= 0.2 or len(line.text) < 120)


def _part(line: Line, known: Mapping[str, Line]) -> Part:
    own = known.get(line.key)
    return (own.kind if own and line.kind == "paragraph" else line.kind), line.text


def _is_index(lines: Sequence[Line], page: Sequence[Line], known: Mapping[str, Line], metadata: Metadata) -> bool:
    """Many links and hardly a sentence that is none, or a row of teasers below headings that are links."""
    links = [line.text for line in page if line.linked >= 0.8 and len(line.text) >= 15]
    linked = len("".join(links))
    own = [known.get(line.key, line) for line in lines]
    prose = min(sum(line.size for line in some if line.linked < 0.4 and line.size >= PROSE) for some in (own, page))
    if (len(links) >= 20 or linked >= 2000) and prose < (1 if metadata.is_article else min(600, linked)):
        return True
    keys = {line.key for line in lines}
    teasers = sum(head.kind == "heading" and head.linked >= 0.8 and line.key in keys for head, line in pairwise(page))
    return not metadata.is_article and teasers >= 5 and teasers >= len(lines) / 3
