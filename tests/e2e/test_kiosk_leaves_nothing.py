"""Nothing of a visit stays for the next visitor, and no way leads out of the page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.e2e.kiosk import (
    draw_line,
    every_step,
    hold_is_over,
    kiosk,
    leave,
    press,
    stored,
    touch,
    until_delivered,
)

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "비밀 이야기"
# Everything that the page, its storage and its history hold, as one text; notes that wait are
# in the outbox on purpose.
KEPT = """async () => {
  const kept = [document.documentElement.outerHTML, JSON.stringify(localStorage),
    JSON.stringify(sessionStorage), JSON.stringify(history.state), location.href, document.title,
    document.cookie, String(getSelection())];
  for (const box of document.querySelectorAll("textarea, input")) kept.push(box.value);
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  return kept.join("\\n");
}"""


def write(page: Any, text: str = SECRET) -> None:
    press(page, ".side--regret")
    press(page, ".chip")
    press(page, ".onward .button", 1)
    page.get_by_role("textbox").fill(text)


def assert_fresh(page: Any) -> None:
    """The start screen, and nothing of the visit before."""
    page.get_by_role("button", name="아쉬워요").wait_for()
    assert SECRET not in page.evaluate(KEPT)
    settings = page.evaluate("({ ...document.documentElement.dataset })")
    assert settings == {
        "textSize": "normal",
        "colorMode": "normal",
        "reach": "normal",
        "side": "",
    }


@pytest.mark.fresh
def test_home_reload_and_a_page_of_the_cache_show_nothing(kiosk: Any, cast: Cast) -> None:
    for aid in ("큰 글씨", "선명한 화면", "낮은 화면"):
        touch(kiosk, aid)
    write(kiosk)
    assert SECRET in kiosk.evaluate(KEPT)
    touch(kiosk, "처음으로")
    touch(kiosk, "지우고 처음으로")
    assert_fresh(kiosk)
    # What was typed can't be fetched back into the next visitor's paper.
    write(kiosk, "")
    for _ in range(5):
        kiosk.keyboard.press("Control+z")
    assert kiosk.get_by_role("textbox").input_value() == ""
    assert kiosk.get_by_role("textbox").get_attribute("autocomplete") == "off"
    kiosk.get_by_role("textbox").fill(SECRET)
    kiosk.reload()
    assert_fresh(kiosk)
    write(kiosk)
    kiosk.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert_fresh(kiosk)


@pytest.mark.fresh
def test_leaving_the_page_and_coming_back_shows_nothing(
    kiosk: Any, cast: Cast, live_server: Any
) -> None:
    write(kiosk)
    kiosk.goto(f"{live_server.url}/n/")
    kiosk.go_back()
    assert_fresh(kiosk)


def test_the_way_back_of_the_browser_is_the_way_back_of_the_tablet(kiosk: Any, cast: Cast) -> None:
    address = kiosk.url
    write(kiosk)
    for step in ("category", "start", "start"):
        kiosk.evaluate("history.back()")
        kiosk.locator(f".screen--{step}").wait_for()
    touch(kiosk, "좋아요")
    kiosk.evaluate("history.back()")
    kiosk.locator(".screen--start").wait_for()
    assert kiosk.url == address


def test_no_step_has_a_way_out(kiosk: Any, cast: Cast) -> None:
    kiosk.evaluate(
        "() => { window.open = window.print = () => { throw new Error('a way out'); }; }"
    )
    ways = "a, area, form, iframe, object, embed, video, audio, [target], [download], [draggable]"
    steps = 0
    for step in every_step(kiosk, "의자가 모자라요"):
        steps += 1
        assert kiosk.locator(ways).count() == 0, step
    assert steps == 10


def test_menus_dragging_clipboard_and_printing_are_off(kiosk: Any, cast: Cast) -> None:
    write(kiosk)
    allowed = kiosk.evaluate(
        """() => {
          const text = document.querySelector("textarea");
          const names = ["contextmenu", "dragstart", "drop", "copy", "cut", "paste", "auxclick"];
          const events = names.map((name) => new Event(name, { bubbles: true, cancelable: true }));
          const keys = ["p", "s", "o", "f", "n", "t", "u", "j", "+", "-", "0"].map((key) =>
            new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, cancelable: true }));
          keys.push(new KeyboardEvent("keydown", { key: "F12", bubbles: true, cancelable: true }));
          keys.push(new WheelEvent("wheel", { ctrlKey: true, bubbles: true, cancelable: true }));
          return [...events, ...keys].filter((event) => text.dispatchEvent(event))
            .map((event) => event.key ?? event.type);
        }"""
    )
    assert allowed == []
    kiosk.emulate_media(media="print")
    assert not kiosk.locator("body").is_visible()


def test_a_pinch_leaves_the_page_as_it_is(kiosk: Any, cast: Cast) -> None:
    session = kiosk.context.new_cdp_session(kiosk)
    for place in ((640, 300), (640, 700)):
        session.send(
            "Input.synthesizePinchGesture",
            {"x": place[0], "y": place[1], "scaleFactor": 3, "gestureSourceType": "touch"},
        )
        assert kiosk.evaluate("visualViewport.scale") == 1
    assert kiosk.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY") == (
        "none"
    )


def test_a_trembling_finger_goes_one_step_only(kiosk: Any, cast: Cast) -> None:
    press(kiosk, ".side--good")
    chip = kiosk.locator(".chip").first.bounding_box()
    kiosk.reload()
    kiosk.locator(".screen--start").wait_for()
    # A place where the first step has a post-it and the second a choice.
    place = (chip["x"] + 40, chip["y"] + 60)
    kiosk.mouse.dblclick(*place)
    kiosk.locator(".screen--category").wait_for()
    # What came up under the finger can be touched once the second touch is over.
    kiosk.locator("[inert]").wait_for(state="detached")
    assert kiosk.locator(".screen--category").is_visible()
    kiosk.mouse.click(*place)
    kiosk.locator(".screen--ready").wait_for()


def test_what_cannot_be_sent_finds_no_way_round(kiosk: Any, cast: Cast) -> None:
    for text in ("제 번호는 900101-1234567 이에요", "가" * 501):
        write(kiosk, text)
        assert kiosk.get_by_role("button", name="다음").is_disabled()
        touch(kiosk, "손으로 쓰기")
        kiosk.locator(".screen--draw").wait_for()
        press(kiosk, ".onward .button--primary")
        kiosk.locator(".screen--write").wait_for()
        touch(kiosk, "이전")
        press(kiosk, ".chip", 1)
        kiosk.locator(".screen--write").wait_for()
        touch(kiosk, "처음으로")
        touch(kiosk, "지우고 처음으로")
    stored(0)


def test_one_touch_beside_the_button_takes_no_written_word(kiosk: Any, cast: Cast) -> None:
    write(kiosk, "")
    touch(kiosk, "처음으로")
    assert_fresh(kiosk)  # nothing was written: nothing is asked
    write(kiosk)
    for stay in ("button", "beside", "Escape", "back"):
        touch(kiosk, "처음으로")
        kiosk.get_by_role("dialog").wait_for()
        # A page that still scrolls does not answer for whoever asked.
        kiosk.evaluate("document.dispatchEvent(new Event('scroll'))")
        assert kiosk.get_by_role("dialog").is_visible()
        if stay == "button":
            touch(kiosk, "계속 쓰기")
        elif stay == "beside":
            kiosk.mouse.click(30, 400)
        elif stay == "Escape":
            kiosk.keyboard.press("Escape")
        else:
            kiosk.go_back()
        kiosk.get_by_role("dialog").wait_for(state="detached")
        assert kiosk.get_by_role("textbox").input_value() == SECRET
    kiosk.get_by_role("textbox").fill("")
    touch(kiosk, "손으로 쓰기")
    draw_line(kiosk, [(0.2, 0.2), (0.8, 0.8)])
    touch(kiosk, "처음으로")
    kiosk.get_by_role("dialog").wait_for()
    touch(kiosk, "지우고 처음으로")
    assert_fresh(kiosk)


def test_the_setting_of_the_board_says_how_long_a_visit_may_rest(kiosk: Any, cast: Cast) -> None:
    cast.board.idle_seconds = 90
    cast.board.save()
    kiosk.clock.install()
    kiosk.reload()
    kiosk.wait_for_load_state("networkidle")
    write(kiosk)
    kiosk.clock.run_for(65_000)
    assert kiosk.get_by_role("dialog").count() == 0
    kiosk.clock.run_for(8_000)
    kiosk.get_by_role("dialog").wait_for()
    before = kiosk.get_by_role("timer").inner_text()
    kiosk.clock.run_for(3_000)
    assert kiosk.get_by_role("timer").inner_text() != before
    kiosk.clock.run_for(20_000)
    assert_fresh(kiosk)


@pytest.mark.clock
def test_thanks_return_to_the_start_by_themselves(kiosk: Any, cast: Cast) -> None:
    write(kiosk)
    press(kiosk, ".onward .button--primary")
    press(kiosk, ".onward .button--primary")
    kiosk.locator(".screen--thanks").wait_for()
    hold_is_over(kiosk)
    kiosk.clock.run_for(25_000)
    assert_fresh(kiosk)
    assert stored()[0].text == SECRET


def test_nothing_of_a_note_is_left_once_it_is_sent(kiosk: Any, cast: Cast) -> None:
    write(kiosk)
    press(kiosk, ".onward .button--primary")
    press(kiosk, ".onward .button--primary")
    kiosk.locator(".screen--thanks").wait_for()
    leave(kiosk)
    assert_fresh(kiosk)
    until_delivered(kiosk)
