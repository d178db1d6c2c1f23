"""The wall in a real browser: live, calm, and back by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from boards.models import Board, Complaint, Note
from boards.visibility import hide
from tests.browser import Watch
from tests.cast import Cast, Tablet
from tests.wall.helpers import settle

pytestmark = pytest.mark.django_db(transaction=True)

LANDSCAPE = {"width": 1920, "height": 1080}
COVERED = """() =>
  [...document.querySelectorAll('.notes > li:not([hidden])')].some((one, at, all) =>
  all.slice(at + 1).some((other) => {
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 4 && high > 4;
  }))"""

CUT_OFF = """() => [...document.querySelectorAll('.notes > li:not([hidden])')].some((note) => {
  const edge = note.parentElement.getBoundingClientRect(), own = note.getBoundingClientRect();
  return own.bottom > edge.bottom + 4 || own.right > edge.right + 4;
})"""


@pytest.fixture
def board(cast: Cast) -> Board:
    cast.board.wall_is_open = True
    cast.board.save()
    return cast.board


@pytest.fixture
def tablet(board: Board) -> Tablet:
    return Tablet(board)


@pytest.fixture
def wall(page: Page, board: Board, live_server: Any) -> Page:
    page.set_viewport_size(LANDSCAPE)
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator("#title-good")).to_be_visible()
    return page


def test_a_note_is_on_the_wall_within_two_seconds_and_gone_within_five(
    wall: Page, tablet: Tablet, cast: Cast
) -> None:
    """The quickest of a few: whatever else runs on the machine only adds to it."""
    came, went = [], []
    while not came or len(came) < 5 and (min(came) > 2 or min(went) > 5):
        text = f"휠체어 길을 치워 주셨어요 {len(came)}"
        note = wall.locator(".column-good .note", has_text=text)
        tablet.put(tablet.note(text=text))
        came.append(seconds_until(expect(note).to_be_visible))
        hide(Note.objects.get(text=text), cast.clerk, timezone.now(), "시험")
        went.append(seconds_until(expect(note).to_be_hidden))
    assert min(came) <= 2, came
    assert min(went) <= 5, went


def seconds_until(seen: Callable[[], None]) -> float:
    began = time.monotonic()
    seen()
    return time.monotonic() - began


def numbers_on(page: Page) -> list[int]:
    """The praise that hangs on the wall now, by the number in its text."""
    texts = page.locator(".column-good .note:visible .hand").all_inner_texts()
    return [int(text.split("번째")[0]) for text in texts]


def test_more_notes_than_fit_take_turns_and_none_covers_another(
    page: Page, board: Board, tablet: Tablet, live_server: Any
) -> None:
    for number in range(24):
        tablet.put(
            tablet.note(text=f"{number}번째 칭찬입니다. " + "고맙습니다. " * (number * 7 % 26))
        )
    page.set_viewport_size(LANDSCAPE)
    page.clock.install()
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".column-good .note:visible").first).to_contain_text("23번째")
    page.evaluate("() => document.fonts.ready")
    seen: list[int] = []
    while set(seen) != set(range(24)):
        shown = numbers_on(page)
        assert shown and not set(shown) & set(seen), "each has one turn before any comes again"
        assert not page.evaluate(COVERED)
        assert not page.evaluate(CUT_OFF)
        seen += shown
        page.clock.run_for(15_000)
    assert numbers_on(page)[0] == 23, "after the last page the first comes again"


def test_turning_can_be_stopped_and_done_by_hand(
    page: Page, board: Board, tablet: Tablet, live_server: Any
) -> None:
    for number in range(20):
        tablet.put(tablet.note(text=f"{number}번째"))
    page.set_viewport_size({"width": 1280, "height": 720})
    page.clock.install()
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    pause = page.get_by_role("button", name="멈춤")
    pause.click()
    first = numbers_on(page)
    page.clock.run_for(40_000)
    assert numbers_on(page) == first
    page.get_by_role("button", name="다음 쪽지").click()
    assert not set(numbers_on(page)) & set(first)
    pause.click()
    assert pause.get_attribute("aria-pressed") == "false"
    second = numbers_on(page)
    page.clock.run_for(15_000)
    assert numbers_on(page) != second


def test_the_newest_sticks_on_with_a_movement_unless_movement_is_unwanted(
    wall: Page, tablet: Tablet
) -> None:
    for motion, moves in (("no-preference", "stick"), ("reduce", "none")):
        wall.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]  # one of two words
        tablet.put(tablet.note(text=f"움직임 {motion}"))
        arrived = wall.locator(".arrives", has_text=motion)
        expect(arrived).to_be_visible()
        assert arrived.evaluate("note => getComputedStyle(note).animationName") == moves


def test_a_fixed_regret_turns_in_place(wall: Page, tablet: Tablet) -> None:
    for text in ("의자가 없어요", "불이 어두워요"):
        tablet.put(tablet.note(side="regret", text=text))
    expect(wall.locator(".column-regret .note")).to_have_count(2)
    settle(Complaint.objects.get(notes__text="의자가 없어요"), action_taken="의자를 놓았습니다")
    turned = wall.locator(".turns")
    expect(turned).to_contain_text("의자를 놓았습니다")
    expect(turned).to_contain_text("고쳤어요")
    expect(wall.locator(".column-regret .note").nth(1)).to_contain_text("의자가 없어요")


def test_a_wall_survives_a_lost_server_and_says_how_old_it_is(
    page: Page, board: Board, tablet: Tablet, live_server: Any, watch: Watch
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "net::")
    tablet.put(tablet.note(text="끊겨도 남는 쪽지"))
    page.clock.install()
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".note")).to_have_count(1)
    page.context.set_offline(True)
    for _ in range(8):
        page.clock.run_for(5000)
    expect(page.locator("#stale")).to_contain_text("마지막 연락")
    expect(page.locator(".note")).to_contain_text("끊겨도 남는 쪽지")
    page.context.set_offline(False)
    tablet.put(tablet.note(text="다시 이어졌어요"))
    page.clock.run_for(12_000)
    expect(page.locator(".note").first).to_contain_text("다시 이어졌어요")
    expect(page.locator("#stale")).to_be_hidden()


def test_a_page_of_a_captive_portal_is_not_taken_for_the_feed(wall: Page, tablet: Tablet) -> None:
    tablet.put(tablet.note(text="원래 쪽지"))
    expect(wall.locator(".note")).to_have_count(1)
    wall.route("**/notes", lambda route: route.fulfill(status=200, body="<h1>Log in</h1>"))
    wall.wait_for_event("response", lambda response: response.url.endswith("/notes"))
    expect(wall.locator(".note")).to_contain_text("원래 쪽지")


def test_polling_does_not_make_the_page_grow(wall: Page, tablet: Tablet) -> None:
    for number in range(5):
        tablet.put(tablet.note(text=f"쪽지 {number}"))
    expect(wall.locator(".note")).to_have_count(5)
    before = wall.evaluate("document.getElementsByTagName('*').length")
    for _ in range(3):
        with wall.expect_response(lambda response: response.status == 304):
            pass
    assert wall.evaluate("document.getElementsByTagName('*').length") == before


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (3840, 2160), (390, 844)])
def test_the_wall_is_clean_and_nothing_is_wider_than_the_screen(
    page: Page, board: Board, tablet: Tablet, live_server: Any, axe: Any, size: tuple[int, int]
) -> None:
    tablet.put(tablet.note(text="가" * 500))
    tablet.put(tablet.note(text="의자가 없어요", side="regret"))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{live_server.url}/wall/{board.slug}/")
    expect(page.locator(".note")).to_have_count(2)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_new_screen_pairs_by_a_code(
    page: Page, cast: Cast, live_server: Any, watch: Watch
) -> None:
    page.goto(f"{live_server.url}/wall/")
    page.get_by_role("button", name="연결 번호 받기").click()
    code = page.locator(".pairing-code")
    expect(code).to_be_visible()
    assert len(code.inner_text().replace("-", "")) == 8
