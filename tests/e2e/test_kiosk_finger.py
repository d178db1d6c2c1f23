"""Writing by finger: strokes as vectors, drawn alike on tablet and wall."""

from __future__ import annotations

import re
from typing import Any

import pytest

from boards.handwriting import path_of
from tests.cast import Cast
from tests.e2e.kiosk import draw_line, kiosk, leave, stored, touch

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_note_by_finger_is_kept_as_vectors(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "손으로 쓰기")
    assert kiosk.get_by_role("button", name="다음").is_disabled()
    draw_line(kiosk, [(0.1, 0.2), (0.5, 0.8), (0.9, 0.2)])
    draw_line(kiosk, [(0.1, 0.9), (0.9, 0.9)])
    draw_line(kiosk, [(0.2, 0.5), (0.3, 0.5)])
    touch(kiosk, "되돌리기")
    touch(kiosk, "지우개")
    draw_line(kiosk, [(0.5, 0.88), (0.5, 0.92)])
    touch(kiosk, "펜")
    touch(kiosk, "새 장")
    draw_line(kiosk, [(0.4, 0.4), (0.6, 0.6)])
    touch(kiosk, "다음")
    assert kiosk.get_by_role("img", name=re.compile("손으로 쓴")).count() == 2
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    note = stored()[0]
    assert note.strokes is not None
    assert [len(page) for page in note.strokes["pages"]] == [1, 1]
    assert (note.text, note.visibility) == ("", "waiting")
    first = note.strokes["pages"][0][0]
    assert min(first[::2]) < 150
    assert max(first[::2]) > 850


def test_the_touch_after_a_lively_stroke_is_not_lost(kiosk: Any, cast: Cast) -> None:
    """As a finger writes: lifted while it moves, which a browser may take for a fling."""
    touch(kiosk, "좋아요")
    touch(kiosk, "손으로 쓰기")
    kiosk.locator(".strokes--living").wait_for()
    kiosk.locator("[inert]").wait_for(state="detached")
    fingers = kiosk.context.new_cdp_session(kiosk)

    def finger(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    line = [(600, 300), (605, 330), (615, 360), (640, 400), (700, 450)]
    finger("touchStart", line[0])
    for place in line[1:]:
        kiosk.wait_for_timeout(30)  # its speed makes the fling
        finger("touchMove", place)
    finger("touchEnd")
    box = kiosk.get_by_role("button", name="다음").bounding_box()
    kiosk.wait_for_timeout(300)
    finger("touchStart", (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    finger("touchEnd")
    kiosk.get_by_role("heading", name="이렇게 붙일까요?").wait_for(timeout=3_000)


def test_the_wall_draws_what_the_tablet_drew(kiosk: Any, cast: Cast) -> None:
    strokes = [[5, 5], [0, 0, 1000, 560], [10, 20, 35, 41, 90, 60, 200, 33, 201, 30]]
    drawn = kiosk.evaluate(
        "strokes => import('/static/kiosk/strokes.js').then(m => strokes.map(m.pathOf))", strokes
    )
    assert drawn == [path_of(stroke, 1.0) for stroke in strokes]


def test_a_second_finger_leaves_no_mark(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "손으로 쓰기")
    kiosk.locator(".strokes--living").wait_for()
    kiosk.evaluate(
        """() => {
          const sheet = document.querySelector(".strokes--living");
          const box = sheet.getBoundingClientRect();
          const send = (type, pointerId, x) => sheet.dispatchEvent(new PointerEvent(type, {
            pointerId, bubbles: true, clientX: box.left + x, clientY: box.top + 40 }));
          sheet.setPointerCapture = () => {};
          send("pointerdown", 1, 20); send("pointerdown", 2, 300);
          send("pointermove", 2, 400); send("pointermove", 1, 90);
          send("pointerup", 2, 400); send("pointerup", 1, 90);
        }"""
    )
    assert kiosk.locator(".strokes--living path").count() == 1
