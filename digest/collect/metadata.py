"""What a page says about its article: JSON-LD, OpenGraph, meta tags and, last, the markup that readers see.

Nothing here recurses: what comes from a page is walked with a stack or in document order, and cut to size.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from digest.collect.blocks import clean, text_of_html

ARTICLES = {
    "advertisercontentarticle", "analysisnewsarticle", "article", "backgroundnewsarticle", "blogposting",
    "creativeworkseries", "discussionforumposting", "liveblogposting", "medicalscholarlyarticle", "newsarticle",
    "opinionnewsarticle", "report", "reportagenewsarticle", "reviewnewsarticle", "scholarlyarticle",
    "socialmediaposting", "techarticle",
}  # fmt: skip
_PUBLISHERS = {"newsmediaorganization", "organization", "website"}
_TITLE_KEYS = ("og:title", "twitter:title", "headline", "parsely-title", "sailthru.title", "dc.title", "citation_title")
_DATE_KEYS = (
    "article:published_time", "datepublished", "article.published", "parsely-pub-date", "sailthru.date", "pubdate",
    "publish-date", "publication_date", "citation_publication_date", "dc.date.created", "dcterms.created",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "article:published", "og:article:published_time",
)  # fmt: skip
_UPDATE_KEYS = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified")
_AUTHOR_KEYS = (
    "author", "article:author", "parsely-author", "sailthru.author", "byl", "authors", "og:article:author", "dc.creator",
    "dcterms.creator", "citation_author", "creator",
)  # fmt: skip
_TEASER_KEYS = ("og:description", "description", "twitter:description", "dc.description")
_IMAGE_KEYS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_SITE_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright")

_BYLINES = "//*[@rel='author' or contains(@itemprop,'author') or contains(@class,'uthor') or contains(@class,'yline')]"
_NO_BYLINES = ("body", "html", "form", "input", "textarea", "script", "style", "meta", "link", "img", "article", "main")
_DATES = "//*[contains(@itemprop,'datePublished') or contains(@class,'publi') or contains(@class,'date')" + (
    " or contains(@class,'time') or contains(@class,'posted') or contains(@class,'created') or contains(@class,'yline')]"
)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|(?<!post-)(?<!entry-)(?<!article-)footer|recommend|teaser|popular|latest|social", re.I
)

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-?(\d{1,2})-?(\d{1,2})"
    r"(?:[T ]{1,2}(\d{1,2}):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?|(?!\d))"
)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})[./]\s?(\d{1,2})[./]\s?((?:19|20)\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")
_MONTHS = (
    "jan ene gen", "feb fév fev", "mar mär mrz mrt maa", "apr avr abr", "may mai mei mag", "jun juin giu", "jul juil lug",
    "aug aoû aou ago", "sep set", "oct okt out ott", "nov", "dec dez déc dic",
)  # fmt: skip
_MONTH = {prefix: number for number, names in enumerate(_MONTHS, 1) for prefix in names.split()}

_BY = re.compile(
    r"^\W*(?:(?:written|words|posted|published|reported|story|text|verfasst|eingestellt|geschrieben|publié|escrito|door)?\s*"
    r"\b(?:by|von|par|por|di|door)\b|(?:text|autor(?:in)?|author|auteur|words|redactie|av)\s*:)\s*",
    re.IGNORECASE,
)
_BY_INSIDE = re.compile(r"(?<=\d)\s?(?:by|von|par|por|di|door)\s+|\s(?:by|von|par|por|di|door)\s+(?=[A-ZÄÖÜÉ])", re.IGNORECASE)
_BY_NAME = re.compile(r"^(?:By|BY|Von|VON|Par|Por|Di|Door|(?:Text|Words)(?: von| by|:))\s+[A-ZÄÖÜÉ][\w’'-]+\s+[A-ZÄÖÜÉ]")
_SPLIT = re.compile(r"\s*(?:[;,/|&]|\b(?:and|und|et|y|en)\b|\be\b(?!\.))\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s+(?:am|on|in|at|for|für|pour|vom|le|el|il|op)\s.*|\s*[|·•–—(\[<@]\s*.*|\s-\s.*|\s*\d.*", re.I | re.S)
_NOT_IN_NAMES = re.compile(r"[@/:<>{}=#_*?!\d]|https?|www\.|\.\w{2,4}\b(?<!\bJr)(?<!\bSr)", re.IGNORECASE)
_PARTICLES = set("da de del della den der di dos du el la le ten ter van von vom zu zum al bin ibn y e and 't".split())
_ACCOUNTS = set("admin administrator webmaster user editor root superuser wordpress anonymous guest unknown none null".split())
_DESKS = set(
    "redaktion redaktionsteam newsroom newsdesk desk redactie redazione rédaction redacción redação agenturen agencies"
    " staff team editors editorial online onlineredaktion red".split()
)
_ROLES = set(
    "reporter reporters correspondent writer editor redakteur redakteurin journalist columnist contributor author autor"
    " autorin correspondant journaliste kommentar follow more mehr profile posts articles artikel bio kontakt staff".split()
)
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«:~-]|//|::)\s+|\s*\|\s*|:\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """``free`` is False where the publisher says that the page shows only the beginning to those who have not paid."""

    title: str = ""
    url: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    byline: str | None = None
    site: str | None = None
    language: str | None = None
    image: str | None = None
    teaser: str | None = None
    free: bool = True
    is_article: bool = False


def read_metadata(tree: Any, url: str, now: datetime) -> Metadata:
    """What the page at ``url`` says of itself. Dates after ``now`` and authors that are no names are not believed."""
    meta, graph = _metas(tree), _graph(tree)
    story = _story(graph, url)
    site = _site(meta, graph, url)
    host = _host(url)
    titles = [_text(story.get("headline")), *(meta[key][0] for key in _TITLE_KEYS if key in meta)]
    published = _published(tree, meta, story, url, now)
    updated = _first(_moments([story.get("dateModified"), *_values(meta, _UPDATE_KEYS)], now))
    return Metadata(
        title=_title(tree, [title for title in titles if title], [site or "", host]),
        url=_canonical(tree, meta, url),
        published_at=published or updated,
        updated_at=updated if published and updated and updated > published else None,
        byline=_byline(tree, meta, graph, story, [site or "", host]),
        site=site or host or None,
        language=_language(tree, meta, story),
        image=_image(meta, story, url),
        teaser=_first(text for value in _values(meta, _TEASER_KEYS) if (text := text_of_html(value[:2000]))),
        free=str(story.get("isAccessibleForFree", "true")).lower() not in ("false", "no", "0"),
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


def _first(found: Iterable[Any]) -> Any:
    return next(iter(found), None)


def _graph(tree: Any) -> list[dict[str, Any]]:
    """The things that the page's JSON-LD describes at its top, in @graph or as main entity; never those they mention."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and script.text and len(waiting) < 50:
            try:
                waiting.append(json.loads(script.text.strip().removesuffix(";"), strict=False))
            except (ValueError, RecursionError):
                continue
    things: list[dict[str, Any]] = []
    while waiting and len(things) < 500:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:500]
        elif isinstance(node, dict):
            things.append(node)
            waiting[:0] = [node[key] for key in ("@graph", "mainEntity") if key in node]
    return things


