"""The tablet's own keyboard: its keys are large, apart and named, and it never fails."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from tests.browser import small_targets, wait_until
from tests.e2e.keyboard import LAYOUTS, key, kiosk, put, text

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ((1280, 800), (800, 1280))
SPOKEN = [(name, each) for name in ("ko", "vi") for each in LAYOUTS[name] if each != "latin"]
CLIPPED = """() => [...document.querySelectorAll('.key')]
  .filter((key) => key.scrollWidth > key.clientWidth || key.scrollHeight > key.clientHeight)
  .map((key) => key.textContent)"""


def test_holding_erase_takes_more_and_letting_go_stops(kiosk: Any) -> None:
    kiosk.clock.install(time=0)
    kiosk.clock.pause_at(1)
    kiosk.get_by_role("textbox").fill("가" * 40)
    key(kiosk, "erase").hover()
    kiosk.mouse.down()
    assert len(text(kiosk)) == 39
    kiosk.clock.run_for(480)
    assert len(text(kiosk)) == 39
    kiosk.clock.run_for(1_000)
    kiosk.mouse.up()
    left = len(text(kiosk))
    assert 20 < left < 35
    kiosk.clock.run_for(2_000)
    assert len(text(kiosk)) == left


def test_keys_pressed_at_random_never_fail(kiosk: Any) -> None:
    chance = random.Random(1443)  # noqa: S311  the same presses every time
    for language in LAYOUTS:
        put(kiosk, language)
        picks = [chance.random() for _ in range(600)]
        kiosk.evaluate(
            """(picks) => {
              const text = document.querySelector('textarea');
              for (const pick of picks) {
                const keys = document.querySelectorAll('.key');
                keys[Math.floor(pick * keys.length)].click();
                if (pick * 1000 % 1 < 0.02) text.setSelectionRange(0, text.value.length);
              }
            }""",
            picks,
        )
        assert "undefined" not in text(kiosk)
        assert "NaN" not in text(kiosk)
        assert text(kiosk).isprintable() or "\n" in text(kiosk)


def test_the_keyboard_of_the_tablet_stays_away_and_the_choice_is_told(kiosk: Any) -> None:
    assert kiosk.get_by_role("textbox").get_attribute("inputmode") == "none"
    kiosk.get_by_role("button", name="천지인").tap()
    assert kiosk.evaluate("document.body.dataset.chosen") == "cheonjiin"
    assert kiosk.get_by_role("button", name="천지인").get_attribute("aria-pressed") == "true"


def put_each(page: Any, size: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """Every keyboard of every language, one after the other, on a screen of this size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wait_until(page, "width => innerWidth === width", size[0])
    for language, layouts in LAYOUTS.items():
        for layout in layouts:
            put(page, language, layout)
            yield language, layout


def test_keys_are_large_and_apart(kiosk: Any) -> None:
    for size in SIZES:
        for shown in put_each(kiosk, size):
            assert small_targets(kiosk, within=".screen") == [], (shown, size)
            if size == SIZES[0]:
                assert small_targets(kiosk, 72, 14, ".keyboard-keys") == narrow(kiosk), shown
            letters = kiosk.locator(".key:not(.key--word, .key--layout)").first
            assert float(letters.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 38
            assert kiosk.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert kiosk.evaluate("document.documentElement.scrollHeight <= innerHeight")


def narrow(page: Any) -> list[str]:
    """What is under 72 px only because it is 64 px high."""
    lines: list[str] = small_targets(page, 72, 14, ".keyboard-keys")
    return [line for line in lines if re.search(r": (7[2-9]|[89]\d|\d{3})×64 px$", line)]


def test_words_on_keys_fit_also_in_large_text(kiosk: Any) -> None:
    kiosk.evaluate("document.documentElement.dataset.textSize = 'large'")
    for size in SIZES:
        for shown in put_each(kiosk, size):
            assert kiosk.evaluate(CLIPPED) == [], (shown, size)
            if shown[1] == "latin":
                key(kiosk, "shift").click()
                key(kiosk, "shift").click()
                assert kiosk.evaluate(CLIPPED) == [], ("capitals", shown, size)


def test_axe_finds_nothing(kiosk: Any, axe: Any) -> None:
    for contrast, (language, layout) in product(("normal", "high-contrast"), SPOKEN):
        kiosk.evaluate("(mode) => { document.documentElement.dataset.colorMode = mode; }", contrast)
        put(kiosk, language, layout)
        axe(kiosk)
