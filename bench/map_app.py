"""A small Streamlit app for the benchmark: the same change drawn in several ways (?way=…).

The classes are invented from the position in the list: only the time of drawing is of interest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import streamlit as st

from bench.map_colours import COLOURS
from layers.drawables import AreaLayer, LegendRow, RowKind
from layers.prepared import PreparedMap
from layers.readings import Reading
from layers.spec import MapSpec

HEIGHT = 560


@dataclass(frozen=True)
class Choice:
    """What the radio says: a step from 0 to 4 that turns every class by one."""

    step: int

    def index(self, position: int) -> int:
        """Return the class of the unit at a position of the list."""
        return (position + self.step) % 5


@st.cache_data
def county_codes() -> list[str]:
    """Return the 87 county-level units."""
    from geo.places import units

    return [unit.adcode for unit in units.counties()]


@st.cache_data
def raw_geojson() -> str:
    """Return the counties as they come from the source."""
    from geo import boundaries

    text: str = boundaries.load("county", "fine").to_json(drop_id=True)
    return text


def prepared(choice: Choice) -> PreparedMap:
    """Return a full map: classes, values, legend, two outlined systems."""
    codes = county_codes()
    fills = {code: choice.index(i) for i, code in enumerate(codes)}
    counts = [list(fills.values()).count(k) for k in range(5)]
    return PreparedMap(
        spec=MapSpec(),
        title="基准测试",
        subtitle="",
        sources=("分级为测速而设，不是数据",),
        alt="基准测试",
        notes=(),
        level="county",
        colours=COLOURS,
        fills=fills,
        values={
            code: Reading(12.3 + i, f"{12.3 + i:.1f}", f"{12.3 + i:.1f} %", place=f"第{i + 1}/87位")
            for i, code in enumerate(codes)
        },
        legend=tuple(
            LegendRow(RowKind.CLASS, f"{k}.0–{k + 1}.0", COLOURS[k], counts[k]) for k in range(5)
        ),
        legend_title="基准测试（%）",
        areas=(
            AreaLayer("a", "甲区", "#0072B2", 1, tuple(codes[:8]), (), "outline"),
            AreaLayer("b", "乙区", "#332288", 2, tuple(codes[30:44]), (), "outline"),
        ),
        points=(),
        lines=(),
        circles=(),
        selected=(),
    )


def floor(choice: Choice) -> None:
    """Swap a plain coloured div: what Streamlit itself costs."""
    st.html(f'<div style="height:{HEIGHT}px;background:{COLOURS[choice.step]}"></div>')


def st_folium_whole(choice: Choice) -> None:
    """Let streamlit-folium draw the whole map again."""
    import folium
    from streamlit_folium import st_folium

    root = st.context.url.split("?", maxsplit=1)[0].rstrip("/")
    folium.Map.default_js = [("leaflet", f"{root}/app/static/vendor/leaflet/leaflet.js")]
    folium.Map.default_css = [("leaflet", f"{root}/app/static/vendor/leaflet/leaflet.css")]
    codes = county_codes()
    index = {code: choice.index(i) for i, code in enumerate(codes)}
    figure = folium.Map(location=(37.6, 100.5), zoom_start=6, tiles=None)
    folium.GeoJson(
        json.loads(raw_geojson()),
        style_function=lambda feature: {
            "fillColor": COLOURS[index.get(feature["properties"]["adcode"], 0)],
            "fillOpacity": 1,
            "color": "#ffffff",
            "weight": 0.7,
        },
        tooltip=folium.GeoJsonTooltip(fields=["name"]),
    ).add_to(figure)
    st_folium(figure, key="map", height=HEIGHT, use_container_width=True)


def ours(choice: Choice) -> None:
    """Paint the differences in the component."""
    from maps.screen import component
    from maps.screen import payload as screen

    component.mount(screen.payload(prepared(choice)), key="map", height=HEIGHT)


@st.cache_data
def country() -> PreparedMap:
    """Return a real map of every county of the country."""
    from geo.extents import Extent
    from layers.prepared import prepare

    indicator = "share_professional_technical"
    return prepare(MapSpec(indicator=indicator, year=2020, extent=Extent.CHINA))


def ours_china(choice: Choice) -> None:
    """Paint every county of the country on the canvas, its classes turned as the others' are."""
    from maps.screen import component
    from maps.screen import payload as screen

    real = country()
    fills = {code: (index + choice.step) % 5 for code, index in real.fills.items()}
    payload = screen.payload(replace(real, fills=fills, colours=COLOURS))
    component.mount(payload, key="map", height=HEIGHT)


WAYS = {"floor": floor, "st_folium": st_folium_whole, "ours": ours, "china": ours_china}

st.set_page_config(layout="wide")
STEP = st.radio("step", range(5), horizontal=True)
WAYS[st.query_params.get("way", "ours")](Choice(int(STEP or 0)))
