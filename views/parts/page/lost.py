"""An address that no page has: told in a sentence, with the way back."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

import streamlit as st

from data.i18n import _
from layers.spec_reading import cut
from views.parts.page import frame


def pages(known: Iterable[st.Page]) -> list[st.Page]:
    """Return a hidden page at the address that was asked for, or nothing when a page has it.

    Streamlit itself would say so in English and show the first page.

    Parameters
    ----------
    known : iterable of st.Page
        The pages of the atlas, the first one first.
    """
    found = list(known)
    asked = _asked()
    if not asked or asked in {page.url_path for page in found}:
        return []

    def tell() -> None:
        frame.header(_("没有这一页"), _("网址可能抄漏了字，或者来自别的版本。"))
        st.info(
            _("图志里没有“{asked}”这一页，请从上面的菜单或下面的链接进入。").format(
                asked=frame.plain(cut(asked))
            )
        )
        st.page_link(found[0], label=_("回到总览"))

    return [st.Page(tell, title=_("没有这一页"), url_path=asked, visibility="hidden")]


def _asked() -> str:
    """Return the last part of the address in the browser, "" at the root or when not known."""
    url = getattr(st.context, "url", None)
    path = urlsplit(url).path if isinstance(url, str) else ""
    return unquote(path).strip("/").rpartition("/")[2].strip()
