"""What is written beside a view, of one map or of several: caption, alternative text, sources."""

from __future__ import annotations

from briefing import captions
from briefing.exhibit import Exhibit
from data.i18n import _
from layers.prepared import joined_sources
from maps.sheet.multiples import joint_heading


def caption(view: Exhibit) -> str:
    """Return the caption of the whole sheet in one piece."""
    return "".join(caption_paragraphs(view))


def caption_paragraphs(view: Exhibit) -> tuple[str, ...]:
    """Return the caption: one paragraph, or an opening and one paragraph a map."""
    shown = view.prepared_all
    if not view.grouped:
        return (captions.caption(shown[0]),)
    remarks = "".join(_("{text}。").format(text=text) for text in view.remarks)
    opening = _("{title}。共{n}幅，{how}。{remarks}").format(
        title=view.heading, n=len(shown), how=joint_heading.subtitle(shown), remarks=remarks
    )
    return (opening, *(_numbered(i, captions.caption(item)) for i, item in enumerate(shown, 1)))


def alt_text(view: Exhibit) -> str:
    """Return the figure for someone who does not see it; every map of a sheet of several."""
    shown = view.prepared_all
    if not view.grouped:
        return captions.alt_text(shown[0])
    parts = (_numbered(i, captions.alt_text(item)) for i, item in enumerate(shown, 1))
    return _("{title}，{n}幅地图。").format(title=view.heading, n=len(shown)) + "".join(parts)


def method(view: Exhibit) -> str:
    """Return the line on n and method: the user's subtitle, or the computed one."""
    if view.subtitle or not view.grouped:
        return view.subtitle or view.prepared.subtitle
    return joint_heading.subtitle(view.prepared_all)


def source(view: Exhibit) -> str:
    """Return the source line: the user's, or those of all maps, each once."""
    return view.source or joined_sources(view.prepared_all)


def notes(view: Exhibit) -> tuple[str, ...]:
    """Return the caveats of all maps, each once."""
    found = [note for item in view.prepared_all for note in item.notes]
    return tuple(dict.fromkeys((*found, *view.remarks)))


def _numbered(place: int, text: str) -> str:
    return _("（{n}）{text}").format(n=place, text=text)
