"""What the shipped tables must look like (pandera), by the kind of table.

Every check here is about the table itself; whether its numbers are the source's is for the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from data.entries import entries
from data.schema_parts import column as _column
from data.schema_parts import matches as _matches
from data.schema_parts import schema as _schema
from data.schema_parts import within as _within
from data.yearbook_schemas import city_series, single_figures

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

STATUSES = ("ok", "derived", "estimate", "merged", "missing", "not_applicable")
VALUED = ("ok", "derived", "estimate")
INCOMPLETE = ("incomplete", "open_ended", "unconfirmed")
TIDY = ("indicator", "adcode", "year", "value", "status", "note", "source")
LEVEL_UNITS = {"county": 87, "prefecture": 14, "province": 1}
GANSU = r"62\d{4}"
BLANK_OR_GANSU = rf"(?:{GANSU})?"


def tidy(level: str) -> pa.DataFrameSchema:
    """Return the schema of a tidy indicator table.

    A value stands if and only if the status says so; where none stands, the note says why; every
    indicator and year has every unit of the level exactly once.

    Parameters
    ----------
    level : str
        'county', 'prefecture', 'province' or 'outside' (units counted apart).
    """
    import pandera.pandas as pa

    known = [entry.id for entry in entries().values() if entry.level == level]
    checks = [
        pa.Check(
            lambda frame: frame["value"].notna() == frame["status"].isin(VALUED),
            error="value stands if and only if the status has one",
        ),
        pa.Check(
            lambda frame: frame["value"].notna() | frame["note"].ne(""),
            error="a row without a value says why",
        ),
    ]
    if level in LEVEL_UNITS:
        checks.append(
            pa.Check(
                lambda frame: (
                    frame.groupby(["indicator", "year"])["adcode"]
                    .transform("nunique")
                    .eq(LEVEL_UNITS[level])
                ),
                error="every unit of the level stands in every indicator and year",
            )
        )
    identifiers = [pa.Check.isin(known)] if known else []
    return _schema(
        {
            "indicator": _column(str, identifiers),
            "adcode": _column(str, _matches(GANSU)),
            "year": _column(int, _within(2000, 2030)),
            "value": _column(float, nullable=True),
            "status": _column(str, pa.Check.isin(STATUSES)),
            "note": _column(str),
            "source": _column(str, _matches(r"[-a-z0-9;]+")),
        },
        checks=checks,
        unique=["indicator", "adcode", "year"],
    )


def wide(rows: int) -> pa.DataFrameSchema:
    """Return the schema of a table of figures with one row a unit (and perhaps a year)."""
    import pandera.pandas as pa

    return _schema(
        {
            "adcode": _column(str, _matches(GANSU)),
            "name": _column(str, pa.Check.str_length(2, 20)),
        },
        checks=[
            pa.Check(lambda frame: len(frame) == rows, error=f"{rows} rows"),
            pa.Check(_figures_are_numbers, error="every figure is a number >= 0 or empty"),
        ],
        unique=None,
    )


def _figures_are_numbers(frame: pd.DataFrame) -> bool:
    import pandas as pd

    figures = frame.drop(columns=["adcode", "name"])
    numbers = figures.apply(lambda column: pd.to_numeric(column.replace("", None)))
    return bool(((numbers >= 0) | numbers.isna()).all(axis=None))


def census2020() -> pa.DataFrameSchema:
    """Return the schema of the 2020 census tables: parts add up, shares are shares."""
    import pandera.pandas as pa

    count, share = _column(int, _within(0, 3e7)), _column(float, _within(0, 100))
    ages = ["share_age_0_14", "share_age_15_64", "share_age_65plus"]
    return _schema(
        {
            "adcode": _column(str, _matches(GANSU), unique=True),
            **dict.fromkeys(["pop_resident", "pop_male", "pop_female"], count),
            **dict.fromkeys([*ages, "illiteracy_rate_15plus", "ethnic_minority_share"], share),
        },
        checks=[
            pa.Check(
                lambda frame: frame["pop_male"] + frame["pop_female"] == frame["pop_resident"],
                error="men and women add up to the residents",
            ),
            pa.Check(
                lambda frame: (frame[ages].sum(axis=1) - 100).abs() < 0.03,
                error="the three age groups add up to 100 %",
            ),
        ],
    )


def facilities() -> pa.DataFrameSchema:
    """Return the schema of the list of facilities: located only as far as the source says."""
    import pandera.pandas as pa

    return _schema(
        {
            "type": _column(str, _matches(r"[a-z_]+")),
            "name": _column(str, pa.Check.str_length(2, 60)),
            "adcode": _column(str, _matches(BLANK_OR_GANSU)),
            "prefecture": _column(str, _matches(r"62\d\d00")),
            "location_level": _column(str, pa.Check.isin(["point", "county", "prefecture"])),
            "source": _column(str, pa.Check.str_length(min_value=5)),
        },
        checks=[
            pa.Check(
                lambda frame: frame["adcode"].eq("") == frame["location_level"].eq("prefecture"),
                error="a county stands if and only if the source has one",
            ),
            pa.Check(
                lambda frame: frame["lon"].ne("") == frame["location_level"].eq("point"),
                error="coordinates stand if and only if the place is a point",
            ),
            pa.Check(_inside_gansu, error="points lie in Gansu's box"),
        ],
    )


def _inside_gansu(frame: pd.DataFrame) -> bool:
    points = frame[frame["lon"].ne("")]
    east, north = points["lon"].astype(float), points["lat"].astype(float)
    return bool(east.between(92, 109).all() and north.between(32, 43).all())


def goals() -> pa.DataFrameSchema:
    """Return the schema of the plans' indicator tables."""
    import pandera.pandas as pa

    return _schema(
        {
            "id": _column(str, _matches(r"[a-z]+-\d+"), unique=True),
            "plan": _column(str, pa.Check.isin(["gansu-145", "linxia-145"])),
            "base": _column(float, _within(0, 1e6)),
            "target": _column(float, _within(0, 1e6)),
            "base_year": _column(int, pa.Check.eq(2020)),
            "target_year": _column(int, pa.Check.eq(2025)),
            "nature": _column(str, pa.Check.isin(["", "预期性", "约束性"])),
            "restored": _column(str, pa.Check.isin(["true", "false"])),
        },
        checks=pa.Check(
            lambda frame: frame["target"] > frame["base"], error="every target exceeds its base"
        ),
    )


