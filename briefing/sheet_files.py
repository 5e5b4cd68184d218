"""A view composed once and written in several formats."""

from __future__ import annotations

import io
from types import TracebackType
from typing import TYPE_CHECKING, Final, Literal

from briefing.exhibit import Exhibit

if TYPE_CHECKING:
    from maps.sheet.finished import Sheet

PictureFormat = Literal["png", "svg", "pdf"]
FORMATS: Final[tuple[PictureFormat, ...]] = ("png", "svg", "pdf")
PRINT_DPI: Final = 300


class Pictures:
    """The sheet of a view; a context that frees the drawing when it closes.

    Parameters
    ----------
    view : Exhibit
        What to draw.

    Raises
    ------
    AtlasError
        When the view cannot be prepared or there is no such layout.
    """

    def __init__(self, view: Exhibit) -> None:
        from maps.sheet.compose import compose
        from maps.sheet.multiples.compose_many import compose_many

        options = view.sheet_options()
        self._sheet: Sheet = (
            compose_many(view.prepared_all, options)
            if view.grouped
            else compose(view.prepared, view.layout, options)
        )

    def __enter__(self) -> Pictures:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._sheet.close()

    @property
    def sheet(self) -> Sheet:
        """The composed sheet."""
        return self._sheet

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the sheet in millimetres."""
        wide, high = self._sheet.size_mm
        return float(wide), float(high)

    def write(self, form: PictureFormat, dpi: int = PRINT_DPI) -> bytes:
        """Return the sheet as the bytes of a file."""
        buffer = io.BytesIO()
        self._sheet.save(buffer, form, dpi=dpi)
        return buffer.getvalue()

    def png(self, dpi: int = PRINT_DPI) -> bytes:
        """Return the sheet as PNG."""
        return self.write("png", dpi)

    def svg(self) -> bytes:
        """Return the sheet as SVG."""
        return self.write("svg")
