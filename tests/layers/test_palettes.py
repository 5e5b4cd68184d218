"""Palettes prove themselves: distances between neighbours under colour-vision deficiencies."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from colorspacious import cspace_convert

from data.errors import AtlasError
from layers import palettes

DEFICIENCIES = ("deuteranomaly", "protanomaly", "tritanomaly")


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def seen(colours: tuple[str, ...], deficiency: str | None) -> np.ndarray:
    """CAM02-UCS coordinates of colours as a person with the deficiency sees them."""
    values = np.array([rgb(colour) for colour in colours])
    if deficiency is not None:
        space = {"name": "sRGB1+CVD", "cvd_type": deficiency, "severity": 100}
        values = np.clip(cspace_convert(values, space, "sRGB1"), 0, 1)
    return cspace_convert(values, "sRGB1", "CAM02-UCS")


def lightness(colours: tuple[str, ...]) -> np.ndarray:
    return seen(colours, None)[:, 0]


def neighbour_distances(colours: tuple[str, ...], deficiency: str | None) -> np.ndarray:
    return np.linalg.norm(np.diff(seen(colours, deficiency), axis=0), axis=1)


@pytest.mark.parametrize("palette", palettes.load().values(), ids=lambda p: p.id)
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_neighbouring_classes_stay_apart(palette: palettes.Palette, deficiency: str | None) -> None:
    assert neighbour_distances(palette.colours(5), deficiency).min() >= 10


@pytest.mark.parametrize(
    "palette", [p for p in palettes.load().values() if p.family == "sequential"], ids=lambda p: p.id
)
@pytest.mark.parametrize("k", range(2, 8))
def test_sequential_runs_darken_steadily_and_hold_in_grey(
    palette: palettes.Palette, k: int
) -> None:
    steps = np.diff(lightness(palette.colours(k)))
    assert (steps < 0).all()
    assert abs(steps).min() >= 40 / k


@pytest.mark.parametrize(
    "palette", [p for p in palettes.load().values() if p.family == "diverging"], ids=lambda p: p.id
)
def test_diverging_runs_are_lightest_in_the_middle(palette: palettes.Palette) -> None:
    values = lightness(palette.colours(7))
    assert values.argmax() == 3
    assert (np.diff(values[:4]) > 0).all()
    assert (np.diff(values[3:]) < 0).all()


@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_clusters_are_told_apart_by_everyone(deficiency: str | None) -> None:
    points = seen(palettes.CLUSTER_COLOURS, deficiency)
    pairs = itertools.combinations(points, 2)
    assert min(np.linalg.norm(a - b) for a, b in pairs) >= 18


@pytest.mark.parametrize("k", [1, 2, 5, 7])
@pytest.mark.parametrize("palette", palettes.load().values(), ids=lambda p: p.id)
def test_runs_keep_their_ends(palette: palettes.Palette, k: int) -> None:
    colours = palette.colours(k)
    assert len(colours) == k
    if k > 1:
        assert colours[0].lower() == palette.anchors[0].lower()
        assert colours[-1].lower() == palette.anchors[-1].lower()


@pytest.mark.parametrize("background", ["#ffffff", "#000000", "#0c3d5c", "#fdf6e3", "#df9c4c"])
def test_text_on_a_fill_keeps_a_readable_contrast(background: str) -> None:
    ink = palettes.ink_on(background)
    bright, dark = sorted((palettes.luminance(ink), palettes.luminance(background)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_an_unknown_palette_is_refused() -> None:
    with pytest.raises(AtlasError, match="jet"):
        palettes.get("jet")
