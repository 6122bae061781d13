"""What links carry to tell their publisher where a reader came from."""

import re

# Parameters that say where a reader came from and never which article he gets. What is not listed stays.
_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "_hs", "vero_")
_TRACKING = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
    "li_fat_id", "igshid", "igsh", "srsltid", "mc_cid", "mc_eid", "ref", "ref_", "ref_src", "ref_url",
    "referrer", "referer", "cmp", "cmpid", "campaign_id", "ito", "ftag", "ncid", "ocid", "smid", "smtyp",
    "sr_share", "soc_src", "soc_trk", "s_cid", "icid", "intcid", "mkt_tok", "mbid", "emc", "partner", "_ga",
    "_gl", "guccounter", "guce_referrer", "guce_referrer_sig", "oly_enc_id", "oly_anon_id", "rb_clickid",
    "wt_mc", "wt_zmc", "wt.mc_id", "xtor", "xtref", "taid", "traffic_source", "wprov", "__twitter_impression",
    "__s",
))  # fmt: skip
_ALSO_NAMES = frozenset(("ref", "ref_", "partner", "campaign_id", "cmp", "emc", "taid"))  # with a figure, a page


def is_tracking(pair: str) -> bool:
    """Whether a parameter, ``name=value``, only tells where a reader came from."""
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def without_tracking(url: str) -> str:
    """The address without such parameters, in its query or after ``#``; what is left stays as it was written.

    It is for following: what may name the page stays, even where ``canonical_url`` passes over it.
    """
    if not url.startswith(("http://", "https://")):
        return url
    address, mark, fragment = url.partition("#")
    if fragment and all("=" in pair and _is_needless(pair) for pair in fragment.split("&")):
        mark = fragment = ""
    path, _, query = address.partition("?")
    pairs = re.split("&(?:amp;)?", query)
    kept = [pair for pair in pairs if not _is_needless(pair)]
    if len(kept) < len(pairs):
        address = f"{path}?{'&'.join(kept)}" if kept else path
    return f"{address}{mark}{fragment}"


def _is_needless(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return is_tracking(pair) and not (name.lower() in _ALSO_NAMES and any(map(str.isdigit, value)))
