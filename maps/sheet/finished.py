"""A finished sheet: saved as PNG, SVG or PDF, and what it can say of itself."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from typing import IO, Any, Final, Literal

from data import output_files
from data.errors import AtlasError
from data.i18n import _
from maps.sheet.canvas.page import Page
from maps.sheet.inventory import SheetChecks, checks

Format = Literal["png", "svg", "pdf"]
FORMATS: Final = ("png", "svg", "pdf")
DPI_RANGE: Final = (30, 600)
# matplotlib's settings and fonts are shared by the threads of the server.
_DRAWING: Final = threading.Lock()


class SheetError(AtlasError):
    """A sheet cannot be saved in the way asked for."""


class Sheet:
    """A drawn page.

    Attributes
    ----------
    layout : str
        Layout id.
    page : Page
        The page itself, with what stands where.
    """

    def __init__(self, page: Page, layout: str, *, title: str, author: str) -> None:
        self.page = page
        self.layout = layout
        self._title, self._author = title, author

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the page in mm."""
        return self.page.width, self.page.height

    @property
    def checks(self) -> SheetChecks:
        """What the sheet shows of what a published map must show.

        Raises
        ------
        UnwrittenFactError
            A painter that the list asks about was left out.
        """
        return checks(self.page)

    def save(
        self, target: str | Path | IO[bytes], format: Format | None = None, dpi: int = 300
    ) -> None:
        """Write the sheet.

        Parameters
        ----------
        target : path or binary file
            Where to.
        format : {"png", "svg", "pdf"}, optional
            Taken from the file's name when left out.
        dpi : int
            Pixels per inch of a PNG.

        Raises
        ------
        SheetError
            The format or the resolution is not possible.
        """
        kind = format or (
            Path(target).suffix[1:].lower() if isinstance(target, (str, Path)) else ""
        )
        if kind not in FORMATS:
            raise SheetError(_("图片只能存为 PNG、SVG 或 PDF。"), detail=f"unknown format {kind!r}")
        if not DPI_RANGE[0] <= dpi <= DPI_RANGE[1]:
            low, high = DPI_RANGE
            raise SheetError(_("分辨率应在 {low}—{high} dpi 之间。").format(low=low, high=high))
        with _DRAWING:
            content = {"png": self._png, "svg": self._svg, "pdf": self._pdf}[kind](dpi)
        if isinstance(target, (str, Path)):
            output_files.write_whole(Path(target), content)
        else:
            target.write(content)

    def _png(self, dpi: int) -> bytes:
        """Return an image of at most 256 colours: a map has few, and the file is a third."""
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        from maps.sheet.canvas.quantise import png

        figure = self.page.figure
        figure.set_dpi(dpi)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        content = png(pixels, dpi, self.page.colours)
        # the old canvas holds all pixels
        FigureCanvasAgg(figure)
        return content

    def _svg(self, dpi: int) -> bytes:  # noqa: ARG002
        out = io.BytesIO()
        self.page.figure.savefig(
            out, format="svg", facecolor=self.page.figure.get_facecolor(),
            metadata={"Date": None, "Title": self._title, "Creator": "Gansu Innovation Atlas"},
        )  # fmt: skip
        return _rounded(out.getvalue().decode("utf-8")).encode("utf-8")

    def _pdf(self, dpi: int) -> bytes:  # noqa: ARG002
        out = io.BytesIO()
        metadata: dict[str, Any] = {
            "Title": self._title,
            "Author": self._author,
            "Creator": "Gansu Innovation Atlas",
            "CreationDate": None,
        }
        self.page.figure.savefig(
            out, format="pdf", facecolor=self.page.figure.get_facecolor(), metadata=metadata
        )
        return out.getvalue()

    def close(self) -> None:
        """Let go of the figure."""
        self.page.figure.clear()


_PATH_DATA: Final = re.compile(r' d="[^"]*"')
_LONG_NUMBER: Final = re.compile(r"(-?\d+\.\d\d)\d+")


def _rounded(svg: str) -> str:
    """Cut path coordinates to hundredths of a point (0.004 mm): a third less to send."""
    return _PATH_DATA.sub(lambda match: _LONG_NUMBER.sub(r"\1", match.group()), svg)
