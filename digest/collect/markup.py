"""What a page shows its readers beside the text: headings, dates and bylines in the markup, the article's own only."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from digest.collect.blocks import clean
from digest.collect.names import BY, LABEL, is_signed, kernel, likeness, same_name, without_label, without_site
from digest.languages import any_of
from digest.text.dates import moment
from digest.text.letters import LOWER

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-?(\d{1,2})-?(\d{1,2})"
    r"(?:[T ]{1,2}(\d{1,2}):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?|(?!\d))"
)
_TH = any_of(lambda own: own.dates.ordinals)
_OF = any_of(lambda own: own.dates.of)
_WRITTEN = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:\.|{_TH})?\s+(?:{_OF}\s+)?[^\W\d_][^\s\d,]{{2,14}},?\s+(?:{_OF}\s+)?(?:19|20)\d\d\b"
    rf"|\b[^\W\d_]{{3,12}}\.?\s+\d{{1,2}}{_TH}?,?\s+(?:19|20)\d\d\b"
    r"|(?<!\d)(?:19|20)\d\d\.?\s+(?:[^\W\d_]{1,4}\.?\s+)?[^\W\d_]{3,12}\.?\s+\d{1,2}\b(?!\.\d)"
    r"|(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)\d\d(?!\d)"
)
_BYLINES = "//*[@rel='author' or contains(@itemprop,'author') or contains(@class,'uthor') or contains(@class,'yline')]"
_NO_BYLINES = ("body", "html", "form", "input", "textarea", "script", "style", "meta", "link", "img", "article", "main")
_DATES = "//*[contains(@itemprop,'datePublished') or {}]".format(
    " or ".join(f"contains(@class,'{word}')" for word in ("publi", "date", "time", "posted", "created", "yline"))
)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|(?<!post-)(?<!entry-)(?<!article-)footer|recommend|teaser|popular|latest|social",
    re.I,
)
_BY_INSIDE = re.compile(rf"(?<=\d)\s?{BY}\s+|\s{BY}\s+(?=[^\W\d_])", re.IGNORECASE)
_CAPITAL = rf"[^\W\d_{LOWER}]"
_BY_NAME = re.compile(rf"^(?={_CAPITAL})(?i:{BY}|{LABEL}(?: {BY}|:))\s+{_CAPITAL}[\w’'-]+\s+{_CAPITAL}")


def text_in(element: Any, most: int, between: str = " ") -> str:
    """The element's text on one line, or nothing if it is longer: a box that holds a whole page costs no more."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        size += len(piece.strip())
        if size > most:
            return ""
        pieces.append(piece)
    return clean(between.join(pieces))


def headline(tree: Any, titles: list[str], sites: list[str], sections: list[str]) -> str:
    """The headline as the page prints it, "" where that is no more than its site's name.

    What it tells machines (``titles``) decides which of its headings that is; ``sections`` and sites are no part of it.
    """
    page_title = [text_in(element, 500) for element in tree.iter("title")][:1]
    bare = [without_label(without_site(title, sites), sections) for title in [*titles, *page_title] if title]
    stated = [title for title in bare if not _is_name(title, sites)]
    headings = [
        text for h1 in list(tree.iter("h1"))[:10] if len(text := _heading(h1)) > 2 and not same_name(text, sites)
    ]
    if not stated:
        return headings[0] if headings else ""
    best = stated[0]
    for heading in headings:
        if kernel(best) != kernel(heading) and kernel(heading).endswith(kernel(best)) and len(kernel(best)) > 15:
            return best  # the heading holds a kicker, too
    fit, heading = max(((max(likeness(h1, title) for title in stated), h1) for h1 in headings), default=(0.0, ""))
    return without_site(heading, sites) if fit >= 0.5 else best


def _is_name(title: str, sites: list[str]) -> bool:
    return kernel(title) in {kernel(site) for site in sites}


def _heading(element: Any) -> str:
    return text_in(element, 300, " " if element.find(".//br") is not None else "")


def around_headline(tree: Any, title: str) -> set[Any]:
    """What encloses the headline encloses the article: no box beside it, whatever its class says."""
    headings = list(tree.iter("h1", "h2", "h3"))[:50]
    fitting = [heading for heading in headings if kernel(text_in(heading, 400)) == kernel(title)]
    return {up for heading in (fitting or headings)[:2] for up in heading.iterancestors()}


def shown_dates(tree: Any, around: set[Any]) -> Iterator[str]:
    """Dates in the markup: those called published first, then any <time>, each as its machine or human form."""
    marked = [element for element in tree.xpath(_DATES)[:200] if not _is_elsewhere(element, around)]
    times = [element for element in list(tree.iter("time"))[:50] if not _is_elsewhere(element, around)]
    exact = [element for element in marked if "datePublished" in element.get("itemprop", "")]
    named = [element for element in marked if re.search("publi|posted|created", element.get("class", ""), re.I)]
    for element in (*exact, *named, *times, *marked):
        yield element.get("datetime") or element.get("content") or element.get("title") or ""
        yield text_in(element, 120)


def shown_authors(tree: Any, around: set[Any]) -> list[str]:
    """Texts marked as author or byline, the most exact first, and where a box holds a name, the name first."""
    ranked: list[tuple[int, str]] = []
    for element in tree.xpath(_BYLINES)[:100]:
        names = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
        if element.tag in _NO_BYLINES or len(names) > 300 or _is_elsewhere(element, around):
            continue
        text = text_in(element, 400)
        if _BY_INSIDE.search(text) and not is_signed(text):
            text = _BY_INSIDE.split(text, maxsplit=1)[-1]
        if 2 < len(text) < 150:
            exact = bool(re.search(r"name|\bauthor\b", names)) + bool(is_signed(text))
            ranked.append((-exact, text))
    unmarked = (text_in(leaf, 90, "") for leaf in tree.iter("p", "em", "span", "strong", "i") if len(leaf) < 4)
    ranked += [(0, text) for text in unmarked if len(text) < 90 and _BY_NAME.match(text)][:1]
    return [text for _, text in sorted(ranked, key=lambda pair: pair[0])]


def _is_elsewhere(element: Any, around: set[Any]) -> bool:
    """Whether an element belongs to another article, a comment or a box beside the article."""
    own = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if re.search(r"comment|update|modified|avatar|image|bio\b", own, re.IGNORECASE) and "publi" not in own:
        return True
    for up in element.iterancestors("div", "section", "aside", "li", "ul", "footer"):
        if up in around:
            return False
        if up.tag == "aside" or _ELSEWHERE.search(f"{up.get('class', '')} {up.get('id', '')}"[:200]):
            return True
    return False


def moment_in(text: str) -> datetime | None:
    """The first date in a text, at midnight UTC where it has no time. Two numbers that could be either stay unread."""
    text = text[:300]
    if match := _ISO.search(text):
        year, month, day, hour, minute, second, zone = match.groups()
        clock = f"T{hour:0>2}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        return moment(f"{year}-{month:0>2}-{day:0>2}{clock}")
    for written in _WRITTEN.findall(text):
        if found := moment(re.sub(r"(?<=[./])\s", "", written) if written[-6:-4].strip(" ") in (".", "/") else written):
            return found
    return moment(text)
