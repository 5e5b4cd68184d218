"""图册: the whole atlas as one PDF, drawn beside the page, under a bar that tells how far it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from data.i18n import _
from views.parts.page import frame

if TYPE_CHECKING:
    from briefing.atlas.job import Job, Jobs

_LOOK_AGAIN: Final = "1s"
_NAME: Final = "陇上创新图志.pdf"


@lru_cache(maxsize=1)
def jobs() -> Jobs:
    """Return the atlases of this server process, shared by all its visitors."""
    from briefing.atlas.job import Jobs

    return Jobs()


def show(*, author: str, date: str, review_number: str) -> None:
    """Offer the atlas with the words that the page's own sheet carries."""
    from briefing.atlas import book

    job = jobs().of(book.words(author=author, date=date, review_number=review_number))
    st.markdown(
        _("封面、目录、全省图和 87 个县级单元各一页，一个 PDF。用左边填的制图单位、日期和审图号。")
    )
    running = job.state.running
    st.fragment(run_every=_LOOK_AGAIN if running else None)(_watch)(job, running)


def _watch(job: Job, clocked: bool) -> None:
    """Show the button, the bar or the downloads; while pages are drawn, look again each second."""
    state = job.state
    if clocked and not state.running:
        # what is done needs no clock any more
        st.rerun()
    if job.finished:
        _downloads(job)
        return
    if state.running:
        words = _("正在画图册…")
        if state.total:
            words = _("已画 {done}/{total} 页").format(done=state.done, total=state.total)
        st.progress(state.done / state.total if state.total else 0.0, words)
        st.caption(_("可以离开本页或继续出图，回来再看；画好的页不会重画。"))
        return
    if state.error:
        st.error(frame.plain(state.error))
    busy = jobs().busy_with(job)
    if busy:
        st.caption(_("另一份图册正在画，画完再开始。"))
    label = _("接着画图册") if state.done else _("生成图册（PDF）")
    if st.button(label, key="atlas:make", type="primary", disabled=busy):
        job.start()
        # the fragment is called again with a clock
        st.rerun()


def _downloads(job: Job) -> None:
    content = job.target.read_bytes()
    left, right = st.columns(2)
    left.download_button(
        _("下载图册（{size:.1f} MB）").format(size=len(content) / 1e6),
        content,
        _NAME,
        "application/pdf",
        key="atlas:file",
        on_click="ignore",
        type="primary",
        width="stretch",
    )
    right.download_button(
        _("下载清单（JSON）"),
        job.manifest.read_bytes(),
        f"{_NAME}.manifest.json",
        "application/json",
        key="atlas:manifest",
        on_click="ignore",
        help=_("随图册保存；用 cli.py verify 可核对图册与数据是否仍相符。"),
        width="stretch",
    )