def coverage() -> pa.DataFrameSchema:
    """Return the schema of the coverage table: statuses add up to the units."""
    import pandera.pandas as pa

    counts = dict.fromkeys(["units", "with_value", *STATUSES], _column(int, _within(0, 87)))
    return _schema(
        {"indicator": _column(str), "year": _column(int), **counts},
        checks=[
            pa.Check(
                lambda frame: frame[list(STATUSES)].sum(axis=1) == frame["units"],
                error="the statuses add up to the units",
            ),
            pa.Check(
                lambda frame: frame[list(VALUED)].sum(axis=1) == frame["with_value"],
                error="the valued statuses add up",
            ),
        ],
        unique=["indicator", "year"],
    )


def notes() -> pa.DataFrameSchema:
    """Return the schema of the notes on single figures."""
    import pandera.pandas as pa

    return _schema(
        {
            "adcode": _column(str, _matches(GANSU)),
            "year": _column(int, _within(2000, 2030)),
            "status": _column(str, pa.Check.isin(["", *STATUSES])),
            "note": _column(str, pa.Check.str_length(min_value=4)),
        },
        unique=["table", "column", "year", "adcode"],
    )


def policy_lists() -> pa.DataFrameSchema:
    """Return the schema of the policy lists: a complete one has as many counties as it says."""
    import pandera.pandas as pa

    def complete_adds_up(frame: pd.DataFrame) -> bool:
        whole = frame[frame["coverage"].eq("complete")]
        return bool(whole["total"].astype(str).eq(whole["read"].astype(str)).all())

    levels, coverages = ("national", "provincial"), ("complete", *INCOMPLETE)
    return _schema(
        {
            "id": _column(str, _matches(r"list(-[a-z0-9]+)+"), unique=True),
            "name": _column(str, pa.Check.str_length(3, 40)),
            "short": _column(str, pa.Check.str_length(3, 14), unique=True),
            "level": _column(str, pa.Check.isin(levels)),
            "coverage": _column(str, pa.Check.isin(coverages)),
            "read": _column(int, _within(1, 87)),
        },
        checks=pa.Check(complete_adds_up, error="a complete list has all its counties"),
    )


