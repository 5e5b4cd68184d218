"""Where a figure's data come from, as one line that announces itself once."""

from __future__ import annotations

from data.i18n import _


def source_sentence(line: str) -> str:
    """Return a source line behind “资料来源：”, unless it says itself what it is."""
    known = (_("数据："), _("布局："), _("来源"), _("资料来源"))
    return line if line.startswith(known) else _("资料来源：{line}").format(line=line)
