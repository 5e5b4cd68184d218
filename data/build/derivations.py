"""The few values that are not one formula for every unit, each named in the registry.

Residuals are stated in notes; only 金川区 (one county left) gets one as a labelled value.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from data.build import access_minutes
from data.build.cells import Cell, Column, number, rounded, units_of
from data.entries import RegistryEntry

Lookup = Callable[[str, int], Column]
Derivation = Callable[[RegistryEntry, int, Column, Lookup], Column]

CENT = Decimal("0.01")
# districts outside the county yearbook, by prefecture
GROUPS = {
    "620100": ("620102", "620103", "620104", "620105", "620111"),
    "620400": ("620402", "620403"),
    "620500": ("620502", "620503"),
}
AUTONOMOUS = ("622900", "623000")
PROVINCE_SERIES = {
    "pref_patents_granted": ("prov_patents_granted_total", "件", 0),
    "pref_invention_patents_granted": ("prov_patents_granted_invention", "件", 0),
    "pref_technology_contract_value": ("prov_technology_market_output_value", "亿元", 2),
}


def _value(cell: Cell) -> Decimal:
    if cell.value is None:
        raise ValueError("a residual needs every part")
    return cell.value


def county_gdp(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Fill 嘉峪关市 (the prefecture's figure) and 金川区 (residual); note the other residuals."""
    del entry
    whole = lookup("pref_gdp", year)
    result = dict(cells)
    city = whole["620200"]
    result["620200"] = Cell(city.value, "ok", "嘉峪关市不设县区，取全市数", city.source)
    jinchang, yongchang = _value(whole["620300"]), _value(cells["620321"])
    both = f"{whole['620300'].source};{cells['620321'].source}"
    result["620302"] = Cell(
        rounded(jinchang - yongchang, CENT),
        "derived",
        f"推算：金昌市{number(jinchang)} − 永昌县{number(yongchang)}（亿元）",
        both,
    )
    names = units_of("county")
    for prefecture, districts in GROUPS.items():
        inside = [unit for unit in cells if unit[:4] == prefecture[:4] and unit not in districts]
        counted = sum((_value(cells[unit]) for unit in inside), Decimal(0))
        left = rounded(_value(whole[prefecture]) - counted, CENT)
        who = "、".join(names[unit] for unit in districts)
        extra = "和兰州新区" if prefecture == "620100" else ""
        unclear = "；年鉴未说明永登县、皋兰县是否含新区" if extra else ""
        note = (
            f"{who}{extra}合计{number(left)}亿元"
            f"（全市{number(_value(whole[prefecture]))} − 其余{len(inside)}县"
            f"{number(counted)}），未分列{unclear}"
        )
        for unit in districts:
            result[unit] = Cell(None, "merged", note, whole[prefecture].source)
    return result


def autonomous_residual(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Note what the province's total leaves for 临夏州 and 甘南州 together."""
    series, unit_name, digits = PROVINCE_SERIES[entry.id]
    province = _value(lookup(series, year)["620000"])
    cities = sum((cell.value for cell in cells.values() if cell.value is not None), Decimal(0))
    left = rounded(province - cities, Decimal(1).scaleb(-digits))
    note = (
        f"两州合计{number(left)}{unit_name}（全省{number(rounded(province, CENT))} − "
        f"12市{number(rounded(cities, CENT))}，含未分配到市州的部分），未分列"
    )
    return {unit: cell.noted(note) if unit in AUTONOMOUS else cell for unit, cell in cells.items()}


def area_difference(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Note where the yearbook's area and the polygon differ by more than a tenth."""
    del entry, year
    polygons = lookup("area_polygon_geodesic", 2024)
    result = dict(cells)
    for unit, cell in cells.items():
        if cell.value is None:
            continue
        km2 = _value(polygons[unit])
        if abs(cell.value / km2 - 1) > Decimal("0.1"):
            result[unit] = cell.noted(f"底图多边形为{number(rounded(km2, Decimal(1)))}平方公里")
    return result


SPECIAL: dict[str, Derivation] = {
    "county_gdp": county_gdp,
    "autonomous_residual": autonomous_residual,
    "area_difference": area_difference,
    "access_people": access_minutes.people,
    "access_university": access_minutes.university,
    "access_hsr": access_minutes.high_speed,
}