def policy_list_entries() -> pa.DataFrameSchema:
    """Return the schema of the lists' entries: each has a document and where it was read."""
    import pandera.pandas as pa

    return _schema(
        {
            "list": _column(str, _matches(r"list(-[a-z0-9]+)+")),
            "adcode": _column(str, _matches(GANSU)),
            "year": _column(int, _within(2010, 2030)),
            "publisher": _column(str, pa.Check.str_length(min_value=2)),
            "document": _column(str, pa.Check.str_length(min_value=6)),
            "extent": _column(str, pa.Check.isin(["whole", "inside"])),
            "source": _column(str, pa.Check.str_length(min_value=8)),
            "trust": _column(str, pa.Check.isin(["high", "medium", "low"])),
        },
        checks=pa.Check(
            lambda frame: frame["document"].str.contains("公示") == frame["status"].eq("proposed"),
            error="a public notice, and nothing else, is 'proposed'",
        ),
        unique=["list", "adcode", "year", "place"],
    )


def units() -> pa.DataFrameSchema:
    """Return the schema of the places table: 87 units and three special areas."""
    import pandera.pandas as pa

    return _schema(
        {
            "adcode": _column(str, _matches(GANSU), unique=True),
            "name": _column(str, unique=True),
            "kind": _column(str, pa.Check.isin(["county", "city", "special"])),
            "label_lon": _column(float, _within(92, 109)),
            "label_lat": _column(float, _within(32, 43)),
        },
        checks=pa.Check(
            lambda frame: frame["kind"].ne("special").sum() == 87, error="87 units that count"
        ),
    )


def combined() -> pa.DataFrameSchema:
    """Return the schema of the figures that several units have only together."""
    import pandera.pandas as pa

    return _schema(
        {
            "indicator": _column(str, pa.Check.isin([*entries()])),
            "year": _column(int, _within(2000, 2030)),
            "members": _column(str, pa.Check.str_matches(r"^62\d{4}(;62\d{4})+$")),
            "beside": _column(str),
            "total": _column(float, pa.Check.ge(0)),
            "exact": _column(str, pa.Check.isin(["true", "false"])),
            "source": _column(str, pa.Check.str_length(min_value=1)),
        },
        unique=["indicator", "year", "members"],
    )


def boundary_changes() -> pa.DataFrameSchema:
    """Return the schema of the table of land that moved: its size is known where it is drawn."""
    import pandera.pandas as pa

    return _schema(
        {
            "date": _column(str, _matches(r"20\d\d-\d\d-\d\d")),
            "document": _column(str, pa.Check.str_length(min_value=8)),
            "from_adcode": _column(str, _matches(GANSU)),
            "to_adcode": _column(str, _matches(GANSU)),
            "places": _column(str, pa.Check.str_length(min_value=2)),
            "drawn": _column(str, pa.Check.isin(["true", "false"])),
            "source": _column(str, pa.Check.str_length(min_value=5)),
        },
        checks=pa.Check(
            lambda frame: frame["km2"].ne("") == frame["drawn"].eq("true"),
            error="a size stands if and only if the map draws the change",
        ),
    )


