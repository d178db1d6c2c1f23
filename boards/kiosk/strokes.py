"""Handwriting as vectors: limits and form.

`{"pages": [[[x, y, x, y, …], …], …], "width": 1000, "height": 1000}`: pages of strokes of
points, whole numbers from 0 to the width and height. The server draws them; no image comes in.
"""

from __future__ import annotations

from typing import Any

MOST_PAGES = 3
MOST_STROKES = 400
MOST_POINTS = 20_000
MOST_SIDE = 4_000  # width and height in units


class BadStrokes(ValueError):
    """Strokes outside the stated form or limits; the message is for people."""


def _whole(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _checked_stroke(stroke: object, width: int, height: int) -> int:
    if not isinstance(stroke, list) or len(stroke) < 2 or len(stroke) % 2:
        raise BadStrokes("손글씨의 형식이 맞지 않습니다. 지우고 다시 써 주세요.")
    xs, ys = stroke[::2], stroke[1::2]
    if not (all(_whole(x, width) for x in xs) and all(_whole(y, height) for y in ys)):
        raise BadStrokes("손글씨가 쪽지 밖으로 나갔습니다. 지우고 다시 써 주세요.")
    return len(xs)


def checked_strokes(strokes: object) -> dict[str, Any] | None:
    """The strokes when they fit; None for none. Raises BadStrokes."""
    if strokes is None:
        return None
    if not isinstance(strokes, dict) or strokes.keys() != {"pages", "width", "height"}:
        raise BadStrokes("손글씨의 형식이 맞지 않습니다. 지우고 다시 써 주세요.")
    width, height, pages = strokes["width"], strokes["height"], strokes["pages"]
    if not (_whole(width, MOST_SIDE) and _whole(height, MOST_SIDE) and width and height):
        raise BadStrokes("손글씨의 크기가 맞지 않습니다.")
    if not isinstance(pages, list) or not all(isinstance(page, list) for page in pages):
        raise BadStrokes("손글씨의 형식이 맞지 않습니다. 지우고 다시 써 주세요.")
    if len(pages) > MOST_PAGES or sum(len(page) for page in pages) > MOST_STROKES:
        raise BadStrokes(f"손글씨는 {MOST_PAGES}장, {MOST_STROKES}획까지 쓸 수 있습니다.")
    points = sum(_checked_stroke(stroke, width, height) for page in pages for stroke in page)
    if points > MOST_POINTS:
        raise BadStrokes("손글씨가 너무 깁니다. 조금 줄여 주세요.")
    return strokes if points else None
