"""The web face of the atlas: the list of pages, and nothing else."""

from __future__ import annotations

import mimetypes
from itertools import chain

import streamlit as st

from data.i18n import _
from data.paths import ROOT
from views.parts.page import frame, lost

# Windows reads MIME types from its registry, where .js may be text/plain; browsers refuse that.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

st.set_page_config(page_title=frame.SITE, page_icon=ROOT / "static/icon.png", layout="wide")
st.logo(ROOT / "static/wordmark.svg", size="large", link=None)

pages = {
    "": [
        st.Page("views/overview.py", title=_("总览"), url_path="", default=True),
        # the overview lives at the root; its name leads there as every other page's does
        st.Page("views/overview.py", title=_("总览"), url_path="overview", visibility="hidden"),
    ],
    _("创新布局"): [
        st.Page("views/zones.py", title=_("科技创新示范区"), url_path="zones"),
        st.Page("views/clusters.py", title=_("现代产业创新集群"), url_path="clusters"),
        st.Page("views/ring.py", title=_("兰州一小时创新圈"), url_path="ring"),
        st.Page("views/belt.py", title=_("黄河流域创新带"), url_path="belt"),
        st.Page("views/policy_overlay.py", title=_("政策叠加"), url_path="overlay"),
    ],
    _("县域指标"): [
        st.Page("views/indicator_map.py", title=_("指标地图"), url_path="indicators"),
        st.Page("views/compare.py", title=_("县域比较"), url_path="compare"),
        st.Page("views/county.py", title=_("一县一页"), url_path="county"),
        st.Page("views/composite_index.py", title=_("综合指数"), url_path="index"),
    ],
    _("规划与数据"): [
        st.Page("views/plans.py", title=_("规划原文"), url_path="plans"),
        st.Page("views/goals.py", title=_("目标进度"), url_path="goals"),
        st.Page("views/sources.py", title=_("数据与出处"), url_path="sources"),
    ],
    _("出图与汇报"): [
        st.Page("views/export.py", title=_("出图"), url_path="export"),
    ],
}
pages[""] += lost.pages(chain.from_iterable(pages.values()))
frame.run(st.navigation(pages, position="top"))
