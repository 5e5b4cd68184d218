"""Shapes that stay editable in PowerPoint and WPS: freeforms, ellipses, texts, groups.

Elements are built, never pasted together from text, so that a name with `<` or `&` is a name.
A shape here has no `p:style`, because a theme's style would give it a shadow.
Reference: ECMA-376-1 (DrawingML, PresentationML).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from lxml import etree

A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
P: Final = "http://schemas.openxmlformats.org/presentationml/2006/main"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
FACE: Final = "Microsoft YaHei"
EMU_PER_MM: Final = 36_000
EMU_PER_PT: Final = 12_700

Dash = Literal["solid", "dash", "sysDot"]
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Paint:
    """How a shape is filled and outlined.

    Attributes
    ----------
    fill : str or None
        Hex colour, or None for no fill.
    opacity : float
        Of the fill, 0 to 1.
    hatch : str or None
        Hex colour of lines over `fill`.
    pattern : str
        How the lines run: a preset pattern of DrawingML.
    line : str or None
        Hex colour of the outline.
    width_pt : float
        Of the outline, in points.
    dash : {"solid", "dash", "sysDot"}
        Of the outline.
    """

    fill: str | None = None
    opacity: float = 1.0
    hatch: str | None = None
    pattern: str = "wdUpDiag"
    line: str | None = None
    width_pt: float = 0.5
    dash: Dash = "solid"


class Ids:
    """Numbers for the shapes of one slide, each used once."""

    def __init__(self, tree: etree._Element) -> None:
        taken = [int(e.get("id")) for e in tree.iter(f"{{{P}}}cNvPr")]
        self._last = max(taken, default=1)

    def take(self) -> str:
        """Return the next free number."""
        self._last += 1
        return str(self._last)


def sub(parent: etree._Element, space: str, tag: str, **attributes: Any) -> etree._Element:
    """Append an element and return it."""
    return etree.SubElement(
        parent, f"{{{space}}}{tag}", {key: str(value) for key, value in attributes.items()}
    )


def group(
    ids: Ids, name: str, shapes: Iterable[etree._Element], *, description: str = ""
) -> etree._Element:
    """Return a group whose inner coordinates are those of the slide.

    `description` is the alternative text.
    """
    top = etree.Element(f"{{{P}}}grpSp", nsmap={"p": P, "a": A})
    frame = sub(top, P, "nvGrpSpPr")
    named = sub(frame, P, "cNvPr", id=ids.take(), name=name)
    if description:
        named.set("descr", description)
    sub(frame, P, "cNvGrpSpPr")
    sub(frame, P, "nvPr")
    transform = sub(sub(top, P, "grpSpPr"), A, "xfrm")
    members = list(shapes)
    boxes = [_box(shape) for shape in members]
    left, up = min(b[0] for b in boxes), min(b[1] for b in boxes)
    wide, high = max(b[2] for b in boxes) - left, max(b[3] for b in boxes) - up
    for tag, names, values in (
        ("off", ("x", "y"), (left, up)),
        ("ext", ("cx", "cy"), (wide, high)),
        ("chOff", ("x", "y"), (left, up)),
        ("chExt", ("cx", "cy"), (wide, high)),
    ):
        sub(transform, A, tag, **dict(zip(names, values, strict=True)))
    top.extend(members)
    return top


def _box(shape: etree._Element) -> tuple[int, int, int, int]:
    off = shape.find(f".//{{{A}}}off")
    ext = shape.find(f".//{{{A}}}ext[@cx]")
    x, y = int(off.get("x")), int(off.get("y"))
    return x, y, x + int(ext.get("cx")), y + int(ext.get("cy"))


def freeform(
    ids: Ids, name: str, rings: Sequence[Ring], paint: Paint, *, closed: bool = True
) -> etree._Element:
    """Return a freeform of one or more rings.

    Parameters
    ----------
    rings : sequence of rings
        Vertices in EMU from the slide's upper left corner; rings inside others are holes.
    closed : bool
        False for lines.
    """
    points = [[(round(x), round(y)) for x, y in ring] for ring in rings]
    xs = [x for ring in points for x, _y in ring]
    ys = [y for ring in points for _x, y in ring]
    left, up = min(xs), min(ys)
    wide, high = max(max(xs) - left, 1), max(max(ys) - up, 1)
    shape, properties = _shape(ids, name, (left, up, wide, high))
    geometry = sub(properties, A, "custGeom")
    for tag in ("avLst", "gdLst", "ahLst", "cxnLst"):
        sub(geometry, A, tag)
    sub(geometry, A, "rect", l="0", t="0", r="r", b="b")
    path = sub(sub(geometry, A, "pathLst"), A, "path", w=wide, h=high)
    if not closed:
        path.set("fill", "none")
    for ring in points:
        previous: tuple[int, int] | None = None
        for place in ring:
            if place == previous:
                continue
            step = sub(path, A, "moveTo" if previous is None else "lnTo")
            sub(step, A, "pt", x=place[0] - left, y=place[1] - up)
            previous = place
        if closed:
            sub(path, A, "close")
    _paint(properties, paint)
    return shape


def ellipse(
    ids: Ids, name: str, centre: tuple[float, float], radius: float, paint: Paint, *, text: str = ""
) -> etree._Element:
    """Return a circle, with a short text inside when given.

    Parameters
    ----------
    centre, radius : EMU
        From the slide's upper left corner.
    """
    size = round(2 * radius)
    box = (round(centre[0] - radius), round(centre[1] - radius), size, size)
    shape, properties = _shape(ids, name, box)
    sub(sub(properties, A, "prstGeom", prst="ellipse"), A, "avLst")
    _paint(properties, paint)
    if text:
        _words(shape, text, size_pt=8, bold=True, colour="#ffffff", align="ctr")
    return shape


def plate(
    ids: Ids,
    name: str,
    centre: tuple[float, float],
    size: tuple[float, float],
    text: str,
    *,
    size_pt: float,
    colour: str,
    fill: str,
    opacity: float = 1.0,
    line: str | None = None,
    bold: bool = False,
) -> etree._Element:
    """Return a name on a plate of its own, a text box centred on a place.

    Parameters
    ----------
    centre, size : EMU
        From the slide's upper left corner; width and height.
    colour, fill : str
        Hex colours of the letters and of the plate.
    """
    wide, high = round(size[0]), round(size[1])
    box = (round(centre[0] - wide / 2), round(centre[1] - high / 2), wide, high)
    shape, properties = _shape(ids, name, box, text_box=True)
    form = sub(sub(properties, A, "prstGeom", prst="roundRect"), A, "avLst")
    sub(form, A, "gd", name="adj", fmla="val 18000")
    _paint(properties, Paint(fill, opacity=opacity, line=line, width_pt=1.0))
    _words(shape, text, size_pt=size_pt, bold=bold, colour=colour, align="ctr")
    return shape


def _shape(
    ids: Ids, name: str, box: tuple[int, int, int, int], *, text_box: bool = False
) -> tuple[etree._Element, etree._Element]:
    shape = etree.Element(f"{{{P}}}sp", nsmap={"p": P, "a": A})
    frame = sub(shape, P, "nvSpPr")
    sub(frame, P, "cNvPr", id=ids.take(), name=name)
    inner = sub(frame, P, "cNvSpPr")
    if text_box:
        inner.set("txBox", "1")
    sub(frame, P, "nvPr")
    properties = sub(shape, P, "spPr")
    transform = sub(properties, A, "xfrm")
    sub(transform, A, "off", x=box[0], y=box[1])
    sub(transform, A, "ext", cx=box[2], cy=box[3])
    return shape, properties


def _paint(properties: etree._Element, paint: Paint) -> None:
    if paint.fill is None:
        sub(properties, A, "noFill")
    elif paint.hatch is not None:
        pattern = sub(properties, A, "pattFill", prst=paint.pattern)
        sub(sub(pattern, A, "fgClr"), A, "srgbClr", val=_rgb(paint.hatch))
        sub(sub(pattern, A, "bgClr"), A, "srgbClr", val=_rgb(paint.fill))
    else:
        colour = sub(sub(properties, A, "solidFill"), A, "srgbClr", val=_rgb(paint.fill))
        if paint.opacity < 1:
            sub(colour, A, "alpha", val=round(paint.opacity * 100_000))
    line = sub(properties, A, "ln", w=round(paint.width_pt * EMU_PER_PT))
    if paint.line is None:
        sub(line, A, "noFill")
        return
    sub(sub(line, A, "solidFill"), A, "srgbClr", val=_rgb(paint.line))
    if paint.dash != "solid":
        sub(line, A, "prstDash", val=paint.dash)
    sub(line, A, "round")


def _words(
    shape: etree._Element, text: str, *, size_pt: float, bold: bool, colour: str, align: str
) -> None:
    body = sub(shape, P, "txBody")
    sub(body, A, "bodyPr", wrap="none", lIns=0, tIns=0, rIns=0, bIns=0, anchor="ctr")
    sub(body, A, "lstStyle")
    paragraph = sub(body, A, "p")
    sub(paragraph, A, "pPr", algn=align)
    run = sub(paragraph, A, "r")
    properties = sub(run, A, "rPr", lang="zh-CN", sz=round(size_pt * 100), b=int(bold))
    sub(sub(properties, A, "solidFill"), A, "srgbClr", val=_rgb(colour))
    faces(properties)
    sub(run, A, "t").text = text


def faces(properties: etree._Element) -> None:
    """Set the Latin, East Asian and complex-script typefaces of a run, in the schema's order.

    Without `a:ea` PowerPoint draws Chinese in the theme's font, which differs by machine.
    """
    for tag in ("latin", "ea", "cs"):
        for old in properties.findall(f"{{{A}}}{tag}"):
            properties.remove(old)
    # the faces come after line, fill, effects, highlight and underline, before sym and links
    after = ("sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")
    place = next(
        (i for i, child in enumerate(properties) if etree.QName(child).localname in after),
        len(properties),
    )
    for offset, tag in enumerate(("latin", "ea", "cs")):
        face = etree.Element(f"{{{A}}}{tag}", {"typeface": FACE})
        properties.insert(place + offset, face)


def _rgb(colour: str) -> str:
    return colour.removeprefix("#").upper()