def _types(thing: Any) -> set[str]:
    kinds = thing.get("@type") if isinstance(thing, dict) else None
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _story(graph: list[dict[str, Any]], url: str) -> dict[str, Any]:
    """The article among the things: the one that names the page's address, else the one that says most."""
    path = urlsplit(url).path.rstrip("/")
    best: dict[str, Any] = {}
    most = 0
    for thing in graph:
        if _types(thing) & ARTICLES:
            address = " ".join(str(thing.get(key, "")) for key in ("url", "@id", "mainEntityOfPage"))
            told = sum(key in thing for key in ("headline", "datePublished", "author", "articleBody"))
            told += bool(path and path in address) + any(isinstance(one, dict) and "name" in one for one in _list(thing, "author"))
            if told > most:
                best, most = thing, told
    return best


def _list(thing: dict[str, Any], key: str) -> list[Any]:
    value = thing.get(key)
    return value[:20] if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return text_of_html(value[:2000]) if isinstance(value, str) else ""


def _host(url: str) -> str:
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", _split(url).hostname or "")


def _split(url: str) -> Any:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _site(meta: dict[str, list[str]], graph: list[dict[str, Any]], url: str) -> str | None:
    named = _values(meta, _SITE_KEYS[:1])
    named += [_text(owner.get("name")) for thing in graph for owner in _list(thing, "publisher") if isinstance(owner, dict)]
    named += [_text(thing.get("name")) for kind in ("website", "newsmediaorganization") for thing in graph if kind in _types(thing)]
    named += _values(meta, _SITE_KEYS[1:])
    for name in named:
        short = re.split(r"\s+[|–—]\s+", name)[0] if len(name) > 30 else name
        if short and len(short) <= 60 and "://" not in short:
            return text_of_html(short)
    return None


# Titles


