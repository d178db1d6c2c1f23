"""The tablet's own keyboard on the screen where a visitor writes, and the fingers on it."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from django.utils import timezone

from boards import pairing
from tests.cast import Cast
from tests.e2e.kiosk import enter
from tests.kiosk.test_hangul import SEAL

LAYOUTS = {
    "ko": ("dubeol", "cheonjiin", "latin", "signs"),
    "en": ("latin", "signs", "dubeol"),
    "zh": ("latin", "signs", "dubeol"),
    "vi": ("telex", "signs", "latin", "dubeol"),
}
NAMED = {" ": "space", "\n": "enter", SEAL: "next"}
DOUBLED = {"ㅃ": "ㅂ", "ㅉ": "ㅈ", "ㄸ": "ㄷ", "ㄲ": "ㄱ", "ㅆ": "ㅅ", "ㅒ": "ㅐ", "ㅖ": "ㅔ"}

PUT = """async ([language, layout]) => {
  const { keyboard } = await import('/static/kiosk/keyboard.js');
  await (await import('/static/kiosk/words.js')).learn(language);
  const text = document.querySelector('textarea');
  const onlayout = (name) => { document.body.dataset.chosen = name; };
  document.querySelector('.keyboard')?.remove();
  document.querySelector('.screen').append(keyboard(text, { language, layout, onlayout }));
}"""
# Where the middle of each key lies, on top of everything else.
PLACES = """() => Object.fromEntries([...document.querySelectorAll("[data-name]")].map((key) => {
  const { x, y, width, height } = key.getBoundingClientRect();
  const middle = [x + width / 2, y + height / 2];
  return [key.dataset.name, document.elementFromPoint(...middle) === key ? middle : null];
}))"""


@pytest.fixture
def kiosk(page: Any, live_server: Any, cast: Cast) -> Any:
    """A paired tablet on the screen for writing, with the Korean keyboard below the text."""
    secret = pairing.invite(cast.board, "tablet", timezone.now())
    page.goto(f"{live_server.url}/kiosk/invited/{secret}")
    enter(page, ".side--good")
    enter(page, ".onward .button", 2)
    page.get_by_role("textbox").wait_for()
    put(page)
    return page


def put(page: Any, language: str = "ko", layout: str | None = None) -> None:
    page.evaluate(PUT, [language, layout])


def key(page: Any, name: str) -> Any:
    quoted = name.replace('"', '\\"')
    return page.locator(f'.key[data-name="{quoted}"]')


def tap(page: Any, *names: str) -> None:
    """Touch keys by their names, each in its middle."""
    places = page.evaluate(PLACES)
    for name in names:
        page.touchscreen.tap(*places[name])


def tap_layout(page: Any, name: str) -> None:
    page.locator(f'.key[data-layout="{name}"]').tap()


def tap_text(page: Any, keys: list[str]) -> None:
    """Touch keys by what they write; shift before a doubled consonant."""
    names = (["double", DOUBLED[s]] if s in DOUBLED else [NAMED.get(s, s)] for s in keys)
    tap(page, *chain.from_iterable(names))


def text(page: Any) -> str:
    value: str = page.get_by_role("textbox").input_value()
    return value


def caret(page: Any, at: int | None = None) -> int:
    if at is not None:
        page.get_by_role("textbox").evaluate("(e, at) => e.setSelectionRange(at, at)", at)
    place: int = page.get_by_role("textbox").evaluate("(e) => e.selectionStart")
    return place
