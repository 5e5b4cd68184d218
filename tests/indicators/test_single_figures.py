"""Figures of single counties and zones: with year, standing and source, and on no map."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from geo.places import units
from indicators import registry, single_figures, tables
from indicators.single_figures import Firmness
from layers import catalogue, single_figure_words

COUNTIES = {"620922", "622925", "623025", "621023", "621021", "621122", "620802", "620981"}


def test_sectors_add_up_to_the_gdp_of_each_county() -> None:
    sums: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for figure in single_figures.load():
        if figure.quantity.startswith("gdp") and figure.unit == "亿元":
            sums[figure.adcode][figure.quantity] = Decimal(figure.value)
    assert set(sums) == COUNTIES
    del sums["620981"]
    for adcode, parts in sums.items():
        sectors = sum(parts[f"gdp_{name}"] for name in ("primary", "secondary", "tertiary"))
        assert abs(sectors - parts["gdp"]) <= Decimal("0.02"), adcode


def test_a_level_is_plausible_against_2020() -> None:
    before = tables.values("gdp", 2020)["value"]
    for figure in single_figures.load():
        if figure.quantity == "gdp":
            assert 0.9 < float(figure.value) / before[figure.adcode] < 1.7, figure.subject


def test_expected_values_say_so() -> None:
    (yumen,) = [item for item in single_figures.of_county("620981") if item.quantity == "gdp"]
    assert yumen.firmness is Firmness.EXPECTED
    text = single_figure_words.told(single_figures.of_county("620981"))[0]
    assert text.head == "玉门市 2022年（预计数，不是结果）"
    assert text.figures.startswith("地区生产总值255 亿元，")
    assert "政府工作报告" in text.source
    expected = {f.subject for f in single_figures.load() if f.firmness is Firmness.EXPECTED}
    assert expected == {"玉门市", "兰州高新区", "白银高新区"}


def test_zones_stand_with_their_system_and_counties_are_counties() -> None:
    known = {unit.adcode: unit.name for unit in units.counties()}
    for figure in single_figures.load():
        if figure.system:
            assert figure.system in catalogue.load()
            assert "高新区" in figure.subject
        else:
            assert known[figure.adcode] == figure.subject
    zones = {figure.subject for figure in single_figures.of_system("lanbai-innovation-zone")}
    assert zones == {"兰州高新区", "白银高新区"}


def test_every_figure_has_its_source_and_is_no_indicator() -> None:
    used = {source for item in registry.load().values() for source in item.records}
    assert "single-figures" not in used
    for figure in single_figures.load():
        assert len(figure.source) >= 8
        told = single_figure_words.told([figure])[0]
        assert figure.source in told.source
        assert figure.date[:4] in told.head
        # rankings of magazines are no figures of a county
        assert "百佳" not in figure.label


def test_months_are_said() -> None:
    assert single_figure_words.date_word("2023-05") == "2023年5月"
