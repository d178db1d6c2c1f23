"""Handwriting drawn by the server: vectors from the tablet as smooth paths of an SVG.

No image comes in and none is stored; what is drawn is made of checked numbers alone
(boards.kiosk.strokes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FIELD = 1000  # units of a drawn page's width


@dataclass(frozen=True)
class DrawnPage:
    """One page: its height in units of `FIELD` a width, and the `d` of each stroke's path."""

    height: int
    paths: tuple[str, ...]


def drawn_pages(strokes: dict[str, Any] | None) -> tuple[DrawnPage, ...]:
    """The pages that were written on; empty for a note without handwriting."""
    if not strokes:
        return ()
    scale = FIELD / strokes["width"]
    height = round(strokes["height"] * scale)
    return tuple(
        DrawnPage(height, tuple(path_of(stroke, scale) for stroke in page))
        for page in strokes["pages"]
        if page
    )


def path_of(stroke: list[int], scale: float) -> str:
    """A smooth line through a stroke's points, as the tablet drew it.

    Each point bends a curve from the middle before it to the middle after it, so that nothing
    shows corners that a finger did not make. A dot is a line of no length.
    """
    points = [
        (round(int(x) * scale), round(int(y) * scale))
        for x, y in zip(stroke[::2], stroke[1::2], strict=True)
    ]
    path = [f"M{points[0][0]} {points[0][1]}"]
    for (x, y), (next_x, next_y) in zip(points[1:], points[2:], strict=False):
        path.append(f"Q{x} {y} {(x + next_x) / 2:g} {(y + next_y) / 2:g}")
    path.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(path)
