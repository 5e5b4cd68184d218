"""The sheets look as they did: small pictures compared with those kept in `tests/golden/`.

Tolerance: at 50 dpi the mean difference of a channel stays under 1.0 of 255, and under 0.6 % of the
pixels differ by more than 48 in any channel. `ATLAS_GOLDEN=write` draws the pictures anew.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from layers.prepared import PreparedMap
from maps.print import LAYOUTS, Sheet

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
DPI = 50
MEAN = 1.0
FAR, FAR_SHARE = 48, 0.006
PICTURES = [(layout, kind) for layout in sorted(LAYOUTS) for kind in ("indicator", "overview")]


@pytest.mark.parametrize(("layout", "kind"), PICTURES)
def test_a_sheet_looks_as_it_did(
    sheets: Callable[[str, str], tuple[PreparedMap, Sheet]], layout: str, kind: str
) -> None:
    _prepared, sheet = sheets(layout, kind)
    out = io.BytesIO()
    sheet.save(out, "png", dpi=DPI)
    path = GOLDEN / f"{layout}_{kind}.png"
    if os.environ.get("ATLAS_GOLDEN") == "write":
        path.write_bytes(out.getvalue())
    new, old = (
        np.asarray(Image.open(source).convert("RGB"), dtype=np.int16) for source in (out, path)
    )
    assert new.shape == old.shape
    away = np.abs(new - old)
    assert away.mean() < MEAN
    assert (away.max(axis=2) > FAR).mean() < FAR_SHARE
