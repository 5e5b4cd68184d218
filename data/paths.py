"""Where the shipped files lie, relative to the project's root."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
STATIC = ROOT / "static"

BOUNDARIES = DATA / "boundaries"
DOCUMENTS = DATA / "documents"
FIGURES = DATA / "figures"
INDICATORS = DATA / "indicators"
LAYOUT = DATA / "layout"
LISTS = DATA / "lists"
NATIONAL = DATA / "national"
PLACES = DATA / "places"
DATAPACKAGE = DATA / "datapackage.json"
