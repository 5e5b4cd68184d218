"""Pictures kept in `tests/golden/`, and how far a new one may be from them.

Tolerance: at 50 dpi the mean difference of a channel stays under 1.0 of 255, and under 0.6 % of the
pixels differ by more than 48 in any channel. `ATLAS_GOLDEN=write` draws the pictures anew.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image

from maps.sheet.finished import Sheet

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
DPI = 50
MEAN = 1.0
FAR, FAR_SHARE = 48, 0.006


def looks_as_it_did(sheet: Sheet, name: str) -> None:
    """Assert that a sheet is within the tolerance of the picture kept under a name."""
    out = io.BytesIO()
    sheet.save(out, "png", dpi=DPI)
    path = GOLDEN / f"{name}.png"
    if os.environ.get("ATLAS_GOLDEN") == "write":
        path.write_bytes(out.getvalue())
    new, old = (
        np.asarray(Image.open(source).convert("RGB"), dtype=np.int16) for source in (out, path)
    )
    assert new.shape == old.shape
    away = np.abs(new - old)
    assert away.mean() < MEAN
    assert (away.max(axis=2) > FAR).mean() < FAR_SHARE
