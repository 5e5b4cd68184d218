"""汇报: views collected in the session, written together as one deck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from briefing import exhibit as briefing_views
from briefing.exhibit import Exhibit
from data.errors import AtlasError
from data.i18n import _
from views.parts.deck import readers_address
from views.parts.page import address, frame

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from briefing.exports import Export
    from layers.prepared import PreparedMap

EXPORT_PAGE: Final = "views/export.py"
_KEY: Final = "deck:views"
_MADE: Final = "deck:made"
_WORDS: Final = {"pptx": "PPTX", "docx": "Word"}


@dataclass(frozen=True)
class WrittenDeck:
    """An export kept in the session until the view changes."""

    views: tuple[Exhibit, ...]
    form: str
    stem: str
    export: Export


def collected() -> list[Exhibit]:
    """Return the session's list of views; changing it changes the session."""
    found: list[Exhibit] = st.session_state.setdefault(_KEY, [])
    return found


def add(view: Exhibit) -> None:
    """Append a view and tell so; a view that is already there is not put in twice."""
    from briefing.office.deck import MOST_VIEWS

    kept = collected()
    if view in kept:
        st.toast(_("这幅图已在汇报里。"))
    elif len(kept) >= MOST_VIEWS:
        st.toast(_("一份汇报最多 {n} 幅图。").format(n=MOST_VIEWS))
    else:
        kept.append(view)
        st.toast(_("已加入汇报，共 {n} 幅。").format(n=len(kept)))


def actions(prepared: PreparedMap, *, key: str) -> DeltaGenerator:
    """Offer “出图” and “加入汇报” under a page's map; return the row for further buttons.

    Parameters
    ----------
    prepared : PreparedMap
        What the page shows.
    key : str
        Prefix for the buttons.
    """
    row = st.container(horizontal=True)
    if row.button(_("出图"), key=f"{key}:print"):
        address.leave(EXPORT_PAGE, briefing_views.live_query(prepared.spec))
    if row.button(_("加入汇报"), key=f"{key}:deck"):
        add(Exhibit(prepared.spec, base_url=readers_address.current()))
    return row


def make(
    views: tuple[Exhibit, ...], form: str, *, key: str, stem: str, title: str = "", author: str = ""
) -> None:
    """Write an export under a progress bar and keep it in the session."""
    from briefing import exports

    bar = st.progress(0.0, _("正在生成 {form}…").format(form=_WORDS.get(form, form.upper())))

    def told(done: int, total: int, what: str) -> None:
        bar.progress(done / total, f"{done}/{total} {frame.plain(what)}")

    try:
        export = exports.make(
            views, form, f"{stem}.{form}", title=title, author=author, progress=told
        )
    except AtlasError as error:
        st.error(error.message)
        return
    finally:
        bar.empty()
    st.session_state[key] = WrittenDeck(views, form, stem, export)


def downloads(key: str, views: tuple[Exhibit, ...], form: str) -> None:
    """Offer the file and its manifest when what was made is what is shown."""
    from briefing.exports import FORMATS

    made: WrittenDeck | None = st.session_state.get(key)
    if made is None or made.views != views or made.form != form:
        return
    name = f"{made.stem}.{form}"
    size = len(made.export.content) / 1e6
    left, right = st.columns(2)
    left.download_button(
        _("下载 {name}（{size:.1f} MB）").format(name=form.upper(), size=size),
        made.export.content,
        name,
        FORMATS[form],
        key=f"{key}:file",
        on_click="ignore",
        type="primary",
        width="stretch",
    )
    right.download_button(
        _("下载清单（JSON）"),
        made.export.manifest_bytes,
        f"{name}.manifest.json",
        "application/json",
        key=f"{key}:manifest",
        on_click="ignore",
        help=_("随图保存；用 cli.py verify 可核对图与数据是否仍相符。"),
        width="stretch",
    )


def panel(*, author: str) -> None:
    """Show the collected views, and write them as one deck."""
    kept = collected()
    if not kept:
        st.caption(_("还没有图。调好一幅后点“加入汇报”，可连续收集多幅，再一次导出。"))
        return
    for i, view in enumerate(list(kept)):
        _row(i, view, len(kept))
    title = st.text_input(_("汇报标题"), key="deck:title", max_chars=briefing_views.MAX_TEXT)
    form = st.segmented_control(
        _("格式"), list(_WORDS), format_func=_WORDS.__getitem__, default="pptx", key="deck:form"
    )
    views = tuple(readers_address.applied(view) for view in kept)
    heading = briefing_views.clean(title) or views[0].heading
    left, right = st.columns(2)
    asked = left.button(_("生成汇报"), key="deck:make", type="primary", width="stretch")
    if asked and not form:
        st.info(_("先选一种格式，再点“生成汇报”。"))
    elif asked and form:
        from briefing.exports import file_stem

        make(views, form, key=_MADE, stem=file_stem(heading), title=heading, author=author)
    right.button(_("清空"), key="deck:clear", on_click=kept.clear, width="stretch")
    if form:
        downloads(_MADE, views, form)


def _row(i: int, view: Exhibit, count: int) -> None:
    words, up, down, out = st.columns([6, 1, 1, 1], vertical_alignment="center")
    words.markdown(f"{i + 1}\\. {frame.plain(view.heading)}")
    up.button("↑", key=f"deck:up:{i}", on_click=_swapper(i, i - 1), disabled=i == 0, help=_("上移"))
    down.button(
        "↓", key=f"deck:down:{i}", on_click=_swapper(i, i + 1), disabled=i == count - 1,
        help=_("下移"),
    )  # fmt: skip
    out.button("×", key=f"deck:out:{i}", on_click=_remover(i), help=_("移出汇报"))


def _swapper(i: int, j: int) -> Callable[[], None]:
    def swap() -> None:
        kept = collected()
        if 0 <= i < len(kept) and 0 <= j < len(kept):
            kept[i], kept[j] = kept[j], kept[i]

    return swap


def _remover(i: int) -> Callable[[], None]:
    def remove() -> None:
        kept = collected()
        if i < len(kept):
            del kept[i]

    return remove
