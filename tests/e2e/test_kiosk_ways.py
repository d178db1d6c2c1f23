"""A note by keys, by finger and by a chip alone: in each language and with each aid."""

from __future__ import annotations

from typing import Any

import pytest

from boards.models import Note
from tests.cast import Cast
from tests.e2e import kiosk as hands
from tests.e2e.kiosk import LANGUAGES, draw_line, kiosk, leave, touch

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)
AIDS = ["bigText", "contrast", "lowMode", "voice", "helped"]
TYPED = {"ko": (*"ㄱㅗㅁㅏㅇㅜㅓ",), "en": (*"thanks",), "vi": (*"camr",), "zh": ()}
WRITTEN = {"ko": "고마워", "en": "thanks", "vi": "cảm", "zh": "谢谢"}


def press(page: Any, where: str, at: int = 0) -> None:
    """Touch a button; the time in which a second touch would be one that trembled passes."""
    hands.press(page, where, at)
    page.clock.run_for(500)


def choose_aid(page: Any, aid: str | None) -> None:
    if aid:
        page.locator(".bottom .aids").nth(1).locator(".aid").nth(AIDS.index(aid)).click()


def by_chip(page: Any, language: str) -> None:
    press(page, ".chip", 1)
    press(page, ".onward .button--primary")


def by_finger(page: Any, language: str) -> None:
    press(page, ".onward .button", 1)
    draw_line(page, [(0.2, 0.2), (0.8, 0.8)])
    press(page, ".onward .button--primary")
    press(page, ".onward .button--primary")


def by_keys(page: Any, language: str) -> None:
    press(page, ".onward .button", 2)
    for key in TYPED[language]:
        page.locator(f'.key[data-name="{key}"]').tap()
    if not TYPED[language]:
        page.get_by_role("textbox").fill(WRITTEN[language])
    press(page, ".onward .button--primary")
    press(page, ".onward .button--primary")


@pytest.mark.long
@pytest.mark.clock
def test_three_ways_to_leave_a_note_in_each_language_and_with_each_aid(
    kiosk: Any, cast: Cast
) -> None:
    for language, aid in (
        ("ko", None),
        ("en", "bigText"),
        ("zh", "contrast"),
        ("vi", "lowMode"),
        ("ko", "voice"),
        ("en", "helped"),
    ):
        for way in (by_chip, by_finger, by_keys):
            if language != "ko":
                touch(kiosk, LANGUAGES[language])
                kiosk.locator(f":root:lang({language})").wait_for()
            choose_aid(kiosk, aid)
            press(kiosk, ".side--good")
            way(kiosk, language)
            kiosk.locator(".screen--thanks").wait_for()
            leave(kiosk)
        keys, finger, chip = Note.objects.order_by("-received_at")[:3]
        assert (chip.category, chip.text, chip.strokes) == ("guidance", "", None)
        assert (finger.text, len(finger.strokes["pages"][0])) == ("", 1)
        assert (keys.text, keys.category, keys.strokes) == (WRITTEN[language], "", None)
        for note in (chip, finger, keys):
            assert (note.side, note.language) == ("good", language)
            assert note.was_helped is (aid == "helped")
    assert Note.objects.count() == 18
