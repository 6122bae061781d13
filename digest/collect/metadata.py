"""What a page says about its article: JSON-LD, OpenGraph, meta tags and, last, the markup that readers see.

Nothing here recurses: what comes from a page is walked with a stack or in document order, and cut to size.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

from digest.collect.blocks import clean
from digest.collect.html import text_of_html, title_text
from digest.collect.markup import around_headline, headline, moment_in, shown_authors, shown_dates, text_in
from digest.collect.names import desk, people, same_name, unsigned

T = TypeVar("T")

ARTICLES = {
    "advertisercontentarticle", "analysisnewsarticle", "article", "backgroundnewsarticle", "blogposting",
    "creativeworkseries", "discussionforumposting", "liveblogposting", "medicalscholarlyarticle", "newsarticle",
    "opinionnewsarticle", "report", "reportagenewsarticle", "reviewnewsarticle", "scholarlyarticle",
    "socialmediaposting", "techarticle",
}  # fmt: skip
_TITLE_KEYS = ("og:title", "twitter:title", "headline", "parsely-title", "sailthru.title", "dc.title", "citation_title")
_DATE_KEYS = (
    "article:published_time", "datepublished", "article.published", "parsely-pub-date", "sailthru.date", "pubdate",
    "publish-date", "publication_date", "citation_publication_date", "dc.date.created", "dcterms.created",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "article:published",
    "og:article:published_time",
)  # fmt: skip
_UPDATE_KEYS = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified")
_AUTHOR_KEYS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "authors", "og:article:author",
    "dc.creator",
    "dcterms.creator", "citation_author", "creator",
)  # fmt: skip
_TEASER_KEYS = ("og:description", "description", "twitter:description", "dc.description")
_IMAGE_KEYS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_TIER_KEYS = ("article:content_tier", "content_tier", "og:article:content_tier")
_PAID = {"locked", "metered", "paid", "premium"}
_SECTION_KEYS = ("article:section", "section", "parsely-section", "sailthru.section")
_SITE_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """``excerpt``: the publisher says that the page shows only the beginning to those who have not paid."""

    title: str = ""
    url: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    byline: str | None = None
    site: str | None = None
    language: str | None = None
    image: str | None = None
    teaser: str | None = None
    excerpt: bool = False
    is_article: bool = False


def read_metadata(tree: Any, url: str, now: datetime | None) -> Metadata:
    """What the page at ``url`` says of itself. Dates after ``now`` and authors that are no names are not believed."""
    meta, graph = _metas(tree), _graph(tree)
    story = _story(graph, url)
    site = _site(meta, graph)
    host = _host(url)
    sites = [site or "", host]
    titles = [_title(story.get("headline")), *(meta[key][0] for key in _TITLE_KEYS if key in meta)]
    title = headline(tree, [title for title in titles if title], sites, _sections(tree, meta, graph, story, url))
    around = around_headline(tree, title)
    published = _published(tree, meta, story, url, around, now)
    updated = _first(_moments([story.get("dateModified"), *_values(meta, _UPDATE_KEYS)], now))
    return Metadata(
        title=title,
        url=_canonical(tree, meta, url),
        published_at=published or updated,
        updated_at=updated if published and updated and updated > published else None,
        byline=_byline(tree, meta, graph, story, sites, around),
        site=site or host or None,
        language=_language(tree, meta, story),
        image=_image(meta, story, url),
        teaser=_first(text for value in _values(meta, _TEASER_KEYS) if (text := text_of_html(value[:2000]))),
        excerpt=any(_costs(thing) for thing in graph) or bool(_PAID & {*_values(meta, _TIER_KEYS)}),
        is_article=bool(story) or meta.get("og:type", [""])[0].lower() == "article",
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    """Contents of the meta tags by lower-case property, name or itemprop."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean(element.get("content", "")[:5000])
        for attribute in ("property", "name", "itemprop"):
            if content and (key := element.get(attribute)):
                found.setdefault(key.lower(), []).append(content)
    return found


