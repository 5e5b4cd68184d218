"""The small map of the county pages."""

from __future__ import annotations

import io

import pytest
from matplotlib.figure import Figure

from geo.places import units
from geo.places.units import UnknownUnit
from maps.sheet.canvas.page import Page, prepare_axes
from maps.sheet.locating import locator


def test_it_draws_into_an_axes_in_millimetres_and_stays_small() -> None:
    figure = Figure(figsize=(297 / 25.4, 210 / 25.4))
    axes = figure.add_axes((0, 0, 1, 1))
    prepare_axes(axes, 297, 210)
    locator("620102", axes, (10, 10, 60, 50))
    for artist in axes.collections:
        for path in artist.get_paths():
            x, y = path.vertices.T
            assert x.min() >= 10 - 1e-6 and x.max() <= 60 + 1e-6
            assert y.min() >= 10 - 1e-6 and y.max() <= 50 + 1e-6
    out = io.BytesIO()
    figure.savefig(out, format="pdf")
    assert len(out.getvalue()) < 60_000


@pytest.mark.parametrize("unit", units.counties(), ids=lambda unit: unit.adcode)
def test_every_county_can_be_shown(unit: units.Unit) -> None:
    page = Page(60, 50)
    locator(unit.adcode, page, (1, 1, 59, 49), rotation=30)
    assert len(page.axes.collections) == 2


def test_an_unknown_county_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        locator("110000", Page(60, 50), (1, 1, 59, 49))
