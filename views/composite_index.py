"""综合指数: several indicators in one rank, and what that rank can bear."""

from __future__ import annotations

import streamlit as st

from data.i18n import _
from indicators import registry
from indicators.composite import index_words, recipe_toml
from indicators.composite.worked_index import choice_influences, composite
from layers.spec import MapSpec
from views.parts.analysis import rank_intervals
from views.parts.figures import data_tables
from views.parts.page import address, frame

tie, spec = address.read("index", MapSpec())
recipes = {path.stem: recipe_toml.read(path) for path in reversed(recipe_toml.shipped())}
known = sorted(recipes, key=lambda key: key != "innovation_conditions")
chosen = tie.own("recipe", known, known[0])
frame.header(_("综合指数"), _("几个条件合起来看，谁在前、谁在后，这个先后经不经得起换做法？"))
chosen = (
    st.segmented_control(
        _("配方"), known, format_func=lambda key: recipes[key].name, key=tie.seed("recipe", chosen)
    )
    or chosen
)
tie.keep("recipe", chosen, known[0])
found = composite(recipes[chosen])
st.markdown(frame.plain(found.recipe.concept))
for sentence in index_words.warnings(found):
    st.warning(frame.plain(sentence))
left, right = st.columns([3, 2])
with left:
    st.altair_chart(
        rank_intervals.chart(found),
        width="stretch",
        alt=_("位次靠前的县区：名义位次与九成区间；全部数值见下表。"),
    )
with right:
    st.markdown(frame.plain(index_words.influence(choice_influences(found.recipe))))
    st.markdown(frame.plain(index_words.method(found)))
    for pillar, part in zip(found.recipe.pillars, found.coherence.pillars, strict=True):
        names = "、".join(registry.get(m.indicator).name for m in pillar.members)
        text = _("{name}（名义{nominal:.0%}，实际{effective:.0%}）：{names}")
        st.caption(
            frame.plain(
                text.format(
                    name=pillar.name, nominal=part.nominal, effective=part.effective, names=names
                )
            )
        )
frame.sources(registry.get(m.indicator).sources[m.year] for m in found.recipe.members)
data_tables.show(rank_intervals.table(found), found.recipe.name)
tie.write(spec)
