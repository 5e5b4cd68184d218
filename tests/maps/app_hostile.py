"""A page for the browser test: the component with hostile texts in every sink."""

from __future__ import annotations

from maps.screen import component, payload
from tests.maps.hostile import TEXTS, prepared

card = payload.Card(
    adcode="620102",
    title=TEXTS[0],
    subtitle=TEXTS[1],
    rows=[(text, text, text) for text in TEXTS],
    chips=[(text, "#b45a31") for text in TEXTS],
    actions=[("county", TEXTS[3])],
)
component.mount(payload.payload(prepared(), card=card), key="map", height=620)
