"""What fingers type on the tablet's own keyboard: by touch, click and Enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.keyboard import caret, key, kiosk, put, tap, tap_layout, tap_text, text
from tests.kiosk.test_hangul import by_strokes, by_two_sets

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)
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


Case = Callable[[Any], None]
TYPED: list[Case] = []


def typed(case: Case) -> Case:
    """One of the cases that are typed on one and the same page, each on an empty sheet."""
    TYPED.append(case)
    return case


@typed
def sentences_by_two_sets_of_letters(kiosk: Any) -> None:
    sentence = "꽤 값싼 의자에 앉았어요.\n닭이 없었다, 왜? 얘들아!"
    tap_text(kiosk, by_two_sets(sentence))
    assert text(kiosk) == sentence
    assert kiosk.locator(".left").inner_text() == f"{500 - len(sentence)}자 남음"
    kiosk.get_by_role("textbox").fill("가" * 520)
    assert kiosk.locator(".left").inner_text() == "20자를 줄여 주세요"


@typed
def sentences_by_strokes(kiosk: Any) -> None:
    tap_layout(kiosk, "cheonjiin")
    sentence = "국가에서 않는 일, 긴 줄.\n안녕히 꽃길?"
    tap_text(kiosk, by_strokes(sentence))
    assert text(kiosk) == sentence


@typed
def mistakes_are_mended_between_jamo(kiosk: Any) -> None:
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


@typed
def english_has_capitals_for_one_letter_and_for_all(kiosk: Any) -> None:
    put(kiosk, "en")
    tap(kiosk, "shift", "i", "'", "d", "space", "shift", "shift", "o", "k", "shift", "s", "?")
    assert text(kiosk) == "I'd OKs?"
    tap_layout(kiosk, "signs")
    tap(kiosk, "2", "0", "%", "🙂", "❤️", "enter", '"')
    assert text(kiosk) == "I'd OKs?20%🙂❤️\n\""
    tap(kiosk, "erase", "erase", "erase", "erase")
    assert text(kiosk) == "I'd OKs?20%"


@typed
def vietnamese_is_typed_by_telex(kiosk: Any) -> None:
    put(kiosk, "vi")
    tap(kiosk, "shift", *"camr", "space", *"own", "space", *"nguowif", "space", *"vieetj", "erase")
    assert text(kiosk) == "Cảm ơn người việ"
    tap(kiosk, "n", "left", "s")
    assert text(kiosk) == "Cảm ơn người việsn"


@typed
def the_caret_ends_a_composition(kiosk: Any) -> None:
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


@typed
def a_touch_of_the_text_at_the_same_place_ends_a_composition_too(kiosk: Any) -> None:
    tap(kiosk, "ㄱ", "ㅏ", "ㄱ")
    kiosk.get_by_role("textbox").tap(position={"x": 600, "y": 60})
    assert caret(kiosk) == 1
    tap(kiosk, "ㅏ", "erase", "erase")
    assert text(kiosk) == ""


@typed
def chosen_text_is_replaced(kiosk: Any) -> None:
    kiosk.get_by_role("textbox").fill("하나 둘 셋")
    kiosk.get_by_role("textbox").evaluate("(e) => e.setSelectionRange(3, 4)")
    tap(kiosk, "ㅇ", "ㅠ")
    assert text(kiosk) == "하나 유 셋"
    kiosk.get_by_role("textbox").evaluate("(e) => e.setSelectionRange(2, 6)")
    tap(kiosk, "erase")
    assert (text(kiosk), caret(kiosk)) == ("하나", 2)


@typed
def one_press_writes_one_letter_however_it_is_made(kiosk: Any) -> None:
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


@typed
def two_thumbs_lose_no_letter(kiosk: Any) -> None:
    kiosk.evaluate(ROLL, by_two_sets("반갑습니다"))
    assert text(kiosk) == "반갑습니다"


@typed
def a_key_of_a_real_keyboard_between_ours(kiosk: Any) -> None:
    tap(kiosk, "ㄱ", "ㅏ")
    kiosk.keyboard.type("x")
    tap(kiosk, "ㄴ", "ㅏ")
    kiosk.keyboard.press("Backspace")
    tap(kiosk, "ㄷ")
    assert text(kiosk) == "가xㄷ"


@typed
def the_line_under_the_caret_stays_in_sight(kiosk: Any) -> None:
    box = kiosk.get_by_role("textbox")
    box.fill("줄\n" * 30)
    box.evaluate("(e) => { e.scrollTop = 0; }")
    tap(kiosk, "ㄱ")
    assert box.evaluate("(e) => e.scrollTop + e.clientHeight >= e.scrollHeight - 2")
    caret(kiosk, 0)
    tap(kiosk, "ㄱ")
    assert box.evaluate("(e) => e.scrollTop") < 20
    assert kiosk.locator("textarea").count() == 1


@typed
def the_tab_key_passes_by_and_arrows_go_from_key_to_key(kiosk: Any) -> None:
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


def test_what_fingers_type_is_written(kiosk: Any, subtests: pytest.Subtests) -> None:
    for case in TYPED:
        with subtests.test(case.__name__):
            kiosk.get_by_role("textbox").fill("")
            kiosk.evaluate("document.activeElement.blur()")
            put(kiosk)
            case(kiosk)
