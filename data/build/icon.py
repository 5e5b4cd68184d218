"""Make the page icon: the outline of Gansu in ochre on ink (`python -m data.build.icon`).

Source: the coarse province polygon in `data/boundaries/`; Albers equal-area projection.
"""

from __future__ import annotations

from data.paths import STATIC

SIZE_PX = 128
MARGIN_PX = 12
OVERSAMPLE = 4


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
    pen.rounded_rectangle((0, 0, size - 1, size - 1), radius=size // 6, fill="#22303c")
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


if __name__ == "__main__":
    main()
