"""The rivers as a layer of the browser's geometry; `data/build/web_geometry.py` writes it.

rivers.<hash>.json, object `rivers`: id; properties name, kind ('stem', 'tributary', 'inland'),
computed (a path along valleys, to be drawn broken) and outside (the stem where it leaves Gansu,
to be drawn fainter). Lines are simplified to 0.002° (some 200 m, a pixel at zoom level 9).
"""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import CGCS2000
from geo.rivers import lines
from geo.rivers.stretches import chainages, part

TOLERANCE_DEG = 0.002


def layer() -> gpd.GeoDataFrame:
    """Return every river, the stem cut into its parts in Gansu and the rest."""
    frame = lines.load().set_index("id")
    line = lines.stem()
    marks = chainages(line)
    stretches = lines.stretches_in_gansu()
    between = [
        part(line, before[1], after[0], marks=marks) for before, after in pairwise(stretches)
    ]
    rest = frame.geometry["yellow-outside"]
    geometry = frame.geometry.to_dict() | {
        "yellow": lines.stem_in_gansu(),
        "yellow-outside": shapely.multilinestrings([*shapely.get_parts(rest), *between]),
    }
    table = pd.DataFrame(
        {
            "id": frame.index,
            "name": frame["name"].to_numpy(),
            "kind": frame["kind"].replace("stem_outside", "stem").to_numpy(),
            "computed": frame["computed"].to_numpy(),
            "outside": (frame["kind"] == "stem_outside").to_numpy(),
        }
    )
    simple = shapely.simplify([geometry[key] for key in frame.index], TOLERANCE_DEG)
    return gpd.GeoDataFrame(table, geometry=simple, crs=CGCS2000)
