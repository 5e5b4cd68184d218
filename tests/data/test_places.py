"""The tables of places: made by the build, or figures that each carry their source."""

from __future__ import annotations

from data.build import place_tables as build
from data.paths import PLACES
from geo.places import units


def test_the_tables_are_what_the_build_writes(tmp_path, monkeypatch) -> None:
    tables = ("seats.csv", "aliases.csv")
    for name in tables:
        (tmp_path / name).write_bytes((PLACES / name).read_bytes())
    monkeypatch.setattr(build, "PLACES", tmp_path)
    build.main()
    for name in ("units.csv", "prefectures.csv"):
        made = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        shipped = (PLACES / name).read_text(encoding="utf-8").splitlines()
        assert made == shipped


def test_every_seat_names_its_source_and_licence() -> None:
    seats = list(units.rows("seats.csv"))
    assert len(seats) == 87
    for row in seats:
        unit = units.unit(row["adcode"])
        assert (row["name"], row["source"]) == (unit.name, unit.seat_source)
        geonames = row["source"].startswith("GeoNames ")
        licences = {"GeoNames": "CC BY 4.0", "China-region": "MIT", "CMA": "figures only"}
        assert row["licence"] == licences[row["source"].split(" ")[0]]
        assert row["quality"] == ("A" if geonames else "B")


def test_short_names_follow_the_rule() -> None:
    names = {"1": "白银市", "100": "白银市", "2": "白银区", "3": "文县", "4": "永登县"}
    made = build.short_names(names, {"4": "登"})
    assert made == {"1": "白银市", "100": "白银", "2": "白银区", "3": "文县", "4": "登"}
