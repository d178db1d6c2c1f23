"""A paired tablet in a real browser, and the hands of its visitor."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from boards import pairing
from boards.models import Note
from tests.cast import Cast


@pytest.fixture
def kiosk(page: Any, live_server: Any, cast: Cast) -> Any:
    """A page of a paired tablet, on its start screen."""
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    page.goto(f"{live_server.url}/kiosk/invited/{secret}")
    page.get_by_role("button", name="좋아요").wait_for()
    return page


def touch(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=False).first.click()


def leave(page: Any) -> None:
    """Back to the start: the time to take the note back is over and it is sent."""
    with page.expect_response("**/kiosk/notes/**") as answer:
        touch(page, page.locator(".onward .button--primary").inner_text())
    assert answer.value.ok


def stored(count: int = 1) -> list[Note]:
    notes = list(Note.objects.order_by("received_at"))
    assert len(notes) == count
    return notes


def draw_line(page: Any, points: list[tuple[float, float]]) -> None:
    """One stroke over the sheet; places are shares of its width and height."""
    box = page.locator(".strokes--living").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=5)
    page.mouse.up()
