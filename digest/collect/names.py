"""Names of people, desks and sites, as bylines and headlines hold them. Texts only: nothing here reads a page."""

import re
from collections.abc import Iterable

from digest.collect.blocks import clean
from digest.languages import any_of, every
from digest.text.phrases import STAMP_WORDS

BY = any_of(lambda own: own.bylines.by)
_WRITTEN = any_of(lambda own: own.bylines.written)
LABEL = any_of(lambda own: own.bylines.label)
_PICTURES = any_of(lambda own: own.furniture.pictures)

_BY = re.compile(rf"^\W*(?:{_WRITTEN}?\s*\b{BY}\b|{LABEL}\s*:)\s*", re.IGNORECASE)
_SPLIT = re.compile(rf"\s*(?:[;,/|&]|\b{any_of(lambda own: own.bylines.joining)}\b(?!\.))\s*", re.IGNORECASE)
_AFTER_NAME = re.compile(
    rf"\s+{any_of(lambda own: own.bylines.behind)}\s.*|\s*[|·•–—(\[<@]\s*.*|\s-\s.*|\s*\d.*|\s+{_PICTURES}s?\b.*",
    re.I | re.S,
)
_ADDRESS = re.compile(r"\S+@\S+")
_NOT_IN_NAMES = re.compile(r"[@/:<>{}=#_*?!\d]|https?|www\.|\.\w{2,4}\b(?<!\bJr)(?<!\bSr)", re.IGNORECASE)
_ACCOUNTS = {
    "admin", "administrator", "anonymous", "guest", "none", "null", "root", "superuser", "unknown", "user", "webmaster",
    "wordpress",
}  # fmt: skip
_PARTICLES = every(lambda own: own.bylines.particles)
_DESKS = every(lambda own: own.bylines.desks)
_ROLES = every(lambda own: own.bylines.roles)
_MACHINES = {"default", "demo", "sysadmin", "test", "undefined"}
_NOBODY = _ACCOUNTS | _MACHINES | _ROLES | every(lambda own: own.bylines.nobody)
_ARTICLES = frozenset(
    ["the", "der", "die", "das", "le", "la", "les", "el", "il", "lo", "o", "a", "de", "het"]
)  # of a paper's name
_SHORTEST_HEADLINE = 8  # characters that are left of a title without its labels
_PARTS = re.compile(r"\s*[|·•,;]\s*|\s+[–—-]+\s+")
_HANDLE = re.compile(r"^(?:/?(?:u|user|users)/|@)")
_OPAQUE = re.compile(r"[0-9a-f-]{16,}|[\W\d_]*", re.IGNORECASE)
_FULL_DATE = re.compile(r"\d+([./-])\d+\1\d+|\d{1,2}:\d\d")
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«:~-]|//|::)\s+|\s*\|\s*|:\s+")


