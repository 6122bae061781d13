"""One spelling for the many addresses of one page."""

import re

from digest.text.tracking import is_tracking

_LONGEST = 2048  # characters; beyond it an address is no link that anybody shares
_URL = re.compile(r"https?://([^/?#@:\[\]\s]+)(?::(\d*))?(/[^?#\s]*)?(?:\?([^#\s]*))?(?:#(\S*))?", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"https?://(?:[^/?#]+\.cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z.]+/amp)/(?:s/)?(?=[^/?#]+\.)",
    re.IGNORECASE,
)
_VARIANT_HOST = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)|(?<=\.)m\.(?=[^.]+\.)")
_AMP_NAME = re.compile(r"(?:\.amp)+(?=\.html?(?:/|$)|/|$)", re.IGNORECASE)
_ESCAPE = re.compile("%[0-9a-f]{2}", re.IGNORECASE)
_LAST_SEGMENTS = frozenset(
    ("", "amp", "amp.html", "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp")
)

_AMP_PARAMETERS = frozenset(("amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "outputtype=amp-type"))


def canonical_url(url: str) -> str:
    """A key under which the addresses of one page are equal; it is for comparing, not for fetching.

    Equal are http and https, hosts in any case, with or without www. and in their mobile and AMP variants, default
    ports, trailing slashes, index pages, tracking parameters, the order of the query, and fragments other than
    routes (``#!/…``, ``#/…``). What may name the article stays. Anything but http(s) is given back as it is.
    """
    found = _URL.fullmatch(_AMP_CACHE.sub("https://", url, count=1)) if len(url) <= _LONGEST else None
    if not found:
        return url
    host, port, path, query, fragment = (part or "" for part in found.groups())
    host = _VARIANT_HOST.sub("", host.lower().rstrip("."))
    port = "" if port in ("", "80", "443") else f":{port}"
    query = "&".join(sorted(pair for pair in query.replace("&amp;", "&").split("&") if not _is_noise(pair)))
    route = f"#{fragment}" if fragment.startswith(("!", "/")) else ""
    return f"https://{host}{port}{_bare_path(path)}{'?' * bool(query)}{_same_escapes(query)}{route}"


def _bare_path(path: str) -> str:
    segments = _AMP_NAME.sub("", _same_escapes(path)).split("/")
    while segments and segments[-1].lower() in _LAST_SEGMENTS:
        segments.pop()
    while segments[1:2] == ["amp"]:
        del segments[1]
    return "/".join(segments)


def _is_noise(pair: str) -> bool:
    return pair.startswith("=") or not pair or is_tracking(pair) or pair.lower() in _AMP_PARAMETERS


def _same_escapes(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[0].upper(), text)
