"""The class colours of the map benchmark: five that no other part of the page wears."""

from __future__ import annotations

COLOURS = ("#df9c4c", "#b45a31", "#6eabb8", "#2c7390", "#0c3d5c")