def _values(meta: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _first(found: Iterable[T]) -> T | None:
    return next(iter(found), None)


def _graph(tree: Any) -> list[dict[str, Any]]:
    """The things that the page's JSON-LD describes itself, in @graph or as main entity; never those they mention."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and script.text and len(waiting) < 50:
            try:
                waiting.append(json.loads(script.text.strip().removesuffix(";"), strict=False))
            except (ValueError, RecursionError):
                continue
    things: list[dict[str, Any]] = []
    for _ in range(5000):
        if not waiting:
            break
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:100]
        elif isinstance(node, dict):
            things.append(node)
            waiting[:0] = [node[key] for key in ("@graph", "mainEntity") if key in node]
    return things


def _types(thing: Any) -> set[str]:
    kinds = thing.get("@type") if isinstance(thing, dict) else None
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _story(graph: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """The article among the things: the one that names the page's address, else the one that says most."""
    path = _split(url).path.rstrip("/")
    best: dict[str, Any] = {}
    most = 0
    for thing in graph:
        if _types(thing) & ARTICLES:
            address = " ".join(str(thing.get(key, "")) for key in ("url", "@id", "mainEntityOfPage"))
            told = sum(key in thing for key in ("headline", "datePublished", "author", "articleBody"))
            told += bool(path and path in address) + any(
                isinstance(one, dict) and "name" in one for one in _list(thing, "author")
            )
            if told > most:
                best, most = thing, told
    return best


def _list(thing: dict[str, Any], key: str) -> list[Any]:
    value = thing.get(key)
    return value[:20] if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return text_of_html(value[:2000]) if isinstance(value, str) else ""


def _sections(
    tree: Any, meta: dict[str, list[str]], graph: list[dict[str, Any]], story: dict[str, Any], url: str
) -> list[str]:
    """What the page calls the part of the site that it stands in: in its tags, its crumbs and its address."""
    named = [*_values(meta, _SECTION_KEYS), *(_text(name) for name in _list(story, "articleSection"))]
    for thing in graph:
        crumbs = _list(thing, "itemListElement")[:-1] if "breadcrumblist" in _types(thing) else []
        for crumb in crumbs:
            item = crumb.get("item") if isinstance(crumb, dict) else None
            named += [_text(it.get("name")) for it in (crumb, item) if isinstance(it, dict)]
    named += [text_in(link, 60) for link in tree.xpath("//*[contains(@class,'readcrumb')]//a")[:20]]
    return [*named, *re.split(r"/", _split(url).path)[:-1]]


def _title(value: Any) -> str:
    return title_text(value[:2000]) if isinstance(value, str) else ""


def _host(url: str) -> str:
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", _split(url).hostname or "")


def _split(url: str) -> Any:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _site(meta: dict[str, list[str]], graph: list[dict[str, Any]]) -> str | None:
    named = _values(meta, _SITE_KEYS[:1])
    named += [
        _text(owner.get("name")) for thing in graph for owner in _list(thing, "publisher") if isinstance(owner, dict)
    ]
    named += [
        _text(thing.get("name"))
        for kind in ("website", "newsmediaorganization")
        for thing in graph
        if kind in _types(thing)
    ]
    named += _values(meta, _SITE_KEYS[1:])
    for name in named:
        short = re.split(r"\s+[|–—]\s+", name)[0] if len(name) > 30 else name
        if short and len(short) <= 60 and "://" not in short:
            return text_of_html(short)
    return None


def _moments(texts: Iterable[Any], now: datetime | None) -> Iterator[datetime]:
    for text in texts:
        found = moment_in(str(text)) if isinstance(text, str | int | float) else None
        if found and (now is None or found < now + timedelta(days=1)):
            yield found


def _published(
    tree: Any, meta: dict[str, list[str]], story: dict[str, Any], url: str, around: set[Any], now: datetime | None
) -> datetime | None:
    stated = [story.get("datePublished"), story.get("dateCreated"), *_values(meta, _DATE_KEYS)]
    shown = _first(_moments(stated, now)) or _first(_moments(shown_dates(tree, around), now)) or _from_path(url, now)
    return shown or _first(_moments([_searched(tree, url)], now))


def _searched(tree: Any, url: str) -> str | None:
    """htmldate asks the clock for the last day, and of a date after the day that it is told it makes another."""
    from htmldate import find_date

    try:
        found = find_date(tree, url=url, extensive_search=False, original_date=True, max_date="9999-12-31")
    except (ValueError, TypeError):
        return None
    return str(found) if found else None


def _from_path(url: str, now: datetime | None) -> datetime | None:
    match = _IN_PATH.search(_split(url).path)
    return _first(_moments(["-".join(match.groups())], now)) if match else None


def _byline(
    tree: Any,
    meta: dict[str, list[str]],
    graph: list[Any],
    story: dict[str, Any],
    sites: list[str],
    around: set[Any],
) -> str | None:
    """The people who wrote it; where the page names none, the desk it names ("Redaktion") in its own words."""
    stated = [
        people(_author_names(story, "author", graph), sites, any_case=True),
        people(_author_names(story, "creator", graph), sites, any_case=True),
        *(people(_turned(meta[key]), sites) for key in _AUTHOR_KEYS if key in meta),
    ]
    names: list[str] = _first(found for found in stated if found) or []
    for others in stated:  # one source may list them all where another has only the first
        if len(names) < len(others) <= 6 and set(names) <= set(others):
            names = others
    shown = [] if names else shown_authors(tree, around)
    for text in shown:
        if names or same_name(unsigned(text), sites):
            break
        names = people([text], sites)
    if names:
        return ", ".join(names[:6])
    return _first(found for text in [*_author_names(story, "author", graph), *shown[:3]] if (found := desk(text)))


def _author_names(story: dict[str, Any], key: str, graph: list[Any]) -> list[str]:
    names: list[str] = []
    for author in _list(story, key):
        if isinstance(author, dict) and "name" not in author and "@id" in author:
            author = _first(thing for thing in graph if thing.get("@id") == author["@id"] and "name" in thing) or author
        named = _list(author, "name") if isinstance(author, dict) else [author]
        names += [_text(name.get("name") if isinstance(name, dict) else name) for name in named]
    return [name for name in names if name]


def _turned(names: list[str]) -> list[str]:
    """ "Ashdown, Nell" is Nell Ashdown; "Nell Ashdown, Priya Lander" are two."""
    return [re.sub(r"^(\w[\w’'-]+), (\w[\w’'-]+)$", r"\2 \1", name) for name in names]


def _canonical(tree: Any, meta: dict[str, list[str]], url: str) -> str:
    """The page's own address, where what it states lies on the same host and is not the home page."""
    stated = [
        element.get("href") or "" for element in tree.iter("link") if element.get("rel", "").lower() == "canonical"
    ]
    for address in [*stated, *meta.get("og:url", ())][:5]:
        parts = _split(found := _joined(url, address))
        ours = not url.startswith("http") or _host(found) == _host(url)
        if ours and parts.scheme in ("http", "https") and parts.hostname and parts.path not in ("", "/"):
            return found.partition("#")[0]
    return url


def _joined(url: str, address: str) -> str:
    try:
        return urljoin(url, address.strip()) if 0 < len(address) < 2000 else ""
    except ValueError:
        return ""


def _costs(thing: dict[str, Any]) -> bool:
    """The truth value of schema.org is written in every way: false, "False", ["http://schema.org/False"]."""
    free = _list(thing, "isAccessibleForFree")[:1] if _types(thing) & ARTICLES else []
    return any(str(value).lower().rpartition("/")[2] in ("false", "no", "0") for value in free)


def _language(tree: Any, meta: dict[str, list[str]], story: dict[str, Any]) -> str | None:
    html = _first(tree.iter("html"))
    stated = [html.get("lang") if html is not None else None, html.get("xml:lang") if html is not None else None]
    stated += [*_values(meta, ("og:locale", "language", "content-language")), story.get("inLanguage")]
    for tag in stated:
        if isinstance(tag, str) and (match := re.match(r"\s*([a-zA-Z]{2,3})(?:[_-]|\s*$)", tag)):
            return match[1].lower()
    return None


def _image(meta: dict[str, list[str]], story: dict[str, Any], url: str) -> str | None:
    own = [image.get("url") if isinstance(image, dict) else image for image in _list(story, "image")]
    for address in [*_values(meta, _IMAGE_KEYS), *own]:
        if isinstance(address, str):
            found = _joined(url, address)
            if found.startswith("https://") and _split(found).hostname:
                return found
    return None
