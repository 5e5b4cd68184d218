"""An empty 16:9 deck in the atlas's colours and a Chinese typeface, made from python-pptx's own.

The library's template is 4:3 with Latin fonts and another person's name; whoever adds a slide to
our deck should meet our page instead.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from lxml import etree

from briefing.office.drawingml import FACE, A, P, R
from briefing.office.properties import PART, app_xml
from data.i18n import _
from layers import palettes

if TYPE_CHECKING:
    from pptx.presentation import Presentation

WIDTH_EMU: Final = 12_192_000
HEIGHT_EMU: Final = 6_858_000
WIDTH_MM: Final = WIDTH_EMU / 36_000
HEIGHT_MM: Final = HEIGHT_EMU / 36_000
TITLE_ONLY: Final = 5
_LAYOUT_NAMES: Final = (
    "封面", "标题与内容", "节标题", "两栏内容", "对比", "仅标题", "空白", "内容与说明",
    "图片与说明", "标题与竖排文字", "竖排标题与文字",
)  # fmt: skip
_COLOURS: Final = {
    "dk1": palettes.INK,
    "lt1": "#ffffff",
    "dk2": palettes.CELADON,
    "lt2": palettes.PAPER,
    "accent1": palettes.CELADON,
    "accent2": palettes.OCHRE,
    "accent3": palettes.CLUSTER_COLOURS[0],
    "accent4": palettes.CLUSTER_COLOURS[2],
    "accent5": palettes.CLUSTER_COLOURS[3],
    "accent6": palettes.CLUSTER_COLOURS[4],
    "hlink": palettes.CELADON,
    "folHlink": "#5b6b8c",
}
_THEME: Final = "/theme"
# What stands on the master and its layouts, for whoever adds a slide.
_PROMPTS: Final = {
    "Click to edit Master title style": "单击此处编辑标题",
    "Click to edit Master subtitle style": "单击此处编辑副标题",
    "Click to edit Master text styles": "单击此处编辑文字",
    "Second level": "第二级",
    "Third level": "第三级",
    "Fourth level": "第四级",
    "Fifth level": "第五级",
}


def empty_deck(title: str, author: str) -> Presentation:
    """Return a presentation without slides.

    Parameters
    ----------
    title, author : str
        For the document's properties.
    """
    import pptx

    deck = pptx.Presentation()
    old_width = deck.slide_width or WIDTH_EMU
    deck.slide_width, deck.slide_height = WIDTH_EMU, HEIGHT_EMU
    # the template calls its size a 4:3 screen
    deck.part._element.sldSz.attrib.pop("type", None)
    master = deck.slide_master
    stretch = WIDTH_EMU / old_width
    for page in (master, *master.slide_layouts):
        for transform in page._element.iter(f"{{{A}}}xfrm"):
            for tag, side in (("off", "x"), ("ext", "cx")):
                part = transform.find(f"{{{A}}}{tag}")
                if part is not None and part.get(side) is not None:
                    part.set(side, str(round(int(part.get(side)) * stretch)))
    for layout, name in zip(master.slide_layouts, _LAYOUT_NAMES, strict=True):
        layout._element.cSld.set("name", name)
    for page in (master, *master.slide_layouts):
        for text in page._element.iter(f"{{{A}}}t"):
            text.text = _PROMPTS.get(text.text, text.text)
    _restyle(master.part)
    _drop_leftovers(deck)
    _properties(deck, title, author)
    return deck


def finish(deck: Presentation) -> None:
    """Make the deck whole, once its slides stand: the notes' theme and list, the file's facts."""
    masters = [(k, r) for k, r in deck.part.rels.items() if r.reltype.endswith("/notesMaster")]
    for key, relation in masters:
        _restyle(relation.target_part)
        # the library relates the notes master and does not list it, as the standard asks
        listed = etree.Element(f"{{{P}}}notesMasterIdLst")
        etree.SubElement(listed, f"{{{P}}}notesMasterId", {f"{{{R}}}id": key})
        deck.part._element.find(f"{{{P}}}sldMasterIdLst").addnext(listed)
    _file_facts(deck)


def _file_facts(deck: Presentation) -> None:
    """Say in the file's properties how many slides there are and what they are called."""
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    notes = sum(slide.has_notes_slide for slide in deck.slides)
    content = app_xml(
        "Microsoft Office PowerPoint",
        {"PresentationFormat": _("宽屏"), "Slides": len(titles), "Notes": notes},
        ((_("主题"), (_("陇上创新图志"),)), (_("幻灯片标题"), titles)),
    )
    for relation in deck.part.package._rels.values():
        if str(relation.target_part.partname) == PART:
            relation.target_part._blob = content


def _restyle(part: object) -> None:
    """Rewrite the theme that a master refers to: typefaces and colours."""
    relations = part.rels.values()  # type: ignore[attr-defined]
    theme = next(r.target_part for r in relations if r.reltype.endswith(_THEME))
    blob = theme.blob
    root = etree.fromstring(blob)
    root.set("name", "陇上创新图志")
    scheme = root.find(f".//{{{A}}}clrScheme")
    scheme.set("name", "陇上")
    for name, colour in _COLOURS.items():
        slot = scheme.find(f"{{{A}}}{name}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{A}}}srgbClr", {"val": colour.removeprefix("#").upper()})
    fonts = root.find(f".//{{{A}}}fontScheme")
    fonts.set("name", "陇上")
    for family in ("majorFont", "minorFont"):
        group = fonts.find(f"{{{A}}}{family}")
        for tag in ("latin", "ea"):
            group.find(f"{{{A}}}{tag}").set("typeface", FACE)
        for script in group.findall(f"{{{A}}}font"):
            if script.get("script") == "Hans":
                script.set("typeface", "微软雅黑")
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    theme._blob = content
    if hasattr(theme, "_element"):
        from pptx.oxml import parse_xml

        theme._element = parse_xml(content)


def _drop_leftovers(deck: Presentation) -> None:
    """Leave out the template's thumbnail and printer settings: neither is of this deck."""
    package = deck.part.package
    for relations in (package._rels, deck.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                relations.pop(key)


def _properties(deck: Presentation, title: str, author: str) -> None:
    properties = deck.core_properties
    now = datetime.now(UTC).replace(tzinfo=None)
    properties.title = title
    properties.author = author or _("陇上创新图志")
    properties.last_modified_by = properties.author
    properties.created = properties.modified = now
    properties.revision = 1
    properties.language = "zh-CN"
    properties.subject = _("甘肃区域创新布局与县域指标")
    properties.keywords = properties.category = properties.comments = ""
