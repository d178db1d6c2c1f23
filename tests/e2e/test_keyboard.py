"""The tablet's own keyboard, on the screen where a visitor writes: by touch, click and Enter."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import chain, product
from typing import Any

import pytest
from django.utils import timezone

from boards import pairing
from tests.browser import small_targets, wait_until
from tests.cast import Cast
from tests.e2e.kiosk import enter
from tests.kiosk.test_hangul import SEAL, by_strokes, by_two_sets

pytestmark = pytest.mark.django_db(transaction=True)
LAYOUTS = {
    "ko": ("dubeol", "cheonjiin", "latin", "signs"),
    "en": ("latin", "signs", "dubeol"),
    "zh": ("latin", "signs", "dubeol"),
    "vi": ("telex", "signs", "latin", "dubeol"),
}
SIZES = ((1280, 800), (800, 1280))
SPOKEN = [(name, each) for name in ("ko", "vi") for each in LAYOUTS[name] if each != "latin"]
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
# Two fingers of a fast typist: the second comes down before the first goes up, and no click comes.
ROLL = """(names) => {
  const send = (name, kind) => document.querySelector(`.key[data-name="${name}"]`).dispatchEvent(
    new PointerEvent(kind, { bubbles: true, cancelable: true, pointerType: 'touch' }));
  names.forEach((name, index) => {
    send(name, 'pointerdown');
    if (index) send(names[index - 1], 'pointerup');
  });
  send(names.at(-1), 'pointerup');
}"""
# Where the middle of each key lies, on top of everything else.
PLACES = """() => Object.fromEntries([...document.querySelectorAll("[data-name]")].map((key) => {
  const { x, y, width, height } = key.getBoundingClientRect();
  const middle = [x + width / 2, y + height / 2];
  return [key.dataset.name, document.elementFromPoint(...middle) === key ? middle : null];
}))"""
CLIPPED = """() => [...document.querySelectorAll('.key')]
  .filter((key) => key.scrollWidth > key.clientWidth || key.scrollHeight > key.clientHeight)
  .map((key) => key.textContent)"""


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


def test_sentences_by_two_sets_of_letters(kiosk: Any) -> None:
    sentence = "꽤 값싼 의자에 앉았어요.\n닭이 없었다, 왜? 얘들아!"
    tap_text(kiosk, by_two_sets(sentence))
    assert text(kiosk) == sentence
    assert kiosk.locator(".left").inner_text() == f"{500 - len(sentence)}자 남음"
    kiosk.get_by_role("textbox").fill("가" * 520)
    assert kiosk.locator(".left").inner_text() == "20자를 줄여 주세요"


def test_sentences_by_strokes(kiosk: Any) -> None:
    tap_layout(kiosk, "cheonjiin")
    sentence = "국가에서 않는 일, 긴 줄.\n안녕히 꽃길?"
    tap_text(kiosk, by_strokes(sentence))
    assert text(kiosk) == sentence


def tap_layout(page: Any, name: str) -> None:
    page.locator(f'.key[data-layout="{name}"]').tap()


def test_mistakes_are_mended_between_jamo(kiosk: Any) -> None:
    tap(kiosk, "ㅎ", "ㅏ", "ㄴ", "ㅎ")
    assert text(kiosk) == "핞"
    tap(kiosk, "erase", "ㄱ", "erase")
    assert text(kiosk) == "한"
    tap(kiosk, "erase", "ㅎ", "ㅏ", "ㄴ", "erase")
    assert text(kiosk) == "하"
    tap(kiosk, "ㄴ", "ㄱ", "ㅡ", "ㄹ", "ㄱ", "erase", "space", "erase", "erase")
    assert text(kiosk) == "한"
    tap(kiosk, "erase")
    assert text(kiosk) == ""
    tap_layout(kiosk, "cheonjiin")
    tap(kiosk, "ㅅㅎㅆ", "ㅣ", "ㆍ", "ㆍ", "erase", "ㄴㄹ", "erase")
    assert text(kiosk) == "사"
    tap(kiosk, "ㅇㅁ", "ㅇㅁ", "next", "ㅇㅁ", "ㆍ", "erase", "ㅡ")
    assert text(kiosk) == "삼으"


def test_english_has_capitals_for_one_letter_and_for_all(kiosk: Any) -> None:
    put(kiosk, "en")
    tap(kiosk, "shift", "i", "'", "d", "space", "shift", "shift", "o", "k", "shift", "s", "?")
    assert text(kiosk) == "I'd OKs?"
    tap_layout(kiosk, "signs")
    tap(kiosk, "2", "0", "%", "🙂", "❤️", "enter", '"')
    assert text(kiosk) == "I'd OKs?20%🙂❤️\n\""
    tap(kiosk, "erase", "erase", "erase", "erase")
    assert text(kiosk) == "I'd OKs?20%"


def test_vietnamese_is_typed_by_telex(kiosk: Any) -> None:
    put(kiosk, "vi")
    tap(kiosk, "shift", *"camr", "space", *"own", "space", *"nguowif", "space", *"vieetj", "erase")
    assert text(kiosk) == "Cảm ơn người việ"
    tap(kiosk, "n", "left", "s")
    assert text(kiosk) == "Cảm ơn người việsn"


def test_the_caret_ends_a_composition(kiosk: Any) -> None:
    tap(kiosk, "ㄴ", "ㅏ", "ㄷ", "ㅏ", "left")
    assert caret(kiosk) == 1
    tap(kiosk, "ㄱ", "ㅏ", "right", "ㄹ", "left", "right", "ㅏ")
    assert text(kiosk) == "나가다ㄹㅏ"
    # A composition in the middle of the text leaves what follows alone.
    caret(kiosk, 2)
    tap(kiosk, "ㅂ", "ㅣ", "ㅅ", "ㅅ", "ㅏ", "erase", "erase")
    assert (text(kiosk), caret(kiosk)) == ("나가빗다ㄹㅏ", 3)
    tap(kiosk, "ㄱ")
    kiosk.get_by_role("textbox").tap(position={"x": 600, "y": 60})
    assert caret(kiosk) == 7
    caret(kiosk, 4)
    tap(kiosk, "ㅣ")
    assert text(kiosk) == "나가빗ㄱㅣ다ㄹㅏ"


def test_a_touch_of_the_text_at_the_same_place_ends_a_composition_too(kiosk: Any) -> None:
    tap(kiosk, "ㄱ", "ㅏ", "ㄱ")
    kiosk.get_by_role("textbox").tap(position={"x": 600, "y": 60})
    assert caret(kiosk) == 1
    tap(kiosk, "ㅏ", "erase", "erase")
    assert text(kiosk) == ""


def test_chosen_text_is_replaced(kiosk: Any) -> None:
    kiosk.get_by_role("textbox").fill("하나 둘 셋")
    kiosk.get_by_role("textbox").evaluate("(e) => e.setSelectionRange(3, 4)")
    tap(kiosk, "ㅇ", "ㅠ")
    assert text(kiosk) == "하나 유 셋"
    kiosk.get_by_role("textbox").evaluate("(e) => e.setSelectionRange(2, 6)")
    tap(kiosk, "erase")
    assert (text(kiosk), caret(kiosk)) == ("하나", 2)


def test_one_press_writes_one_letter_however_it_is_made(kiosk: Any) -> None:
    kiosk.get_by_role("textbox").focus()
    tap(kiosk, "ㅁ")
    key(kiosk, "ㅗ").click()
    assert text(kiosk) == "모"
    assert kiosk.evaluate("document.activeElement.tagName") == "TEXTAREA"
    key(kiosk, "ㄷ").click(delay=700)  # a slow finger
    key(kiosk, "ㅡ").evaluate("(e) => e.click()")  # assistive technology
    key(kiosk, "ㄴ").dispatch_event("click", {"detail": 1})
    assert text(kiosk) == "모든"
    key(kiosk, "ㅇ").focus()
    kiosk.keyboard.press("Enter")
    kiosk.keyboard.press("Space")
    assert text(kiosk) == "모든ㅇㅇ"
    assert kiosk.evaluate("document.activeElement.dataset.name") == "ㅇ"


def test_two_thumbs_lose_no_letter(kiosk: Any) -> None:
    kiosk.evaluate(ROLL, by_two_sets("반갑습니다"))
    assert text(kiosk) == "반갑습니다"


def test_a_key_of_a_real_keyboard_between_ours(kiosk: Any) -> None:
    tap(kiosk, "ㄱ", "ㅏ")
    kiosk.keyboard.type("x")
    tap(kiosk, "ㄴ", "ㅏ")
    kiosk.keyboard.press("Backspace")
    tap(kiosk, "ㄷ")
    assert text(kiosk) == "가xㄷ"


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


def test_the_line_under_the_caret_stays_in_sight(kiosk: Any) -> None:
    box = kiosk.get_by_role("textbox")
    box.fill("줄\n" * 30)
    box.evaluate("(e) => { e.scrollTop = 0; }")
    tap(kiosk, "ㄱ")
    assert box.evaluate("(e) => e.scrollTop + e.clientHeight >= e.scrollHeight - 2")
    caret(kiosk, 0)
    tap(kiosk, "ㄱ")
    assert box.evaluate("(e) => e.scrollTop") < 20
    assert kiosk.locator("textarea").count() == 1


def test_the_keyboard_of_the_tablet_stays_away_and_the_choice_is_told(kiosk: Any) -> None:
    assert kiosk.get_by_role("textbox").get_attribute("inputmode") == "none"
    kiosk.get_by_role("button", name="천지인").tap()
    assert kiosk.evaluate("document.body.dataset.chosen") == "cheonjiin"
    assert kiosk.get_by_role("button", name="천지인").get_attribute("aria-pressed") == "true"


def test_the_tab_key_passes_by_and_arrows_go_from_key_to_key(kiosk: Any) -> None:
    kiosk.get_by_role("textbox").fill("글")
    kiosk.get_by_role("textbox").focus()
    focused = "document.activeElement.dataset.name ?? document.activeElement.textContent"
    kiosk.keyboard.press("Tab")
    assert kiosk.evaluate(focused) == "손으로 쓰기"
    kiosk.keyboard.press("Tab")
    assert kiosk.evaluate(focused) == "다음"
    kiosk.keyboard.press("Tab")
    assert kiosk.evaluate(focused) == "ㅂ"
    for arrow, name in (("Right", "ㅈ"), ("Down", "ㅁ"), ("Down", "double"), ("Up", "ㅁ")):
        kiosk.keyboard.press(f"Arrow{arrow}")
        assert kiosk.evaluate(focused) == name
    kiosk.keyboard.press("Tab")
    assert not kiosk.evaluate("document.activeElement.matches('.key')")
    kiosk.keyboard.press("Shift+Tab")
    assert kiosk.evaluate(focused) == "ㅁ"


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
