"""Two indicators over the counties: the points, both coefficients, and who lies far off the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from data.i18n import _
from geo.places import units
from indicators import correlation, registry, tables
from layers import palettes
from views.parts.figures import charts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt
    import pandas as pd

    from views.parts.page.address import Address

DEFAULT: Final = "urbanization_rate"
OTHER: Final = "gdp_per_capita_census"


def show(address: Address, indicator: str, chosen: Sequence[str]) -> None:
    """Choose the second indicator, draw the points, and say how the two go together."""
    ratios = [i.id for i in registry.of_level("county") if i.kind != "count" and i.id != indicator]
    default = DEFAULT if indicator != DEFAULT else OTHER
    st.header(_("两项指标放在一起看"), anchor=False)
    key = address.seed("y", address.own("y", ratios, default))
    if st.session_state[key] not in ratios:
        # the map has taken the indicator that stood here
        st.session_state[key] = default
    second = st.selectbox(
        _("纵轴的指标"),
        ratios,
        format_func=lambda item: registry.get(item).name,
        key=key,
    )
    address.keep("y", second, default)
    points = table(indicator, second, chosen)
    st.altair_chart(
        chart(points, indicator, second),
        width="stretch",
        alt=_("每个点是一个两项都有数的县级单元；选定的县区带颜色、形状和名称。"),
    )
    st.caption(words(indicator, second, len(points)))


def table(first: str, second: str, chosen: Sequence[str]) -> pd.DataFrame:
    """Return one row a county that has both values: name, x, y, whether chosen or far off."""
    import pandas as pd

    known = pd.DataFrame({"x": tables.values(first)["value"], "y": tables.values(second)["value"]})
    known = known.dropna()
    known["name"] = [units.unit(str(code)).name for code in known.index]
    known["chosen"] = [str(code) in chosen for code in known.index]
    far = set(correlation.far_off(known["x"].tolist(), known["y"].tolist()))
    off = [place in far for place in range(len(known))]
    known["named"] = known["chosen"] | pd.Series(off, index=known.index)
    return known


def chart(points: pd.DataFrame, first: str, second: str) -> alt.LayerChart:
    """Return the points on linear scales, the chosen in colour and shape, outliers named."""
    import altair as alt

    base = alt.Chart(points).encode(
        x=alt.X("x:Q", title=_title(first), scale=alt.Scale(zero=False)),
        y=alt.Y("y:Q", title=_title(second), scale=alt.Scale(zero=False)),
        tooltip=[
            alt.Tooltip("name:N", title=_("县区")),
            alt.Tooltip("x:Q", title=registry.get(first).short),
            alt.Tooltip("y:Q", title=registry.get(second).short),
        ],
    )
    names = points.loc[points["chosen"], "name"].tolist()
    others = base.transform_filter("!datum.chosen").mark_circle(size=45, color="#a89f8d")
    marked = base.transform_filter("datum.chosen").mark_point(filled=True, size=150, opacity=1)
    marked = marked.encode(
        color=alt.Color(
            "name:N",
            legend=None,
            scale=alt.Scale(domain=names, range=list(palettes.SELECTED_COLOURS[: len(names)])),
        ),
        shape=alt.Shape(
            "name:N",
            legend=None,
            scale=alt.Scale(domain=names, range=list(charts.SHAPES[: len(names)])),
        ),
    )
    written = (
        base.transform_filter("datum.named")
        .mark_text(align="left", dx=9, dy=-6, fontSize=12, color=palettes.INK)
        .encode(text="name:N")
    )
    made: alt.LayerChart = (others + marked + written).properties(height=360)
    return made


def words(first: str, second: str, shown: int) -> str:
    """Return both coefficients with n and 95 % intervals, and what they cannot say."""
    found = correlation.together(first, second)
    if found is None:
        return _("两项都有数的只有{n}个，不计算相关系数。").format(n=shown)
    form = "{one.value:.2f}（95%区间{one.low:.2f}至{one.high:.2f}）"
    return _(
        "两项都有数的{n}个县级单元中，皮尔逊相关系数{pearson}，斯皮尔曼等级相关系数{spearman}。"
        "相关不是因果；相邻县区彼此相像，实际区间比这里略宽。远离直线的县区写出名称。"
    ).format(
        n=found.n, pearson=form.format(one=found.pearson), spearman=form.format(one=found.spearman)
    )


def _title(indicator: str) -> str:
    item = registry.get(indicator)
    year = max(item.years)
    return f"{item.short}（{year}，{item.unit}）" if item.unit else f"{item.short}（{year}）"
