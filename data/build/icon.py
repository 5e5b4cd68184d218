"""Make the page icon and the wordmark (`python -m data.build.icon`).

The icon is the outline of Gansu in ochre on ink, from the coarse province polygon in
`data/boundaries/`, Albers equal-area projection. The wordmark is the atlas's name in Noto Serif SC
as outlines, so that it looks the same before the web font has loaded.
"""

from __future__ import annotations

from data.build import csv_tables
from data.paths import STATIC

SIZE_PX = 128
MARGIN_PX = 12
OVERSAMPLE = 4

NAME = "陇上创新图志"
INK = "#22303c"
SPACING = 1.12


def main() -> None:
    """Write `static/icon.png`."""
    from PIL import Image, ImageDraw

    from geo import boundaries, crs

    province = crs.to_albers(boundaries.load("province", "coarse"))
    left, bottom, right, top = province.total_bounds
    scale = (SIZE_PX - 2 * MARGIN_PX) * OVERSAMPLE / max(right - left, top - bottom)
    size = SIZE_PX * OVERSAMPLE
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, size - 1, size - 1), radius=size // 6, fill=INK)
    for shape in province.geometry.explode(index_parts=False):
        points = [
            (
                size / 2 + (x - (left + right) / 2) * scale,
                size / 2 - (y - (top + bottom) / 2) * scale,
            )
            for x, y in shape.exterior.coords
        ]
        pen.polygon(points, fill="#df9c4c")
    image.resize((SIZE_PX, SIZE_PX), Image.Resampling.LANCZOS).save(
        STATIC / "icon.png", optimize=True
    )


def wordmark() -> None:
    """Write `static/wordmark.svg`."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    font = TTFont(STATIC / "fonts" / "NotoSerifSC-700.woff2")
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    paths, bounds = SVGPathPen(glyphs, ntos=lambda v: f"{v:.0f}"), BoundsPen(glyphs)
    x = 0.0
    for letter in NAME:
        glyph = glyphs[names[ord(letter)]]
        for pen in (paths, bounds):
            glyph.draw(TransformPen(pen, (1, 0, 0, -1, x, 0)))
        x += glyph.width * SPACING
    left, top, right, bottom = bounds.bounds
    box = f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"
    (STATIC / "wordmark.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><title>{NAME}</title>'
        f'<path fill="{INK}" d="{paths.getCommands()}"/></svg>\n',
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    csv_tables.run(main)
    wordmark()
