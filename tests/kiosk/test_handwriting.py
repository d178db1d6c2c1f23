"""Handwriting: checked numbers come in, smooth paths of numbers alone come out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards.handwriting import drawn_pages
from boards.kiosk.strokes import MOST_PAGES, MOST_POINTS, MOST_STROKES, BadStrokes, checked_strokes

PLACES = st.integers(0, 1000)
STROKES = st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=30).map(
    lambda points: [number for point in points for number in point]
)
PAGES = st.lists(st.lists(STROKES, max_size=4), max_size=MOST_PAGES)


def sheet(pages: object, width: int = 1000, height: int = 1000) -> dict[str, object]:
    return {"pages": pages, "width": width, "height": height}


@given(PAGES)
def test_a_path_holds_nothing_but_a_path(pages: list[list[list[int]]]) -> None:
    strokes = checked_strokes(sheet(pages))
    drawn = drawn_pages(strokes)
    assert [len(page.paths) for page in drawn] == [len(page) for page in pages if page]
    for page in drawn:
        for path in page.paths:
            assert re.fullmatch(r"M\d+ \d+(?:Q\d+ \d+ [\d.]+ [\d.]+)*L\d+ \d+", path)


def test_a_wide_sheet_keeps_its_form() -> None:
    page = drawn_pages(sheet([[[0, 0, 500, 280]]], 500, 280))[0]
    assert (page.height, page.paths) == (560, ("M0 0L1000 560",))


@pytest.mark.parametrize(
    "strokes",
    [
        [],
        "path",
        sheet("x"),
        sheet(["x"]),
        sheet([["x"]]),
        sheet([[[1]]]),
        sheet([[[1, 2, 3]]]),
        sheet([[[1.5, 2]]]),
        sheet([[[True, 2]]]),
        sheet([[[-1, 2]]]),
        sheet([[[1001, 2]]]),
        sheet([], 0, 10),
        sheet([], 10, 99_999),
        {**sheet([]), "image": "data:"},
        sheet([[]] * (MOST_PAGES + 1)),
        sheet([[[1, 1]] * (MOST_STROKES + 1)]),
        sheet([[[1, 1] * (MOST_POINTS + 1)]]),
    ],
)
def test_what_is_no_handwriting_is_refused_with_a_sentence(strokes: object) -> None:
    with pytest.raises(BadStrokes, match="손글씨"):
        checked_strokes(strokes)


def test_empty_sheets_are_no_handwriting() -> None:
    assert checked_strokes(sheet([[], []])) is None
    assert drawn_pages(None) == ()
