"""A map whose every text from data is hostile; shared by the tests of both drawings."""

from __future__ import annotations

from dataclasses import replace

from layers.drawables import AreaLayer, LegendRow, LineLayer, PointLayer, RowKind
from layers.prepared import PreparedMap, prepare
from layers.readings import Reading
from layers.spec import MapSpec

TEXTS = (
    '<img src=x onerror="window.owned=1">',
    "</script><script>window.owned=1</script>",
    "{{7*7}}{% for x in range(3) %}x{% endfor %}",
    "${window.owned=1}`;window.owned=1;`",
    "\\';window.owned=1;//",
    "第一行\n第二行\u2028第三行",
)


def prepared() -> PreparedMap:
    """Return a real indicator map with a hostile text in every field that is shown."""
    figure = prepare(MapSpec(indicator="tertiary_per_100k", year=2020, selected=("620102",)))
    everything = "".join(TEXTS)
    line = ((103.8, 36.0), (104.6, 35.6))
    return replace(
        figure,
        title=everything,
        subtitle=everything,
        sources=(everything,),
        alt=everything,
        notes=(everything,),
        legend_title=everything,
        legend=(
            LegendRow(RowKind.CLASS, everything, "#2c7390", 3),
            LegendRow(RowKind.ABSENT, everything, None, 1, status="missing"),
        ),
        values=dict.fromkeys(
            figure.values, Reading(1.0, everything, everything, remark=everything)
        ),
        areas=tuple(
            AreaLayer(f"a{i}", text, "#b45a31", i, ("620123",), ("620121",), "outline")
            for i, text in enumerate(TEXTS)
        ),
        points=tuple(
            PointLayer(f"p{i}", text, "#332288", None, 103.8 + i / 5, 36.0, approximate=True)
            for i, text in enumerate(TEXTS)
        ),
        lines=tuple(
            LineLayer(f"l{i}", text, "#7f3b08", line, dashed=True) for i, text in enumerate(TEXTS)
        ),
    )
