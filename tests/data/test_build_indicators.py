"""The tidy tables are exactly what the figures make, and the arithmetic keeps its notes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from data.build import indicators as build
from data.build.cells import Cell, change, number, ratio
from data.build.csv_tables import BuildError
from data.build.figures import figure
from data.entries import RegistryEntry, entries
from data.paths import INDICATORS


def test_the_shipped_tables_are_the_ones_that_the_build_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "INDICATORS", tmp_path)
    build.main()
    made = sorted(tmp_path.iterdir())
    assert len(made) == 7
    for path in made:
        assert path.read_bytes() == (INDICATORS / path.name).read_bytes(), path.name


def cell(value: str | None, status: str = "ok", note: str = "", source: str = "s") -> Cell:
    return Cell(None if value is None else Decimal(value), status, note, source)


def test_a_ratio_takes_over_what_its_parts_say() -> None:
    top = {"a": cell("1", note="甲"), "b": cell(None, "merged", "合并"), "c": cell("5")}
    below = {
        "a": cell("3", note="乙；甲", source="t"),
        "b": cell("2"),
        "c": cell(None, "missing", "缺"),
    }
    made = ratio([top], below, Decimal(100))
    assert (made["a"].value, made["a"].status) == (Decimal("33.3333"), "derived")
    assert (made["a"].note, made["a"].source) == ("甲；乙", "s;t")
    assert (made["b"].value, made["b"].status, made["b"].note) == (None, "merged", "合并")
    assert (made["c"].value, made["c"].status, made["c"].note) == (None, "missing", "缺")


def test_a_sum_with_a_missing_part_is_missing() -> None:
    made = ratio([{"a": cell("1")}, {"a": cell(None, "missing", "缺")}], None, Decimal(1))
    assert made["a"].value is None


def test_a_change_needs_both_years() -> None:
    made = change(
        {"a": cell("100"), "b": cell(None, "missing", "缺")}, dict.fromkeys("ab", cell("90"))
    )
    assert made["a"].value == Decimal("-10.0000")
    assert (made["b"].value, made["b"].note) == (None, "缺")


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.5000", "1.5"), ("100", "100"), ("1E+3", "1000"), ("0.0000", "0"), ("-0.5", "-0.5")],
)
def test_numbers_are_written_plainly(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_a_recipe_for_figures_that_are_not_there_is_refused() -> None:
    real = entries()["pop_male"]
    for change_ in ({"column": "nothing"}, {"figures": [{"table": "nothing", "years": [2020]}]}):
        with pytest.raises(BuildError):
            figure(RegistryEntry(real.id, real.base, real.level, {**real.table, **change_}), 2020)


def test_scaled_figures_keep_their_digits() -> None:
    gdp = build.column("gdp", 2020)["620121"]
    assert gdp.value == Decimal("112.608")
    output = build.column("prov_technology_market_output_value", 2010)["620000"]
    assert output.value == Decimal("43.084503")
