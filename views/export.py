"""出图: the current view as a sheet, seen as it will be printed, and written in five formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import streamlit as st

from briefing import captions, compliance
from briefing.exports import FORMATS, file_stem
from briefing.pictures import Pictures
from briefing.views import MAX_TEXT, View
from data.errors import AtlasError
from data.i18n import _
from indicators import registry
from layers import catalogue
from layers.spec import MapSpec
from maps.print import LAYOUTS
from views.parts import address, controls, deck, frame

DEFAULT = MapSpec(indicator="tertiary_per_100k", year=2020)
PREVIEW_DPI = 110
MADE = "export:made"


@lru_cache(maxsize=24)
def preview(view: View) -> tuple[bytes, dict[str, bool]]:
    """Return the sheet as a small PNG, and what it really shows."""
    with Pictures(view) as pictures:
        return pictures.png(PREVIEW_DPI), dict(pictures.sheet.checks)


def choose(tie: address.Address, spec: MapSpec) -> MapSpec:
    """Show the pickers of what is drawn; return the specification they make."""
    kinds = {"indicator": _("指标图"), "layout": _("布局图")}
    kind = st.segmented_control(
        _("画什么"),
        list(kinds),
        format_func=kinds.__getitem__,
        key=tie.seed("kind", "indicator" if spec.indicator else "layout"),
    )
    if kind != "layout":
        known = registry.load().get(spec.indicator or "")
        if known is None or known.level == "province":
            spec = replace(spec, indicator=DEFAULT.indicator, year=DEFAULT.year)
        spec = controls.indicator_picker(tie, spec, levels=("county", "prefecture"))
        with st.expander(_("分级、配色与叠加")):
            spec = controls.class_pickers(tie, spec)
            return controls.outline_picker(tie, spec)
    drawable = {s.id: s for s in catalogue.load().values() if s.shape != "none"}
    chosen = st.multiselect(
        _("布局图层"),
        list(drawable),
        format_func=lambda item: drawable[item].short,
        placeholder=_("选择图层"),
        key=tie.seed("systems", [item for item in spec.systems if item in drawable]),
    )
    ordered = tuple(item for item in drawable if item in chosen)
    return replace(spec, indicator=None, year=None, systems=ordered)


def words(tie: address.Address) -> dict[str, str]:
    """Show the fields that the user writes on the sheet."""
    fields = {
        "title": (_("图题"), _("不填用自动的图题"), ""),
        "subtitle": (_("副题"), _("不填写有数单元数和分级方法"), ""),
        "source": (_("资料来源"), _("不填用数据记录的来源"), ""),
        "review_number": (_("审图号"), _("不填印“审图号：待送审”"), ""),
        "author": (_("制图单位"), _("不填印“陇上创新图志”"), ""),
        "date": (_("日期"), "", datetime.now().astimezone().date().isoformat()),
    }
    found = {}
    for name, (label, hint, first) in fields.items():
        key = tie.key(name)
        st.session_state.setdefault(key, first)
        found[name] = st.text_input(label, key=key, placeholder=hint, max_chars=MAX_TEXT)
    return found


tie, spec = address.read("export", DEFAULT)
frame.header(_("出图"), _("这幅图印出来是什么样，怎样放进幻灯片和文件里？"))
left, right = st.columns([1, 2.6])
layout = tie.own("layout", LAYOUTS, "slide")
with left:
    spec = choose(tie, spec)
    layout = st.selectbox(
        _("版式"), list(LAYOUTS), format_func=LAYOUTS.__getitem__, key=tie.seed("layout", layout)
    )
    labels = st.toggle(_("写地名"), key=tie.seed("labels", spec.labels))
    home = deck.app_address()
    qr = st.toggle(
        _("印二维码（指向这幅图的实时视图）"),
        value=not deck.is_local(home),
        disabled=not home,
        help=_("图志在本机运行时，别人的手机打不开这个网址，默认不印。"),
        key=tie.key("qr"),
    )
    with st.expander(_("图上的文字"), expanded=True):
        written = words(tie)
tie.keep("layout", layout, "slide")
spec = replace(spec, labels=labels)
view = View(spec, layout, base_url=home, qr=qr, **written)
with right:
    try:
        with st.spinner(_("正在排版…")):
            picture, drawn = preview(view)
            prepared = view.prepared
    except AtlasError as error:
        st.error(error.message)
        tie.write(spec)
        st.stop()
    st.image(picture, width="stretch")
    form_column, make_column, add_column = st.columns([3, 1, 1], vertical_alignment="bottom")
    form = form_column.segmented_control(
        _("格式"), list(FORMATS), format_func=str.upper, default="png", key=tie.key("form")
    )
    if make_column.button(_("生成"), type="primary", width="stretch") and form:
        deck.make((view,), form, key=MADE, stem=file_stem(prepared.title), author=view.author)
    if add_column.button(_("加入汇报"), width="stretch"):
        deck.add(view)
    if form:
        deck.downloads(MADE, (view,), form)
    checks_tab, text_tab, deck_tab = st.tabs(
        [_("合规检查"), _("图注与替代文字"), _("汇报（{n}）").format(n=len(deck.collected()))]
    )
    with checks_tab:
        for check in compliance.checks(view, drawn):
            st.markdown(f"{check.mark}　**{check.label}**　{frame.plain(check.detail)}")
        st.caption(_("只作提示，不阻止导出。"))
    with text_tab:
        st.markdown(_("**图注**（每句都由表中数值算出）"))
        st.code(captions.caption(prepared), language=None, wrap_lines=True)
        st.markdown(_("**替代文字**（供读屏软件）"))
        st.code(captions.alt_text(prepared), language=None, wrap_lines=True)
    with deck_tab:
        deck.panel(author=view.author)
tie.write(spec)
