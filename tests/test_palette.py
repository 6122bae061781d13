"""Colours: what can be read, and what is made of a brand's few."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import load
from digest.errors import ConfigError
from digest.models import Look
from digest.render.palette import contrast, dark, light, mixed, readable, unreadable

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1),
    ],
)
def test_contrast_is_as_wcag_defines_it(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("theme", ["classic", "plain"])
@pytest.mark.parametrize("accent", ["#9a3324", "#0b5fff", "#006633", "#6a1b9a", "#111111"])
def test_all_that_is_written_can_be_read_in_light_and_dark(theme: str, accent: str) -> None:
    look = Look(theme=theme, accent=accent)  # type: ignore[arg-type]
    for palette in (light(look), dark(look)):
        assert set(map(len, asdict(palette).values())) == {7}
        for colour in (palette.ink, palette.text, palette.soft, palette.accent):
            assert min(contrast(colour, palette.paper), contrast(colour, palette.ground)) >= 4.5
        assert contrast(palette.on_accent, palette.accent) >= 4.5


@given(colours, st.sampled_from(["#ffffff", "#f4f2ed", "#1a1a18", "#262522"]))
def test_every_colour_has_a_readable_one_on_a_light_or_a_dark_ground(colour: str, ground: str) -> None:
    found = readable(colour, ground)
    assert contrast(found, ground) >= 4.5
    assert found == colour or contrast(colour, ground) < 4.5


@given(colours, colours)
def test_all_of_a_colour_in_another_is_that_colour(one: str, other: str) -> None:
    assert (mixed(one, other, 1), mixed(one, other, 0)) == (one, other)


def test_a_brand_that_cannot_be_read_is_refused_with_a_colour_that_can(tmp_path: Path) -> None:
    text = '[newsletter]\nname = "x"\n[[source]]\nname = "y"\npath = "z"\n[brand]\n'
    path = tmp_path / "digest.toml"
    path.write_text(text + 'accent = "#ff9900"\n')
    with pytest.raises(ConfigError) as caught:
        load(path)
    message, _, mended = str(caught.value).rpartition(" ")
    assert message == (
        f"{path}: [brand]: accent #ff9900 on #ffffff has contrast 2.1, and 4.5 is the least that everybody can read: write"
    )
    assert re.fullmatch("#[0-9a-f]{6}", mended)
    path.write_text(text + f'accent = "{mended}"\n')
    assert load(path).brand.look == Look(accent=mended)


@pytest.mark.parametrize(
    ("look", "name"),
    [
        (Look(ink="#999999"), "ink"),
        (Look(accent="#777777"), "accent"),
        (Look(paper="#333333"), "ink"),
        (Look(accent_dark="#444444"), "accent_dark"),
        (Look(), ""),
    ],
)
def test_the_first_colour_at_fault_is_named(look: Look, name: str) -> None:
    assert unreadable(look).partition(" ")[0] == name
