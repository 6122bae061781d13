"""The colours of a page, light and dark, made from the few that a brand names, so that all of it can be read."""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache

from digest.models import Look

Colour = tuple[float, float, float]  # red, green, blue, each from 0 to 1

LEAST = 4.5  # WCAG 2.2, success criterion 1.4.3

_DARK_INK, _DARK_PAPER, _DARK_GROUND = "#f1eee7", "#1a1a18", "#262522"


@dataclass(frozen=True, slots=True)
class Palette:
    """``page`` lies around the ``paper``, ``ground`` under a block on it. ``ink`` is for headlines, ``text`` for
    sentences, ``soft`` for small print, ``rule`` and ``line`` for strong and thin lines."""

    page: str
    paper: str
    ground: str
    ink: str
    text: str
    soft: str
    accent: str
    on_accent: str
    rule: str
    line: str


def light(look: Look) -> Palette:
    page = look.paper if look.theme == "plain" else look.ground
    return _palette(page, look.paper, look.ground, look.ink, look.accent, rule=1.0)


def dark(look: Look) -> Palette:
    accent = look.accent_dark or readable(look.accent, _DARK_PAPER, _DARK_GROUND, least=6)
    page = _DARK_PAPER if look.theme == "plain" else "#111110"
    return _palette(page, _DARK_PAPER, _DARK_GROUND, _DARK_INK, accent, rule=0.4)


def unreadable(look: Look) -> str:
    """The first of a brand's colours that cannot be read where it is printed, and one that can; or nothing."""
    grounds = {"paper": look.paper, "ground": look.ground}
    pairs = [(name, getattr(look, name), ground) for name in ("ink", "accent") for ground in grounds.values()]
    pairs += [("accent_dark", look.accent_dark, ground) for ground in (_DARK_PAPER, _DARK_GROUND) if look.accent_dark]
    for name, colour, ground in pairs:
        if contrast(colour, ground) < LEAST:
            others = (_DARK_PAPER, _DARK_GROUND) if name == "accent_dark" else grounds.values()
            return (
                f"{name} {colour} on {ground} has contrast {contrast(colour, ground):.1f}, and {LEAST} is the least"
                f" that everybody can read: write {readable(colour, *others)}"
            )
    return ""


def contrast(one: str, other: str) -> float:
    return contrast_of(_parts(one), _parts(other))


@lru_cache(1000)
def contrast_of(one: Colour, other: Colour) -> float:
    """1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, *grounds: str, least: float = LEAST) -> str:
    """The colour, made darker or lighter just so far that it can be read on all of the grounds."""
    hue, lightness, saturation = rgb_to_hls(*_parts(colour))
    end = 1.0 if _luminance(_parts(grounds[0])) < 0.18 else 0.0
    for step in range(101):
        rgb = hls_to_rgb(hue, lightness + (end - lightness) * step / 100, saturation)
        found = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
        if min(contrast(found, ground) for ground in grounds) >= least:
            break
    return found


def mixed(one: str, other: str, share: float) -> str:
    """``share`` of the first colour in the other."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def _palette(page: str, paper: str, ground: str, ink: str, accent: str, rule: float) -> Palette:
    return Palette(
        page=page,
        paper=paper,
        ground=ground,
        ink=ink,
        text=mixed(ink, paper, 0.88),
        soft=_softest(ink, paper, ground),
        accent=accent,
        on_accent=paper,
        rule=mixed(ink, paper, rule),
        line=mixed(ink, ground, 0.13),
    )


def _softest(ink: str, paper: str, ground: str) -> str:
    """Small print: as soft as can still be read with ease."""
    steps = (mixed(ink, paper, share / 100) for share in range(66, 100))
    return next((step for step in steps if min(contrast(step, paper), contrast(step, ground)) >= 5), ink)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _parts(colour: str) -> Colour:
    red, green, blue = (channel / 255 for channel in _channels(colour))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