def _title(tree: Any, titles: list[str], sites: list[str]) -> str:
    """The headline as the page prints it. What it tells machines decides which of its headings that is."""
    page_title = clean(_first(element.text_content() for element in tree.iter("title")) or "")[:500]
    stated = [_without_site(title, sites) for title in [*titles, page_title] if title]
    headings = [text for h1 in tree.iter("h1") if 2 < len(text := _heading(h1)) < 300 and not same_name(text, sites)]
    if not stated:
        return headings[0] if headings else ""
    best = stated[0]
    for heading in headings:
        if _kernel(best) != _kernel(heading) and _kernel(heading).endswith(_kernel(best)) and len(_kernel(best)) > 15:
            return best  # the heading holds a kicker, too
    fitting = [(max(_likeness(heading, other) for other in stated), heading) for heading in headings[:10]]
    likeness, heading = max(fitting, key=lambda pair: pair[0], default=(0.0, ""))
    if likeness >= 0.5:
        return _without_site(heading, sites)
    return best


def _heading(element: Any) -> str:
    return clean(" ".join(element.itertext())) if len(element.findall(".//br")) else clean(element.text_content())


def _kernel(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _likeness(one: str, other: str) -> float:
    """The share of words two titles have in common (Dice's coefficient)."""
    words, others = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return 2 * len(words & others) / ((len(words) + len(others)) or 1)


def _without_site(title: str, sites: list[str]) -> str:
    """The title without a first or last segment that is only the name of the site or of its host."""
    for _ in range(3):
        breaks = list(_SEPARATOR.finditer(title))
        if not breaks:
            break
        if same_name(title[breaks[-1].end() :], sites):
            title = title[: breaks[-1].start()].strip()
        elif same_name(title[: breaks[0].start()], sites) or not _kernel(title[: breaks[0].start()]):
            title = title[breaks[0].end() :].strip()
        else:
            break
    return title


def same_name(text: str, sites: Iterable[str]) -> bool:
    """Whether a text is no more than one of these names of a site or host, or the beginning of it."""
    said = _kernel(text)
    for site in sites:
        name = _kernel(site)
        label = _kernel(site.rpartition(".")[0]) if "." in site and " " not in site else name
        if said and name and (said in (name, label) or (len(said) > 3 and (name.startswith(said) or label.endswith(said)))):
            return True
        if len(label) > 3 and said.startswith(label) and len(said) <= len(label) + 12:
            return True
    return False


# Dates


def moment_in(text: str) -> datetime | None:
    """The first date in a text, at midnight UTC where it has no time. Two numbers that could be either stay unread."""
    text = text[:300]
    if match := _ISO.search(text):
        return _iso(*match.groups())
    if match := _DOTTED.search(text):
        day, month, year = (int(part) for part in match.groups())
        sure = "." in match.group() or day > 12 or day == month
        return _date(year, month, day) if sure else None
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            named = match[month_at].casefold()
            number = _MONTH.get(named[:4]) or _MONTH.get(named[:3])
            if number:
                return _date(int(match[3]), number, int(match[day_at]))
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(year: str, month: str, day: str, hour: str, minute: str, second: str, zone: str) -> datetime | None:
    offset = "+00:00" if zone in (None, "Z", "UTC") else zone[:3] + ":" + zone[-2:]
    try:
        return datetime.fromisoformat(
            f"{year}-{month:0>2}-{day:0>2}T{hour or 0:0>2}:{minute or 0:0>2}:{second or 0:0>2}{offset}"
        )
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _moments(texts: Iterable[Any], now: datetime) -> Iterator[datetime]:
    for text in texts:
        found = moment_in(text) if isinstance(text, str) else None
        if found and datetime(1990, 1, 1, tzinfo=UTC) < found < now + timedelta(days=1):
            yield found


def _published(tree: Any, meta: dict[str, list[str]], story: dict[str, Any], url: str, now: datetime) -> datetime | None:
    stated = [story.get("datePublished"), story.get("dateCreated"), *_values(meta, _DATE_KEYS)]
    shown = _first(_moments(stated, now)) or _first(_moments(_shown_dates(tree), now)) or _from_path(url, now)
    return shown or _first(_moments([_searched(tree, url)], now))


def _searched(tree: Any, url: str) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(tree, url=url, extensive_search=False, original_date=True)
    except (ValueError, TypeError):
        return None
    return str(found) if found else None


def _shown_dates(tree: Any) -> Iterator[str]:
    """Dates in the markup: those called published first, then any <time>, each as its machine or human form."""
    around = _around_headings(tree)
    marked = [element for element in tree.xpath(_DATES)[:200] if not _is_elsewhere(element, around)]
    times = [element for element in list(tree.iter("time"))[:50] if not _is_elsewhere(element, around)]
    exact = [element for element in marked if "datePublished" in element.get("itemprop", "")]
    named = [element for element in marked if re.search("publi|posted|created", element.get("class", ""), re.I)]
    for element in (*exact, *named, *times, *marked):
        yield element.get("datetime") or element.get("content") or element.get("title") or ""
        shown = clean(element.text_content()) if len(element) < 10 else ""
        yield shown if len(shown) < 120 else ""


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


def _around_headings(tree: Any) -> set[Any]:
    """What encloses the first headings encloses the article: no box beside it, whatever its class says."""
    return {up for h1 in list(tree.iter("h1"))[:2] for up in h1.iterancestors()}


def _from_path(url: str, now: datetime) -> datetime | None:
    match = _IN_PATH.search(_split(url).path)
    return _first(_moments(["-".join(match.groups())], now)) if match else None


# Authors


def _byline(tree: Any, meta: dict[str, list[str]], graph: list[Any], story: dict[str, Any], sites: list[str]) -> str | None:
    """The people who wrote it; where the page names none, the desk it names ("Redaktion") in its own words."""
    stated = [
        people(_author_names(story, "author", graph), sites),
        people(_author_names(story, "creator", graph), sites),
        *(people(_turned(meta[key]), sites) for key in _AUTHOR_KEYS if key in meta),
    ]
    names: list[str] = _first(found for found in stated if found) or []
    for others in stated:  # one source may list them all where another has only the first
        if len(names) < len(others) <= 6 and set(names) <= set(others):
            names = others
    shown = [] if names else _shown_authors(tree)
    for text in shown:
        if names or same_name(_BY.sub("", text), sites):
            break
        names = people([text], sites)
    if names:
        return ", ".join(names[:6])
    desks = (clean(_BY.sub("", name)) for name in [*_author_names(story, "author", graph), *shown])
    return _first(name for name in desks if name.casefold() in _DESKS)


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


def _shown_authors(tree: Any) -> list[str]:
    """Texts marked as author or byline, the most exact first, and where a box holds a name, the name first."""
    around = _around_headings(tree)
    ranked: list[tuple[int, str]] = []
    for element in tree.xpath(_BYLINES)[:100]:
        names = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
        if element.tag in _NO_BYLINES or len(names) > 300 or _is_elsewhere(element, around):
            continue
        text = clean(" ".join(element.itertext())) if len(element) < 12 else ""
        if _BY_INSIDE.search(text) and not _BY.match(text):
            text = _BY_INSIDE.split(text, maxsplit=1)[-1]
        if 2 < len(text) < 150:
            exact = bool(re.search(r"name|\bauthor\b", names)) + bool(_BY.match(text))
            ranked.append((-exact, text))
    unmarked = (clean("".join(leaf.itertext())) for leaf in tree.iter("p", "em", "span", "strong", "i") if len(leaf) < 4)
    ranked += [(0, text) for text in unmarked if len(text) < 90 and _BY_NAME.match(text)][:1]
    return [text for _, text in sorted(ranked, key=lambda pair: pair[0])]


def people(texts: Iterable[str], sites: Iterable[str]) -> list[str]:
    """The names in bylines, each once: "By Nell Ashdown and Priya Lander, Staff Writers" -> both names."""
    names: dict[str, str] = {}
    for text in texts:
        said = _BY.sub("", clean(text[:300]))
        for part in _SPLIT.split(said):
            name = _AFTER_NAME.sub("", _BY.sub("", part)).strip(" .,'\"“”-–—")
            name = name.title() if name.isupper() and len(name) > 4 else name
            if _is_name(name) and not same_name(name, sites):
                names.setdefault(name.casefold(), name)
    return list(names.values())


def _is_name(text: str) -> bool:
    words = text.split()
    lower = [word.casefold() for word in words]
    if not words or len(words) > 5 or not 2 < len(text) < 50 or _NOT_IN_NAMES.search(text):
        return False
    if (_ACCOUNTS | _DESKS | _ROLES) & set(lower):
        return False
    return len(words) == 1 or all(word[0].isupper() or not word[0].isalpha() or word[0] == "ʻ" or low in _PARTICLES or low[1:2] in "’'" for word, low in zip(words, lower, strict=True)) or not any(word[0].islower() or word[0].isupper() for word in words)


# The rest


def _canonical(tree: Any, meta: dict[str, list[str]], url: str) -> str:
    """The page's own address, where what it states lies on the same host and is not the home page."""
    stated = [element.get("href") for element in tree.iter("link") if element.get("rel", "").lower() == "canonical"]
    for address in [*stated, *meta.get("og:url", ())][:5]:
        found = urljoin(url, (address or "").strip()) if len(address or "") < 2000 else ""
        parts, own = _split(found), _split(url)
        if parts.scheme in ("http", "https") and parts.hostname and parts.path not in ("", "/"):
            if not own.scheme.startswith("http") or _host(found) == _host(url):
                return found.partition("#")[0]
    return url


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
        if isinstance(address, str) and 0 < len(address) < 2000:
            found = urljoin(url, address.strip())
            if found.startswith("https://") and _split(found).hostname:
                return found
    return None
