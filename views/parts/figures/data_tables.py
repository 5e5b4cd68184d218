"""Tables under figures: Chinese heads, numbers as numbers, downloads that cannot run formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import streamlit as st

from data.i18n import _
from data.missing import is_missing
from geo.places import units
from indicators import (
    combined,
    national_standing,
    ranks,
    registry,
    revised,
    standing,
    standing_words,
    table_files,
)
from layers import combined_words, membership, wording
from views.parts.figures import paper_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from layers.system import System


def show(
    table: pd.DataFrame,
    name: str,
    *,
    height: int | None = None,
    digits: int | None = None,
    wide: Sequence[str] = (),
) -> None:
    """Show a table and offer it as CSV and XLSX.

    Parameters
    ----------
    table : DataFrame
        Chinese column heads; the index is not shown.
    name : str
        Stem of the downloaded file.
    height : int, optional
        Pixels; rows scroll beyond it.
    digits : int, optional
        Decimal places of every column of fractions, so that they stand under one another.
    wide : sequence of str
        Columns of sentences, which get room to be read.
    """
    config: dict[str, Any] = {} if digits is None else _aligned(table, digits)
    config |= {head: st.column_config.TextColumn(width=300) for head in wide}
    if (year := _("年份")) in table and table[year].dtype.kind == "i":
        config[year] = st.column_config.NumberColumn(format="%d")
    first = _naming(table)
    if first is not None:
        # what a row is about stays in sight while the columns scroll below it
        config[first] = st.column_config.Column(pinned=True)
    st.dataframe(
        table,
        hide_index=True,
        width="stretch",
        height=height or "auto",
        column_config=config,
        placeholder="—",  # what is missing shows as a dash, never as Streamlit's “None”
    )
    paper_table.show(table)
    downloads(table, name)


def _naming(table: pd.DataFrame) -> str | None:
    """Return the column that names the rows: a place or an indicator, else the first."""
    heads = [str(head) for head in table.columns]
    names = (_("名称"), _("县（市、区）"), _("指标"))
    return next((name for name in names if name in heads), heads[0] if heads else None)


def _aligned(table: pd.DataFrame, digits: int) -> dict[str, Any]:
    fractions = [str(name) for name, kind in table.dtypes.items() if kind.kind == "f"]
    form = st.column_config.NumberColumn(format=f"%.{digits}f")
    return dict.fromkeys(fractions, form)


def downloads(table: pd.DataFrame, name: str) -> None:
    """Offer a table as CSV (Excel reads it) and as XLSX."""
    left, right, _rest = st.columns([1, 1, 4])
    left.download_button(
        _("下载 CSV"),
        lambda: content(table, "csv"),
        f"{name}.csv",
        "text/csv",
        key=f"csv:{name}",
        on_click="ignore",
        width="stretch",
    )
    right.download_button(
        _("下载 Excel"),
        lambda: content(table, "xlsx"),
        f"{name}.xlsx",
        key=f"xlsx:{name}",
        on_click="ignore",
        width="stretch",
    )


def members(systems: Sequence[System], indicators: Sequence[str]) -> pd.DataFrame:
    """Return one row a member county with key figures.

    Parameters
    ----------
    systems : sequence of System
        A county may stand in several.
    indicators : sequence of str
        County-level indicator ids; the latest year of each is shown.
    """
    import pandas as pd

    known = {item: ranks.standing(item, max(registry.get(item).years)) for item in indicators}
    rows = []
    for system in systems:
        for adcode in (*system.members, *system.partial):
            unit = units.unit(adcode)
            row: dict[str, object] = {
                _("布局"): membership.marked(system.short, reading=system.reading),
                _("县（市、区）"): unit.name,
                _("市州"): unit.prefecture_name,
                _("关系"): membership.of(system, adcode).word,
            }
            for indicator in indicators:
                item = registry.get(indicator)
                line = known[indicator].loc[adcode]
                row[head(indicator)] = round(float(line["value"]), item.digits)
                column = standing_words.column(standing.base(indicator, max(item.years)))
                row[f"{item.short}{column}"] = (
                    None if is_missing(line["rank"]) else int(line["rank"])
                )
            rows.append(row)
    return revised.noted(pd.DataFrame(rows), indicators)


def head(indicator: str) -> str:
    """Return a column head: short name, year, unit."""
    item = registry.get(indicator)
    unit = f"，{item.unit}" if item.unit else ""
    return f"{item.short}（{max(item.years)}{unit}）"


def values(indicator: str, year: int) -> pd.DataFrame:
    """Return the table beside an indicator map: every unit, its value, rank and status."""
    import pandas as pd

    item = registry.get(indicator)
    known = ranks.standing(indicator, year)
    counted = standing.base(indicator, year)
    column = standing_words.column(counted)
    names = {u.adcode: (u.name, u.prefecture_name) for u in units.counties()}
    names |= {p.adcode: (p.name, "") for p in units.prefectures()}
    names["620000"] = (_("甘肃省"), "")
    places = [standing.of(indicator, year, str(code)) for code in known.index]
    possible = [_("全省可能位次自"), _("全省可能位次至")]
    table = pd.DataFrame(
        {
            _("代码"): known.index,
            _("名称"): [names[str(code)][0] for code in known.index],
            _("市州"): [names[str(code)][1] for code in known.index],
            f"{item.short}（{item.unit}）" if item.unit else item.short: known["value"]
            .round(item.digits)
            .to_numpy(),
            column: known["rank"].astype("Int64").to_numpy(),
            _("全省可能位次自"): [own.best if own else None for own in places],
            _("全省可能位次至"): [own.worst if own else None for own in places],
            _("状态"): [wording.status_word(str(s)) for s in known["status"]],
        }
    )
    table = table.drop(columns=possible) if counted.whole else _whole(table, possible)
    if counted.groups:
        table[_("合计数")] = [_shared(indicator, year, str(code)) for code in known.index]
    if not table[_("市州")].any():
        table = table.drop(columns=_("市州"))
    return revised.noted(table.sort_values(column, na_position="last"), [indicator])


def _shared(indicator: str, year: int, adcode: str) -> str:
    """Return the figure that a unit has only together with others, in words."""
    group = combined.group_of(indicator, year, adcode)
    return "" if group is None else combined_words.figure(group, registry.get(indicator))


def content(table: pd.DataFrame, form: str) -> bytes:
    """Return a table as a file of one of `export.FORMATS`, its text cells neutralised."""
    buffer = io.BytesIO()
    table_files.write(table, buffer, form)
    return buffer.getvalue()


def _places(own: standing.Standing | None) -> dict[str, object]:
    """Return a rank as numbers: the place, what it is counted in, and the places it may have."""
    return {
        _("位次"): own.rank if own else None,
        _("有数单元"): own.of if own else None,
        _("全省可能位次自"): own.best if own else None,
        _("全省可能位次至"): own.worst if own else None,
    }


def _percentile(indicator: str, year: int, adcode: str) -> int | None:
    """Return the percentile in the country as every other place prints it: a whole number."""
    found = national_standing.percentile(indicator, year, adcode)
    return None if found is None else int(national_standing.whole(found))


def _whole(table: pd.DataFrame, heads: Sequence[str]) -> pd.DataFrame:
    """Return the table with columns of whole numbers, empty where there is none."""
    return table.astype(dict.fromkeys(heads, "Int64"))


def comparison(indicators: Sequence[str], chosen: Sequence[str]) -> pd.DataFrame:
    """Return one row an indicator: the median, and each county's value, rank and remarks.

    Parameters
    ----------
    indicators : sequence of str
        County-level indicator ids, latest year of each.
    chosen : sequence of str
        Adcodes.
    """
    import pandas as pd

    names = [units.unit(code).name for code in chosen]
    rows = []
    for indicator in indicators:
        item = registry.get(indicator)
        year = max(item.years)
        known = ranks.standing(indicator, year)
        counted = standing.base(indicator, year)
        row: dict[str, object] = {
            _("指标"): item.name,
            _("年份"): year,
            _("单位"): item.unit,
            _("中位数"): round(ranks.median(indicator, year), item.digits),
            _("有数单元"): counted.ranked,
        }
        said = []
        for adcode, name in zip(chosen, names, strict=True):
            own = standing.of(indicator, year, adcode)
            row[name] = round(own.value, item.digits) if own else None
            row[_("{name}位次").format(name=name)] = own.rank if own else None
            row[_("{name}全国百分位").format(name=name)] = _percentile(indicator, year, adcode)
            if own is None:
                status = wording.status_word(str(known.loc[adcode, "status"]))
                shared = _shared(indicator, year, adcode)
                said.append(
                    _("{name}{status}（{shared}）").format(name=name, status=status, shared=shared)
                    if shared
                    else _("{name}{status}").format(name=name, status=status)
                )
        row[_("没有数的")] = "；".join(said)
        if revised.notes(indicators):
            row[_("注意")] = item.revised
        rows.append(row)
    table = pd.DataFrame(rows)
    if not rows:
        return table
    table = table.astype(dict.fromkeys(names, "float64"))
    places = [_("{name}位次").format(name=name) for name in names]
    country = [_("{name}全国百分位").format(name=name) for name in names]
    table = _whole(table, [*places, *country])
    empty = [*country] if table[country].isna().all(axis=None) else []
    empty += [] if table[_("没有数的")].any() else [_("没有数的")]
    return table.drop(columns=empty)


def county(adcode: str) -> pd.DataFrame:
    """Return every county-level indicator of one county: value, rank, status and source.

    Parameters
    ----------
    adcode : str
        One of the 87 units.
    """
    import pandas as pd

    rows = []
    for item in registry.of_level("county"):
        year = max(item.years)
        line = ranks.standing(item.id, year).loc[adcode]
        rows.append(
            {
                _("类别"): item.group,
                _("指标"): item.name,
                _("年份"): year,
                _("数值"): round(float(line["value"]), item.digits),
                _("单位"): item.unit,
                **_places(standing.of(item.id, year, adcode)),
                _("全国百分位"): _percentile(item.id, year, adcode),
                _("状态"): wording.status_word(str(line["status"])),
                _("出处"): item.source,
                _("合计数"): _shared(item.id, year, adcode),
                _("注意"): item.revised,
            }
        )
    table = _whole(pd.DataFrame(rows), [*_places(None), _("全国百分位")])
    return table if table[_("合计数")].any() else table.drop(columns=_("合计数"))
