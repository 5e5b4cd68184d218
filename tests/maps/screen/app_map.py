"""A page for the browser tests: one indicator or another, a card for the clicked county."""

from __future__ import annotations

import streamlit as st

from geo.places import units
from layers import catalogue
from layers.prepared import prepare
from layers.spec import MapSpec
from maps.screen import component, payload

INDICATORS = {"a": "tertiary_per_100k", "b": "urbanization_rate"}

indicator = INDICATORS[str(st.radio("indicator", list(INDICATORS), horizontal=True))]
systems = tuple(s.id for s in catalogue.load().values() if s.page == "clusters")
prepared = prepare(
    MapSpec(systems=systems, indicator=indicator, year=2020, selected=("620982", "620123"))
)
chosen = (st.session_state.get("map") or {}).get("selected") or ""
card = None
if chosen:
    unit = units.unit(chosen)
    card = payload.Card(
        adcode=chosen,
        title=unit.name,
        subtitle=unit.prefecture_name,
        rows=[("数值", prepared.values[chosen].line, "")],
        actions=[("county", "一县一页")],
    )
result = component.mount(payload.payload(prepared, card=card), key="map", height=560)
st.text(f"selected={result.selected}")
st.text(f"view={result.view is not None}")
st.text(f"action={(result.action or {}).get('id')}")