def plan_sentences() -> pa.DataFrameSchema:
    """Return the schema of the plans' sentences that name a place or a base."""
    import pandera.pandas as pa

    kept = "a sentence belongs to a system, or is set aside with its reason"
    return _schema(
        {
            "document": _column(str, pa.Check.isin(["gansu-145", "linxia-145"])),
            "section": _column(str, pa.Check.str_length(1, 20)),
            "sentence": _column(str, pa.Check.str_length(4, 600)),
            "outcome": _column(str, pa.Check.isin(["system", "part", "aside"])),
            "quoted_by": _column(str, _matches(r"[-a-z0-9 ]*")),
            "named": _column(str, _matches(r"[-a-z0-9 ]*")),
            "reason": _column(str),
        },
        checks=[
            pa.Check(
                lambda frame: frame["quoted_by"].ne("") == frame["outcome"].eq("system"), error=kept
            ),
            pa.Check(
                lambda frame: frame["reason"].ne("") | frame["outcome"].ne("aside"), error=kept
            ),
        ],
        unique=["document", "section", "sentence"],
    )


def national() -> pa.DataFrameSchema:
    """Return the schema of the country's census: men and women add up, shares are shares."""
    import pandera.pandas as pa

    # a table this wide and long is read as text; only what is checked is made a number
    count, share = _column(int, _within(0, 2e7)), _column(float, _within(0, 100))
    kinds = ["county", "zone_coded", "zone_uncoded", "city_without_counties"]
    return _schema(
        {
            "adcode": _column(str, _matches(r"(?:\d{6})?")),
            "province": _column(str, pa.Check.str_length(3, 8)),
            "unit_kind": _column(str, pa.Check.isin(kinds)),
            **dict.fromkeys(["pop_resident", "pop_male", "pop_female"], count),
            **dict.fromkeys(["urbanization_rate", "share_age_65plus"], share),
        },
        checks=[
            pa.Check(
                lambda frame: frame["pop_male"] + frame["pop_female"] == frame["pop_resident"],
                error="men and women add up to the residents",
            ),
            pa.Check(lambda frame: len(frame) == 2987, error="2,987 rows"),
            pa.Check(
                lambda frame: int(frame["pop_resident"].sum()) == 1_409_778_724,
                error="the rows add up to the country",
            ),
            pa.Check(
                lambda frame: not frame.loc[frame["adcode"].ne(""), "adcode"].duplicated().any(),
                error="a code stands once",
            ),
        ],
    )


SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "indicators-county": lambda: tidy("county"),
    "indicators-prefecture": lambda: tidy("prefecture"),
    "indicators-province": lambda: tidy("province"),
    "indicators-outside": lambda: tidy("outside"),
    "indicators-coverage": coverage,
    "indicators-combined": combined,
    "indicators-facilities": facilities,
    "facilities": facilities,
    "census2020-county": census2020,
    "national-figures": national,
    "census2020-prefecture": census2020,
    "census2010-county": lambda: wide(87),
    "census2010-prefecture": lambda: wide(15),
    "county-economy2020": lambda: wide(76),
    "gdp2020": lambda: wide(14),
    "city-yearbook": lambda: wide(84),
    "city-series-county": lambda: city_series(54),
    "city-series-groups": lambda: city_series(18),
    "city-series-prefecture": lambda: city_series(72),
    "single-figures": single_figures,
    "area-county": lambda: wide(87),
    "area-before-change": lambda: wide(2),
    "boundary-changes": boundary_changes,
    "province-rd-bulletin": lambda: wide(13),
    "province-st-yearbook": lambda: wide(16),
    "province-hightech": lambda: wide(7),
    "plan-goals": goals,
    "figure-notes": notes,
    "places-units": units,
    "layout-sentences": plan_sentences,
    "policy-lists": policy_lists,
    "policy-list-entries": policy_list_entries,
    "policy-list-figures": policy_list_entries,
}
