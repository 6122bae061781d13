"""What stands in the place of an article: told by structure, so that in any language it is no story."""

import re
from typing import Any

_MOST = 150  # words of such a page; what says more is judged by what it says
_ARTICLE = "//article|//*[@itemprop='articleBody' or @role='article']|//*[contains(@class,'h-entry')]"
_ROBOTS = re.compile(
    r"captcha|turnstile|cf-chl|challenge-(?:platform|form|running)|bot-?detect|px-block", re.IGNORECASE
)
_ROBOTS_SAID = re.compile(
    r"just a moment|checking your browser|attention required|(?:are you|not) an? (?:human|robot)", re.I
)
_FOR_SALE = re.compile(
    r"domain.{0,40}\b(?:for sale|parked|zu verkaufen)|\bis for sale\b|zu verkaufen|à vendre|te koop|en venta", re.I
)
_ERROR = re.compile(
    r"^\W*(?:error )?[45]\d\d\b|not found|access denied|forbidden|nicht gefunden|introuvable|no encontrad", re.I
)
_SCRIPTS = re.compile(
    r"\b(?:enable|requires?|turn on|activate|aktivier\w*|activer|activez|activ[ea]r?|attiva\w*)\b.{0,30}\bjava ?script",
    re.I,
)


def has_marks(tree: Any) -> bool:
    """Whether a page marks a part of it as an article, in any of the ways of the web."""
    return bool(tree.xpath(_ARTICLE))


def wall(tree: Any, title: str, text: str) -> str:
    """What a short page without the marks of an article is, in words; "" where nothing tells."""
    if len(text.split()) >= _MOST:
        return ""
    head = f"{title} {' '.join(''.join(h1.itertext())[:300] for h1 in list(tree.iter('h1'))[:3])}"
    named = " ".join(tree.xpath("//@class|//@id|//@src|//@name")[:2000])
    if _ROBOTS.search(named[:100_000]) or _ROBOTS_SAID.search(f"{head} {text}"):
        return "a check for robots"
    if tree.xpath("//input[@type='password']"):
        return "a page to log in"
    if _FOR_SALE.search(head):
        return "a page that offers a domain for sale"
    if _ERROR.search(title) or _ERROR.search(head):
        return "an error page"
    if _SCRIPTS.search(f"{text} {' '.join(''.join(it.itertext())[:500] for it in list(tree.iter('noscript'))[:5])}"):
        return "a page that only scripts can show"
    return ""
