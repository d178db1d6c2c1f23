"""The tablet for everybody: languages, voice, low mode, large targets, no fault of WCAG."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import wait_until
from tests.cast import Cast
from tests.e2e.kiosk import LANGUAGES, enter, kiosk, leave, press, stored, touch

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)


# Pairs of buttons around the keyboard with less than 14 px between them.
TOO_CLOSE = """() => {
  const buttons = [...document.querySelectorAll(":is(.bar, .warning, .onward) .button")];
  const boxes = buttons.map((button) => [button.textContent, button.getBoundingClientRect()]);
  return boxes.flatMap(([name, a], at) => boxes.slice(at + 1)
    .filter(([, b]) => a.left < b.right + 14 && b.left < a.right + 14
      && a.top < b.bottom + 14 && b.top < a.bottom + 14)
    .map(([other]) => `${name} | ${other}`));
}"""


def said(page: Any) -> str:
    """What the tablet has said since it was last silent."""
    return " ".join(page.evaluate("said"))


def test_voice_reads_the_screen_and_asks_for_a_second_touch(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "음성")
    kiosk.get_by_role("button", name="다시 듣기").wait_for()
    assert "민원실에 하고 싶은 말씀" in said(kiosk)
    touch(kiosk, "아쉬워요")
    assert said(kiosk).endswith("한 번 더 누르면 됩니다")
    assert kiosk.get_by_role("heading", name="하고 싶은 말씀").is_visible()
    touch(kiosk, "아쉬워요")
    kiosk.get_by_role("heading", name="무엇이 아쉬웠나요").wait_for()
    assert "오래 기다렸어요" in said(kiosk)
    touch(kiosk, "멈추기")
    assert said(kiosk) == ""
    touch(kiosk, "다시 듣기")
    assert "무엇이 아쉬웠나요" in said(kiosk)
    # Sentence by sentence: a browser falls silent in the middle of a long text.
    assert max(len(sentence) for sentence in kiosk.evaluate("said")) < 100


@pytest.mark.clock
def test_voice_reads_keys_the_focus_and_the_warning(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "음성")
    kiosk.get_by_role("button", name="다시 듣기").wait_for()
    press(kiosk, ".side--good")
    press(kiosk, ".onward .button", 2)
    kiosk.locator('.key[data-name="space"]').tap()
    assert said(kiosk) == "띄어쓰기"
    kiosk.keyboard.press("Tab")
    assert said(kiosk) == "손으로 쓰기"
    kiosk.clock.run_for(45_000)
    kiosk.get_by_role("dialog").wait_for()
    assert "계속 쓰고 계신가요" in said(kiosk)
    press(kiosk, "dialog button")
    assert kiosk.get_by_role("dialog").count() == 0


@pytest.mark.clock
def test_reading_aloud_takes_no_time_from_the_visitor(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "음성")
    kiosk.get_by_role("button", name="다시 듣기").wait_for()
    press(kiosk, ".side--good")
    kiosk.clock.run_for(35_000)
    touch(kiosk, "다시 듣기")
    kiosk.clock.run_for(35_000)
    assert kiosk.get_by_role("dialog").count() == 0


def test_a_tablet_without_a_voice_says_so_in_words(kiosk: Any, cast: Cast) -> None:
    kiosk.evaluate(
        """() => {
          speechSynthesis.speak = (words) => words.onerror({ error: "synthesis-unavailable" });
        }"""
    )
    for aid in ("큰 글씨", "낮은 화면", "음성"):
        touch(kiosk, aid)
    kiosk.get_by_text("읽어 줄 목소리가 없습니다").wait_for()
    # Who can hear nothing is asked for no second touch, and finds every key.
    touch(kiosk, "아쉬워요")
    kiosk.locator(".screen--category").wait_for()
    kiosk.locator("[inert]").wait_for(state="detached")
    kiosk.locator(".onward .button").nth(2).click()
    kiosk.locator('.key[data-name="space"]').wait_for()
    kiosk.locator("[inert]").wait_for(state="detached")
    assert (
        kiosk.evaluate(
            """() => [...document.querySelectorAll(".key")].filter((key) => {
          const { x, y, width, height } = key.getBoundingClientRect();
          return !key.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }).map((key) => key.textContent)"""
        )
        == []
    )


def test_in_low_mode_what_takes_a_number_out_lies_on_no_other_button(
    kiosk: Any, cast: Cast
) -> None:
    press(kiosk, ".bottom .aids .aid", 6)
    for language in ("en", "vi"):
        touch(kiosk, LANGUAGES[language])
        kiosk.locator(f":root:lang({language})").wait_for()
        enter(kiosk, ".side--regret")
        enter(kiosk, ".onward .button", 2)
        kiosk.get_by_role("textbox").fill("010-1234-5678")
        for width, height in ((1280, 800), (800, 1280)):
            kiosk.set_viewport_size({"width": width, "height": height})
            assert kiosk.evaluate(TOO_CLOSE) == []
        press(kiosk, ".bar .button")
        press(kiosk, "dialog .button", 1)


def test_a_note_written_with_help_is_marked(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "대신 적어 드려요")
    touch(kiosk, "좋아요")
    assert kiosk.get_by_text("대신 적어 드리는 쪽지입니다").is_visible()
    touch(kiosk, "친절했어요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    assert stored()[0].was_helped


def test_chinese_is_written_with_the_tablets_own_keyboard(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "中文")
    touch(kiosk, "满意")
    touch(kiosk, "打字")
    assert kiosk.locator(".keyboard").count() == 0
    assert kiosk.get_by_role("textbox").get_attribute("inputmode") is None


ARROW = "getComputedStyle(document.querySelector('.onward'), '::before').opacity"


def test_an_arrow_tells_of_choices_that_lie_below(kiosk: Any, cast: Cast) -> None:
    enter(kiosk, ".side--regret")
    kiosk.locator(".screen--category").wait_for()
    assert kiosk.evaluate(ARROW) == "0", "all choices are in sight"
    press(kiosk, ".bar > .button")
    touch(kiosk, "Tiếng Việt")
    kiosk.locator(":root:lang(vi)").wait_for()
    enter(kiosk, ".aids:last-child .aid")
    enter(kiosk, ".side--regret")
    kiosk.locator(".screen--category").wait_for()
    wait_until(kiosk, f"{ARROW} > 0.9", seconds=3)
    kiosk.evaluate("scrollTo(0, document.body.scrollHeight)")
    wait_until(kiosk, f"{ARROW} < 0.1", seconds=3)
