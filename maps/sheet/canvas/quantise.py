"""At most 256 colours for a PNG, with the map's own colours kept exactly."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COLOURS: Final = 256
# A bin holds the colours that share the upper 5, 6 and 5 bits of red, green and blue.
_BINS: Final = 1 << 16
# Rows worked on at a time, to keep memory small.
_BAND: Final = 256


def _keys(rgb: NDArray[np.uint8]) -> NDArray[np.uint16]:
    red, green, blue = (rgb[..., i].astype(np.uint16) for i in range(3))
    keys = ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3)
    return np.asarray(keys, dtype=np.uint16)


def _centres(keys: NDArray[np.int64]) -> NDArray[np.float64]:
    red, green, blue = keys >> 11, (keys >> 5) & 63, keys & 31
    return np.column_stack([red * 255 / 31, green * 255 / 63, blue * 255 / 31])


def palette(counts: NDArray[np.int64], exact: Iterable[str]) -> NDArray[np.float64]:
    """Return up to 256 colours: the exact ones, then those that are frequent and far from all.

    Parameters
    ----------
    counts : (65536,) array
        Pixels in each bin.
    exact : iterable of str
        Hex colours that must stay as they are.
    """
    chosen = [tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in dict.fromkeys(exact)]
    colours: list[Any] = chosen[: _COLOURS - 64] or [(255, 255, 255)]
    used = np.flatnonzero(counts)
    where = _centres(used)
    weight = np.sqrt(counts[used])
    away = np.full(len(used), np.inf)
    for colour in colours:
        away = np.minimum(away, ((where - colour) ** 2).sum(axis=1))
    while len(colours) < _COLOURS:
        i = int(np.argmax(weight * away))
        if away[i] <= 16:
            break
        colours.append(tuple(where[i]))
        away = np.minimum(away, ((where - where[i]) ** 2).sum(axis=1))
    return np.asarray(colours, dtype=float)


def png(rgba: NDArray[np.uint8], dpi: int, exact: Iterable[str]) -> bytes:
    """Return an image as a PNG of at most 256 colours.

    Parameters
    ----------
    rgba : (height, width, 4) array
        Opaque pixels.
    exact : iterable of str
        Hex colours that must stay as they are.
    """
    from PIL import Image

    bands = [rgba[i : i + _BAND] for i in range(0, len(rgba), _BAND)]
    counts = np.zeros(_BINS, dtype=np.int64)
    for band in bands:
        counts += np.bincount(_keys(band).ravel(), minlength=_BINS)
    exact = list(exact)
    colours = palette(counts, exact)
    nearest = np.zeros(_BINS, dtype=np.uint8)
    used = np.flatnonzero(counts)
    where = _centres(used)
    best = np.full(len(used), np.inf)
    for i, colour in enumerate(colours):
        gap = ((where - colour) ** 2).sum(axis=1)
        nearer = gap < best
        best[nearer] = gap[nearer]
        nearest[used[nearer]] = i
    # an exact colour owns its bin, whatever else is near the bin's middle
    for i, text in reversed(list(enumerate(dict.fromkeys(exact)))):
        own = np.array([[int(text[j : j + 2], 16) for j in (1, 3, 5)]], dtype=np.uint8)
        nearest[_keys(own)[0]] = i
    image = Image.fromarray(np.concatenate([nearest[_keys(band)] for band in bands]))
    image.putpalette(np.rint(colours).astype(np.uint8).tobytes())
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(dpi, dpi), compress_level=6)
    return out.getvalue()
