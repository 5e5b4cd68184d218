"""One axes whose units are page millimetres, and the few marks everything is drawn with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from layers.palettes import INK, PAPER
from maps.sheet.canvas import fonts, shapes
from maps.sheet.canvas.fonts import MIDDLE, POINT_MM, Face
from maps.sheet.drawn import SheetRecord

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

# TrueType in PDF (type 42) keeps text searchable and its copying in order.
matplotlib.rcParams.update(
    {
        "pdf.fonttype": 42,
        "svg.fonttype": "path",
        "svg.hashsalt": "atlas",
        "text.parse_math": False,
        "text.hinting": "none",
        "path.simplify": False,
        "agg.path.chunksize": 0,
    }
)

Box = tuple[float, float, float, float]
Align = Literal["left", "center", "right"]


class Page:
    """A page of paper measured in mm from its lower left corner.

    Attributes
    ----------
    colours : list of str
        Solid fills so far, which a PNG keeps exactly.
    occupied : list of Box
        (x0, y0, x1, y1) of what must not be covered: labels, legends, insets, scale bars.
    record : SheetRecord
        What has been drawn, for the compliance list.
    """

    def __init__(self, width: float, height: float, *, ground: str = PAPER) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 25.4, height / 25.4), facecolor=ground)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        prepare_axes(self.axes, width, height)
        self._start(ground)

    @classmethod
    def on(cls, axes: Axes) -> Page:
        """Return a page that draws into an axes whose units are already millimetres."""
        page = cls.__new__(cls)
        (_left, right), (_bottom, top) = axes.get_xlim(), axes.get_ylim()
        page.width, page.height = float(right), float(top)
        figure = axes.get_figure(root=True)
        if figure is None:
            raise ValueError("the axes belongs to no figure")
        page.figure, page.axes = figure, axes
        page._start("#ffffff")
        return page

    def _start(self, ground: str) -> None:
        self.occupied: list[Box] = []
        self.record = SheetRecord()
        self.written: set[tuple[str, Face]] = set()
        self.colours: list[str] = ["#ffffff", ground]

    def _cut(self, artist: Artist, within: Box | None) -> None:
        if within is not None:
            x0, y0, x1, y1 = within
            artist.set_clip_path(
                Rectangle((x0, y0), x1 - x0, y1 - y0, transform=self.axes.transData)
            )

    def reserve(self, box: Box, margin: float = 0.0) -> None:
        """Mark a rectangle as taken."""
        x0, y0, x1, y1 = box
        self.occupied.append((x0 - margin, y0 - margin, x1 + margin, y1 + margin))

    def fill(
        self,
        paths: Iterable[Path | None],
        face: str | Sequence[str] = "none",
        *,
        edge: str | Sequence[str] = "none",
        line: float = 0.0,
        z: float = 1.0,
        alpha: float | None = None,
        dash: Any = "solid",
        cap: Literal["butt", "round"] | None = None,
        within: Box | None = None,
    ) -> None:
        """Draw paths; `face` and `edge` are one colour or one a path; `line` in points."""
        kept, faces, edges = [], [], []
        if alpha is None:
            self.colours += [face] if isinstance(face, str) else face
            self.colours = [c for c in dict.fromkeys(self.colours) if c != "none"]
        for i, item in enumerate(paths):
            if item is None:
                continue
            kept.append(item)
            faces.append(face if isinstance(face, str) else face[i])
            edges.append(edge if isinstance(edge, str) else edge[i])
        if not kept:
            return
        artist = PathCollection(
            kept,
            facecolors=faces,
            edgecolors=edges,
            linewidths=line,
            linestyles=[dash],
            # two entries: a lone path would be drawn as a marker, which is slow and snaps to pixels
            antialiaseds=(True, True),
            joinstyle="round",
            capstyle=cap or ("butt" if dash != "solid" else "round"),
            alpha=alpha,
            zorder=z,
        )
        artist.set_transform(self.axes.transData)
        self.axes.add_collection(artist, autolim=False)
        self._cut(artist, within)

    def lines(
        self,
        segments: Sequence[Any],
        colour: str,
        width: float,
        *,
        z: float = 5.0,
        dash: Any = "solid",
        within: Box | None = None,
    ) -> None:
        """Draw open lines, each an array of (x, y) in mm; `width` in points."""
        artist = LineCollection(
            list(segments),
            colors=colour,
            linewidths=width,
            linestyles=[dash],
            capstyle="butt",
            joinstyle="round",
            zorder=z,
        )
        self.axes.add_collection(artist, autolim=False)
        self._cut(artist, within)

    def rectangle(
        self,
        box: Box,
        face: str = "none",
        *,
        edge: str = "none",
        line: float = 0.5,
        z: float = 1.0,
        alpha: float | None = None,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle, its corners rounded by `radius` mm."""
        x0, y0, x1, y1 = box
        if face != "none" and alpha is None and face not in self.colours:
            self.colours.append(face)
        style: dict[str, Any] = {
            "facecolor": face,
            "edgecolor": edge,
            "linewidth": line,
            "zorder": z,
        }
        if radius:
            r = radius
            patch: Any = FancyBboxPatch(
                (x0, y0), x1 - x0, y1 - y0,
                boxstyle=f"round,pad=0,rounding_size={r}", alpha=alpha, **style,
            )  # fmt: skip
        else:
            patch = Rectangle((x0, y0), x1 - x0, y1 - y0, alpha=alpha, joinstyle="miter", **style)
        self.axes.add_artist(patch)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        face: str,
        *,
        edge: str = "none",
        line: float = 0.5,
        z: float = 10.0,
        alpha: float | None = None,
        within: Box | None = None,
        dashed: bool = False,
    ) -> None:
        """Draw a circle; `radius` in mm."""
        fill = matplotlib.colors.to_rgba(face, alpha) if face != "none" else "none"
        patch = Circle((x, y), radius, facecolor=fill, edgecolor=edge, linewidth=line, zorder=z)
        if dashed:
            patch.set_linestyle((0, (4.0, 2.4)))
        self.axes.add_artist(patch)
        self._cut(patch, within)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = INK,
        face: Face = "sans",
        align: Align = "left",
        halo: str | None = None,
        halo_width: float = 1.4,
        z: float = 20.0,
        rotation: float = 0.0,
        reserve: bool = False,
    ) -> Box:
        """Write one line whose ink is centred on `y`; return the box it takes.

        A halo is its own outline below the text, so that the text itself stays text in PDF.
        """
        wide = fonts.width(text, size, face)
        x0 = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        em = size * POINT_MM
        box = (x0, y - em / 2, x0 + wide, y + em / 2)
        if rotation:
            self._turned(x, y, text, size, colour=colour, face=face, rotation=rotation, z=z)
        else:
            self.letters(
                x0, y - MIDDLE * em, text, size, colour=colour, face=face, halo=halo,
                halo_width=halo_width, z=z,
            )  # fmt: skip
        if reserve:
            self.reserve(box)
        return box

    def letters(
        self, x: float, y: float, text: str, size: float, *, angle: float = 0.0,
        colour: str = INK, face: Face = "sans", halo: str | None = None, halo_width: float = 1.5,
        z: float = 20.0,
    ) -> None:  # fmt: skip
        """Write letters that lean by `angle` degrees, their baseline starting at (x, y)."""
        if not text.strip():
            return
        self.written.add((text, face))
        text = fonts.drawable(text, face)
        if halo is not None:
            move = Affine2D().rotate_deg(angle).translate(x, y)
            outline = shapes.text_path(text, size, face).transformed(move)
            self.fill([outline], edge=halo, line=halo_width, z=z - 0.01)
        self.axes.text(
            x, y, text, fontsize=size, color=colour, fontproperties=_sized(face, size),
            ha="left", va="baseline", rotation=angle, zorder=z, parse_math=False,
            # a leaning letter turns about its own foot
            rotation_mode="anchor" if angle else "default",
        )  # fmt: skip

    def _turned(
        self, x: float, y: float, text: str, size: float, *, colour: str, face: Face,
        rotation: float, z: float,
    ) -> None:  # fmt: skip
        self.written.add((text, face))
        text = fonts.drawable(text, face)
        self.axes.text(
            x, y, text, fontsize=size, color=colour, fontproperties=_sized(face, size),
            ha="center", va="center", rotation=rotation, zorder=z, parse_math=False,
        )  # fmt: skip

    def paragraph(
        self, x: float, top: float, text: str, size: float, width: float, *,
        colour: str = INK, face: Face = "sans", leading: float = 1.45, z: float = 20.0,
        most: int = 99,
    ) -> float:  # fmt: skip
        """Write wrapped lines downwards from `top`; return the y below the last line."""
        step = size * POINT_MM * leading
        wrapped = fonts.wrap(text, size, width, face)
        if len(wrapped) > most:
            wrapped = [*wrapped[: most - 1], wrapped[most - 1][:-1] + "…"]
        for i, line in enumerate(wrapped):
            self.text(x, top - step * (i + 0.5), line, size, colour=colour, face=face, z=z)
        return top - step * len(wrapped)


def prepare_axes(axes: Axes, width: float, height: float) -> None:
    """Give an axes mm as units and nothing of its own to draw."""
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.set_axis_off()
    axes.set_autoscale_on(False)


def _sized(face: Face, size: float) -> Any:
    font = fonts.properties(face).copy()
    font.set_size(size)
    return font
