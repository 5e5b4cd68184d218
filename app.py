"""The web face of the atlas: the list of pages, and nothing else."""

from __future__ import annotations

import mimetypes

import streamlit as st

from data.i18n import _
from pages.parts import frame

# Windows reads MIME types from its registry, where .js may be text/plain; browsers refuse that.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

st.set_page_config(page_title=_("陇上创新图志"), page_icon="static/icon.png", layout="wide")
st.logo("static/wordmark.svg", size="large", link=None)

navigation = st.navigation(
    {
        "": [
            st.Page("pages/overview.py", title=_("总览"), url_path="overview", default=True),
        ],
        _("创新布局"): [
            st.Page("pages/zones.py", title=_("科技创新示范区"), url_path="zones"),
            st.Page("pages/clusters.py", title=_("现代产业创新集群"), url_path="clusters"),
            st.Page("pages/ring.py", title=_("兰州一小时创新圈"), url_path="ring"),
            st.Page("pages/belt.py", title=_("黄河流域创新带"), url_path="belt"),
        ],
        _("县域指标"): [
            st.Page("pages/indicator_map.py", title=_("指标地图"), url_path="indicators"),
            st.Page("pages/compare.py", title=_("县域比较"), url_path="compare"),
            st.Page("pages/county.py", title=_("一县一页"), url_path="county"),
        ],
        _("规划与数据"): [
            st.Page("pages/plans.py", title=_("规划原文"), url_path="plans"),
            st.Page("pages/goals.py", title=_("目标进度"), url_path="goals"),
            st.Page("pages/sources.py", title=_("数据与出处"), url_path="sources"),
        ],
    },
    position="top",
)
frame.run(navigation)
