"""The tablet in a real browser: a note in under a minute, by anyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Route

from boards import pairing
from boards.models import Note
from tests.browser import wait_until
from tests.cast import Cast
from tests.e2e.kiosk import (
    hold_is_over,
    kiosk,
    leave,
    on,
    route_notes,
    stored,
    touch,
    try_to_send,
    until_delivered,
)

__all__ = ["kiosk"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_note_by_keys_reaches_the_database(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "오래 기다렸어요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("번호표를 뽑고 한참 기다렸어요")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    shown = kiosk.locator(".receipt strong").inner_text().replace("-", "")
    leave(kiosk)
    note = stored()[0]
    assert (note.side, note.category, note.sequence) == ("regret", "waiting", 1)
    assert note.text == "번호표를 뽑고 한참 기다렸어요"
    assert shown == note.receipt_code


def test_a_chip_alone_is_a_note_in_three_touches(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    assert stored()[0].category == "kindness"


@pytest.mark.clock
def test_two_touches_from_the_start_are_enough(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    kiosk.get_by_role("heading", name="이대로 붙일까요").wait_for()
    kiosk.clock.run_for(16_000)
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    hold_is_over(kiosk)
    assert stored()[0].category == "kindness"


@pytest.mark.clock
def test_a_touch_gives_time_before_a_chip_sticks_by_itself(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "친절했어요")
    kiosk.locator("h1").click()
    kiosk.clock.run_for(30_000)
    assert kiosk.get_by_role("heading", name="이대로 붙일까요").is_visible()
    stored(0)


def test_a_note_can_be_taken_back_for_ten_seconds(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "오래 기다렸어요")
    touch(kiosk, "이대로 붙이기")
    touch(kiosk, "떼어 내기")
    kiosk.get_by_role("heading", name="떼어 냈습니다").wait_for()
    touch(kiosk, "고쳐서 다시 붙이기")
    kiosk.get_by_role("textbox").fill("창구를 더 열어 주세요")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    leave(kiosk)
    note = stored()[0]
    # The note that was taken back leaves no gap in the numbers of this tablet.
    assert (note.text, note.sequence) == ("창구를 더 열어 주세요", 1)


@pytest.mark.clock
def test_what_the_server_holds_leaves_the_screen_soon(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("남으면 안 되는 글")
    touch(kiosk, "다음")
    touch(kiosk, "붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    hold_is_over(kiosk)
    kiosk.clock.run_for(4_000)
    wait_until(kiosk, "!document.body.innerHTML.includes('남으면 안 되는 글')")
    kept = kiosk.evaluate(
        "new Promise(done => { const open = indexedDB.open('board-outbox');"
        " open.onsuccess = () => { const db = open.result; const all ="
        " db.transaction('waiting').objectStore('waiting').getAll();"
        " all.onsuccess = () => done(JSON.stringify(all.result)) } })"
    )
    assert kept == "[]"


def test_what_looks_personal_is_marked_at_once_and_goes_with_one_touch(
    kiosk: Any, cast: Cast
) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    for typed, kind, left in (
        ("제 번호 010-1234-5678 로 주세요", "전화번호", "제 번호  로 주세요"),
        ("kim@example.com 입니다", "전자우편", " 입니다"),
        ("12가 3456 차가 막았어요", "차량번호", " 차가 막았어요"),
        ("카톡 아이디 hong_77 이에요", "메신저 아이디", "카톡 아이디  이에요"),
    ):
        kiosk.get_by_role("textbox").fill(typed)
        assert kind in kiosk.get_by_role("alert").inner_text()
        assert kiosk.get_by_role("button", name="다음").is_enabled()
        touch(kiosk, "빼기")
        assert kiosk.get_by_role("textbox").input_value() == left
        assert kiosk.get_by_role("alert").inner_text() == ""


def test_ordinary_numbers_are_left_alone(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    for typed in ("대기번호 1024번", "2026. 11. 24. 14시", "3만 5천 원을 냈어요"):
        kiosk.get_by_role("textbox").fill(typed)
        assert kiosk.get_by_role("alert").inner_text() == "", typed


def test_a_resident_number_cannot_be_sent(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("제 번호는 900101-1234567 이에요")
    assert kiosk.get_by_role("button", name="다음").is_disabled()
    touch(kiosk, "빼기")
    assert kiosk.get_by_role("textbox").input_value() == "제 번호는  이에요"
    assert kiosk.get_by_role("button", name="다음").is_enabled()


def stick_on_without_network(kiosk: Any) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "깨끗해요")
    touch(kiosk, "이대로 붙이기")
    kiosk.get_by_role("heading", name="고맙습니다").wait_for()
    try_to_send(kiosk)
    kiosk.get_by_role("heading", name="안전하게 보관").wait_for()


@pytest.mark.clock
def test_without_network_the_note_waits_and_is_delivered_once(
    kiosk: Any, cast: Cast, watch: Any
) -> None:
    route_notes(kiosk, lambda route: route.abort())
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    stick_on_without_network(kiosk)
    code = kiosk.locator(".receipt strong").inner_text().replace("-", "")
    stored(0)
    kiosk.unroute("**/kiosk/notes/**")
    kiosk.evaluate("window.dispatchEvent(new Event('online'))")
    until_delivered(kiosk)
    assert stored()[0].receipt_code == code


def portal(status: int) -> Callable[[Route], None]:
    """A network that answers with a page of its own."""
    return lambda route: route.fulfill(
        status=status, content_type="text/html", body="<h1>로그인</h1>"
    )


@pytest.mark.long
@pytest.mark.clock
def test_a_page_that_is_not_our_echo_takes_nothing_out_of_the_outbox(
    kiosk: Any, cast: Cast, watch: Any
) -> None:
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    for count, status in enumerate((200, 302, 401, 403, 413, 429, 500), start=1):
        route_notes(kiosk, portal(status))
        stick_on_without_network(kiosk)
        stored(count - 1)
        kiosk.unroute("**/kiosk/notes/**")
        kiosk.evaluate("window.dispatchEvent(new Event('online'))")
        for _ in range(90):  # an answer of the portal may still be on its way: the next try counts
            if Note.objects.count() == count:
                break
            kiosk.clock.run_for(1000)
            kiosk.wait_for_timeout(50)  # the network does not follow the page's clock
        stored(count)
        until_delivered(kiosk)
        kiosk.clock.run_for(30_000)  # thanks end by themselves
        kiosk.get_by_role("button", name="좋아요").wait_for()


def test_nothing_of_a_visit_stays_behind(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "English")
    touch(kiosk, "Large text")
    touch(kiosk, "I liked it")
    touch(kiosk, "Type")
    kiosk.get_by_role("textbox").fill("비밀 이야기")
    touch(kiosk, "Start over")
    touch(kiosk, "Delete and start over")
    kiosk.get_by_role("button", name="좋아요").wait_for()
    kept = kiosk.evaluate("document.documentElement.outerHTML + JSON.stringify(localStorage)")
    assert "비밀" not in kept
    assert kiosk.evaluate("document.documentElement.dataset.textSize") == "normal"


@pytest.mark.clock
def test_an_idle_visit_is_wiped_after_a_warning(kiosk: Any, cast: Cast) -> None:
    touch(kiosk, "좋아요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("잊고 간 글")
    kiosk.clock.run_for(45_000)
    kiosk.get_by_role("heading", name="계속 쓰고 계신가요?").wait_for()
    touch(kiosk, "계속 쓰기")
    assert kiosk.get_by_role("textbox").input_value() == "잊고 간 글"
    kiosk.clock.run_for(61_000)
    kiosk.get_by_role("button", name="아쉬워요").wait_for()
    assert "잊고 간 글" not in kiosk.content()


@pytest.mark.clock
def test_who_goes_back_to_the_start_leaves_neither_the_dim_light_nor_a_text_for_the_next(
    kiosk: Any, cast: Cast
) -> None:
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    kiosk.get_by_role("textbox").fill("두고 간 글")
    touch(kiosk, "이전")
    touch(kiosk, "이전")
    on(kiosk, "start")
    assert kiosk.locator("html").get_attribute("data-side") == ""
    kiosk.clock.run_for(12_000)
    kiosk.get_by_role("heading", name="계속 쓰고 계신가요?").wait_for()
    kiosk.clock.run_for(22_000)
    kiosk.get_by_role("dialog").wait_for(state="detached")
    touch(kiosk, "아쉬워요")
    touch(kiosk, "글로 적기")
    assert kiosk.get_by_role("textbox").input_value() == ""


def test_an_unpaired_tablet_shows_a_code_and_opens_once_approved(
    page: Any, live_server: Any, cast: Cast, watch: Any
) -> None:
    watch.allow("Failed to load resource", "net::ERR", "redirect")
    page.goto(f"{live_server.url}/kiosk/")
    code = page.locator(".pairing-code").inner_text()
    pairing.approve(code, cast.board, "입구 태블릿", cast.clerk, timezone.now())
    page.get_by_role("button", name="좋아요").wait_for()
