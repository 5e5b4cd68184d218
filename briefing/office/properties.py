"""`docProps/app.xml` of a written file; the libraries' templates describe another program's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

PART: Final = "/docProps/app.xml"
_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# PowerPoint and Word 2016; the version that reads SVG
_VERSION: Final = "16.0000"


def app_xml(
    application: str,
    counts: Mapping[str, int | str],
    titles: Sequence[tuple[str, Sequence[str]]] = (),
) -> bytes:
    """Return the part's content.

    Parameters
    ----------
    application : str
        "Microsoft Office PowerPoint" or "Microsoft Office Word".
    counts : mapping of str to int or str
        Elements and their texts, in the schema's order.
    titles : sequence of (heading, parts)
        What the file is made of, such as its slides with their titles.
    """
    root = etree.Element(f"{{{_SPACE}}}Properties", nsmap={None: _SPACE, "vt": _TYPES})
    for tag, text in {"TotalTime": 0, **counts, "Application": application}.items():
        etree.SubElement(root, f"{{{_SPACE}}}{tag}").text = str(text)
    if titles:
        pairs = _vector(root, "HeadingPairs", 2 * len(titles), "variant")
        for heading, parts in titles:
            _text(etree.SubElement(pairs, f"{{{_TYPES}}}variant"), "lpstr", heading)
            _text(etree.SubElement(pairs, f"{{{_TYPES}}}variant"), "i4", str(len(parts)))
        names = [name for _heading, parts in titles for name in parts]
        list_ = _vector(root, "TitlesOfParts", len(names), "lpstr")
        for name in names:
            _text(list_, "lpstr", name)
    etree.SubElement(root, f"{{{_SPACE}}}AppVersion").text = _VERSION
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _vector(root: etree._Element, tag: str, size: int, kind: str) -> etree._Element:
    outer = etree.SubElement(root, f"{{{_SPACE}}}{tag}")
    return etree.SubElement(outer, f"{{{_TYPES}}}vector", {"size": str(size), "baseType": kind})


def _text(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_TYPES}}}{tag}").text = text
