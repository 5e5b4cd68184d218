"""The few values that are not one formula for every unit, each named in the registry.

Residuals are stated in notes; only 金川区 (one county left) gets one as a labelled value.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from data.build import access_minutes, city_districts
from data.build.cells import Cell, Column, number, rounded, units_of
from data.build.residuals import Derivation, Lookup, Residual
from data.entries import RegistryEntry

CENT = Decimal("0.01")
# districts outside the county yearbook, by prefecture
GROUPS = {
    "620100": ("620102", "620103", "620104", "620105", "620111"),
    "620400": ("620402", "620403"),
    "620500": ("620502", "620503"),
}
NEW_AREA_NAME = "兰州新区"
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
    for left in district_gdp(entry, year, cells, lookup):
        who = "、".join(names[unit] for unit in left.members)
        extra = "".join(f"和{name}" for name in left.beside)
        unclear = "；年鉴未说明永登县、皋兰县是否含新区" if extra else ""
        others = sum(unit[:4] == left.members[0][:4] for unit in cells) - len(left.members)
        note = (
            f"{who}{extra}合计{number(left.total)}亿元"
            f"（全市{number(left.whole)} − 其余{others}县"
            f"{number(left.counted)}），未分列{unclear}"
        )
        for unit in left.members:
            result[unit] = Cell(None, "merged", note, left.source)
    return result


def district_gdp(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> list[Residual]:
    """Return what each city's total leaves for its districts together."""
    del entry
    whole = lookup("pref_gdp", year)
    found = []
    for prefecture, districts in GROUPS.items():
        inside = [unit for unit in cells if unit[:4] == prefecture[:4] and unit not in districts]
        counted = sum((_value(cells[unit]) for unit in inside), Decimal(0))
        city = _value(whole[prefecture])
        found.append(
            Residual(
                members=districts,
                beside=(NEW_AREA_NAME,) if prefecture == "620100" else (),
                whole=city,
                counted=counted,
                total=rounded(city - counted, CENT),
                exact=True,
                source=whole[prefecture].source,
            )
        )
    return found


def autonomous_residual(entry: RegistryEntry, year: int, cells: Column, lookup: Lookup) -> Column:
    """Note what the province's total leaves for 临夏州 and 甘南州 together."""
    (left,) = autonomous_rest(entry, year, cells, lookup)
    _series, unit_name, _digits = PROVINCE_SERIES[entry.id]
    note = (
        f"两州合计{number(left.total)}{unit_name}（全省{number(rounded(left.whole, CENT))} − "
        f"12市{number(rounded(left.counted, CENT))}，含未分配到市州的部分），未分列"
    )
    return {unit: cell.noted(note) if unit in AUTONOMOUS else cell for unit, cell in cells.items()}


def autonomous_rest(
    entry: RegistryEntry, year: int, cells: Column, lookup: Lookup
) -> list[Residual]:
    """Return what the province's total leaves for 临夏州 and 甘南州, at most."""
    series, _unit_name, digits = PROVINCE_SERIES[entry.id]
    whole = lookup(series, year)["620000"]
    cities = sum((cell.value for cell in cells.values() if cell.value is not None), Decimal(0))
    province = _value(whole)
    return [
        Residual(
            members=AUTONOMOUS,
            beside=(),
            whole=province,
            counted=cities,
            total=rounded(province - cities, Decimal(1).scaleb(-digits)),
            exact=False,
            source=whole.source,
        )
    ]


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
    "city_districts": city_districts.districts,
    "access_people": access_minutes.people,
    "access_university": access_minutes.university,
    "access_emu": access_minutes.emu_station,
}

# The derivations that leave one figure to several units.
RESIDUALS: dict[str, Callable[[RegistryEntry, int, Column, Lookup], list[Residual]]] = {
    "county_gdp": district_gdp,
    "autonomous_residual": autonomous_rest,
    "city_districts": city_districts.together,
}
