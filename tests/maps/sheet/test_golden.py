"""The sheets look as they did; see `golden.py` for the tolerance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from layers.prepared import PreparedMap
from maps.sheet.finished import Sheet
from maps.sheet.layouts import LAYOUTS
from tests.maps.sheet import golden

PICTURES = [(layout, kind) for layout in sorted(LAYOUTS) for kind in ("indicator", "overview")]


@pytest.mark.parametrize(("layout", "kind"), PICTURES)
def test_a_sheet_looks_as_it_did(
    sheets: Callable[[str, str], tuple[PreparedMap, Sheet]], layout: str, kind: str
) -> None:
    _prepared, sheet = sheets(layout, kind)
    golden.looks_as_it_did(sheet, f"{layout}_{kind}")
