"""Screen recording through the browser's own protocol, and what it says about a change.

A frame is compared only where the map has class colours before and after, so that neither the
radio button nor a tooltip counts.
"""

from __future__ import annotations

import base64
import io
import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

Pixels = NDArray[np.int16]

# Largest distance of a channel for two pixels to be the same colour (frames are JPEG).
NEAR = 12
# The share of the map's pixels that must have their last colour; a first map is finished before
# the names change from the system's font to the served one.
DONE = 0.995
DONE_FIRST = 0.97


@dataclass
class Recording:
    """Frames of the page with the epoch seconds at which they were painted."""

    page: Page
    session: CDPSession
    frames: list[tuple[float, bytes]] = field(default_factory=list)
    owed: list[int] = field(default_factory=list)
    wire: int = 0

    @classmethod
    def start(cls, page: Page) -> Recording:
        """Begin to record the frames and the bytes that arrive."""
        session = page.context.new_cdp_session(page)
        recording = cls(page, session)
        session.on("Page.screencastFrame", recording._frame)
        session.on("Network.webSocketFrameReceived", recording._socket)
        session.on("Network.loadingFinished", recording._loaded)
        session.send("Network.enable")
        small = {"format": "jpeg", "quality": 90, "maxWidth": 683, "maxHeight": 384}
        session.send("Page.startScreencast", small)
        return recording

    def _frame(self, event: dict[str, Any]) -> None:
        self.frames.append((event["metadata"]["timestamp"], base64.b64decode(event["data"])))
        self.owed.append(event["sessionId"])

    def _socket(self, event: dict[str, Any]) -> None:
        response = event["response"]
        text = response["payloadData"]
        self.wire += len(text) * 3 // 4 if response["opcode"] == 2 else len(text.encode())

    def _loaded(self, event: dict[str, Any]) -> None:
        self.wire += int(event.get("encodedDataLength", 0))

    def wait(self, seconds: float, *, still: float = 0.0, longest: float = 12.0) -> None:
        """Let frames arrive for `seconds`, and on until none has come for `still` seconds."""
        begun = time.monotonic()
        newest, count = begun, len(self.frames)
        while (now := time.monotonic()) < begun + longest:
            while self.owed:
                self.session.send("Page.screencastFrameAck", {"sessionId": self.owed.pop(0)})
            if len(self.frames) != count:
                newest, count = now, len(self.frames)
            if now >= begun + seconds and now >= newest + still:
                return
            self.page.wait_for_timeout(8)

    def clear(self) -> None:
        """Forget frames and bytes so far."""
        self.frames.clear()
        self.wire = 0

    def stop(self) -> None:
        """End the recording."""
        self.session.send("Page.stopScreencast")
        self.session.detach()


def pixels(picture: bytes) -> Pixels:
    """Decode a frame into rows × columns × 3."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=np.int16)


def classed(image: Pixels, colours: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return where a frame shows one of the class colours."""
    mask = np.zeros(image.shape[:2], dtype=bool)
    for colour in colours:
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.int16)
        mask |= (np.abs(image - rgb) <= NEAR).all(axis=2)
    return mask


@dataclass(frozen=True)
class Change:
    """One change: milliseconds to the last new colour, and with less than half of the map."""

    ms: float
    blank_ms: float


def measure(
    frames: list[tuple[float, bytes]], before: Pixels, start: float, colours: tuple[str, ...]
) -> Change:
    """Read a recording.

    Parameters
    ----------
    frames : list of (epoch seconds, JPEG)
        Frames after the change was asked for.
    before : array
        The picture before; a black one when there was none.
    start : float
        Epoch seconds of the key press or of the navigation.
    colours : tuple of str
        The class colours.
    """
    images = [(at, pixels(picture)) for at, picture in frames if at >= start]
    images = [(at, image) for at, image in images if image.shape == before.shape]
    if not images:
        return Change(float("nan"), float("nan"))
    final = images[-1][1]
    mask = classed(final, colours)
    if before.any():
        mask &= classed(before, colours)
        changed = mask & (np.abs(final - before) > NEAR).any(axis=2)
    else:
        changed = mask
    if not changed.any():
        return Change(float("nan"), float("nan"))
    done = float("nan")
    share = DONE if before.any() else DONE_FIRST
    for at, image in reversed(images):
        if (np.abs(image[changed] - final[changed]) <= NEAR).all(axis=1).mean() < share:
            break
        done = at
    blank = 0.0
    for (at, image), (after, _image) in itertools.pairwise(images):
        if classed(image, colours)[mask].mean() < 0.5:
            blank += after - at
    return Change((done - start) * 1000, blank * 1000)