def kernel(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def likeness(one: str, other: str) -> float:
    """The share of words two titles have in common (Dice's coefficient)."""
    words, others = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return 2 * len(words & others) / ((len(words) + len(others)) or 1)


def without_site(title: str, sites: list[str]) -> str:
    """The title without a first or last segment that is only the name of the site or of its host."""
    for _ in range(3):
        breaks = list(_SEPARATOR.finditer(title))
        if not breaks:
            break
        if same_name(title[breaks[-1].end() :], sites):
            title = title[: breaks[-1].start()].strip()
        elif same_name(title[: breaks[0].start()], sites) or not kernel(title[: breaks[0].start()]):
            title = title[breaks[0].end() :].strip()
        else:
            break
    return title


def without_label(title: str, labels: Iterable[str]) -> str:
    """The title without first and last segments that are these very words: a section, a crumb, the name of a feed."""
    named = {kernel(label) for label in labels} - {""}
    for _ in range(3):
        breaks = list(_SEPARATOR.finditer(title)) if named else []
        rest = title
        if breaks and kernel(title[breaks[-1].end() :]) in named:
            rest = title[: breaks[-1].start()].strip()
        elif breaks and kernel(title[: breaks[0].start()]) in named:
            rest = title[breaks[0].end() :].strip()
        if rest == title or len(rest) < _SHORTEST_HEADLINE:
            break
        title = rest
    return title


def same_name(text: str, sites: Iterable[str]) -> bool:
    """Whether a text is no more than one of these names of a site or host, or the beginning of it."""
    said = kernel(text)
    for site in sites:
        name = kernel(site)
        label = kernel(site.rpartition(".")[0]) if "." in site and " " not in site else name
        if (
            said
            and name
            and (said in (name, label) or (len(said) > 3 and (name.startswith(said) or label.endswith(said))))
        ):
            return True
        if len(label) > 3 and said.endswith(label) and said.removesuffix(label) in _ARTICLES:
            return True
        if len(label) > 3 and said.startswith(label) and len(said) <= len(label) + 12:
            return True
    return False


def people(texts: Iterable[str], sites: Iterable[str], *, any_case: bool = False) -> list[str]:
    """The names in bylines, each once: "By Nell Ashdown and Priya Lander, Staff Writers" -> both names."""
    names: dict[str, str] = {}
    for text in texts:
        said = "" if "://" in text else _BY.sub("", clean(_ADDRESS.sub(" ", text[:300])))
        for part in _SPLIT.split(said):
            name = _AFTER_NAME.sub("", _BY.sub("", part)).strip(" .,'\"“”-–—")
            name = name.title() if name.isupper() and len(name) > 4 else name
            if _is_name(name) and (any_case or _is_spelt(name)) and not same_name(name, sites):
                names.setdefault(name.casefold(), name)
    return list(names.values())


def named(text: str, sites: Iterable[str] = ()) -> str:
    """A byline without what names nobody: dates, accounts ("admin"), roles alone ("editor"), the site itself."""
    taken = {kernel(site) for site in sites}
    names: dict[str, str] = {}
    for part in _PARTS.split(clean(text)):
        name = _HANDLE.sub("", _undated(_BY.sub("", part))).strip(" :")
        words = re.findall(r"[^\W\d_]+", name.casefold())
        if not (_OPAQUE.fullmatch(name) or _NOBODY.issuperset(words) or kernel(name) in taken):
            names.setdefault(kernel(name), name)
    return ", ".join(names.values())


def _undated(text: str) -> str:
    """Without the date that it ends with."""
    words = text.split()
    at = len(words)
    while at and (words[at - 1][:1].isdigit() or words[at - 1].strip(".,()").casefold() in STAMP_WORDS):
        at -= 1
    date = " ".join(words[at:])
    told = any(map(str.isdigit, date)) and any(len(word) > 2 and word.isalpha() for word in re.findall(r"\w+", date))
    return " ".join(words[:at]) if told or _FULL_DATE.search(date) else text


def desk(text: str) -> str | None:
    """The byline without its "by" where it names a newsroom instead of people: "Redaktion", "Reuters Staff"."""
    name = named(text)
    words = re.findall(r"\w+", name.casefold())
    return name if len(words) < 6 and _DESKS.intersection(words) else None


def unsigned(byline: str) -> str:
    """The byline without its "By", "Von", "Text:"."""
    return clean(_BY.sub("", byline))


def is_signed(text: str) -> bool:
    return bool(_BY.match(text))


def _is_name(text: str) -> bool:
    words = text.split()
    lower = [word.casefold() for word in words]
    if not words or len(words) > 5 or not 2 < len(text) < 50 or _NOT_IN_NAMES.search(text):
        return False
    return not (_ACCOUNTS | _DESKS | _ROLES).intersection(lower)


def _is_spelt(name: str) -> bool:
    """Whether names of several words have capitals, but for particles; scripts without capitals apart."""
    words = name.split()
    small = [word for word in words if word[0].islower() and word not in _PARTICLES and word[1:2] not in ("'", "’")]
    return len(words) == 1 or not small
