"""出图: the current view as a sheet, seen as it will be printed, and written in five formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from briefing import compliance, exhibit_texts
from briefing import side_by_side as groups
from briefing.exhibit import MAX_TEXT, Exhibit, clean
from briefing.exports import FORMATS, file_stem
from briefing.sheet_files import Pictures
from data.errors import AtlasError
from data.i18n import _
from indicators import registry
from layers import catalogue, membership
from layers.spec import MapSpec
from maps.sheet.layouts import GROUP, SHEETS
from views.parts.deck import basket, readers_address
from views.parts.export import atlas_panel, side_by_side_controls
from views.parts.map import controls
from views.parts.page import address, frame

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from maps.sheet.inventory import SheetChecks

DEFAULT = MapSpec(indicator="tertiary_per_100k", year=2020)
PREVIEW_DPI = 110
MADE = "export:made"


@lru_cache(maxsize=24)
def preview(view: Exhibit) -> tuple[bytes, SheetChecks]:
    """Return the sheet as a small PNG, and what it really shows."""
    with Pictures(view) as pictures:
        return pictures.png(PREVIEW_DPI), pictures.sheet.checks


def choose(tie: address.Address, spec: MapSpec) -> MapSpec:
    """Show the pickers of what one map draws; return the specification they make."""
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
            spec = replace(spec, indicator=DEFAULT.indicator, year=DEFAULT.year, pooled=())
        spec = replace(spec, stacked=False)
        spec = controls.indicator_picker(tie, spec, levels=("county", "prefecture"))
        with st.expander(_("分级、配色与叠加")):
            spec = controls.class_pickers(tie, spec)
            return controls.outline_picker(tie, spec)
    drawable = {s.id: s for s in catalogue.layers().values() if s.shape != "none"}
    controls.left_out(tie, spec, drawable)
    chosen = st.multiselect(
        _("布局图层"),
        list(drawable),
        format_func=lambda item: membership.marked(
            drawable[item].short, reading=drawable[item].reading
        ),
        placeholder=_("选择图层"),
        key=tie.seed("systems", [item for item in spec.systems if item in drawable]),
    )
    ordered = tuple(item for item in drawable if item in chosen)
    stacked = st.toggle(_("按所在项数设色（政策叠加）"), key=tie.seed("stacked", spec.stacked))
    return replace(spec, indicator=None, year=None, pooled=(), systems=ordered, stacked=stacked)


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


def several(tie: address.Address, spec: MapSpec) -> tuple[MapSpec, groups.Group]:
    """Show the pickers of a sheet of several maps; an indicator is always at hand."""
    known = registry.load().get(spec.indicator or "")
    spec = replace(spec, stacked=False)
    if known is None or known.level == "province":
        spec = replace(spec, indicator=DEFAULT.indicator, year=DEFAULT.year, pooled=())
    return side_by_side_controls.pick(tie, spec)


def side_by_side(group: groups.Group, spec: MapSpec) -> tuple[MapSpec, ...]:
    """Return the maps of a group; where there are none to compare, a sentence takes their place."""
    try:
        found = groups.checked(group, spec)
    except AtlasError as error:
        st.info(frame.plain(error.message))
        return ()
    if len(found) < 2:
        st.info(_("组图至少要两幅，现在选了 {n} 幅：请在左边再选。").format(n=len(found)))
        return ()
    return found


def sheet(view: Exhibit) -> SheetChecks | None:
    """Show the sheet and offer it in every format; return what it really shows, None if nothing."""
    try:
        with st.spinner(_("正在排版…")):
            picture, drawn = preview(view)
            heading = view.heading
    except AtlasError as error:
        st.error(error.message)
        return None
    with st.container(key="sheet"):
        st.image(picture, width="stretch", alt=exhibit_texts.alt_text(view))
    form_column, make_column, add_column = st.columns([3, 1, 1], vertical_alignment="bottom")
    form = form_column.segmented_control(
        _("格式"), list(FORMATS), format_func=str.upper, default="png", key=tie.key("form")
    )
    asked = make_column.button(_("生成"), type="primary", width="stretch")
    if asked and not form:
        st.info(_("先在左边选一种格式，再点“生成”。"))
    elif asked and form:
        basket.make((view,), form, key=MADE, stem=file_stem(heading), author=view.author)
    if add_column.button(_("加入汇报"), width="stretch"):
        basket.add(view)
    if form:
        basket.downloads(MADE, (view,), form)
    return drawn


def telling_tabs(view: Exhibit, drawn: SheetChecks, tabs: Sequence[DeltaGenerator]) -> None:
    """Fill the tabs that belong to the sheet: the compliance list, caption and alternative text."""
    with tabs[0]:
        for check in compliance.checks(view, drawn):
            st.markdown(f"{check.mark}　**{check.label}**　{frame.plain(check.detail)}")
        st.caption(_("只作提示，不阻止导出。"))
    with tabs[1]:
        st.markdown(_("**图注**（每句都由表中数值算出）"))
        st.code(exhibit_texts.caption(view), language=None, wrap_lines=True)
        st.markdown(_("**替代文字**（供读屏软件）"))
        st.code(exhibit_texts.alt_text(view), language=None, wrap_lines=True)


tie, spec = address.read("export", DEFAULT)
frame.header(_("出图"), _("这幅图印出来是什么样，怎样放进幻灯片和文件里？"))
left, right = st.columns([1, 2.6])
layout = tie.own("layout", SHEETS, "slide")
group = None
with left:
    layout = st.selectbox(
        _("版式"), list(SHEETS), format_func=SHEETS.__getitem__, key=tie.seed("layout", layout)
    )
    if layout == GROUP:
        spec, group = several(tie, spec)
    else:
        spec = choose(tie, spec)
    labels = st.toggle(_("写地名"), key=tie.seed("labels", spec.labels))
    home = readers_address.ask(tie.key("home"))
    qr = readers_address.ask_codes(tie.key("qr"))
    with st.expander(_("图上的文字"), expanded=True):
        written = words(tie)
tie.keep("layout", layout, "slide")
spec = replace(spec, labels=labels)
tie.remember(spec)
with right:
    shown = (spec,) if group is None else side_by_side(group, spec)
    drawn = None
    if shown:
        view = Exhibit(shown[0], layout, base_url=home, qr=qr, beside=shown[1:], **written)
        drawn = sheet(view)
    # what was collected, and the atlas, do not depend on the sheet
    own = [_("合规检查"), _("图注与替代文字")] if drawn is not None else []
    tabs = st.tabs([*own, _("汇报（{n}）").format(n=len(basket.collected())), _("图册")])
    if drawn is not None:
        telling_tabs(view, drawn, tabs)
    with tabs[-2]:
        basket.panel(author=clean(written["author"]))
    with tabs[-1]:
        atlas_panel.show(
            author=written["author"], date=written["date"], review_number=written["review_number"]
        )
tie.write(spec)
